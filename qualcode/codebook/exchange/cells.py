"""Values of a codebook as the text of one cell, and back.

A list has one item a line; a line that begins with two blanks goes on with the item above it. A mapping
in a list stands in square brackets before its text: `[speaker=王主任; where.community=M] 这个事我来牵头。`
"""

import json
from collections.abc import Mapping
from typing import Any

from qualcode.codebook.plain import MAIN, Kind, Plain
from qualcode.text.patterns import lazy

EMPTY = "[]"
"""An empty list; before an item it says that the item begins with brackets of its own."""
GOES_ON = "  "
_BARE = r"[^\s\"\[\]=;](?:[^\"\[\]=;\n]*[^\s\"\[\]=;])?"
_JSON = r'"(?:[^"\\\n]|\\.)*"'
_PAIR = lazy(rf"\s*(\w+)(?:\.({_JSON}|{_BARE}))?\s*=\s*({_JSON}|{_BARE}|)\s*(;|\](?:\s|$))")
_SIMPLE = lazy(_BARE)
_KEYS = {"说话人": "speaker", "身份": "role", "属性": "where"}
"""Chinese names of keys, as people may write them."""
_FLAGS = dict.fromkeys(("yes", "1", "x", "√", "是"), "true") | dict.fromkeys(("no", "0", "否"), "false")


def cell(value: Plain, key: str, kind: Kind) -> str:
    """The value of a field as one cell."""
    if isinstance(value, str):
        return value
    if kind == "records":
        return _joined(record_text(one, MAIN[key]) for one in value)
    return _joined(_marked(str(one)) for one in value) or EMPTY


def value_of(cell: str, key: str, kind: Kind) -> Plain:
    """The value in a cell of a field."""
    if kind == "records":
        return [read_record(item, MAIN[key]) for item in items_in(cell)]
    if kind == "flag":
        return _FLAGS.get(cell.strip().casefold(), cell.strip())
    if kind in ("text", "texts"):
        return cell.strip()
    found = items_in(cell)
    return [] if found == [EMPTY] else [item.removeprefix(f"{EMPTY} ") for item in found]


def _joined(items: Any) -> str:
    return "\n".join(item.replace("\n", f"\n{GOES_ON}") for item in items)


def items_in(cell: str) -> list[str]:
    """The items of a list in a cell; lines without anything are left out."""
    found: list[str] = []
    for line in cell.split("\n"):
        if line.startswith(GOES_ON) and found:
            found[-1] += "\n" + line[len(GOES_ON) :]
        elif line.strip():
            found.append(line.lstrip())
    return [item.strip() for item in found]


def _marked(item: str) -> str:
    return f"{EMPTY} {item}" if item.startswith(EMPTY) else item


def record_text(record: Plain, main: str) -> str:
    """A text, or a mapping in brackets before the text that is its main value."""
    if isinstance(record, str):
        return record if read_record(record, main) == record else f"{EMPTY} {record}"
    assert isinstance(record, Mapping)
    pairs = [f"{name}={written(value)}" for name, value in _flat(record) if name != main]
    text = record.get(main, "")
    return f"[{'; '.join(pairs)}] {text if isinstance(text, str) else ''}".rstrip()


def _flat(record: Mapping[str, Plain]) -> list[tuple[str, str]]:
    """The values of a mapping; those of one within it under both their names."""
    found: list[tuple[str, str]] = []
    for key, value in record.items():
        if isinstance(value, Mapping):
            found += [(f"{key}.{written(name)}", str(one)) for name, one in value.items()]
        else:
            found.append((key, str(value)))
    return found


def written(text: str) -> str:
    """A name or value between signs: as it is, or in double quotes where it holds signs itself."""
    return text if _SIMPLE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def read(text: str) -> str:
    """What `written` wrote."""
    if not text.startswith('"'):
        return text
    try:
        return str(json.loads(text, strict=False))
    except ValueError:  # a backslash that a person meant as such
        return text[1:-1]


def read_record(item: str, main: str) -> Plain:
    """A mapping where the item begins with one in brackets, else the text itself."""
    if item == EMPTY or item.startswith(f"{EMPTY} "):
        return item[len(EMPTY) :].strip()
    record: dict[str, Any] = {}
    at = 1
    while item.startswith("[") and (pair := _PAIR.match(item, at)):
        key = _KEYS.get(pair[1], pair[1])
        if pair[2] is None:
            record[key] = read(pair[3])
        elif isinstance(record.setdefault(key, {}), dict):
            record[key][read(pair[2])] = read(pair[3])
        at = pair.end()
        if pair[4] != ";":
            text = item[at:].strip()
            return record | ({main: text} if text else {})
    return item
