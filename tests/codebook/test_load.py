"""Codebook files on disk."""

from pathlib import Path

import pytest

from qualcode.codebook.load import MAX_BYTES, check_codebook, load_codebook
from qualcode.errors import CodebookError

GOOD = "format: 1\ncodes:\n  - id: a\n    name: 能人\n    rules: [能人]\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "codebook.yaml"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(file: Path, encoding: str):
    file.write_bytes(GOOD.encode(encoding))
    book = load_codebook(file)
    assert (book.codes[0].name[""], book.file) == ("能人", file.as_posix())


def test_all_encodings_give_one_hash(file: Path):
    hashes = set()
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file.write_bytes(GOOD.encode(encoding))
        hashes.add(load_codebook(str(file)).sha256)
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("data", "line", "message", "cure"),
    [
        (GOOD.encode("gb18030"), 4, "not UTF-8", "save it as UTF-8"),
        (b"\xff\xfea", 1, "not UTF-8", "save it as UTF-8"),
        (b"\x00\x01\x02\xff", 0, "no text file", "a codebook in YAML"),
        (b"format: 1\n\x00\n", 0, "no text file", "a codebook in YAML"),
        (b"", 1, "the codebook is empty", "format: 1"),
        (b"x" * (MAX_BYTES + 1), 0, "larger than 10 MB", "a codebook in YAML"),
    ],
)
def test_bytes_that_are_no_codebook(file: Path, data: bytes, line: int, message: str, cure: str):
    file.write_bytes(data)
    (problem,) = check_codebook(file).errors
    assert (problem.file, problem.line) == (file.as_posix(), line)
    assert message in problem.message
    assert cure in problem.cure


def test_no_such_file(file: Path):
    with pytest.raises(CodebookError, match="there is no such file") as caught:
        load_codebook(file)
    assert caught.value.place == file.as_posix()
    assert caught.value.exit_status == 1


def test_a_folder(tmp_path: Path):
    with pytest.raises(CodebookError, match="this is a folder"):
        load_codebook(tmp_path)


def test_the_error_holds_all_problems_and_shows_the_first(file: Path):
    file.write_text("format: 1\ncodes:\n  - id: a\n    nmae: A\n    color: red\n", encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_codebook(file)
    assert [problem.line for problem in caught.value.problems] == [4, 5]
    shown = str(caught.value)
    assert "2 problems" in shown
    assert f"{file.as_posix()}:4:5" in shown
    assert "unknown key nmae" in shown
    assert "did you mean name?" in shown


def test_one_problem_is_the_error_itself(file: Path):
    file.write_text("format: 1\ncodes:\n  - id: a\n    nmae: A\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="unknown key nmae") as caught:
        load_codebook(file)
    assert caught.value.place == f"{file.as_posix()}:4:5"


def test_a_check_gives_advice_too(file: Path):
    file.write_bytes(GOOD.encode())
    checked = check_codebook(file)
    assert checked.codebook == load_codebook(file)
    assert [problem.slug for problem in checked.warnings] == ["no-definition"]
