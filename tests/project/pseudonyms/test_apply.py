"""Confirmed pseudonyms go into a study: texts, turns, labels, codings, attributes and settings together."""

import os
from pathlib import Path

import pytest

import qualcode
from qualcode.coding.ids import rule_coding_id
from qualcode.errors import ReadError, UsageError
from qualcode.ingest.kept import load_pair
from qualcode.journal.anchor import anchor_at
from qualcode.journal.events import Event
from qualcode.project.checks.checking import check_study
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.intake.renaming import rename_document
from qualcode.project.pseudonyms import apply as pseudonym_apply
from qualcode.project.pseudonyms.apply import Applied, apply_pseudonyms
from qualcode.project.pseudonyms.files import write_table
from qualcode.project.study.folder import Study, begin_study
from qualcode.project.study.journals import append_events, journal_file, read_state
from qualcode.pseudonyms.confirm import Row
from qualcode.text.digest import sha256_of

TALK = "访谈者：王建国您好？\n\n王建国：李晓梅熟，她电话13800138000。\n\n访谈者：谢谢王建国。\n"
AFTER = "访谈者：王某您好？\n\n王某：L女士熟，她电话×××。\n\n访谈者：谢谢王某。\n"
ROWS = [
    Row("person", "王建国", "王某", confirm="yes"),
    Row("person", "李晓梅", "L女士", confirm="yes"),
    Row("phone", "13800138000", "×××", confirm="yes"),
    Row("person", "谢谢", "谢某", confirm="no"),
]
TABLE = Path("pseudonyms.csv")


@pytest.fixture
def study(tmp_path: Path, monkeypatch) -> Study:
    begin_study(tmp_path / "s")
    monkeypatch.chdir(tmp_path / "s")
    Path("transcripts/a.txt").write_text(TALK, encoding="utf-8")
    Path("transcripts/b.txt").write_text("问：好？\n\n答：好。\n\n问：嗯。\n", encoding="utf-8")
    Path("codebook.yaml").unlink()
    ingest_study(Study(Path()))
    write_table(TABLE, ROWS)
    return Study(Path())


def text(document: str = "a") -> str:
    return Path(f"text/{document}.txt").read_text(encoding="utf-8")


def code(passage: str, **more: object) -> None:
    start = TALK.index(passage)
    place = anchor_at(TALK, start, start + len(passage))._asdict()
    event = {"coder": "li", "document": "a", "code": "us", "sha256": sha256_of(TALK), "coding": "a" * 32}
    append_events(".", "li", "a", [Event(**{"event": "add", **event, **place, **more})])  # type: ignore[arg-type]


def test_text_turns_and_labels_move_together(study: Study):
    before = load_pair(Path("text/a.turns.json"))
    done = apply_pseudonyms(study, table=TABLE)
    assert done == Applied(1, 5, 0, (), ())
    assert text() == AFTER
    after = load_pair(Path("text/a.turns.json"))
    said = [AFTER[speech:end] for _, speech, end in after.divided.spans.tolist()]
    assert said == ["王某您好？", "L女士熟，她电话×××。", "谢谢王某。"]
    assert [head.label for head in after.divided.heads] == ["访谈者", "王某"]
    assert (after.pseudonymised, after.read_sha256, after.source.sha256) == (
        True,
        before.sha256,
        before.source.sha256,
    )
    assert Path("transcripts/a.txt").read_text(encoding="utf-8") == TALK


def test_the_key_says_who_is_who_to_its_owner(study: Study):
    apply_pseudonyms(study, table=TABLE)
    key = Path("pseudonyms.key.csv").read_text(encoding="utf-8-sig").splitlines()
    assert key == [
        "original,replacement,kind",
        "'13800138000,×××,phone",
        "李晓梅,L女士,person",
        "王建国,王某,person",
    ]
    if os.name == "posix":
        assert Path("pseudonyms.key.csv").stat().st_mode & 0o777 == 0o600
    assert "pseudonyms.key.csv" in Path(".gitignore").read_text(encoding="utf-8").splitlines()


