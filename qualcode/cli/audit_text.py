"""An audit as text and as JSON: what was drawn, and what the judgements say."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualcode.cli.columns import aligned, plural

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.project.audits.drawing import AuditDraw
    from qualcode.project.audits.key import AuditKey, KeyItem
    from qualcode.project.audits.result import AuditRead, Difference, Finding

MOST = 20
"""Passages of a list that are shown; JSON has them all."""

HOLDS = {
    "part": "hold part of a rule",
    "neighbour": "stand next to a coded one",
    "similar": "resemble coded ones",
}
NAMES = {"precision": "precision", "recall": "recall", "f1": "F1", "missed": "missed passages"}


def drawn_text(draw: "AuditDraw", sheet: str, key: str) -> "Text":
    """Sizes of the sample, and what to do with the two files."""
    from rich.text import Text

    strata = draw.key.record()["strata"]
    cells = [(one["stratum"], f"{one['population']:,}", f"{one['drawn']:,}") for one in strata]
    table = aligned([("stratum", f"{draw.key.unit}s", "drawn"), *cells], [False, True, True])
    near = ", ".join(f"{draw.reasons[name]:,} {what}" for name, what in HOLDS.items())
    lines = [
        _about(draw.key),
        "",
        *table,
        f"near: {near}; some for several reasons",
        *_short(draw),
        "",
        f"{sheet}: {plural(len(draw.rows), 'passage')}, mixed, in random order (seed {draw.key.seed}); "
        f"write yes, no or ? into {', '.join(draw.key.judges)}",
        f"{key}: which is which; keep it from the judges",
        f"then: qualcode audit --read {sheet}",
    ]
    return Text("\n".join(lines))


def _short(draw: "AuditDraw") -> Iterator[str]:
    """Strata that had less than was asked for."""
    for stratum, asked in draw.wanted.items():
        n, drawn = draw.key.sizes(stratum)
        if drawn < asked:
            yield f"{stratum}: {n:,} where {asked:,} were wanted: all of them were drawn" + (
                "" if stratum == "coded" else "; the other stratum gave the rest as far as it could"
            )


def _about(key: "AuditKey") -> str:
    """What was audited."""
    coded, _ = key.sizes("coded")
    book = " ".join(filter(None, (key.codebook["name"], key.codebook["version"])))
    below = " with the codes below it" if key.rollup else ""
    by = f" by {book}" if book else ""
    return f"{key.code}{below}: {coded:,} of {plural(key.n, key.unit)} coded{by} ({key.population})"


def read_text(audit: "AuditRead") -> "Text":
    """All that an audit found, to be read."""
    from rich.text import Text

    strata = [
        (
            one.stratum,
            *(f"{n:,}" for n in (one.population, one.drawn, one.yes, one.no, one.unsettled, one.blank)),
        )
        for one in audit.finding.strata
    ]
    head = ("stratum", f"{audit.key.unit}s", "drawn", "yes", "no", "unsettled", "not judged")
    blocks: list[list[str]] = [
        [
            _about(audit.key),
            f"drawn with seed {audit.key.seed}; judged by {', '.join(audit.judges) or 'final'}",
        ],
        aligned([head, *strata], [False, *[True] * 6]),
        list(_measures(audit)),
        list(_agreements(audit)),
        list(_list("coded, and judged wrong", audit.wrong)),
        list(_list("missed", audit.missed)),
        ["for the methods section:", *audit.methods.values()],
    ]
    return Text("\n\n".join("\n".join(block) for block in blocks if block))


def _measures(audit: "AuditRead") -> Iterator[str]:
    """The table of measures, and how they were made."""
    found = [audit.finding, *audit.by_judge]
    rows = [row for one in found for row in _measure_rows(one)]
    bounded = any(one.least for one in found)
    head = ("judge", "measure", "value", "95 % interval", *(("least", "most") if bounded else ()))
    kept = [row[: len(head)] for row in rows]
    yield from aligned([head, *kept], [False, False, True, True, *[True] * (len(head) - 4)])
    yield from _notes(rows, [one.judge for one in found])
    yield f"intervals: precision Wilson; others beta-binomial, {audit.draws:,} draws, seed {audit.seed}"
    if bounded:
        yield "least, most: if every unsettled passage were decided against or for it"


def _notes(rows: "Sequence[tuple[str, ...]]", judges: "Sequence[str]") -> Iterator[str]:
    """What must be known of the measures; with the judges that it is true of, where it is not true of all."""
    of: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row[-1]:
            of.setdefault((row[1], row[-1]), []).append(row[0])
    for (measure, note), named in of.items():
        whose = "" if named == list(judges) else f" ({', '.join(named)})"
        yield f"{measure}{whose}: {note}"


def _measure_rows(finding: "Finding") -> Iterator[tuple[str, ...]]:
    from qualcode.project.audits.result import MEASURES

    for name in MEASURES:
        one, shown = finding.of(name), NAMES[name]
        write = _count if name == "missed" else _share
        interval = "–" if one.low is None else f"{write(one.low)} to {write(one.high)}"
        bounds = (write(some.get(name)) for some in (finding.least, finding.most))
        yield (finding.judge, shown, write(one.value), interval, *bounds, finding.note(name))


def _agreements(audit: "AuditRead") -> Iterator[str]:
    """How far judges agree, and where they do not."""
    for one in audit.agreements:
        note = f" ({one.note})" if one.note else ""
        yield (
            f"{one.judges[0]} and {one.judges[1]}: agreement {_share(one.agreement)}, "
            f"kappa {_share(one.kappa)} on {plural(one.n, 'passage')} as drawn{note}"
        )
    if audit.differences:
        yield f"they differ, or are not sure, on {plural(len(audit.differences), 'passage')}:"
        yield from (_difference(one) for one in audit.differences[:MOST])
        yield from _more(audit.differences)


def _difference(one: "Difference") -> str:
    said = ", ".join(f"{name} {value or 'nothing'}" for name, value in one.said.items())
    final = f", settled: {one.final}" if one.final else ""
    return f"  item {one.item.item} ({said}{final}): {one.item.passage}"


def _list(title: str, items: "Sequence[KeyItem]") -> Iterator[str]:
    """Passages with their places, for `qualcode explain`."""
    if items:
        yield f"{title} ({len(items):,}):"
        for one in items[:MOST]:
            why = f" [{', '.join(one.reasons)}]" if one.reasons else ""
            yield f"  {one.document}:{one.start}{why} {one.passage}"
        yield from _more(items)


def _more(items: "Sequence[object]") -> Iterator[str]:
    if len(items) > MOST:
        yield f"  and {len(items) - MOST:,} more; --format json has them all"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _count(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def as_record(audit: "AuditRead") -> dict[str, Any]:
    """Everything, for programs."""
    from qualcode.project.audits.result import MEASURE_COLUMNS

    key = audit.key.record()
    about = ("code", "name", "rollup", "codebook", "unit", "population", "N", "seed", "cells", "documents")
    return {
        "audited": {name: key[name] for name in about},
        "judges": list(audit.judges),
        "strata": [asdict(one) for one in audit.finding.strata],
        "measures": [dict(zip(MEASURE_COLUMNS, row, strict=True)) for row in audit.rows()],
        "draws": audit.draws,
        "seed": audit.seed,
        "differences": [
            {**asdict(one.item), "said": dict(one.said), "final": one.final} for one in audit.differences
        ],
        "wrong": [asdict(one) for one in audit.wrong],
        "missed": [asdict(one) for one in audit.missed],
        "warnings": list(audit.warnings),
        "methods": dict(audit.methods),
    }
