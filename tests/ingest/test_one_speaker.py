"""Labels that differ in colon, blanks, case, width or script only are one speaker, shown as first written."""

import json

import pytest

from tests.ingest.media import read as read_media
from tests.ingest.office import read as read_office
from tests.ingest.transcripts import read, turns
from tests.ingest.worddoc import docx, table

SPELLINGS = [
    ["王主任：", "王主任 :", "王主任:", "王 主任：", "王　主任：", "　王主任　："],
    ["Speaker 1:", "speaker1：", "SPEAKER  1:", "Speaker１：", "Ｓｐｅａｋｅｒ 1:"],
    ["speaker 1:", "Speaker1："],
    ["说话人 1:", "说话人1：", "说话人　1：", "說話人1:"],
    ["Li Wei:", "li wei :", "LI  WEI：", "Li　Wei:"],
    ["居民A：", "居民 a:", "居民Ａ："],
    ["Mr. Smith:", "mr. smith :", "MR. SMITH："],
]
FIRST = [spelled[0].rstrip(":：") for spelled in SPELLINGS]
BARE = [[label.strip(" 　").rstrip(":：").strip(" 　") for label in spelled] for spelled in SPELLINGS]


def labels(ingested) -> list[str]:
    return [speaker.label for speaker in ingested.document.speakers]


@pytest.mark.parametrize(("spelled", "first"), [*zip(SPELLINGS, FIRST, strict=True)])
@pytest.mark.parametrize("asked", ["问：", "Interviewer: "])
def test_in_running_text(spelled, first, asked):
    found = read(
        "".join(f"{asked}还好吗 how?\n\n{label} 大家都去 we did {n}。\n\n" for n, label in enumerate(spelled))
    )
    assert labels(found) == [asked.rstrip(":： "), first]
    assert len(turns(found)) == 2 * len(spelled)


@pytest.mark.parametrize(("spelled", "first"), [*zip(BARE + SPELLINGS, FIRST + FIRST, strict=True)])
def test_in_tables_sheets_subtitles_and_json(spelled, first):
    rows = [
        row
        for n, label in enumerate(spelled)
        for row in (("Q", "还好吗 how?"), (label, f"大家都去 we did {n}"))
    ]
    sheet = "speaker,text\n" + "".join(f'"{label}","{speech}"\n' for label, speech in rows)
    cues = "".join(
        f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n<v {label}>we did {n}\n\n" for n, label in enumerate(spelled)
    )
    heard = [
        {"start": n, "end": n + 1, "text": "we did", "speaker": label} for n, label in enumerate(spelled)
    ]
    assert labels(read_office(docx(table(*rows)), ".docx")) == ["Q", first]
    assert labels(read_office(sheet.encode(), ".csv")) == ["Q", first]
    assert labels(read_media(f"WEBVTT\n\n{cues}", "a.vtt")) == [first]
    assert labels(read_media(json.dumps({"segments": heard}), "a.json")) == [first]


def test_a_label_in_other_letters_must_be_one_elsewhere():
    text = "Li Wei: How?\n\nAnn: well, so: it is.\n\nLi Wei: And?\n\nAnn: We did.\n\nsay what: no\n"
    assert labels(read(text)) == ["Li Wei", "Ann"]
