"""What judges' sheets say of a code's rules: their values, and the estimates that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import ReadError, UsageError
from qualcode.project.audits.key import AuditKey, KeyItem, key_beside, read_key
from qualcode.project.audits.result import (
    MEASURES,
    SETTLED,
    AuditRead,
    Difference,
    Finding,
    Measure,
    StratumRead,
)
from qualcode.project.audits.sentences import methods_en, methods_zh
from qualcode.project.audits.sheet import COLUMNS, FINAL, read_sheet
from qualcode.project.job.population import listed
from qualcode.project.sheets.filled import Sheet, is_same
from qualcode.text.key import fold
from qualcode.workshop.estimates import estimate
from qualcode.workshop.judges import SPELLINGS, Verdict, agreements, settled, verdict_of
from qualcode.workshop.strata import STRATA, Stratum

SHOWN = 5
"""Faults of a sheet that are told before the others are only counted."""

Values = dict[str, dict[int, Verdict]]
"""By judge and item."""


def read_audit(
    files: Sequence[str], *, key: str = "", judge: str = "", draws: int = 2000, seed: int = 1
) -> AuditRead:
    """Read one or several copies of a sheet.

    Parameters
    ----------
    key
        The key file (default: that beside the first sheet).
    judge
        Only this column, which may be `final`.
    draws, seed
        Simulated populations behind the intervals of recall, F1 and missed passages, and where they begin.

    Raises
    ------
    ReadError
        Sheets or a key that cannot be read, passages that are not those drawn, values that are none.
    UsageError
        No such judge, or no number of draws.
    """
    place = Path(key) if key else key_beside(files[0])
    sheets = {file: read_sheet(file) for file in files}
    return audit_of(read_key(place), sheets, judge=judge, draws=draws, seed=seed)


def audit_of(
    key: AuditKey, sheets: Mapping[str, Sheet], *, judge: str = "", draws: int = 2000, seed: int = 1
) -> AuditRead:
    """What some sheets, by the name of their file, say; parameters as in `read_audit`."""
    if draws < 100:
        raise UsageError(f"--draws {draws} is too few for an interval", cure="take 2000", slug="draws")
    for file, sheet in sheets.items():
        _check_items(file, sheet, key)
    names = _columns(sheets, key, judge)
    values = {name: _values(sheets, name) for name in names}
    final = _values(sheets, FINAL) if not judge and _has(sheets, FINAL) else {}
    used = {name: said for name, said in values.items() if any(said.values())}
    if not used and not any(final.values()):
        raise _faulty(
            ", ".join(sheets), ["nobody has judged a passage yet"], f"write yes or no into {', '.join(names)}"
        )
    items = [item.item for item in key.items]
    counted = settled(list(used.values()), final, items)
    several, placed = len(used) > 1, _placed(key)
    finding = _finding(key, judge or SETTLED, counted, draws, seed)
    differences = _differences(key, used, final) if several else []
    found = AuditRead(
        key,
        tuple(used),
        finding,
        tuple(_finding(key, name, said, draws, seed) for name, said in used.items()) if several else (),
        tuple(agreements(used)),
        tuple(differences),
        tuple(one for one in placed if one.stratum == "coded" and counted[one.item] == "no"),
        tuple(one for one in placed if one.stratum != "coded" and counted[one.item] == "yes"),
        draws,
        seed,
        tuple(_warnings(finding, [name for name in names if name not in used], alone=bool(judge))),
    )
    return replace(found, methods={"en": methods_en(found), "zh": methods_zh(found)})


def _placed(key: AuditKey) -> list[KeyItem]:
    """The items in the order of the documents."""
    order = {cell.document: place for place, cell in enumerate(key.cells)}
    return sorted(key.items, key=lambda one: (order.get(one.document, -1), one.start))


def _check_items(file: str, sheet: Sheet, key: AuditKey) -> None:
    """Raise ReadError unless every row is an item of the key, once, with its passage."""
    drawn, seen, faults = {str(one.item): one for one in key.items}, set[str](), []
    for row in sheet.rows:
        number = row["item"].strip()
        if number not in drawn:
            faults.append(f"there is no item {number[:20] or '(empty)'}")
        elif number in seen:
            faults.append(f"item {number} stands twice")
        elif not is_same(row["passage"], drawn[number].passage):
            faults.append(f"item {number} has another passage than the one that was drawn")
        seen.add(number)
    if faults:
        raise _faulty(
            file,
            faults,
            "sort all columns together, change only those of the judges, and name the key of this sheet",
        )


def _faulty(file: str, faults: Sequence[str], cure: str) -> ReadError:
    more = f"; and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    return ReadError("; ".join(faults[:SHOWN]) + more, place=file, cure=cure, slug="audit-sheet")


def _has(sheets: Mapping[str, Sheet], name: str) -> bool:
    return any(_column(sheet.columns, name) is not None for sheet in sheets.values())


def _column(columns: Sequence[str], name: str) -> str | None:
    """The column of a name, compared folded."""
    return next((one for one in columns if fold(one) == fold(name)), None)


def _columns(sheets: Mapping[str, Sheet], key: AuditKey, judge: str) -> tuple[str, ...]:
    """The judges whose columns are read: those of the key, or the one that is named."""
    wanted = (judge,) if judge else key.judges
    for name in wanted:
        if not _has(sheets, name) or fold(name) in map(fold, COLUMNS):
            there = [one for sheet in sheets.values() for one in sheet.columns if fold(one) not in COLUMNS]
            cure = f"there are {listed(dict.fromkeys(there))}: name one with --judge, or put the column back"
            raise UsageError(f"there is no judge {name}", place=", ".join(sheets), cure=cure, slug="judge")
    return wanted


def _values(sheets: Mapping[str, Sheet], name: str) -> dict[int, Verdict]:
    """What a judge says of each item, from all copies of the sheet; raises ReadError for what is no value."""
    values: dict[int, Verdict] = {}
    for file, sheet in sheets.items():
        column = _column(sheet.columns, name)
        said = [(int(row["item"]), row[column]) for row in sheet.rows] if column else []
        meant = _meant(said, name, file)
        twice = [
            item for item, verdict in meant.items() if verdict and values.get(item, "") not in ("", verdict)
        ]
        if twice:
            faults = [f"item {item} has another value of {name} than in the copy before" for item in twice]
            raise _faulty(file, faults, "make the two copies the same, or leave one out")
        values |= {item: verdict or values.get(item, "") for item, verdict in meant.items()}
    return values


def _meant(said: Sequence[tuple[int, str]], name: str, file: str) -> dict[int, Verdict]:
    """What is meant by what a judge wrote."""
    meant = {item: verdict_of(written) for item, written in said}
    faults = [
        f"item {item}: '{written[:30]}' of {name} is no value"
        for item, written in said
        if meant[item] is None
    ]
    if faults:
        known = "; ".join(", ".join(words) for verdict, words in SPELLINGS.items() if verdict)
        raise _faulty(file, faults, f"write one of: {known}; or leave it empty")
    return {item: verdict or "" for item, verdict in meant.items()}


def _differences(key: AuditKey, judges: Values, final: Mapping[int, Verdict]) -> list[Difference]:
    """The items of which judges say different things."""
    found = []
    for item in key.items:
        said = {name: values.get(item.item, "") for name, values in judges.items()}
        if len({one for one in said.values() if one}) > 1:
            found.append(Difference(item, said, final.get(item.item, "")))
    return found


def _finding(key: AuditKey, judge: str, values: Mapping[int, Verdict], draws: int, seed: int) -> Finding:
    strata = tuple(_stratum(key, one, values) for one in STRATA)
    estimates = estimate(
        strata[0].judgements(), [one.judgements() for one in strata[1:]], draws=draws, seed=seed
    )
    least, most = _bounds(strata) if any(one.unsettled for one in strata) else ({}, {})
    return Finding(judge, strata, estimates, least, most)


def _stratum(key: AuditKey, stratum: Stratum, values: Mapping[int, Verdict]) -> StratumRead:
    said = [values.get(one.item, "") for one in key.items if one.stratum == stratum]
    counts = (said.count("yes"), said.count("no"), said.count("unsure"), said.count(""))
    return StratumRead(stratum, *key.sizes(stratum), *counts)


def _bounds(
    strata: Sequence[StratumRead],
) -> tuple[dict[Measure, float | None], dict[Measure, float | None]]:
    """Each measure where every unsettled passage is decided against it, and for it."""
    coded, *uncoded = strata
    worst, best = (
        estimate(
            coded.judgements(unsettled_yes=good), [one.judgements(unsettled_yes=not good) for one in uncoded]
        )
        for good in (False, True)
    )
    least: dict[Measure, float | None] = {name: getattr(worst, name).value for name in MEASURES}
    most: dict[Measure, float | None] = {name: getattr(best, name).value for name in MEASURES}
    least["missed"], most["missed"] = most["missed"], least["missed"]
    return least, most


def _warnings(finding: Finding, silent: Sequence[str], *, alone: bool) -> list[str]:
    """What the reader of the numbers must know."""
    blank, unsettled = (sum(getattr(one, what) for one in finding.strata) for what in ("blank", "unsettled"))
    told = [f"{name} has judged nothing yet" for name in silent]
    if blank:
        told.append(f"not judged: {blank}; the others of their stratum stand for them")
    if unsettled:
        cure = "" if alone else f"; settle them in the column {FINAL}"
        told.append(f"unsettled: {unsettled}; left out, see least and most{cure}")
    return told
