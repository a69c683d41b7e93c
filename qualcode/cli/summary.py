"""What a run found, in a screenful: frequencies with bars, strongest pairs, guesses, problems, next steps."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from qualcode.analysis.columns import Cell, Columns
from qualcode.analysis.cooccurrence import LEAST_DOCUMENTS, LEAST_UNITS
from qualcode.cli.columns import GAP, cell_width, fit, plural
from qualcode.cli.tables import UNDEFINED, ruled
from qualcode.codebook.model import Codebook
from qualcode.coding.aside import ANY_CODE, worst
from qualcode.coding.batch import LANGUAGES
from qualcode.coding.sums import Sums

if TYPE_CHECKING:
    from qualcode.project.results.run import Report

BAR_CELLS = 24
MIN_BAR_CELLS = 8
MIN_NAME_CELLS = 6
MOST_ASIDE = 5
MOST_GUESSES = 12
MOST_PROBLEMS = 20
LANGUAGE_NAMES = {"en": "English", "zh": "Chinese", "": "other"}


def summarise(report: "Report") -> None:
    """Print the summary of a run on stdout."""
    width = shutil.get_terminal_size().columns
    frequencies = frequency_lines(report.sums, report.frequencies, report.codebook, width)
    lines = [*_head(report), "", *frequencies, "", *_pairs(report)]
    lines += [*_aside(report), *_guesses(report)]
    lines += ["", f"Tables: {report.folder}/  ({', '.join(report.files)})", *_next_steps(report)]
    typer.echo("\n".join(lines))


def _head(report: "Report") -> Iterator[str]:
    counting, sums = report.sums.counting, report.sums
    yield (
        f"{plural(report.n_codings, 'coding')} in {plural(report.n_documents, 'document')}, "
        f"by {report.codebook.name or report.codebook.file} {report.codebook.version}".rstrip()
    )
    sizes = [
        f"{_size(sums, at)} {LANGUAGE_NAMES[name]}" for at, name in enumerate(LANGUAGES) if sums.units[at]
    ]
    n = f"N = {int(sums.units.sum()):,}" + (f" ({', '.join(sizes)})" if sizes else "")
    yield f"Unit: {counting.unit} · population: {counting.population} · {n}"
    if report.sentences:
        median, longest = report.sentences
        yield f"Sentences: {median} words (median; one Han character is a word), the longest {longest:,}"


def _size(sums: Sums, at: int) -> str:
    return f"{int(sums.units[at]):,}"


def frequency_lines(sums: Sums, frequencies: Columns, codebook: Codebook, width: int) -> list[str]:
    """Codes with counts, shares by language and a bar for the number of units, `width` cells wide."""
    languages = [at for at in range(len(LANGUAGES)) if sums.units[at]]
    heads = ["codings", "units", "docs", *(f"% {LANGUAGES[at] or 'other'}" for at in languages)]
    codes = ["  " * code.depth + code.id for code in codebook.codes]
    left = width - max(map(cell_width, codes), default=4) - sum(len(head) + len(GAP) for head in heads)
    cells = max(MIN_BAR_CELLS, min(BAR_CELLS, left // 2))
    names = left - cells - 2 * len(GAP)
    n_units = _whole(frequencies["n_units"])
    rows = [["code", "name", *heads, ""]]
    for row, code in enumerate(codes):
        counts = [_count(frequencies[column][row]) for column in ("n_codings", "n_units", "n_documents")]
        shares = [_share(sums, at, row) for at in languages]
        name = fit(str(frequencies["name"][row]), names)
        rows.append([code, name, *counts, *shares, bar(n_units[row], max(n_units), cells)])
    right = [False, False, *[True] * len(heads), False]
    if names < MIN_NAME_CELLS:
        rows, right = [[row[0], *row[2:]] for row in rows], [right[0], *right[2:]]
    return ruled(rows, right)


def bases(sums: Sums) -> dict[str, int]:
    """Units of the documents in each language that there is, by the names in the heads of the shares."""
    return {name or "other": int(sums.units[at]) for at, name in enumerate(LANGUAGES) if sums.units[at]}


def _count(cell: Cell) -> str:
    return UNDEFINED if cell is None else str(cell)


def _whole(cells: list[Cell]) -> list[int]:
    return [int(cell or 0) for cell in cells]


def _share(sums: Sums, at: int, code: int) -> str:
    n = sums.code_units[at, code]
    return f"{100 * sums.n_units[at, code] / n:.1f}" if n else UNDEFINED


def bar(value: int, most: int, cells: int) -> str:
    """A bar in eighths of a cell; the largest value fills `cells`."""
    if not most:
        return ""
    eighths = max(round(8 * cells * value / most), 1 if value else 0)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def _pairs(report: "Report") -> Iterator[str]:
    counting = report.sums.counting
    if not report.strongest:
        least = f"{LEAST_UNITS} times or more, in {plural(LEAST_DOCUMENTS, 'document')}"
        left_out = "without pairs of a code and one above it, or that rest on the same words"
        yield f"No two codes meet {least} (counted by {counting.pair_label}; {left_out})."
        return
    measure = {"overlap": "c", "near": "pairs"}.get(counting.pairs, "jaccard")
    counted = {"overlap": "overlap", "near": "pair", "window": "window"}.get(counting.pairs, "unit")
    least = f"{plural(LEAST_UNITS, counted)}, {plural(LEAST_DOCUMENTS, 'document')} at least"
    yield f"Strongest pairs (by {measure}, counted by {counting.pair_label}; {least})"
    for pair in report.strongest:
        strength = "" if pair.strength is None else f"{measure} {pair.strength:.2f} · "
        where = f"{plural(pair.n_both, counted)} in {plural(pair.n_documents, 'document')}"
        yield f"  {pair.code_1} + {pair.code_2}: {strength}{where}"


def _aside(report: "Report") -> Iterator[str]:
    """The hits that word cuts set aside: how many, and the worst terms with what they cut."""
    yield from _asides(report, crossing=True)
    yield from _asides(report, crossing=False)


def _asides(report: "Report", *, crossing: bool) -> Iterator[str]:
    texts = worst(report.sums.aside, ANY_CODE, crossing=crossing)
    if not texts:
        return
    n, lone = sum(one.n for _, one in texts), [(text, one) for text, one in texts if one.n_lone]
    why = "they cut through words" if crossing else "they lie within longer words (boundaries: token)"
    yield f"\nSet aside, because {why}: {plural(n, 'hit')}"
    if lone:
        shown = ", ".join(f"{text} {one.n_lone} ({'; '.join(one.words)})" for text, one in lone[:MOST_ASIDE])
        more = f" … and {plural(len(lone) - MOST_ASIDE, 'more term')}" if len(lone) > MOST_ASIDE else ""
        yield f"  {shown}{more}"
    others = n - sum(one.n_lone for _, one in lone)
    if others:
        yield f"  {plural(others, 'hit')} of terms that code nothing without others beside them"
    kept = "boundaries: none keeps them" if crossing else "boundaries: crossing keeps them"
    permanent = "Right? Then a line in shields: makes it permanent. " if crossing else ""
    yield f"  {permanent}{'Wrong? ' if crossing else ''}{kept}."


def _guesses(report: "Report") -> Iterator[str]:
    if not report.guesses:
        return
    yield "\nGuessed (documents.csv has them all; options and attributes.csv override them)"
    serious_first = sorted(report.guesses, key=lambda one: not one[1].startswith("no speaker labels"))
    for document, guess in serious_first[:MOST_GUESSES]:
        yield f"  {document}: {guess}"
    if len(report.guesses) > MOST_GUESSES:
        yield f"  … and {len(report.guesses) - MOST_GUESSES} more"


def tell_problems(report: "Report") -> None:
    """Print warnings and files that were not read on stderr; those that nobody expects to be, not."""
    from qualcode.cli.problems import say

    lines = [f"warning: {warning}" for warning in report.warnings]
    lines += [
        f"warning: {report.folder}/{name} is of an earlier run; qualcode export makes it anew"
        for name in report.older
    ]
    lines += [f"not read: {file}: {reason}" for file, reason in report.skipped if file not in report.expected]
    for line in lines[:MOST_PROBLEMS]:
        say(line)
    if len(lines) > MOST_PROBLEMS:
        say(f"… and {len(lines) - MOST_PROBLEMS} more: see provenance.json")


def _next_steps(report: "Report") -> Iterator[str]:
    """What to try next, by what the run was."""
    rows = ": each row has its rule and its evidence" * report.sums.counting.by_rules
    yield f"Read the coded passages in {report.folder}/codings.csv{rows}."
    if report.sums.counting.pairs == "unit":
        yield "Try next: --count-by window:3 (codes in neighbouring sentences), --rollup."
    silent = [
        code.id
        for code, n in zip(report.codebook.codes, report.frequencies["n_codings"], strict=True)
        if code.rules and not n
    ]
    if silent:
        yield f"Codes that found nothing: {', '.join(silent)}."
