"""Debates in Akoma Ntoso."""

import pytest

from qualcode.errors import ReadError
from tests.ingest.media import DEBATE, read
from tests.ingest.transcripts import turns

SPACES = (
    "",
    ' xmlns="http://www.akomantoso.org/2.0"',
    ' xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13"',
    ' xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"',
)


def debate(body: str, *, people: str = "", space: str = "") -> str:
    meta = f"<meta><references>{people}</references></meta>"
    return f"<akomaNtoso{space}><debate>{meta}<debateBody>{body}</debateBody></debate></akomaNtoso>"


@pytest.mark.parametrize("suffix", ["xml", "an", "akn"])
def test_speeches_questions_and_answers(suffix: str):
    found = read(DEBATE, f"a.{suffix}")
    assert turns(found) == [("王委員", "現在開會。\n請發言。"), ("Mr. Smith", "How many?"), ("y", "Two.")]
    assert found.document.text.startswith("王委員: 現在開會。\n請發言。\n\nMr. Smith: How")
    assert "not taken for speech: headings (1), narratives (1), remarks (1)" in found.document.guesses
    assert found.document.source.reader == "akoma-ntoso"


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("key", ["id", "eId"])
def test_namespaces_and_ids_of_several_versions(space: str, key: str):
    people = f'<TLCPerson {key}="p" href="/ontology/person/p" showAs="Ann Lee"/>'
    for by in ("#p", "p", "/ontology/person/p"):
        text = debate(
            f'<speech by="{by}"><from>The Chair</from><p>Order.</p></speech>', people=people, space=space
        )
        assert turns(read(text, "a.xml")) == [("Ann Lee", "Order.")]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<speech><p>a</p></speech>", [("", "a")]),
        ('<speech by="#p"><p>a</p></speech><speech by="#p"><p>b</p></speech>', [("p", "a"), ("p", "b")]),
        ("<speech><from>王：</from>a<br/>b</speech>", [("王", "a\nb")]),
        ("<speech><p>a <b>b</b>\n  c</p>d</speech>", [("", "a b c\nd")]),
        ("<speech><ul><li>a</li><li>b</li></ul></speech>", [("", "a\nb")]),
        ("<speech><num>1</num><heading>h</heading><p>a</p></speech>", [("", "a")]),
        (
            '<speech by="#p"><p>a</p><speech by="#q"><p>b</p></speech><p>c</p></speech>',
            [("p", "a\nc"), ("q", "b")],
        ),
        ('<speechGroup by="#g"><speech><p>a</p></speech></speechGroup>', [("g", "a")]),
        (
            "<oralStatements><debateSection><speech><p>a</p></speech></debateSection></oralStatements>",
            [("", "a")],
        ),
        ("<speech><p> </p></speech><speech><p>b</p></speech>", [("", "b")]),
        ("<speech><p>a<!-- no --><?no?>b</p></speech>", [("", "ab")]),
    ],
)
def test_what_is_said(body: str, wanted: list[tuple[str, str]]):
    assert turns(read(debate(body), "a.xml")) == wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (debate("<narrative><p>a</p></narrative>"), "no speech, question or answer"),
        ("<akomaNtoso><act/></akomaNtoso>", "no speech, question or answer"),
        ("<akomaNtoso>", "damaged"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + debate("<speech><p>&a;</p></speech>"), "document type"),
        ("<TEI/>", "its root is <TEI>"),
    ],
)
def test_files_that_are_refused(text: str, reason: str):
    with pytest.raises(ReadError, match=reason) as caught:
        read(text, "a.xml")
    assert caught.value.cure
