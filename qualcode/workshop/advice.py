"""What counts over a corpus say of a codebook, as tables: terms, codes, pairs of codes, written forms."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.coding.batch import LANGUAGES
from qualcode.coding.cuts import BAR, CROSSING, EXACT, WITHIN
from qualcode.coding.lineage import kinship
from qualcode.coding.sums import Sums
from qualcode.terms import Boundaries
from qualcode.text.key import fold
from qualcode.text.senses import script_of
from qualcode.workshop.against import ASIDE, COUNTS, HIDDEN, MOST_EXAMPLES, Seen
from qualcode.workshop.forms import Form, doubtful_forms
from qualcode.workshop.termlist import TermUse

OFTEN = 0.2
"""A term in more units than this share says little about any of them."""
FEW = 5.0
"""Units that a code must be expected to have in a language before it is missed there."""


class TermRow(NamedTuple):
    """A term of a code, held against a corpus.

    n_hits, n_exact, n_within, n_crossing
        Hits in the population, inside one unit and one turn; how many are whole words, lie within a
        longer word, or cut through words. What is not Chinese is whole.
    n_counts, n_aside, n_hidden
        Hits that count for the code; that word cuts alone set aside; that a shield or a longer
        term hides. Together they are n_hits.
    n_units, share_units, n_documents
        Units with a hit that counts, their share of N, and documents.
    exact, within, crossing
        Up to three examples: hits in brackets with what stands around them; the words that hits
        lie within or cut through, the most frequent first, each with the number of hits. Hidden
        hits give none.
    shields, shields_aside
        The line that would hide the words around hits that count inside or across them; and that for
        those that are set aside, which `boundaries: none` would bring back.
    """

    code: str
    term: str
    kind: str
    language: str
    lone: str
    n_hits: int
    n_exact: int
    n_within: int
    n_crossing: int
    n_counts: int
    n_aside: int
    n_hidden: int
    n_units: int
    n_documents: int
    share_units: float | None
    N: int
    exact: tuple[str, ...]
    within: tuple[str, ...]
    crossing: tuple[str, ...]
    shields: str
    shields_aside: str


class CodeRow(NamedTuple):
    """A code: its terms, those that never hit, and its units by the main language of their documents.

    `note` says where it is found in one language only, though units of another one are many enough.
    """

    code: str
    n_terms: int
    n_never: int
    n_terms_zh: int
    n_terms_en: int
    n_units: int
    n_units_zh: int
    n_units_en: int
    N_zh: int
    N_en: int
    note: str


class PairRow(NamedTuple):
    """Two codes of which evidence shares characters: in `n_shared` of the `n_both` units with both.

    `words` are the texts that they share most often, each with how often; `kin` is "yes" where one
    code stands above the other.
    """

    code: str
    code_2: str
    n_both: int
    n_shared: int
    share: float
    kin: str
    words: tuple[str, ...]


class FormRow(NamedTuple):
    """A way in which hits of a term are written, where these ways may differ in meaning.

    `other` is "yes" where the term as it is written means something else. `cure` is what finds the
    term as it is written, and as the corpus mostly writes it, and nothing else.
    """

    codes: tuple[str, ...]
    term: str
    form: str
    n: int
    other: str
    cure: str


TABLES = {
    "terms": TermRow._fields,
    "codes": CodeRow._fields,
    "pairs": PairRow._fields,
    "forms": FormRow._fields,
}
"""The columns of each table."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A codebook held against a corpus of `n_documents` documents and N units of the population."""

    terms: tuple[TermRow, ...]
    codes: tuple[CodeRow, ...]
    pairs: tuple[PairRow, ...]
    forms: tuple[FormRow, ...]
    n_documents: int
    N: int


def advise(
    codebook: Codebook, uses: Sequence[TermUse], seen: Seen, sums: Sums, *, n_documents: int
) -> Advice:
    """Tables of what was seen; the rows of terms and codes in the order of the codebook."""
    n = int(sums.units.sum())
    order = sorted(range(len(uses)), key=lambda number: (uses[number].code, uses[number].atom))
    terms = tuple(_term_row(codebook, number, uses[number], seen, n) for number in order)
    codes = tuple(_code_rows(codebook, terms, sums))
    return Advice(
        terms, codes, tuple(_pairs(codebook, seen, sums)), _forms(codebook, uses, seen), n_documents, n
    )


def _term_row(codebook: Codebook, number: int, use: TermUse, seen: Seen, n: int) -> TermRow:
    code = codebook.codes[use.code]
    exact, within, crossing = (int(seen.kinds[use.atom, kind]) for kind in (EXACT, WITHIN, CROSSING))
    cut = {kind: seen.words.get((number, kind), Counter()) for kind in (WITHIN, CROSSING)}
    counts = _counting_kinds(code.boundaries or codebook.boundaries)
    units = int(seen.units[number])
    return TermRow(
        code=code.id,
        term=use.written,
        kind=use.kind,
        language=use.language,
        lone="yes" if use.lone else "no",
        n_hits=exact + within + crossing,
        n_exact=exact,
        n_within=within,
        n_crossing=crossing,
        n_counts=int(seen.fates[COUNTS, number]),
        n_aside=int(seen.fates[ASIDE, number]),
        n_hidden=int(seen.fates[HIDDEN, number]),
        n_units=units,
        n_documents=int(seen.documents[number]),
        share_units=units / n if n else None,
        N=n,
        exact=tuple(seen.contexts.get(use.atom, ())),
        within=_most(cut[WITHIN]),
        crossing=_most(cut[CROSSING]),
        shields=_shields([cut[kind] for kind in counts]),
        shields_aside=_shields([cut[kind] for kind in cut if kind not in counts]),
    )


