import hashlib
import os
import stat
import sys
from pathlib import Path

import pytest

from qualcode.errors import WriteError
from qualcode.export.atomic import LAST, OutputFile, OutputFolder, output_file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_files_appear_together_at_the_end(tmp_path):
    place = tmp_path / "deep" / "results"
    with OutputFolder(place) as folder:
        table = folder.file("a.csv")
        table.write(b"one\n")
        table.write(b"two\n")
        folder.file("provenance.json").write(b"{}")
        assert not (place / "a.csv").exists()
        assert table.sha256 == hashlib.sha256(b"one\ntwo\n").hexdigest()
    assert names(place) == ["a.csv", "provenance.json"]
    assert (place / "a.csv").read_bytes() == b"one\ntwo\n"


def test_a_file_can_be_begun_again(tmp_path):
    with output_file(tmp_path / "a.csv") as file:
        file.write(b"a longer first try")
        file.restart()
        file.write(b"second")
        assert file.sha256 == hashlib.sha256(b"second").hexdigest()
    assert (tmp_path / "a.csv").read_bytes() == b"second"


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
def test_a_pipe_is_written_into_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with output_file(pipe) as file:
        file.write(b"one\n")
        assert names(tmp_path) == ["pipe"]
    assert os.read(reader, 100) == b"one\n"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_and_leads_to_what_was_written(tmp_path):
    (tmp_path / "deep").mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "deep" / "a.csv")
    with output_file(link) as file:
        file.write(b"one\n")
    assert (tmp_path / "deep" / "a.csv").read_bytes() == b"one\n"
    assert link.is_symlink()


def test_provenance_takes_its_place_last(tmp_path, monkeypatch):
    order = []
    take_place = OutputFile.take_place
    monkeypatch.setattr(
        OutputFile, "take_place", lambda file: (order.append(file.place.name), take_place(file))
    )
    with OutputFolder(tmp_path) as folder:
        for name in ("z.csv", "provenance.json", "a.csv"):
            folder.file(name)
    assert order == ["z.csv", "a.csv", "provenance.json"]


def interrupted(place, error=KeyboardInterrupt):
    with OutputFolder(place) as folder:
        folder.file("a.csv").write(b"half")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_nothing_behind(tmp_path, error):
    with pytest.raises(error):
        interrupted(tmp_path / "new" / "results", error)
    assert names(tmp_path) == []


def test_an_error_leaves_older_files_as_they_were(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / LAST).write_bytes(b"{}")
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path)
    assert names(tmp_path) == ["a.csv", LAST]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_a_file_that_no_run_wrote_is_not_replaced(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"mine")
    with pytest.raises(WriteError, match="not from an earlier run"), OutputFolder(tmp_path) as folder:
        folder.file("a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"mine"


def test_a_new_file_replaces_an_older_one(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / LAST).write_bytes(b"{}")
    with OutputFolder(tmp_path) as folder:
        folder.file("a.csv").write(b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"


def test_a_file_in_place_of_the_folder_is_named_with_a_cure(tmp_path):
    place = tmp_path / "results"
    place.write_bytes(b"")
    with pytest.raises(WriteError, match="a file stands where a folder is needed") as error:
        OutputFolder(place).__enter__()
    assert error.value.place == place.as_posix()
    assert "-o" in error.value.cure
    with pytest.raises(WriteError):
        OutputFolder(place / "below").__enter__()
    assert names(tmp_path) == ["results"]


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(WriteError, match="a folder of that name"), OutputFolder(tmp_path) as folder:
        folder.file("a.csv")
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_that_refuses_is_named_and_what_was_made_for_it_removed(tmp_path, monkeypatch):
    mkdir = Path.mkdir

    def refuse(path, *args, **options):
        if path.name == "results":
            raise PermissionError(13, "no")
        mkdir(path, *args, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WriteError, match="permission denied"):
        OutputFolder(tmp_path / "results").__enter__()
    assert names(tmp_path) == []


class FullDisk:
    """An open file that takes everything until it is flushed."""

    def __init__(self, file):
        self.file = file

    def write(self, content):
        return self.file.write(content)

    def flush(self):
        raise OSError(28, "No space left on device")

    def close(self):
        self.file.close()


def test_a_full_disk_leaves_nothing_behind(tmp_path):
    folder = OutputFolder(tmp_path / "results").__enter__()
    file = folder.file("a.csv")
    file._file = FullDisk(file._file)
    file.write(b"much")
    with pytest.raises(WriteError, match="No space left"):
        folder.__exit__(None, None, None)
    assert names(tmp_path) == []


def half_written(place):
    with output_file(place) as file:
        file.write(b"half")
        raise KeyboardInterrupt


def test_one_file_appears_whole_or_not_at_all(tmp_path):
    place = tmp_path / "a.csv"
    with output_file(place) as file:
        file.write(b"all")
        assert not place.exists()
    assert place.read_bytes() == b"all"
    with pytest.raises(KeyboardInterrupt):
        half_written(place)
    assert place.read_bytes() == b"all"
    assert names(tmp_path) == ["a.csv"]
    with pytest.raises(WriteError), output_file(place / "within" / "a.csv"):
        pass


def test_folders_that_are_missing_are_made_and_go_with_a_file_that_does_not_come(tmp_path):
    place = tmp_path / "new" / "deep" / "a.csv"
    with pytest.raises(KeyboardInterrupt):
        half_written(place)
    assert names(tmp_path) == []
    with output_file(place) as file:
        file.write(b"all")
    assert place.read_bytes() == b"all"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such mode")
def test_a_private_file_is_its_owners_from_the_first_byte(tmp_path: Path):
    place = tmp_path / "key.csv"
    place.write_text("old", encoding="utf-8")
    place.chmod(0o644)
    before = os.umask(0)
    try:
        with output_file(place, private=True) as file:
            assert stat.S_IMODE(file.temporary.stat().st_mode) == 0o600
            file.write(b"new")
    finally:
        os.umask(before)
    assert (place.read_bytes(), stat.S_IMODE(place.stat().st_mode)) == (b"new", 0o600)
