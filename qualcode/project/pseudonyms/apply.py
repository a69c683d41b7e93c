"""Confirmed pseudonyms are put into a study: texts, turns, labels, codings, attributes, settings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from qualcode.export.atomic import rewrite
from qualcode.ingest import IngestOptions
from qualcode.ingest.dividing.divided import Divided
from qualcode.ingest.dividing.labels import Head, label_key
from qualcode.ingest.kept import load_pair
from qualcode.ingest.options import options_from
from qualcode.ingest.pairs import TEXT, TURNS, Alone, Settled, Stored, pair_bytes, settled_by
from qualcode.project.job.defaults import ATTRIBUTES
from qualcode.project.job.options import read_settings
from qualcode.project.pseudonyms.files import KEY, TABLE, read_key, read_table, write_key
from qualcode.project.pseudonyms.git import keep_from_git
from qualcode.project.pseudonyms.journals import Change, rewrite_journals
from qualcode.project.pseudonyms.others import other_files
from qualcode.project.pseudonyms.stops import check_rows, check_study
from qualcode.project.study.folder import SETTINGS, Study
from qualcode.project.study.journals import names_in
from qualcode.project.study.texts import kept_texts, pair_place, save_pair
from qualcode.pseudonyms.confirm import Row, decisions_of, shared
from qualcode.pseudonyms.kinds import Kind
from qualcode.pseudonyms.moves import Moves
from qualcode.pseudonyms.replace import Decisions
from qualcode.pseudonyms.replace import replace as replaced
from qualcode.text.digest import sha256_of


def no_word(_: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was replaced.

    n_documents, n_places
        Documents that changed, and places in their texts.
    n_events
        Events of journals that changed.
    files
        Other files of the study that changed.
    told
        Sentences for the researcher.
    """

    n_documents: int
    n_places: int
    n_events: int
    files: tuple[str, ...]
    told: tuple[str, ...]


def apply_pseudonyms(
    study: Study, *, table: Path, write: bool = True, tell: Callable[[str], None] = no_word
) -> Applied:
    """Replace what the table confirms in a study; nothing else is touched.

    The key is written first, then journals, then texts: broken off, it goes on where it was when it is run
    again. All that can be refused is refused before. `write` False only counts. `tell` hears, before
    anything is written, which documents have an id that holds an original: ids stay.

    Raises
    ------
    UsageError
        Transcripts that are not in `text/` yet, or nothing that was confirmed.
    ReadError
        A file that cannot be read; decisions that cannot be carried out.
    WriteError
        A file that cannot be written.
    """
    rows, key = read_table(table), read_key(study.folder / KEY)
    before = {original: new for original, (new, _) in key.items()}
    decisions = check_rows(rows, before, table)
    unread = check_study(study, decisions, table)
    others = other_files(study, decisions)
    named = tuple(_named(study, decisions))
    guarded: tuple[str, ...] = ()
    if write:
        for line in named:
            tell(line)
        guarded = keep_from_git(study.folder)
        write_key(study.folder / KEY, decisions.replacements, _kinds(rows, key))
    n_documents, n_places = _count(study, decisions)
    change = lru_cache(maxsize=4)(partial(_change, study, decisions))
    n_events = rewrite_journals(study.folder, change, decisions) if write else 0
    if write:
        for one in others:
            rewrite(one.place, one.content)
        _write_texts(study, decisions)
    told = (*guarded, *unread, *_told(decisions, rows), *named)
    return Applied(n_documents, n_places, n_events, tuple(one.name for one in others), told)


def decisions_in(study: Study, table: Path | None = None) -> Decisions | None:
    """What was decided in a study that has a key of pseudonyms; None where it has none.

    Raises ReadError where key or table cannot be read.
    """
    place = study.folder / KEY
    if not place.is_file():
        return None
    before = {original: new for original, (new, _) in read_key(place).items()}
    return decisions_of(read_table(table or study.folder / TABLE), before=before)


def _count(study: Study, decisions: Decisions) -> tuple[int, int]:
    """How many documents hold an original, and how often."""
    found = [len(replaced(load_pair(pair).divided.text, decisions).pieces) for pair in kept_texts(study)]
    return sum(n > 0 for n in found), sum(found)


