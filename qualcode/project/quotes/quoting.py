"""The best quotes of each code, or its deviant cases, as a table and as a page."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qualcode.analysis.quotable import Passage, Ranked, best_length
from qualcode.codebook.model import Code, Codebook
from qualcode.coding.population import Population
from qualcode.errors import UsageError
from qualcode.export import quotation_words as words
from qualcode.export.appendix import population_in
from qualcode.export.quotations import Block, Quotations, Section, filled, outline
from qualcode.export.table import Cell, Language
from qualcode.project.job.population import Fitting, fitting, misfits
from qualcode.project.quotes.best import citation_of, cited_values
from qualcode.project.quotes.deviant import Found, cases_of, deviants
from qualcode.project.quotes.document import Place
from qualcode.project.quotes.quotable import (
    EVERYONE,
    Asked,
    Material,
    Quotable,
    chosen_codes,
    quotable,
    rankings,
)
from qualcode.terms import SEPARATOR

_PASSAGE = ("document", "unit", "start", "end", "speaker", "role", "tokens")
_TOLD = ("negated", "rule", "evidence", "before", "text", "after", "citation")
QUOTE_COLUMNS = ("number", "code", "name", *_PASSAGE, "score", "length", "strength", "centrality", *_TOLD)
CASE_COLUMNS = ("number", "code", "name", "kind", "level", *_PASSAGE, "n_have", "n_others", *_TOLD)


class Quoted(NamedTuple):
    """A table, the same as a page, and what must be known of it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    page: Quotations
    warnings: tuple[str, ...]


class _Writer:
    """Makes blocks and rows of passages, and numbers them."""

    def __init__(self, found: Quotable, asked: Asked, language: Language) -> None:
        self.cite = citation_of(found.heard, asked.cite, language)
        self.found, self.context, self.language = found, asked.context, language
        self.cases = cases_of(found) if asked.negative else ()
        self.number = 0
        self.rows: list[tuple[Cell, ...]] = []

    def block(self, one: Passage, code: Code, more: Sequence[Cell], *, is_case: bool) -> Block:
        """The next quote; `more` are the cells that only its kind of table has."""
        self.number += 1
        heard = self.found.heard[one.document]
        place = Place(one.start, one.end, one.turn, is_part=not one.rules)
        paragraphs = heard.around(one.unit, place, self.context)
        citation = self.cite(cited_values(heard, one.unit, place, self.language))
        cores = [part.is_core for parts in paragraphs for part in parts]
        texts = [part.text for parts in paragraphs for part in parts]
        at = cores.index(True)
        before, after = ("".join(texts[:at]).strip(), "".join(texts[at + 1 :]).strip())
        passage = (one.document, one.unit, one.start, one.end, one.speaker, one.role, one.tokens)
        why = (one.negated, SEPARATOR.join(one.rules), SEPARATOR.join(one.evidence))
        told = (*why, before, one.text, after, citation)
        lead, tail = (tuple(more[:2]), tuple(more[2:])) if is_case else ((), tuple(more))
        self.rows.append((self.number, code.id, code.name_in(self.language), *lead, *passage, *tail, *told))
        remark = "" if is_case else words.NEGATED[self.language].get(one.against, "")
        return Block(self.number, paragraphs, citation, remark)

    def bare(self, one: Found, code: Code) -> None:
        """A row for a case without a passage; its words are those of the case."""
        case, name = one.case, code.name_in(self.language)
        passage = (SEPARATOR.join(case.documents), None, None, None, case.label, case.role, case.tokens)
        told = ("",) * len(_TOLD)
        head = (None, code.id, name, one.kind, case.level)
        self.rows.append((*head, *passage, one.n_have, one.n_others, *told))


