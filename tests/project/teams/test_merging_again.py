"""Copies of a study with different versions of a text are merged back and forth."""

import shutil
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from qualcode.journal.events import Event
from qualcode.journal.passages import added, place_of
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events, as_written, read_state
from qualcode.project.teams.merging import merge_in
from qualcode.text.digest import sha256_of
from tests.project.coded_study import made, text_of

WORDS = "能人 带头 大家 信任 他 我们 社区 Anna leads us and we trust her".split()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that nobody coded."""
    return made(tmp_path_factory.mktemp("again") / "plain").folder


def read_in(study: Study, document: str, text: str) -> None:
    """Another text of a document, as it is read in again."""
    (study.folder / "transcripts" / f"{document}.txt").write_text(text, encoding="utf-8")
    ingest_study(study, again=True)


def journals(*studies: Study) -> dict[Path, bytes]:
    return {file: file.read_bytes() for study in studies for file in study.folder.rglob("*.jsonl")}


def all_ways(studies: list[Study]) -> int:
    """Merge each copy into each other; how many events were written."""
    moved = 0
    for here, there in permutations(studies, 2):
        moved += sum(row.new + row.moved for row in merge_in(here, there.folder).rows)
    return moved


def texts(random: Random) -> list[str]:
    """Three versions of a text in which words come again and again."""
    words = [random.choice(WORDS) for _ in range(40)]
    found = []
    for _ in range(3):
        found.append("A: " + " ".join(words) + "。\n")
        for _ in range(random.randint(1, 4)):
            at = random.randrange(len(words))
            words[at : at + random.randint(0, 2)] = random.choices(WORDS, k=random.randint(0, 3))
    return found


def some_passage(random: Random, text: str) -> tuple[int, int]:
    start = random.randrange(3, len(text) - 12)
    return start, start + random.randint(1, 10)


def act(random: Random, study: Study) -> None:
    """Somebody codes, puts a coding elsewhere, or takes one back."""
    text = text_of(study, "talk")
    here = [one for one in read_state(study.folder)[0].codings if one.sha256 == sha256_of(text)]
    start, end = some_passage(random, text)
    kind = random.choice(["add", "add", "move", "move", "remove"])
    if kind == "add" or not here:
        event = added(text, sha256_of(text), start, end, code="trust")
        append_events(study.folder, random.choice(["li", "zhang"]), "talk", [event])
        return
    one = random.choice(here)
    place = place_of(text, sha256_of(text), start, end) if kind == "move" else {}
    append_events(
        study.folder, one.coder, "talk", [Event("move" if place else "remove", coding=one.id, **place)]
    )


@pytest.mark.parametrize("seed", range(12))
def test_merging_comes_to_rest_and_then_adds_nothing(plain, tmp_path, seed):
    random = Random(seed)
    copies = [Study(Path(shutil.copytree(plain, tmp_path / name))) for name in ("one", "two", "three")]
    for study, text in zip(copies, texts(random), strict=True):
        read_in(study, "talk", text)
    for _ in range(10):
        if random.random() < 0.6:
            act(random, random.choice(copies))
        else:
            here, there = random.sample(copies, 2)
            merge_in(here, there.folder)
            before = journals(*copies)
            assert [row for row in merge_in(here, there.folder).rows if row.new or row.moved] == []
            assert journals(*copies) == before
    rounds = [all_ways(copies) for _ in range(4)]
    assert rounds[2:] == [0, 0], rounds
    assert len({frozenset(as_written(study.folder).events) for study in copies}) == 1
    before = journals(*copies)
    assert all_ways(copies[::-1]) == 0
    assert journals(*copies) == before


def test_there_and_back_and_there_again(plain, tmp_path):
    here, there = (Study(Path(shutil.copytree(plain, tmp_path / name))) for name in ("here", "there"))
    read_in(there, "lane", "Note.\n\n" + text_of(here, "lane"))
    text = text_of(here, "lane")
    start = text.index("Anna")
    append_events(here.folder, "li", "lane", [added(text, sha256_of(text), start, start + 4, code="leader")])
    assert [row.moved for row in merge_in(there, here.folder).rows] == [1]
    shifted = start + len("Note.\n\n")
    for _ in range(2):
        assert [row.moved for row in merge_in(here, there.folder).rows] == [0]
        assert [row.moved for row in merge_in(there, here.folder).rows] == [0]
        assert [read_state(one.folder)[0].codings[0].start for one in (here, there)] == [start, shifted]
    assert len(as_written(here.folder).events) == len(as_written(there.folder).events) == 2


def test_a_passage_that_was_made_longer_there_is_longer_here(plain, tmp_path):
    here, there = (Study(Path(shutil.copytree(plain, tmp_path / name))) for name in ("here", "there"))
    read_in(there, "lane", "Note.\n\n" + text_of(here, "lane"))
    for study in (here, there):
        text = text_of(study, "lane")
        start = text.index("Anna")
        if study is here:
            append_events(
                here.folder, "li", "lane", [added(text, sha256_of(text), start, start + 4, code="leader")]
            )
            merge_in(there, here.folder)
        else:
            (one,) = read_state(there.folder)[0].codings
            place = place_of(text, sha256_of(text), start, start + len("Anna is the leader."))
            append_events(there.folder, "li", "lane", [Event("move", coding=one.id, **place)])
    assert all_ways([here, there]) > 0
    assert all_ways([here, there]) == 0
    found = [read_state(one.folder)[0].codings[0] for one in (here, there)]
    assert [one.quote for one in found] == ["Anna is the leader."] * 2
    assert found[0].start == text_of(here, "lane").index("Anna")
