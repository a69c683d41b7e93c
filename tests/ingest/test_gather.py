"""Which files are transcripts."""

import os
from pathlib import Path

import pytest

from qualcode.errors import ReadError
from qualcode.ingest import SUFFIXES, Inputs, gather


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of interviews with all that may lie about in one."""
    for name in (
        "访谈2.txt",
        "访谈10.TXT",
        "sub/访谈1.docx",
        "notes.md",
        "table.csv",
        "attributes.csv",
        "README.md",
        "readme",
        ".hidden.txt",
        ".git/config.txt",
        "~$访谈1.docx",
        "photo.jpg",
        "old.doc",
        "results/provenance.json",
        "results/codings.csv",
    ):
        path = tmp_path / "interviews" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")
    return tmp_path / "interviews"


def ids(inputs: Inputs) -> list[str]:
    return [file.id for file in inputs.files]


def test_transcripts_of_a_folder(folder):
    inputs = gather([folder])
    assert ids(inputs) == ["notes", "sub/访谈1", "table", "访谈2", "访谈10"]
    assert not any(file.named for file in inputs.files)


def test_what_is_left_out_is_named_with_its_reason(folder):
    left = {Path(skip.file).name: skip for skip in gather([folder]).skipped}
    expected = [".git", ".hidden.txt", "README.md", "readme", "~$访谈1.docx"]
    assert sorted(left) == sorted([*expected, "old.doc", "photo.jpg", "results"])
    assert [name for name in sorted(left) if left[name].expected] == expected
    assert "hidden" in left[".git"].reason
    assert "hidden" in left[".hidden.txt"].reason
    assert "lock file" in left["~$访谈1.docx"].reason
    assert ".docx" in left["old.doc"].reason
    assert "earlier run" in left["results"].reason
    assert not any(skip.named for skip in left.values())


def test_all_that_has_a_reader_is_gathered(tmp_path):
    for number, suffix in enumerate(SUFFIXES):
        (tmp_path / f"{number}{suffix.upper()}").write_text("text", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text("{}", encoding="utf-8")
    inputs = gather([tmp_path])
    assert len(inputs.files) == len(SUFFIXES)
    assert [left.reason for left in inputs.skipped] == [
        "files ending in .jsonl are not read; put its lines into one list and save it as .json"
    ]


def test_attributes_beside_the_transcripts(folder, tmp_path):
    assert gather([folder]).attributes == folder / "attributes.csv"
    assert gather([folder / "访谈2.txt"]).attributes == folder / "attributes.csv"
    assert gather([folder / "sub"]).attributes is None
    (folder / "sub" / "attributes.csv").write_text("document\n", encoding="utf-8")
    assert gather([folder / "sub"]).attributes == folder / "sub" / "attributes.csv"
    assert gather([tmp_path]).attributes == folder / "attributes.csv"


def test_paths_stay_as_they_were_given(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    inputs = gather(["interviews"])
    assert [file.file for file in inputs.files][:2] == ["interviews/notes.md", "interviews/sub/访谈1.docx"]
    assert inputs.attributes == Path("interviews/attributes.csv")
    assert "interviews/README.md" in [skip.file for skip in inputs.skipped]
    assert gather(["./interviews/访谈2.txt"]).files[0].file == "interviews/访谈2.txt"


def test_order_and_repetition_of_the_inputs_do_not_matter(folder):
    given = [folder / "访谈2.txt", folder / "访谈10.TXT", folder / "sub"]
    assert gather(given) == gather([*reversed(given), *given])
    assert ids(gather([*given, folder / "sub" / "访谈1.docx"])) == ids(gather(given))


def test_ids_lie_below_the_deepest_shared_folder(folder):
    assert ids(gather([folder / "sub" / "访谈1.docx"])) == ["访谈1"]
    assert ids(gather([folder / "sub" / "访谈1.docx", folder / "访谈2.txt"])) == ["sub/访谈1", "访谈2"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("none.txt", "no such file"), ("photo.jpg", r"\.jpg are not read"), ("readme", "without suffix")],
)
def test_what_was_named_and_cannot_be_read(folder, name, reason):
    (skip,) = gather([folder / name]).skipped
    assert skip.named
    assert reason.replace("\\", "") in skip.reason


def test_named_readme_is_read_and_named_attributes_are_not(folder):
    inputs = gather([folder / "README.md", folder / "attributes.csv"])
    assert ids(inputs) == ["README"]
    assert inputs.files[0].named
    assert [(Path(skip.file).name, skip.named) for skip in inputs.skipped] == [("attributes.csv", False)]


def test_what_was_named_is_not_left_out_as_part_of_its_folder(folder):
    inputs = gather([folder, folder / "README.md", folder / ".hidden.txt"])
    assert {"README", ".hidden"} <= set(ids(inputs))
    assert not {"README.md", ".hidden.txt"} & {Path(skip.file).name for skip in inputs.skipped}


def test_a_link_to_a_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "talk.txt").write_text("text", encoding="utf-8")
    try:
        (folder / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    (left,) = [skip for skip in gather([folder]).skipped if Path(skip.file).name == "linked"]
    assert (left.reason, left.expected) == ("a link to a folder is not followed", False)
    assert "linked/talk" not in ids(gather([folder]))


def test_two_inputs_with_one_id(folder):
    (folder / "访谈2.docx").write_text("x", encoding="utf-8")
    with pytest.raises(ReadError, match=r"访谈2\.docx and .*访谈2\.txt"):
        gather([folder])


def test_nothing_at_all(tmp_path):
    assert gather([tmp_path]) == Inputs()
    assert gather([]) == Inputs()


def test_results_of_an_earlier_run_are_not_transcripts(folder):
    inputs = gather([folder / "results"])
    assert inputs.files == ()
    assert "earlier run" in inputs.skipped[0].reason


def test_what_is_no_file_is_left_out_with_a_reason(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "talk.txt").write_text("王：好。", encoding="utf-8")
    inputs = gather([tmp_path])
    assert [file.id for file in inputs.files] == ["talk"]
    assert [one.reason for one in inputs.skipped] == ["this is no file that can be read"]
    (named,) = gather([tmp_path / "pipe.txt"]).skipped
    assert named.named


def test_a_name_that_is_not_utf8_is_left_out_with_a_cure(tmp_path):
    try:
        (tmp_path / os.fsdecode("访谈".encode("gbk") + b".txt")).write_text("王：好。", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such names")
    (left,) = gather([tmp_path]).skipped
    assert "rename it" in left.reason
    assert left.file.encode("utf-8")


def test_a_folder_that_cannot_be_opened_is_left_out(tmp_path, monkeypatch):
    (tmp_path / "talk.txt").write_text("王：好。", encoding="utf-8")
    (tmp_path / "closed").mkdir()
    look = Path.iterdir

    def refuse(folder):
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    inputs = gather([tmp_path])
    assert [file.id for file in inputs.files] == ["talk"]
    assert "cannot be opened" in inputs.skipped[0].reason
