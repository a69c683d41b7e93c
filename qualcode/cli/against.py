"""What `qualcode codebook check --against` prints: the worst of each kind, and how much more there is."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from qualcode.cli.columns import aligned, plural

if TYPE_CHECKING:
    from qualcode.project.codebooks.against import Checking
    from qualcode.workshop.advice import Advice, FormRow, PairRow, TermRow

MOST = 10
"""Lines that are shown of each kind."""
MOST_NAMES = 6
"""Terms that are named of a code."""
LEAST_OFTEN = 5
"""Units that a term must hit before its share is told."""
LEAST_SHARED = 2
"""Units in which two codes rest on the same words, from which on they are told."""


def report(found: "Checking") -> list[str]:
    """The lines of the report."""
    advice = found.advice
    rows = [row for row in advice.terms if row.n_hits]
    lines = ["", *_head(found)]
    for section in (
        _languages(advice),
        _often(rows),
        _forms(advice.forms),
        _within(rows),
        _crossing(rows),
        _pairs(advice.pairs),
        _never(advice),
    ):
        lines += ["", *section] if section else []
    more = "all terms, one a row: --format csv; all codes, pairs, written forms: --table codes, pairs, forms"
    return [*lines, "", more]


def _head(found: "Checking") -> list[str]:
    advice = found.advice
    hits, never = _distinct_hits(advice.terms)
    of_whom = f"{plural(advice.N, found.unit)} ({found.population})"
    n_terms = len({row.term for row in advice.terms})
    return [
        f"against {plural(advice.n_documents, 'document')}, {of_whom}:",
        f"  {never:,} of {plural(n_terms, 'different term')} never hit; "
        f"{plural(hits[0], 'hit')} of the others: {hits[1]:,} whole words, {hits[2]:,} within longer words, "
        f"{hits[3]:,} that cut through words",
    ]


def _distinct_hits(rows: Sequence["TermRow"]) -> tuple[list[int], int]:
    """Hits in all, exact, within and crossing, of each term once; and how many terms have none."""
    counts = {row.term: (row.n_hits, row.n_exact, row.n_within, row.n_crossing) for row in rows}
    sums = [sum(column) for column in zip(*counts.values(), strict=True)] or [0] * 4
    return sums, sum(not each[0] for each in counts.values())


def _section(head: str, rows: Sequence[Sequence[str]], right: Sequence[bool], n: int) -> list[str]:
    """A heading, rows in columns, and how many of `n` are left out."""
    lines = [f"  {line}" for line in aligned(rows, right)] if rows else []
    if n > len(rows):
        lines.append(f"  … and {n - len(rows):,} more")
    return [head, *lines] if lines else []


def _languages(advice: "Advice") -> list[str]:
    rows = [row for row in advice.codes if row.note]
    cells = [(row.code, row.note) for row in rows[:MOST]]
    return _section("codes that are found in one language only:", cells, (False, False), len(rows))


def _often(rows: Sequence["TermRow"]) -> list[str]:
    """Terms in many units; those that need others beside them are only counted."""
    from qualcode.workshop.advice import OFTEN

    often = [row for row in rows if (row.share_units or 0) > OFTEN and row.n_units >= LEAST_OFTEN]
    alone = sorted((row for row in often if row.lone == "yes"), key=lambda row: -row.n_units)
    cells = [
        (row.code, row.term, f"{row.n_units:,}", f"{100 * (row.share_units or 0):.0f} %")
        for row in alone[:MOST]
    ]
    head = f"terms in more than {OFTEN:.0%} of the units, which code all of them:".replace("%", " %")
    lines = _section(head, cells, (False, False, True, True), len(alone))
    others = sorted({row.term for row in often if row.lone != "yes"})
    if others:
        names = ", ".join(others[:MOST_NAMES]) + (" …" if len(others) > MOST_NAMES else "")
        head = f"terms in more than {OFTEN:.0%} of the units, which need others beside them:"
        lines.append(f"{head.replace('%', ' %')} {names}")
    return lines


def _forms(rows: Sequence["FormRow"]) -> list[str]:
    """Terms whose hits are written in ways that may differ in meaning."""
    terms = [list(group) for _, group in groupby(rows, key=lambda row: (row.codes, row.term))]
    cells = [
        (
            ", ".join(forms[0].codes[:2]) + (" …" if len(forms[0].codes) > 2 else ""),
            forms[0].term,
            ", ".join(f"{form.form} {form.n:,}{' (!)' if form.other == 'yes' else ''}" for form in forms),
            forms[0].cure,
        )
        for forms in terms[:MOST]
    ]
    head = "terms that find characters of another meaning (!), or of several; as meant, perhaps, with exact:"
    return _section(head, cells, (False,) * 4, len(terms))


def _within(rows: Sequence["TermRow"]) -> list[str]:
    """Hits within longer words that count and code by themselves."""
    mine = [row for row in rows if row.lone == "yes" and row.n_counts and row.shields]
    mine.sort(key=lambda row: (-_cut_that_counts(row), row.code, row.term))
    cells = [
        (
            row.code,
            row.term,
            f"{_cut_that_counts(row):,} of {row.n_hits:,}",
            ", ".join(_cut(row)),
            row.shields,
        )
        for row in mine[:MOST]
    ]
    head = "hits that count inside longer words; where these mean something else, a shield hides them:"
    return _section(head, cells, (False, False, True, False, False), len(mine))


def _cut_that_counts(row: "TermRow") -> int:
    return row.n_within + row.n_crossing - row.n_aside


def _cut(row: "TermRow") -> Sequence[str]:
    return (*row.within, *row.crossing)[:3]


def _crossing(rows: Sequence["TermRow"]) -> list[str]:
    """Hits that word cuts alone set aside."""
    mine = [row for row in rows if row.lone == "yes" and row.n_aside]
    mine.sort(key=lambda row: (-row.n_aside, row.code, row.term))
    cells = [
        (row.code, row.term, f"{row.n_aside:,} of {row.n_hits:,}", _aside_words(row), row.shields_aside)
        for row in mine[:MOST]
    ]
    head = "hits that word cuts set aside; if some are good: boundaries: none, and shields for the others:"
    return _section(head, cells, (False, False, True, False, False), len(mine))


def _aside_words(row: "TermRow") -> str:
    return ", ".join((*row.crossing, *row.within)[:3])


def _pairs(rows: Sequence["PairRow"]) -> list[str]:
    """Pairs of codes, neither above the other, that mostly rest on the same words."""
    mine = [row for row in rows if row.kin == "no" and row.n_shared >= LEAST_SHARED and row.share >= 0.5]
    cells = [
        (row.code, row.code_2, f"{row.n_shared:,} of {row.n_both:,}", ", ".join(row.words))
        for row in mine[:MOST]
    ]
    head = "pairs of codes that rest on the same words, in so many of the units with both:"
    return _section(head, cells, (False, False, True, False), len(mine))


def _never(advice: "Advice") -> list[str]:
    """Terms that never hit, by code; those that code by themselves are named first."""
    codes = sorted(
        (row for row in advice.codes if row.n_never),
        key=lambda row: (-row.n_never / row.n_terms, -row.n_never),
    )
    cells = []
    for code in codes[:MOST]:
        mine = [row for row in advice.terms if row.code == code.code and not row.n_hits]
        names = [row.term for row in sorted(mine, key=lambda row: row.lone != "yes")]
        more = " …" if len(names) > MOST_NAMES else ""
        cells.append(
            (code.code, f"{code.n_never:,} of {code.n_terms:,}", ", ".join(names[:MOST_NAMES]) + more)
        )
    return _section("terms that never hit, by code:", cells, (False, True, False), len(codes))
