"""Agreement on the screen: a line a code, a line a pair of coders, and what must be said beside them."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.columns import plural
from qualcode.cli.tables import UNDEFINED, in_blocks, width_for
from qualcode.terms import SEPARATOR

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

    from qualcode.project.agreement.agreeing import AgreementFound
    from qualcode.reliability.wording import Lang

SHORT = {
    "percent_agreement": "agreement",
    "holsti": "Holsti",
    "miles_huberman": "M–H",
    "composite_reliability": "R",
    "cohen_kappa": "κ",
    "fleiss_kappa": "Fleiss κ",
    "krippendorff_alpha": "α",
    "gwet_ac1": "AC1",
    "brennan_prediger": "B–P",
    "alpha_u": "α_U",
    "shaffer_rho": "ρ",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
}
"""Headings of columns."""

AGAINST = ("precision", "recall", "f1")
WITH_INTERVAL = ("cohen_kappa", "krippendorff_alpha")
NEVER = "never gave the code"
ALWAYS = "gave every unit the code"


def shown(found: "AgreementFound", kind: str, *, lang: "Lang", output: Path | None) -> "Text":
    """A table, or a list of passages or confusions, with what must stand below it."""
    from rich.text import Text

    width = width_for(output)
    if kind == "disagreements":
        lines = [*_passages(found)]
    elif kind == "confusions" and found.confusions is not None:
        lines = [*_confusions(found.confusions, width)]
    else:
        lines = [*(_measures(found, width) if found.agreement else _segments(found, width))]
        lines += ["", *found.notes]
        if sentence := found.sentence(lang):
            lines += ["", sentence]
    return Text("\n".join(lines))


def _number(value: object) -> str:
    return UNDEFINED if value is None or value != value else f"{float(str(value)):.3f}"


def _bounds(row: "pd.Series[float]") -> str:
    return "" if row["low"] != row["low"] else f"{row['low']:.3f}–{row['high']:.3f}"


def _measures(found: "AgreementFound", width: int) -> Iterator[str]:
    """A line a code for all coders together; where there are more than two, pairs of them below."""
    table = found.table
    against = table["measure"].isin(AGAINST)
    alone = table["coders"] == SEPARATOR.join(found.coders)
    two = len(found.coders) == 2
    main = table if two else table[alone & ~against]
    if len(main):
        yield from _lines(main, ("code",), width)
    if two and against.any():
        reference = str(table[against]["coders"].iloc[0]).split(SEPARATOR)[0]
        yield from ("", f"precision and recall: against {reference}")
    for part, title in (
        (table[~alone & ~against], "pairs of coders"),
        (table[against], "against a reference, which is named first"),
    ):
        if len(part) and not two:
            over = part[part["code"].str.startswith("(")]
            yield from ("", title, *_lines(over if len(over) else part, ("coders", "code"), width))
    yield from ("", *_flags(main), *_extent(found))


def _lines(rows: "pd.DataFrame", by: Sequence[str], width: int) -> list[str]:
    """A line for each code (or coders and code), a column for each measure; κ and α with their intervals."""
    measures = [name for name in SHORT if name in set(rows["measure"])]
    wide = {name for name in WITH_INTERVAL if rows[rows["measure"] == name]["low"].notna().any()}
    head = [*by, "N", *(cell for name in measures for cell in [SHORT[name], "95 %"][: 1 + (name in wide)])]
    lines = [
        [*map(str, key), *_cells(group, measures, wide)] for key, group in rows.groupby(list(by), sort=False)
    ]
    right = [False] * len(by) + [True] * (len(head) - len(by))
    return in_blocks([head, *lines], right, fixed=len(by), width=width)


def _cells(group: "pd.DataFrame", measures: Sequence[str], wide: Collection[str]) -> Iterator[str]:
    """N and the numbers of a line."""
    units = group[group["measure"] != "alpha_u"]["N"]  # that of α_U is a number of words
    yield "–".join(f"{n:,}" for n in dict.fromkeys((units.min(), units.max()))) if len(units) else ""
    by_name = {row["measure"]: row for _, row in group.iterrows()}
    for name in measures:
        row = by_name.get(name)
        yield "" if row is None else _number(row["value"])
        if name in wide:
            yield "" if row is None else _bounds(row)


def _flags(rows: "pd.DataFrame") -> Iterator[str]:
    """Codes of which a number says less than it seems to."""
    told = rows[rows["note"].str.contains(f"{NEVER}|{ALWAYS}") & (rows["measure"] == "cohen_kappa")]
    yield from dict.fromkeys(f"{code}: {note}" for code, note in zip(told["code"], told["note"], strict=True))
    codes = ~rows["code"].str.startswith("(")
    if n := rows[codes & rows["value"].isna()]["code"].nunique():
        yield f"{UNDEFINED} is undefined, in {plural(n, 'code')} at least once: csv and json say why"


def _extent(found: "AgreementFound") -> Iterator[str]:
    """What all numbers rest on."""
    whole = found.agreement
    if whole is None:
        return
    units, documents = plural(whole.N, found.unit), plural(whole.n_documents, "document")
    codes = [code for code in whole.table["code"].unique() if not code.startswith("(")]
    above = f", without those above others{_named(whole.above)}" if len(codes) > whole.n_codes else ""
    over = f"{plural(whole.n_codes, 'code')} in figures over codes{above}"
    yield f"{units} in {documents} ({found.population}); {over}"
    yield whole.remark
    if notes := list(dict.fromkeys(_rho_notes(found))):
        yield f"ρ: {'; '.join(notes)}"


def _named(codes: Sequence[str]) -> str:
    return f" ({', '.join(codes)} were given)" if codes else ""


def _rho_notes(found: "AgreementFound") -> Iterator[str]:
    """How Shaffer's ρ was made, or why it is undefined."""
    mine = found.table[(found.table["measure"] == "shaffer_rho") & found.table["value"].notna()]
    yield from mine["note"]


