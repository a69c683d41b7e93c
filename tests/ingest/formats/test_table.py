"""CSV files with one turn a row."""

import pytest

from qualcode.errors import ReadError
from qualcode.ingest import ingest_bytes
from tests.ingest.transcripts import turns

ROWS = [("访谈者", "您好？"), ("居民A", "好，很好。"), ("访谈者", "谢谢。")]


def read(text: str, encoding: str = "utf-8"):
    return ingest_bytes(text.encode(encoding), file="a.csv", id="a")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "header", [("speaker", "text"), ("说话人", "内容"), ("Speaker", "TEXT"), ("發言人", "文字")]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_columns_and_delimiters(delimiter, header, newline):
    lines = [delimiter.join(header), *(f'{label}{delimiter}"{speech}"' for label, speech in ROWS)]
    assert turns(read(newline.join(lines))) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding):
    lines = ["speaker,text", *(f'{label},"{speech}"' for label, speech in ROWS)]
    assert turns(read("\n".join(lines), encoding)) == ROWS


def test_written_out_as_blocks():
    document = read("id,text,speaker\n1,Hello.,Ann\n2,Hi: you.,Bob\n").document
    assert document.text == "Ann: Hello.\n\nBob: Hi: you."
    assert document.turn_spans.tolist() == [[0, 5, 11], [13, 18, 26]]
    assert document.source.reader == "csv"
    assert "speakers: Ann, Bob (by column)" in document.guesses


def test_quotes_line_breaks_and_delimiters_within_speech():
    found = turns(read('speaker,text\nAnn,"One, ""two""\nthree\n\nfour"\nBob,Hi\n'))
    assert found == [("Ann", 'One, "two"\nthree\nfour'), ("Bob", "Hi")]


def test_every_row_is_a_turn_also_of_one_speaker():
    assert len(turns(read("speaker,text\nAnn,One\nAnn,Two\n"))) == 2


def test_title_and_role():
    document = read("说话人,内容\n王书记（党委书记）,好\n访谈员：,嗯\n").document
    assert [(s.label, s.role, dict(s.attributes)) for s in document.speakers] == [
        ("王书记", "participant", {"title": "党委书记"}),
        ("访谈员", "interviewer", {}),
    ]
    assert document.text == "王书记（党委书记）: 好\n\n访谈员: 嗯"


def test_rows_without_speech_are_counted():
    document = read("speaker,text\nAnn,Hello\nBob,\n,\n\n").document
    assert document.warnings == ("1 row without speech left out",)


def test_rows_without_speaker_and_tables_without_the_column():
    assert turns(read("speaker,text\nAnn,Hello\n,Noise\n")) == [("Ann", "Hello"), ("", "Noise")]
    without = read("text\nHello\nHi\n")
    assert turns(without) == [("", "Hello"), ("", "Hi")]
    assert "no column names the speakers" in without.document.guesses


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "no column .* named for speech; there are: A a, B b"),
        ("speaker,text\nAnn,\n", "no row"),
    ],
)
def test_bad_tables(text, message):
    with pytest.raises(ReadError, match=message) as caught:
        read(text)
    assert caught.value.cure


def test_long_cell():
    assert len(turns(read(f"speaker,text\nAnn,{'word ' * 100_000}\n"))[0][1]) == 499_999


def test_document_is_not_wrapped():
    assert not read(
        'speaker,text\nAnn,"' + "\n".join(["a line of some forty characters width ab"] * 9) + '"\n'
    ).document.wrapped
