"""Which codings do not fit a text."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from qualcode.journal.anchor import anchored, stands
from qualcode.journal.state import Coding
from qualcode.terms import CodeId
from qualcode.text.digest import sha256_of

Fault: TypeAlias = Literal["text", "orphan", "quote", "code"]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A coding that does not fit, and why.

    fault
        `text`: it lies in another text than this one (its `sha256`), but its quote can be found in this one.
        `orphan`: it lies in another text or nowhere, and its quote cannot be found in this one. `quote`: this
        is its text, but what stands at its place is not its quote. `code`: the codebook has no such code.
    """

    coding: Coding
    fault: Fault


def misfits(
    codings: Iterable[Coding], text: str, *, codes: Collection[CodeId] | None = None
) -> tuple[Misfit, ...]:
    """The codings of one document that do not fit its fixed text, in their order.

    Parameters
    ----------
    codes
        The ids that the codebook has; None where codes are not looked at.

    A coding with an unknown code whose place does not fit either is listed twice.
    """
    listed = sorted(codings, key=lambda coding: coding.order)
    sha256 = sha256_of(text)
    elsewhere = [coding for coding in listed if not coding.span or coding.sha256 != sha256]
    lost = {coding.id for coding in anchored(elsewhere, "", text).orphans}
    found = []
    for coding in listed:
        if not coding.span or coding.sha256 != sha256:
            found.append(Misfit(coding, "orphan" if coding.id in lost else "text"))
        elif not stands(coding, text):
            found.append(Misfit(coding, "quote"))
        if codes is not None and coding.code not in codes:
            found.append(Misfit(coding, "code"))
    return tuple(found)
