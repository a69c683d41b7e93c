"""What a codebook file may say: its keys, and one check for each kind of value.

Every check takes a node, reports what is wrong with it and gives the value, or an empty
one. A key that was left without a value counts as left out.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from qualcode.codebook.faults import Faults, Place, Placed, allowed
from qualcode.codebook.nodes import Items, Node, Pairs, Reported, Text
from qualcode.codebook.traps import EXAMPLE_KEYS, LISTS, quote_cure, trap
from qualcode.text.patterns import lazy

FORMAT = 1
TOP_KEYS = ("format", "codebook", "codes", "relations")
CODEBOOK_KEYS = (
    "name",
    "version",
    "languages",
    "levels",
    "unit",
    "nested",
    "boundaries",
    "inflections",
    "shields",
    "negation",
)
NEGATION_KEYS = ("before", "after", "harmless", "clause_ends", "window")
CHANGES = ("add", "drop")
CODE_KEYS = (
    "id",
    "name",
    "definition",
    "include",
    "exclude",
    "source",
    "color",
    "core",
    "boundaries",
    "rules",
    "shields",
    "examples",
    "non_examples",
    "children",
)
RELATION_KEYS = ("from", "to", "type", "memo")
LEVELS = {
    "at the top": TOP_KEYS,
    "below codebook": CODEBOOK_KEYS,
    "in a code": CODE_KEYS,
    "in an example": EXAMPLE_KEYS,
    "below negation": NEGATION_KEYS,
    "in a list of negation": CHANGES,
    "in a relation": RELATION_KEYS,
}
"""The keys of each kind of mapping, by the words that say where they stand."""

RESERVED_IDS = ("code", "document", "units")
"""Names of columns that stand beside the codes in tables."""

_LANGUAGE = lazy(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_COLOR = lazy(r"#[0-9A-Fa-f]{6}")

Fields = Mapping[str, tuple[Text, Node]]


def fields(node: Node, where: str, faults: Faults) -> Fields:
    """The known keys of a mapping with their values; unknown ones are reported."""
    if not isinstance(node, Pairs):
        if not isinstance(node, Reported):
            cure = f"write one a line, with a colon and a blank: {', '.join(LEVELS[where])}"
            wrong_type(node, "keys and values are needed here", faults, cure=cure)
        return {}
    for key, _ in node.pairs:
        if key.value not in LEVELS[where]:
            cure = _key_cure(key.value, where)
            faults.error(f"unknown key {key.value}", key, cure=cure, slug="unknown-key")
    return {
        key.value: (key, value)
        for key, value in node.pairs
        if key.value in LEVELS[where] and not (isinstance(value, Text) and value.is_empty)
    }


def _key_cure(key: str, where: str) -> str:
    if "：" in key:
        return "write an ASCII colon and a blank behind the key"
    elsewhere = [place for place, keys in LEVELS.items() if key in keys]
    if elsewhere:
        return f"it belongs {elsewhere[0]}; {allowed('', LEVELS[where], where=where)}"
    return allowed(key, LEVELS[where], where=where)


def wrong_type(node: Placed, wanted: str, faults: Faults, *, cure: str = "") -> None:
    """Report a value of the wrong kind."""
    faults.error(wanted, node, cure=cure, slug="wrong-type")


def text(node: Node, what: str, faults: Faults) -> str:
    """A text without blanks at its ends, or an empty one."""
    if isinstance(node, Text):
        return plain(node, faults).strip()
    if not isinstance(node, Reported):
        cure = quote_cure(faults, Place(node.line, node.column), "")
        wrong_type(node, f"{what} must be a text", faults, cure=cure)
    return ""


def plain(node: Text, faults: Faults) -> str:
    """The value of a scalar; characters that only an escape can write are reported."""
    if not node.value.isprintable():
        bad = next((c for c in node.value if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"), "")
        if bad:
            message = f"the text holds a control character (U+{ord(bad):04X})"
            cure = r"in double quotes YAML reads \b and others as such: put the text in single quotes"
            faults.error(message, node, cure=cure, slug="character")
            return ""
    return node.value


def texts(node: Node, what: str, languages: tuple[str, ...], faults: Faults) -> dict[str, str]:
    """A text (under the language "") or one text a language."""
    if not isinstance(node, Pairs):
        value = text(node, what, faults)
        return {"": value} if value else {}
    found = {}
    for key, each in node.pairs:
        if is_language(key, languages, faults) and not (isinstance(each, Text) and each.is_empty):
            found[key.value] = text(each, what, faults)
    return {language: value for language, value in found.items() if value}


def is_language(key: Text, languages: tuple[str, ...], faults: Faults) -> bool:
    """Whether a key is one of the codebook's languages; anything else is reported."""
    if languages and key.value not in languages:
        message = f"{key.value} is none of the codebook's languages"
        cure = f"{allowed(key.value, languages)}; or add it to languages:"
    elif not _LANGUAGE.fullmatch(key.value):
        message = f"{key.value} is no language"
        cure = "write a text, or one text a language: {en: …, zh: …}"
    else:
        return True
    if "：" in key.value:
        cure = "write an ASCII colon and a blank behind the language"
    faults.error(message, key, cure=cure, slug="bad-value")
    return False


