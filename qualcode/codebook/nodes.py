"""YAML text to a tree of nodes that know their place.

Nothing is converted: a plain `12345`, `2024-01-02` or `yes` is the text that stands there.
Anchors, aliases, tags and merge keys have no meaning in a codebook and are reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from qualcode.codebook.faults import Faults, Place
from qualcode.codebook.lists import STAND_IN, Taken, take_out
from qualcode.codebook.mend import Mending, clean, mend
from qualcode.codebook.traps import LISTS, explain, quote_cure, trap
from qualcode.errors import Problem

MAX_DEPTH = 80
MAX_REREAD = 4_000_000
"""How many characters are read again, in all, to find more faults after one that was mended."""


class Text(NamedTuple):
    """A scalar. `style` is empty for a plain one, else its sign: ' " | or >."""

    value: str
    line: int
    column: int
    style: str = ""
    last_line: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written: `key:` without a value."""
        return not self.value and not self.style

    @property
    def on_one_line(self) -> bool:
        """Whether it begins and ends on one line, so that its columns are those of the file."""
        return self.last_line == self.line and self.style not in ("|", ">")


class Items(NamedTuple):
    """A list. `whole` is False where a fault in the YAML cut it short.

    `end` is the place behind the closing bracket of a list that is written in brackets.
    """

    items: tuple["Node", ...]
    line: int
    column: int
    whole: bool = True
    end: Place | None = None


class Pairs(NamedTuple):
    """A mapping, its keys distinct. `whole` is False where a fault in the YAML cut it short.

    `end` is the place behind the closing brace of a mapping that is written in braces.
    """

    pairs: tuple[tuple[Text, "Node"], ...]
    line: int
    column: int
    whole: bool = True
    end: Place | None = None


class Reported(NamedTuple):
    """Something that cannot be used and has been reported."""

    line: int
    column: int


Node: TypeAlias = Text | Items | Pairs | Reported


def read_nodes(faults: Faults) -> Node | None:
    """The tree of the YAML text in `faults.lines`, or None where there is nothing.

    What is wrong with the YAML goes to `faults`. Faults of known kinds are mended on the
    way, so that the rest of the file is read too; at another one the tree ends.
    """
    mending = Mending(clean(faults))
    if not faults.errors and (sound := _sound(tuple(mending.lines))):
        return sound[0]
    while True:
        builder = _Builder(faults, mending.spoiled)
        fault = builder.read("\n".join(mending.lines))
        if fault is None or _is_enough(mending) or not mend(mending, fault, faults):
            break
    if fault is not None:
        faults.errors.append(explain(fault, faults))
        builder.cut()
    faults.errors.extend(builder.problems)
    return builder.root


@lru_cache(maxsize=4)
def _sound(lines: tuple[str, ...]) -> tuple[Node | None] | None:
    """The tree of a text without any fault, or None. Kept: a change reads one text several times."""
    builder = _Builder(Faults("", list(lines)), set())
    return (builder.root,) if builder.read_quickly(lines) and not builder.problems else None


def _is_enough(mending: Mending) -> bool:
    return mending.rounds * sum(map(len, mending.lines)) > MAX_REREAD


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; `label` is the key that it stands under."""

    is_list: bool
    line: int
    column: int
    label: str
    in_brackets: bool
    children: list[Node] = field(default_factory=list)


class _StopError(Exception):
    """Nothing after this place can be read."""


