"""A copy of a study: its texts and journals, and which document of another copy is which of this one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from qualcode.errors import Problem, ReadError
from qualcode.ingest.kept import load_pair
from qualcode.ingest.pairs import TURNS
from qualcode.journal.events import Event
from qualcode.journal.renamed import Names, as_renamed
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import as_written, names_in
from qualcode.project.study.texts import kept_texts
from qualcode.text.filenames import name_of_file

Fit: TypeAlias = Literal["same text", "other text", "no text", "name taken", "real names"]
"""What this study has of a document of another copy: see `Home`."""


class Text(NamedTuple):
    """A fixed text with its SHA-256; `before` is that of the text before pseudonyms came into it."""

    text: str
    sha256: str
    before: str

    @property
    def is_pseudonymised(self) -> bool:
        """Whether pseudonyms stand in it."""
        return self.before != self.sha256


@dataclass(frozen=True, slots=True)
class Copy:
    """The texts of a study by document (None: it cannot be read), its events, and what is damaged in them.

    names
        What is called otherwise by now. Documents have their ids of today in the events; codes and coders are
        as they stand in the journals.
    """

    texts: Mapping[str, Text | None]
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    names: Names = field(default_factory=Names)


class Home(NamedTuple):
    """Where the events on a document of another copy belong in this study.

    document
        Its id there; empty for memos on the study and its codes.
    id
        Its id here.
    fit
        `same text`: the texts are equal. `other text`: this study has the document with another text. `no
        text`: it has no such document. `name taken`: neither, and another document here has that name.
        `real names`: here pseudonyms stand in the text, there not.
    here, there
        The texts, where there are any.
    """

    document: str
    id: str
    fit: Fit
    here: Text | None = None
    there: Text | None = None

    @property
    def is_open(self) -> bool:
        """Whether its events can be taken in."""
        return self.fit not in ("name taken", "real names")


def read_copy(folder: Path) -> Copy:
    """All that people did in a study, and its texts.

    Raises ReadError where an event asks for a newer version.
    """
    journal, names = as_written(folder), names_in(folder)
    events = as_renamed(journal.events, Names(documents=names.documents))
    return Copy(dict(_texts(Study(folder))), events, journal.problems, names)


def _texts(study: Study) -> Iterator[tuple[str, Text | None]]:
    for pair in kept_texts(study):
        try:
            stored = load_pair(pair)
        except ReadError:
            stem = pair.name.removesuffix(TURNS)
            yield name_of_file(stem) or stem, None
        else:
            yield stored.document, Text(stored.divided.text, stored.sha256, stored.read_sha256)


def homes(here: Copy, there: Copy) -> dict[str, Home]:
    """By id there, where the events on each document of the copy `there` belong.

    Documents are known by the hash of their text: that of the copy, or, where it has none that this study
    has, those that its events name. A text that this study had earlier counts as well. Only then names do.
    """
    finder = _Finder(here, there)
    named: defaultdict[str, list[Event]] = defaultdict(list)
    for event in there.events:
        named[event.document or ""].append(event)
    return {document: finder.home(document, events) for document, events in named.items()}


class _Finder:
    """What is known of the texts of this study."""

    def __init__(self, here: Copy, there: Copy) -> None:
        self._here, self._there = here.texts, there.texts
        self._now = _grouped((one.sha256, id) for id, one in here.texts.items() if one)
        self._raw = _grouped((one.before, id) for id, one in here.texts.items() if one)
        earlier = ((event.sha256, event.document or "") for event in here.events if event.sha256)
        self._earlier = _grouped((sha256, id) for sha256, id in earlier if id in here.texts)
        self._former = {**there.names.documents, **here.names.documents}
        self._taken = {id for id, one in here.texts.items() if one and self._is_of_another(id, one)}

    def _is_of_another(self, id: str, text: Text) -> bool:
        """Whether the text of a document has another name in the other copy, where this name is another's."""
        others = [name for name, one in self._there.items() if one and one.sha256 == text.sha256]
        return bool(others) and id not in others

    def home(self, document: str, events: Iterable[Event]) -> Home:
        """Where the events on a document belong."""
        if not document:
            return Home("", "", "same text")
        text = self._there.get(document)
        shas = [text.sha256] if text else []
        told = [event.sha256 for event in sorted(events, key=lambda event: event.order) if event.sha256]
        shas += list(dict.fromkeys(reversed(told)))
        id = self._found(document, shas)
        if id is None:
            taken = document in self._here
            return Home(document, document, "name taken" if taken else "no text", None, text)
        return self._fitting(Home(document, id, "other text", self._here[id], text), shas)

    def _found(self, document: str, shas: list[str]) -> str | None:
        """The document here that has one of these texts, or had, or the name."""
        for known, sought in ((self._now, shas[:1]), (self._raw, shas[:1])):
            for sha256 in sought:
                if ids := known.get(sha256):
                    return document if document in ids else ids[0]
        for name in self._names(document):
            if name in self._here and name not in self._taken:
                return name
        for known in (self._now, self._raw, self._earlier):
            for sha256 in shas:
                if ids := known.get(sha256):
                    return document if document in ids else ids[0]
        return None

    def _names(self, document: str) -> list[str]:
        """What a document of the copy may be called here: as there, or as one of the two renamed it."""
        now = self._former.get(document, document)
        return list(dict.fromkeys([document, now, *(old for old, new in self._former.items() if new == now)]))

    def _fitting(self, home: Home, shas: list[str]) -> Home:
        """The home of a document that this study has, with how its text fits."""
        here, there = home.here, home.there
        if here is None:
            return home._replace(fit="no text")
        if (there.sha256 if there else shas[0] if shas else here.sha256) == here.sha256:
            return home._replace(fit="same text")
        if here.is_pseudonymised and not (there and there.is_pseudonymised):
            return home._replace(fit="real names")
        return home


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        if value not in found[key]:
            found[key].append(value)
    return dict(found)
