"""The output of one command for several coders, held until all are done: one table, or one after another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from qualcode.errors import UsageError

CODER = "coder"
"""The first column where tables of several coders stand in one."""


@dataclass(slots=True)
class Stack:
    """What was put out so far, each with the coder: texts, tables (header, rows) and other values.

    `format` is that of the tables; `told` are warnings, which are not told again for the next coder.
    """

    coder: str = ""
    format: str = "csv"
    texts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[tuple[str, Sequence[str], Sequence[Sequence[Any]]]] = field(default_factory=list)
    values: list[tuple[str, Any]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def table(self) -> tuple[list[str], list[list[Any]]]:
        """All tables as one, the coder in the first column; a column that a table lacks is empty there."""
        header = list(dict.fromkeys(name for _, names, _ in self.tables for name in names))
        rows = [
            [coder, *(dict(zip(names, row, strict=True)).get(name) for name in header)]
            for coder, names, table in self.tables
            for row in table
        ]
        return [CODER, *header], rows

    def text(self, heading: str) -> str:
        """All texts below headings."""
        return "\n\n".join(f"{heading.format(coder)}\n\n{text.rstrip()}" for coder, text in self.texts)

    def objects(self) -> list[dict[str, Any]]:
        """All other values as objects with the coder first."""
        return [{CODER: coder, **value} for coder, value in self.values]


_OPEN: ContextVar[Stack | None] = ContextVar("stack", default=None)


def open_stack() -> Stack | None:
    """The stack that output goes to, if it does not go out at once."""
    return _OPEN.get()


@contextmanager
def _opened(stack: Stack) -> Iterator[None]:
    token = _OPEN.set(stack)
    try:
        yield
    finally:
        _OPEN.reset(token)


def no_stack(what: str) -> None:
    """Refuse output that cannot stand below or beside that of another coder."""
    if _OPEN.get() is not None:
        cure = "name one coder, or choose --format text, csv or json"
        raise UsageError(f"{what} is of one coder", cure=cure, slug="coders")


def for_each(coders: Sequence[str], work: Callable[[str], object]) -> tuple[Stack, int]:
    """The output of `work` for each coder, and the exit status of the first that has another than 0.

    Raises UsageError for a coder who is named twice.
    """
    import typer

    twice = next((one for one in coders if coders.count(one) > 1), "")
    if twice:
        raise UsageError(f"{twice} is named twice", cure="name each coder once", slug="coders")
    stack, status = Stack(), 0
    with _opened(stack):
        for one in coders:
            stack.coder = one
            try:
                work(one)
            except typer.Exit as left:
                status = status or left.exit_code
    return stack, status
