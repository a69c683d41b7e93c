"""A codebook judged by its own examples: each must be coded, each non-example must not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from qualcode.codebook.model import Code, Codebook, Example
from qualcode.coding.apply import Engine
from qualcode.coding.population import ALL, Population, population_turns, population_units
from qualcode.errors import UsageError
from qualcode.terms import PARTICIPANT, SEPARATOR, CodeId, UnitKind
from qualcode.text.document import Document, Speaker
from qualcode.text.normalise import fix_text
from qualcode.text.remarks import find_remarks
from qualcode.text.segment import segment
from qualcode.text.words import map_words

EVERYONE = Population((ALL,))


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What the rules made of one example.

    `expected` is True for an example and False for a non-example; `coded` says whether the
    code's own rules coded any unit of it. `rules` and `evidence` say by what, in the order
    of the text; they are empty where it is not coded. `line` is the example's in the file.
    """

    code: CodeId
    text: str
    line: int
    expected: bool
    coded: bool
    rules: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the example is coded as it should be."""
        return self.coded == self.expected


def check_examples(codebook: Codebook, *, codes: Sequence[CodeId] | None = None) -> list[ExampleResult]:
    """Judge every example and non-example of a codebook by the rules of its code.

    An example is one document of one turn, judged in the codebook's unit with everyone in
    the population; it is coded where any of its units is. Codes without rules are left out:
    people apply them.

    Parameters
    ----------
    codes
        Only the examples of these codes (default: all).

    Returns
    -------
    list
        One result an example, in the order of the codebook, examples before non-examples.

    Raises
    ------
    UsageError
        `codes` names a code that does not exist, or a pattern needs a pipeline that is not there.
    """
    wanted = wanted_codes(codebook, codes)
    engine = Engine(codebook)
    return [
        _judge(engine, codebook.unit, position, code, example, expected=expected)
        for position, code in enumerate(codebook.codes)
        if code.id in wanted and code.rules
        for example, expected in _examples(code)
    ]


def wanted_codes(codebook: Codebook, codes: Sequence[CodeId] | None) -> set[CodeId]:
    """The ids in `codes`, or all of the codebook's; raises UsageError for one that does not exist."""
    known = [code.id for code in codebook.codes]
    for code_id in codes or ():
        if code_id not in known:
            near = get_close_matches(code_id, known, n=1)
            cure = f"did you mean {near[0]}?" if near else "the ids are in the first column of codebook show"
            raise UsageError(
                f"there is no code {code_id}", place=codebook.file, cure=cure, slug="unknown-code"
            )
    return set(known if codes is None else codes)


def _examples(code: Code) -> Iterator[tuple[Example, bool]]:
    yield from ((example, True) for example in code.examples)
    yield from ((example, False) for example in code.non_examples)


def _judge(
    engine: Engine, unit: UnitKind, position: int, code: Code, example: Example, *, expected: bool
) -> ExampleResult:
    document = example_document(example)
    words = map_words(document.text, document.hidden)
    turns = population_turns(document, EVERYONE)
    # An exchange needs someone who asks: an example is all of one.
    kind: UnitKind = "document" if unit == "exchange" else unit
    units = population_units(document, segment(document, kind, words=words), turns, words)
    coded = engine.code(document, units, turns, words)
    mine = np.flatnonzero(coded.code == position).tolist()
    rules = dict.fromkeys(rule for i in mine for rule in coded.rules[i].split(SEPARATOR))
    first = coded.first_evidence
    spans = [span for i in mine for span in coded.evidence[first[i] : first[i + 1]].tolist()]
    evidence = tuple(document.text[start:end] for start, end in spans)
    return ExampleResult(code.id, example.text, example.line, expected, bool(mine), tuple(rules), evidence)


def example_document(example: Example) -> Document:
    """An example as a document: one turn, without a label in the text, its attributes the document's."""
    text = fix_text(example.text).text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    speaker = Speaker(example.speaker, example.role or PARTICIPANT, role_given=bool(example.role))
    known = bool(example.speaker or example.role)
    return Document(
        id=f"line {example.line}",
        text=text,
        turn_spans=np.array([[start, start, max(start, end)]], np.int32),
        turn_speakers=np.array([0 if known else -1], np.int32),
        speakers=(speaker,) if known else (),
        asides=find_remarks(text),
        attributes=dict(example.where),
    )
