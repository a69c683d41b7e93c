"""The same interview has the same turns in whatever format it comes."""

import csv
import io

import pytest

from tests.ingest.office import read, saved
from tests.ingest.transcripts import turns

TALK = [
    (
        "访谈者",
        "您好，请问您在这里住了多久？平时参加社区里的活动吗？我们想请您谈一谈，您觉得是哪些人在带头，大家又是怎样看他们的。",
    ),
    (
        "居民A",
        "二十多年了。我们这儿的带头人很能干，大家都信任他。比如去年修楼道，是他一家一家去说，一家一家去劝，最后才办成的。",
    ),
    ("Interviewer", "Who leads the volunteer group here?"),
    (
        "Ann",
        "Mr. Wang does; he is a capable person. We meet every week, and most of the neighbours in our building come "
        "along, because the self-help group is something that all of us have wanted for a long time.",
    ),
    ("访谈者", "那您也参加吗？"),
    ("居民A", "有空就去。\n大家都熟。"),
    ("Interviewer", "Thank you."),
]
DOCUMENTS = [
    *(
        "interview.txt",
        "interview.docx",
        "interview.odt",
        "interview.fodt",
        "interview.rtf",
        "interview.html",
    ),
    *("interview.epub", "interview_chromium.pdf", "interview_libreoffice.pdf"),
]
TABLES = [
    *("table.docx", "table.odt", "table.rtf", "table.html"),
    *("table_libreoffice.pdf", "table_chromium.pdf"),
]
SHEETS = ["table.csv", "table.tsv", "table.xlsx", "table.ods"]
BEGINNINGS = [0, 12_500, 30_000, 33_000, 51_000, 53_000, 58_250]


def suffix(name: str) -> str:
    return "." + name.rpartition(".")[2]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_running_text(name):
    found = read(saved(name), suffix(name))
    assert turns(found) == TALK
    assert dict(found.document.header) == {"访谈时间": "2025年3月12日", "地点": "L社区活动室"}
    assert found.document.warnings == ()
    assert [s.role for s in found.document.speakers] == ["interviewer", "participant"] * 2


@pytest.mark.parametrize("name", TABLES)
def test_tables_in_documents(name):
    found = read(saved(name), suffix(name))
    assert turns(found) == TALK
    assert "7 turns from table rows" in found.document.guesses


def with_tabs(data: bytes) -> bytes:
    """The same table with tabs in place of commas."""
    stream = io.StringIO()
    csv.writer(stream, delimiter="\t").writerows(csv.reader(io.StringIO(data.decode(), newline="")))
    return stream.getvalue().encode()


@pytest.mark.parametrize("name", SHEETS)
def test_sheets(name):
    data = with_tabs(saved("table.csv")) if name == "table.tsv" else saved(name)
    found = read(data, suffix(name))
    assert turns(found) == TALK
    assert [begin for begin, _ in found.document.turn_times.tolist()] == BEGINNINGS
    assert found.document.guesses[0] == (
        "columns: speaker=说话人, text=内容, begin=开始时间; not used: 序号, 备注"
    )
    assert found.document.source.reader == suffix(name)[1:]


@pytest.mark.parametrize("name", ["notes.fodt", "notes.odt", "notes.docx", "notes.rtf"])
def test_notes_changes_boxes_and_lists(name):
    found = read(saved(name), suffix(name))
    assert turns(found) == [
        ("访谈者", "您参加过活动吗？"),
        ("居民A", "我经常参加，大家都去。\n旁注：她笑了\n合唱队\n志愿者"),
        ("Interviewer", "One  moment,\nplease\twait."),
    ]
    assert found.document.guesses[:2] == (
        "1 footnote, 1 endnote and 1 comment are no speech: left out",
        "1 text box read where it is anchored",
    )
    assert found.document.warnings == ()


@pytest.mark.parametrize("name", ["table_pages_libreoffice.pdf", "table_pages_chromium.pdf"])
def test_tables_over_several_pages(name):
    found = turns(read(saved(name), ".pdf"))
    assert [label for label, _ in found] == [label for label, _ in TALK] * 4
    assert found[:6] == TALK[:6]
    assert found[16] == (TALK[2][0], f"2. {TALK[2][1]}")
    assert found[-1][1] == "3. Thank you.\n\n记录到此结束。"


@pytest.mark.parametrize(("name", "times"), [("pages_chromium.pdf", 5), ("pages_libreoffice.pdf", 4)])
def test_over_several_pages(name, times):
    found = read(saved(name), ".pdf")
    assert turns(found) == TALK * times
    assert any(guess.startswith("headers and footers of pages left out") for guess in found.document.guesses)
