"""qualcode.toml."""

import pytest

from qualcode.errors import ReadError
from qualcode.settings import Settings, SpeakerSetting, parse_settings

WHOLE = """
# a study
format = 1
encoding = "gb18030"
speaker_pattern = '^(\\w+)::'
remarks = ["抽烟", "laughs"]
spacy_model = "en_core_web_sm"
columns = {speaker = "说话人", text = 3}

[speakers]
"负责人" = "secretary"
"Q1" = false
"王" = {role = "resident", name = "王主任"}
"""


def test_all_settings():
    assert parse_settings(WHOLE) == Settings(
        encoding="gb18030",
        speaker_pattern="^(\\w+)::",
        remarks=("抽烟", "laughs"),
        spacy_model="en_core_web_sm",
        speakers={
            "负责人": SpeakerSetting(role="secretary"),
            "Q1": SpeakerSetting(speaks=False),
            "王": SpeakerSetting(role="resident", name="王主任"),
        },
        columns={"speaker": "说话人", "text": "3"},
    )


def test_a_format_number_is_enough():
    assert parse_settings("format = 1") == Settings()


@pytest.mark.parametrize(
    ("text", "place", "message", "cure"),
    [
        ("", "q.toml:1", "format number is missing", "format = 1"),
        ("encoding = 'utf-8'", "q.toml:1", "format number is missing", "format = 1"),
        ("format = 2", "q.toml:1", "format 2", "newer version"),
        ("\nformat = 'one'", "q.toml:2", "whole number", "format = 1"),
        ("format = true", "q.toml:1", "whole number", "format = 1"),
        ("format = 1\nencodng = 'utf-8'", "q.toml:2", "'encodng'", "did you mean encoding?"),
        ("format = 1\nzzz = 1", "q.toml:2", "'zzz'", "known here: format, encoding"),
        ("format = 1\nencoding = 8", "q.toml:2", "encoding is a text", 'encoding = "…"'),
        ("format = 1\nspacy_model = true", "q.toml:2", "spacy_model is a text", 'spacy_model = "…"'),
        ("format = 1\nremarks = '笑'", "q.toml:2", "remarks is a list", "remarks = ["),
        ("format = 1\nremarks = ['']", "q.toml:2", "remarks is a list", "remarks = ["),
        ("format = 1\nspeakers = 'A'", "q.toml:2", "speakers is a table", "[speakers]"),
        ("format = 1\n[speakers]\n'王' = 3", "q.toml:3", "王 has neither a role nor false", "false"),
        ("format = 1\n[speakers]\n'王' = true", "q.toml:3", "王 has neither", "false"),
        ("format = 1\n[speakers]\n'王' = ''", "q.toml:3", "王 has neither", "false"),
        ("format = 1\n[speakers]\n'王' = {roll = 'x'}", "q.toml:3", "'roll'", "did you mean role?"),
        ("format = 1\n[speakers]\n'王' = {role = 3}", "q.toml:3", "no text", "role"),
        ("format = 1\n[speakers]\n'王' = {}", "q.toml:3", "no text", "role"),
        ("format = 1\ncolumns = 'B'", "q.toml:2", "columns is a table", 'text = "B"'),
        ("format = 1\ncolumns = {txt = 'B'}", "q.toml:2", "'txt'", "did you mean text?"),
        ("format = 1\n[columns]\ntext = ''", "q.toml:2", "a name, a letter or a number", 'text = "B"'),
        ("format = 1\ncolumns = {text = 0}", "q.toml:2", "a name, a letter or a number", 'text = "B"'),
        ("format = 1\ncolumns = {text = true}", "q.toml:2", "a name, a letter or a number", 'text = "B"'),
        ("format = 1\nencoding = utf-8", "q.toml:2:12", "not TOML", "double quotes"),
        ("format = 1\nformat = 1", "q.toml", "not TOML", "key"),
    ],
)
def test_problems_have_place_and_cure(text, place, message, cure):
    with pytest.raises(ReadError) as caught:
        parse_settings(text, file="q.toml")
    assert caught.value.place.startswith(place)
    assert message in caught.value.message
    assert cure in caught.value.cure


def test_all_problems_are_told_at_once_in_the_order_of_the_file():
    with pytest.raises(ReadError) as caught:
        parse_settings("format = 1\nremarks = 1\nzzz = 1\nencoding = 1\n", file="q.toml")
    shown = str(caught.value)
    assert [shown.index(f"q.toml:{line}:") for line in (2, 3, 4)] == sorted(
        shown.index(f"q.toml:{line}:") for line in (2, 3, 4)
    )


def test_a_higher_format_hides_what_only_it_can_know():
    with pytest.raises(ReadError, match="format 9") as caught:
        parse_settings("format = 9\nunheard = 1")
    assert "unheard" not in str(caught.value)


def test_renamed_codes_lead_to_the_last_id():
    assert parse_settings('format = 1\n[renamed]\na = "b"\nb = "信任"').renamed == {"a": "信任", "b": "信任"}


def test_marks_of_a_merge_are_told():
    with pytest.raises(ReadError, match="both sides of a merge stand here") as told:
        parse_settings('format = 1\n[renamed]\n<<<<<<< HEAD\na = "b"\n=======\nc = "d"\n>>>>>>> x\n')
    assert told.value.place == "qualcode.toml:3"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('a = "b"\nb = "a"', "leads back to itself"),
        ('a = "a"', "leads back to itself"),
        ("a = 3", "has no new id"),
        ('a = " "', "has no new id"),
    ],
)
def test_renamed_codes_that_lead_nowhere(line: str, message: str):
    with pytest.raises(ReadError, match=message):
        parse_settings(f"format = 1\n[renamed]\n{line}")