class _Builder:
    """One reading of a YAML text, event by event."""

    def __init__(self, faults: Faults, spoiled: set[int]) -> None:
        self.faults = faults
        self.spoiled = spoiled
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0
        self.starts: list[int] = []
        self.taken = Taken({}, {})

    def read_quickly(self, lines: Sequence[str]) -> bool:
        """Read `lines` with long lists taken out; False where that does not give the whole tree."""
        kept, self.taken = take_out(lines)
        return self.read("\n".join(kept)) is None and not any(self.taken)

    def read(self, text: str) -> Any:
        """Read all of `text`; the YAML error that ended the reading, or None."""
        from ruamel.yaml.error import YAMLError

        self.starts = _line_starts(text)
        try:
            for event in _yaml().parse(text):
                self.take(event)
        except YAMLError as fault:
            self.drop_last(getattr(fault, "problem_mark", None))
            return fault
        except _StopError:
            self.cut()
        return None

    def drop_last(self, mark: Any) -> None:
        """A text that runs up to the fault is not the text that was meant."""
        last = self.stack[-1].children[-1] if self.stack and self.stack[-1].children else None
        if isinstance(last, Text) and mark is not None and last.last_line > mark.line:
            self.stack[-1].children[-1] = Reported(last.line, last.column)

    def take(self, event: Any) -> None:
        """Add one event to the tree."""
        match type(event).__name__:
            case "ScalarEvent":
                self.scalar(event)
            case "AliasEvent":
                self.alias(event)
            case "SequenceStartEvent" | "MappingStartEvent" as kind:
                self.open(event, is_list=kind == "SequenceStartEvent")
            case "SequenceEndEvent" | "MappingEndEvent":
                self.close(behind=self.place(event.end_mark))
            case "DocumentStartEvent":
                self.document(event)

    def place(self, mark: Any) -> Place:
        """The place of a mark, in code points of the line."""
        return Place(mark.line + 1, mark.index - self.starts[mark.line] + 1)

    def label(self) -> str:
        """The key under which the next node stands; for an item that of its list."""
        if not self.stack:
            return ""
        top = self.stack[-1]
        last = top.children[-1] if len(top.children) % 2 else None
        return top.label if top.is_list else last.value if isinstance(last, Text) else ""

    def report(self, message: str, at: Place, cure: str, slug: str = "yaml") -> None:
        self.problems.append(self.faults.problem(message, at, cure=cure, slug=slug))

    def put(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def scalar(self, event: Any) -> None:
        at = self.place(event.start_mark)
        odd = self.odd(event, at) and (self.label() in LISTS or not event.value)
        spoiled = at.line in self.spoiled and not event.value and event.style == "'"
        if odd or spoiled:
            self.put(Reported(at.line, at.column))
        else:
            last, value = event.end_mark.line + 1, event.value
            if value == STAND_IN and event.style == '"':
                value = self.taken.texts.pop(at.line, value)
            self.put(Text(value, at.line, at.column, event.style or "", last))
            if self.stack and self.stack[-1].is_list:
                for item in self.taken.items.pop(at.line, ()):
                    self.put(Text(item.value, item.line, item.column, item.style, item.line))

    def odd(self, event: Any, at: Place) -> bool:
        """Report an anchor or a tag; whether there is one."""
        if event.anchor is None and event.tag is None:
            return False
        what = "an anchor (&)" if event.anchor is not None else "a tag (!)"
        self.refuse(what, at)
        return True

    def refuse(self, what: str, at: Place) -> None:
        label = self.label()
        if label == "<<":
            return
        if label in LISTS and self.stack[-1].is_list:
            body = self.faults.lines[at.line - 1][at.column - 1 :]
            message = trap(body, label) or f"YAML reads this as {what}"
            self.report(message, at, quote_cure(self.faults, at, label))
        else:
            cure = "write the text out where it is needed; a text that starts so must stand in single quotes"
            self.report(f"{what} has no meaning in a codebook", at, cure)

    def alias(self, event: Any) -> None:
        at = self.place(event.start_mark)
        self.refuse("an alias (*)", at)
        self.put(Reported(at.line, at.column))

    def open(self, event: Any, *, is_list: bool) -> None:
        at = self.place(event.start_mark)
        self.odd(event, at)
        if len(self.stack) >= MAX_DEPTH:
            self.report("lists and mappings are nested too deeply here", at, "make the tree of codes flatter")
            raise _StopError
        self.stack.append(_Open(is_list, at.line, at.column, self.label(), bool(event.flow_style)))

    def close(self, *, whole: bool = True, behind: Place | None = None) -> None:
        top = self.stack.pop()
        end = behind if top.in_brackets else None
        if top.is_list:
            self.put(Items(tuple(top.children), top.line, top.column, whole, end))
        else:
            self.put(Pairs(self.pairs(top.children), top.line, top.column, whole, end))

    def cut(self) -> None:
        """Close whatever is open, because the rest cannot be read."""
        while self.stack:
            self.close(whole=False)

    def pairs(self, children: list[Node]) -> tuple[tuple[Text, Node], ...]:
        first: dict[str, int] = {}
        kept: list[tuple[Text, Node]] = []
        for key, value in zip(children[::2], children[1::2], strict=False):
            if self.is_good_key(key, first):
                assert isinstance(key, Text)
                first[key.value] = key.line
                kept.append((key, value))
        return tuple(kept)

    def is_good_key(self, key: Node, first: dict[str, int]) -> bool:
        at = Place(key.line, key.column)
        if isinstance(key, Reported):
            return False
        if not isinstance(key, Text):
            self.report("a key must be one word", at, "put a text that starts with { or [ in single quotes")
            return False
        if key.value == "<<":
            cure = "write the fields out in each code"
            self.report("merge keys (<<) have no meaning in a codebook", at, cure)
            return False
        if key.value in first:
            cure = f"keep one of the two (the other is in line {first[key.value]})"
            self.report(f"{key.value} stands twice in one place", at, cure, "duplicate-key")
            return False
        return True

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            cure = "one file holds one codebook: take the line --- out, or put the rest in a file of its own"
            self.report("a second YAML document begins here", self.place(event.start_mark), cure)
            raise _StopError


def _yaml() -> Any:
    """The YAML reader without its look for characters that `clean` replaced: its pattern is slow to make."""
    from ruamel.yaml import YAML
    from ruamel.yaml.reader import Reader

    class Cleaned(Reader):
        def check_printable(self, data: Any) -> None:
            pass

    yaml = YAML(typ="safe", pure=True)
    yaml.Reader = Cleaned
    return yaml


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
