"""Codings and memos by the beginnings of their ids."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from qualcode.errors import UsageError

_LISTED, _MORE = 3, 4


class Owned(Protocol):
    """What has an id and belongs to a coder."""

    @property
    def id(self) -> str:
        """Its id, in hex."""
        ...

    @property
    def coder(self) -> str:
        """Whose it is."""
        ...


T = TypeVar("T", bound=Owned)


def with_id(known: Iterable[T], id: str, what: str, *, cure: str, coder: str = "") -> T:
    """The one whose id begins so; with a `coder` only one of theirs.

    Raises UsageError where there is none (with `cure`), several are, or it is somebody else's.
    """
    begin = id.strip().casefold()
    found = [one for one in known if begin and one.id.startswith(begin)]
    own = [one for one in found if coder in ("", one.coder)]
    exact = [one for one in own if one.id == begin]
    if exact or len(own) == 1:
        return (exact or own)[0]
    if own:
        several = ", ".join(one.id[: len(begin) + _MORE] for one in own[:_LISTED])
        more = f" and {len(own) - _LISTED} more" if len(own) > _LISTED else ""
        message = f"{len(own)} {what}s begin with {id}"
        raise UsageError(message, cure=f"write more of it: {several}{more}", slug="several-ids")
    if found:
        message = f"{id} is a {what} of {found[0].coder}"
        raise UsageError(message, cure=f"only your own ({coder}) can be changed", slug="other-coder")
    raise UsageError(f"there is no {what} {id}", cure=cure, slug="unknown-id")
