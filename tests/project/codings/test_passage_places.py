"""Passages find their place in a text, whatever an editor or a spreadsheet did to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.project.codings.passage_places import Change, Edited, Places, packed

TEXT = "Lin: We trust “her”.\n\n李：能人带头。能人走了。 It rained.\n"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("trust", ["trust"]),
        ("能人", ["能人", "能人"]),
        ('We  trust\n"her"', ["We trust “her”"]),
        ("能人带头。能人走了。It", ["能人带头。能人走了。 It"]),
        ("Trust", []),
        ("'能人走了", ["能人走了"]),
        (" \n", []),
    ],
)
def test_places_of_a_quote(quote, found):
    assert [TEXT[slice(*place)] for place in Places(TEXT).of_quote(quote)] == found


def test_what_stands_beside_a_place():
    places = Places(TEXT)
    first, second = places.of_quote("能人")
    assert [places.stands_before(one, "带头。") for one in (first, second)] == [False, True]
    assert [places.stands_after(one, "带 头") for one in (first, second)] == [True, False]
    assert places.tight(0, 5) == (0, 4)


def find(edited: str, *passages: str) -> list[str | None]:
    spans = [(edited.index(one), edited.index(one) + len(one)) for one in passages]
    places = Edited(edited, Places(TEXT)).find(spans)
    return [TEXT[slice(*place)] if place else None for place in places]


def test_an_equal_text_keeps_places_to_the_character():
    assert find(TEXT, "her”.\n", " It") == ["her”.\n", " It"]


def test_blanks_widths_and_quotation_marks_do_not_matter():
    edited = 'Lin: We trust "her". \n李:能人带头。\n能人走了。  It\u00a0rained.'
    assert find(edited, 'trust "her". \n', "头。\n能人", " ") == ["trust “her”.", "头。能人", None]
    assert list(Edited(edited, Places(TEXT)).changes()) == []


def test_passages_that_survive_an_edit_are_found_and_changes_told():
    edited = TEXT.replace("rained", "poured").replace("Lin: ", "").replace("李：能", "李：有能")
    assert find(edited, "trust", "带头", "poured") == ["trust", "带头", None]
    assert list(Edited(edited, Places(TEXT)).changes()) == [
        Change(0, "", "Lin:"),
        Change(edited.index("有"), "有", ""),
        Change(edited.index("poured"), "poured", "rained"),
    ]


@settings(max_examples=30)
@given(st.data())
def test_a_passage_is_found_as_it_was_marked_or_not_at_all(data):
    end = st.integers(0, len(TEXT))
    cut, start = data.draw(st.tuples(end, end)), data.draw(st.tuples(end, end))
    edited = TEXT[: min(cut)] + data.draw(st.text("能人it 。\n", max_size=6)) + TEXT[max(cut) :]
    passage = edited[min(start) : max(start)]
    (place,) = Edited(edited, Places(TEXT)).find([(min(start), max(start))])
    if edited == TEXT:
        assert place == (min(start), max(start))
    elif place:
        assert packed(TEXT[slice(*place)]).text == packed(passage).text
