"""Speed and memory beside a fixed baseline: ratios of whole processes, taken in one run.

    python -m benchmarks.run [--quick] [--language en|zh]

Runs of qualcode and of the baseline take turns (A B A B), and the median of their ratios
counts, so that a busy machine slows both. `--quick` takes small corpora and judges only
that both find the same. The exit status is 1 where a budget is missed.
"""

import argparse
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks import agreement, codebook, comparisons, cooccurrence, corpus, measures, variants

Result = TypeVar("Result")

ROOT = corpus.ROOT
RSCRIPT = shutil.which("Rscript")
EVIDENCE = re.compile(r"\[(\d+):(\d+)\](?= \|\| |$)")
LANGUAGES = {"en": "English", "zh": "Chinese"}
THROUGHPUT = {"en": 25.0, "zh": 18.0}
STUDY = 6.0
STUDY_FILES = 20
MEMORY = 1.5
DIFFERENCE = 0.01
DENSITY = (400, 600)


@dataclass(frozen=True)
class Size:
    """How much is measured: transcripts of 60 KB, and how often a pair is run."""

    ours: int
    baseline: int
    small: int
    large: int
    pairs: int
    study_pairs: int


FULL = Size(ours=833, baseline=83, small=333, large=3333, pairs=3, study_pairs=5)
QUICK = Size(ours=83, baseline=20, small=20, large=83, pairs=1, study_pairs=1)


@dataclass(frozen=True)
class Process:
    """What one whole process took: wall-clock seconds and peak memory in MB (0: not known)."""

    seconds: float
    peak: float


@dataclass(frozen=True)
class Row:
    """One line of the report. `kept` is None where nothing is judged."""

    what: str
    ours: str
    baseline: str
    figure: str
    budget: str = ""
    kept: bool | None = None

    @property
    def verdict(self) -> str:
        """In one word."""
        return {None: "", True: "kept", False: "MISSED"}[self.kept]


