"""What the reader of transcripts needs, as JSON: texts, turns, codings, and the rules behind them."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from qualcode.codebook.model import Code, Codebook
from qualcode.export.quotation_words import role_in
from qualcode.export.quotes import evidence_spans
from qualcode.export.table import Language
from qualcode.rules.inwords import in_words, pieces
from qualcode.rules.show import show
from qualcode.terms import SEPARATOR
from qualcode.text.key import variants_in

Row = Mapping[str, str]
NEGATED = ("no", "yes", "partly", "")
"""What `negated` of a coding can be; the data holds the place of the word."""


class Voice(NamedTuple):
    """Who speaks: label, role, and for each attribute of the reader the place of the value, or -1."""

    label: str
    role: str
    values: tuple[int, ...] = ()


class Talk(NamedTuple):
    """A transcript for the reader.

    header
        Where the first turn begins: what stands before it is the header block.
    turns
        Start and end of each turn's speech, who speaks (the place of the voice), when (milliseconds, -1:
        not known), and whether it counts. Speech without a label has a voice without one.
    groups
        For each number of a coding unit the place of the counting unit that holds it, or -1.
    starts
        Where each coding unit begins, and that place again: a person's coding may go over several.
    """

    id: str
    text: str
    header: int
    turns: Sequence[tuple[int, int, int, int, bool]]
    voices: Sequence[Voice]
    groups: Mapping[int, int]
    starts: Sequence[tuple[int, int]] = ()

    def last_group(self, row: Row) -> int:
        """The group of the last unit that a coding has a part of."""
        first = self.groups.get(int(row["unit"]), -1)
        at = bisect_left(self.starts, (int(row["end"]), -1)) - 1
        return max(first, self.starts[at][1]) if first >= 0 and at >= 0 else first


class Reader(NamedTuple):
    """All that the reader is given.

    by
        The attributes that passages can be chosen by, each with its values.
    reach
        How far apart two codings may lie that co-occur, in places of their groups.
    rollup
        Whether a code's numbers hold those of the codes below it.
    has_table
        Whether the codings are rows of a table that somebody has.
    """

    talks: Sequence[Talk]
    codings: Sequence[Row]
    by: Sequence[tuple[str, str, Sequence[str]]]
    reach: int
    rollup: bool
    has_table: bool = True


def catalogue_json(reader: Reader, codebook: Codebook, names: Mapping[str, str], language: Language) -> str:
    """Everything but the texts: codes, rules, documents, and the codings of each document.

    A coding is `[row, unit, start, end, code, rules, evidence, negated, voices, group, coder, last]`: `rules`
    are places in the list of rules, `evidence` starts and ends one after the other. Places in a text
    count as JavaScript counts them, in UTF-16.
    """
    at_code, rules, coders = codebook.index(), _Places(), _Places()
    heard = {talk.id: _Heard.of(talk) for talk in reader.talks}
    for number, row in enumerate(reader.codings, 1):
        if row["document"] in heard and row["code"] in at_code:
            heard[row["document"]].add(number, row, at_code[row["code"]], rules, coders)
    said = _said(codebook, names, language)
    return dumped(
        {
            "codes": [_code(one, names, at_code) for one in codebook.codes],
            "rules": [[one, said.get(one, "")] for one in rules.names],
            "coders": coders.names,
            "by": [[name, title, list(values)] for name, title, values in reader.by],
            "documents": [_document(talk, language) for talk in reader.talks],
            "codings": [heard[talk.id].codings for talk in reader.talks],
            "variants": variants_in("".join(talk.text for talk in reader.talks)),
            "reach": reader.reach,
            "rollup": reader.rollup,
            "table": reader.has_table,
        }
    )


def talk_json(talk: Talk) -> str:
    """The text of a document, where its header block ends, and its turns."""
    width = Utf16(talk.text)
    turns = [
        [width(start), width(end), who, when, int(counts)] for start, end, who, when, counts in talk.turns
    ]
    return dumped({"text": talk.text, "header": width(talk.header), "turns": turns})


def dumped(value: Any) -> str:
    """JSON that can stand in a page: without `<`, nothing in it ends the element or begins another."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


class Utf16:
    """Places in a text as JavaScript counts them: what lies outside the first plane takes two."""

    def __init__(self, text: str) -> None:
        wide = text and max(text) > "\uffff"
        self._wide = [at for at, char in enumerate(text) if char > "\uffff"] if wide else []

    def __call__(self, place: int) -> int:
        """The place in UTF-16 of a place in code points."""
        return place + bisect_left(self._wide, place)


class _Places:
    """Texts, each once, with their places."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._places: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        if name not in self._places:
            self._places[name] = len(self.names)
            self.names.append(name)
        return self._places[name]


class _Heard(NamedTuple):
    """A transcript with its codings as the reader has them, and what turns places and labels into numbers."""

    talk: Talk
    utf16: Utf16
    voices: Mapping[str, int]
    codings: list[list[Any]]

    @classmethod
    def of(cls, talk: Talk) -> "_Heard":
        """A transcript without codings."""
        return cls(talk, Utf16(talk.text), {voice.label: at for at, voice in enumerate(talk.voices)}, [])

    def add(self, number: int, row: Row, code: int, rules: _Places, coders: _Places) -> None:
        """Add the coding in a row of `codings.csv`; `number` and `code` are the places of row and code."""
        unit, negated = int(row["unit"]), row["negated"]
        self.codings.append(
            [
                number,
                unit,
                *map(self.utf16, (int(row["start"]), int(row["end"]))),
                code,
                [rules[one] for one in row["rule"].split(SEPARATOR) if one],
                [self.utf16(edge) for span in evidence_spans(row["evidence"]) for edge in span],
                NEGATED.index(negated) if negated in NEGATED else len(NEGATED) - 1,
                [self.voices.get(label, -1) for label in row["speaker"].split(SEPARATOR)],
                self.talk.groups.get(unit, -1),
                coders[row["coder"]],
                self.talk.last_group(row),
            ]
        )


def _code(code: Code, names: Mapping[str, str], places: Mapping[str, int]) -> list[Any]:
    """Id, name, place of the parent or -1, and depth."""
    return [code.id, names.get(code.id, code.id), places.get(code.parent or "", -1), code.depth]


def _document(talk: Talk, language: Language) -> list[Any]:
    """Id, and for each voice its label, role and values."""
    return [talk.id, [[one.label, role_in(one.role, language), *one.values] for one in talk.voices]]


def _said(codebook: Codebook, names: Mapping[str, str], language: Language) -> dict[str, str]:
    """Each rule in words, by its canonical spelling."""
    rules = (rule for code in codebook.codes for rule in code.rules)
    said = (
        (show(rule), in_words(rule, language=language, unit=codebook.unit, names=names)) for rule in rules
    )
    return {rule: "".join(_plain(text)) for rule, text in said}


def _plain(text: str) -> Iterator[str]:
    return (part for part, _ in pieces(text))
