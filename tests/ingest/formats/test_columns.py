"""Which columns of a table are used: found, guessed, or named."""

import pytest

from qualcode.errors import ReadError, UsageError
from qualcode.ingest import IngestOptions
from tests.ingest.office import read
from tests.ingest.transcripts import turns

TALK = [("王主任", "我们社区有三千户。"), ("李姐", "是的，三千户。"), ("王主任", "后来又多了些。")]
ODD = "序号,甲列,乙列,丙列\n1,王主任,我们社区有三千户。,0:01\n2,李姐,是的，三千户。,0:05\n3,王主任,后来又多了些。,0:09\n"


def csv(text: str, suffix: str = ".csv", /, **columns: str):
    return read(text.encode(), suffix, columns=columns)


def times(found) -> list[list[int]]:
    return found.document.turn_times.tolist()


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("编号,说话人,发言内容", "columns: speaker=说话人, text=发言内容; not used: 编号"),
        ("ID,Speaker_Name,Utterance", "columns: speaker=Speaker_Name, text=Utterance; not used: ID"),
        ("id,發言人：,**Text**", "columns: speaker=發言人：, text=**Text**; not used: id"),
    ],
)
def test_found_by_their_names(header, said):
    rows = "\n".join(f"{n},{label},{speech}" for n, (label, speech) in enumerate(TALK))
    found = csv(f"{header}\n{rows}\n")
    assert [label for label, _ in turns(found)] == ["王主任", "李姐", "王主任"]
    assert found.document.guesses[0] == said


@pytest.mark.parametrize(
    "wanted",
    [
        {"speaker": "甲列", "text": "乙列"},
        {"speaker": "B", "text": "C"},
        {"speaker": "2", "text": "c"},
        {"text": "乙列", "speaker": "b"},
        {"speaker": " 甲列 ", "text": "乙列："},
    ],
)
def test_named_by_name_letter_or_number(wanted):
    found = csv(ODD, **wanted)
    assert turns(found) == TALK
    assert found.document.guesses[0] == "columns: speaker=甲列, text=乙列; not used: 序号, 丙列"


def test_what_is_not_named_is_found():
    found = csv("姓名,备注,内容,开始时间\n甲,长得多的一段备注,好。,1.5\n乙,,嗯。,3\n", text="备注")
    assert turns(found) == [("甲", "长得多的一段备注")]
    assert times(found) == [[1500, -1]]
    assert turns(csv("姓名,内容\n甲,好。\n", speaker="-")) == [("", "好。")]


def test_named_times():
    found = csv(ODD, speaker="甲列", text="乙列", begin="丙列")
    assert times(found) == [[1_000, -1], [5_000, -1], [9_000, -1]]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            {"text": "说话"},
            "there is no column '说话'; there are: A 序号, B 甲列, C 乙列, D 丙列",
        ),
        ({"text": "乙列", "begin": "Z"}, "there is no column 'Z'"),
        ({"text": "乙列", "end": "5"}, "there is no column '5'"),
        ({"speaker": "甲列"}, "no column of this table is named for speech; there are: A 序号"),
        ({"text": "-"}, "named for speech"),
        ({"text": "0"}, "there is no column '0'"),
    ],
)
def test_columns_that_are_not_there(wanted, message):
    with pytest.raises(ReadError, match=message) as caught:
        csv(ODD, **wanted)
    assert caught.value.place == "a.csv"
    assert caught.value.slug == "columns"


def test_unknown_use_of_a_column():
    with pytest.raises(UsageError, match="no column for 'time'"):
        IngestOptions(columns={"time": "A"})


def test_a_table_without_names_is_guessed():
    rows = "访谈者,您好，请问您住了多久？\n居民A,二十多年了，从来没有搬过。\n访谈者,那您平时参加活动吗？\n".replace(
        "，", ""
    )
    found = csv(rows)
    assert [label for label, _ in turns(found)] == ["访谈者", "居民A", "访谈者"]
    assert found.document.guesses[0] == "columns: speaker=A, text=B (guessed from what they hold)"


def test_names_that_are_not_known_are_no_turn():
    found = csv(ODD)
    assert [label for label, _ in turns(found)] == ["王主任", "李姐", "王主任"]
    assert found.document.guesses[0] == (
        "columns: speaker=B, text=C; not used: A, D (guessed from what they hold)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "document,name,note\n1_a.txt,李阿姨,x\n2_b.txt,王主任,y\n3_c.txt,小赵,z\n",
        "户数,人数\n三千,九千\n三千,八千\n",
        "a\nb\n",
        "王主任,好\n",
    ],
)
def test_other_tables_are_not_taken_for_talk(text):
    with pytest.raises(ReadError, match="no column of this table is named for speech"):
        csv(text)


def test_titles_above_the_names():
    found = csv("访谈记录,,\n,,\n2025年3月,L社区,\n序号,说话人,内容\n1,甲,好。\n")
    assert turns(found) == [("甲", "好。")]
    assert found.document.guesses[1] == "above the names of the columns, left out: 访谈记录; 2025年3月 L社区"


def test_rows_without_a_speaker_are_told_of():
    found = csv("speaker,text\nAnn,Hello.\n,Noise.\n")
    assert found.document.warnings == ("1 row without a speaker: turns of nobody",)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("00:00:01", "00:00:05.5"), [[1_000, -1], [5_500, -1]]),
        (("[00:01]", "(0:05)"), [[1_000, -1], [5_000, -1]]),
        (("1.5", "62"), [[1_500, -1], [62_000, -1]]),
        (("1.5s", "62 s"), [[1_500, -1], [62_000, -1]]),
        (("00:01 --> 00:03", "0:03–0:04"), [[1_000, 3_000], [3_000, 4_000]]),
        (("0:00:01.0 - 0:00:02.5", "0:00:03.0至0:00:04.0"), [[1_000, 2_500], [3_000, 4_000]]),
        (("上午", "0:05"), []),
        (("", "0:05"), [[-1, -1], [5_000, -1]]),
        (("-1", "-2"), []),
        (("nan", "inf"), []),
        (("", ""), []),
    ],
)
def test_times(cells, wanted):
    found = csv(f"时间,speaker,text\n{cells[0]},甲,好\n{cells[1]},乙,嗯\n")
    assert times(found) == wanted


def test_milliseconds_of_speech_recognition():
    found = csv(
        "start\tend\ttext\n0\t2560\tHello there,\n2560\t5000\thow are you?\n6000\t7000\t好\n7000\t8000\t吗\n",
        ".tsv",
    )
    assert turns(found) == [("", "Hello there, how are you? 好吗")]
    assert times(found) == [[0, 8_000]]
    assert found.document.guesses[0] == "columns: text=text, begin=start, end=end; times in milliseconds"
    seconds = csv("start,end,speaker,text\n0,2,Ann,a\n2,5,Bob,b\n9,12,Ann,c\n")
    assert times(seconds) == [[0, 2_000], [2_000, 5_000], [9_000, 12_000]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，", "；"])
def test_delimiters_below_a_title(delimiter):
    lines = [["访谈，一；二"], ["说话人", "内容"], ["甲", "好"], ["乙", "嗯"]]
    found = csv("\n".join(delimiter.join(line) for line in lines))
    assert turns(found) == [("甲", "好"), ("乙", "嗯")]


def test_a_huge_table_of_one_line_and_of_many_columns():
    assert len(turns(csv("speaker,text\n" + "Ann,word\n" * 20_000))) == 20_000
    found = csv("," * 20_000 + "speaker,text\n" + "," * 20_000 + "Ann,Hello\n")
    assert turns(found) == [("Ann", "Hello")]
