"""The passages that stand for a code wherever one is quoted: the same that `qualcode quotes` puts first."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from qualcode.analysis.quotable import Passage, Wording, ranked
from qualcode.codebook.model import Codebook
from qualcode.coding.population import Population
from qualcode.coding.rows import Row
from qualcode.export import quotation_words as words
from qualcode.export.citation import DEFAULT, Citation
from qualcode.export.quotes import LONGEST, Quote, shortened
from qualcode.export.table import Language
from qualcode.project.quotes.document import BUILT_IN, Heard, Place
from qualcode.project.quotes.quotable import Asked, Material, Quotable, fits, quotable
from qualcode.terms import CodeId, UnitKind
from qualcode.text.document import Document


class Coded(Protocol):
    """Codings in memory with the documents that they are of."""

    @property
    def codebook(self) -> Codebook:
        """Its codes."""

    @property
    def coding_rows(self) -> tuple[Row, ...]:
        """The codings."""

    @property
    def coding_columns(self) -> tuple[str, ...]:
        """What stands in them."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """What was coded."""

    @property
    def unit(self) -> UnitKind:
        """The coding unit."""

    @property
    def population(self) -> Population:
        """Whose speech was coded."""

    @property
    def split_at(self) -> str:
        """Signs that end a sentence besides."""


def material_of(coded: Coded) -> Material:
    """What is quoted from."""
    rows = [dict(zip(coded.coding_columns, map(str, row), strict=False)) for row in coded.coding_rows]
    return Material(coded.codebook, rows, coded.documents, coded.unit, coded.population, coded.split_at)


def best_quotes(
    material: Material,
    *,
    most: int = 1,
    language: Language = "en",
    family: Mapping[CodeId, CodeId] | None = None,
    documents: Collection[str] = (),
) -> dict[CodeId, list[Quote]]:
    """The first `most` passages of each code, as `qualcode quotes` chooses and cites them in `language`.

    Where all passages of a code are too long to be quoted there, one stands for them, cut around its
    evidence. `family` maps a code to the group of codes that it is quoted for; `documents` are those that
    are quoted, all where none is named.
    """
    asked = Asked()
    found = quotable(material, asked)
    wording = Wording(one for passages in found.passages.values() for one in passages)
    cite = _Cite(found, language)
    quotes = {}
    for code, passages in _groups(found, family, documents).items():
        short = [one for one in passages if fits(one, asked)]
        chosen = [one.passage for one in ranked(short or passages, wording)[: most if short else 1]]
        quotes[code] = [cite(one, is_cut=not short) for one in chosen]
    return quotes


def _groups(
    found: Quotable, family: Mapping[CodeId, CodeId] | None, documents: Collection[str]
) -> dict[CodeId, list[Passage]]:
    """The passages of each code or group of codes, in text order."""
    order = {name: at for at, name in enumerate(found.heard)}
    groups: dict[CodeId, list[Passage]] = {}
    for code, passages in found.passages.items():
        kept = [one for one in passages if not documents or one.document in documents]
        if kept:
            groups.setdefault(family[code] if family else code, []).extend(kept)
    for passages in groups.values():
        passages.sort(key=lambda one: (order[one.document], one.start))
    return groups


def citation_of(heard: Mapping[str, Heard], pattern: str, language: Language) -> Citation:
    """A pattern checked against the fields of some documents; where it is empty, that of the language."""
    fields = dict.fromkeys([*BUILT_IN, *(name for one in heard.values() for name in one.fields())])
    return Citation(pattern or DEFAULT[language], list(fields))


def cited_values(heard: Heard, unit: int, place: Place, language: Language) -> dict[str, str]:
    """What the fields of a citation are filled with; usual roles in the words of the language."""
    values = heard.values(unit, place)
    return {**values, "role": words.ROLES[language].get(values["role"], values["role"])}


class _Cite:
    """Makes quotes of passages."""

    def __init__(self, found: Quotable, language: Language) -> None:
        self.heard, self.language = found.heard, language
        self.pattern = citation_of(found.heard, "", language)

    def __call__(self, one: Passage, *, is_cut: bool) -> Quote:
        heard = self.heard[one.document]
        place = Place(one.start, one.end, one.turn, is_part=not one.rules)
        citation = self.pattern(cited_values(heard, one.unit, place, self.language))
        text = _cut(one) if is_cut else one.text
        return Quote(text, one.document, one.role, speaker=one.speaker, citation=citation)


def _cut(one: Passage) -> str:
    """The part of a long passage around its first evidence."""
    longest = LONGEST["zh" if _is_chinese(one.text) else "en"]
    first: Sequence[str] = one.evidence[:1]
    middle = max([one.text.find(text) + len(text) // 2 for text in first if text in one.text], default=0)
    return shortened(one.text, middle, longest)


def _is_chinese(text: str) -> bool:
    from qualcode.text.language import language_of
    from qualcode.text.words import map_words

    return language_of(text, map_words(text)).main == "zh"
