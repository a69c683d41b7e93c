"""The text layer of PDF files."""

import pytest

from qualcode.errors import ReadError
from qualcode.ingest.formats import pdf as reader
from tests.ingest.office import read, saved
from tests.ingest.pdffile import paragraph, pdf
from tests.ingest.transcripts import turns

LONG = [
    "Ann: We meet every week in the yard behind the house, and most of the people come along",
    "because they want to know what is going on with the repairs of the stairs and the lamps in",
    "the hall.",
]
SHORT = ["Bob: And then?", "Ann: Then we talk."]


def text(*pages, **options) -> str:
    return read(pdf(*pages, **options), ".pdf").document.text


def guesses(*pages) -> str:
    return "\n".join(read(pdf(*pages), ".pdf").document.guesses)


def test_lines_become_paragraphs():
    assert text(paragraph(700, [*LONG, *SHORT])).split("\n") == [" ".join(LONG), *SHORT]


def test_a_short_line_ends_a_paragraph_without_a_label():
    lines = [
        *LONG,
        "This is said in a paragraph of its own by the same person, and it goes on until the very end",
        "of it.",
    ]
    assert text(paragraph(700, lines)).split("\n") == [" ".join(LONG), " ".join(lines[3:])]


def test_a_gap_ends_a_paragraph():
    lines = paragraph(700, LONG[:2]) + paragraph(650, LONG[1:])
    assert text(lines).split("\n") == [" ".join(LONG[:2]), " ".join(LONG[1:])]


def test_an_indented_line_begins_a_paragraph():
    full = LONG[1]
    lines = [(72, 700, full), (72, 686, full), (92, 672, full[:-4]), (72, 658, full), (72, 644, "end.")]
    assert text(lines).split("\n") == [f"{full} {full}", f"{full[:-4]} {full} end."]


def test_lines_that_hang_below_their_label():
    lines = [(72, 700, LONG[0]), (100, 686, LONG[1][:-6]), (100, 672, "the hall."), (72, 658, "Bob: Oh.")]
    lines += [(72, 644, LONG[0]), (100, 630, LONG[1][:-6]), (100, 616, "the hall.")]
    assert [speech.count("\n") for _, speech in turns(read(pdf(lines), ".pdf"))] == [0, 0, 0]


def test_paragraphs_go_on_over_pages():
    assert text(paragraph(100, LONG[:2]), paragraph(760, LONG[2:])) == " ".join(LONG)


HYPHENS = [
    "Ann: We all know that the people of this street look after it, and that their commu-",
    "nity was self-help from the beginning: nobody told them to do anything, and all of them, well-",
    "informed as they are, do the work: the self-",
    "help group, and the others.",
]


def test_words_that_were_broken_at_the_end_of_a_line():
    lines = [*HYPHENS[:2], HYPHENS[2].rjust(60), HYPHENS[3]]
    found = read(pdf(paragraph(700, lines)), ".pdf").document
    assert "their community was" in found.text
    assert "well-informed as" in found.text
    assert "1 word broken at the end of a line put together: community" in found.guesses


def test_a_hyphen_stays_where_the_word_has_one_elsewhere():
    head = "Ann: It is a self-help group, and what it does all day long is nothing but that, just co-"
    tail = "operation and self-"
    assert "co-operation" in text(paragraph(700, [head, tail.ljust(10), "help."]))
    known = [head.replace("self-help", "cooperation"), "operation."]
    assert text(paragraph(700, known)).endswith("cooperation.")


def talk(page: int, n: int = 30) -> list[str]:
    return [f"{'Ann' if line % 2 else 'Bob'}: This is line {page * n + line}." for line in range(n)]


def with_edges(n_pages: int, top: str, bottom: str) -> list:
    pages = []
    for page in range(n_pages):
        lines = [
            (72, 800, top.format(page + 1)),
            *paragraph(740, talk(page)),
            (290, 40, bottom.format(page + 1)),
        ]
        pages.append(lines)
    return pages


@pytest.mark.parametrize("n_pages", [2, 3, 9])
@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        ("Community interviews", "{}"),
        ("Interview {}", "Page {} of 9"),
        ("Draft, 2 June", "- {} -"),
        ("A | B", "{}/9"),
    ],
)
def test_headers_and_footers_are_left_out(n_pages, top, bottom):
    pages = with_edges(n_pages, top, bottom)
    assert text(*pages).split("\n") == [line for page in range(n_pages) for line in talk(page)]
    assert f"headers and footers of pages left out ({2 * n_pages} lines): {top.format(1)}; " in guesses(
        *pages
    )


