"""English names: words with a capital where none is due, titles, and what a trained pipeline finds."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from qualcode.pseudonyms.kinds import HAN, Hit, Kind, apart
from qualcode.text.patterns import lazy
from qualcode.text.stopwords import STOP_WORDS

TITLES = frozenset(
    (
        "mr mrs ms miss mx dr prof professor sir dame lady lord madam rev reverend fr father sister brother "
        "pastor imam rabbi uncle auntie aunt granny grandma grandpa nana councillor cllr councilman "
        "councilwoman alderman mayor officer sergeant sgt constable inspector captain judge justice nurse "
        "senator congressman congresswoman minister president director secretary principal coach"
    ).split()
)
_PLACE_WORDS = frozenset(
    (
        "street road avenue lane drive close court crescent way place square terrace gardens grove hill park "
        "town city county village estate bridge heath green common borough district valley river lake island "
        "station harbour harbor bay beach parish ward heights mews quay plaza tower towers boulevard highway "
        "market neighbourhood neighborhood province state township community"
    ).split()
)
_ORGANISATION_WORDS = frozenset(
    (
        "council university college school academy hospital clinic surgery company ltd limited inc "
        "corporation corp llc plc association committee church mosque temple synagogue trust bank centre "
        "center department ministry office group club foundation institute society union agency authority "
        "service services housing homes partnership charity network league federation library museum theatre "
        "theater nursery hotel inn bureau commission board project programme program forum alliance "
        "initiative media news times party"
    ).split()
)
_NEVER = frozenset(
    (
        "i i'm i've i'll i'd i’m i’ve i’ll i’d ok okay monday tuesday wednesday thursday friday saturday "
        "sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april "
        "may june july august september october november december mon tue wed thu fri sat sun jan feb mar "
        "apr jun jul aug sep sept oct nov dec christmas easter ramadan diwali halloween thanksgiving english "
        "chinese british american french german spanish italian japanese korean indian african asian "
        "european western eastern arabic polish russian dutch irish scottish welsh canadian australian "
        "taiwanese mandarin cantonese latin muslim christian buddhist hindu jewish catholic protestant islam "
        "buddhism christianity god lord jesus bible quran covid covid-19 internet facebook google whatsapp "
        "wechat twitter youtube instagram zoom tiktok uber amazon apple microsoft netflix airbnb wikipedia "
        "github linkedin skype slack android iphone ipad singapore malaysia indonesia vietnam thailand "
        "philippines cambodia myanmar pakistan bangladesh nepal iceland finland sweden norway denmark "
        "netherlands belgium switzerland austria poland portugal greece turkey ukraine egypt kenya nigeria "
        "ghana ethiopia argentina chile colombia peru iran iraq israel jordan lebanon syria greek portuguese "
        "italian turkish swedish norwegian danish finnish vietnamese thai korean ukrainian pakistani europe "
        "asia africa america china taiwan japan korea india france germany italy spain england britain "
        "scotland wales ireland russia canada australia brazil mexico africa uk us usa u.s u.s.a eu un nato "
        "nhs bbc tv cctv pdf dna id ngo ngos ceo it ai pc dvd cd gp gps hr pr mp mps q a interviewer "
        "interviewee respondent participant moderator facilitator speaker narrator resident question answer "
        "note laughter inaudible crosstalk pause yes no oh well um uh so and but mum mom dad mummy daddy "
        "however hence indeed unless yep yay nope hmm wow hey hi hello bye thanks anyway anyways everything "
        "something anything nothing none somewhere everywhere anywhere nowhere whatever whenever wherever "
        "whoever anyone someone no-one today tomorrow yesterday tonight always never ever often usually "
        "still already once twice again soon later now because while could cannot must might shall ought "
        "person people group everyone somebody nobody twenty thirty forty fifty sixty seventy eighty ninety "
        "hundred thousand million olympics although though whereas therefore thus meanwhile moreover "
        "furthermore otherwise instead maybe perhaps sometimes somehow yeah please sorry phd"
    ).split()
)
"""Capitals that tell nothing about who somebody is, in lower case."""

_JOINERS = "of|de|del|della|la|le|van|von|der|den|bin|al|el|y|upon"
_SHORT = frozenset("mr mrs ms dr prof rev fr sgt cllr st mx".split())
_CONTRACTED = lazy(r".*['’](?:d|ve|ll|re|m|t)|[A-Z]{1,3}|[A-Z]{2,}s|(?i:.*ly|m+[ -]?h+m+)")
"""Words with a capital that are no names: We'd, UI, CPUs, Fortunately."""
_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WORD = lazy(rf"(?<![{_LETTERS}0-9_@./\-])[{_LETTERS}][{_LETTERS}]*(?:['’\-][{_LETTERS}]+)*")
_GLUE = lazy(rf"[ \u00a0]|\.[ \u00a0]|[ \u00a0](?:{_JOINERS})(?:[ \u00a0]the)?[ \u00a0]")
_ENDS_SENTENCE = frozenset('.!?:;…。！？：；—–\n\t([（【"“«*#>|-')
_IN = lazy(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round) $")
"""What stands before a place rather than a person."""
_POSSESSIVE = ("'s", "’s", "'S", "’S")


