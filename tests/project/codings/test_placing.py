"""Codings that lost their place get one by hand, also where colleagues have other versions of the text."""

import shutil
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.journal.passages import added
from qualcode.journal.rounds import at_first_finish
from qualcode.project.codings.by_hand import ByHand, by_hand
from qualcode.project.codings.placing import Sought, candidates, place_coding, placeable
from qualcode.project.codings.steps import finish
from qualcode.project.codings.taking_back import codings_meant, take_back
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events, as_written, read_journals, read_state
from qualcode.project.teams.merging import merge_in
from qualcode.text.digest import sha256_of
from tests.project.coded_study import TALKS, made, text_of

NEW = TALKS["lane"].replace("Anna is the leader", "Anna was our leader").replace("leader.", "leader here.")


def read_in(study: Study, text: str) -> ByHand:
    (study.folder / "transcripts" / "lane.txt").write_text(text, encoding="utf-8")
    ingest_study(study, again=True)
    return by_hand(study)


def coded_by_li(study: Study, *quotes: str) -> None:
    text = text_of(study, "lane")
    starts = ((text.index(quote), quote) for quote in quotes)
    events = [added(text, sha256_of(text), at, at + len(quote), code="leader") for at, quote in starts]
    append_events(study.folder, "li", "lane", events)


@pytest.fixture
def study(tmp_path) -> Study:
    study = made(tmp_path / "here")
    coded_by_li(study, "Anna is the leader.", "She has helpers.")
    return study


def of_li(study: Study):
    return [(one.start, one.quote) for one in read_state(study.folder)[0].codings]


def the_orphan(opened: ByHand) -> str:
    (id,) = qualcode.list_codings(opened.study.folder, orphans=True)["id"]
    return str(id)


def test_an_orphan_is_proposed_a_place_and_gets_it(study):
    opened = read_in(study, NEW)
    id = the_orphan(opened)
    found = placeable(opened, id, coder="li")
    first = candidates(found)[0]
    assert found.text[first.start : first.end] == "Anna was our leader here."
    done = place_coding(opened, id[:8], Sought((first.start, first.end)), coder="li")
    assert (done.did, done.before.quote, done.now.quote) == (
        True,
        "Anna is the leader.",
        "Anna was our leader here.",
    )
    assert (35, "Anna was our leader here.") in of_li(study)
    assert len(qualcode.list_codings(study.folder, orphans=True)) == 0
    written = len(as_written(study.folder).events)
    assert not place_coding(opened, id, Sought((first.start, first.end)), coder="li").did
    assert len(as_written(study.folder).events) == written


def test_it_is_put_back_by_its_old_place_and_the_next_text_takes_it_along(study):
    opened = read_in(study, NEW)
    id = the_orphan(opened)
    place_coding(opened, id, Sought(quote="Anna was our leader"), coder="li")
    place_coding(opened, id, Sought(quote="Who leads here?"), coder="li")
    assert (13, "Who leads here?") in of_li(study)
    back = place_coding(opened, id, Sought((35, 54)), coder="li")
    assert (back.before.start, back.now.quote) == (13, "Anna was our leader")
    read_in(study, "Note.\n\n" + NEW)
    assert (42, "Anna was our leader") in of_li(study)


def test_a_quote_that_stands_several_times_needs_a_number(study):
    opened = read_in(study, NEW)
    id = the_orphan(opened)
    with pytest.raises(UsageError, match="“trust” stands 3 times in the text") as caught:
        place_coding(opened, id, Sought(quote="trust"), coder="li")
    first, second, third, last = caught.value.cure.split("\n      ")
    assert first == "choose one with --nth:"
    assert [one[:3] for one in (second, third, last)] == ["1: ", "2: ", "3: "]
    assert third == "2: 124-129  …wer: Do you [trust] the office?…"
    place_coding(opened, id, Sought(quote="trust", nth=2), coder="li")
    assert (NEW.index("trust the"), "trust") in of_li(study)


