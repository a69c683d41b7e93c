import pytest

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.project.codings.adding import Adding, add_files
from qualcode.project.codings.by_hand import ByHand, by_hand
from qualcode.project.codings.listed import CODING_COLUMNS, Choice, list_in
from qualcode.project.codings.steps import reopen
from qualcode.project.codings.taking_back import codings_meant, take_back
from qualcode.project.study.journals import append_events
from tests.project.coded_study import code, coded, made


@pytest.fixture
def opened(tmp_path) -> ByHand:
    return by_hand(coded(tmp_path))


def listed(opened: ByHand, **choice: object) -> list[str]:
    rows = list_in(opened, Choice(**choice)).rows  # type: ignore[arg-type]
    return [f"{row[1]} {row[4]} {row[5]} {row[8]}" for row in rows]


def test_codings_are_chosen(opened):
    assert listed(opened, coder="li") == [
        "lane leader li Anna is the leader.",
        "lane helper li helpers",
        "lane trust li We trust her.",
        "花园 leader li 王书记是能人",
        "花园 trust li 大家信任他。",
    ]
    assert listed(opened, document="lane", code="Trust") == [
        "lane trust li We trust her.",
        "lane trust zhang trust her. It rained",
    ]
    assert listed(opened, round=2) == []
    assert len(listed(opened)) == 11


@pytest.mark.parametrize(
    ("choice", "message"),
    [({"coder": "lee"}, "lee has coded nothing"), ({"document": "lan"}, "no document lan"), ({"code": "x"}, "no code x")],
)  # fmt: skip
def test_what_is_not_there_is_told(opened, choice, message):
    with pytest.raises(UsageError, match=message):
        listed(opened, **choice)


def test_removed_ones_and_orphans(opened, tmp_path):
    place = {"start": 2, "end": 4, "quote": "no", "sha256": "0" * 64}
    append_events(tmp_path, "li", "lane", [Event("add", code="trust", **place)])
    append_events(tmp_path, "li", "gone", [Event("add", code="trust", **place)])
    assert listed(opened, orphans=True) == ["gone trust li no", "lane trust li no"]
    states = {row[-1] for row in list_in(opened, Choice(code="trust")).rows if row[8] == "no"}
    assert states == {"orphan"}
    reopen(opened, ["lane"], coder="li")
    found = codings_meant(opened, (), "remove", coder="li", document="lane", code="helper")
    take_back(opened, found.changed, "remove")
    assert listed(opened, removed=True) == ["lane helper li helpers"]
    assert [row[-1] for row in list_in(opened, Choice(removed=True)).rows] == ["removed"]


def test_a_list_is_a_table_of_codings_with_memos(opened, tmp_path):
    from qualcode.export.csv import table_bytes

    (first, *_), _ = list_in(opened, Choice("li"))
    append_events(
        tmp_path, "li", "lane", [Event("memo", coding=str(first[0]), text=one) for one in ("a", "b")]
    )
    rows = list_in(opened, Choice("li")).rows
    assert rows[0][:5] == (first[0], "lane", 35, 54, "leader")
    assert rows[0][-2:] == ("a || b", "")
    (tmp_path / "list.csv").write_bytes(table_bytes(CODING_COLUMNS, rows))
    done = add_files(opened, [(tmp_path / "list.csv").as_posix()], Adding("wu", mode="assisted"))
    assert [(one.new, one.memos) for one in done.documents] == [(3, 1), (2, 0)]


def test_a_coder_is_known_however_accents_are_typed(tmp_path):
    study = made(tmp_path)
    code(study, "Ren\xe9e", "lane", [("leader", "leader")])
    [row] = list_in(by_hand(study), Choice(coder="Rene\u0301e")).rows
    assert row[5] == "Ren\xe9e"
