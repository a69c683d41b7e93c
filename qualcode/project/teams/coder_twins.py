"""Names of coders that are one name to the eye: Zhang beside zhang would be two people in every table."""

import unicodedata
from contextlib import suppress

from qualcode.errors import ReadError, UsageError
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import coders_there, names_in
from qualcode.project.teams.assigned import read_assignments


def refuse_twin(study: Study, coder: str) -> None:
    """Raise UsageError where `coder` is new, and is one who is here but for case, width and blanks.

    So is a name that a coder had before: what is written under it would count for the new one.
    """
    if now := names_in(study.folder).coders.get(coder):
        cure = f"write {now} if that is who codes; somebody else needs another name"
        raise UsageError(f"{coder} is called {now} in this study", cure=cure, slug="coder-renamed")
    known = known_coders(study)
    if coder in known:
        return
    twin = next((one for one in sorted(known) if plain_name(one) == plain_name(coder)), "")
    if twin:
        cure = f"write {twin} if that is who codes; two people need names that differ in more than that"
        message = f"{coder} would be somebody else than {twin}, who is here already"
        raise UsageError(message, cure=cure, slug="coder-twin")


def known_coders(study: Study) -> set[str]:
    """Who has journals or assignments in a study."""
    known = set(coders_there(study.folder))
    with suppress(ReadError):  # what is wrong with the file is said where it is used
        known |= {one.coder for one in read_assignments(study)}
    return known


def plain_name(name: str) -> str:
    """A name without what does not tell people apart: case, width, blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