def test_left_and_right_pages_may_have_headers_of_their_own():
    pages = [[(72, 800, "Odd" if n % 2 else "Even"), *paragraph(740, talk(n))] for n in range(6)]
    assert "Odd" not in text(*pages)
    assert "Even" not in text(*pages)


def test_what_somebody_says_at_the_top_of_pages_stays():
    pages = [paragraph(800, ["Ann: Yes.", *talk(n)]) for n in range(4)]
    assert text(*pages).count("Ann: Yes.") == 4


def test_lines_at_the_top_that_differ_stay():
    pages = [paragraph(800, talk(n)) for n in range(4)]
    assert text(*pages).split("\n") == [line for n in range(4) for line in talk(n)]


def test_the_number_of_a_single_page():
    assert text([*paragraph(740, talk(0)), (290, 40, "1")]).split("\n") == talk(0)


def test_two_columns():
    left = [f"Ann: Left {n} and so on until the end" for n in range(10)]
    right = [f"Bob: Right {n} and so on until the end" for n in range(10)]
    both = [
        (72, 800, "A title that goes over both of the columns of this page, and even a little bit further on")
    ]
    both += [
        line
        for pair in zip(paragraph(700, left), paragraph(693, right, left=320), strict=True)
        for line in pair
    ]
    assert text(both).split("\n")[1:] == left + right
    assert "page 1 is set in two columns: the left one is read first" in guesses(both)


def test_columns_that_a_browser_set():
    found = read(saved("columns_chromium.pdf"), ".pdf")
    assert [label for label, _ in turns(found)] == ["Ann", "Bob", "Ann", "Bob"]
    speech = turns(found)[0][1]
    for word in (
        "neighbours",
        "complaining",
        "volunteering",
        "self-help",
        "community",
        "self-sufficient",
        "well-informed",
    ):
        assert word in speech
    assert "page 1 is set in two columns: the left one is read first" in found.document.guesses


def test_pages_that_are_pictures():
    pages = [paragraph(700, SHORT), [], paragraph(700, SHORT), [], [], []]
    document = read(pdf(*pages, pictures=[1, 3, 4]), ".pdf").document
    assert document.warnings == ("pages 2, 4–5 have no text: they are pictures; run OCR first",)
    one = read(pdf(*pages[:3], pictures=[1]), ".pdf").document
    assert one.warnings == ("page 2 has no text: it is a picture; run OCR first",)


def test_pages_that_are_damaged_are_told():
    pages = [paragraph(700, SHORT)] * 4
    whole = pdf(*pages)
    one = read(whole.replace(b"7 0 R", b"99 0 R", 1), ".pdf").document
    assert one.text.split("\n") == SHORT * 3
    assert [told.partition(";")[0] for told in one.warnings] == ["page 2 is damaged and not read"]
    more = read(whole.replace(b"9 0 R 11 0 R", b"98 0 R 99 0 R", 1), ".pdf").document
    assert [told.partition(";")[0] for told in more.warnings] == ["pages 3–4 are damaged and not read"]
    assert read(whole, ".pdf").document.warnings == ()


def test_a_scan_is_refused():
    with pytest.raises(ReadError, match="this PDF is a scan: it has no text") as caught:
        text([], [], pictures=[0, 1])
    assert "OCR" in caught.value.cure


def test_a_page_number_does_not_make_a_scan_a_text():
    with pytest.raises(ReadError, match="scan"):
        text([(290, 40, "1")], [(290, 40, "2")], pictures=[0, 1])


def test_a_picture_behind_text_is_no_scan():
    assert read(pdf(paragraph(700, SHORT), pictures=[0]), ".pdf").document.warnings == ()


def test_empty_pages():
    with pytest.raises(ReadError, match="there is no text in this PDF"):
        text([], [])


def test_locked_files():
    with pytest.raises(ReadError, match="locked with a password") as caught:
        read(saved("locked_libreoffice.pdf"), ".pdf")
    assert caught.value.cure == "save it without a password"


def test_limits(monkeypatch):
    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    with pytest.raises(ReadError, match="more than 2 pages"):
        text(*[paragraph(700, SHORT)] * 3)
    monkeypatch.setattr(reader, "MOST_CHARACTERS", 10)
    with pytest.raises(ReadError, match="far more than an interview"):
        text(paragraph(700, SHORT))


def test_characters_that_do_not_say_what_they_are():
    broken = saved("interview_libreoffice.pdf").replace(b"/ToUnicode", b"/ToNowhere")
    with pytest.raises(ReadError, match="the characters of this PDF do not say what they are") as caught:
        read(broken, ".pdf")
    assert "OCR" in caught.value.cure
