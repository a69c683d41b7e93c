"""The passages that each coder marked: codings of people that fit their texts, and those of the rules."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from qualcode.coding.apply import Engine
from qualcode.journal.fit import misfits
from qualcode.project.job.coders import Coder, Finished, Hand
from qualcode.project.job.pipeline import Plan, process
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


def marks_of(
    coders: Sequence[Coder], people: Iterable[Hand], documents: Mapping[str, Document], plan: Plan
) -> tuple[ByCoder, list[str]]:
    """What each coder marked in the documents that a person finished, and what had to be left out.

    Rules mark whole coding units, and are asked only for documents of people. Codes without rules are
    not on offer to them.
    """
    by_label = {hand.coder.label: hand for hand in people}
    needed = {name for hand in by_label.values() for name in hand.documents}
    warnings: list[str] = []
    found: ByCoder = {}
    for coder in coders:
        if coder.is_rules:
            found[coder.label] = _by_rules([documents[name] for name in documents if name in needed], plan)
        else:
            found[coder.label] = _by_person(by_label[coder.label], documents, plan, warnings)
    return found, warnings


def _by_person(
    hand: Hand, documents: Mapping[str, Document], plan: Plan, warnings: list[str]
) -> dict[str, Marks]:
    label, codes = hand.coder.label, frozenset(plan.codebook.index())
    gone = sorted(hand.documents.keys() - documents.keys())
    warnings += [f"{label} finished {name}, which is no document here" for name in gone]
    there = [name for name in documents if name in hand.documents]
    return {name: _fitting(hand.documents[name], documents[name], codes, label, warnings) for name in there}


def _fitting(
    one: Finished, document: Document, codes: frozenset[CodeId], label: str, warnings: list[str]
) -> Marks:
    """The codings that fit text and codebook."""
    bad = {fault.coding.id for fault in misfits(one.codings, document.text, codes=codes)}
    if bad:
        warnings.append(
            f"{len(bad)} of {len(one.codings)} codings by {label} in {document.id} do not fit its text "
            "or the codebook and are left out (qualcode check)"
        )
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