def test_twice_is_once_and_a_trial_does_nothing(study: Study):
    assert apply_pseudonyms(study, table=TABLE, write=False) == Applied(1, 5, 0, (), ())
    assert text() == TALK
    assert not Path("pseudonyms.key.csv").exists()
    apply_pseudonyms(study, table=TABLE)
    files = {path: path.read_bytes() for path in Path("text").iterdir()}
    assert apply_pseudonyms(study, table=TABLE) == Applied(0, 0, 0, (), ())
    assert {path: path.read_bytes() for path in Path("text").iterdir()} == files


def test_codings_keep_their_passages(study: Study):
    code("李晓梅熟")
    code("建国：李", coding="b" * 32)
    append_events(".", "li", "a", [Event("memo", coding="a" * 32, document="a", text="王建国说的")])
    assert apply_pseudonyms(study, table=TABLE).n_events == 3
    codings = {one.id[0]: one for one in read_state(".")[0].codings}
    assert (codings["a"].quote, AFTER[codings["a"].start : codings["a"].end]) == ("L女士熟", "L女士熟")
    assert codings["b"].quote == "王某：L女士"
    assert codings["a"].after == AFTER[codings["a"].end :][:32]
    assert read_state(".")[0].memos[0].text == "王某说的"
    assert [one for one in check_study(study).findings if one.about == "codings"] == []
    assert "王建国" not in journal_file(".", "li", "a").read_text(encoding="utf-8")


def test_decisions_on_rule_codings_still_belong_to_them(study: Study):
    start = TALK.index("李晓梅熟")
    end = start + 4
    code("李晓梅熟", event="reject", coding=rule_coding_id(sha256_of(TALK), start, end, "us"))
    apply_pseudonyms(study, table=TABLE)
    [decision] = read_state(".")[0].decisions
    place = AFTER.index("L女士熟")
    assert decision.coding.id == rule_coding_id(sha256_of(AFTER), place, place + 4, "us")


def test_codings_of_an_earlier_text_lose_the_names_at_least(study: Study):
    code("李晓梅熟", sha256="0" * 64)
    apply_pseudonyms(study, table=TABLE)
    [coding] = read_state(".")[0].codings
    assert (coding.sha256, coding.quote, coding.before) == (
        "0" * 64,
        "L女士熟",
        "访谈者：王某您好？\n\n王某：",
    )


def test_quotes_in_texts_that_stay_are_not_cut_into_names(study: Study):
    """`In Anna` is the beginning of Annabel; another document has confirmed Anna."""
    close = "Q: Where?\n\nA: In Annabel Close.\n\nQ: Yes.\n"
    Path("transcripts/c.txt").write_text(close, encoding="utf-8")
    Path("transcripts/d.txt").write_text("Q: Who?\n\nA: I am Anna.\n\nQ: Yes.\n", encoding="utf-8")
    ingest_study(study)
    write_table(TABLE, [Row("person", "Anna", "Person A", confirm="yes")])
    start = close.index("In Anna")
    place = anchor_at(close, start, start + len("In Anna"))._asdict()
    event = Event("add", document="c", code="us", sha256=sha256_of(close), coding="c" * 32, **place)
    append_events(".", "li", "c", [event])
    journal = journal_file(".", "li", "c").read_bytes()
    assert apply_pseudonyms(study, table=TABLE).n_events == 0
    assert journal_file(".", "li", "c").read_bytes() == journal


def test_a_second_run_changes_no_event(study: Study):
    code("李晓梅熟")
    code("李晓梅熟", sha256="0" * 64, coding="b" * 32)
    assert apply_pseudonyms(study, table=TABLE).n_events == 2
    assert apply_pseudonyms(study, table=TABLE).n_events == 0


def test_damaged_lines_stay_as_they_are(study: Study):
    code("李晓梅熟")
    place = journal_file(".", "li", "a")
    with place.open("ab") as file:
        file.write(b"{broken\n")
    apply_pseudonyms(study, table=TABLE)
    assert place.read_bytes().endswith(b"{broken\n")


