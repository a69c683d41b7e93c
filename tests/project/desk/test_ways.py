"""Memos, new codes, places to go to, searching, progress and picking at the desk."""

from pathlib import Path

import pytest

from qualcode.codebook.load import load_codebook
from qualcode.errors import CodebookError, UsageError
from qualcode.journal.fold import fold
from qualcode.project.codings.by_hand import by_hand
from qualcode.project.desk.progress import Count
from qualcode.project.desk.session import Session, open_desk
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import read_journals
from tests.project.coded_study import code, coded, made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return coded(tmp_path_factory.mktemp("study"))


@pytest.fixture
def own(tmp_path: Path) -> Study:
    return made(tmp_path)


def opened(study: Study, coder: str = "li", document: str = "lane", **options) -> Session:
    return open_desk(by_hand(study), coder, document, **options)


def place(session: Session, words: str) -> tuple[int, int]:
    start = session.text.index(words)
    return start, start + len(words)


def texts(session: Session) -> list[tuple[str, str, str]]:
    return [(memo.on, memo.of, memo.text) for memo in session.memos()]


def test_memos_on_everything_are_written_changed_and_undone(own: Study):
    session = opened(own)
    coding = session.add(*place(session, "Anna"), "leader").id
    first = session.memo("她是谁？", on="coding", of=coding)
    session.memo("a long talk")
    session.memo("too wide", on="code", of="people")
    session.memo("who else?", on="study")
    assert first.marks[0].n_memos == 1
    kept = texts(session)
    assert sorted(kept) == [
        ("code", "people", "too wide"),
        ("coding", coding, "她是谁？"),
        ("document", "lane", "a long talk"),
        ("study", "", "who else?"),
    ]
    session.edit_memo(first.id, "王书记")
    assert ("coding", coding, "王书记") in texts(session)
    session.undo()
    assert texts(session) == kept == texts(opened(own))
    session.redo()
    [memo] = session.memos("coding", coding)
    assert session.remove_memo(memo.id).marks[0].n_memos == 0
    assert [one.n_memos for one in session.marks.all()] == [0]
    session.undo()
    assert [one.n_memos for one in opened(own).marks.all()] == [1]
    assert len(fold(read_journals(own.folder).events).memos) == 4
    with pytest.raises(UsageError, match="empty"):
        session.memo(" \n")


def test_a_blind_desk_shows_only_own_memos(own: Study):
    opened(own, "li").memo("mine", on="study")
    opened(own, "zhang").memo("theirs")
    assert texts(opened(own, "li")) == [("study", "", "mine")]
    assert len(texts(opened(own, "li", mode="assisted"))) == 2


