"""The table in which a researcher confirms what is replaced: its rows, and what they mean."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from qualcode.errors import Problem
from qualcode.pseudonyms.candidates import Candidate
from qualcode.pseudonyms.kinds import HAN, KINDS, Kind
from qualcode.pseudonyms.literal import Finder
from qualcode.pseudonyms.proposals import Known, is_mask, propose
from qualcode.pseudonyms.replace import Decisions
from qualcode.terms import SEPARATOR
from qualcode.text.key import fold
from qualcode.text.normalise import fix_text
from qualcode.text.patterns import lazy

COLUMNS = ("kind", "original", "replacement", "n", "n_documents", "documents", "rule", "example", "confirm")
Answer: TypeAlias = Literal["yes", "no", ""]
SPELLINGS: Mapping[Answer, tuple[str, ...]] = {
    "yes": ("yes", "y", "1", "true", "是", "对", "√", "✓"),
    "no": ("no", "n", "0", "false", "否", "不", "不是", "✗"),
    "": ("",),
}
"""How each answer may be written, whatever case and width."""

_MEANT = {fold(word): answer for answer, words in SPELLINGS.items() for word in words}
_AS_FLOAT = lazy(r"\d(?:[.,]\d+)?[Ee]\+?\d+")
_LIKE_NUMBER = lazy(r"[\d\s.,:/()\-+=@].*")
_ONE_HAN = lazy(rf"[{HAN}]|[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a candidate, what is to stand in its place, and what was decided."""

    kind: Kind
    original: str
    replacement: str = ""
    n: int | None = None
    n_documents: int | None = None
    documents: tuple[str, ...] = ()
    rule: str = ""
    example: str = ""
    confirm: Answer = ""

    def cells(self) -> tuple[str | int | None, ...]:
        """As it is written; what a spreadsheet would take for a number or a formula stands behind a '."""
        documents = SEPARATOR.join(self.documents)
        numbers = (self.n, self.n_documents)
        texts = (guarded(self.original), guarded(self.replacement))
        return (self.kind, *texts, *numbers, documents, self.rule, guarded(self.example), self.confirm)


def guarded(text: str) -> str:
    """A text behind a ' where a spreadsheet might change it when it is opened."""
    return f"'{text}" if _LIKE_NUMBER.match(text) else text


def unguarded(text: str) -> str:
    """The same without it."""
    return text[1:] if text[:1] == "'" and _LIKE_NUMBER.match(text[1:]) else text


def rows_of(candidates: Sequence[Candidate], taken: Iterable[str], earlier: Sequence[Row] = ()) -> list[Row]:
    """The table for some candidates, with what an earlier one holds.

    Decisions stay with their replacements, found again or not; so does a replacement that was written without
    one, and a line that a person added (it has no `n`). Other lines that are not found any more go. New
    candidates come with a proposal.
    """
    before = {row.original: row for row in earlier}
    known = [Known(row.original, row.replacement) for row in earlier]
    proposed = propose(candidates, known=known, taken=frozenset(taken))
    found = [_row(one, proposed[one.original], before.get(one.original)) for one in candidates]
    here = {one.original for one in candidates}
    kept = [_unfound(row) for row in earlier if row.original not in here and (row.confirm or row.n is None)]
    return sorted([*found, *kept], key=lambda row: (KINDS.index(row.kind), -(row.n or 0), row.original))


def _row(one: Candidate, proposed: str, before: Row | None) -> Row:
    row = Row(
        one.kind, one.original, proposed, one.n, len(one.documents), one.documents, one.rule, one.example
    )
    return replace(row, kind=before.kind, confirm=before.confirm) if before else row


def _unfound(row: Row) -> Row:
    return row if row.n is None else replace(row, n=0, n_documents=0, documents=())


