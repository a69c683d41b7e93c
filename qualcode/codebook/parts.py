"""The text of a codebook file as a tree of parts that can be compared, moved and put together again.

Lines of a part do not have its indentation, so that a code is the same wherever it stands. A line that
stands further to the left than its part begins with NUL, which no file holds, and is left where it is.
"""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

from qualcode.codebook.entries import texts_in
from qualcode.codebook.faults import Faults
from qualcode.codebook.nodes import Items, Node, Pairs, Text, read_nodes
from qualcode.codebook.source import BLOCKS, Entry, Field, Item, Source, Span, bare, split_lines
from qualcode.errors import RuleError
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from qualcode.terms import CodeId

Lines: TypeAlias = tuple[str, ...]
Kind: TypeAlias = Literal["leaf", "list", "mapping", "codes", "code"]
ABSOLUTE = "\0"
"""Sign of a line that is left where it is."""
ORDERED = ("languages", "levels")
"""Lists whose order matters: they are one piece."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a codebook file that belong together.

    key
        Its name in what holds it: a key, the id of a code, the content of an item.
    kind
        `leaf` for lines without inner parts; else what the inner parts are: items of a list, fields
        of a mapping, codes, and for a code its fields.
    lead, head, tail
        Comments above it; the lines before the first inner part (all, for a leaf); those behind the last.
    inner
        Its parts, each with the lines that part it from the one before.
    offset
        How much further to the right inner parts begin.
    content
        What it says, however it is written.
    inline
        Its value, where that is a list in brackets or a mapping in braces on the same line: `lead` is the
        text before its inner parts, `head` that behind them, without a comment.
    """

    key: Hashable
    kind: Kind
    lead: Lines = ()
    head: Lines = ()
    inner: tuple[tuple[Lines, "Part"], ...] = ()
    tail: Lines = ()
    offset: int = 0
    content: Hashable = None
    inline: "Part | None" = None

    @property
    def parts(self) -> dict[Hashable, "Part"]:
        """The inner parts by their keys."""
        return {part.key: part for _, part in self.inner}

    @property
    def gaps(self) -> dict[Hashable, Lines]:
        """What stands before each inner part, by its key."""
        return {part.key: gap for gap, part in self.inner}

    @property
    def lines(self) -> Lines:
        """All of its lines."""
        return (*self.lead, *self.body)

    @property
    def body(self) -> Lines:
        """All but the comments above it."""
        inner = [line for gap, part in self.inner for line in (*gap, *part.lines)]
        if self.kind == "code" and self.inner:
            return (*self.head, *with_hyphen(shifted(inner, self.offset), self.head), *self.tail)
        return (*self.head, *shifted(inner, self.offset), *self.tail)


def shifted(lines: Iterable[str], by: int) -> list[str]:
    """Lines that stand `by` further to the right."""
    return [line if line.startswith(ABSOLUTE) else " " * by + line for line in lines]


def with_hyphen(lines: Sequence[str], head: Lines) -> list[str]:
    """The lines of a code's fields with its hyphen, unless `head` has it on a line of its own."""
    if head:
        return list(lines)
    at = next(at for at, line in enumerate(lines) if is_text(line))
    return [*lines[:at], f"-{lines[at][1:]}", *lines[at + 1 :]]


def is_text(line: str) -> bool:
    """Whether a line holds something else than a comment."""
    said = line.removeprefix(ABSOLUTE).strip()
    return bool(said) and not said.startswith("#")


def comment_start(line: str) -> int:
    """Where the comment behind a value on one line begins; the end of the line where there is none."""
    quote, before = "", " "
    for at, char in enumerate(line):
        if quote:
            quote = "" if char == quote and before != "\\" else quote
        elif char in "\"'" and before in " [{,'":  # '' in single quotes closes them and opens them again
            quote = char
        elif char == "#" and before in " \t":
            return at
        before = char
    return len(line)


def n_comments(text: str) -> int:
    """In how many lines of a codebook's text a comment stands, by itself or behind something else."""
    lines = [bare(line) for line in split_lines(text)]
    if not any("#" in line for line in lines):
        return 0
    root = read_nodes(Faults("", [*lines, ""]))
    within = {at for node in (texts_in(root) if root else ()) for at in _wholly_text(node)}
    return sum(comment_start(line) < len(line) for at, line in enumerate(lines) if at not in within)


