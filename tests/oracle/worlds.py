"""Random codebooks and transcripts that fit each other: one world per seed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.oracle.evaluate import tree_of
from tests.oracle.grammar import RuleMaker
from tests.oracle.negation import AFTER, BEFORE, CLAUSE_ENDS, HARMLESS
from tests.oracle.plain import Edit, PlainBook, PlainCode, PlainNegation, PlainText, PlainTurn, Words
from tests.oracle.reader import Node, children
from tests.oracle.vocabulary import (
    ATTRIBUTES,
    BRACKETS,
    CLAUSE_SIGNS,
    CLUSTERS,
    FILLERS,
    NEAR_NEGATORS,
    NUMBERS,
    PARTICLES,
    REMARKS,
    REPEATED,
    SENTENCE_ENDS,
    SIGNS,
    SPEAKERS,
    break_up,
    respell,
)

NESTINGS = ("code", "codebook", "all")
BOUNDARIES = ("crossing", "none", "token")
UNITS = ("sentence", "turn", "paragraph", "exchange", "document")
IDS = ("trust", "community", "elite", "power", "group", "work")


@dataclass(frozen=True)
class World:
    """A codebook, transcripts, and for each of them which turns are population."""

    book: PlainBook
    documents: tuple[PlainText, ...]
    populations: tuple[tuple[bool, ...], ...]


def make_world(seed: int, *, documents: int = 3) -> World:
    """The world of a seed."""
    rng = Random(seed)
    clusters = rng.sample(CLUSTERS, rng.randint(2, 4))
    book = make_book(rng, clusters)
    texts = tuple(make_document(rng, clusters, kind=book.unit) for _ in range(documents))
    return World(book, texts, tuple(make_population(rng, text) for text in texts))


def make_population(rng: Random, document: PlainText) -> tuple[bool, ...]:
    """Flags per turn: all but interviewers, everyone, or some."""
    kind = rng.random()
    if kind < 0.6:
        return tuple(turn.role != "interviewer" for turn in document.turns)
    if kind < 0.8:
        return tuple(True for _ in document.turns)
    return tuple(rng.random() < 0.6 for _ in document.turns)


# Codebooks


def make_book(rng: Random, clusters: Sequence[Sequence[str]]) -> PlainBook:
    """Three to six codes in a small tree, each with one to three rules."""
    ids = IDS[: rng.randint(3, len(IDS))]
    parents = {ids[0]: None} | {name: rng.choice((None, *ids[:at])) for at, name in enumerate(ids) if at > 0}
    codes = []
    for name in ids:
        nameable = [other for other in ids if _may_name(name, other, parents, codes)]
        maker = RuleMaker(rng, clusters=clusters, codes=nameable)
        rules = tuple(maker.rule(rng.choice((0, 0, 1, 1, 2))) for _ in range(rng.randint(1, 3)))
        own = rng.choice(BOUNDARIES) if rng.random() < 0.25 else ""
        codes.append(PlainCode(name, rules, parents[name], make_shields(rng, clusters, 0.25), own))
    return PlainBook(
        tuple(codes),
        nested=rng.choice(("code", "code", "codebook", "all")),
        unit=rng.choice(("sentence", "sentence", "sentence", *UNITS)),
        shields=make_shields(rng, clusters, 0.4),
        boundaries=rng.choice(("crossing", "crossing", "none", "token")),
        inflections=rng.random() < 0.25,
        negation=make_negation(rng, clusters) if rng.random() < 0.3 else PlainNegation(),
    )


def make_negation(rng: Random, clusters: Sequence[Sequence[str]]) -> PlainNegation:
    """Changes to one or more of the lists and to the window; words may come into two lists."""
    own = [word for cluster in clusters for word in cluster if len(word) > 1 and word[-1].isalpha()]
    new = ["别", "非", "refuse to", "N’T", "是不是", *rng.sample(own, 2), rng.choice(REPEATED)]
    others = [*new, *new, *BEFORE, *AFTER, *HARMLESS, *CLAUSE_ENDS]

    def changed(built_in: Sequence[str]) -> Words:
        some = tuple(dict.fromkeys(respell(rng, rng.choice(others)) for _ in range(rng.randint(0, 3))))
        if rng.random() < 0.15:
            return some
        dropped = rng.sample(built_in, rng.choice((0, 0, 1, 3)))
        return Edit(some, tuple(respell(rng, word) for word in dropped))

    lists = [
        changed(words) if rng.random() < 0.5 else Edit() for words in (BEFORE, AFTER, HARMLESS, CLAUSE_ENDS)
    ]
    return PlainNegation(*lists, window=rng.choice((10, 10, 10, 0, 1, 2, 3, 5)))


def _may_name(name: str, other: str, parents: dict[str, str | None], made: list[PlainCode]) -> bool:
    """Whether `code:other` in a rule of `name` makes no circle: its whole family was made before."""
    family = {other} | {child for child in parents if other in _line(child, parents)}
    return family <= {code.id for code in made} and name not in family


def _line(name: str, parents: dict[str, str | None]) -> set[str]:
    above = parents[name]
    return set() if above is None else {above} | _line(above, parents)


def make_shields(rng: Random, clusters: Sequence[Sequence[str]], share: float) -> tuple[str, ...]:
    """None mostly; else one or two words of the clusters, alone or two joined."""
    if rng.random() > share:
        return ()
    words = [word for cluster in clusters for word in cluster]
    longer = [word for word in words if len(word) > 2]
    shields = [rng.choice(longer if rng.random() < 0.8 else words) for _ in range(rng.randint(1, 2))]
    return tuple(respell(rng, s + rng.choice(words) if rng.random() < 0.2 else s) for s in shields)


def conditions_of(tree: Node) -> set[str]:
    """The codes that a rule names."""
    named = {tree[1]} if tree[0] == "code" else set()
    return named.union(*(conditions_of(part) for part in children(tree)))


def named_codes(code: PlainCode) -> set[str]:
    """The codes that the rules of a code name."""
    return set().union(*(conditions_of(tree_of(rule)) for rule in code.rules))


# Transcripts


@dataclass
class _Writer:
    """A text that grows, with the places of its remarks."""

    rng: Random
    words: Sequence[str]
    parts: list[str] = field(default_factory=list)
    length: int = 0
    asides: list[tuple[int, int]] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def write_word(self, word: str) -> None:
        """A word as somebody may write it; remarks inside it are noted."""
        spelled = break_up(self.rng, respell(self.rng, word))
        for remark in REMARKS:
            at = spelled.find(remark)
            if at >= 0:
                self.asides.append((self.length + at, self.length + at + len(remark)))
                break
        self.write(spelled)

    def write_sentence(self) -> None:
        rng = self.rng
        self.write_word(rng.choice(self.words))
        for _ in range(rng.randint(0, 7) if rng.random() < 0.9 else rng.randint(8, 20)):
            last = self.parts[-1][-1:]
            self.write(rng.choice((" ", "  ")) if last.isascii() and rng.random() < 0.85 else "")
            kind = rng.random()
            if kind < 0.5:
                self.write_word(rng.choice(self.words))
            elif kind < 0.64:
                self.write_word(self.negating_word())
            elif kind < 0.69:
                self.write_lack()
            elif kind < 0.75:
                self.write_denial()
            elif kind < 0.82:
                self.write(rng.choice(FILLERS))
            elif kind < 0.92:
                self.write(rng.choice(rng.choice((SIGNS, SIGNS, BRACKETS, CLAUSE_SIGNS))))
            elif kind < 0.95:
                self.write(rng.choice((" ", "\n", " \n", "\u3000")))
            else:
                self.write_remark()
            if rng.random() < 0.06 and self.parts[-1][-1:].isalpha():
                self.write(rng.choice(("'s", "’s", "'S")))
        self.write(rng.choice(SENTENCE_ENDS) if rng.random() < 0.85 else "")

    def write_remark(self) -> None:
        """A transcriber's remark, but not directly after an apostrophe or quote."""
        if self.parts[-1] and self.parts[-1][-1] not in "'’\"":
            remark = self.rng.choice(REMARKS)
            self.asides.append((self.length, self.length + len(remark)))
            self.write(remark)

    def negating_word(self) -> str:
        """A word of the lists, something like it, or a number."""
        pools = (BEFORE, AFTER, HARMLESS, CLAUSE_ENDS, REPEATED, NEAR_NEGATORS, NUMBERS)
        [pool] = self.rng.choices(pools, (40, 8, 14, 12, 10, 12, 6))
        word = self.rng.choice(pool)
        return f"{self.rng.choice(('do', 'is', 'Did'))}{word}" if word == "n't" else word

    def write_denial(self) -> None:
        """A negator and a word, with something between that may part them."""
        rng = self.rng
        self.write_word(rng.choice(BEFORE))
        for _ in range(rng.choice((0, 1, 1, 2))):
            pools = (CLAUSE_SIGNS, BRACKETS, FILLERS, NUMBERS, CLAUSE_ENDS, REPEATED, HARMLESS, BEFORE, " ")
            self.write(" " * self.parts[-1][-1:].isascii() + rng.choice(rng.choice(pools)))
        if rng.random() < 0.1:
            self.write_remark()
        self.write(" " * self.parts[-1][-1:].isascii())
        self.write_word(rng.choice(self.words))

    def write_lack(self) -> None:
        """A word of the after-list, often after a word, and what may stand between it and the end of its clause."""
        rng = self.rng
        if rng.random() < 0.5:
            self.write_word(rng.choice(self.words))
            self.write(" " * self.parts[-1][-1:].isascii())
        self.write_word(rng.choice(AFTER))
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            self.write(rng.choice(PARTICLES))
        if rng.random() < 0.15:
            self.write_remark()
        if rng.random() < 0.7:
            self.write(rng.choice((*CLAUSE_SIGNS, *BRACKETS, *CLAUSE_ENDS)))

    def write_speech(self) -> None:
        for _ in range(self.rng.choice((1, 1, 2, 2, 3))):
            self.write_sentence()
            if self.rng.random() < 0.12:
                self.write("\n\n")