def items(node: Node, what: str, faults: Faults, *, cure: str) -> tuple[Node, ...]:
    """The items of a list."""
    if isinstance(node, Items):
        return node.items
    if not isinstance(node, Reported):
        wrong_type(node, f"{what} must be a list", faults, cure=cure)
    return ()


def text_items(node: Node, key: str, faults: Faults) -> list[Text]:
    """The items of a list of texts (`rules`, `shields`, …) that are texts; all others are reported."""
    cure = f"write each {LISTS[key]} on a line of its own, after a hyphen and a blank"
    found = (text_item(item, key, faults) for item in items(node, key, faults, cure=cure))
    return [item for item in found if item]


def text_item(item: Node, key: str, faults: Faults) -> Text | None:
    """The item itself where it is a text; anything else is reported."""
    if isinstance(item, Text):
        if item.value.strip():
            return item
        _report_empty(item, LISTS[key], faults)
    elif not isinstance(item, Reported):
        place = Place(item.line, item.column)
        body = faults.lines[item.line - 1][item.column - 1 :]
        message = trap(body, key) or f"the {LISTS[key]} must be a text"
        faults.error(message, place, cure=quote_cure(faults, place, key), slug="yaml")
    return None


def _report_empty(item: Text, what: str, faults: Faults) -> None:
    cure = "write a text, or take the line out"
    if re.search(r"-\s+#", faults.lines[item.line - 1]):
        cure = f"YAML reads what follows # as a comment: put the {what} in single quotes"
    faults.error(f"the {what} is empty", item, cure=cure, slug="empty")


def choice(node: Node, what: str, words: Iterable[str], faults: Faults) -> str:
    """One of `words`, or an empty text."""
    words = tuple(words)
    if not isinstance(node, Text):
        faults.error(f"{what} must be one word", node, cure=allowed("", words), slug="bad-value")
        return ""
    value = text(node, what, faults)
    if value and value not in words:
        faults.error(f"{what}: there is no {value}", node, cure=allowed(value, words), slug="bad-value")
        return ""
    return value


def languages(node: Node, faults: Faults) -> tuple[str, ...]:
    """Language tags such as zh, en, zh-Hant; the first one names the codes in tables."""
    found: list[str] = []
    for item in items(node, "languages", faults, cure="write languages: [zh, en]"):
        value = text(item, "a language", faults)
        if value in found:
            faults.error(f"the language {value} stands twice", item, cure="keep one", slug="duplicate-id")
        elif value and not _LANGUAGE.fullmatch(value):
            cure = "write short names such as zh, en or zh-Hant, parted by ASCII commas"
            faults.error(f"{value} is no language", item, cure=cure, slug="bad-value")
        elif value:
            found.append(value)
    return tuple(found)


def color(key: Text, node: Node, faults: Faults) -> str:
    """`#rrggbb` in lower case, or an empty text."""
    value = text(node, "color", faults)
    if value and not _COLOR.fullmatch(value):
        faults.error(f"{value} is no color", node, cure='write it as "#aa3377", in quotes', slug="bad-value")
        return ""
    return value.lower()


def lost_color(node: Pairs, faults: Faults) -> None:
    """`color: #aa3377` without quotes is a comment to YAML."""
    for key, value in node.pairs:
        if key.value == "color" and isinstance(value, Text) and value.is_empty:
            written = re.search(r"#\w+", faults.lines[key.line - 1])
            if written:
                cure = f'YAML reads what follows # as a comment: write color: "{written[0]}"'
                faults.error("the color is empty", key, cure=cure, slug="bad-value")


def code_id(node: Node, faults: Faults) -> str:
    """The id of a code in NFC; letters and digits of any script, and `_ - .` inside."""
    value = unicodedata.normalize("NFC", text(node, "id", faults))
    bad = next((at for at, char in enumerate(value) if not fits_id(char, first=at == 0)), None)
    if bad is not None:
        shown = "a blank" if value[bad].isspace() else value[bad]
        cure = "an id is made of letters and digits of any script, _ - and . inside"
        suggestion = "".join(c if fits_id(c, first=False) else "_" for c in value).strip("_-.")
        cure += f": {suggestion}" if suggestion else ""
        faults.error(
            f"the id {value} {'holds' if bad else 'begins with'} {shown}", node, cure=cure, slug="bad-id"
        )
        return ""
    if value.casefold() in RESERVED_IDS:
        cure = f"choose another id, such as {value}_1"
        faults.error(f"{value} is the name of a column in tables", node, cure=cure, slug="bad-id")
        return ""
    return value


def fits_id(char: str, *, first: bool) -> bool:
    """Whether a character may stand in an id, or at its beginning."""
    return unicodedata.category(char)[0] in "LN" or char == "_" or (not first and _fits_inside(char))


def _fits_inside(char: str) -> bool:
    return char in "-.·" or unicodedata.category(char)[0] == "M"


def switch(node: Node, what: str, faults: Faults) -> bool:
    """`true` or `false`."""
    return choice(node, what, ("true", "false"), faults) == "true"