def test_broken_off_it_goes_on(study: Study, monkeypatch):
    code("李晓梅熟")
    with monkeypatch.context() as patch:
        patch.setattr(pseudonym_apply, "_write_texts", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            apply_pseudonyms(study, table=TABLE)
    assert text() == TALK
    apply_pseudonyms(study, table=TABLE)
    [coding] = read_state(".")[0].codings
    assert (text(), coding.quote, coding.sha256) == (AFTER, "L女士熟", sha256_of(AFTER))


def test_attributes_and_settings_name_people_too(study: Study):
    Path("attributes.csv").write_text(
        "document,speaker,role,place\r\na,王建国,居民,社区居委会\r\n", encoding="gb18030", newline=""
    )
    with Path("qualcode.toml").open("a", encoding="utf-8") as file:
        file.write('[documents."a".speakers]\n"王建国" = {role = "secretary"} # 王建国: 李晓梅熟\n')
    ingest_study(study)
    assert apply_pseudonyms(study, table=TABLE).files == ("attributes.csv", "qualcode.toml")
    assert (
        Path("attributes.csv").read_bytes().decode("gb18030")
        == "document,speaker,role,place\r\na,王某,居民,社区居委会\r\n"
    )
    assert '"王某" = {role = "secretary"} # 王某: L女士熟\n' in Path("qualcode.toml").read_text(
        encoding="utf-8"
    )
    told: list[str] = []
    ingest_study(study, tell=lambda one: told.append(one.state))
    assert told == ["same", "same"]


@pytest.mark.parametrize(
    ("encoding", "mark", "after"),
    [
        ("cp1252", b"", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-8-sig", b"", "utf-8-sig"),
        ("utf-8", b"", "utf-8"),
    ],
)
def test_attributes_keep_their_encoding_where_it_holds_the_pseudonyms(
    study: Study, encoding: str, mark: bytes, after: str
):
    rows = "document,speaker,role\na,José,résident du café\nb,Zoë,visitor\n"
    Path("attributes.csv").write_bytes(mark + rows.encode(encoding))
    write_table(TABLE, [Row("person", "José", "居民甲", confirm="yes")])
    assert apply_pseudonyms(study, table=TABLE).files == ("attributes.csv",)
    data = Path("attributes.csv").read_bytes()
    assert data.startswith(mark)
    assert data.decode(after) == rows.replace("José", "居民甲")


def test_ids_stay_and_are_told_of_before_and_after(study: Study):
    Path("transcripts/王建国.txt").write_text(TALK, encoding="utf-8")
    Path("transcripts/谢谢.txt").write_text(TALK, encoding="utf-8")
    Path("attributes.csv").write_text("document,speaker,role\n王建国,王建国,resident\n", encoding="utf-8")
    with Path("qualcode.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[documents."王建国"]\nwrapped = false\n[documents."王建国".speakers]\n"王建国" = "resident"\n'
        )
    ingest_study(study)
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pseudonym_apply, "write_key", lambda *_: told.append("written"))
        done = apply_pseudonyms(study, table=TABLE, tell=told.append)
    assert told[0].startswith("the id of 王建国 holds an original")
    assert (told[1:], done.told) == (["written"], (told[0],))
    assert Path("attributes.csv").read_text(encoding="utf-8").endswith("王建国,王某,resident\n")
    settings = Path("qualcode.toml").read_text(encoding="utf-8")
    assert settings.endswith(
        '[documents."王建国"]\nwrapped = false\n[documents."王建国".speakers]\n"王某" = "resident"\n'
    )


def test_a_role_does_not_change_unseen(study: Study):
    write_table(TABLE, [Row("person", "王建国", "主持人", confirm="yes")])
    with pytest.raises(ReadError, match="王建国, taken as participant, would be taken as interviewer"):
        apply_pseudonyms(study, table=TABLE)
    assert (text(), Path("pseudonyms.key.csv").exists()) == (TALK, False)
    Path("attributes.csv").write_text("document,speaker,role\na,王建国,resident\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pseudonym_apply, "_write_texts", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            apply_pseudonyms(study, table=TABLE)
    assert apply_pseudonyms(study, table=TABLE).n_documents == 1
    assert "主持人：李晓梅熟" in text()


@pytest.mark.parametrize("label", ["×××", "王：某", "A: b"])
def test_a_label_stays_one(study: Study, label: str):
    write_table(TABLE, [Row("person", "王建国", label, confirm="yes")])
    with pytest.raises(ReadError, match="which is no label"):
        apply_pseudonyms(study, table=TABLE)
    assert text() == TALK


def test_what_cannot_be_read_does_not_stop_the_others(study: Study):
    Path("transcripts/broken.docx").write_bytes(b"this is no document")
    done = apply_pseudonyms(study, table=TABLE)
    assert (done.n_documents, text()) == (1, AFTER)
    [told] = done.told
    assert told.startswith("passed over, since it cannot be read: transcripts/broken.docx: ")


def test_a_link_to_the_key_stays_a_link(study: Study, tmp_path: Path):
    safe = tmp_path / "safe.csv"
    safe.write_text("original,replacement,kind\n赵六,赵某,person\n", encoding="utf-8")
    Path("pseudonyms.key.csv").symlink_to(safe)
    apply_pseudonyms(study, table=TABLE)
    assert Path("pseudonyms.key.csv").is_symlink()
    assert "赵六,赵某,person" in safe.read_text(encoding="utf-8-sig")
    assert "王建国,王某,person" in safe.read_text(encoding="utf-8-sig")


def test_read_in_again_the_names_stay_away(study: Study):
    apply_pseudonyms(study, table=TABLE)
    Path("transcripts/a.txt").write_text(TALK.replace("您好", "早"), encoding="utf-8")
    told: list[qualcode.project.intake.arriving.Arrival] = []
    ingest_study(study, tell=told.append)
    assert (told[0].state, told[0].diff) == (
        "changed",
        ("@@ -1 +1 @@", "-访谈者：王某您好？", "+访谈者：王某早？"),
    )
    ingest_study(study, again=True)
    assert text() == AFTER.replace("您好", "早")
    with Path("qualcode.toml").open("a", encoding="utf-8") as file:
        file.write('[documents."a".speakers]\n"王某" = false\n')
    ingest_study(study, tell=told.append)
    assert told[-2].state == "turns"
    assert [head.label for head in load_pair(Path("text/a.turns.json")).divided.heads] == ["访谈者"]
    assert qualcode.ingest_study(".")["state"].tolist() == ["same", "same"]


def test_without_the_key_nothing_is_read_in_again(study: Study):
    apply_pseudonyms(study, table=TABLE)
    Path("pseudonyms.key.csv").unlink()
    Path("transcripts/a.txt").write_text(TALK + "访谈者：再见。\n", encoding="utf-8")
    rows = qualcode.ingest_study(".", again=True)
    assert rows["state"].tolist() == ["failed", "same"]
    assert "pseudonyms.key.csv is not here" in rows["note"][0]
    assert text() == AFTER


def test_what_comes_in_later_is_told_of(study: Study):
    apply_pseudonyms(study, table=TABLE)
    Path("transcripts/c.txt").write_text("问：谁？\n\n答：王建国。\n\n问：哦。\n", encoding="utf-8")
    ingest_study(study)
    assert text("c").count("王建国") == 1
    [found] = [one for one in check_study(study).findings if one.about == "pseudonyms"]
    assert (found.level, found.document, found.cure) == ("warning", "c", "qualcode pseudonymise --apply")
    apply_pseudonyms(study, table=TABLE)
    assert text("c").count("王某") == 1


def test_nothing_is_done_by_halves(study: Study):
    write_table(TABLE, [Row("person", "王建国", "访谈者", confirm="yes")])
    with pytest.raises(ReadError, match="访谈者 and 王建国 would both be 访谈者"):
        apply_pseudonyms(study, table=TABLE)
    write_table(TABLE, [Row("person", "王建国", "王某")])
    with pytest.raises(UsageError, match="nothing is confirmed"):
        apply_pseudonyms(study, table=TABLE)
    write_table(TABLE, ROWS)
    Path("transcripts/d.txt").write_text("王建国", encoding="utf-8")
    with pytest.raises(UsageError, match="not in text/ yet: d"):
        apply_pseudonyms(study, table=TABLE)
    assert (text(), Path("pseudonyms.key.csv").exists()) == (TALK, False)


def test_a_pseudonym_in_texts_cannot_be_changed(study: Study):
    apply_pseudonyms(study, table=TABLE)
    write_table(TABLE, [Row("person", "王建国", "W先生", confirm="yes")])
    with pytest.raises(ReadError, match="王建国 is 王某 in the key"):
        apply_pseudonyms(study, table=TABLE)


def test_settings_that_would_break_stop_it(study: Study):
    with Path("qualcode.toml").open("a", encoding="utf-8") as file:
        file.write('[speakers]\n"李晓梅" = "resident"\n')
    ingest_study(study)
    write_table(TABLE, [Row("person", "李晓梅", 'L"女士', confirm="yes")])
    with pytest.raises(ReadError, match="could not be read"):
        apply_pseudonyms(study, table=TABLE)
    assert (text(), Path("pseudonyms.key.csv").exists()) == (TALK, False)


def test_from_python(study: Study):
    TABLE.unlink()
    rows = qualcode.pseudonym_candidates(".")
    assert rows["original"].tolist()[:2] == ["王建国", "李晓梅"]
    write_table(TABLE, ROWS)
    assert qualcode.apply_pseudonyms(".").n_places == 5
    assert qualcode.pseudonym_leftovers(".").empty
    Path("memos").mkdir()
    Path("memos/note.md").write_text("王建国来过", encoding="utf-8")
    assert qualcode.pseudonym_leftovers(".")[["place", "found"]].to_numpy().tolist() == [
        ["memos/note.md:1", "王建国"]
    ]


def test_header_front_matter_remarks_and_times_go_along(study: Study):
    Path("transcripts/h.md").write_text(
        "---\nname: 王建国\n---\n访谈时间：3月\n访谈对象：李晓梅\n\n访谈者 00:00:05\n王建国您好？\n\n王建国 00:00:09\n（笑）好。\n",
        encoding="utf-8",
    )
    ingest_study(study)
    write_table(TABLE, [*ROWS, Row("person", "老李")])
    assert "not decided: 1; they stay as they are" in apply_pseudonyms(study, table=TABLE).told
    [document] = [one for one in qualcode.read_transcripts("transcripts") if one.id == "h"]
    assert (document.attributes["name"], dict(document.header)) == (
        "王某",
        {"访谈时间": "3月", "访谈对象": "L女士"},
    )
    said = [document.text[speech:end] for _, speech, end in document.turn_spans.tolist()]
    assert said == ["王某您好？", "（笑）好。"]
    assert [document.text[start:end] for start, end in document.asides.tolist()] == ["（笑）"]
    assert document.turn_times[:, 0].tolist() == [5000, 9000]
    assert [speaker.label for speaker in document.speakers] == ["访谈者", "王某"]


def test_two_originals_under_one_pseudonym_are_told(study: Study):
    write_table(
        TABLE,
        [Row("person", "王建国", "王某", confirm="yes"), Row("person", "李晓梅", "王某", confirm="yes")],
    )
    told = apply_pseudonyms(study, table=TABLE).told
    assert (
        "王某 stands for 2 originals: 李晓梅, 王建国" in told
        or "王某 stands for 2 originals: 王建国, 李晓梅" in told
    )


def test_codings_under_the_id_that_a_document_had_before(study: Study):
    code("李晓梅熟")
    Path("transcripts/a.txt").rename("transcripts/x.txt")
    rename_document(study, "a", "x")
    assert apply_pseudonyms(study, table=TABLE).n_events == 1
    (one,) = read_state(".")[0].codings
    assert (one.document, one.quote, one.sha256) == ("x", "L女士熟", sha256_of(AFTER))
    assert "李晓梅" not in journal_file(".", "li", "a").read_text(encoding="utf-8")
    assert [one for one in check_study(study).findings if one.about == "codings"] == []
