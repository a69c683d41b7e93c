"""The journals of a study: read together, and taken along when a text changes."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.coding.ids import rule_coding_id
from qualcode.errors import ReadError, UsageError
from qualcode.journal.anchor import anchor_at
from qualcode.journal.events import Event, event_line
from qualcode.journal.fold import fold
from qualcode.project.study.folder import begin_study
from qualcode.project.study.journals import (
    append_events,
    journal_file,
    misfits,
    moved,
    read_journals,
    read_state,
    without_document,
)
from qualcode.text.digest import sha256_of

TEXT = "访谈者：谁带头？\n王建国：能人带头，大家都信任他。\n"


def placed(kind, quote, text=TEXT, **more):
    """A draft about the first passage of a text that says `quote`."""
    start = text.index(quote)
    anchor = anchor_at(text, start, start + len(quote))
    return Event(kind, sha256=sha256_of(text), **anchor._asdict(), **more)


def add(study, coder, document, quote, code="elite", **more):
    """Append a coding and tell its id."""
    draft = placed("add", quote, code=code, **more)
    return append_events(study, coder, document, [draft]).events[0].coding


def by_id(study):
    return {coding.id: coding for coding in read_state(study)[0].codings}


def test_where_journals_lie():
    assert journal_file("s", "李", "L社区/访谈1") == Path("s/codings/李/L社区%2F访谈1.jsonl")
    assert journal_file("s", "a:b") == Path("s/memos/a%3Ab.jsonl")
    with pytest.raises(UsageError, match="name"):
        journal_file("s", "", "d")


def test_all_journals_of_a_study_are_read_together(tmp_path):
    one, two = add(tmp_path, "li", "a/访谈1", "能人"), add(tmp_path, "wang", "b", "信任")
    append_events(tmp_path, "li", "", [Event("memo", code="elite", text="谁算能人？")])
    append_events(tmp_path, "li", "b", [Event("memo", text="听不清")])
    state, problems = read_state(tmp_path)
    assert problems == ()
    assert [(c.id, c.coder, c.document) for c in state.codings] == [
        (one, "li", "a/访谈1"),
        (two, "wang", "b"),
    ]
    assert {(memo.document, memo.code, memo.text) for memo in state.memos} == {
        (None, "elite", "谁算能人？"),
        ("b", None, "听不清"),
    }
    assert without_document(state, ["b"]) == (by_id(tmp_path)[one],)


def test_a_study_without_journals(tmp_path):
    assert read_journals(tmp_path) == ((), ())
    assert moved(tmp_path, "d", "a", "b").events == ()


def test_copies_that_a_synced_folder_made_are_read_too(tmp_path):
    one = add(tmp_path, "li", "d", "能人")
    file = journal_file(tmp_path, "li", "d")
    copy = file.with_name("d.sync-conflict-20260101-120000-ABCDEFG.jsonl")
    copy.write_bytes(file.read_bytes())
    two = append_events(tmp_path, "li", "d", [placed("add", "信任", code="trust")]).events[0]
    (file.with_name("._d.jsonl")).write_bytes(b"\x00\x05\x16\x07")
    file.write_bytes(copy.read_bytes())
    copy.write_bytes(copy.read_bytes() + event_line(two))
    assert set(by_id(tmp_path)) == {one, two.coding}
    assert {e.id for e in read_journals(tmp_path, document="d").events} >= {two.id}


def test_one_document_is_not_another_whose_name_begins_alike(tmp_path):
    add(tmp_path, "li", "访谈1", "能人")
    add(tmp_path, "li", "访谈10", "能人")
    assert {event.document for event in read_journals(tmp_path, document="访谈1").events} == {"访谈1"}


def test_problems_are_told_and_later_versions_refused(tmp_path):
    kept = add(tmp_path, "li", "d", "能人")
    file = journal_file(tmp_path, "li", "d")
    with file.open("ab") as out:
        out.write(b"broken\n")
    state, problems = read_state(tmp_path)
    assert [coding.id for coding in state.codings] == [kept]
    assert [problem.place for problem in problems] == [f"{file.as_posix()}:2"]
    with file.open("ab") as out:
        out.write(b'{"v":2,"id":"i","event":"vote"}\n')
    for call in (lambda: read_state(tmp_path), lambda: moved(tmp_path, "d", "a", "b")):
        with pytest.raises(ReadError, match="version 2"):
            call()


def test_codings_go_along_into_a_new_text_each_in_its_coder_s_file(tmp_path):
    one, two = add(tmp_path, "li", "d", "能人"), add(tmp_path, "wang", "d", "信任", code="trust", round=2)
    gone, lost = add(tmp_path, "li", "d", "带头，"), add(tmp_path, "li", "d", "谁带头？")
    other = add(tmp_path, "li", "e", "能人")
    append_events(tmp_path, "li", "d", [Event("remove", coding=gone)])
    new = "整理：张\n" + TEXT.replace("谁带头？", "谁来带头？")
    before = journal_file(tmp_path, "wang", "d").read_bytes()
    done = moved(tmp_path, "d", TEXT, new)
    assert {(event.coding, event.coder, event.round) for event in done.events} == {
        (one, "li", 1),
        (gone, "li", 1),
        (two, "wang", 2),
    }
    assert [(orphan.id, orphan.quote) for orphan in done.orphans] == [(lost, "谁带头？")]
    added = journal_file(tmp_path, "wang", "d").read_bytes().removeprefix(before)
    assert added == b"".join(event_line(event) for event in done.events if event.coder == "wang")
    state, _ = read_state(tmp_path)
    for coding in (*state.codings, *state.removed):
        if coding.id in (one, two, gone):
            assert coding.sha256 == sha256_of(new)
            assert new[coding.start : coding.end] == coding.quote
    assert by_id(tmp_path)[other].sha256 == by_id(tmp_path)[lost].sha256 == sha256_of(TEXT)
    assert moved(tmp_path, "d", TEXT, new).events == (), "a second call has nothing left to write"


def test_an_orphan_comes_back_with_its_text(tmp_path):
    lost = add(tmp_path, "li", "d", "谁带头？")
    new = TEXT.replace("谁带头？", "谁来带头？")
    moved(tmp_path, "d", TEXT, new)
    assert [one.fault for one in misfits(read_state(tmp_path)[0], "d", new)] == ["orphan"]
    moved(tmp_path, "d", new, "（一）" + TEXT)
    assert by_id(tmp_path)[lost].span == (7, 11)


def test_decisions_on_rule_codings_go_along(tmp_path):
    quote = "能人带头，大家都信任他。"
    start = TEXT.index(quote)
    id = rule_coding_id(sha256_of(TEXT), start, start + len(quote), "elite")
    append_events(tmp_path, "li", "d", [placed("reject", quote, coding=id, code="elite")])
    append_events(tmp_path, "li", "d", [Event("accept", coding="0" * 16)])
    new = "整理：张\n" + TEXT
    state = read_state(tmp_path)[0]
    assert [(one.coding.id, one.fault) for one in misfits(state, "d", new)] == [(id, "text")]
    for text, old in ((new, TEXT), ("x" + new, new)):
        moved(tmp_path, "d", old, text)
        place = text.index(quote)
        decided = {one.coding.id: one.accepted for one in read_state(tmp_path)[0].decisions}
        assert decided == {
            rule_coding_id(sha256_of(text), place, place + len(quote), "elite"): False,
            "0" * 16: True,
        }


def test_what_does_not_fit_a_study_s_text(tmp_path):
    add(tmp_path, "li", "d", "能人")
    add(tmp_path, "li", "d", "信任", code="gone")
    state, _ = read_state(tmp_path)
    assert misfits(state, "d", TEXT, codes=["elite", "gone"]) == ()
    assert [(m.coding.code, m.fault) for m in misfits(state, "d", TEXT, codes=["elite"])] == [
        ("gone", "code")
    ]
    assert [(m.coding.quote, m.fault) for m in misfits(state, "d", "王建国：能人带头，大家都信任他。\n")] == [
        ("能人", "text"),
        ("信任", "text"),
    ]
    assert misfits(state, "e", "other") == ()


def test_git_joins_what_two_people_appended_to_one_journal(tmp_path):
    def git(folder, *words):
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)

    study, copy = tmp_path / "study", tmp_path / "copy"
    begin_study(study)
    first = add(study, "li", "访谈1", "能人")
    who = ("-c", "user.email=a@example.org", "-c", "user.name=A", "-c", "core.quotePath=false")
    try:
        git(study, "init", "-q", "-b", "main")
    except FileNotFoundError:
        pytest.skip("git is not installed")
    git(study, "add", "-A")
    git(study, *who, "commit", "-qm", "one")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(study), str(copy))
    ids = [add(study, "li", "访谈1", "信任"), add(copy, "li", "访谈1", "大家")]
    append_events(copy, "li", "访谈1", [Event("recode", coding=first, code="trust")])
    for folder in (study, copy):
        git(folder, *who, "commit", "-qam", "two")
    apart = [*read_journals(study).events, *read_journals(copy).events]
    git(copy, *who, "pull", "-q", "--no-rebase", "--no-edit")
    joined = read_journals(copy)
    assert joined.problems == ()
    assert fold(joined.events) == fold(apart)
    assert set(by_id(copy)) == {first, *ids}
    assert not list(copy.rglob("*.lock")) or ".lock" in (copy / ".gitignore").read_text(encoding="utf-8")
    tracked = subprocess.run(
        ["git", "-C", str(copy), "ls-files"], check=True, capture_output=True, text=True
    ).stdout
    assert ".lock" not in tracked


def test_a_name_in_another_normal_form_is_the_same_document(tmp_path):
    append_events(tmp_path, "li", "cafe\u0301", [replace(placed("add", "能人"), code="x")])
    assert len(read_journals(tmp_path, document="café").events) == 1
    assert len(moved(tmp_path, "cafe\u0301", TEXT, "x" + TEXT).events) == 1
