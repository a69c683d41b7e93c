"""Replacements in tables and settings keep the table, and the names of documents."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.pseudonyms.cells import replace_cells, replace_settings
from qualcode.pseudonyms.replace import Decisions

ANNA = Decisions({"Anna": 'A, "the" first', "王建国": "王某"})


def test_a_comma_and_quotation_marks_stay_in_their_cell():
    text = 'document,speaker,note\r\nAnna,Anna,"x, Anna ""says"""\r\nb,"Bo",\r\n'
    new = replace_cells(text, ANNA)
    assert list(csv.reader(new.splitlines())) == [
        ["document", "speaker", "note"],
        ["Anna", 'A, "the" first', 'x, A, "the" first "says"'],
        ["b", "Bo", ""],
    ]
    assert new.endswith('\r\nb,"Bo",\r\n')


def test_other_delimiters_and_a_column_document_at_the_end():
    assert replace_cells("speaker;Document\n王建国;王建国", ANNA) == "speaker;Document\n王某;王建国"


@given(st.lists(st.lists(st.text('a",;\n ', max_size=5), min_size=1, max_size=3), max_size=4))
def test_what_holds_no_original_keeps_every_character(rows: list[list[str]]):
    text = "\n".join(",".join('"' + one.replace('"', '""') + '"' for one in row) for row in rows)
    assert replace_cells(text, ANNA) == text


@given(st.text('a",;\t\r\n "', max_size=30))
def test_so_does_what_is_no_table(text: str):
    assert replace_cells(text, ANNA) == text


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ('[documents."王建国"]\nx = "王建国"\n', '[documents."王建国"]\nx = "王某"\n'),
        ('[ documents . "王建国" . speakers ]\n"王建国" = 1\n', '[ documents . "王建国" . speakers ]\n"王某" = 1\n'),
        ("[documents]\n\"王建国\" = {a = '王建国'}\n\n\"b\".c = 1\n[speakers]\n\"王建国\" = 1\n",
         "[documents]\n\"王建国\" = {a = '王某'}\n\n\"b\".c = 1\n[speakers]\n\"王某\" = 1\n"),
        ('documents."王建国".a = "王建国"', 'documents."王建国".a = "王某"'),
    ],
)  # fmt: skip
def test_ids_in_settings_stay(text: str, new: str):
    assert replace_settings(text, ANNA) == new