def _change(study: Study, decisions: Decisions, document: str) -> Change | None:
    """What becomes of the text of one document; one that stays is a change without pieces."""
    pair = pair_place(study, names_in(study.folder).documents.get(document, document))
    if not pair.is_file():
        return None
    stored = load_pair(pair)
    found = replaced(stored.divided.text, decisions)
    return Change(stored.sha256, sha256_of(found.text), found.text, Moves(found.pieces))


def _write_texts(study: Study, decisions: Decisions) -> None:
    options = options_from(read_settings(study.path(SETTINGS)))
    for pair in kept_texts(study):
        stored = load_pair(pair)
        now = pseudonymised(stored, decisions, options.of(stored.document))
        if pair_bytes(now) != pair_bytes(stored):
            save_pair(study, now)


def pseudonymised(stored: Stored, decisions: Decisions, options: IngestOptions) -> Stored:
    """A transcript with everything replaced: text, turns, labels, header, and what was said of it.

    `options` are those for the document, as the settings have them now.
    """
    found = replaced(stored.divided.text, decisions)
    divided = _divided(stored.divided, found.text, Moves(found.pieces), decisions)
    alone = stored.alone and Alone(
        frozenset(_all(stored.alone.certain, decisions)), _all(stored.alone.doubtful, decisions)
    )
    known = _all(stored.settled.known, decisions)
    source = replace(stored.source, text_sha256=sha256_of(found.text))
    return replace(
        stored,
        divided=divided,
        source=source,
        alone=alone,
        settled=_settled(stored.settled, options, known, decisions),
    )


def _settled(settled: Settled, options: IngestOptions, known: Sequence[str], decisions: Decisions) -> Settled:
    """What settled it, with labels as the settings now write them."""
    names = {
        label_key(replaced(key, decisions).text): speaks for key, speaks in (settled.speakers or {}).items()
    }
    renamed = replace(settled, speakers=names or None, known=tuple(sorted(known)))
    now = settled_by(options, known)
    same = {label_key(label) for label in now.speakers or {}} == set(names)
    return now if same and replace(now, speakers=None) == replace(renamed, speakers=None) else renamed


def _divided(divided: Divided, text: str, moves: Moves, decisions: Decisions) -> Divided:
    heads = tuple(_head(head, decisions) for head in divided.heads)
    tables = moves.spans(np.array(divided.tables, np.int32).reshape(-1, 2)).tolist()
    return replace(
        divided,
        text=text,
        spans=moves.turns(divided.spans),
        heads=heads,
        tables=tuple((start, end) for start, end in tables),
        header=_values(divided.header, decisions),
        attributes=_values(divided.attributes, decisions),
        certain=frozenset(_all(divided.certain, decisions)),
        doubtful=_all(divided.doubtful, decisions),
        guesses=_all(divided.guesses, decisions),
        warnings=_all(divided.warnings, decisions),
    )


def _head(head: Head, decisions: Decisions) -> Head:
    label = replaced(head.label, decisions).text
    return head._replace(label=label, key=label_key(label), title=replaced(head.title, decisions).text)


def _values(values: Mapping[str, str], decisions: Decisions) -> dict[str, str]:
    return {name: replaced(value, decisions).text for name, value in values.items()}


def _all(texts: Iterable[str], decisions: Decisions) -> tuple[str, ...]:
    return tuple(replaced(text, decisions).text for text in texts)


def _kinds(rows: Iterable[Row], key: Mapping[str, tuple[str, Kind]]) -> dict[str, Kind]:
    known = {original: kind for original, (_, kind) in key.items()}
    return known | {row.original: row.kind for row in rows if row.confirm == "yes"}


def _told(decisions: Decisions, rows: Sequence[Row]) -> Iterator[str]:
    for new, originals in shared(decisions):
        yield f"{new} stands for {len(originals)} originals: {', '.join(originals)}"
    if undecided := sum(not row.confirm for row in rows):
        yield f"not decided: {undecided}; they stay as they are"


def _named(study: Study, decisions: Decisions) -> Iterator[str]:
    """Sentences about documents whose ids hold an original."""
    for pair in kept_texts(study):
        document = load_pair(pair).document
        if replaced(document, decisions).pieces:
            text = pair.with_name(pair.name.removesuffix(TURNS) + TEXT)
            yield (
                f"the id of {document} holds an original, and ids stay as they are. Before anyone codes it: "
                f"rename its transcript, and the id in {ATTRIBUTES} and {SETTINGS}; delete {text.as_posix()} "
                f"and {pair.as_posix()}; then qualcode ingest and qualcode pseudonymise --apply"
            )
