"""What an adjudication has changed, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.cli.columns import plural

if TYPE_CHECKING:
    from qualcode.project.agreement.sheet import Adjudicated

NAMED = 10


def adjudicated_text(done: "Adjudicated", unit: str) -> str:
    """What was decided, what was refused, what is left, and where consensus is whole."""
    return "\n".join(_lines(done, unit))


def _lines(done: "Adjudicated", unit: str) -> Iterator[str]:
    before = f", {done.same} as before" if done.same else ""
    yield f"{plural(done.settled, unit)} decided{before}"
    if done.refused:
        yield f"refused: {_some(done.refused)}"
        yield "  their codings or text are others than when the sheet was written: write a new one"
    if done.finished:
        yield f"consensus has finished {plural(len(done.finished), 'document')}: {_some(done.finished)}"
    if done.left:
        yield f"not decided yet: {plural(done.left, unit)} in {_some(done.unfinished)}"


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
