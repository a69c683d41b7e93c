"""What a run prints: results on stdout, problems on stderr, nothing but text when nobody watches."""

import io
import re
import sys
from pathlib import Path

import pytest

from qualcode.cli.columns import plural
from qualcode.cli.progress import progress_bar
from qualcode.cli.summary import BAR_CELLS, bar, summarise, tell_problems
from tests.project.small_study import coded, provenance_of, run_process, write_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    write_study(folder)
    return folder


@pytest.fixture
def printed(study, tmp_path, monkeypatch, capsys):
    """A function that runs the job with options and gives what is printed, on a screen of some width."""

    def run(width: int = 100, **options: object) -> tuple[list[str], list[str]]:
        monkeypatch.setenv("COLUMNS", str(width))
        report = coded(study, tmp_path / "out", **options)
        tell_problems(report)
        summarise(report)
        out, err = capsys.readouterr()
        return out.splitlines(), err.splitlines()

    return run


def test_the_head_says_unit_population_and_n(printed):
    out, _ = printed()
    assert out[0] == "42 codings in 7 documents, by Street 1.2.0"
    assert out[1] == "Unit: sentence · population: speakers!=interviewer · N = 32 (8 English, 24 Chinese)"
    assert out[2].startswith("Sentences: 6 words (median")


@pytest.mark.parametrize("options", [{"unit": "turn"}, {"unit": "document"}])
def test_lengths_of_sentences_only_where_they_are_coded(printed, options):
    assert not any(line.startswith("Sentences") for line in printed(**options)[0])


def test_frequencies_with_shares_by_language_and_bars(printed):
    out, _ = printed()
    (trust,) = (line for line in out if line.startswith("trust"))
    assert trust.split()[:7] == ["trust", "信任", "13", "13", "7", "37.5", "41.7"]
    assert trust.count("█") > 8
    (founder,) = (line for line in out if "founder " in line and "+" not in line)
    assert founder.startswith("    founder")
    (silent,) = (line for line in out if line.startswith("by_hand"))
    assert "█" not in silent


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_the_table_fits_the_screen(printed, width):
    out, _ = printed(width)
    first = next(number for number, line in enumerate(out) if line.startswith("code "))
    table = out[first : first + 9]
    assert max(map(len, table)) <= width
    assert all(any(line.strip().startswith(code) for line in table) for code in ("leading", "trust", "told"))


def test_strongest_pairs_without_artefacts(printed):
    out, _ = printed()
    first = next(number for number, line in enumerate(out) if line.startswith("Strongest pairs"))
    assert "by jaccard, counted by sentence" in out[first]
    assert out[first + 1 : first + 3] == [
        "  founder + trust: jaccard 0.27 · 4 units in 4 documents",
        "  office + trust: jaccard 0.17 · 3 units in 2 documents",
    ]
    assert not any(line.startswith("  trust + told") for line in out)  # told names elite and trust: by rule


@pytest.mark.parametrize(
    ("count_by", "measure"),
    [("overlap", "c"), ("near:1", "pairs"), ("window:2", "jaccard"), ("turn", "jaccard")],
)
def test_what_pairs_are_ranked_by(printed, count_by, measure):
    out, _ = printed(count_by=count_by)
    assert any(line.startswith(f"Strongest pairs (by {measure}, counted by {count_by}") for line in out)


def test_no_pair_that_is_worth_a_look(printed):
    out, _ = printed(speakers=("Ben",))
    assert any("No two codes meet" in line for line in out)


def test_guesses_then_where_the_tables_are(printed, tmp_path):
    out, _ = printed()
    assert "  2_书记: read as GB18030 (guessed, 1.00)" in out
    assert any(re.fullmatch(r"  … and \d+ more", line) for line in out)
    (tables,) = (line for line in out if line.startswith("Tables: "))
    assert (tmp_path / "out").as_posix() in tables
    assert "provenance.json" in tables


def test_codes_that_found_nothing_are_named(printed):
    out, _ = printed(speakers=("Ben",))
    (line,) = (line for line in out if line.startswith("Codes that found nothing"))
    assert line == "Codes that found nothing: founder, office, trust, told."


def test_problems_go_to_stderr(printed):
    out, err = printed(speakers=("Ben", "nobody"))
    assert err[0].startswith("warning: --speakers nobody: ")
    assert [line.split(": ")[1] for line in err[1:]] == [
        "talks/more/empty.txt",
        "talks/more/notes.jpg",
    ]
    assert not any("not read" in line or "warning" in line for line in out)