def _segments(found: "AgreementFound", width: int) -> Iterator[str]:
    head = ["code", "coders", "matched", "only first", "only second", "2m/(a+b)", "95 %"]
    rows = [
        [
            str(row["code"]),
            f"{row['coder_1']} || {row['coder_2']}",
            *(f"{row[name]:,}" for name in ("matched", "only_1", "only_2")),
            _number(row["value"]),
            _bounds(row),
        ]
        for _, row in found.table.iterrows()
    ]
    yield from in_blocks([head, *rows], [False, False, *[True] * 5], fixed=1, width=width)
    yield from (
        "",
        f"passages of the population ({found.population}); no κ: there are none that nobody coded",
    )


def _passages(found: "AgreementFound") -> Iterator[str]:
    """Each passage below its place, with what each coder says."""
    for one in found.passages:
        who = f", {one.speaker}" if one.speaker else ""
        said = "; ".join(
            f"{name}: {given}" for name, given in zip(found.coders, one.given, strict=True) if given
        )
        yield f"{one.code}  {one.document}:{one.start}{who}  {said}"
        yield f"    {' '.join(one.text.split())}"
    yield plural(len(found.passages), "passage")


def _confusions(table: "pd.DataFrame", width: int) -> Iterator[str]:
    rows = [
        [
            str(row["coder"]),
            str(row["code"]),
            str(row["other_coder"]),
            str(row["other_code"]) or "(nothing)",
            f"{row['n']:,}",
            f"{row['n_code']:,}",
            f"{100 * row['share']:.0f} %",
        ]
        for _, row in table.iterrows()
    ]
    head = ["coder", "code", "other", "gave", "units", "of", "share"]
    yield from in_blocks([head, *rows], [False] * 4 + [True] * 3, fixed=4, width=width)
