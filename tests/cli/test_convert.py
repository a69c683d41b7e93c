"""`qualcode codebook convert` and `appendix` as a person runs them: what is said where, and the exit status."""

from pathlib import Path

import pytest

from tests.project.small_study import run_process

BOOK = """\
format: 1
# mine
codes:
  - id: lead
    name: 领导
    definition: 有人带头
    rules: [能人]
    examples: [他是能人]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return tmp_path


def test_convert_says_what_it_read_and_wrote(folder: Path):
    done = run_process("codebook", "convert", "book.yaml", "book.xlsx", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "book.xlsx: written as xlsx; 1 code, 1 rule\n")
    assert done.stderr == (
        "book.yaml: read as yaml\nnote: book.yaml: comments left out, they have no place elsewhere: 1\n"
    )
    again = run_process("codebook", "convert", "book.xlsx", "again.yaml", cwd=folder)
    assert (again.returncode, again.stderr) == (0, "book.xlsx: read as xlsx\n")
    checked = run_process("codebook", "check", "again.yaml", cwd=folder)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_fault_in_a_table_is_told_with_its_cell(folder: Path):
    (folder / "t.csv").write_text("编码,规则\na,威望 NEAR/ 组织\n", encoding="utf-8")
    done = run_process("codebook", "convert", "t.csv", "t.yaml", cwd=folder)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "t.csv, row 2, column 规则 (B):4: error: NEAR needs a number\n    威望 NEAR/ 组织\n"
    )
    assert not (folder / "t.yaml").exists()


def test_a_file_that_is_there_stays(folder: Path):
    done = run_process("codebook", "convert", "book.yaml", "book.yaml", "--overwrite", cwd=folder)
    assert done.returncode == 1
    assert (folder / "book.yaml").read_text(encoding="utf-8") == BOOK
    assert run_process("codebook", "convert", "book.yaml", "b.pdf", cwd=folder).returncode == 2


def test_appendix_on_the_screen_and_in_a_file(folder: Path):
    done = run_process("codebook", "appendix", "book.yaml", "--lang", "zh", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "- **编码规则：** 该句含有“能人”。" in done.stdout
    for name in ("a.md", "a.docx", "a.tex"):
        written = run_process(
            "codebook", "appendix", "book.yaml", "-o", name, "--layout", "table", cwd=folder
        )
        assert (written.returncode, written.stdout, written.stderr) == (0, "", f"{name}: written\n")
        assert (folder / name).stat().st_size > 300


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["book.yaml", "-o", "a.pdf"], 2, "the kind of this file is not known"),
        (["book.yaml", "--results", "none"], 1, "this is no folder of results"),
        (["none.yaml"], 1, "there is no such file"),
        (["book.yaml", "--lang", "fr"], 2, "this is written in English or Chinese"),
        (["book.yaml", "talks.md", "-o", "talks.md"], 2, "this file is one of those that are read"),
    ],
)
def test_appendix_refuses(folder: Path, arguments: list[str], status: int, said: str):
    (folder / "talks.md").write_text("Q: a?\n\nLi: b.\n", encoding="utf-8")
    done = run_process("codebook", "appendix", *arguments, cwd=folder)
    assert (done.returncode, said in done.stderr) == (status, True)
    assert "Traceback" not in done.stderr
    assert (folder / "talks.md").read_text(encoding="utf-8").startswith("Q: a?")


def test_a_dictionary_is_counted_by_what_went_into_it(tmp_path):
    source = "format: 1\ncodes:\n  - {id: a, rules: [能人 OR 带头人, x1 NEAR/2 y1], children: [{id: b, rules: ['c{d,e}']}]}\n  - {id: c}\n"
    (tmp_path / "c.yaml").write_text(source, encoding="utf-8")
    done = run_process("codebook", "convert", "c.yaml", "d.yaml", "--to", "quanteda", cwd=tmp_path)
    assert done.stdout == "d.yaml: written as quanteda; 2 keys, 4 patterns\n"
