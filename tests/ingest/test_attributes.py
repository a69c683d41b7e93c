"""attributes.csv."""

import pytest

from qualcode.coding.population import Population, population_turns
from qualcode.coding.rows import CODING_COLUMNS
from qualcode.errors import ReadError
from qualcode.ingest import ingest_bytes, parse_attributes, read_attributes, unknown_documents
from qualcode.ingest.attributes import TAKEN, ambiguous_documents
from qualcode.text.document import Speaker

TALK = "访谈者：好？\n\n居民A：好。\n\n王主任：嗯。\n\n访谈者：谢谢。\n".encode()


def read(table: str, *, file: str = "x/访谈1.txt", id: str = "访谈1"):
    return ingest_bytes(TALK, file=file, id=id, attributes=parse_attributes(table)).document


def test_names_are_the_columns_without_keys_and_role():
    attributes = parse_attributes("document,community,speaker,role,case,年龄\na,L,,,1,\n")
    assert attributes.names == ("community", "case", "年龄")


@pytest.mark.parametrize("name", ["访谈1", "访谈1.txt", "x/访谈1", "x/访谈1.txt", "./访谈1.txt"])
def test_document_is_named_by_id_or_file(name):
    document = read(f"document,community\n{name},L\n", id="访谈1" if "x/" not in name else "x/访谈1")
    assert dict(document.attributes) == {"community": "L"}


def test_the_name_in_another_unicode_form_and_case():
    document = read("document,community\nCAFE\u0301.TXT,L\n", file="café.txt", id="café")
    assert dict(document.attributes) == {"community": "L"}


def test_rows_for_documents_and_for_speakers():
    document = read(
        "document,speaker,community,age\n访谈1,,L,\n访谈1,居民A,,62\n访谈1,王 主任,,45\n访谈2,,H,\n"
    )
    assert dict(document.attributes) == {"community": "L"}
    assert {s.label: dict(s.attributes) for s in document.speakers} == {
        "访谈者": {},
        "居民A": {"age": "62"},
        "王主任": {"age": "45"},
    }


def test_role_of_a_speaker_overrides_the_inferred_one():
    document = read("document,speaker,role\n访谈1,王主任,访谈者\n访谈1,访谈者,observer\n")
    assert [(s.label, s.role, s.role_given) for s in document.speakers] == [
        ("访谈者", "observer", True),
        ("居民A", "participant", False),
        ("王主任", "interviewer", True),
    ]


def test_role_of_a_document_is_that_of_those_who_answer():
    document = read("document,role\n访谈1,resident\n")
    assert [s.role for s in document.speakers] == ["interviewer", "resident", "resident"]
    assert "role" not in document.attributes


@pytest.mark.parametrize(
    ("given", "shown", "main"),
    [
        ("zh", "zh", "zh"),
        ("zh-hant", "zh-Hant", "zh"),
        ("en", "en", "en"),
        ("EN", "en", "en"),
        ("mixed", "mixed", "zh"),
    ],
)
def test_language_overrides_the_one_that_was_found(given, shown, main):
    document = read(f"document,language\n访谈1,{given}\n")
    assert (document.language, document.main_language) == (shown, main)


def test_front_matter_gives_way_to_the_file():
    data = b"---\ncommunity: H\nplace: hall\n---\nQ: a?\n\nA: b.\n"
    document = ingest_bytes(
        data, file="a.md", id="a", attributes=parse_attributes("document,community\na,L\n")
    ).document
    assert dict(document.attributes) == {"community": "L", "place": "hall"}


def test_row_for_somebody_who_does_not_speak_is_told_of():
    document = read("document,speaker,age\n访谈1,居民Z,62\n")
    assert document.warnings == ("attributes for 居民Z, who has no turn",)


@pytest.mark.parametrize("given", ["bo", "chinese", "zhuang", "english"])
def test_language_that_is_not_counted_is_refused(given):
    with pytest.raises(ReadError, match=f"the language of 访谈1 is given as {given}") as caught:
        read(f"document,language\n访谈1,{given}\n")
    assert "zh-Hans" in caught.value.cure


def test_a_speaker_may_speak_any_language():
    document = read("document,speaker,language\n访谈1,居民A,壮语\n")
    assert document.speakers[1].attributes["language"] == "壮语"