def _wholly_text(node: Text) -> range:
    """The lines, from 0, in which nothing but this text can stand, or nothing behind it."""
    return range(node.line if node.style in BLOCKS else node.line - 1, node.last_line - 1)


def written(lines: Iterable[str]) -> Iterator[str]:
    """Lines as they stand in a file."""
    for line in lines:
        yield line.removeprefix(ABSOLUTE)


def root_of(source: Source) -> Part:
    """The whole file as a part; put together again it gives the same lines.

    Every code of `source` must stand on lines of its own.
    """
    return _Parts(tuple(map(bare, source.lines))).root(source)


def codes_of(root: Part) -> Iterator[tuple[CodeId | None, Part]]:
    """All codes with the id of the code above, parents before their children."""
    yield from _codes(root, None)


def _codes(part: Part, parent: CodeId | None) -> Iterator[tuple[CodeId | None, Part]]:
    for _, field in part.inner:
        if field.kind == "codes":
            for _, code in field.inner:
                yield parent, code
                yield from _codes(code, str(code.key))


class _Parts:
    """The lines of a file, without line ends, of which parts are made."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def root(self, source: Source) -> Part:
        column = min((field.column for field in source.fields.values()), default=0)
        fields = [
            (field.span, self.codes(field, source.codes) if key == "codes" else self.field(field))
            for key, field in source.fields.items()
        ]
        whole = Span(0, 0, len(self.lines))
        return self.holding(Part("", "mapping", offset=column), whole, 0, fields, 0, column)

    def holding(
        self, part: Part, span: Span, at: int, inner: Sequence[tuple[Span, Part]], column: int, inside: int
    ) -> Part:
        """`part` with its inner parts, what stands between them from line `at` on, and what follows."""
        held = []
        for place, one in inner:
            held.append((self.cut(at, place.start, inside), one))
            at = place.end
        return replace(part, inner=tuple(held), tail=self.cut(at, span.end, column))

    def cut(self, start: int, end: int, column: int) -> Lines:
        return tuple(_relative(line, column) for line in self.lines[start:end])

    def field(self, field: Field, *, behind_hyphen: bool = False) -> Part:
        """A key with its value."""
        if field.key.value in ORDERED:
            return self.leaf(field, behind_hyphen=behind_hyphen)
        if field.items:
            parts = _numbered([self.item(field.key.value, item) for item in field.items])
            inner = [(item.span, part) for item, part in zip(field.items, parts, strict=True)]
            return self.nest(field, "list", inner, field.items[0].column, behind_hyphen=behind_hyphen)
        if field.fields:
            fields = [(one.span, self.field(one)) for one in field.fields.values()]
            column = next(iter(field.fields.values())).column
            return self.nest(field, "mapping", fields, column, behind_hyphen=behind_hyphen)
        leaf = self.leaf(field, behind_hyphen=behind_hyphen)
        return replace(leaf, inline=self.inline(field)) if len(leaf.head) == 1 else leaf

    def leaf(self, field: Field, *, behind_hyphen: bool) -> Part:
        head = self.head(field, field.span.end, behind_hyphen=behind_hyphen)
        lead = self.cut(field.span.start, field.span.head, field.column)
        said = content(field.value, field.key.value)
        return Part(field.key.value, "leaf", lead, head, content=said)

    def inline(self, field: Field) -> Part | None:
        """The value of a field, where it is a list or mapping on the line of its key."""
        value = field.value
        if not (isinstance(value, Items | Pairs) and value.end and value.line == value.end.line):
            return None
        nodes = value.items if isinstance(value, Items) else [key for key, _ in value.pairs]
        line, stop = self.lines[field.span.head], value.end.column - 2
        starts = [*(node.column - 1 for node in nodes), stop]
        if starts != sorted(starts) or not nodes or field.span.head != value.line - 1:
            return None
        texts = [line[start:end].rstrip(", ") for start, end in pairwise(starts)]
        keys = [content(node, field.key.value) for node in nodes]
        parts = [Part(key, "leaf", head=(text,), content=text) for key, text in zip(keys, texts, strict=True)]
        kind: Kind = "list" if isinstance(value, Items) else "mapping"
        inner = tuple(((), part) for part in (_numbered(parts) if kind == "list" else parts))
        before, behind = line[field.column : starts[0]], line[stop : comment_start(line)].rstrip()
        return Part("", kind, (before,), (behind,), inner)

    def nest(
        self,
        field: Field,
        kind: Kind,
        inner: Sequence[tuple[Span, Part]],
        inside: int,
        *,
        behind_hyphen: bool = False,
    ) -> Part:
        part = Part(
            field.key.value,
            kind,
            self.cut(field.span.start, field.span.head, field.column),
            self.head(field, field.span.head + 1, behind_hyphen=behind_hyphen),
            offset=inside - field.column,
        )
        return self.holding(part, field.span, field.span.head + 1, inner, field.column, inside)

    def head(self, field: Field, end: int, *, behind_hyphen: bool) -> Lines:
        """The lines of a field from its key on; a hyphen before the key belongs to the code."""
        first = self.lines[field.span.head]
        if behind_hyphen:
            first = " " * field.column + first[field.column :]
        rest = self.cut(field.span.head + 1, end, field.column)
        return (_relative(first, field.column), *rest)

    def item(self, key: str, item: Item) -> Part:
        lead = self.cut(item.span.start, item.span.head, item.column)
        head = self.cut(item.span.head, item.span.end, item.column)
        said = content(item.value, key)
        return Part(said, "leaf", lead, head, content=said)

    def codes(self, field: Field, entries: Sequence[Entry]) -> Part:
        """`codes:` or `children:`."""
        if not entries:
            return self.field(field)
        inner = [(entry.span, self.code(entry)) for entry in entries]
        return self.nest(field, "codes", inner, entries[0].column)

    def code(self, entry: Entry) -> Part:
        lead = self.cut(entry.span.start, entry.span.head, entry.column)
        said = _pairs([pair for pair in entry.node.pairs if pair[0].value != "children"])
        part = Part(entry.id, "code", lead, content=said)
        if entry.in_braces:
            return replace(part, head=self.cut(entry.span.head, entry.span.end, entry.column))
        first = next(iter(entry.fields.values()))
        behind = first.span.head == entry.span.head
        fields = [
            (field.span, self.inner_field(key, field, entry, behind_hyphen=behind and field is first))
            for key, field in entry.fields.items()
        ]
        at = entry.span.head if behind else entry.span.head + 1
        part = replace(
            part,
            head=self.cut(entry.span.head, at, entry.column),
            offset=entry.field_column - entry.column,
        )
        return self.holding(part, entry.span, at, fields, entry.column, entry.field_column)

    def inner_field(self, key: str, field: Field, entry: Entry, *, behind_hyphen: bool) -> Part:
        if key == "children":
            return self.codes(field, entry.children)
        return self.field(field, behind_hyphen=behind_hyphen)


def _relative(line: str, column: int) -> str:
    """A line without the indentation of its part, or marked where it has less."""
    return line[column:] if line and line.startswith(" " * column) else ABSOLUTE + line


def _numbered(parts: Sequence[Part]) -> list[Part]:
    """Items that say the same get keys of their own."""
    seen: Counter[Hashable] = Counter()
    numbered = []
    for part in parts:
        numbered.append(replace(part, key=(part.key, seen[part.key])))
        seen[part.key] += 1
    return numbered


def content(node: Node, key: str = "") -> Hashable:
    """What a value says, however it is written; rules in canonical spelling."""
    if isinstance(node, Text):
        return _rule(node.value) if key == "rules" else unicodedata.normalize("NFC", node.value.strip())
    if isinstance(node, Items):
        return ("list", *(content(item, key) for item in node.items))
    return ("mapping", *_pairs(node.pairs)) if isinstance(node, Pairs) else None


def _pairs(pairs: Sequence[tuple[Text, Node]]) -> tuple[tuple[str, Hashable], ...]:
    """Keys and what their values say, whatever their order."""
    return tuple(sorted((key.value, content(value, key.value)) for key, value in pairs))


@lru_cache(maxsize=1 << 14)
def _rule(text: str) -> str:
    try:
        return show(parse(text))
    except RuleError:
        return text.strip()
