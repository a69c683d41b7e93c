"""An explanation as lines for the terminal, and as a record for programs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.rules.trace import Clause
    from qualcode.workshop.explain import CodeExplained, Explanation
    from qualcode.workshop.reason_words import Telling
    from qualcode.workshop.reasons import Manner
    from qualcode.workshop.sightings import Sighting


def as_text(explanations: "Sequence[Explanation]", manner: "Manner") -> "Text":
    """Lines to read."""
    from rich.text import Text

    from qualcode.workshop.reasons import passage_lines

    passages = [list(passage_lines(one, manner)) for one in explanations]
    blocks = [Text("\n").join(Text(text, style) for text, style in lines) for lines in passages]
    return Text("\n\n").join(blocks)


def as_record(told: "Explanation", words: "Telling") -> dict[str, Any]:
    """The whole of an explanation, with the text of each span; its sentences in the language of `words`."""
    return {
        "document": told.document.id,
        "unit": told.unit,
        "number": told.number,
        "start": told.start,
        "end": told.end,
        "speaker": told.speaker,
        "role": told.role,
        "population": told.population,
        "outside": words.emptiness(told.emptiness, told.unit) if told.emptiness else "",
        "text": told.text,
        "codes": [_code_record(told, one, words) for one in told.codes],
    }


def _code_record(told: "Explanation", one: "CodeExplained", words: "Telling") -> dict[str, Any]:
    return {
        "code": one.code,
        "coded": one.coded,
        "rules": [_clause_record(told, one, rule, words) for rule in one.rules],
    }


def _clause_record(
    told: "Explanation", one: "CodeExplained", clause: "Clause", words: "Telling"
) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": clause.kind, "rule": clause.text, "true": clause.true}
    record["evidence"] = [_span_record(told, span) for span in clause.evidence]
    if clause.kind in ("near", "before"):
        record["words_between"] = clause.between
    hits = [hit for atom in clause.atoms for hit in one.sightings.get(atom, ())]
    if clause.kind in ("term", "regex", "pattern"):
        record["hits"] = [_hit_record(told, hit, words) for hit in hits]
    return record | {"of": [_clause_record(told, one, part, words) for part in clause.of]}


def _hit_record(told: "Explanation", hit: "Sighting", words: "Telling") -> dict[str, Any]:
    negators = [_span_record(told, span) for span in hit.negators]
    return _span_record(told, (hit.start, hit.end)) | {
        "counts": not hit.bar,
        "why_not": words.bar(hit.bar) if hit.bar else "",
        "negated": hit.is_negated,
        "negators": negators,
        "clause": None if hit.bar else _span_record(told, hit.clause),
    }


def _span_record(told: "Explanation", span: tuple[int, int]) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text": _said(told, span)}


def _said(told: "Explanation", span: tuple[int, int]) -> str:
    return told.document.text[span[0] : span[1]]