def test_a_new_code_is_written_into_the_codebook_and_undone(own: Study):
    file = own.folder / "codebook.yaml"
    file.write_text("# kept\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    session = opened(own)
    change = session.new_code("Rain & wind", parent="trust", definition="Weather", color="#112233")
    assert change.code == "rain_wind"
    told = load_codebook(file).codes[session.codebook.index()["rain_wind"]]
    assert (told.parent, told.name["en"], told.definition["en"]) == ("trust", "Rain & wind", "Weather")
    assert session.work
    assert session.work.codes
    assert "rain_wind" in session.work.codes
    session.add(*place(session, "It rained"), "rain_wind")
    session.undo()
    session.undo()
    assert file.read_text(encoding="utf-8") == before
    assert session.work.codes
    assert "rain_wind" not in session.work.codes
    session.redo()
    session.redo()
    assert [mark.code for mark in session.marks.all()] == ["rain_wind"]
    with pytest.raises(UsageError, match="already"):
        session.new_code("else", id="trust")


def test_selected_words_become_a_code(own: Study):
    session = opened(own, document="花园")
    before = (own.folder / "codebook.yaml").read_text(encoding="utf-8")
    change = session.in_vivo(*place(session, "大家信任他"))
    assert (change.code, change.deed) == ("大家信任他", "in-vivo")
    assert [(mark.code, mark.kind) for mark in change.marks] == [("大家信任他", "own")]
    undone = session.undo()
    assert undone
    assert undone.gone == (change.id,)
    assert (own.folder / "codebook.yaml").read_text(encoding="utf-8") == before
    session.redo()
    code(own, "zhang", "lane", [("大家信任他", "Anna")], codes=None)
    session.undo()
    assert not session.marks.all()
    assert "大家信任他" in session.codebook.index()  # somebody else has used it


def test_a_new_code_that_others_use_stays(own: Study):
    session = opened(own)
    session.add(*place(session, "Anna"), "leader")
    session.new_code("Rain")
    code(own, "zhang", "lane", [("rain", "rained")], codes=None)
    with pytest.raises(UsageError, match="passages have the code rain"):
        session.undo()
    session.undo()
    assert not session.marks.all()


def test_a_codebook_that_was_changed_elsewhere_is_read_again(own: Study):
    session = opened(own, mode="assisted")
    file = own.folder / "codebook.yaml"
    old = file.read_text(encoding="utf-8")
    file.write_text(old.replace("rules: [helper*]", "rules: [helper*, rained]"), encoding="utf-8")
    assert session.refresh()
    assert [m.code for m in session.marks.at(place(session, "rained")[0])] == ["helper"]
    file.write_text(old + "  - id: [", encoding="utf-8")
    with pytest.raises(CodebookError):
        session.refresh()
    assert "helper" in session.codebook.index()


def test_jumps_lead_to_what_is_left_to_do(shared: Study):
    session = opened(shared, mode="assisted")
    # the sentences of Lin: leader | helpers | trust | rained || once | nobody
    rained = session.jump("uncoded", 0)
    assert rained
    assert session.text[rained.start : rained.end] == "It rained."
    last = session.jump("uncoded", 0, backward=True)
    assert last
    assert (session.text[last.start : last.end], last.wrapped) == ("Nobody trusts it.", True)
    disputed = [session.text[one.start : one.end] for one in session._stops("disputed")]
    assert disputed == ["She has helpers.", "It rained."]
    own = session.jump("own", 0)
    assert own
    assert session.marks.get(own.id)
    rule = session.jump("unreviewed", own.end)
    assert rule
    assert not rule.wrapped
    with pytest.raises(UsageError, match="blind"):
        opened(shared, "wang").jump("disputed", 0)


def test_a_search_finds_any_spelling(shared: Study):
    session = opened(shared, "zhang", "花园")
    at = session.text.index("王书记")
    for words in ("王書記", " 王书记 ", "王 书 记"):
        assert session.search(words, 0) == (at, at + 3, "", False)
    again = session.search("王书记", at)
    assert again
    assert again.wrapped
    assert session.search("没有的", 0) is None
    assert session.search("", 0) is None
    lane = opened(shared, "zhang")
    assert [lane.text[slice(*hit)] for hit in lane.hits("ＬＩＮ")] == ["Lin", "Lin"]


def test_a_rule_coding_is_explained(shared: Study):
    session = opened(shared, "wang", mode="assisted")
    mark = next(one for one in session.marks.all() if (one.kind, one.code) == ("rule", "leader"))
    told = session.explanation(mark, width=60)
    assert told.coding.rules == ("leader*",)
    assert [session.text[slice(*span)] for span in told.coding.evidence] == ["leader"]
    assert any("leader: coded" in text for text, _ in told.lines)
    own = next(one for one in session.marks.all() if one.kind == "other")
    with pytest.raises(UsageError, match="no rule"):
        session.explanation(own)


def test_progress_and_counts(shared: Study):
    session = opened(shared, "zhang", "yard", mode="assisted")
    mark = next(one for one in session.marks.all() if one.kind == "rule")
    session.reopen()
    session.accept(mark)
    assert session.progress() == (2, 1, 2, 1, 3, 2)
    assert session.progress(["yard", "花园"]) == (2, 1, 2, 1, 2, 1)
    assert session.counts()["people"] == Count(0, 1)
    session.finish()
    assert session.progress().n_finished == 3


def test_codes_are_picked_on_any_keyboard(shared: Study):
    session = opened(shared, "picker")
    assert session.shortcuts == {"people": "1", "leader": "2", "helper": "3", "trust": "4", "by_hand": "5"}
    firsts = {
        query: session.pick(query)[:1] for query in ("4", "tru", "信", "xr", "NR", "bh", "hand", "hlpr")
    }
    assert firsts == {
        "4": ("trust",),
        "tru": ("trust",),
        "信": ("trust",),
        "xr": ("trust",),
        "NR": ("leader",),
        "bh": ("by_hand",),
        "hand": ("by_hand",),
        "hlpr": ("helper",),
    }
    assert len(session.pick("")) == 5
    assert session.pick("zzz") == ()


def test_speakers_are_dimmed_by_label_or_role(shared: Study):
    session = opened(shared, "picker")
    assert session.dimmed([]).tolist() == [False] * 4
    assert session.dimmed(["Lin"]).tolist() == session.dimmed(["participant"]).tolist()
    assert session.dimmed(["Lin"]).tolist() == [True, False, True, False]


def test_what_was_coded_in_view_of_others_is_not_coded_blind(own: Study):
    opened(own, mode="assisted")
    with pytest.raises(UsageError, match="in view"):
        opened(own)
    assert opened(own, round=2).work
