"""The pseudonyms that stand in a study: what its key says, and how originals are read by them."""

from collections.abc import Collection
from dataclasses import replace

from qualcode.ingest import IngestOptions
from qualcode.ingest.dividing.labels import label_key
from qualcode.ingest.dividing.marks import find_marks
from qualcode.ingest.draft import Draft
from qualcode.project.pseudonyms.files import KEY, TABLE, read_key, read_table
from qualcode.project.study.folder import Study
from qualcode.pseudonyms.replace import Decisions
from qualcode.pseudonyms.replace import replace as replaced


def key_decisions(study: Study) -> Decisions | None:
    """What the key of a study replaces, and what its table keeps; None where it has no key.

    What the table confirms and nobody applied yet is not among it. Raises ReadError where a file is damaged.
    """
    place = study.folder / KEY
    if not place.is_file():
        return None
    kept = frozenset(row.original for row in read_table(study.folder / TABLE) if row.confirm == "no")
    return Decisions({original: new for original, (new, _) in read_key(place).items()}, kept)


def for_original(
    draft: Draft, options: IngestOptions, known: Collection[str], decisions: Decisions | None
) -> tuple[IngestOptions, tuple[str, ...]]:
    """Options and known labels for an original that still holds the names.

    Settings and other documents name the pseudonyms; the labels of the original that become these are meant.
    """
    if decisions is None:
        return options, tuple(known)
    settings = {label_key(label): setting for label, setting in options.speakers.items()}
    wanted = set(map(label_key, known))
    named, more = {}, []
    for label in {head.label for marks in (find_marks(draft.text), draft.given) for head in marks.heads}:
        key = label_key(replaced(label, decisions).text)
        if key in settings and label_key(label) not in settings:
            named[label] = settings[key]
        if key in wanted and label_key(label) not in wanted:
            more.append(label)
    return replace(options, speakers={**options.speakers, **named}), (*known, *sorted(more))