class Bench:
    """One language: its files, its commands, its measurements."""

    def __init__(self, language: str, size: Size, results: Path) -> None:
        self.language, self.size, self.results = language, size, results
        self.name = LANGUAGES[language]
        corpus.BENCH.mkdir(exist_ok=True)
        self.codebook, self.plan = codebook.write(language, corpus.BENCH)
        self.literals = codebook.write_literals(language, corpus.BENCH)
        self.uncut = codebook.write_uncut(language, corpus.BENCH)

    def transcripts(self, number: int) -> Path:
        """A folder with that many transcripts."""
        return corpus.transcripts(self.language, number)

    def ours(
        self,
        number: int,
        *,
        codebook_file: Path | None = None,
        name: str = "ours",
        folder: Path | None = None,
    ) -> Process:
        """Code that many transcripts, or those in `folder`, with qualcode."""
        command = [sys.executable, "-m", "qualcode", "code", folder or self.transcripts(number)]
        options = ["-c", codebook_file or self.codebook, "-o", self.results / name, "--speakers", "all"]
        return measure([*command, *options])

    def baseline(self, number: int) -> Process:
        """Code that many transcripts with the baseline."""
        script = ROOT / "benchmarks" / "baseline.py"
        given = [self.language, self.transcripts(number), self.plan, self.results / "baseline"]
        return measure([sys.executable, "-W", "ignore", script, *given])

    def rows(self) -> Iterator[Row]:
        """All measurements of the language."""
        yield self.agreement()
        yield self.throughput()
        yield self.density()
        yield self.study()
        yield self.memory()
        yield from self.codebooks()
        if self.language == "zh":
            yield self.word_cuts()
            yield self.traditional()
        yield self.lookup()

    def agreement(self) -> Row:
        """Both find the literal terms at the same places."""
        number = self.size.baseline
        self.baseline(number)
        self.ours(number, codebook_file=self.literals, name="literals")
        theirs = baseline_hits(self.results / "baseline" / "literal_hits.csv")
        own = own_hits(self.results / "literals" / "codings.csv", self.language)
        share = len(own ^ theirs) / max(1, len(theirs))
        return Row(
            f"{self.name}: hits of literal terms, {mb(self.transcripts(number))}",
            f"{len(own):,} hits",
            f"{len(theirs):,} hits",
            f"{100 * share:.2f} % differ",
            f"<= {100 * DIFFERENCE:.0f} %",
            bool(theirs) and share <= DIFFERENCE,
        )

    def throughput(self) -> Row:
        """Megabytes a second, whole process."""
        large, small = self.size.ours, self.size.baseline
        pairs = [(self.ours(large), self.baseline(small)) for _ in range(self.size.pairs)]
        sizes = corpus.size_of(self.transcripts(large)), corpus.size_of(self.transcripts(small))
        speeds = [(sizes[0] / ours.seconds, sizes[1] / base.seconds) for ours, base in pairs]
        ratios = [a / b for a, b in speeds]
        own, theirs = (statistics.median(column) for column in zip(*speeds, strict=True))
        peak = statistics.median(ours.peak for ours, _ in pairs)
        return Row(
            f"{self.name}: throughput, {sizes[0]:.0f} MB (baseline {sizes[1]:.0f} MB)",
            f"{own:.1f} MB/s, {peak:.0f} MB peak",
            f"{theirs:.2f} MB/s, {statistics.median(base.peak for _, base in pairs):.0f} MB peak",
            *self.judged(THROUGHPUT[self.language], ratios),
        )

    def density(self) -> Row:
        """Codings per megabyte of the corpus that throughput was measured on."""
        with (self.results / "ours" / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        density = rows / corpus.size_of(self.transcripts(self.size.ours))
        low, high = DENSITY
        within = low <= density <= high
        return Row(
            f"{self.name}: codings per MB",
            f"{rows:,} codings",
            "",
            f"{density:.0f}",
            f"{low} to {high}",
            within,
        )

    def study(self) -> Row:
        """A study of twenty interviews, from the start of the process to the last file."""
        pairs = [(self.ours(STUDY_FILES), self.baseline(STUDY_FILES)) for _ in range(self.size.study_pairs)]
        ratios = [base.seconds / ours.seconds for ours, base in pairs]
        return Row(
            f"{self.name}: study of {STUDY_FILES} x 60 KB",
            f"{statistics.median(ours.seconds for ours, _ in pairs):.2f} s",
            f"{statistics.median(base.seconds for _, base in pairs):.2f} s",
            *self.judged(STUDY, ratios),
        )

    def memory(self) -> Row:
        """Peak memory on ten times the text."""
        small, large = (self.ours(number).peak for number in (self.size.small, self.size.large))
        sizes = [mb(self.transcripts(number)) for number in (self.size.small, self.size.large)]
        what = f"{self.name}: peak memory, {sizes[1]} over {sizes[0]}"
        if not small:
            return Row(what, "", "", "not measured on this system")
        budget, kept = (f"<= {MEMORY}x", large / small <= MEMORY) if self.size is FULL else ("", None)
        return Row(what, f"{large:.0f} MB over {small:.0f} MB", "", f"{large / small:.2f}x", budget, kept)

    def word_cuts(self) -> Row:
        """What it costs to hold every hit against the words of the text."""
        return self.beside("word cuts", self.codebook, "boundaries: none", self.uncut)

    def codebooks(self) -> Iterator[Row]:
        """What other codebooks cost."""
        many = variants.many_terms(self.language, corpus.BENCH)
        yield self.beside(f"{variants.MANY:,} terms", many, "1,000 terms", self.codebook)
        joined, single = variants.pairs(self.language, corpus.BENCH)
        yield self.beside(f"{variants.PAIRS} NEAR and AND rules", joined, "the same terms alone", single)
        if self.language == "en":
            inflected, plain = variants.inflected(corpus.BENCH)
            yield self.beside(f"inflections: true, {variants.LEMMAS:,} lemmas", inflected, "false", plain)

    def beside(self, what: str, own: Path, other_name: str, other: Path) -> Row:
        """The time for one codebook beside that for another, over the same transcripts."""
        number = self.size.ours
        runs = [
            (self.ours(number, codebook_file=own), self.ours(number, codebook_file=other))
            for _ in range(self.size.pairs)
        ]
        first, second = medians(runs)
        ratio = statistics.median(one.seconds / two.seconds for one, two in runs)
        title = f"{self.name}: {what}, {mb(self.transcripts(number))} (beside {other_name})"
        return Row(title, f"{first:.2f} s", f"{second:.2f} s", f"{ratio:.2f}x the time")

    def traditional(self) -> Row:
        """The same talks in traditional characters: the same codings, and the time for them."""
        number = self.size.ours
        folder, terms = variants.traditional(number), variants.terms_only(self.language, corpus.BENCH)
        runs = [
            (
                self.ours(number, codebook_file=terms, folder=folder, name="traditional"),
                self.ours(number, codebook_file=terms),
            )
            for _ in range(self.size.pairs)
        ]
        ratio = statistics.median(one.seconds / two.seconds for one, two in runs)
        found, plain = (own_codings(self.results / name / "codings.csv") for name in ("traditional", "ours"))
        own, other = medians(runs)
        return Row(
            f"{self.name}: traditional characters, {mb(folder)} (beside simplified)",
            f"{own:.2f} s, {len(found):,} codings",
            f"{other:.2f} s, {len(plain):,} codings",
            f"{ratio:.2f}x the time" if found == plain else "other codings",
            "same codings",
            found == plain,
        )

    def lookup(self) -> Row:
        """Dictionary look-up of the literal terms, beside quanteda on one thread."""
        number, what = self.size.baseline, f"{self.name}: dictionary look-up (beside quanteda)"
        reason = no_quanteda()
        if reason:
            return Row(what, "", "", f"skipped: {reason}")
        own = variants.dictionary_codebook(self.language, corpus.BENCH)
        given = [self.transcripts(number), variants.dictionary(self.language, corpus.BENCH)]
        script = [RSCRIPT, ROOT / "benchmarks" / "lookup.R", *given, self.results / "lookup.csv"]
        runs = [(self.ours(number, codebook_file=own), measure(script)) for _ in range(self.size.pairs)]
        first, second = medians(runs)
        ratio = statistics.median(other.seconds / one.seconds for one, other in runs)
        return Row(what, f"{first:.2f} s", f"{second:.2f} s", f"{ratio:.1f}x")

    def judged(self, least: float, ratios: list[float]) -> tuple[str, str, bool | None]:
        """The median ratio with the extremes, the budget, and whether it is kept.

        A quick run is too small to say.
        """
        ratio = statistics.median(ratios)
        spread = f" ({min(ratios):.1f} to {max(ratios):.1f})" if len(ratios) > 1 else ""
        budget, kept = (f">= {least:.0f}x", ratio >= least) if self.size is FULL else ("", None)
        return f"{ratio:.1f}x{spread}", budget, kept


def pairs_of_codes() -> Row:
    """Co-occurrence from a million codings, beside a loop."""
    made = cooccurrence.codings()
    documents = cooccurrence.tallies(made)
    own, seconds = timed(lambda: cooccurrence.by_sums(documents))
    theirs, loop = timed(lambda: cooccurrence.by_loop(made))
    same = own == theirs
    n_codings = cooccurrence.N_DOCUMENTS * cooccurrence.CODINGS
    return Row(
        f"Co-occurrence, {n_codings:,} codings x {cooccurrence.N_CODES} codes",
        f"{seconds:.2f} s",
        f"{loop:.2f} s (a loop over pairs)",
        f"{loop / seconds:.1f}x" if same else "other counts",
        ">= 1x, same counts",
        same and loop >= seconds,
    )


def measures_of_codes() -> Iterator[Row]:
    """Sequence, saturation and other measures of large studies, beside plain versions of them."""
    made = measures.coded()
    table = made.table
    yield beside_pandas(
        "Sequence", lambda: measures.sequence_here(made), lambda: measures.sequence_by_pandas(table)
    )
    yield beside_pandas(
        f"Saturation with {measures.ORDERS:,} orders",
        lambda: measures.saturation_here(made),
        lambda: measures.saturation_by_pandas(table),
    )
    units, book = comparisons.units_of(made)
    yield beside_pandas(
        "Frequency by an attribute",
        lambda: comparisons.breakdown_here(units, book),
        lambda: comparisons.breakdown_by_pandas(table),
    )
    yield beside_pandas(
        "Crosstab with tests",
        lambda: comparisons.crosstab_here(units, book),
        lambda: comparisons.crosstab_by_pandas(table, made.document),
    )
    yield rotations(made)
    yield agreement_of_coders()


def rotations(made: measures.Coded) -> Row:
    """A thousand rotations of pairs of codes, beside as many with pandas, a few of which are timed."""
    own, seconds = timed(lambda: comparisons.rotations_here(made))
    other, few = timed(lambda: comparisons.rotations_by_pandas(made))
    pandas = few * comparisons.DRAWS / comparisons.PANDAS_DRAWS
    same = bool(np.allclose(own, other))
    pairs = comparisons.TESTED * (comparisons.TESTED - 1) // 2
    return Row(
        f"{comparisons.DRAWS:,} rotations of {pairs} pairs of codes",
        f"{seconds:.2f} s",
        f"{pandas:.0f} s (plain pandas)",
        f"{pandas / seconds:.1f}x" if same else "other numbers",
        ">= 1x, same expectations",
        same and pandas >= seconds,
    )


def agreement_of_coders() -> Row:
    """Agreement with intervals; of the loop over draws a few are timed, and their number compared."""
    given = agreement.rated()
    _, seconds = timed(lambda: agreement.here(given, agreement.DRAWS))
    looped, few = timed(lambda: agreement.by_loop(given, agreement.LOOP_DRAWS))
    same = bool(np.allclose(agreement.here(given, agreement.LOOP_DRAWS), looped))
    loop = few * agreement.DRAWS / agreement.LOOP_DRAWS * agreement.N_CODES
    made = f"{agreement.N_UNITS:,} units x {agreement.N_CODERS} coders x {agreement.N_CODES} codes"
    return Row(
        f"Agreement, {made}, {agreement.DRAWS:,} draws",
        f"{seconds:.2f} s",
        f"{loop:.0f} s (scikit-learn draw by draw, Cohen's kappa alone)",
        f"{loop / seconds:.1f}x" if same else "other numbers",
        ">= 1x, same numbers",
        same and loop >= seconds,
    )


def beside_pandas(what: str, ours: Callable[[], object], theirs: Callable[[], object]) -> Row:
    """One measure, which must be the same and not slower."""
    own, seconds = timed(ours)
    other, pandas = timed(theirs)
    same = own == other
    return Row(
        f"{what}, {measures.N_CODINGS:,} codings x {measures.N_CODES} codes",
        f"{seconds:.2f} s",
        f"{pandas:.2f} s (plain pandas)",
        f"{pandas / seconds:.1f}x" if same else "other numbers",
        ">= 1x, same numbers",
        same and pandas >= seconds,
    )


def measure(command: list[object]) -> Process:
    """Run a command to its end; what it said is shown only where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=said, stderr=said)
        status, peak = wait(child)
        seconds = time.perf_counter() - start
        if status:
            said.seek(0)
            sys.exit(f"{said.read().decode('utf-8', 'replace')}\nfailed: {' '.join(map(str, command))}")
    return Process(seconds, peak)


def wait(child: subprocess.Popen[bytes]) -> tuple[int, float]:
    """Exit status and peak memory in MB, of this child alone."""
    if not hasattr(os, "wait4"):
        return child.wait(), 0.0
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return child.returncode, usage.ru_maxrss * unit / 1e6


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What a function gives, and the seconds that it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def baseline_hits(file: Path) -> set[tuple[str, int, int, str]]:
    """Document, start, end and term of the baseline's literal hits."""
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return {(r["document"], int(r["start"]), int(r["end"]), r["rule"]) for r in csv.DictReader(rows)}


def own_hits(file: Path, language: str) -> set[tuple[str, int, int, str]]:
    """The same of qualcode's: the evidence of codes that hold one literal term each."""
    terms = [term.rule for term in codebook.plan(language) if term.kind == "literal"]
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return {
            (row["document"], int(start), int(end), terms[int(row["code"].removeprefix("term_"))])
            for row in csv.DictReader(rows)
            for start, end in EVIDENCE.findall(row["evidence"])
        }


def medians(runs: list[tuple[Process, Process]]) -> tuple[float, float]:
    """The median seconds of the first and of the second runs."""
    first, second = ([run.seconds for run in column] for column in zip(*runs, strict=True))
    return statistics.median(first), statistics.median(second)


def own_codings(file: Path) -> list[tuple[str, ...]]:
    """Document, span and code of every coding."""
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return [(r["document"], r["start"], r["end"], r["code"]) for r in csv.DictReader(rows)]


def no_quanteda() -> str:
    """Why quanteda cannot be measured here; empty where it can."""
    if not RSCRIPT:
        return "R is not installed"
    probe = [RSCRIPT, "-e", "library(quanteda); library(jsonlite)"]
    found = subprocess.run(probe, capture_output=True, check=False)
    return "" if found.returncode == 0 else "R has no quanteda or no jsonlite"


def mb(folder: Path) -> str:
    """The size of a corpus, in words."""
    return f"{corpus.size_of(folder):.3g} MB"


def show(rows: list[Row]) -> None:
    """Print the report."""
    head = Row("", "qualcode", "baseline", "ratio", "budget")
    lines = [(row.what, row.ours, row.baseline, row.figure, row.budget, row.verdict) for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def main() -> int:
    """Measure, print one table, and say by the exit status whether all budgets are kept."""
    parser = argparse.ArgumentParser(description="Speed and memory beside a fixed baseline.")
    parser.add_argument("--quick", action="store_true", help="small corpora; judge only the hits")
    parser.add_argument("--language", choices=LANGUAGES, help="only one language")
    asked = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as results:
        for language in [asked.language] if asked.language else LANGUAGES:
            bench = Bench(language, QUICK if asked.quick else FULL, Path(results))
            for row in bench.rows():
                print(f"  {row.what}: {row.figure}", file=sys.stderr, flush=True)
                rows.append(row)
    rows += [pairs_of_codes(), *measures_of_codes()]
    show(rows)
    return int(any(row.kept is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
