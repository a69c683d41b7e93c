"""How often Chinese texts are read rightly, refused, or read wrongly: the table of docs/evidence.md.

    python -m tools.encoding_evidence [TEXTS]

Each row is so many texts (1,000 by default) of 20 to 60 Han characters, drawn with a fixed seed.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from qualcode.errors import ReadError
from qualcode.ingest.encoding import decode

SAMPLES = Path(__file__).parent.parent / "sample_transcripts"
SIZES = (20, 20, 20, 25, 30, 40, 60)
LABELS = ("访谈者：", "訪談者：", "王主任:", "居民A: ", "Q：", "Speaker 1: ", "")
SIGNS, BREAKS = "，。！？；“”（）《》…", ("\n", "\r\n", "\r", "\n\n")
LATIN = ("OK", " WeChat ", "2023", "3.5%", "NGO", " (laughs) ")
WESTERN_WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
BIG5 = ("big5", "big5hkscs", "cp950")


def level(encoding: str, first: int, last: int) -> str:
    """The Han characters in rows of a code table."""
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return "".join(c for pair in pairs if "\u4e00" <= (c := pair.decode(encoding, "ignore")) < "\ua000")


SIMPLIFIED, TRADITIONAL = level("gb2312", 0xB0, 0xD7), level("big5", 0xA4, 0xC6)


@cache
def sample(names: str) -> str:
    """The text of sample interviews whose name fits."""
    files = sorted(SAMPLES.glob(names))
    return "".join(decode(file.read_bytes(), file=file.name).text for file in files)


def spoken(names: str) -> Callable[[random.Random, int], str]:
    """Pieces of sample interviews."""

    def draw(chance: random.Random, size: int) -> str:
        text = sample(names)
        start = chance.randrange(len(text) - 8 * size)
        return next(text[start:end] for end in range(start, len(text)) if n_han(text[start:end]) >= size)

    return draw


def alone(characters: str) -> Callable[[random.Random, int], str]:
    """Characters drawn with equal chances, and nothing else."""
    return lambda chance, size: "".join(chance.choices(characters, k=size))


def talk(characters: str) -> Callable[[random.Random, int], str]:
    """Such characters with labels, signs, Latin words and line breaks of all kinds."""

    def draw(chance: random.Random, size: int) -> str:
        text = ""
        while (left := size - n_han(text)) > 0:
            said = "".join(chance.choices(characters, k=min(left, chance.randint(1, 12))))
            aside = chance.choice(LATIN) if chance.random() < 0.3 else ""
            text += chance.choice(LABELS) + said + aside + chance.choice(SIGNS) + chance.choice(BREAKS)
        return text

    return draw


def n_han(text: str) -> int:
    """How many of its characters are Han."""
    return sum("\u4e00" <= character < "\ua000" for character in text)


KINDS = (
    ("simplified talk (sample interviews)", spoken("*社区.txt"), WESTERN_WIDE),
    ("traditional talk (a sample interview)", spoken("*社區.txt"), WESTERN_WIDE + BIG5),
    ("random simplified characters in a talk", talk(SIMPLIFIED), WESTERN_WIDE),
    ("random traditional characters in a talk", talk(TRADITIONAL), WESTERN_WIDE + BIG5),
    ("random simplified characters alone", alone(SIMPLIFIED), WESTERN_WIDE),
    ("random traditional characters alone", alone(TRADITIONAL), WESTERN_WIDE + BIG5),
    ("random characters, rare ones too", alone(level("big5", 0xA4, 0xF9)), WESTERN_WIDE + BIG5),
)
GROUPS = (("UTF-8, UTF-16 with a mark", WESTERN_WIDE[:3]), ("UTF-16 without one", WESTERN_WIDE[3:5]))
GROUPS = (*GROUPS, ("GB18030", WESTERN_WIDE[5:]), ("Big5, HKSCS, cp950", BIG5))


def outcome(text: str, encoding: str) -> str:
    """`read`, `refused` or `wrong`."""
    try:
        found = decode(text.encode(encoding), file="text").text
    except ReadError:
        return "refused"
    return "read" if found == text else "wrong"


def texts(draw: Callable[[random.Random, int], str], encoding: str, number: int) -> Iterator[str]:
    """Texts that can be written in an encoding."""
    chance = random.Random(f"{encoding} {number}")
    for _ in range(number):
        text = draw(chance, chance.choice(SIZES))
        yield text.encode(encoding, "ignore").decode(encoding).lstrip("\ufeff")


def rows(number: int) -> Iterator[tuple[str, str, Counter[str]]]:
    """Kind of text, encodings, and how often each outcome came."""
    for name, draw, encodings in KINDS:
        for group, members in GROUPS:
            tried = [encoding for encoding in members if encoding in encodings]
            if tried:
                found = (outcome(text, one) for one in tried for text in texts(draw, one, number))
                yield name, group, Counter(found)


def table(found: Iterable[tuple[str, str, Counter[str]]]) -> str:
    """The table in Markdown."""
    lines = ["| text | encoding | texts | read | refused | wrong |", "|---|---|---|---|---|---|"]
    for name, group, counts in found:
        numbers = (counts.total(), counts["read"], counts["refused"], counts["wrong"])
        lines.append(f"| {name} | {group} | {' | '.join(f'{number:,}' for number in numbers)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
