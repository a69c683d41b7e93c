"""`qualcode codings place`: a coding that lost its place when its text changed gets a new one."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.by_hand import SHORT, As, open_study
from qualcode.cli.columns import GAP, aligned, cell_width, fit, last_cells, padded
from qualcode.cli.put import Format, Output

if TYPE_CHECKING:
    from qualcode.project.codings.by_hand import ByHand
    from qualcode.project.codings.nearest import Near
    from qualcode.project.codings.placing import Placeable, Placed

BESIDE = 16
"""Cells of what stands on each side of a place that are shown."""
LEAST = 20
"""Cells of a passage at least."""

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The id of an own coding, or its beginning (qualcode codings list --orphans).",
        show_default=False,
    ),
]
Quote = Annotated[
    str,
    typer.Argument(metavar="[QUOTE]", help="The passage, as it stands in the text now.", show_default=False),
]
At = Annotated[
    str,
    typer.Option(
        metavar="START-END",
        help="The passage, by its first character and the one after its last.",
        show_default=False,
    ),
]
Nth = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Which of the places where QUOTE stands, from 1.", show_default=False
    ),
]


def place(
    id: Id,
    quote: Quote = "",
    at: At = "",
    nth: Nth = None,
    coder: As = "",
    format: Format = "text",
    output: Output = None,
) -> None:
    """Give an own coding another place: one that lost its place when its text was changed.

    Without a place, those are proposed where its words may be now.

    Examples: qualcode codings place c41d9e --as li
    qualcode codings place c41d9e --at 120-131 --as li
    qualcode codings place c41d9e "he was the one who led" --as li
    """
    from qualcode.errors import UsageError
    from qualcode.project.codings.placing import Sought, place_coding
    from qualcode.project.teams.coder_name import coder_named

    who, opened = coder_named(coder), open_study("codings place")
    if not (quote.strip() or at):
        if nth:
            raise UsageError(
                "--nth needs a quote", cure="write the quote, or leave --nth out", slug="idle-option"
            )
        _propose(opened, id, who, format, output)
        return
    if output or format != "text":
        cure = "leave the place out to have places proposed, or leave --format and -o out"
        raise UsageError("--format and -o are for proposals", cure=cure, slug="idle-option")
    if quote and at:
        raise UsageError("a quote and --at", cure="give one of them", slug="two-places")
    _tell(place_coding(opened, id, Sought(_span(at), quote, nth or 0), coder=who))


def _tell(done: "Placed") -> None:
    """Where a coding is now, and how that is taken back."""
    one, before = done.now, done.before
    said = " ".join((one.quote or "").split())
    short = one.id[:SHORT]
    if not done.did:
        typer.echo(f"{short} is there already: {one.document}:{one.start}-{one.end} {one.code} {said}")
        return
    typer.echo(f"placed {short} {one.document}:{one.start}-{one.end} {one.code} {said}")
    if before.sha256 == one.sha256:
        typer.echo(f"it was at {before.start}-{before.end}; --at {before.start}-{before.end} puts it back")
    else:
        typer.echo("not right? place it again, or take it back with qualcode codings remove")


def _span(at: str) -> tuple[int, int] | None:
    """The place that `--at` names."""
    from qualcode.errors import UsageError

    if not at:
        return None
    found = re.fullmatch(r"\s*([0-9]{1,12})\s*[-–:]\s*([0-9]{1,12})\s*", at)
    if not found:
        cure = "write two numbers: --at 120-131"
        raise UsageError(f"{at} is no place", cure=cure, slug="bad-place")
    return int(found[1]), int(found[2])


def _propose(opened: "ByHand", id: str, coder: str, format: str, output: Path | None) -> None:
    """Places where the words of a coding may be now."""
    from rich.text import Text

    from qualcode.cli.put import keep_inputs, put_table, put_text
    from qualcode.project.codings.placing import NEAR_COLUMNS, candidates, near_rows, placeable

    keep_inputs(output, *map(opened.study.path, ("text", "transcripts", "codings", "memos", "codebook.yaml")))
    found = placeable(opened, id, coder=coder)
    near = candidates(found)
    if format != "text":
        put_table(NEAR_COLUMNS, near_rows(found, near), format, output)
        return
    width = None if output else get_terminal_size().columns
    put_text(Text("\n".join(_lines(found, near, coder, width))), output)


def _lines(found: "Placeable", near: "Sequence[Near]", coder: str, width: int | None) -> Iterator[str]:
    from qualcode.errors import as_argument

    one = found.coding
    state = f"at {one.start}-{one.end}" if found.is_there else "without a place in the text of today"
    yield f"{one.id[:SHORT]} {one.document} {one.code}, {state}: “{_flat(one.quote or '')}”"
    if one.before or one.after:
        yield f"stood in: …{_flat(one.before or '')}[ ]{_flat(one.after or '')}…"
    if not near:
        yield "nothing like it is in the text: name a place with --at START-END or a quote, or take it back"
        return
    yield from _proposals(found.text, near, width)
    first = f"{near[0].start}-{near[0].end}"
    yield f"To place it: qualcode codings place {one.id[:SHORT]} --at {first} --as {as_argument(coder)}"


def _proposals(text: str, near: "Sequence[Near]", width: int | None) -> Iterator[str]:
    """A line a place: where, how much is the same, and the passage in its context."""
    cells = [[f"{one.start}-{one.end}", f"{one.similarity:.0%}", f"{one.around:.0%}"] for one in near]
    heads = aligned([["place", "same words", "same around"], *cells], [True] * 3)
    wide = max(map(cell_width, heads))
    room = max(width - wide - len(GAP), LEAST) if width else None
    yield heads[0]
    for head, one in zip(heads[1:], near, strict=True):
        before = last_cells(_flat(text[max(one.start - BESIDE, 0) : one.start]), BESIDE)
        after = _flat(text[one.end : one.end + BESIDE])
        said = f"{before}[{_flat(text[one.start : one.end])}]{after}"
        yield f"{padded(head, wide)}{GAP}{fit(said, room) if room else said}"


def _flat(text: str) -> str:
    """A text in one line, blanks at its ends kept as one."""
    return re.sub(r"\s+", " ", text)