def _counting_kinds(boundaries: Boundaries) -> tuple[int, ...]:
    """The hits that cut words and count all the same."""
    return {"none": (WITHIN, CROSSING), "crossing": (WITHIN,), "token": ()}[boundaries]


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _most(counts: Counter[str]) -> tuple[str, ...]:
    """The most frequent texts, each with its number in brackets."""
    return tuple(f"{text} ({n})" for text, n in _ranked(counts)[:MOST_EXAMPLES])


def _shields(cut: Sequence[Counter[str]]) -> str:
    """The line of the most frequent words around hits, in the spelling that is most frequent."""
    words: dict[str, str] = {}
    for text, _ in _ranked(sum(cut, Counter())):
        whole = text.replace(BAR, "")
        words.setdefault(fold(whole), whole)
    shown = list(words.values())[:MOST_EXAMPLES]
    return f"shields: [{', '.join(shown)}]" if shown else ""


def _code_rows(codebook: Codebook, terms: Sequence[TermRow], sums: Sums) -> Iterator[CodeRow]:
    by_code: dict[str, list[TermRow]] = {code.id: [] for code in codebook.codes}
    for row in terms:
        by_code[row.code].append(row)
    at = {language: LANGUAGES.index(language) for language in ("zh", "en")}
    usual = _usual_languages(list(by_code.values()))
    for position, code in enumerate(codebook.codes):
        own = by_code[code.id]
        held = {one: sum(row.language == one for row in own) for one in at}
        units = {one: int(sums.n_units[number, position]) for one, number in at.items()}
        whole = {one: int(sums.units[number]) for one, number in at.items()}
        yield CodeRow(
            code.id,
            len(own),
            sum(not row.n_hits for row in own),
            held["zh"],
            held["en"],
            int(sums.n_units[:, position].sum()),
            units["zh"],
            units["en"],
            whole["zh"],
            whole["en"],
            next(filter(None, (_missing(one, held, units, whole, usual) for one in ("zh", "en"))), ""),
        )


def _usual_languages(codes: Sequence[Sequence[TermRow]]) -> frozenset[str]:
    """The languages in which most codes with terms have some."""
    with_terms = [{row.language for row in own} for own in codes if own]
    return frozenset(
        one for one in ("zh", "en") if 2 * sum(one in held for held in with_terms) > len(with_terms)
    )


def _missing(
    language: str, held: dict[str, int], units: dict[str, int], whole: dict[str, int], usual: frozenset[str]
) -> str:
    """Why a code has no unit in `language`, where by its share of the other language's units it should."""
    other = "en" if language == "zh" else "zh"
    if units[language] or not (whole[language] and whole[other]):
        return ""
    expected = units[other] / whole[other] * whole[language]
    if min(expected, units[other]) < FEW or (not held[language] and language not in usual):
        return ""
    said = f"{units[other]:,} of {whole[other]:,} units in {other}, 0 of {whole[language]:,} in {language}"
    why = "" if held[language] else f": it has no terms in {language}"
    return f"{said}{why}"


def _pairs(codebook: Codebook, seen: Seen, sums: Sums) -> list[PairRow]:
    """The pairs of codes that share words, the most units first."""
    kin = kinship(codebook)
    rows = []
    for (one, two), words in seen.shared.items():
        both, shared = int(sums.pairs.both[one, two]), int(sums.pairs.shared[one, two])
        ids = codebook.codes[one].id, codebook.codes[two].id
        is_kin = "yes" if kin[one, two] else "no"
        rows.append(PairRow(*ids, both, shared, shared / both, is_kin, _most(words)))
    return sorted(rows, key=lambda row: (-row.n_shared, -row.share, row.code, row.code_2))


def _forms(codebook: Codebook, uses: Sequence[TermUse], seen: Seen) -> tuple[FormRow, ...]:
    """The written forms of terms that may have been meant otherwise, by the number of those that differ."""
    script = script_of("".join(use.written for use in uses if use.language == "zh"))
    codes: dict[int, list[str]] = {}
    term: dict[int, str] = {}
    lone = {use.atom for use in uses if use.lone}
    for use in uses:
        codes.setdefault(use.atom, []).append(codebook.codes[use.code].id)
        term.setdefault(use.atom, use.written)
    found = []
    for atom, written in seen.forms.items():
        forms = doubtful_forms(term[atom], written, script=script)
        cure = _exact(term[atom], forms)
        rows = [
            FormRow(tuple(codes[atom]), term[atom], form.text, form.n, "yes" if form.other else "no", cure)
            for form in forms
        ]
        weight = sum(form.n for form in forms if form.other) or sum(form.n for form in forms[1:])
        found.append((atom not in lone, -weight, term[atom], rows))
    return tuple(row for *_, rows in sorted(found, key=lambda one: one[:3]) for row in rows)


def _exact(term: str, forms: Sequence[Form]) -> str:
    """The term as it is written, with the form that the corpus mostly has for it."""
    most = [form.text for form in forms if not form.other and form.text != term][:1]
    return f"exact:{{{term},{most[0]}}}" if most else f"exact:{term}"
