"""`qualcode report`, as a person runs it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualcode.cli import app
from qualcode.errors import ReadError, UsageError
from qualcode.export.report.content import Figure
from qualcode.project.report import content as report_content
from tests.project.small_study import write_study


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(report_content, "figure_drawn", lambda kind, tables, **options: Figure(kind, kind))
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path)
    assert run("code", "talks", "-c", "codebook.yaml", "-q").exit_code == 0
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def test_beside_the_tables(study: Path):
    done = run("report")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "results/report.html: written\n"
    assert '<html lang="zh-CN">' in Path("results/report.html").read_text(encoding="utf-8")


def test_all_that_can_be_asked_for(study: Path):
    done = run(
        *("report", "results", "talks", "-c", "codebook.yaml", "--lang", "en", "--title", "Our streets"),
        *("--by", "community，role", "--no-rules", "--no-quotes", "--format", "html,md", "-o", "paper"),
    )
    assert done.exit_code == 0, done.output
    text = Path("paper/report.html").read_text(encoding="utf-8")
    assert "<h1>Our streets</h1>" in text
    assert "Table 3. Code frequencies by role" in text
    assert "<blockquote" not in text
    assert "Coded where" not in text
    assert Path("paper/report.md").read_text(encoding="utf-8").startswith("# Our streets\n")


def test_a_page_for_reviewers(study: Path):
    assert run("report", "--without-transcripts", "-o", "open.html").exit_code == 0
    text = Path("open.html").read_text(encoding="utf-8")
    assert "本报告不含访谈原文与引语。" in text
    assert run("report", "--without-transcripts", "--quotes", "-o", "open.html").exit_code == 0
    assert "本报告不含访谈原文，但引用片段。" in Path("open.html").read_text(encoding="utf-8")


def test_the_name_of_the_file_says_its_format(study: Path):
    done = run("report", "-o", "our report.docx")
    assert done.stderr == "our report.docx: written\n"


def test_warnings_are_told(study: Path):
    file = Path("codebook.yaml")
    file.write_text(file.read_text("utf-8") + "# more\n", encoding="utf-8")
    done = run("report")
    assert done.stderr.startswith("warning: codebook.yaml: its texts have changed since the run")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--format", "pdf"), UsageError),
        (("--format", "md", "-o", "report.html"), UsageError),
        (("--lang", "fr"), UsageError),
        (("--by", "shoe_size"), UsageError),
        (("-o", "talks/10_lane.md"), UsageError),
        (("talks",), ReadError),
    ],
)
def test_what_cannot_be_done(study: Path, arguments: tuple[str, ...], problem: type[Exception]):
    before = Path("talks/10_lane.md").read_bytes()
    done = run("report", *arguments)
    assert isinstance(done.exception, problem)
    assert Path("talks/10_lane.md").read_bytes() == before
    assert not Path("results/report.html").exists()
