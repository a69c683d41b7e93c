"""A codebook file changed in its place."""

import os

import pytest

from qualcode.codebook.edit_names import rename_code
from qualcode.errors import CodebookError, QualcodeError, WriteError
from qualcode.project.codebooks.editing import edit_codebook

BOOK = "format: 1\r\ncodes:\r\n  - id: a\r\n    rules: [信任]\r\n  - id: b\r\n"


def rename(text, file):
    return rename_code(text, "a", "甲", file=file)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
def test_the_encoding_stays(tmp_path, mark, encoding):
    place = tmp_path / "编码.yaml"
    place.write_bytes(mark + BOOK.encode(encoding))
    change = edit_codebook(place, rename)
    assert place.read_bytes() == mark + BOOK.replace("id: a", "id: 甲").encode(encoding)
    assert change.edited.codebook.codes[0].id == "甲"


def test_a_dry_run_writes_nothing(tmp_path):
    place = tmp_path / "b.yaml"
    place.write_bytes(BOOK.encode())
    assert "甲" in edit_codebook(place, rename, dry_run=True).edited.text
    assert place.read_bytes() == BOOK.encode()
    assert list(tmp_path.iterdir()) == [place]


def test_permissions_and_links_stay(tmp_path):
    real = tmp_path / "real.yaml"
    real.write_bytes(BOOK.encode())
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("no links here")
    edit_codebook(link, rename)
    assert link.is_symlink()
    assert "甲" in real.read_text(encoding="utf-8")
    if os.name == "posix":
        assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_that_changes_meanwhile_is_not_written_over(tmp_path):
    place = tmp_path / "b.yaml"
    place.write_bytes(BOOK.encode())

    def slow(text, file):
        place.write_bytes(b"another hand")
        return rename(text, file)

    with pytest.raises(WriteError, match="changed meanwhile"):
        edit_codebook(place, slow)
    assert place.read_bytes() == b"another hand"


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01", b"\xff\xff", b"codes: []\n", b"- x"])
def test_a_file_that_is_no_codebook(tmp_path, content):
    place = tmp_path / "b.yaml"
    if content is not None:
        place.write_bytes(content)
    with pytest.raises(CodebookError):
        edit_codebook(place, rename)
    with pytest.raises(CodebookError, match="folder"):
        edit_codebook(tmp_path, rename)


def test_a_refused_change_writes_nothing(tmp_path):
    place = tmp_path / "b.yaml"
    place.write_bytes(BOOK.encode())
    with pytest.raises(QualcodeError):
        edit_codebook(place, lambda text, file: rename_code(text, "a", "a b", file=file))
    assert place.read_bytes() == BOOK.encode()
