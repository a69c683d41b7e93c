"""Everything that may be wrong with a study, at once."""

from pathlib import Path

import pytest

from qualcode.ingest import IngestOptions
from qualcode.journal.anchor import anchor_at
from qualcode.journal.events import Event
from qualcode.project.checks.checking import Checked, check_study
from qualcode.project.checks.findings import Finding, error, grouped, note, warning
from qualcode.project.intake.arriving import Task, arrive
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.folder import Study, begin_study
from qualcode.project.study.inputs import find
from qualcode.project.study.journals import append_events, journal_file
from qualcode.text.digest import sha256_of

TALK = "访谈者：您好？\n\n王主任：社区是大家的，能人带头。\n\n访谈者：谢谢。\n"
RULES = "format: 1\ncodebook: {name: N, version: 1.0.0, languages: [en]}\ncodes:\n  - id: us\n"
RULES += "    name: {en: Us}\n    definition: {en: d}\n    rules: [社区]\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch) -> Study:
    begin_study(tmp_path / "s")
    monkeypatch.chdir(tmp_path / "s")
    Path("codebook.yaml").write_text(RULES, encoding="utf-8")
    Path("transcripts/a.txt").write_text(TALK, encoding="utf-8")
    ingest_study(Study(Path()))
    return Study(Path())


def found(study: Study, about: str) -> list[tuple[str, str, str]]:
    return [
        (one.level, one.document, one.message) for one in check_study(study).findings if one.about == about
    ]


