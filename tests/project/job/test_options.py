"""What is settled before a transcript is opened."""

from pathlib import Path

import pytest

from qualcode.errors import CodebookError, QualcodeError, ReadError, UsageError
from qualcode.project.job.options import CodeOptions, named_unit, prepare
from qualcode.terms import UNIT_KINDS
from tests.project.small_study import write_study


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_study(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def options(**changes: object) -> CodeOptions:
    return CodeOptions(**{"inputs": ("talks",), "codebook": "codebook.yaml", **changes})  # type: ignore[arg-type]


def test_the_codebook_decides_the_unit_where_nothing_is_asked(study):
    assert prepare(options()).job.plan.unit == "sentence"
    book = study / "codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("languages", "unit: turn\n  languages"), encoding="utf-8")
    plan = prepare(options()).job.plan
    assert (plan.unit, plan.codebook.unit, plan.counting.unit) == ("turn", "turn", "turn")
    plan = prepare(options(unit="sentence")).job.plan
    assert (plan.unit, plan.codebook.unit, plan.counting.unit) == ("sentence", "sentence", "sentence")


def test_columns_are_those_of_the_attributes_then_of_front_matter(study):
    assert prepare(options()).job.columns == ("case", "community", "age", "mood")


def test_front_matter_does_not_take_the_name_of_a_column(study):
    (study / "talks" / "b.md").write_text(
        "---\ntext: x\nrole: y\nweather: z\n---\n能人。\n", encoding="utf-8"
    )
    prepared = prepare(options())
    assert prepared.job.columns == ("case", "community", "age", "mood", "weather")
    (told,) = prepared.warnings
    assert told.startswith("talks/b.md: the field 'text' of its front matter")
    assert told.endswith("rename it")


def test_front_matter_may_use_the_names_that_have_a_meaning(study):
    fields = "role: y\ncase: P\nlanguage: zh\ndate: 2025-01-01\n"
    (study / "talks" / "b.md").write_text(f"---\n{fields}---\n能人。\n", encoding="utf-8")
    assert prepare(options()).warnings == ()


def test_the_attributes_that_are_named_go_before_those_beside_the_transcripts(study):
    (study / "other.csv").write_text("document,mood,age\n1_花园,x,y\n", encoding="utf-8")
    prepared = prepare(options(attributes="other.csv"))
    assert prepared.job.columns == ("mood", "age", "community")
    assert prepared.attributes_record is not None
    assert prepared.attributes_record["file"] == "other.csv"


def test_without_attributes(study):
    (study / "talks" / "attributes.csv").unlink()
    prepared = prepare(options())
    assert (prepared.attributes_record, prepared.job.attributes) == (None, None)


def test_the_command_line_goes_before_the_settings(study):
    (study / "study.toml").write_text(
        'format = 1\nencoding = "utf-16"\nspeaker_pattern = "^(.+?)=="\nremarks = ["哭"]\n', encoding="utf-8"
    )
    reading = prepare(options(settings="study.toml")).job.reading
    assert (reading.encoding, reading.speaker_pattern, reading.remarks) == ("utf-16", "^(.+?)==", ("哭",))
    reading = prepare(
        options(settings="study.toml", encoding="gb18030", speaker_pattern="^(.+?)::")
    ).job.reading
    assert (reading.encoding, reading.speaker_pattern) == ("gb18030", "^(.+?)::")


def test_settings_with_a_mark_at_their_beginning(study):
    (study / "study.toml").write_text('format = 1\nencoding = "utf-16"\n', encoding="utf-8-sig")
    assert prepare(options(settings="study.toml")).job.reading.encoding == "utf-16"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "format number is missing"),
        (b"\xff\xfe", "not UTF-8"),
        (b"encoding = 1", "format number is missing"),
    ],
)
def test_settings_that_are_none(study, content, message):
    (study / "study.toml").write_bytes(content)
    with pytest.raises(ReadError, match=message):
        prepare(options(settings="study.toml"))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"codebook": "gone.yaml"}, CodebookError),
        ({"unit": "word"}, UsageError),
        ({"unit": "turn", "count_by": "sentence"}, UsageError),
        ({"measure": "kappa"}, UsageError),
        ({"measure": "lift", "count_by": "near:1"}, UsageError),
        ({"measure": "c"}, UsageError),
        ({"lang": "fr"}, UsageError),
        ({"encoding": "klingon"}, UsageError),
        ({"speaker_pattern": "("}, UsageError),
        ({"attributes": "gone.csv"}, ReadError),
        ({"settings": "gone.toml"}, ReadError),
    ],
)
def test_what_cannot_be_done_is_known_before_a_transcript_is_opened(study, changes, error):
    for path in (study / "talks").rglob("*.txt"):
        path.unlink()
    with pytest.raises(error) as told:
        prepare(options(**changes))
    assert isinstance(told.value, QualcodeError)
    assert told.value.cure or isinstance(told.value, CodebookError)


def test_units():
    assert [named_unit(kind) for kind in UNIT_KINDS] == list(UNIT_KINDS)
    with pytest.raises(UsageError, match="there is no unit 'Turn'"):
        named_unit("Turn")
