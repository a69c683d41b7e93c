import pytest

from qualcode.pseudonyms.leftovers import Leftovers, Part

KEY = {
    "王建国": "王某",
    "Anna Smith": "Person A",
    "13800138000": "×" * 11,
    "小王": "小W",
    "a.b@c.org": "×.×@×.×××",
}


def left(text: str, kept: tuple[str, ...] = ("小王庄", "13900139000")) -> list[tuple[str, str, str]]:
    parts = [Part("memo.md:1", text)]
    return [(one.found, one.how, one.replacement) for one in Leftovers(KEY, kept).of(parts)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("王建国说", [("王建国", "exact", "王某")]),
        ("王建國说", [("王建國", "variant", "王某")]),
        ("王 建\n国说", [("王 建\n国", "variant", "王某")]),
        ("ANNA  smith", [("ANNA  smith", "variant", "Person A")]),
        ("138 0013 8000", [("138 0013 8000", "variant", "×" * 11)]),
        ("１３８００１３８０００", [("１３８００１３８０００", "variant", "×" * 11)]),
        ("A.B@C.org", [("A.B@C.org", "variant", "×.×@×.×××")]),
        ("13700137000", [("13700137000", "pattern", "")]),
        ("139 0013 9000和13900139000", []),
        ("小王庄", []),
        ("小王庄的小王", [("小王", "exact", "小W")]),
        ("王某，小W，Person A", []),
        ("Annabel Smithers", []),
    ],
)
def test_what_is_left(text: str, wanted: list[tuple[str, str, str]]):
    assert left(text) == wanted


def test_places_are_those_of_the_text():
    (one,) = Leftovers(KEY).of([Part("a", "嗯"), Part("text/01.txt:2", "是王 建國吗")])
    assert (one.place, one.start, one.end) == ("text/01.txt:2", 1, 5)