def read_rows(table: Iterable[tuple[int, Sequence[str]]], *, file: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a table and all that is wrong with it, each with its line.

    `table` holds the number of a line and its cells, the header first. Further columns are passed over.
    """
    lines = iter(table)
    number, header = next(lines, (1, ()))
    columns = [fold(name) for name in header]
    missing = [name for name in ("original", "replacement", "confirm") if name not in columns]
    if missing:
        cure = "keep the first line as qualcode pseudonymise wrote it"
        return [], [Problem(f"there is no column {missing[0]}", file, number, cure=cure, slug="pseudonyms")]
    rows: list[tuple[int, Row]] = []
    problems: list[Problem] = []
    for number, cells in lines:
        row = dict(zip(columns, (*cells, *[""] * len(columns)), strict=False))
        read, wrong = _read(row)
        problems += [Problem(what, file, number, cure=cure, slug="pseudonyms") for what, cure in wrong]
        rows.append((number, read))
    return [row for _, row in rows], problems + _twice(rows, file)


def _read(cells: Mapping[str, str]) -> tuple[Row, list[tuple[str, str]]]:
    """One row, and what is wrong with it."""
    original, replacement, example = (
        fix_text(unguarded(cells.get(name, "").strip())).text
        for name in ("original", "replacement", "example")
    )
    kind = next((one for one in KINDS if one == fold(cells.get("kind", ""))), None)
    answer = _MEANT.get(fold(cells["confirm"]))
    documents = tuple(filter(None, cells.get("documents", "").split(SEPARATOR)))
    row = Row(
        kind or "other",
        original,
        replacement,
        _whole_number(cells.get("n", "")),
        _whole_number(cells.get("n_documents", "")),
        documents,
        cells.get("rule", ""),
        example,
        answer or "",
    )
    wrong = [*_wrong_original(original)]
    if kind is None and cells.get("kind", "").strip():
        wrong.append((f"there is no kind '{cells['kind']}'", f"write one of {', '.join(KINDS)}"))
    if answer is None:
        wrong.append((f"'{cells['confirm']}' is no answer", "write yes or no (是, 否), or leave it empty"))
    if answer == "yes":
        wrong += _wrong_replacement(original, replacement)
    return row, wrong


def _wrong_original(original: str) -> list[tuple[str, str]]:
    if not original:
        return [("the original is empty", "write what stands in the text, or take the line out")]
    if _ONE_HAN.fullmatch(original):
        cure = "write it with what stands beside it, such as 老王"
        return [(f"the original {original} is one character, and stands in other words too", cure)]
    if _AS_FLOAT.fullmatch(original):
        cure = "open the table as text, or make it anew: a spreadsheet rounded this number"
        return [(f"the original {original} is no number as it stands in a text", cure)]
    if "\n" in original or "\t" in original:
        return [("the original goes over lines", "write one line")]
    return []


def _wrong_replacement(original: str, replacement: str) -> list[tuple[str, str]]:
    if not replacement:
        return [(f"{original} is confirmed and has no replacement", "write one, or take the answer away")]
    if replacement == original:
        return [(f"{original} is replaced by itself", "write another replacement, or no")]
    if "\n" in replacement:
        return [(f"the replacement of {original} goes over lines", "write one line")]
    return []


def _whole_number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\s*\d{1,9}\s*", text) else None


def _twice(rows: Sequence[tuple[int, Row]], file: str) -> list[Problem]:
    """Originals that stand in two lines."""
    seen: dict[str, int] = {}
    problems = []
    for number, row in rows:
        if row.original and row.original in seen:
            what = f"{row.original} stands in line {seen[row.original]} too"
            problems.append(Problem(what, file, number, cure="keep one of the two", slug="pseudonyms"))
        seen.setdefault(row.original, number)
    return problems


def decisions_of(rows: Iterable[Row], *, before: Mapping[str, str] | None = None) -> Decisions:
    """What was decided; `before` holds replacements of an earlier run, by original, that go on."""
    rows = list(rows)
    made = {row.original: row.replacement for row in rows if row.confirm == "yes"}
    return Decisions(
        {**(before or {}), **made}, frozenset(row.original for row in rows if row.confirm == "no")
    )


def chained(decisions: Decisions) -> list[tuple[str, str]]:
    """Replacements that hold an original, as (replacement, original): done twice they would change again."""
    finder = Finder(decisions.replacements)
    pairs = {(new, place.original) for new in decisions.replacements.values() for place in finder.places(new)}
    return sorted(pairs)


def shared(decisions: Decisions) -> list[tuple[str, tuple[str, ...]]]:
    """Replacements that stand for several originals, masks aside: the researcher must know of them."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for original, new in decisions.replacements.items():
        owners[new].append(original)
    return sorted(
        (new, tuple(sorted(old))) for new, old in owners.items() if len(old) > 1 and not is_mask(new)
    )
