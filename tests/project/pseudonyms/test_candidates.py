"""The table, the key, decisions and the check of a study."""

import json
import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from qualcode.errors import ReadError, UsageError
from qualcode.project.job.options import CodeOptions
from qualcode.project.pseudonyms.candidates import candidates, write_candidates
from qualcode.project.pseudonyms.check import by_file, check_study
from qualcode.project.pseudonyms.files import (
    read_key,
    read_names,
    read_table,
    write_key,
    write_table,
)
from qualcode.project.pseudonyms.stops import check_rows
from qualcode.pseudonyms.candidates import Listed
from qualcode.pseudonyms.confirm import Row
from qualcode.text.document import Document, Speaker

TALK = "访谈者：您是？\n\n王建国：王建国。电话13800138000，老李也有。\n"


def yes(original: str, replacement: str) -> Row:
    return Row("person", original, replacement, confirm="yes")


def document(
    text: str = "王建国：老李来了", id: str = "d", labels: tuple[str, ...] = ("王建国",)
) -> Document:
    return Document(
        id,
        text,
        np.array([(0, 4, len(text))], np.int32),
        np.array([0], np.int32),
        tuple(map(Speaker, labels)),
    )


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / "01.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def options(folder: Path, **others: str) -> CodeOptions:
    return CodeOptions((str(folder / "transcripts"),), **{"codebook": "", **others})


def test_a_table_is_written_confirmed_and_kept(talk: Path):
    table = talk / "pseudonyms.csv"
    first = write_candidates(options(talk), table)
    assert [(row.original, row.replacement, row.n) for row in first.rows] == [
        ("王建国", "王某", 2),
        ("老李", "老L", 1),
        ("13800138000", "×" * 11, 1),
    ]
    assert (first.n_new, first.n_open, first.n_documents) == (3, 3, 1)
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(_answered(text.replace("王某", "老木"), "王建国", "是"), encoding="gb18030")
    again = write_candidates(options(talk), table)
    assert (again.n_new, again.n_open) == (0, 2)
    assert again.rows[0].replacement == "老木"
    before = table.read_bytes()
    write_candidates(options(talk), table)
    assert table.read_bytes() == before


def _answered(text: str, original: str, answer: str) -> str:
    lines = text.split("\n")
    return "\n".join(line + answer if f",{original}," in line else line for line in lines)