def test_rows_with_too_many_fields_are_told_of(tmp_path):
    path = tmp_path / "attributes.csv"
    path.write_text("document,age,job\na,62,cook, retired\nb,50,cook,\n", encoding="utf-8")
    assert read_attributes(path).guesses == (
        f"{path.as_posix()}: a row for a has 4 fields, the first line 3; the rest is not read: "
        "quote a value that holds ,",
    )


def test_rows_that_contradict_each_other_are_told_of():
    table = "document,speaker,age,job\na,王 芳,62,\na,王芳,45,cook\na,王芳,45,\nb,王芳,3,\na,,1,\nA,,2,\n"
    assert parse_attributes(table).guesses == (
        "attributes.csv: two rows for 王芳 in a give age as 62 and 45; the last counts",
        "attributes.csv: two rows for A give age as 1 and 2; the last counts",
    )


def test_role_of_a_document_without_labels_is_that_of_its_speech():
    table = parse_attributes("document,role\na,resident\n")
    document = ingest_bytes("我住了二十年。".encode(), file="a.txt", id="a", attributes=table).document
    assert document.speakers == (Speaker("", "resident", {}, True),)
    assert document.turn_speakers.tolist() == [0]
    for wanted, counts in [("resident", True), ("all", True), ("role:resident", True), ("teacher", False)]:
        assert population_turns(document, Population((wanted,))).tolist() == [counts]


def test_without_a_role_such_speech_has_no_speaker():
    table = parse_attributes("document,age\na,62\n")
    document = ingest_bytes("我住了二十年。".encode(), file="a.txt", id="a", attributes=table).document
    assert (document.speakers, document.turn_speakers.tolist()) == ((), [-1])


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_delimiters(delimiter):
    assert parse_attributes(delimiter.join(["document", "age"]) + "\n" + delimiter.join("ab")).names == (
        "age",
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "empty"),
        ("name,age\na,1\n", "no column is called document; there are: name, age"),
        ("document,code\na,1\n", "must not be called code"),
        ("document,Start\na,1\n", "must not be called Start"),
        ("document,age,age\na,1,2\n", "two columns are called age"),
    ],
)
def test_bad_files(table, message):
    with pytest.raises(ReadError, match=message) as caught:
        parse_attributes(table, file="attributes.csv")
    assert caught.value.place == "attributes.csv:1"
    assert caught.value.cure


def test_files_have_encodings_too(tmp_path):
    path = tmp_path / "attributes.csv"
    path.write_bytes("document,community,说明\r\n访谈1,L社区,老旧小区的居民代表\r\n".encode("gb18030"))
    attributes = read_attributes(path)
    assert attributes.names == ("community", "说明")
    assert len(attributes.sha256) == 64
    assert "GB18030" in attributes.guesses[0]


def test_missing_file(tmp_path):
    with pytest.raises(ReadError, match="cannot be opened"):
        read_attributes(tmp_path / "none.csv")


def test_names_that_fit_no_document_or_several():
    attributes = parse_attributes("document,age\na,1\nb.txt,2\nc,3\nc,4\nx/d,5\n")
    documents = [("a", "a.txt"), ("x/b", "x/b.txt"), ("y/b", "y/b.txt"), ("x/d", "x/d.txt")]
    assert unknown_documents(attributes, documents) == ("c",)
    assert ambiguous_documents(attributes, documents) == (
        "attributes.csv: b.txt fits x/b and y/b: give the whole name",
    )


def test_the_whole_name_is_preferred():
    attributes = parse_attributes("document,age\na,1\nx/a,2\n")
    assert [row.values["age"] for row in attributes.of("x/a", "x/a.txt")] == ["2"]
    assert [row.values["age"] for row in attributes.of("y/a", "y/a.txt")] == ["1"]


def test_names_that_are_taken_are_the_columns_of_codings():
    assert set(TAKEN) == {*CODING_COLUMNS} - {"document", "speaker", "role"}


def test_rows_under_the_id_and_under_the_name_of_the_file_are_those_of_one_document():
    table = parse_attributes("document,speaker,role\nx1.txt,李,resident\nx1,王,cadre\n")
    assert [row.speaker for row in table.of("x1", "talks/x1.txt")] == ["王", "李"]
    assert table.of("a/x1", "talks/a/x1.txt") == table.by_document["x1.txt"]
