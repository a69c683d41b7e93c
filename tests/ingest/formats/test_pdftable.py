"""Tables in PDF files with one turn a row."""

import pytest

from tests.ingest.office import read
from tests.ingest.pdffile import pdf
from tests.ingest.transcripts import turns

SAID = [
    ("Interviewer", ["How long have you lived in this street?"]),
    ("Ann", ["Since the flood, when all of us had to begin again, and", "nobody knew his neighbour."]),
    ("Interviewer", ["And who leads the group now?"]),
    ("Mr. Smith", ["I do, if that is what you call it. We meet every week,", "and the kettle is always on."]),
    ("Ann", ["He is a capable person.", "Everybody says so."]),
]
TABLE = "set as a table of two columns, one turn a row"


def rows(said, *, top=700, left=72, place=150, label_down=0.0):
    """Lines of a table, label before speech, as programs write them."""
    lines = []
    for label, speech in said:
        lines.append((left, top - label_down, label))
        lines += [(place, top - 12 * number, line) for number, line in enumerate(speech)]
        top -= 12 * len(speech) + 8
    return lines


def found(*pages):
    return read(pdf(*pages), ".pdf")


def spoken(said):
    return [
        (label, "\n".join(speech) if label == "Ann" and "He" in speech[0] else " ".join(speech))
        for label, speech in said
    ]


@pytest.mark.parametrize("place", [140, 150, 250])
@pytest.mark.parametrize("label_down", [0.0, 6.0])
def test_labels_beside_speech(place, label_down):
    read_back = found(rows(SAID, place=place, label_down=label_down))
    assert turns(read_back) == spoken(SAID)
    assert TABLE in read_back.document.guesses
    assert "5 turns from table rows" in read_back.document.guesses


def test_what_stands_around_the_table():
    title = [(72, 760, "The street"), (72, 740, "Date: 3 May 2024")]
    read_back = found([*title, *rows(SAID)])
    assert turns(read_back) == spoken(SAID)
    assert dict(read_back.document.header) == {"Date": "3 May 2024"}
    assert read_back.document.text.startswith("The street\nDate: 3 May 2024\n\nInterviewer: ")


def test_a_cell_that_goes_on_over_the_page():
    first, second = rows(SAID, top=120), [(150, 760, "and that is all that there is to say.")]
    assert turns(found(first, second))[-1][1].endswith("and that is all that there is to say.")


def test_a_label_of_two_lines():
    lines = rows(SAID)
    at = lines.index(next(line for line in lines if line[2] == "Mr. Smith"))
    left, top, _ = lines[at]
    lines[at : at + 1] = [(left, top, "Mr."), (left, top - 12, "Smith")]
    assert [label for label, _ in turns(found(lines))] == [label for label, _ in SAID]


def test_nobody_speaks_in_a_glossary():
    words = [
        ("flood", ["when water comes"]),
        ("street", ["where people live"]),
        ("kettle", ["it boils water"]),
    ]
    words += [("group", ["people who meet"]), ("week", ["seven days in a row"])]
    read_back = found(rows(words))
    assert turns(read_back)[0][0] == ""
    assert TABLE not in read_back.document.guesses


def test_labels_with_a_colon_need_no_table():
    read_back = found(rows([(f"{label}:", speech) for label, speech in SAID]))
    assert [label for label, _ in turns(read_back)] == [label for label, _ in SAID]
    assert TABLE not in read_back.document.guesses


def test_labels_that_do_not_stand_beside_speech_are_left_alone():
    lines = rows(SAID)
    by_column = sorted(lines, key=lambda line: line[0])
    assert TABLE not in found(by_column).document.guesses
    late = [(x, y - 40 if x == 72 else y, text) for x, y, text in lines]
    assert TABLE not in found(late).document.guesses


def test_running_text_with_few_indented_lines_is_no_table():
    text = [
        (72, 700 - 14 * n, f"This is line {n} of a text that is set in one column over the page.")
        for n in range(20)
    ]
    read_back = found([*text, *rows(SAID[:3], top=400)])
    assert TABLE not in read_back.document.guesses