@pytest.mark.parametrize(
    ("sought", "message"),
    [
        (Sought(), "not said where"),
        (Sought(quote=" \n"), "not said where"),
        (Sought((1, 2), "Anna"), "not said where"),
        (Sought((5, 5)), "5 to 5 is no passage"),
        (Sought((0, 9999)), "0 to 9999 is no passage"),
        (Sought(quote="nowhere"), "“nowhere” does not stand in the text"),
        (Sought(quote="Anna", nth=2), "“Anna” stands once in the text"),
        (Sought(quote="trust", nth=4), "“trust” stands 3 times"),
        (Sought(quote="She has helpers."), "gives this passage the code leader already"),
    ],
)
def test_what_cannot_be_meant(study, sought, message):
    opened = read_in(study, NEW)
    written = as_written(study.folder).events
    with pytest.raises(UsageError, match=message):
        place_coding(opened, the_orphan(opened), sought, coder="li")
    assert as_written(study.folder).events == written


def test_only_own_codings_that_stand_in_documents_that_are_there(study):
    opened = read_in(study, NEW)
    id = the_orphan(opened)
    with pytest.raises(UsageError, match="is a coding of li"):
        placeable(opened, id, coder="zhang")
    take_back(opened, codings_meant(opened, [id], "remove", coder="li").changed, "remove")
    with pytest.raises(UsageError, match="was taken back") as caught:
        placeable(opened, id, coder="li")
    assert caught.value.cure == f"qualcode codings restore {id[:8]} puts it back"
    for file in study.folder.glob("t*/lane.*"):
        file.unlink()
    take_back(opened, codings_meant(opened, [id], "restore", coder="li").changed, "restore")
    with pytest.raises(UsageError, match="there is no document lane"):
        placeable(by_hand(study), id, coder="li")


def test_what_was_finished_follows_its_text_and_is_not_coded_otherwise(study):
    finish(by_hand(study), ["lane"], coder="li")
    opened = read_in(study, NEW)
    id = the_orphan(opened)
    place_coding(opened, id, Sought(quote="Anna was our leader here."), coder="li")
    rated = at_first_finish(read_journals(study.folder).events).codings
    assert (35, "Anna was our leader here.") in [(one.start, one.quote) for one in rated]
    with pytest.raises(UsageError, match="li has finished lane in round 1"):
        place_coding(opened, id, Sought(quote="Anna"), coder="li")


def test_a_colleague_with_the_earlier_text_keeps_the_place_there(study, tmp_path):
    there = Study(Path(shutil.copytree(study.folder, tmp_path / "there")))
    before = of_li(there)
    opened = read_in(study, NEW)
    place_coding(opened, the_orphan(opened), Sought(quote="Anna was our leader here."), coder="li")
    after = of_li(study)
    for _ in range(2):
        done = merge_in(there, study.folder)
        assert (done.orphans, [row.moved for row in done.rows]) == ((), [0])
        assert merge_in(study, there.folder).is_settled
        assert (of_li(there), of_li(study)) == (before, after)
    read_in(there, NEW)
    assert of_li(there) == after


def test_two_people_who_place_one_coding_end_with_the_later_place_in_any_order(study, tmp_path):
    opened = read_in(study, NEW)
    id = the_orphan(opened)
    there = Study(Path(shutil.copytree(study.folder, tmp_path / "there")))
    place_coding(opened, id, Sought(quote="Anna"), coder="li")
    place_coding(by_hand(there), id, Sought(quote="our leader"), coder="li")
    append_events(there.folder, "li", "", [Event("memo", text="which of the two?")])
    merge_in(study, there.folder)
    merge_in(there, study.folder)
    assert of_li(study) == of_li(there)
    assert "our leader" in [quote for _, quote in of_li(study)]


def test_the_library_proposes_and_places(study):
    opened = read_in(study, NEW)
    id = the_orphan(opened)
    table = qualcode.coding_places(id, coder="li", study=study.folder)
    assert list(table.columns) == ["start", "end", "similarity", "around", "before", "quote", "after"]
    assert table["quote"][0] == "Anna was our leader here."
    assert table["similarity"][0] > 0.6
    assert qualcode.place_coding(id, "our leader", coder="li", study=study.folder) == (44, 54)
    assert qualcode.place_coding(id, at=(35, 39), coder="li", study=study.folder) == (35, 39)
