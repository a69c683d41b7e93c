"""Where everything stands in the text of a codebook file: the lines of each code, field and item.

Edits and merges work on these lines and leave all others as they are. `read_source` takes a text
that `read_codebook` has found free of errors. What it gives:

- `Source.lines`: the lines of the file, each with its own line end, so that `"".join` of them gives
  the text back (after `Source.bom`); an edit is a change of this list.
- `Span`: lines `start` to `end` (from 0, half-open) that belong to a thing, and `head`, the line in which
  the thing itself begins. Lines `start` to `head` are its comments.
- `Field`: a key and its value; with `fields`, where the value is a mapping on lines of its own, and `items`,
  where it is a list on lines of its own.
- `Entry`: a code, with its fields and the codes below it.

Whose lines are which:

- A comment directly above a thing belongs to it; a blank line between them parts them. A comment that is
  indented deeper than the thing belongs to what stands above, as indentation says; only the first thing
  of a list or mapping has whatever comments stand between it and the key.
- A comment below a thing belongs to it where it is indented deeper than the thing, or as deep with
  no blank line between; the former rule goes first.
- Blank lines, and comments that belong to no code, field or item, are in none of their spans, but in the
  span of what encloses them.

A list in brackets or a mapping in braces (`children: [{id: a}]`) may share its lines with others. Its
parts have no lines of their own: `is_apart` is False for such a code, and `fields` and `items` are empty.
Their nodes (`Field.value`) know places in the text all the same.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.codebook.faults import Faults
from qualcode.codebook.nodes import Items, Node, Pairs, Text, read_nodes
from qualcode.errors import QualcodeError
from qualcode.text.patterns import lazy

BLOCKS = ("|", ">")
"""Signs of a block of text."""

_LINE = lazy(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DASH = lazy(r"( *)-(?: +|$)")
_LONE_DASH = lazy(r"( *)- *(?: #.*)?$")


class Span(NamedTuple):
    """Lines `start` to `end` of a file, from 0 and half-open; the thing itself begins in line `head`."""

    start: int
    head: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list on lines of its own; `column` (from 0) is that of its hyphen."""

    value: Node
    span: Span
    column: int


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value; `column` (from 0) is that of the key.

    `fields` are those of a mapping, and `items` those of a list, that stands on lines of its own.
    """

    key: Text
    value: Node
    span: Span
    column: int
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A code: where it stands, its fields by their keys, and the codes below it.

    `column` (from 0) is that of its hyphen, `field_column` that of its keys or its brace. Where `is_apart` is
    False, the code stands in a list in brackets: it has no hyphen (`column` is -1), and its lines may hold
    other things too. A code that is written in braces has no `fields`.
    """

    id: str
    parent: str | None
    node: Pairs
    span: Span
    column: int
    field_column: int
    is_apart: bool
    fields: Mapping[str, Field]
    children: tuple["Entry", ...]

    @property
    def in_braces(self) -> bool:
        """Whether it is written as `{id: …}`."""
        return self.node.end is not None

    def walk(self) -> Iterator["Entry"]:
        """This code and all below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    def value(self, key: str) -> Node | None:
        """The value of a key, however the code is written."""
        return next((value for each, value in self.node.pairs if each.value == key), None)


@dataclass(frozen=True, slots=True)
class Source:
    """A codebook file as lines (with their line ends), and what stands where.

    `fields` are the keys at the top: `format`, `codebook` (whose own `fields` are the settings), `codes`.
    """

    bom: str
    lines: tuple[str, ...]
    fields: Mapping[str, Field]
    codes: tuple[Entry, ...]

    @property
    def text(self) -> str:
        """The text of the file, as it was read."""
        return self.bom + "".join(self.lines)

    def walk(self) -> Iterator[Entry]:
        """All codes, parents before their children, in the order of the file."""
        for entry in self.codes:
            yield from entry.walk()

    def entries(self) -> dict[str, Entry]:
        """All codes by their ids."""
        return {entry.id: entry for entry in self.walk()}


def split_lines(text: str) -> tuple[str, ...]:
    r"""The lines of `text` with their line ends (`\n`, `\r\n` or `\r`)."""
    return tuple(_LINE.findall(text))


def bare(line: str) -> str:
    """A line without its line end."""
    return line.rstrip("\r\n")


def indent(line: str) -> int:
    """With how many blanks a line begins."""
    return len(line) - len(line.lstrip(" "))


def is_blank(line: str) -> bool:
    """Whether a line holds nothing that can be seen."""
    return not line.strip()


def is_comment(line: str) -> bool:
    """Whether a line, outside a block of text, holds a comment and nothing else."""
    return line.lstrip(" \t").startswith("#")


def read_source(text: str) -> Source:
    """Where everything stands in the text of a codebook that has no errors.

    Raises
    ------
    QualcodeError
        For a text that is no codebook, or written in a way that cannot be told apart by lines:
        the whole file in braces, or keys behind a question mark.
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    lines = split_lines(text[len(bom) :])
    reader = _Reader(tuple(map(bare, lines)))
    root = read_nodes(Faults("", [*reader.lines, ""]))
    if not isinstance(root, Pairs) or root.end is not None:
        raise _not_by_lines("the file is not written as keys on lines of their own", 1)
    fields = reader.fields(root, floor=-1, limit=len(lines))
    codes = reader.entries(fields.get("codes"))
    return Source(bom, lines, fields, codes)


