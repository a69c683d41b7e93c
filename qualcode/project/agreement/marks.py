"""The passages that each coder marked: codings of people that fit their texts, and those of the rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from qualcode.coding.apply import Engine
from qualcode.journal.fit import misfits
from qualcode.project.job.coders import Coder, Finished, Hand
from qualcode.project.job.left_out import LeftOut
from qualcode.project.job.pipeline import Plan, process
from qualcode.project.job.population import listed
from qualcode.terms import CodeId
from qualcode.text.document import Document


class Mark(NamedTuple):
    """A passage of a text, half-open in its characters, and the code that it was given."""

    code: CodeId
    start: int
    end: int


class Marks(NamedTuple):
    """What a coder marked in a document; `codes` are those on offer, None where that is not known.

    `by_rules`: rules marked it, to which a code is on offer where those below it are, if these count for it.
    """

    marks: tuple[Mark, ...]
    codes: frozenset[CodeId] | None
    by_rules: bool = False

    def offers(self, code: CodeId, family: frozenset[CodeId]) -> bool:
        """Whether a code could be given; `family` are those that count for it, itself included."""
        if self.codes is None:
            return True
        return bool(family & self.codes) if self.by_rules else code in self.codes


ByCoder: TypeAlias = dict[str, dict[str, Marks]]
"""By label of the coder and id of the document."""


class Marked(NamedTuple):
    """What each coder marked, the codings that are left out, and what else is to be said."""

    by_coder: ByCoder
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]


def marks_of(
    coders: Sequence[Coder], people: Iterable[Hand], documents: Mapping[str, Document], plan: Plan
) -> Marked:
    """What each coder marked in the documents that a person finished, and what had to be left out.

    Rules mark whole coding units, and are asked only for documents of people. Codes without rules are
    not on offer to them.
    """
    by_label = {hand.coder.label: hand for hand in people}
    needed = {name for hand in by_label.values() for name in hand.documents}
    left_out: list[LeftOut] = []
    found: ByCoder = {}
    for coder in coders:
        if coder.is_rules:
            found[coder.label] = _by_rules([documents[name] for name in documents if name in needed], plan)
        else:
            found[coder.label] = _by_person(by_label[coder.label], documents, plan, left_out)
    return Marked(found, tuple(left_out), tuple(_gone(by_label, documents)))


def _gone(by_label: Mapping[str, Hand], documents: Mapping[str, Document]) -> Iterator[str]:
    """Documents that somebody finished and that are not there, a sentence a coder."""
    for label, hand in by_label.items():
        gone = hand.documents.keys() - documents.keys()
        if gone:
            what = "is no document" if len(gone) == 1 else f"are {len(gone)} documents that are not"
            yield f"{label} finished {listed(gone)}, which {what} here"


def _by_person(
    hand: Hand, documents: Mapping[str, Document], plan: Plan, left_out: list[LeftOut]
) -> dict[str, Marks]:
    label, codes = hand.coder.label, frozenset(plan.codebook.index())
    there = [name for name in documents if name in hand.documents]
    return {name: _fitting(hand.documents[name], documents[name], codes, label, left_out) for name in there}


def _fitting(
    one: Finished, document: Document, codes: frozenset[CodeId], label: str, left_out: list[LeftOut]
) -> Marks:
    """The codings that fit text and codebook."""
    bad = {fault.coding.id for fault in misfits(one.codings, document.text, codes=codes)}
    if bad:
        left_out.append(LeftOut(document.id, label, len(bad), len(one.codings)))
    kept = ((coding.code, coding.span) for coding in one.codings if coding.id not in bad)
    return Marks(tuple(Mark(code, *span) for code, span in kept if span), one.codes)


def _by_rules(documents: Iterable[Document], plan: Plan) -> dict[str, Marks]:
    engine = Engine(plan.codebook)
    offered = frozenset(code.id for code in plan.codebook.codes if code.rules)
    marked = ((document.id, _rule_marks(document, plan, engine)) for document in documents)
    return {name: Marks(marks, offered, by_rules=True) for name, marks in marked}


def _rule_marks(document: Document, plan: Plan, engine: Engine) -> tuple[Mark, ...]:
    done = process(document, plan, engine).coded
    spans = list(zip(done.units.start.tolist(), done.units.end.tolist(), strict=True))
    pairs = zip(done.coded.unit.tolist(), done.coded.code.tolist(), strict=True)
    return tuple(Mark(plan.codebook.codes[code].id, *spans[unit]) for unit, code in pairs)
