"""Is a word negated where it stands? The rule of the manual, held against labels made by reading.

    python -m tools.negation_evidence draw TRANSCRIPTS SHEET.md PLACES.csv [--seed 1] [--number 300]
    python -m tools.negation_evidence score TRANSCRIPTS LABELS.csv [--part tuning|held_back] [--wrong]

`draw` takes sentences that hold a character of negation, marks one content word in each, and
writes a sheet to be labelled by reading and the places alone. `score` reads the labelled places and
prints precision and recall of the rule. The transcripts that the labels in
`tests/evidence/negation_labels.csv` belong to are the public-domain records of archive.tw.
"""

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import qualcode
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.text.document import Document
from qualcode.text.segment import segment
from qualcode.text.words import map_words

NEGATORS = "不没沒未无無非缺难難别別"
NEAR = 15
LENGTHS = (8, 80)
HELD_BACK = 100
COLUMNS = ("number", "document", "start", "end", "word_start", "word_end", "part", "negated")


@dataclass(frozen=True)
class Place:
    """A sentence of a document and the word in it that is judged."""

    document: str
    start: int
    end: int
    word_start: int
    word_end: int


def read(folder: str) -> dict[str, Document]:
    """All transcripts of a folder by id."""
    files = sorted(str(path) for path in Path(folder).glob("*.txt"))
    return {document.id: document for document in qualcode.read_transcripts(*files)}


def sentences(document: Document) -> Iterator[tuple[int, int]]:
    """Spans of all sentences that somebody says."""
    words = map_words(document.text, document.hidden)
    everyone = Population(speakers=("all",))
    turns = population_turns(document, everyone)
    found = segment(document, "sentence", split_at="", words=words)
    units = population_units(document, found, turns, words)
    yield from zip(units.start.tolist(), units.end.tolist(), strict=True)


def with_negator(document: Document) -> Iterator[tuple[str, int, int]]:
    """The sentences of a document that hold a character of negation and are neither short nor long."""
    for start, end in sentences(document):
        if LENGTHS[0] <= end - start <= LENGTHS[1] and set(NEGATORS) & set(document.text[start:end]):
            yield document.id, start, end


def candidates(document: Document, start: int, end: int) -> list[Place]:
    """The words of a sentence that may be judged: nouns, verbs and adjectives near a negator."""
    import jieba.posseg

    text = document.text[start:end]
    signs = [at for at, char in enumerate(text) if char in NEGATORS]
    places, at = [], 0
    for word, kind in jieba.posseg.cut(text):
        near = any(abs(at - sign) <= NEAR for sign in signs)
        if near and kind[0] in "nva" and re.fullmatch(rf"(?:(?![{NEGATORS}])[\u4e00-\u9fff]){{2,}}", word):
            places.append(Place(document.id, start, end, start + at, start + at + len(word)))
        at += len(word)
    return places


def draw(folder: str, sheet: str, places_file: str, *, seed: int, number: int) -> None:
    """Draw places and write them down; the text goes into the sheet only."""
    documents = read(folder)
    pool = [place for document in documents.values() for place in with_negator(document)]
    chance = random.Random(seed)
    chance.shuffle(pool)
    drawn = (candidates(documents[name], start, end) for name, start, end in pool)
    chosen = list(islice((chance.choice(places) for places in drawn if places), number))
    held_back = set(chance.sample(range(number), HELD_BACK))
    print(f"seed {seed}: {number} of {len(pool)} sentences with one of {NEGATORS}, {HELD_BACK} held back")
    with Path(places_file).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for at, one in enumerate(chosen):
            part = "held_back" if at in held_back else "tuning"
            rows.writerow([at + 1, one.document, one.start, one.end, one.word_start, one.word_end, part, ""])
    lines = [f"{at}. {_marked(documents[one.document].text, one)}" for at, one in enumerate(chosen, 1)]
    Path(sheet).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _marked(text: str, one: Place) -> str:
    before, word = text[one.start : one.word_start], text[one.word_start : one.word_end]
    return f"{before}【{word}】{text[one.word_end : one.end]}".replace("\n", " ")
