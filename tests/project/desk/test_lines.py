"""Lines of the screen: they are the text, none is too wide, and places lead there and back."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.project.desk.lines import Lines, layout
from qualcode.text.document import Document

SIGNS = [
    *"ab \n王。“-\t",
    "e\u0301",
    "\u0301",
    "\u200d",
    "\ufe0f",
    "❤",
    "👩",
    "🏽",
    "🇨",
    "🇳",
    "\u200b",
    "ᄒ",
    "ᅡ",
]


def document(text: str, turns: list[tuple[int, int, int]] | None = None) -> Document:
    spans = np.array(turns if turns is not None else [(0, 0, len(text))], np.int32).reshape(-1, 3)
    return Document("d", text, spans, np.full(len(spans), -1, np.int32))


def shown(lines: Lines) -> list[str]:
    return [lines.text(number) for number in range(len(lines))]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join), st.sampled_from([8, 9, 21]))
def test_lines_are_the_text_and_places_lead_back(text: str, width: int):
    lines = layout(document(text), width)
    spans = [lines.span(number) for number in range(len(lines))]
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(cell_len(line) <= width for line in shown(lines))
    for offset in range(len(text) + 1):
        line, cell = lines.at(offset)
        assert lines.offset(line, cell) == lines.cluster(offset) <= offset
        assert spans[line][0] <= lines.cluster(offset)


def test_lines_break_at_words_and_between_chinese_characters():
    text = "We trust her.\n王书记是能人，他好。"
    assert shown(layout(document(text), 11)) == ["We trust ", "her.", "王书记是能", "人，他好。"]
    assert shown(layout(document("王书记是人，好"), 10)) == ["王书记是", "人，好"]
    assert shown(layout(document("extraordinary"), 8)) == ["extraord", "inary"]


def test_emoji_and_flags_are_never_cut():
    family, flag, skin = "👩\u200d👩\u200d👧", "🇨🇳", "👍🏽"
    lines = layout(document(f"{family}{flag}{skin}{flag}{family}"), 8)
    assert "".join(shown(lines)) == lines.document.text
    assert lines.next_cluster(0) == len(family)
    assert lines.at(len(family) + 1) == lines.at(len(family)) == (0, 2)


def test_labels_are_no_speech_and_blank_lines_belong_to_nobody():
    text = "Lin: yes indeed I do\n\nBen: no\n"
    lines = layout(document(text, [(0, 5, 20), (22, 27, 29)]), 12)
    assert [(line.turn, line.prefix) for line in map(lines.__getitem__, range(len(lines)))] == [
        (0, 5),
        (0, 0),
        (-1, 1),
        (1, 5),
        (-1, 0),
    ]


def test_a_long_text_is_laid_out_to_its_end():
    text = ("李阿姨：王书记是能人。Anna is the leader 👩\u200d👧 ❤\ufe0f ok.\n" * 8000)[:300_000]
    lines = layout(document(text), 78)
    assert lines.at(300_000)[0] == len(lines) - 1
