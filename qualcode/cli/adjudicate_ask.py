"""One disputed unit after another on the terminal: its passage, who gave which codes, what is decided."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from qualcode.cli.columns import cell_width, padded, plural
from qualcode.cli.problems import tell
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from qualcode.codebook.model import Codebook
    from qualcode.project.agreement.finished import Adjudication, Disputed
    from qualcode.project.codings.code_names import CodeNames
    from qualcode.terms import CodeId

CONTEXT = 240
"""Characters shown on each side of a passage."""

SKIP, QUIT, ALL = "s", "q", "?"
HELP = "numbers, ids or names, with commas; - no code; s leave open; ? all codes; q stop"
Answer: TypeAlias = "tuple[CodeId, ...] | str"


def ask_each(adjudication: "Adjudication", by: str, *, decided: bool) -> None:
    """Ask about every disputed unit; each decision is on the disk before the next one is shown."""
    from rich.console import Console

    from qualcode.project.agreement.adjudicating import disputed, settle, take_over

    console = Console(highlight=False, soft_wrap=True)
    tell(take_over(adjudication), ())
    found = disputed(adjudication, decided=decided)
    done = 0
    for number, one in enumerate(found, 1):
        _show(console, adjudication, one, f"{number} of {len(found)}")
        answer = _codes(console, adjudication.plan.codebook, one)
        if answer == QUIT:
            break
        if isinstance(answer, str):
            continue
        reason = _typed(console, "reason: ")
        try:
            settle(adjudication, one, answer, reason or "", by)
        except UsageError as problem:
            console.print(f"not saved: {problem.message}", markup=False)
            continue
        done += 1
        console.print("saved", style="dim")
    left = len(disputed(adjudication, decided=False))
    console.print(f"{plural(done, adjudication.by)} decided, {left:,} not decided yet", markup=False)
    if left:
        return
    console.print("consensus has finished " + ", ".join(adjudication.documents), markup=False)


def _show(console: "Console", adjudication: "Adjudication", one: "Disputed", count: str) -> None:
    """Where it stands, the passage between what is said before and after, and the codes by coder."""
    from rich.text import Text

    text = adjudication.documents[one.document].text
    before, after = text[max(0, one.start - CONTEXT) : one.start], text[one.end : one.end + CONTEXT]
    cut = "…" if one.start > CONTEXT else "", "…" if one.end + CONTEXT < len(text) else ""
    console.print()
    console.print(f"{count} · {one.document} · {adjudication.by} {one.unit} · {one.speaker}", markup=False)
    passage = ((cut[0] + before, "dim"), (f">> {one.text} <<", "bold"), (after + cut[1], "dim"))
    console.print(Text.assemble(*passage))
    names = adjudication.plan.codebook.names_in()
    width = max(map(cell_width, one.coders))
    for label, codes in zip(one.coders, one.given, strict=True):
        said = "has not finished it" if codes is None else _named(codes, names)
        console.print(f"  {padded(label, width)}  {said}", markup=False)
    if one.decision:
        why = f" ({one.decision.reason})" if one.decision.reason else ""
        said = f"{_named(one.decision.codes, names)}, by {one.decision.by}{why}"
        console.print(f"  decided: {said}", markup=False)


def _named(codes: Sequence["CodeId"], names: dict["CodeId", str]) -> str:
    """Codes with their names, where these are others."""
    shown = (f"{code} {names[code]}" if names.get(code, code) != code else code for code in codes)
    return ", ".join(shown) or "-"


def _codes(console: "Console", codebook: "Codebook", one: "Disputed") -> Answer:
    """The codes that are decided for, or SKIP or QUIT."""
    from qualcode.project.codings.code_names import CodeNames

    given = {code for codes in one.given for code in codes or ()}
    order = sorted(codebook.index(), key=lambda code: code not in given)
    words, names = CodeNames(codebook), codebook.names_in()

    def listing(n: int) -> None:
        for number, code in enumerate(order[:n], 1):
            console.print(f"  {number:>3}  {_named([code], names)}", markup=False)

    listing(len(given))
    console.print(HELP, style="dim", markup=False)
    while True:
        typed = _typed(console, "codes: ")
        if typed is None or typed.casefold() == QUIT:
            return QUIT
        if not typed or typed.casefold() == SKIP:
            return SKIP
        if typed in (ALL, "？"):
            listing(len(order))
            continue
        codes = _meant(typed, words, order, lambda fault: console.print(f"  {fault}", markup=False))
        if codes is not None:
            return codes


def _meant(
    typed: str, words: "CodeNames", order: Sequence["CodeId"], tell: Callable[[str], None]
) -> tuple["CodeId", ...] | None:
    """What was typed as codes, numbers among them; None where something is none, which is told."""
    parts = typed.replace("，", ",").replace("、", ",").replace(";", ",").split(",")
    ids = [_by_number(part.strip(), order) for part in parts]
    meant = words.meant(",".join(ids))
    for fault in meant.faults:
        tell(fault)
    return meant.codes


def _by_number(part: str, order: Sequence["CodeId"]) -> str:
    with suppress(ValueError):
        if part not in order and 1 <= int(part) <= len(order):
            return order[int(part) - 1]
    return part


def _typed(console: "Console", prompt: str) -> str | None:
    """A line, or None at the end of what is typed."""
    try:
        return console.input(prompt).strip()
    except EOFError:
        return None