def make_document(rng: Random, clusters: Sequence[Sequence[str]], *, kind: str) -> PlainText:
    """Several labelled turns, or sometimes one text without labels."""
    writer = _Writer(rng, [word for cluster in clusters for word in cluster])
    labelled = kind == "exchange" or rng.random() < 0.85
    people = make_people(rng, with_interviewer=kind == "exchange" or rng.random() < 0.7)
    turns = []
    for number in range(rng.randint(2, 6) if labelled else 1):
        speaker = people[0] if number == 0 else rng.choice(people)
        start = writer.length
        if labelled:
            writer.write(speaker[0] + rng.choice(("：", ": ")))
        speech = writer.length
        writer.write_speech()
        end = speech + len("".join(writer.parts)[speech:].rstrip())
        label, role, attributes = speaker if labelled else (None, "participant", {})
        turns.append(PlainTurn(start, speech, end, label, role, attributes))
        writer.write("\n" if "\n" not in writer.parts[-1] else "")
    text = unicodedata.normalize("NFC", "".join(writer.parts))
    asides = tuple(sorted(writer.asides))
    known = make_attributes(rng, 0.4), make_attributes(rng, 0.2)
    return PlainText(text, tuple(turns), asides, *known, wrapped=rng.random() < 0.25)


def make_people(rng: Random, *, with_interviewer: bool) -> list[tuple[str, str, dict[str, str]]]:
    """Two to four speakers: label, role, attributes."""
    labels = rng.sample(SPEAKERS, rng.randint(2, 4))
    roles = [rng.choice(("participant", "resident", "secretary")) for _ in labels]
    if with_interviewer:
        roles[0] = "interviewer"
    return [(label, role, make_attributes(rng, 0.4)) for label, role in zip(labels, roles, strict=True)]


def make_attributes(rng: Random, share: float) -> dict[str, str]:
    """Some of the attributes with some of their values."""
    return {
        respell(rng, name): respell(rng, rng.choice(values))
        for name, values in ATTRIBUTES.items()
        if rng.random() < share
    }
