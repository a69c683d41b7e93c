"""A coder gets another name: the settings say what it was, journals stay as they are."""

import unicodedata
from collections.abc import Collection
from typing import NamedTuple

from qualcode.errors import UsageError
from qualcode.journal.events import Event
from qualcode.journal.fold import fold
from qualcode.project.study.folder import SETTINGS, Study
from qualcode.project.study.journals import names_in, read_journals
from qualcode.project.study.renames import renaming, write_settings
from qualcode.project.teams.coder_name import coder_named
from qualcode.project.teams.coder_twins import known_coders, plain_name
from qualcode.settings import NOBODY


class RenamedCoder(NamedTuple):
    """What a coder's new name covers.

    codings, memos, documents
        What counts for it now: codings that stand, memos, documents in which something was done.
    both
        Documents, with their rounds, that were finished under both names where two were put together.
    """

    old: str
    new: str
    codings: int
    memos: int
    documents: tuple[str, ...]
    both: tuple[tuple[str, int], ...] = ()


def rename_coder(
    study: Study, old: str, new: str, *, same_person: bool = False, write: bool = True
) -> RenamedCoder:
    """Let all that somebody did as `old` count for `new`, by a line in the settings of the study.

    No journal is changed, so nothing can be lost, and copies that still use the old name merge as ever: what
    comes from them counts for the new one, too.

    Parameters
    ----------
    same_person
        `new` is another name of the same person, who coded under it as well: both become one.
    write
        False: only say what would be done.

    Raises
    ------
    UsageError
        Nobody is called `old`; `new` cannot be a name, is somebody's, was somebody else's, or differs from
        one only in case, width or blanks.
    ReadError, WriteError
        The settings cannot be read or written; an event asks for a newer version.
    """
    was, now = unicodedata.normalize("NFC", old.strip()), coder_named(new or " ")
    known = known_coders(study)
    _check_old(study, was, known)
    _check_new(study, was, now, known, same_person=same_person)
    text = renaming(study.folder / SETTINGS, was, now, table="renamed_coders")
    done = _covered(read_journals(study.folder).events, was, now)
    if write:
        write_settings(study.folder / SETTINGS, text)
    return done


def _check_old(study: Study, old: str, known: Collection[str]) -> None:
    if old.casefold() in NOBODY:
        cure = "rules, the agreed coding and models keep their names"
        raise UsageError(f"{old} is nobody's name", cure=cure, slug="coder")
    if now := names_in(study.folder).coders.get(old):
        cure = f"rename {now}, or take the line {old} out of {SETTINGS}"
        raise UsageError(f"{old} is called {now} already", cure=cure, slug="coder-renamed")
    if old not in known:
        cure = f"there are {', '.join(sorted(known))}" if known else "nobody has coded yet"
        raise UsageError(f"nobody is called {old}", cure=cure, slug="coders")


def _check_new(study: Study, old: str, new: str, known: Collection[str], *, same_person: bool) -> None:
    if old == new:
        raise UsageError(f"{old} is called so", cure="write another name", slug="coder")
    former = names_in(study.folder).coders.get(new, old)
    if former != old:
        cure = f"choose another name: what was done as {new} counts for {former}"
        raise UsageError(f"{new} was the name of {former}", cure=cure, slug="coder-renamed")
    if new in known and not same_person:
        cure = "choose another name; if both are names of one person: --same-person"
        raise UsageError(f"{new} codes here already, and two would become one", cure=cure, slug="coder-twin")
    others = (one for one in sorted(known) if one not in (old, new) and plain_name(one) == plain_name(new))
    if twin := next(others, ""):
        cure = "two people need names that differ in more than case, width and blanks"
        raise UsageError(f"{new} would be taken for {twin}", cure=cure, slug="coder-twin")


def _covered(events: tuple[Event, ...], old: str, new: str) -> RenamedCoder:
    state, names = fold(events), (old, new)
    finished = [
        {(one.document, one.round) for one in state.work if one.coder == name and one.finished}
        for name in names
    ]
    return RenamedCoder(
        old,
        new,
        sum(one.coder in names for one in state.codings),
        sum(one.coder in names for one in state.memos),
        tuple(sorted({one.document for one in events if one.document and one.coder in names})),
        tuple(sorted(finished[0] & finished[1])),
    )