def _not_by_lines(message: str, line: int) -> QualcodeError:
    cure = "write each key and each code on a line of its own, as in docs/codebook.md"
    return QualcodeError(message, place=f"line {line}", cure=cure, slug="not-by-lines")


class _Thing(NamedTuple):
    """Something on lines of its own: its first line and its last, and its column, all from 0."""

    head: int
    last: int
    column: int


@dataclass(frozen=True, slots=True)
class _Reader:
    """The lines of a file, without line ends, from which spans are read."""

    lines: Sequence[str]

    def fields(self, node: Pairs, *, floor: int, limit: int) -> dict[str, Field]:
        """The fields of a mapping on lines of its own; their comments lie between `floor` and `limit`."""
        things = [self.thing(key, value) for key, value in node.pairs]
        spans = self.spans(things, floor=floor, limit=limit)
        return {
            key.value: self.field(key, value, span)
            for (key, value), span in zip(node.pairs, spans, strict=True)
        }

    def thing(self, key: Text, value: Node) -> _Thing:
        if self.lines[key.line - 1][: key.column - 1].rstrip().endswith("?"):
            raise _not_by_lines(f"{key.value} stands behind a question mark", key.line)
        return _Thing(key.line - 1, self.last_of(key, value), key.column - 1)

    def field(self, key: Text, value: Node, span: Span) -> Field:
        inner = {"floor": key.line - 1, "limit": span.end}
        fields = self.fields(value, **inner) if isinstance(value, Pairs) and not value.end else {}
        items = self.items(value, **inner) if isinstance(value, Items) and not value.end else ()
        return Field(key, value, span, key.column - 1, fields, items)

    def items(self, node: Items, *, floor: int, limit: int) -> tuple[Item, ...]:
        things = [self.hyphened(item) for item in node.items]
        spans = self.spans(things, floor=floor, limit=limit)
        return tuple(
            Item(item, span, thing.column)
            for item, span, thing in zip(node.items, spans, things, strict=True)
        )

    def hyphened(self, node: Node) -> _Thing:
        """The hyphen before an item: in its line, or in one above where nothing else stands."""
        dash = _DASH.match(self.lines[node.line - 1])
        if dash and dash.end() <= node.column - 1:
            return _Thing(node.line - 1, self.last(node), len(dash[1]))
        for at in range(node.line - 2, -1, -1):
            dash = _LONE_DASH.match(self.lines[at])
            if dash:
                return _Thing(at, self.last(node), len(dash[1]))
            if not (is_blank(self.lines[at]) or is_comment(self.lines[at])):
                break
        raise _not_by_lines("an item of a list has no hyphen of its own", node.line)

    def last_of(self, key: Text, value: Node) -> int:
        empty = isinstance(value, Text) and value.is_empty
        return key.line - 1 if empty else max(key.line - 1, self.last(value))

    def last(self, node: Node) -> int:
        """The last line (from 0) that holds a part of `node`."""
        if isinstance(node, Items | Pairs) and node.end:
            return node.end.line - 1
        if isinstance(node, Pairs):
            return max((self.last_of(key, value) for key, value in node.pairs), default=node.line - 1)
        if isinstance(node, Items):
            return max((self.last(item) for item in node.items), default=node.line - 1)
        if isinstance(node, Text) and node.style in BLOCKS:
            return self.last_of_block(node)
        return max(node.line, node.last_line) - 1 if isinstance(node, Text) else node.line - 1

    def last_of_block(self, node: Text) -> int:
        """The last line of a block of text that is not blank; the reader stops in the line behind it."""
        within = range(node.last_line - 2, node.line - 1, -1)
        return next((at for at in within if not is_blank(self.lines[at])), node.line - 1)

    def spans(self, things: Sequence[_Thing], *, floor: int, limit: int) -> list[Span]:
        """The lines of things that stand one below the other, with the comments that belong to them."""
        starts = []
        for number, thing in enumerate(things):
            above = floor if number == 0 else things[number - 1].last
            starts.append(self.start(thing, above, is_first=number == 0 and floor >= 0))
        ends = [*starts[1:], limit]
        return [
            Span(start, thing.head, self.end(thing, until))
            for thing, start, until in zip(things, starts, ends, strict=True)
        ]

    def start(self, thing: _Thing, above: int, *, is_first: bool) -> int:
        """The first of the comments directly above, below line `above`."""
        at = thing.head
        while at - 1 > above and is_comment(self.lines[at - 1]):
            if not is_first and indent(self.lines[at - 1]) > thing.column:
                break
            at -= 1
        return at

    def end(self, thing: _Thing, until: int) -> int:
        """Behind the last of the comments below that belong to the thing, before line `until`."""
        end, touches = thing.last + 1, True
        for at in range(thing.last + 1, until):
            deep = indent(self.lines[at])
            if is_blank(self.lines[at]):
                touches = False
            elif is_comment(self.lines[at]) and (deep > thing.column or (touches and deep == thing.column)):
                end = at + 1
            else:
                break
        return end

    def entries(self, codes: Field | None, parent: str | None = None) -> tuple[Entry, ...]:
        """The codes in `codes:` or `children:`."""
        if codes is None or not isinstance(codes.value, Items):
            return ()
        if codes.value.end:
            found = [self.entry(node, None, parent) for node in codes.value.items]
        else:
            found = [self.entry(item.value, item, parent) for item in codes.items]
        return tuple(entry for entry in found if entry)

    def entry(self, node: Node, item: Item | None, parent: str | None) -> Entry | None:
        """A code; without an `item` it stands in brackets."""
        if not isinstance(node, Pairs):
            return None
        span = item.span if item else Span(node.line - 1, node.line - 1, self.last(node) + 1)
        fields = {} if node.end else self.fields(node, floor=span.head, limit=span.end)
        written = next(value for key, value in node.pairs if key.value == "id")
        code_id = unicodedata.normalize("NFC", written.value.strip()) if isinstance(written, Text) else ""
        below = fields.get("children") or self.in_braces(node, span)
        return Entry(
            id=code_id,
            parent=parent,
            node=node,
            span=span,
            column=item.column if item else -1,
            field_column=node.column - 1,
            is_apart=item is not None,
            fields=fields,
            children=self.entries(below, code_id),
        )

    def in_braces(self, node: Pairs, span: Span) -> Field | None:
        """`children:` of a code in braces."""
        found = ((key, value) for key, value in node.pairs if key.value == "children")
        return next((Field(key, value, span, key.column - 1) for key, value in found), None)
