"""What qualcode.toml says about single documents."""

import pytest

from qualcode.errors import ReadError, UsageError
from qualcode.ingest import IngestOptions, options_from
from qualcode.settings import DocumentSettings, SpeakerSetting, parse_settings

STUDY = """
format = 1
encoding = "gb18030"
[speakers]
"问" = "interviewer"
[documents."三月/访谈1"]
encoding = "big5"
wrapped = true
columns = {text = "B"}
[documents."三月/访谈1".speakers]
"说话人1" = {name = "王主任", role = "secretary"}
"""


def test_a_document_has_its_own_settings_above_those_of_all():
    options = options_from(parse_settings(STUDY))
    assert options.documents["三月/访谈1"] == DocumentSettings(
        encoding="big5",
        wrapped=True,
        speakers={"说话人1": SpeakerSetting("secretary", "王主任")},
        columns={"text": "B"},
    )
    own, other = options.of("三月/访谈1"), options.of("访谈2")
    assert (own.encoding, own.wrapped, own.columns) == ("big5hkscs", True, {"text": "B"})
    assert own.speakers == {
        "问": SpeakerSetting("interviewer"),
        "说话人1": SpeakerSetting("secretary", "王主任"),
    }
    assert (other.encoding, other.wrapped, other.speakers.keys()) == ("gb18030", None, {"问"})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('[documents."a"]\nencodng = "utf-8"', "encodng"),
        ('[documents."a"]\nremarks = ["笑"]', "remarks"),
        ('[documents."a"]\nwrapped = "yes"', "wrapped is true or false"),
        ('documents = "a"', "documents is a table of tables"),
        ('[documents]\na = "b"', "documents is a table of tables"),
        ('[documents."a".speakers]\n"王" = ""', "neither a role nor false"),
    ],
)
def test_what_a_document_cannot_have_is_an_error(line: str, message: str):
    with pytest.raises(ReadError, match=message):
        parse_settings(f"format = 1\n{line}\n")


def test_an_unknown_encoding_of_one_document_is_seen_before_any_is_read():
    with pytest.raises(UsageError, match="klingon"):
        IngestOptions(documents={"a": DocumentSettings(encoding="klingon")})
