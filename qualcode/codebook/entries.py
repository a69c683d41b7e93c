"""Whole codes in a codebook file: cut out, indented anew, put in elsewhere. Nothing else changes."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.codebook.nodes import Items, Node, Pairs, Text
from qualcode.codebook.source import BLOCKS, Entry, Field, Source, Span, bare, indent, is_blank, is_comment
from qualcode.errors import QualcodeError
from qualcode.terms import CodeId

Lines = list[str]


class Habits(NamedTuple):
    """How a file is written.

    How many columns its keys stand behind hyphens, its hyphens and inner keys behind the keys that they
    belong to; how many blank lines part codes at the top and below others; and its line end.
    """

    key: int
    hyphen: int
    inner: int
    gap_at_top: int
    gap_below: int
    end: str


def habits(source: Source, end: str) -> Habits:
    """The habits of a file, as its first codes, lists and mappings show them."""
    entries = [entry for entry in source.walk() if entry.is_apart and not entry.in_braces]
    fields = [field for entry in entries for field in entry.fields.values()]
    top = [*fields, *(field for field in source.fields.values() if field.items)]
    hyphens = (field.items[0].column - field.column for field in top if field.items)
    inner = (each.column - field.column for field in fields for each in list(field.fields.values())[:1])
    key = (entry.field_column - entry.column for entry in entries)
    at_top = _gap(source, source.codes) or 0
    below = (_gap(source, entry.children) for entry in entries)
    return Habits(
        key=max(2, next(key, 2)),
        hyphen=next(hyphens, 2),
        inner=next(inner, 2),
        gap_at_top=at_top,
        gap_below=next((gap for gap in below if gap is not None), at_top),
        end=end,
    )


def _gap(source: Source, codes: Sequence[Entry]) -> int | None:
    """How many blank lines stand before the second of some codes, where there are two."""
    if len(codes) < 2 or not codes[1].is_apart:
        return None
    start = codes[1].span.start
    return start - gap_above(source.lines, start)


def not_apart(entry: Entry, file: str) -> QualcodeError:
    """What is said where a code has no lines of its own."""
    line = entry.span.head + 1
    place = f"{file}:{line}" if file else f"line {line}"
    cure = "write it on lines of its own first: - id: …, one key below the other"
    how = "is written in braces: nothing can be put in there"
    if not entry.is_apart:
        how = "stands in a list in brackets, on no lines of its own"
    return QualcodeError(f"{entry.id} {how}", place=place, cure=cure, slug="braces")


def gap_above(lines: Sequence[str], at: int) -> int:
    """Where the blank lines directly above line `at` begin (`at` where there are none)."""
    while at > 0 and is_blank(lines[at - 1]):
        at -= 1
    return at


def gap_below(lines: Sequence[str], at: int) -> int:
    """Behind the blank lines that begin with line `at` (`at` where there are none)."""
    while at < len(lines) and is_blank(lines[at]):
        at += 1
    return at


def cut(lines: Lines, span: Span, siblings: Sequence[Span]) -> Lines:
    """`lines` without one of several things that stand one below the other, and without a gap too many."""
    start, end = span.start, span.end
    if span == siblings[0] and len(siblings) > 1:
        end = gap_below(lines, end)
    elif span != siblings[0] and (span == siblings[-1] or gap_below(lines, end) > end):
        start = gap_above(lines, start)
    return [*lines[:start], *lines[end:]]


def cut_item(lines: Lines, span: Span, siblings: Sequence[Span], owner: Field, entry: Entry) -> Lines:
    """`lines` without one item of a list; where the last one goes, so does its key.

    Parameters
    ----------
    siblings
        The spans of all items.
    owner, entry
        The field that holds the list, and the code that holds the field. The key stays where somebody
        wrote a comment beside it.
    """
    if len(siblings) == 1 and _is_lone_key(lines, owner, span):
        fields = sorted(field.span for field in entry.fields.values())
        return cut(lines, owner.span, fields)
    return cut(lines, span, siblings)


def _is_lone_key(lines: Lines, owner: Field, span: Span) -> bool:
    """Whether a field holds nothing but its key and the lines of `span`."""
    key = bare(lines[owner.span.head])
    others = [*range(owner.span.start, span.start), *range(span.end, owner.span.end)]
    rest = [at for at in others if at != owner.span.head and not is_blank(lines[at])]
    return not rest and key.strip() in (f"{owner.key.value}:", f'"{owner.key.value}":')


def cut_out(source: Source, lines: Lines, entry: Entry) -> Lines:
    """`lines`, which `source` tells about, without those of a code."""
    spans = [each.span for each in siblings_of(source, entry.parent)]
    if entry.parent is None:
        return cut(lines, entry.span, spans)
    parent = source.entries()[entry.parent]
    return cut_item(lines, entry.span, spans, parent.fields["children"], parent)


def siblings_of(source: Source, parent: CodeId | None) -> tuple[Entry, ...]:
    """The codes below a code, or at the top."""
    return source.entries()[parent].children if parent else source.codes


def beside(
    lines: Lines,
    block: Lines,
    spans: Sequence[Span],
    at: int,
    *,
    before: bool,
    column: int,
    usual: Sequence[str] = (),
) -> Lines:
    """`lines` with `block` before or behind the thing number `at` of several that stand one below the other.

    They are parted by the same blank lines as those are; beside a single one, by `usual` ones.
    """
    span = spans[at]
    above = lines[gap_above(lines, span.start) : span.start]
    below = lines[span.end : gap_below(lines, span.end)]
    if len(spans) == 1:
        gap = list(usual)
    elif before:
        gap = above if at else below
    else:
        gap = above if at == len(spans) - 1 else below
    if before:
        gap = gap or parting(block[-1], column)
        return [*lines[: span.start], *block, *gap, *lines[span.start :]]
    gap = gap or parting(lines[span.end - 1], column)
    return [*lines[: span.end], *gap, *block, *lines[span.end :]]


def parting(last: str, column: int) -> Lines:
    """A blank line where a comment would else be taken for one of the next thing."""
    parts = is_comment(last) and indent(last) <= column
    return [last[len(bare(last)) :]] if parts else []


def shifted(source: Source, entry: Entry, column: int) -> Lines:
    """The lines of a code, with its comments and children, indented so that its hyphen stands in `column`.

    Lines that stand further to the left than the code stay where they are: comments, and texts in quotes
    whose indentation means nothing. In a block of text, blanks that belong to the text are kept.
    """
    by = column - entry.column
    blocks = {at: depth for node in texts_in(entry.node) for at, depth in _block_lines(source, node)}
    return [
        _shifted(source.lines[at], by, blocks.get(at, entry.column), in_block=at in blocks)
        for at in range(entry.span.start, entry.span.end)
    ]


def _shifted(line: str, by: int, least: int, *, in_block: bool) -> str:
    if indent(bare(line)) < least or (is_blank(line) and not in_block):
        return line
    return " " * by + line if by > 0 else line[-by:]


def texts_in(node: Node) -> Iterator[Text]:
    """All texts below a node, but for keys, in the order of the file."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from texts_in(item)
    elif isinstance(node, Pairs):
        for _, value in node.pairs:
            yield from texts_in(value)


def _block_lines(source: Source, node: Text) -> list[tuple[int, int]]:
    """The lines of a block of text, each with the indentation of the block."""
    if node.style not in BLOCKS:
        return []
    within = range(node.line, node.last_line - 1)
    depths = [indent(source.lines[at]) for at in within if not is_blank(source.lines[at])]
    return [(at, min(depths, default=0)) for at in within]
