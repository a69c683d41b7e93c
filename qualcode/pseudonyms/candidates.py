"""Candidates: what in the documents of a study may tell who somebody is, for a researcher to decide on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from qualcode.ingest.dividing.words import ADDRESSES, KNOWN_WORDS, PERSON_ENDINGS, PERSON_NOUNS
from qualcode.pseudonyms.addresses import find_addresses
from qualcode.pseudonyms.already import is_pseudonym, pseudonyms_in
from qualcode.pseudonyms.kinds import HAN, KINDS, Hit, Kind, apart, in_line
from qualcode.pseudonyms.literal import Finder
from qualcode.pseudonyms.names_en import Entities, Names, kind_of
from qualcode.pseudonyms.names_zh import find_names, is_name
from qualcode.pseudonyms.numbers import find_numbers
from qualcode.pseudonyms.places_zh import ending_of, find_places, kind_of_ending
from qualcode.pseudonyms.surnames import surname_of
from qualcode.pseudonyms.tokens_zh import PROPER_TAGS, tokens_of
from qualcode.pseudonyms.words_zh import ORDINARY, TITLES
from qualcode.text.chinese import Tag, simplified
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

AROUND = 14
"""Characters of an example on each side."""

LISTED, LABEL = "name_list", "label"
_FIRST = (LISTED, LABEL, "field", "called")
"""Rules that say more about what something is than how often another one found it."""

_SHORTENED = frozenset("省 市 区 县 镇 乡 街道 社区 小区".split())
_NAMED = frozenset({"person", "place", "organisation"})
_NAME_TAGS = PROPER_TAGS | {"x"}
_HAN_ONLY = lazy(rf"[{HAN}]+")
_ROLES = tuple(simplified(one) for one in PERSON_ENDINGS if len(one) > 1 or one in "者员")
_HAS_HAN = lazy(rf"[{HAN}]")
_MASK = frozenset("某×✕＊*○□")
"""What behind a name says that it is part of a pseudonym: 王|某."""
_LATIN_NAME = lazy(r"[A-Z\u00c0-\u00de][\w'’\-]*\.?(?: [\w'’\-]+\.?){0,3}")


class Searched(NamedTuple):
    """A document as it is searched.

    labels
        Its speakers' labels, as they stand in the text.
    others
        What belongs to it besides its text: its id, values of attributes.
    """

    document: str
    text: str
    labels: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is searched."""
        return (self.text, *self.labels, *self.others)


class Listed(NamedTuple):
    """A name of the study's own list; its kind may be `other`, its replacement empty."""

    name: str
    kind: Kind = "other"
    replacement: str = ""


class Candidate(NamedTuple):
    """What may have to be replaced, in one spelling.

    n, documents
        How often it stands in texts and what belongs to them, where no longer candidate covers it; and where.
    rule
        What found it most often.
    example
        Its first place, with a few characters around it.
    replacement
        From the name list; empty where that has none.
    """

    original: str
    kind: Kind
    rule: str
    n: int
    documents: tuple[str, ...]
    example: str
    replacement: str = ""


class Found(NamedTuple):
    """The candidates of some documents, and the pseudonyms that already stand in them."""

    candidates: tuple[Candidate, ...]
    taken: frozenset[str]


