"""Rule codings at the desk: what is drawn of them, and what they rest on."""

from collections.abc import Iterator
from typing import NamedTuple

from qualcode.coding.ids import rule_coding_id
from qualcode.project.desk.marks import Mark
from qualcode.project.job.pipeline import Plan
from qualcode.terms import RULES_CODER, SEPARATOR, CodeId
from qualcode.text.document import Document
from qualcode.workshop.explain import Explainer, Explanation
from qualcode.workshop.reasons import Line, Manner, passage_lines


class RuleCoding(NamedTuple):
    """A rule coding: its mark (nobody's decisions looked at), its true rules, and the words they rest on.

    `evidence` has start and end of each stretch, sorted; `negated` says of each whether it is negated
    where it stands.
    """

    mark: Mark
    rules: tuple[str, ...]
    evidence: tuple[tuple[int, int], ...]
    negated: tuple[bool, ...]


class Reasons(NamedTuple):
    """Why a rule coding stands.

    coding
        Its rules and evidence.
    explanation
        Every rule of its code, clause by clause.
    lines
        The same to read, as `qualcode explain` prints it, without its hints at options: text and style (a
        word of rich) of each line.
    """

    coding: RuleCoding
    explanation: Explanation
    lines: tuple[Line, ...]


def explainer(document: Document, plan: Plan) -> Explainer:
    """The document as the rules see it; raises UsageError where the coding unit cannot be made."""
    return Explainer(
        document, plan.codebook, unit=plan.unit, population=plan.population, split_at=plan.split_at
    )


def rule_codings(seen: Explainer, sha256: str) -> Iterator[RuleCoding]:
    """The rule codings of a document, in text order; `sha256` is that of its text."""
    coded, codes = seen.coded, seen.codebook.codes
    starts, ends = seen.units.start.tolist(), seen.units.end.tolist()
    evidence = [(start, end) for start, end in coded.evidence.tolist()]
    negated, first = coded.negated.tolist(), coded.first_evidence.tolist()
    for number, (unit, code) in enumerate(zip(coded.unit.tolist(), coded.code.tolist(), strict=True)):
        own = slice(first[number], first[number + 1])
        mark = _mark(sha256, starts[unit], ends[unit], codes[code].id)
        rules = tuple(coded.rules[number].split(SEPARATOR))
        yield RuleCoding(mark, rules, tuple(evidence[own]), tuple(negated[own]))


def _mark(sha256: str, start: int, end: int, code: CodeId) -> Mark:
    id = rule_coding_id(sha256, start, end, code)
    return Mark(id, start, end, code, RULES_CODER, "rule", "unreviewed")


def reasons(coding: RuleCoding, seen: Explainer, manner: Manner) -> Reasons:
    """Why a rule coding stands, its lines told in a manner."""
    told = seen.explain(coding.mark.start, codes=[coding.mark.code], brief=manner.width > 0)
    return Reasons(coding, told, tuple(passage_lines(told, manner)))
