"""Is a word negated where it stands? The rule of the manual, held against labels made by reading.

    python -m tools.negation_evidence draw TRANSCRIPTS SHEET.md PLACES.csv [--seed 1] [--number 300]
    python -m tools.negation_evidence score TRANSCRIPTS LABELS.csv [--part tuning|held_back] [--wrong]

`draw` takes sentences that hold a character of negation, marks one content word in each, and
writes a sheet to be labelled by reading and the places alone. `score` reads the labelled places and
prints precision and recall of the rule. The transcripts that the labels in
`tests/evidence/negation_labels.csv` belong to are the public-domain records of archive.tw.
"""

import argparse
import csv
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import qualcode
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.rules.negation import Negation, Spoken
from qualcode.rules.negators import BUILT_IN
from qualcode.text.document import Document
from qualcode.text.key import search_key
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


@dataclass(frozen=True)
class Judged:
    """A labelled place, and whether the rule of the manual calls it negated."""

    row: dict[str, str]
    negated: bool

    @property
    def label(self) -> bool:
        """Whether the reader called it negated."""
        return self.row["negated"] == "yes"


def judged(folder: str, labels: str) -> list[Judged]:
    """Every labelled place with the answer of the rule."""
    documents, rule = read(folder), Negation(BUILT_IN)
    with Path(labels).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Judged(row, _is_negated(documents[row["document"]], row, rule)) for row in rows]


def _is_negated(document: Document, row: dict[str, str], rule: Negation) -> bool:
    start, end, word_start, word_end = (int(row[key]) for key in ("start", "end", "word_start", "word_end"))
    key, words = search_key(document.text, document.hidden), map_words(document.text, document.hidden)
    asides = [(first, last) for first, last in document.asides.tolist()]
    spoken = Spoken(document.text, key, words, asides, document.wrapped)
    return bool(rule.negated(spoken, [(word_start, word_end)], [(start, end)]))


def score(folder: str, labels: str, part: str, *, wrong: bool) -> None:
    """Print precision and recall on one part; with `wrong` also the places where rule and reader differ."""
    try:
        chosen = [one for one in judged(folder, labels) if one.row["part"] == part]
    except KeyError as missing:
        raise SystemExit(f"{folder} has no document {missing}: name the folder that was labelled") from None
    hits = sum(one.negated and one.label for one in chosen)
    called, labelled = sum(one.negated for one in chosen), sum(one.label for one in chosen)
    print(f"{part}: {len(chosen)} places, {labelled} labelled negated, {called} called so, {hits} both")
    for name, whole in (("precision", called), ("recall", labelled)):
        low, high = wilson(hits, whole)
        print(f"  {name} {hits / whole:.3f} ({hits} of {whole}; 95 % interval {low:.3f} to {high:.3f})")
    texts = {name: document.text for name, document in read(folder).items()} if wrong else {}
    for one in chosen:
        if wrong and one.negated != one.label:
            place = Place(one.row["document"], *(int(one.row[key]) for key in COLUMNS[2:6]))
            said = "negated" if one.label else "affirmed"
            print(f"  {one.row['number']} read as {said}: {_marked(texts[place.document], place)}")


def wilson(hits: int, whole: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's interval for a share."""
    share, denominator = hits / whole, 1 + z * z / whole
    middle = (share + z * z / (2 * whole)) / denominator
    half = z * ((share * (1 - share) + z * z / (4 * whole)) / whole) ** 0.5 / denominator
    return middle - half, middle + half


def main() -> int:
    """Draw or score, as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    drawing = tasks.add_parser("draw", help="draw places to be labelled")
    for name in ("transcripts", "sheet", "places"):
        drawing.add_argument(name)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--number", type=int, default=300)
    scoring = tasks.add_parser("score", help="hold the rule against labelled places")
    for name in ("transcripts", "labels"):
        scoring.add_argument(name)
    scoring.add_argument("--part", choices=("tuning", "held_back"), default="held_back")
    scoring.add_argument("--wrong", action="store_true", help="show where rule and reader differ")
    asked = parser.parse_args()
    if asked.task == "draw":
        draw(asked.transcripts, asked.sheet, asked.places, seed=asked.seed, number=asked.number)
    else:
        score(asked.transcripts, asked.labels, asked.part, wrong=asked.wrong)
    return 0


if __name__ == "__main__":
    sys.exit(main())
