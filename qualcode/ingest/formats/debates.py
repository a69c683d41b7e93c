"""Debates in Akoma Ntoso: speeches, questions and answers with those who speak them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode.errors import ReadError
from qualcode.ingest.draft import Draft, lost_characters
from qualcode.ingest.formats.rows import Pages
from qualcode.ingest.formats.xmltree import first_attribute, local_name, text_of
from qualcode.text.normalise import fix_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_TURNS = frozenset(("speech", "question", "answer"))
_ASIDE = {
    "narrative": "narratives",
    "scene": "scenes",
    "summary": "summaries",
    "remark": "remarks",
    "heading": "headings",
    "subheading": "headings",
    "num": "numbers",
    "from": "names",
    "recordedTime": "times",
    "authorialNote": "notes",
}
_BLOCKS = frozenset(
    "p block li item tr ul ol table div blockList listIntroduction listWrapUp container tblock".split()
)
_BREAKS = frozenset(("br", "eol"))
_MUTE = frozenset(("meta", "coverPage", "preface"))
"""What stands before the debate itself: facts about it, and a title page."""


def debate(root: "_Element", *, file: str) -> Draft:
    """The draft of a debate: a turn for each speech, question and answer.

    Raises ReadError where there is none.
    """
    people = _people(root)
    pages, aside, replaced = Pages(), Counter[str](), 0
    for element in _turns(root, aside):
        speech = fix_text("\n".join(_lines(element, aside)))
        label = fix_text(_label(element, people))
        replaced += speech.replaced + label.replaced
        if speech.text:
            pages.add_turn(label.text, speech.text)
    if not pages.turns.rows:
        message = "this document of Akoma Ntoso holds no speech, question or answer"
        raise ReadError(message, place=file, cure="leave it out: only debates are read", slug="empty")
    told = ", ".join(f"{kind} ({number})" for kind, number in sorted(aside.items()) if kind != "names")
    return Draft(
        pages.text,
        "akoma-ntoso",
        given=pages.turns.marks(),
        complete=True,
        names="name of the speaker",
        may_wrap=False,
        guesses=(f"not taken for speech: {told}",) if told else (),
        warnings=lost_characters(replaced),
    )


def _people(root: "_Element") -> dict[str, str]:
    """The names of people by their ids and by their addresses."""
    names: dict[str, str] = {}
    for element in root.iter():
        if local_name(element) in ("TLCPerson", "TLCOrganization", "TLCRole"):
            shown = first_attribute(element, "showAs")
            for key in (first_attribute(element, "eId", "id", "wId"), first_attribute(element, "href")):
                if key and shown:
                    names.setdefault(key, shown)
    return names


def _label(element: "_Element", people: Mapping[str, str]) -> str:
    """The person's name in the list of people, else as the speech gives it, else the id."""
    group = element.getparent()
    inherited = (
        first_attribute(group, "by") if group is not None and local_name(group) == "speechGroup" else ""
    )
    person = (first_attribute(element, "by") or inherited).removeprefix("#")
    if person in people:
        return people[person]
    given = next((" ".join(text_of(one).split()) for one in element if local_name(one) == "from"), "")
    return given.strip().rstrip(":：") or person


def _turns(element: "_Element", aside: "Counter[str]") -> Iterator["_Element"]:
    """Speeches, questions and answers in order, also within one another; all else is counted in `aside`."""
    for child in element:
        name = local_name(child)
        if name in _TURNS:
            yield child
            yield from _nested(child, aside)
        elif name in _ASIDE:
            aside[_ASIDE[name]] += 1
        elif name not in _MUTE:
            yield from _turns(child, aside)


def _nested(element: "_Element", aside: "Counter[str]") -> Iterator["_Element"]:
    for child in element:
        if local_name(child) in _TURNS:
            yield child
        if local_name(child) not in _ASIDE:
            yield from _nested(child, aside)


def _lines(element: "_Element", aside: "Counter[str]") -> list[str]:
    """The paragraphs of a speech."""
    lines: list[list[str]] = [[]]
    _collect(element, lines, aside)
    joined = (" ".join("".join(line).split()) for line in lines)
    return [line for line in joined if line]


def _collect(element: "_Element", lines: list[list[str]], aside: "Counter[str]") -> None:
    """Put the text of an element into `lines`, without what is nobody's speech or another's."""
    lines[-1].append(element.text or "")
    for child in element:
        name = local_name(child)
        parts = name in _BLOCKS or name in _BREAKS
        if parts:
            lines.append([])
        if name in _ASIDE:
            aside[_ASIDE[name]] += 1
        elif name not in _TURNS:
            _collect(child, lines, aside)
        if parts and name not in _BREAKS:
            lines.append([])
        lines[-1].append(child.tail or "")