def find_candidates(
    documents: Sequence[Searched],
    *,
    names: Iterable[Listed] = (),
    terms: Collection[str] = (),
    entities: Entities | None = None,
    tag: Tag | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Found:
    """What in some documents may tell who somebody is; the whole texts are searched, labels and headers too.

    Parameters
    ----------
    documents
        Gone through three times.
    names
        The study's own list: each is a candidate wherever it stands, whatever the rules say.
    terms
        Words that are none, such as those of a codebook, or labels that a machine gave.
    entities
        A trained pipeline for more names (`names_en.trained_entities`).
    tag
        In place of jieba's own instance.
    progress
        Called after each document with the number done, the number of all, and the document.

    Returns
    -------
    Found
        Candidates by kind, the most frequent first, then in the order of their characters.
    """
    search = _Search(entities, tag, frozenset(map(fold, terms)))
    for document in documents:
        search.english.learn(document.text)
    for done, document in enumerate(documents, 1):
        search.add(document)
        if progress:
            progress(done, len(documents), document.document)
    listed = {one.name: one for one in names if one.name}
    kinds = {original: search.verdict(original) for original in search.votes}
    kinds |= {name: (_kind_of(one, kinds), LISTED) for name, one in listed.items()}
    kinds = _derived(kinds, search.words) | kinds
    counts = _counted(documents, kinds)
    found = [
        Candidate(name, kind, rule, one.n, tuple(one.documents), one.example, _replacement(listed.get(name)))
        for name, (kind, rule) in kinds.items()
        if (one := counts.get(name))
    ]
    found.sort(key=lambda one: (KINDS.index(one.kind), -one.n, one.original))
    return Found(tuple(found), frozenset(search.taken))


class _Search:
    """What rules say of each spelling; which pseudonyms, and which words of two characters, are there."""

    def __init__(self, entities: Entities | None, tag: Tag | None, terms: frozenset[str]) -> None:
        self.english = Names()
        self.votes: defaultdict[str, Counter[tuple[Kind, str]]] = defaultdict(Counter)
        self.taken: set[str] = set()
        self.words: set[str] = set()
        self._entities, self._tag, self._terms = entities, tag, terms

    def add(self, document: Searched) -> None:
        """Search one document."""
        for text in (document.text, *document.others):
            self.taken.update(pseudonyms_in(text))
            for hit in self._hits(text):
                self._vote(text[hit.start : hit.end], hit, text[hit.end : hit.end + 1])
        for label in document.labels:
            self.taken.update(pseudonyms_in(label))
            for start, end in _in_label(label):
                self._vote(label[start:end], Hit(start, end, "person", LABEL), label[end : end + 1])

    def _hits(self, text: str) -> list[Hit]:
        trained = self._entities(text) if self._entities else []
        numbers = find_numbers(text)
        return apart([*numbers, *self._chinese(text), *self.english.hits(text), *trained])

    def _chinese(self, text: str) -> Iterator[Hit]:
        """Names, places and addresses of a text; English addresses among them."""
        if not _HAS_HAN.search(text):
            yield from find_addresses(text, ())
            return
        tokens = tokens_of(text, self._tag)
        self.words.update(one.text for one in tokens if len(one.text) == 2 and one.tag not in _NAME_TAGS)
        places = find_places(tokens)
        yield from find_addresses(text, places)
        yield from places
        yield from find_names(text, tokens)

    def _vote(self, name: str, hit: Hit, after: str) -> None:
        named = hit.kind in _NAMED
        if named and (after in _MASK or len(name) < 2 or fold(name) in self._terms or is_pseudonym(name)):
            return
        self.votes[name][hit.kind, hit.rule] += 1

    def verdict(self, name: str) -> tuple[Kind, str]:
        """Kind and rule of a spelling: the surest rule, then the most frequent one."""
        votes = self.votes[name]
        return min(votes, key=lambda one: (_rank(one[1]), -votes[one], KINDS.index(one[0]), one[1]))


def _kind_of(one: Listed, found: Mapping[str, tuple[Kind, str]]) -> Kind:
    """The kind of a listed name: as it was given, else as the rules have it, else by its ending."""
    if one.kind != "other":
        return one.kind
    if one.name in found:
        return found[one.name][0]
    if hits := find_numbers(one.name):
        return hits[0].kind
    ending = ending_of(simplified(one.name))
    return kind_of_ending(ending) if ending and not is_name(simplified(one.name)) else kind_of(one.name)


def _rank(rule: str) -> int:
    return _FIRST.index(rule) if rule in _FIRST else len(_FIRST)


def _in_label(label: str) -> Iterator[tuple[int, int]]:
    """Where in a speaker's label a name stands."""
    even = simplified(label)
    if is_name(even) or _labels_somebody(even):
        yield 0, len(label)
    elif _HAS_HAN.search(label):
        yield from ((hit.start, hit.end) for hit in find_names(label, tokens_of(label)))
    elif _LATIN_NAME.fullmatch(label) and not _names_a_role(label):
        yield 0, len(label)


def _labels_somebody(even: str) -> bool:
    """Whether a label is one or two surnames with a given name of any characters: here a name is due."""
    surname = surname_of(even)
    if surname is None or even in ORDINARY or fold(even) in KNOWN_WORDS or not _HAN_ONLY.fullmatch(even):
        return False
    given = even[len(surname.text) :]
    second = surname_of(given)
    short = given[len(second.text) :] if second and len(given) == 3 else given
    return 1 <= len(short) <= 2 and given not in TITLES and not even.endswith(_ROLES)


def _names_a_role(label: str) -> bool:
    words = [word.strip(".").lower() for word in label.split()]
    return words[0] not in ADDRESSES and any(word in PERSON_NOUNS or word in KNOWN_WORDS for word in words)


def _derived(kinds: dict[str, tuple[Kind, str]], words: Collection[str]) -> dict[str, tuple[Kind, str]]:
    """Shorter forms of what was found, but those that are ordinary words: 建国 of 王建国, 武侯 of 武侯区."""
    shorter: dict[str, tuple[Kind, str]] = {}
    for name, (kind, _) in kinds.items():
        even = simplified(name)
        surname, ending = surname_of(even), ending_of(even)
        if kind == "person" and surname and len(even) == len(surname.text) + 2 and is_name(even):
            form, rule = name[len(surname.text) :], "given_name"
        elif kind == "place" and len(even) - len(ending) == 2 and ending in _SHORTENED:
            form, rule = name[:2], "short_form"
        else:
            continue
        if simplified(form) not in ORDINARY and simplified(form) not in words:
            shorter[form] = (kind, rule)
    return shorter


class _Standing:
    """How often a name stands for itself, in which documents, and its first place."""

    __slots__ = ("documents", "example", "n")

    def __init__(self, example: str) -> None:
        self.n = 0
        self.documents: list[str] = []
        self.example = example

    def add(self, document: str, *, in_text: bool) -> None:
        self.n += in_text
        if self.documents[-1:] != [document]:
            self.documents.append(document)


def _counted(documents: Sequence[Searched], names: Collection[str]) -> dict[str, _Standing]:
    """How names stand where no longer one covers them; what stands beside a text has no number."""
    finder = Finder(names)
    standing: dict[str, _Standing] = {}
    for document in documents:
        for text in document.texts:
            for place in finder.places(text):
                if place.original not in standing:
                    standing[place.original] = _Standing(example(text, place.start, place.end))
                standing[place.original].add(document.document, in_text=text is document.text)
    return standing


def _replacement(one: Listed | None) -> str:
    return one.replacement if one else ""


def example(text: str, start: int, end: int) -> str:
    """A place with a few characters around it, in one line."""
    return in_line(text[max(start - AROUND, 0) : end + AROUND])