MOST_WORDS = 8
"""Words of a name: more with capitals side by side are a heading, and are taken in parts."""


class Capitals(NamedTuple):
    """A run of words with capitals: where it stands, and whether its first word begins a sentence."""

    start: int
    end: int
    begins: bool
    titled: bool = False


Entities: TypeAlias = Callable[[str], list[Hit]]
"""What finds the entities of a text."""


def find_capitals(text: str) -> list[Capitals]:
    """The runs of English words with capitals of a text, in its order; titles are part of them."""
    runs: list[Capitals] = []
    words: list[tuple[int, int]] = []
    for found in _WORD.finditer(text):
        if not _is_capital(found[0]):
            continue
        start, end = found.start(), found.end() - (2 if found[0].endswith(_POSSESSIVE) else 0)
        if len(words) == MOST_WORDS or (words and not _glued(text, words[-1], start)):
            runs += _run(text, words)
            words = []
        words.append((start, end))
        if end < found.end():
            runs += _run(text, words)
            words = []
    return runs + (_run(text, words) if words else [])


def _is_capital(word: str) -> bool:
    low = word.lower()
    return word[0].isupper() and low not in _NEVER and low.partition("-")[0] not in _NEVER


def _glued(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether two words with capitals belong together: Anna Smith, Mr. Smith, Ministry of Health."""
    between = text[before[1] : start]
    if not _GLUE.fullmatch(between):
        return False
    if "." in between:
        word = text[before[0] : before[1]]
        return word.lower() in _SHORT or len(word) == 1
    return True


def _run(text: str, words: list[tuple[int, int]]) -> list[Capitals]:
    start, end = words[0][0], words[-1][1]
    titled = text[start : words[0][1]].lower() in TITLES
    if titled and all(text[a:b].lower() in TITLES for a, b in words):
        return []
    return [Capitals(start, end, _begins(text, start), titled)]


def _begins(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins here."""
    before = text[max(start - 3, 0) : start].rstrip(" \u00a0")
    return not before or before[-1] in _ENDS_SENTENCE or before[-1] in "'‘"


def lower_words(text: str) -> set[str]:
    """The English words of a text that begin with a small letter."""
    return {found[0] for found in _WORD.finditer(text) if found[0][0].islower()}


@cache
def _known() -> frozenset[str]:
    """Ordinary English words and their forms."""
    from qualcode.rules.forms import known_words

    return known_words() | STOP_WORDS["en"]


class Names:
    """Runs of capitals of all documents, of which those are names that stand where no capital is due.

    A run at the beginning of a sentence counts without its first word where that is an ordinary word, or
    stands in small letters somewhere.
    """

    def __init__(self) -> None:
        self._lower: set[str] = set()
        self._inside: set[str] = set()
        self._inside_words: set[str] = set()

    def learn(self, text: str) -> None:
        """See which words stand with small letters, and which with capitals within a sentence."""
        self._lower |= lower_words(text)
        for run in find_capitals(text):
            if not run.begins:
                name = text[run.start : run.end]
                self._inside.add(name)
                self._inside_words.add(name.partition(" ")[0].lower())

    def hits(self, text: str) -> list[Hit]:
        """The names of a text, when all texts were learnt."""
        return apart(hit for run in find_capitals(text) if (hit := self._hit(text, run)))

    def _hit(self, text: str, run: Capitals) -> Hit | None:
        if run.titled:
            return Hit(run.start, run.end, "person", "title")
        start = run.start
        name = text[start : run.end]
        rule = "capital"
        if run.begins and name not in self._inside:
            rule = "capital" if " " in name else "capital_begins"
        while self._drops(name.partition(" ")[0], begins=run.begins and start == run.start, rule=rule):
            first, _, name = name.partition(" ")
            if not name[:1].isupper():
                return None
            start, rule = start + len(first) + 1, "capital"
        if " " not in name and (name.lower() in self._lower or _CONTRACTED.fullmatch(name) or len(name) < 2):
            return None
        kind = kind_of(name)
        if kind == "person" and " " not in name and _IN.search(text[max(start - 12, 0) : start]):
            kind = "place"
        return Hit(start, run.end, kind, rule)

    def _drops(self, first: str, *, begins: bool, rule: str) -> bool:
        """Whether the first word of a run is none of the name: The Golden Shield, Yesterday Anna."""
        low = first.lower()
        if low in STOP_WORDS["en"]:
            return True
        ordinary = low in self._lower or all(part in _known() for part in low.split("-"))
        return begins and ordinary and (rule == "capital_begins" or low not in self._inside_words)


def kind_of(name: str) -> Kind:
    """What an English name seems to be by its words: Park Road, Hope Trust, Anna Smith."""
    words = [word.strip(".'’").lower() for word in name.split()]
    if words[0] in TITLES:
        return "person"
    if len(words) > 1 or name.isupper():
        if words[-1] in _PLACE_WORDS:
            return "place"
        if _ORGANISATION_WORDS.intersection(words):
            return "organisation"
    if name.isupper() and len(name) > 1:
        return "organisation"
    return "place" if words[0] in _PLACE_WORDS and len(words) > 1 else "person"


_LABELS: dict[str, Kind] = {
    "PERSON": "person",
    "PER": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organisation",
}
_HAN = lazy(rf"[{HAN}]")
PIECE = 50_000
"""Characters that a pipeline reads at once."""


def trained_entities(model: str) -> Entities:
    """What finds persons, places and organisations with a trained spaCy pipeline, in texts of its language.

    Raises
    ------
    UsageError
        There is no such pipeline.
    """
    from qualcode.coding.pipelines import load

    pipeline = load(model)
    chinese = pipeline.lang == "zh"

    def entities(text: str) -> list[Hit]:
        hits = []
        for start, piece in _pieces(text):
            if (len(_HAN.findall(piece)) >= 0.3 * len("".join(piece.split()))) != chinese:
                continue
            for one in pipeline(piece).ents:
                if one.label_ in _LABELS:
                    at = start + one.start_char
                    hits.append(
                        Hit(at, at + len(one.text.rstrip()), _LABELS[one.label_], f"spacy_{one.label_}")
                    )
        return apart(_without_article(text, hits))

    return entities


def _without_article(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Entities without `the` before and `'s` behind them."""
    for hit in hits:
        start, end = hit.start, hit.end
        if text[start:end].lower().startswith("the "):
            start += 4
        if text[start:end].endswith(_POSSESSIVE):
            end -= 2
        if start < end:
            yield hit._replace(start=start, end=end)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not blank, with where they start; long ones in pieces."""
    start = 0
    for line in text.splitlines(keepends=True):
        for at in range(0, len(line), PIECE):
            if line[at : at + PIECE].strip():
                yield start + at, line[at : at + PIECE]
        start += len(line)
