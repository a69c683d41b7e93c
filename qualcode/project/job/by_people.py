"""A person's codings put in place of the rules' in one document, or beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.coding.coded import Coded, CodedDocument
from qualcode.coding.ids import rule_coding_id
from qualcode.coding.marked import Mark, marked
from qualcode.coding.rows import text_sha256
from qualcode.coding.said import said
from qualcode.coding.sweep import spread
from qualcode.project.job.coded_by import CodedBy
from qualcode.project.job.coders import Finished
from qualcode.project.job.left_out import LeftOut
from qualcode.terms import CodeId, Flags
from qualcode.text.document import Document
from qualcode.text.words import Words

if TYPE_CHECKING:
    from qualcode.journal.state import Coding

NOBODY = Finished((), frozenset(), "")


class Reviewed(NamedTuple):
    """How a person's decisions met the rule codings of one document, or of several.

    unreviewed, rejected, accepted
        Rule codings without a decision, and with one.
    stale
        Decisions on codings that the rules do not make now.
    outside
        The person's own codings without a word of the population.
    """

    unreviewed: int = 0
    rejected: int = 0
    accepted: int = 0
    stale: int = 0
    outside: int = 0

    def plus(self, other: "Reviewed") -> "Reviewed":
        """The numbers of both."""
        return Reviewed(*(one + two for one, two in zip(self, other, strict=True)))


class People(NamedTuple):
    """The document with the codings that count, what was decided, and what is left out."""

    done: CodedDocument
    reviewed: Reviewed
    left_out: tuple[LeftOut, ...]


def with_people(done: CodedDocument, by: CodedBy, codebook: Codebook, words: Words) -> People:
    """The codings of `by` in one document; `done.coded` holds those of the rules, where these count too."""
    own = by.documents.get(done.document.id)
    given = offered(own, by, codebook)
    coded, reviewed = _reviewed(done, by, codebook)
    if given is not None:
        coded = chosen(coded, given[coded.code])
    fitting, left_out = _fitting(own or NOBODY, done.document, codebook, by.coder.label)
    index = codebook.index()
    marks = {Mark(*span, index[one.code]) for one in fitting if (span := one.span)}
    mine = marked(marks, said(done.document, done.turns, words), by.coder.label)
    found = replace(done, coded=coded, marked=mine, offered=given)
    outside = len(marks) - len(mine.code)
    return People(found, reviewed._replace(outside=outside), tuple(left_out))


def offered(own: Finished | None, by: CodedBy, codebook: Codebook) -> Flags | None:
    """(codes,) which codes could be given in a document; None: all.

    By a person: those that were on offer when it was finished. Beside the rules also those that have rules,
    or have codes with rules below them.
    """
    ids = [code.id for code in codebook.codes]
    known = ids if own and own.codes is None else (own or NOBODY).codes or ()
    flags: Flags = np.array([id in known for id in ids], np.bool_)
    if not by.finished_only:
        flags |= _by_rules(codebook)
    return None if flags.all() else flags


def missing_codes(
    by: CodedBy | None, codebook: Codebook, documents: Iterable[str]
) -> dict[CodeId, frozenset[str]]:
    """By code, those of some documents in which it could not be given; without codes that could be in all."""
    found: dict[CodeId, set[str]] = {}
    for name in documents if by else ():
        flags = offered(by.documents.get(name), by, codebook) if by else None
        for at in () if flags is None else np.flatnonzero(~flags).tolist():
            found.setdefault(codebook.codes[at].id, set()).add(name)
    return {code: frozenset(names) for code, names in found.items()}


def _by_rules(codebook: Codebook) -> Flags:
    index = codebook.index()
    found: Flags = np.array([bool(code.rules) for code in codebook.codes], np.bool_)
    for at in range(len(found) - 1, -1, -1):  # codes come after those above them
        parent = codebook.codes[at].parent
        if parent is not None and found[at]:
            found[index[parent]] = True
    return found


def _fitting(
    own: Finished, document: Document, codebook: Codebook, label: str
) -> "tuple[Sequence[Coding], list[LeftOut]]":
    """The codings that fit text and codebook and were on offer."""
    from qualcode.journal.fit import misfits

    ids = set(codebook.index())
    bad = {fault.coding.id for fault in misfits(own.codings, document.text, codes=ids)}
    name, total, told = document.id, len(own.codings), list[LeftOut]()
    if bad:
        told.append(LeftOut(name, label, len(bad), total))
    kept = [one for one in own.codings if one.id not in bad]
    late = [one for one in kept if own.codes is not None and one.code not in own.codes]
    if late:
        codes = tuple(dict.fromkeys(one.code for one in late))
        told.append(LeftOut(name, label, len(late), total, codes))
    return [one for one in kept if one not in late], told


def _reviewed(done: CodedDocument, by: CodedBy, codebook: Codebook) -> tuple[Coded, Reviewed]:
    """The rule codings that stay, and the numbers of decisions."""
    decided, coded = by.decisions.get(done.document.id, {}), done.coded
    if not decided:
        kept = np.full(len(coded), not by.reviewed_only)
        return coded if kept.all() else chosen(coded, kept), Reviewed(unreviewed=len(coded))
    verdicts = [decided.get(id) for id in _ids(done, codebook)]
    rejected, accepted = verdicts.count(False), verdicts.count(True)
    numbers = Reviewed(verdicts.count(None), rejected, accepted, len(decided) - rejected - accepted)
    stays = {True: True, False: False, None: not by.reviewed_only}
    return chosen(coded, np.array([stays[one] for one in verdicts], np.bool_)), numbers


def _ids(done: CodedDocument, codebook: Codebook) -> list[str]:
    """The ids of the rule codings, by which events name them."""
    sha256, unit = text_sha256(done.document), done.coded.unit
    columns = done.units.start[unit].tolist(), done.units.end[unit].tolist(), done.coded.code.tolist()
    return [
        rule_coding_id(sha256, start, end, codebook.codes[code].id)
        for start, end, code in zip(*columns, strict=True)
    ]


def chosen(coded: Coded, kept: Flags) -> Coded:
    """Some of the codings of the rules; what word cuts set aside stays told."""
    at = np.flatnonzero(kept)
    number = np.diff(coded.first_evidence)[at]
    _, evidence = spread(coded.first_evidence[at], number)
    return replace(
        coded,
        unit=coded.unit[at],
        code=coded.code[at],
        rules=tuple(coded.rules[i] for i in at.tolist()),
        evidence=coded.evidence[evidence],
        negated=coded.negated[evidence],
        first_evidence=np.append(0, np.cumsum(number)),
    )