def add(path: str, line: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def code(text: str, passage: str, **more: object) -> None:
    start = text.index(passage)
    place = anchor_at(text, start, start + len(passage))._asdict()
    event = {"coder": "li", "coding": "a" * 32, "document": "a", "code": "us", "sha256": sha256_of(text)}
    append_events(".", "li", "a", [Event("add", **{**event, **place, **more})])  # type: ignore[arg-type]


def test_nothing_is_wrong(study: Study):
    assert check_study(study) == Checked((), 1, 0)
    assert not check_study(study).has_errors


def test_assignments(study: Study):
    add("assignments.csv", "document,coder\na,li\nb,li\nb,wu")
    message = "assignments.csv assigns b, which is no document"
    assert found(study, "assignments") == [("warning", "", message)]
    add("assignments.csv", "a,")
    assert found(study, "assignments") == [("error", "", "assignments.csv: row 5: no coder is named")]


def test_settings(study: Study):
    add("qualcode.toml", "encodng = 'x'")
    assert found(study, "settings") == [("error", "", "qualcode.toml:14: there is no setting 'encodng'")]
    Path("qualcode.toml").write_text(
        'format = 1\n[documents."b"]\nwrapped = true\n[documents."a".speakers]\n"赵" = "resident"\n',
        encoding="utf-8",
    )
    assert found(study, "settings") == [
        ("warning", "", "qualcode.toml has settings for b, which is no document"),
        ("warning", "a", "qualcode.toml names 赵, who does not speak in it"),
    ]
    Path("qualcode.toml").write_text("format = 1\nencoding = 'klingon'\n", encoding="utf-8")
    [(level, _, message)] = found(study, "settings")
    assert (level, "klingon" in message) == ("error", True)


def test_attributes_and_documents_both_ways(study: Study):
    add("attributes.csv", "b,,resident")
    add("attributes.csv", "a.txt,赵,resident")
    Path("transcripts/c.txt").write_text("我们都来了。", encoding="utf-8")
    assert found(study, "attributes") == [
        ("warning", "", "attributes for b, which is no document"),
        ("warning", "c", "it has no row in attributes.csv"),
        ("warning", "a", "attributes for 赵, who has no turn"),
    ]
    Path("attributes.csv").write_text("name,age\nx,1\n", encoding="utf-8")
    [(level, _, message)] = found(study, "attributes")
    assert (level, "document" in message) == ("error", True)


def test_attributes_in_two_places(study: Study):
    Path("transcripts/attributes.csv").write_text("document,role\na,resident\n", encoding="utf-8")
    assert found(study, "attributes") == []
    add("attributes.csv", "a,,secretary")
    assert found(study, "attributes") == [
        ("warning", "", "transcripts/attributes.csv is not used: attributes.csv is")
    ]


def test_texts(study: Study):
    Path("transcripts/b.txt").write_text(TALK.replace("谢谢", "好"), encoding="utf-8")
    Path("transcripts/c.docx").write_bytes(b"no zip")
    Path("transcripts/d.doc").write_bytes(b"old")
    Path("transcripts/a.txt").write_text(TALK + "王主任：再见。\n", encoding="utf-8")
    levels = {document: level for level, document, _ in found(study, "texts") if document}
    assert levels == {"a": "warning", "b": "note", "c": "error"}
    assert ("warning", "", "transcripts/d.doc is not read: files ending in .doc are not read; open it in Word "
            "and save it as .docx") in found(study, "texts")  # fmt: skip
    add("text/a.txt", "x")
    assert next(one for one in found(study, "texts") if one[1] == "a")[2].startswith(
        "its text is not the one"
    )
    Path("transcripts/a.txt").unlink()
    Path("text/a.txt").write_text(TALK, encoding="utf-8")
    assert ("note", "a", "its original is not in transcripts/") in found(study, "texts")


def test_speakers(study: Study):
    Path("transcripts/b.txt").write_text(
        "说话人1：好。\n\n说话人2：嗯。\n\n说话人1：那好。\n", encoding="utf-8"
    )
    assert found(study, "speakers") == [
        ("warning", "b", "no interviewer was found"),
        ("warning", "b", "a machine's labels stand for people: 说话人1, 说话人2"),
    ]
    add("qualcode.toml", '[documents."b".speakers]\n"说话人1" = "interviewer"\n"说话人2" = "resident"')
    assert found(study, "speakers") == [("note", "a", "no role is given to 王主任, while others have one")]


def test_an_encoding_that_is_not_sure(study: Study, monkeypatch):
    Path("transcripts/e.txt").write_bytes("我们在这里住了二十年，大家都熟。".encode("gb18030"))
    assert found(study, "encodings") == []
    monkeypatch.setattr("qualcode.project.checks.check_texts.LOW", 1.1)
    assert found(study, "encodings") == [
        ("warning", "e", "its encoding was guessed (gb18030) and is not sure")
    ]
    Path("transcripts/e.txt").write_text("lost \ufffd here", encoding="utf-8")
    assert found(study, "encodings") == [("warning", "e", "1 characters are lost (U+FFFD)")]


def test_codebook(study: Study):
    add("codebook.yaml", "  - id: us\n    rules: [a, 'b AND']")
    assert {level for level, _, _ in found(study, "codebook")} == {"error"}
    Path("codebook.yaml").unlink()
    assert found(study, "codebook") == [("note", "", "there is no codebook.yaml")]


def test_codings_that_fit_are_counted(study: Study):
    code(TALK, "能人带头")
    assert check_study(study) == Checked((), 1, 1)


@pytest.mark.parametrize(
    ("more", "level", "message"),
    [
        ({"code": "gone"}, "error", "codings by li have the code gone, which the codebook has not"),
        ({"sha256": "0" * 64}, "error", "codings by li lie in an earlier text"),
        ({"start": 2}, "error", "what stands at a coding by li (us) is not its quote “能人带头”"),
        (
            {"sha256": "0" * 64, "quote": "没有这话", "before": "", "after": ""},
            "error",
            "a coding by li (us) has no place in the text: “没有这话”",
        ),
    ],
)
def test_codings_that_do_not_fit(study: Study, more: dict[str, object], level: str, message: str):
    code(TALK, "能人带头", **more)
    assert found(study, "codings") == [(level, "a", message)]
    assert check_study(study).has_errors


def test_the_cure_for_codings_in_an_earlier_text_cures(study: Study):
    code(TALK, "能人带头", sha256="0" * 64)
    ingest_study(study, again=True, documents=["a"])
    assert found(study, "codings") == []


def test_damaged_journals_and_missing_documents(study: Study):
    code(TALK, "能人带头")
    add(journal_file(".", "li", "a").as_posix(), "{broken}")
    append_events(
        ".", "li", "z", [Event("add", coding="b" * 32, document="z", code="us", start=0, end=1, quote="x")]
    )
    append_events(".", "li", "a", [Event("remove", coding="c" * 32, document="a")])
    told = found(study, "codings")
    assert ("error", "z", "codings by li in a document that is not there") in told
    assert any("2" in message and level == "error" and not document for level, document, message in told)
    assert ("warning", "", "1 events are about codings that no event adds") in told


def test_what_another_copy_coded_in_a_finished_document_is_told(study: Study):
    append_events(".", "li", "a", [Event("open"), Event("finish")])
    code(TALK, "社区")
    told = "1 codings by li came or changed after it was finished, from another copy"
    assert found(study, "codings") == [("warning", "a", told)]
    append_events(".", "li", "a", [Event("reopen"), Event("finish")])
    assert found(study, "codings") == []


def test_git_must_leave_texts_alone(study: Study):
    Path(".gitattributes").write_text("text/** -text\n", encoding="utf-8")
    assert found(study, "git") == []
    Path(".git").mkdir()
    Path("pseudonyms.key.csv").write_text("x", encoding="utf-8")
    assert found(study, "pseudonyms") == [("error", "", "pseudonyms.key.csv: this is no key of pseudonyms")]
    assert found(study, "git") == [("error", "", "git may change the bytes of texts and codings")]
    Path(".gitignore").unlink()
    assert len(found(study, "git")) == 2


def test_an_empty_study(tmp_path: Path, monkeypatch):
    begin_study(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert found(Study(Path()), "texts") == [("note", "", "there is no transcript")]


def test_what_is_said_of_many_documents_is_one_thing():
    findings = [
        note("t", "a", "m", "c a"),
        warning("t", "b", "n", "d"),
        note("t", "b", "m", "c b"),
        error("t", "", "x", "y"),
    ]
    groups = grouped([*findings, Finding("note", "u", "a", "m", "c")])
    assert [(one.level, one.documents, one.cure) for one in groups] == [
        ("error", (), "y"),
        ("warning", ("b",), "d"),
        ("note", ("a", "b"), "c a"),
        ("note", ("a",), "c"),
    ]


def test_one_text_twice(study: Study):
    Path("transcripts/a.txt").rename("transcripts/new.txt")
    report = ingest_study(study)
    assert report.renamed == (("new", "a"),)
    told = [one for one in check_study(study).findings if one.level == "warning"]
    assert [(one.document, one.message) for one in told] == [("new", "it has the very text of a: both count")]
    cure = "if it was renamed: qualcode ingest --renamed a=new takes codings along; else leave one out"
    assert told[0].cure == cure
    append_events(study.folder, "li", "a", [Event("open")])
    told = [one for one in check_study(study).findings if one.document == "new" and one.level == "warning"]
    assert told[0].cure == cure
    Path("transcripts/a.txt").write_bytes(Path("transcripts/new.txt").read_bytes())
    told = [one for one in check_study(study).findings if one.document == "new" and one.level == "warning"]
    assert told[0].cure == "leave one out"


def test_labels_of_documents_that_came_later(study: Study):
    doubtful = "访谈者：请说。\n\n我们有个规定。\n\n那一天下雨。\n\n大家都来了。\n\n访谈者：后来呢？\n\n物业：没来。\n\n小星：我来了。\n\n下午。\n\n晚上。\n"
    Path("transcripts/c.txt").write_text(doubtful, encoding="utf-8")
    ingest_study(study)
    Path("transcripts/d.txt").write_text("访谈者：您好。\n\n小星：好。\n\n" * 4, encoding="utf-8")
    assert not any("divide it otherwise" in one.message for one in check_study(study).findings)
    save_only(study, "d")
    told = {one.document for one in check_study(study).findings if "divide it otherwise" in one.message}
    assert told == {"a", "c", "d"}
    ingest_study(study)
    assert not any("divide it otherwise" in one.message for one in check_study(study).findings)


def save_only(study: Study, document: str) -> None:
    """As another computer would: one document comes in, and the others are left."""
    options = IngestOptions()
    [file] = [file for file in find(["transcripts"]).files if file.id == document]
    arrive(file, Task(study, options))


def test_two_files_of_one_name_do_not_hide_the_rest(study: Study):
    Path("transcripts/a.md").write_text("x", encoding="utf-8")
    add("qualcode.toml", "zz = 1")
    assert {one.about for one in check_study(study).findings if one.level == "error"} >= {"settings", "texts"}


def test_an_event_of_a_newer_version(study: Study):
    code(TALK, "能人带头")
    add(journal_file(".", "li", "a").as_posix(), '{"v":9,"id":"x","event":"fly"}')
    [(level, _, message)] = found(study, "codings")
    assert (level, "9" in message) == ("error", True)


def test_codings_of_a_text_that_is_damaged_are_not_homeless(study: Study):
    code(TALK, "能人带头")
    add("text/a.txt", "x")
    assert found(study, "codings") == []
