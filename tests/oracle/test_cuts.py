"""The oracle's own word cuts, by hand: the hit stands between ‹ and › in the text."""

import pytest

from tests.oracle.cuts import kind_of, simplified
from tests.oracle.evaluate import code
from tests.oracle.hits import pieces_of
from tests.oracle.marked import unmark, whole
from tests.oracle.plain import PlainBook, PlainCode, PlainText, PlainTurn, one_turn

KINDS = [
    ("exact", "农村的‹行政›工作"),
    ("exact", "‹行政村›"),
    ("exact", "他是‹能人›"),
    ("exact", "社区‹US居民›"),
    ("exact", "‹5G社区›"),
    ("exact", "‹社区，居民›"),
    ("exact", "‹可能人家›"),
    ("exact", "‹社 区›"),
    ("exact", "‹行政›，村"),
    ("exact", "‹行政›\n\n村"),
    ("exact", "‹T恤›社区"),
    ("exact", "‹社区›ＵＳ"),
    ("within", "‹行政›村"),
    ("within", "‹印度›尼西亚"),
    ("within", "印‹度尼›西亚"),
    ("within", "党委‹书记›"),
    ("within", "黨委‹書記›"),
    ("within", "‹参与›者"),
    ("within", "‹行 政› 村"),
    ("within", "‹行政›\n村"),
    ("within", "‹行政›\u200b村"),
    ("within", "‹行\u3000政›村"),
    ("within", "T‹恤›"),
    ("within", "T\u200b‹恤›"),
    ("exact", "T ‹恤›"),
    ("crossing", "高技‹能人›才"),
    ("crossing", "可‹能人›家"),
    ("crossing", "可‹能\n人›家"),
    ("crossing", "可 ‹能人›\u2060 家"),
    ("crossing", "推‹行政›府"),
    ("crossing", "‹社区居›民"),
    ("crossing", "技‹能，人›家"),
    ("crossing", "‹社区，印度›尼西亚"),
    ("crossing", "‹US社›区"),
    ("crossing", "T‹恤社区›"),
    ("", "‹US›在社区"),
    ("", "‹trust›"),
]


@pytest.mark.parametrize(("kind", "marked"), KINDS)
def test_how_a_hit_cuts_words(kind: str, marked: str) -> None:
    text, [span] = unmark(marked)
    [piece] = pieces_of(one_turn(text))
    assert kind_of(text, piece, span) == kind


def test_a_remark_parts_a_run() -> None:
    text = "行政（笑）村"
    document = PlainText(text, (PlainTurn(0, 0, len(text)),), ((2, 5),))
    assert kind_of(text, pieces_of(document)[0], (0, 2)) == "exact"


@pytest.mark.parametrize(
    ("char", "form"), [("書", "书"), ("书", "书"), ("裏", "里"), ("T", "T"), ("々", "々")]
)
def test_characters_are_simplified_one_by_one(char: str, form: str) -> None:
    assert simplified(char) == form


SETTINGS = [
    ("crossing", "能人", "能人，可能人家", [(0, 2)]),
    ("none", "能人", "能人，可能人家", [(0, 2), (4, 6)]),
    ("token", "能人", "能人，可能人家", [(0, 2)]),
    ("crossing", "行政", "行政村，行政", [(0, 2), (4, 6)]),
    ("token", "行政", "行政村，行政", [(4, 6)]),
    ("none", "行政", "行政村，推行政府", [(0, 2), (5, 7)]),
    ("crossing", "?人", "可能人家，能人", [(5, 7)]),
    ("crossing", "exact:能人", "可能人家，能人", [(5, 7)]),
    ("crossing", "{能人,人家}", "可能人家", [(2, 4)]),
    ("token", "US*", "USA社区", [(0, 3)]),
    ("token", "/能人/", "可能人家", [(1, 3)]),
    ("crossing", "能人 NEAR/3 人家", "可能人家，能人", [(2, 4), (5, 7)]),
    ("crossing", "negated:能人", "没可能人家，没有能人", [(8, 10)]),
    ("crossing", "人家 NOT 能人", "可能人家", [(2, 4)]),
    ("none", "人家 NOT 能人", "可能人家", None),
    ("crossing", "ATLEAST/2(能人)", "能人，可能人家", None),
]


@pytest.mark.parametrize(("boundaries", "rule", "text", "spans"), SETTINGS)
def test_boundaries(boundaries: str, rule: str, text: str, spans: list[tuple[int, int]] | None) -> None:
    document = one_turn(text)
    made = [
        PlainBook((PlainCode("c", (rule,)),), boundaries=boundaries),
        PlainBook((PlainCode("c", (rule,), boundaries=boundaries),), boundaries="none"),
    ]
    for book in made:
        coded = code(book, document, whole(document), [True])
        assert (list(coded[0, "c"][1]) if coded else None) == spans


def test_crossing_hits_are_set_aside_unless_a_codebook_says_otherwise() -> None:
    document = one_turn("可能人家")
    book = PlainBook((PlainCode("c", ("能人",)),))
    assert code(book, document, whole(document), [True]) == {}


def test_a_hit_that_fails_its_word_cut_drops_nothing() -> None:
    document = one_turn("可能人家")
    book = PlainBook((PlainCode("c", ("人家", "能人家")),))
    assert code(book, document, whole(document), [True]) == {(0, "c"): (frozenset({0}), ((2, 4),))}
    longer = PlainBook(book.codes, boundaries="none")
    assert code(longer, document, whole(document), [True]) == {(0, "c"): (frozenset({1}), ((1, 4),))}


def test_within_the_codebook_a_hit_drops_others_if_it_exists_for_one_code() -> None:
    document = one_turn("可能人家")
    short, long = PlainCode("x", ("人家",)), PlainCode("y", ("能人家",))
    free = PlainCode("z", ("能人家",), boundaries="none")
    under_not = PlainCode("z", ("人 NOT 能人家",), boundaries="none")
    for others, codes in [((long,), {"x"}), ((long, free), {"z"}), ((long, under_not), {"x"})]:
        coded = code(PlainBook((short, *others), nested="codebook"), document, whole(document), [True])
        assert {name for _, name in coded} == codes


def test_a_shield_obeys_no_word_cut() -> None:
    document = one_turn("可能人家")
    book = PlainBook((PlainCode("c", ("人家",)),), shields=("能人家",), boundaries="token")
    assert code(book, document, whole(document), [True]) == {}
