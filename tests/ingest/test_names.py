"""Names of documents and their order."""

from pathlib import PurePath

import pytest

from qualcode.errors import ReadError
from qualcode.ingest.names import check_distinct, document_id, natural_key, shared_folder, with_one_id


def test_natural_order():
    names = ["访谈10", "访谈2", "访谈1", "访谈02", "a", "a2b10", "a2b9", "A", "10", "9", "a/1", ""]
    wanted = ["", "9", "10", "A", "a", "a/1", "a2b9", "a2b10", "访谈1", "访谈02", "访谈2", "访谈10"]
    assert sorted(names, key=natural_key) == wanted
    assert natural_key("访谈2") < natural_key("访谈10") < natural_key("访谈10a")


def test_very_long_numbers_are_compared():
    assert natural_key("9" * 6000) < natural_key("1" + "0" * 6000)


@pytest.mark.parametrize(
    ("paths", "folder"),
    [
        (["/a/b/1.txt", "/a/b/2.txt"], "/a/b"),
        (["/a/b/1.txt", "/a/c/1.txt"], "/a"),
        (["/a/b/1.txt", "/a/bc/1.txt"], "/a"),
        (["/a/b/1.txt"], "/a/b"),
        (["/a/1.txt", "/b/1.txt"], "/"),
    ],
)
def test_shared_folder(paths, folder):
    assert shared_folder([PurePath(path) for path in paths]) == PurePath(folder)


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("/a/b/1.txt", "b/1"),
        ("/a/访谈.01.txt", "访谈.01"),
        ("/a/cafe\u0301.md", "caf\u00e9"),
        ("/a/b.c/x.docx", "b.c/x"),
    ],
)
def test_document_id(path, id):
    assert document_id(PurePath(path), PurePath("/a")) == id


@pytest.mark.parametrize("pair", [("a", "A"), ("STRASSE", "straße"), ("caf\u00e9", "cafe\u0301"), ("a", "a")])
def test_one_id_twice_is_an_error_that_names_both(pair):
    with pytest.raises(ReadError, match=r"x\.txt and y\.docx") as caught:
        check_distinct(zip(pair, ["x.txt", "y.docx"], strict=True))
    assert caught.value.cure


def test_only_the_files_of_one_id_are_refused():
    fine = [("a", "a.txt"), ("b", "b.txt"), ("a/b", "a/b.txt"), ("a", "a.txt")]
    with pytest.raises(ReadError, match=r"^a\.txt and d\.docx would both be called 'a'"):
        check_distinct([*fine, ("B", "c.docx"), ("a", "d.docx")])


def test_the_ids_that_several_files_have_with_all_of_them():
    named = [("a", "a.txt"), ("b", "b.txt"), ("A", "A.md"), ("a", "a.docx"), ("b", "b.txt")]
    assert with_one_id(named) == [("a", ("a.txt", "A.md", "a.docx"))]
    assert with_one_id([]) == []