def test_what_nobody_takes_for_a_transcript_is_told_in_provenance_only(tmp_path, capsys):
    talks = write_study(tmp_path)
    (talks / ".hidden.txt").write_text("能人", encoding="utf-8")
    (talks / "~$1_花园.docx").write_text("能人", encoding="utf-8")
    report = coded(tmp_path, tmp_path / "out")
    tell_problems(report)
    assert not any(name in capsys.readouterr().err for name in ("README", ".hidden", "~$"))
    skipped = {Path(one["file"]).name for one in provenance_of(tmp_path / "out")["skipped"]}
    assert skipped == {".hidden.txt", "~$1_花园.docx", "README.md", "empty.txt", "notes.jpg"}


CUT = """\
format: 1
codebook: {name: Cut, languages: [zh]}
codes:
  - {id: a, rules: [能人, 行政 NEAR/5 服务]}
  - {id: b, rules: [能人 OR 行政 AND 很多, 才是 OR 很多]}
"""


@pytest.fixture
def cut(tmp_path):
    """The report of a talk with hits that cut through words."""
    (tmp_path / "talks").mkdir()
    talk = "王：高技能人才很多。推行政府服务。可能人家不来。\n李：高技能人才不多。他是能人。\n"
    (tmp_path / "talks/a.txt").write_text(talk * 2, encoding="utf-8")
    (tmp_path / "codebook.yaml").write_text(CUT, encoding="utf-8")
    return coded(tmp_path, tmp_path / "out")


def test_hits_that_cut_through_words_are_told_worst_first(cut, capsys):
    summarise(cut)
    lines = capsys.readouterr().out.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("Set aside"))
    assert lines[start : start + 4] == [
        "Set aside, because they cut through words: 8 hits",
        "  能人 6 (可能|人家; 高技能|人才)",
        "  2 hits of terms that code nothing without others beside them",
        "  Right? Then a line in shields: makes it permanent. Wrong? boundaries: none keeps them.",
    ]


def test_hits_that_cut_through_words_stand_in_the_notes(cut, tmp_path):
    lines = (tmp_path / "out/frequencies.csv").read_text(encoding="utf-8-sig").splitlines()
    notes = [line.partition("no English document")[2] for line in lines[1:]]
    assert notes == [
        ' || set aside by word cuts: 能人 6, 2 of terms that need others beside them"',
        ' || set aside by word cuts: 能人 6, 2 of terms that need others beside them"',
    ]


def test_the_least_of_a_pair_is_that_of_the_analysis(printed, monkeypatch):
    monkeypatch.setattr("qualcode.cli.summary.LEAST_UNITS", 7)
    monkeypatch.setattr("qualcode.cli.summary.LEAST_DOCUMENTS", 5)
    assert any("; 7 units, 5 documents at least)" in line for line in printed()[0])
    assert any("meet 7 times or more, in 5 documents (" in line for line in printed(speakers=("Ben",))[0])


def test_a_quiet_run_still_tells_its_problems(study, tmp_path):
    done = run_process("code", "talks", "-c", "codebook.yaml", "-o", tmp_path / "out", "-q", cwd=study)
    assert (done.returncode, done.stdout) == (0, "")
    assert "not read: talks/more/empty.txt: this file is empty" in done.stderr


def test_no_colour_and_no_progress_where_nobody_watches(study, tmp_path):
    done = run_process(
        "code", "talks", "-c", "codebook.yaml", "-o", tmp_path / "out", cwd=study, TERM="xterm-256color"
    )
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stdout.startswith("42 codings")


@pytest.mark.parametrize(("number", "text"), [(0, "0 units"), (1, "1 unit"), (1234, "1,234 units")])
def test_plural(number, text):
    assert plural(number, "unit") == text


@pytest.mark.parametrize(
    ("value", "most", "expected"),
    [(0, 9, ""), (9, 9, "█" * BAR_CELLS), (1, 10**9, "▏"), (0, 0, ""), (1, 2, "█" * (BAR_CELLS // 2))],
)
def test_bar(value, most, expected):
    assert bar(value, most, BAR_CELLS) == expected


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_stands_on_stderr_of_a_screen(monkeypatch, capsys):
    screen = Screen()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_bar() as show:
        assert show
        show(1, 3, "coding")
        show(3, 3, "coding")
    assert "coding" in screen.getvalue()
    assert capsys.readouterr().out == ""


def test_no_progress_where_nobody_watches():
    with progress_bar() as show:
        assert show is None
