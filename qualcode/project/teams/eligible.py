"""Which coder may have which documents: rules over attributes and language, and what they leave to whom."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from qualcode.coding.population import attribute_values, fits
from qualcode.errors import UsageError
from qualcode.project.job.population import listed
from qualcode.project.teams.assigned import Assignment
from qualcode.text.document import Document
from qualcode.text.key import fold

LANGUAGE = "language"
May: TypeAlias = Mapping[str, tuple[str, ...]]
"""By document who may have it."""


class Only(NamedTuple):
    """A coder who gets no other documents than those with this value of an attribute, or of `language`."""

    coder: str
    name: str
    value: str

    def __str__(self) -> str:
        """As it is typed."""
        return f"--only {self.coder}:{self.name}={self.value}"


def may_have(documents: Sequence[Document], coders: Sequence[str], rules: Iterable[Only]) -> May:
    """By document the coders who may have it, in their order.

    Of several rules for one coder those about one attribute are alternatives, and those about different
    ones all hold. Somebody without a rule may have all.

    Raises
    ------
    UsageError
        A rule is about nobody who is named, or about what no document has; a coder may have none.
    """
    asked: dict[str, dict[str, list[str]]] = {coder: {} for coder in coders}
    for rule in rules:
        asked[_coder_of(rule, coders)].setdefault(fold(rule.name), []).append(rule.value)
        _check_value(rule, documents)
    found = {one.id: tuple(coder for coder in coders if _has_all(one, asked[coder])) for one in documents}
    idle = [coder for coder in coders if not any(coder in who for who in found.values())]
    if idle and documents:
        cure = "rules about one attribute are alternatives; of different attributes all have to be met"
        raise UsageError(f"there is no document that {idle[0]} may have", cure=cure, slug="only")
    return found


def _coder_of(rule: Only, coders: Sequence[str]) -> str:
    known = {fold(coder): coder for coder in coders}
    named = fold(unicodedata.normalize("NFC", rule.coder))
    if named not in known:
        message = f"{rule}: {rule.coder} is none of the coders named"
        raise UsageError(message, cure=f"there are {', '.join(coders)}", slug="only")
    return known[named]


def _check_value(rule: Only, documents: Sequence[Document]) -> None:
    there = {value for one in documents for value in _values(one, rule.name)}
    if there and not fits(there, rule.value):
        message = f"{rule}: no document has this value"
        raise UsageError(message, cure=f"there are {listed(there)}", slug="only")
    if not there and documents:
        names = {LANGUAGE, *(name for one in documents for name in _names(one))}
        message = f"{rule}: no document has an attribute {rule.name}"
        raise UsageError(message, cure=f"there are {listed(names)}", slug="only")


def _names(document: Document) -> Iterator[str]:
    for source in (document.attributes, document.header, *(who.attributes for who in document.speakers)):
        yield from (name for name, value in source.items() if value)


def _values(document: Document, name: str) -> set[str]:
    """The values of an attribute; of `language` both `zh` and `zh-Hans`."""
    found = attribute_values(document, name)
    if fold(name) == LANGUAGE:
        found |= {document.main_language, document.language} - {""}
    return found


def _has_all(document: Document, asked: Mapping[str, Sequence[str]]) -> bool:
    return all(any(fits(_values(document, name), one) for one in values) for name, values in asked.items())


def check_all_have_somebody(documents: Iterable[str], may: May) -> None:
    """Raise UsageError where nobody may have one of these documents, naming them."""
    alone = [name for name in documents if not may[name]]
    if alone:
        what = "document" if len(alone) == 1 else f"{len(alone)} documents"
        cure = "name another coder, widen --only, or leave them out with --where"
        raise UsageError(f"nobody may have {what}: {listed(alone)}", cure=cure, slug="only-nobody")


def for_several(
    free: Sequence[str], may: May, *, number: int, least: int, already: Collection[str]
) -> list[str]:
    """Those of the `free` documents that `least` coders may have.

    Raises UsageError where they and those `already` drawn are fewer than `number`, though there are enough
    documents, naming the others.
    """
    wide = [name for name in free if len(may[name]) >= least]
    there = len(already) + len(wide)
    if there < min(number, len(already) + len(free)):
        narrow = listed(name for name in free if name not in wide)
        who = "only one coder" if least == 2 else f"fewer than {least} coders"
        wanted = "1 document is" if number == 1 else f"{number} documents are"
        raise UsageError(
            f"{wanted} to be coded by several, and {there or 'none'} can be: {who} may have {narrow}",
            cure=f"--overlap {there}, or let others have them too: name another coder, or widen --only",
            slug="only-overlap",
        )
    return wide


def told_of_rules(
    kept: Iterable[Assignment],
    new: Collection[Assignment],
    begun: Mapping[str, Collection[str]],
    may: May,
    coders: Collection[str],
) -> Iterator[str]:
    """What stands or was begun against the rules, and what nobody else may code for reliability."""
    against = [
        f"{one.document} ({one.coder})"
        for one in kept
        if one.coder in coders and one.coder not in may.get(one.document, coders)
    ]
    if against:
        yield f"kept as it was, though --only says otherwise (--anew draws again): {listed(against)}"
    fresh = {one.document for one in new}
    lost = [
        f"{name} ({coder})"
        for name in sorted(fresh)
        for coder in sorted(begun.get(name, ()))
        if coder in coders and coder not in may[name]
    ]
    if lost:
        yield f"begun by somebody who may not have it by --only, and so assigned to others: {listed(lost)}"
    narrow = [name for name in fresh if len(may[name]) < 2 <= len(coders)]
    if narrow and any(one.purpose == "reliability" for one in (*kept, *new)):
        yield f"only one coder may have these, so agreement on them cannot be told: {listed(narrow)}"
