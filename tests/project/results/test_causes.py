"""Why a run gave something else, told from two records."""

import copy

import pytest

from qualcode.project.results.causes import causes, other_keys

RECORD = {
    "format": "qualcode-provenance/1",
    "qualcode": "0.1.0",
    "options": {"unit": "sentence", "where": [], "settings": None},
    "codebook": {"file": "b.yaml", "version": "1", "sha256": "s", "rules_sha256": "r"},
    "attributes": None,
    "documents": [
        {"document": "a", "file": "t/a.txt", "source_sha256": "1", "sha256": "1", "reader": "text", "encoding": "utf-8"}
    ],
    "skipped": [],
    "tables": {},
    "environment": {"numpy": "2.0"},
}  # fmt: skip


def told(*path, value, old=None):
    before, now = copy.deepcopy(RECORD), copy.deepcopy(RECORD)
    for record, one in ((before, old), (now, value)):
        if one is not None:
            at = record
            for name in path[:-1]:
                at = at[name]
            at[path[-1]] = one
    return [tuple(one) for one in causes(before, now)]


DOCUMENT = RECORD["documents"][0]


@pytest.mark.parametrize(
    ("path", "value", "old", "cause"),
    [
        (("codebook", "rules_sha256"), "x", None, ("codebook", "b.yaml", "its rules, or what else decides a coding, have changed")),
        (("codebook", "sha256"), "x", None, ("codebook", "b.yaml", "its texts have changed, its rules have not: names may differ, codings do not")),
        (("codebook", "version"), "2", None, ("codebook", "b.yaml", "version 1, now 2")),
        (("attributes",), {"file": "t/attributes.csv", "sha256": "1"}, None, ("attributes", "t/attributes.csv", "is new: the run had none")),
        (("options", "unit"), "turn", None, ("option", "unit", "sentence, now turn")),
        (("options", "where"), ["a=b"], None, ("option", "where", "none, now a=b")),
        (("qualcode",), "0.2.0", None, ("program", "qualcode", "0.1.0, now 0.2.0")),
        (("environment", "numpy"), "2.1", None, ("environment", "numpy", "2.0, now 2.1")),
        (("environment", "spacy"), "3", None, ("environment", "spacy", "none, now 3")),
        (("documents",), [], None, ("transcript", "t/a.txt", "is missing")),
        (("documents",), None, [], ("transcript", "t/a.txt", "is new")),
        (("documents", 0), {**DOCUMENT, "source_sha256": "2"}, None, ("transcript", "t/a.txt", "its file has changed, its text has not")),
        (("documents", 0), {**DOCUMENT, "source_sha256": "2", "sha256": "2"}, None, ("transcript", "t/a.txt", "has changed")),
        (("documents", 0), {**DOCUMENT, "sha256": "2", "encoding": "big5"}, None, ("transcript", "t/a.txt", "is the same file, read otherwise; encoding utf-8, now big5")),
        (("documents", 0), {**DOCUMENT, "reader": "docx"}, None, ("transcript", "t/a.txt", "is read otherwise; reader text, now docx")),
        (("options", "settings"), {"file": "q.toml", "sha256": "2"}, {"file": "q.toml", "sha256": "1"}, ("settings", "q.toml", "has changed")),
        (("options", "settings"), None, {"file": "q.toml", "sha256": "1"}, ("settings", "q.toml", "is missing, or is no longer used")),
    ],
)  # fmt: skip
def test_one_difference_one_cause(path, value, old, cause):
    assert told(*path, value=value, old=old) == [cause]


def test_options_that_only_one_version_knows():
    assert told("options", "depth", value=None, old=3) == [
        ("option", "depth", "this version does not know it; the run had 3")
    ]
    assert told("options", "depth", value=True) == [
        ("option", "depth", "the run did not know it; its default is true")
    ]


def test_a_transcript_that_can_no_longer_be_read_says_why():
    now = {**RECORD, "documents": [], "skipped": [{"file": "t/a.txt", "reason": "it is empty"}]}
    assert [tuple(one) for one in causes(RECORD, now)] == [
        ("transcript", "t/a.txt", "cannot be read: it is empty")
    ]


def test_nothing_differs():
    assert causes(RECORD, copy.deepcopy(RECORD)) == []
    assert other_keys(RECORD, {**RECORD, "tables": {"a": 1}, "guesses": []}) == ["guesses"]


def test_a_comment_in_the_codebook_changes_no_name():
    before, now = copy.deepcopy(RECORD), copy.deepcopy(RECORD)
    now["codebook"]["sha256"] = "other"
    before["tables"] = now["tables"] = {"frequencies.csv": {"sha256": "f"}}
    (cause,) = causes(before, now)
    assert cause.what == "the file has changed, its rules and the names in the tables have not"