def test_terms_of_the_codebook_and_the_list_of_names(talk: Path):
    (talk / "book.yaml").write_text(
        "format: 1\ncodebook: {name: B, version: 1.0.0, languages: [zh]}\ncodes:\n  - {id: a, name: A, rules: [老李]}\n",
        encoding="utf-8",
    )
    (talk / "names.txt").write_text("# who\n您是,place,某处\n", encoding="utf-8")
    found = write_candidates(
        options(talk, codebook=str(talk / "book.yaml")), talk / "p.csv", names=str(talk / "names.txt")
    )
    assert [(row.original, row.replacement) for row in found.rows] == [
        ("王建国", "王某"),
        ("您是", "某处"),
        ("13800138000", "×" * 11),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such mode")
def test_tables_and_keys_can_be_read_by_their_owner_only(tmp_path: Path):
    before = os.umask(0)
    try:
        write_table(tmp_path / "pseudonyms.csv", [])
        write_key(tmp_path / "pseudonyms.key.csv", {"王建国": "王某"}, {})
    finally:
        os.umask(before)
    modes = {place.name: stat.S_IMODE(place.stat().st_mode) for place in tmp_path.iterdir()}
    assert modes == {"pseudonyms.csv": 0o600, "pseudonyms.key.csv": 0o600}


def test_a_key_comes_back(tmp_path: Path):
    place = tmp_path / "pseudonyms.key.csv"
    assert read_key(place) == {}
    write_key(place, {"王建国": "王某", "13800138000": "××", "+86 1": "=×"}, {"13800138000": "phone"})
    assert read_key(place) == {
        "王建国": ("王某", "other"),
        "13800138000": ("××", "phone"),
        "+86 1": ("=×", "other"),
    }
    place.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no key"):
        read_key(place)


def test_lists_of_names(tmp_path: Path):
    place = tmp_path / "names.csv"
    place.write_text(
        "姓名,kind,replacement\n王建国,person,王某\n\n老李\n# 旧名\nMary Ann\n", encoding="utf-8"
    )
    assert read_names(place) == [Listed("王建国", "person", "王某"), Listed("老李"), Listed("Mary Ann")]
    place.write_text("王建国\n老李,human\n", encoding="utf-8")
    with pytest.raises(ReadError) as told:
        read_names(place)
    assert told.value.place.endswith("names.csv:2")


def test_faults_of_a_table_are_told_together(tmp_path: Path):
    place = tmp_path / "p.csv"
    place.write_text("original,replacement,confirm\n王建国,,yes\n\n老李,老L,perhaps\n", encoding="utf-8")
    with pytest.raises(ReadError) as told:
        read_table(place)
    assert told.value.place.endswith("p.csv:2")
    assert "p.csv:4: 'perhaps' is no answer" in told.value.cure


@pytest.mark.parametrize(
    ("rows", "key", "told"),
    [
        (
            [yes("王建国", "老李头"), yes("老李", "老L")],
            {},
            "the replacement 老李头 holds 老李, which is replaced too",
        ),
        (
            [yes("王建国", "王某")],
            {"王建国": "木某"},
            "王建国 is 木某 in the key, and texts hold that; the table says 王某",
        ),
        (
            [Row("person", "王建国", confirm="no")],
            {"王建国": "木某"},
            "王建国 is replaced already, and the table says no",
        ),
    ],
)
def test_decisions_that_cannot_be_carried_out(rows: list[Row], key: dict[str, str], told: str):
    with pytest.raises(ReadError) as problem:
        check_rows(rows, key, Path("pseudonyms.csv"))
    assert problem.value.message == told


def test_the_check_looks_at_all_of_a_study_but_its_transcripts(talk: Path):
    write_key(talk / "pseudonyms.key.csv", {"王建国": "王某"}, {})
    write_table(talk / "pseudonyms.csv", [yes("老李", "老L"), Row("phone", "13800138000", confirm="no")])
    (talk / "text").mkdir()
    (talk / "text" / "王建国.txt").write_text("王某：\n老李，13800138000，13900139000\n", encoding="utf-8")
    (talk / "codings" / "an").mkdir(parents=True)
    (talk / "codings" / "an" / "01.jsonl").write_text('{"quote":"王建國"}\n', encoding="utf-8")
    (talk / "attributes.csv").write_text("document,name\n01,王建国\n", encoding="utf-8")
    (talk / "results").mkdir()
    (talk / "results" / "t.xlsx").write_bytes(b"PK\x03\x04")
    left, passed = check_study(talk, table=talk / "pseudonyms.csv", key=talk / "pseudonyms.key.csv")
    assert [(one.place, one.found, one.how) for one in left] == [
        ("text/王建国.txt", "王建国", "exact"),
        ("text/王建国.txt:2", "老李", "exact"),
        ("text/王建国.txt:2", "13900139000", "pattern"),
        ("codings/an/01.jsonl:1", "王建國", "variant"),
        ("attributes.csv:2", "王建国", "exact"),
    ]
    assert passed == ["results/t.xlsx"]


def test_the_check_looks_at_results_and_reports_of_coders(talk: Path):
    write_key(talk / "pseudonyms.key.csv", {"王建国": "王某"}, {})
    for name in ("results-li/codings.csv", "report-li.html", "notes-on-report.txt"):
        (talk / name).parent.mkdir(exist_ok=True)
        (talk / name).write_text("王建国\n", encoding="utf-8")
    assert left_in(talk) == [("report-li.html:1", "王建国"), ("results-li/codings.csv:1", "王建国")]


def left_in(folder: Path) -> list[tuple[str, str]]:
    left, _ = check_study(folder, table=folder / "pseudonyms.csv", key=folder / "pseudonyms.key.csv")
    return [(one.place, one.found) for one in left]


def test_checksums_and_ids_are_no_numbers(talk: Path):
    write_table(talk / "pseudonyms.csv", [yes("Anna", "Person A"), yes("13900139000", "×")])
    digits = "13800138000" + "1" * 53
    event = {"event": "add", "sha256": digits, "id": digits[:32], "document": "Anna", "quote": "x"}
    (talk / "codings").mkdir()
    (talk / "codings" / "a.jsonl").write_text(json.dumps(event) + "\n", encoding="utf-8")
    (talk / "text").mkdir()
    pair = f' "document": "Anna",\n "sha256": "{digits}",\n "source": {{"file": "transcripts/Anna.txt"}},\n'
    pair += ' "labels": [\n  ["Anna", ""]\n ],\n'
    (talk / "text" / "a.turns.json").write_text(pair, encoding="utf-8")
    (talk / "results").mkdir()
    (talk / "results" / "c.csv").write_text(f"{digits},13800138001\n", encoding="utf-8")
    assert left_in(talk) == [("text/a.turns.json:5", "Anna"), ("results/c.csv:1", "13800138001")]


def test_quotes_are_looked_at_with_their_context(talk: Path):
    """`In Anna` goes on as Annabel; so may what the context cuts off."""
    write_table(talk / "pseudonyms.csv", [yes("Anna", "Person A")])
    events = [
        {"before": "", "quote": "In Anna", "after": "bel Close"},
        {"before": "", "quote": "a", "after": "b" * 27 + " Anna"},
        {"before": "", "quote": "a", "after": " Anna"},
        {"text": "Anna was there"},
    ]
    (talk / "memos").mkdir()
    lines = "".join(json.dumps(one) + "\n" for one in events)
    (talk / "memos" / "a.jsonl").write_text(lines + "{Anna", encoding="utf-8")
    assert left_in(talk) == [(f"memos/a.jsonl:{line}", "Anna") for line in (3, 4, 5)]


def test_attributes_among_transcripts_are_looked_at(talk: Path):
    write_table(talk / "pseudonyms.csv", [yes("王建国", "王某")])
    (talk / "transcripts" / "attributes.csv").write_text("document\n王建国\n王建国", encoding="utf-8")
    assert left_in(talk) == [(f"transcripts/attributes.csv:{line}", "王建国") for line in (2, 3)]
    left, _ = check_study(talk, table=talk / "pseudonyms.csv", key=talk / "no.csv")
    assert by_file(left) == [("transcripts/attributes.csv", "王建国", "exact", "王某", 2)]


def test_without_table_and_key_there_is_nothing_to_check(talk: Path):
    with pytest.raises(UsageError, match="there is neither"):
        left_in(talk)


def test_labels_that_a_machine_gave_are_no_candidates():
    text = "SPEAKER_00: 好\nSpeaker 1: 王建国\n说话人1：我是说话人1\n"
    seen: list[tuple[int, int, str]] = []
    one = document(text, labels=("SPEAKER_00", "Speaker 1", "说话人1"))
    found = candidates([one], progress=lambda *done: seen.append(done))
    assert [row.original for row in found.rows] == ["王建国"]
    assert seen == [(1, 1, "d")]


def test_candidates_are_a_library_call_too():
    found = candidates([document()], names=[Listed("来了")])
    assert {row.original for row in found.rows} == {"王建国", "老李", "来了"}
