"""Transcripts for the benchmark: grammatical noise, the same in every run, of any size.

A transcript has about 60 KB of UTF-8: one interviewer and three to five participants take
turns of one to eight sentences; words follow Zipf's law; in about one sentence of eighteen
a term of the codebook is planted. Contractions, numbers, hyphens, quotes, commas and the length
of sentences and words stand as often as in real talks. Every second English transcript has
curly quotes and apostrophes, as word processors write them.
`transcripts(language, number)` makes them in `.bench/` and gives the folder.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.codebook import plan
from benchmarks.words import NAMES_EN, NAMES_ZH, running_words

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / ".bench"
FILE_BYTES = 60_000


@dataclass(frozen=True)
class Tongue:
    """What differs between the languages."""

    gap: str
    comma: str
    quotes: tuple[str, str]
    ends: tuple[str, ...]
    colon: str
    interviewer: str
    names: list[str]
    lengths: tuple[int, int]
    planted: float
    before: tuple[str, ...]
    after: tuple[str, ...]


TONGUES = {
    "en": Tongue(
        *(" ", ", ", ('"', '"'), (".", ".", ".", ".", "?", "!"), ": ", "Interviewer", NAMES_EN),
        *((5, 34), 0.048, ("",), ("",)),
    ),
    "zh": Tongue(
        *("", "，", ("“", "”"), ("。", "。", "。", "。", "？", "！"), "：", "访谈者", NAMES_ZH),
        *((5, 27), 0.055, ("的", "在", "把", "，", "是"), ("了", "的", "，", "是", "都")),
    ),
}


def transcripts(language: str, number: int) -> Path:
    """A folder with the first `number` transcripts of the language, made where it is not there yet."""
    made = BENCH / f"{language}-made-{recipe()}"
    made.mkdir(parents=True, exist_ok=True)
    folder = BENCH / f"{language}-{number}-{recipe()}"
    if not folder.is_dir():
        for outdated in BENCH.glob(f"{language}-*"):
            if not outdated.name.endswith(recipe()):
                shutil.rmtree(outdated)
        unfinished = folder.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for index in range(number):
            place_file(made / f"talk-{index:04d}.txt", unfinished, language, index)
        unfinished.rename(folder)
    return folder


def place_file(source: Path, folder: Path, language: str, index: int) -> None:
    """Make one transcript once, and link it into a folder."""
    if not source.exists():
        part = source.with_suffix(".part")
        part.write_text(transcript(language, index), encoding="utf-8", newline="\n")
        part.replace(source)
    try:
        os.link(source, folder / source.name)
    except OSError:
        shutil.copyfile(source, folder / source.name)


@cache
def recipe() -> str:
    """Changes when the way of making transcripts changes, so that old ones are not used."""
    digest = hashlib.sha256()
    for name in ("words.py", "codebook.py", "corpus.py"):
        digest.update((Path(__file__).parent / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]


def size_of(folder: Path) -> float:
    """Megabytes (10^6 bytes) of all transcripts in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


def transcript(language: str, index: int) -> str:
    """The text of transcript number `index`."""
    tongue = TONGUES[language]
    # RandomState is frozen: later versions of numpy give the same numbers.
    random = np.random.RandomState(1_000_003 * (language == "zh") + index)
    speakers = [tongue.interviewer, *random.permutation(tongue.names)[: random.randint(3, 6)]]
    sentences = list(make_sentences(language, tongue, random))
    turns: list[str] = []
    at, speaker, size = 0, 0, 0
    while size < FILE_BYTES:
        take = random.randint(1, 4 if speaker == 0 else 9)
        speech = tongue.gap.join(sentences[at : at + take])
        turns.append(f"{speakers[speaker]}{tongue.colon}{speech}")
        size += len(turns[-1].encode()) + 2
        at += take
        speaker = random.choice([other for other in range(len(speakers)) if other != speaker])
    text = "\n\n".join(turns) + "\n"
    return curly(text) if language == "en" and index % 2 else text


def make_sentences(language: str, tongue: Tongue, random: np.random.RandomState) -> Iterator[str]:
    """More sentences than one transcript takes."""
    number = 1_400
    words, chances = vocabulary(language)
    lengths = random.randint(*tongue.lengths, number)
    picked = words[np.searchsorted(chances, random.random_sample(int(lengths.sum())))].tolist()
    ends = random.randint(0, len(tongue.ends), number)
    first_commas = random.randint(6, 22, number)
    planted = random.random_sample(number) < tongue.planted
    quoted = random.random_sample(number) < 0.1
    start = 0
    draws = zip(lengths.tolist(), ends, first_commas.tolist(), planted, quoted, strict=True)
    for length, end, comma, has_term, has_quote in draws:
        sentence = picked[start : start + length]
        start += length
        if has_quote:
            sentence[length // 2] = sentence[length // 2].join(tongue.quotes)
        if has_term:
            sentence.insert(random.randint(1, length), plant(language, tongue, random))
            if random.randint(8) == 0:
                sentence.append(plant(language, tongue, random))
        parts = (sentence[at : at + comma] for at in range(0, len(sentence), comma))
        joined = tongue.comma.join(tongue.gap.join(part) for part in parts)
        yield joined[0].upper() + joined[1:] + tongue.ends[end]


def plant(language: str, tongue: Tongue, random: np.random.RandomState) -> str:
    """A text that makes one term true, between words that are no part of it."""
    terms, chances = terms_by_rank(language)
    texts = terms[int(np.searchsorted(chances, random.random_sample()))]
    before, after = (words[random.randint(len(words))] for words in (tongue.before, tongue.after))
    return before + texts[random.randint(len(texts))] + after


@cache
def vocabulary(language: str) -> tuple[np.ndarray, np.ndarray]:
    """The words of the running text and the cumulated chances of each."""
    words = running_words(language)
    return np.array(words, object), zipf(len(words))


@cache
def terms_by_rank(language: str) -> tuple[list[tuple[str, ...]], np.ndarray]:
    """What to plant for each term, and their cumulated chances: few are common, most are rare."""
    terms = [term.plants for term in plan(language)]
    order = np.random.RandomState(7).permutation(len(terms))
    return [terms[place] for place in order], zipf(len(terms), 20)


def zipf(number: int, evenness: float = 2.7) -> np.ndarray:
    """Cumulated chances that fall with the rank; `evenness` lowers the first ones."""
    weights = 1 / (np.arange(number) + evenness)
    chances = np.cumsum(weights / weights.sum())
    chances[-1] = 1.0
    return chances


def curly(text: str) -> str:
    """Quotes and apostrophes as word processors write them."""
    return re.sub('"([^ "]+)"', r"“\1”", text).replace("'", "’")