def quoted(material: Material, asked: Asked) -> Quoted:
    """The quotes that are asked for, or with `negative` the deviant cases.

    Raises
    ------
    UsageError
        An unknown code or field, or a language that pages are not written in.
    """
    book = material.codebook
    language = language_of(book, asked.lang)
    codes = chosen_codes(book, asked.codes)
    found = quotable(material, asked)
    writer = _Writer(found, asked, language)
    best = rankings(found, codes, asked)
    numbers = outline(book)
    sections, empty = [], []
    for code in book.codes:
        items: tuple[str | Block, ...] = ()
        if code.id in codes:
            items = (_deviant if asked.negative else _best)(writer, code, best.get(code.id, []), asked)
            empty += [] if items else [code.id]
        sections.append(Section(code.depth, numbers[code.id], code.name_in(language), code.id, items))
    page = Quotations(
        language,
        words.TITLES[language][asked.negative],
        _notes(material, asked, language, found),
        filled(sections),
        (words.without(language, empty),) if empty else (),
    )
    columns = CASE_COLUMNS if asked.negative else QUOTE_COLUMNS
    return Quoted(columns, tuple(writer.rows), page, tuple(_misfits(material, asked.population)))


def language_of(codebook: Codebook, lang: str) -> Language:
    """The language of a page; raises UsageError for one that is neither English nor Chinese."""
    known: Mapping[str, Language] = {"en": "en", "zh": "zh"}
    if lang and lang not in known:
        cure = "write --lang en or --lang zh"
        raise UsageError(f"there is no language '{lang}' for quotes", cure=cure, slug="lang")
    own = (known[one.partition("-")[0]] for one in codebook.languages if one.partition("-")[0] in known)
    return known[lang] if lang else next(own, "en")


def _best(writer: _Writer, code: Code, order: Sequence[Ranked], asked: Asked) -> tuple[str | Block, ...]:
    """The first passages of a code."""
    blocks = []
    for passage, score in order[: asked.most or None]:
        cells = (score.total, score.length, score.strength, score.centrality)
        blocks.append(writer.block(passage, code, cells, is_case=False))
    return tuple(blocks)


def _deviant(writer: _Writer, code: Code, order: Sequence[Ranked], asked: Asked) -> tuple[str | Block, ...]:
    """Who lacks a code or has it, each with the best passage, then passages against it."""
    items: list[str | Block] = []
    language, cut = writer.language, asked.most or None
    for cases in deviants(writer.found, writer.cases, code.id):
        for one in cases[:cut]:
            items += _case(writer, code, one, order)
        items += [words.more(language, len(cases[cut:]))] if cut and cases[cut:] else []
    against = sorted((at for at in order if at.passage.against), key=lambda at: -at.passage.against)
    if against:
        items.append(words.AGAINST[language])
        cells = ("negated", "passage", None, None)
        items += [writer.block(at.passage, code, cells, is_case=True) for at in against[:cut]]
        items += [words.more(language, len(against[cut:]))] if cut and against[cut:] else []
    return tuple(items)


def _case(writer: _Writer, code: Code, one: Found, order: Sequence[Ranked]) -> list[str | Block]:
    """A sentence about a case, and the best passage of one that has a code."""
    language, case = writer.language, one.case
    told = (language, case.named(language), case.level, one.n_have, one.n_others)
    mine = [at.passage for at in order if (at.passage.document, at.passage.speaker) in case.people]
    if one.kind == "lacks" or not mine:
        writer.bare(one, code)
        return [words.lacks(*told, (case.tokens, one.median)) if one.kind == "lacks" else words.has(*told)]
    numbers = ("has", case.level, one.n_have, one.n_others)
    return [words.has(*told), writer.block(mine[0], code, numbers, is_case=True)]


def _notes(material: Material, asked: Asked, language: Language, found: Quotable) -> tuple[str, ...]:
    book = material.codebook
    populations = [material.label or material.population.label]
    if asked.population != EVERYONE:
        populations.append(asked.population.label)
    said = [population_in(label, language) for label in dict.fromkeys(populations)]
    name = f"{book.name or book.file} {book.version}".strip()
    n_heard = sum(any(voice.tokens for voice in one.voices()) for one in found.heard.values())
    about = words.about(language, codebook=name, population="; ".join(said), n_documents=n_heard)
    lengths = best_length("zh", asked.least, asked.longest), best_length("", asked.least, asked.longest)
    rule = words.ranking_note(language, lengths=lengths, seed=asked.seed)
    rule = words.deviant_note(language) if asked.negative else rule
    bounds = words.chosen_note(language, most=asked.most, least=asked.least, longest=asked.longest)
    return about, bounds, rule


def _misfits(material: Material, population: Population) -> list[str]:
    known = Fitting()
    for document in material.documents:
        known.add(fitting(document, population))
    return misfits(population, known)
