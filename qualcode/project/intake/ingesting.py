"""Transcripts come into a study: their texts are fixed in `text`, and stay until asked otherwise."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from qualcode.errors import UsageError
from qualcode.export.atomic import make_folder
from qualcode.ingest import Input, Skipped
from qualcode.ingest.names import with_one_id
from qualcode.project.intake.arriving import NO_LABELS, Arrival, State, Task, arrive
from qualcode.project.job.defaults import in_study
from qualcode.project.job.gathering import Progress
from qualcode.project.job.options import CodeOptions, reading_of
from qualcode.project.job.side_by_side import side_by_side
from qualcode.project.job.workers import batched, paying, size_of
from qualcode.project.pseudonyms.decisions import key_decisions
from qualcode.project.study.folder import Study
from qualcode.project.study.inputs import find
from qualcode.project.study.labels import known_labels
from qualcode.project.study.texts import TEXTS, TRANSCRIPTS

KEPT: tuple[State, ...] = ("new", "same", "turns", "resaved", "replaced", "changed", "text only")
"""States in which the study has the text."""
DIVIDED: tuple[State, ...] = ("new", "same", "turns", "resaved", "replaced")


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the transcripts of a study: how many are in each state, and files that are none.

    `n_named_failed` of those that failed were named. `renamed` are new documents with the text of one whose
    original is not there: pairs of ids, the new one first. `alike` are ids that several transcripts would
    have, each with these files: none of them was read.
    """

    study: Study
    states: Counter[State] = field(default_factory=Counter)
    skipped: tuple[Skipped, ...] = ()
    n_named_failed: int = 0
    renamed: tuple[tuple[str, str], ...] = ()
    alike: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def n_kept(self) -> int:
        """Documents that the study keeps a text of."""
        return sum(self.states[state] for state in KEPT)


def ingest_study(
    study: Study,
    *,
    documents: Sequence[str] = (),
    again: bool = False,
    write: bool = True,
    workers: int = 1,
    tell: Callable[[Arrival], None] = lambda arrival: None,
    progress: Progress | None = None,
) -> IngestReport:
    """Read the transcripts of a study in, as far as they are not in it yet.

    Parameters
    ----------
    documents
        Ids or files; by default all. Only they are read.
    again
        Read in again what would have another text, because the original or a setting changed.
    write
        False: only say what would be done.
    tell
        Called with each arrival, in the order of the documents. One that is divided anew because of labels
        in other documents is told of once more.

    Raises
    ------
    UsageError
        There is no such document.
    ReadError, WriteError
        The settings, or the attributes, cannot be read; a text cannot be written.
    """
    inputs = find([study.path(TRANSCRIPTS)], distinct=False)
    task = _task(study, _only(documents, inputs.files), again=again, write=write)
    alike = with_one_id((file.id, file.file) for file in inputs.files)
    report = IngestReport(study, skipped=inputs.skipped, alike=tuple(alike))
    unclear = {name for _, names in alike for name in names}
    distinct = (file for file in inputs.files if file.file not in unclear)
    files = [file._replace(named=file.id in task.only) for file in distinct]
    seen: dict[str, Arrival] = {}
    certain: set[str] = set()
    doubtful: set[str] = set()
    texts: dict[str, dict[str, str]] = {}
    failed = 0
    for file, one in zip(files, _arrivals(files, task, workers, progress), strict=True):
        certain |= one.labels.certain
        doubtful.update(one.labels.doubtful)
        report.states[one.state] += 1
        failed += one.state == "failed" and one.named
        if one.state in ("text only", "new"):
            texts.setdefault(one.sha256, {})[one.state] = one.document
        tell(one)
        if one.state in DIVIDED:
            seen[file.id] = replace(one, labels=NO_LABELS, guesses=(), warnings=())
    _again_with_labels(seen, report, task, known_labels(certain, doubtful), workers, tell)
    renamed = tuple((two["new"], two["text only"]) for two in texts.values() if len(two) == 2)
    return replace(report, n_named_failed=failed, renamed=renamed)


def _task(study: Study, only: frozenset[str], *, again: bool, write: bool) -> Task:
    options = in_study(CodeOptions((study.path(TRANSCRIPTS),), ""))
    reading, attributes = reading_of(options)
    if write:
        make_folder(study.folder / TEXTS, cure="choose a study that you may write to")
    decisions = key_decisions(study)
    return Task(study, reading, attributes, again=again, only=only, write=write, decisions=decisions)


def _only(documents: Sequence[str], files: Sequence[Input]) -> frozenset[str]:
    """The ids of the documents that are named by id or by file; a folder means all in it."""
    found: set[str] = set()
    for name in documents:
        place = Path(name).resolve()
        here = {file.id for file in files if name in (file.id, file.file) or _lies_in(file, place)}
        if not here:
            cure = f"put it into {TRANSCRIPTS}/ of the study, or name one that is there"
            raise UsageError(f"the study has no transcript {name}", cure=cure, slug="unknown-document")
        found |= here
    return frozenset(found)


def _lies_in(file: Input, place: Path) -> bool:
    whole = file.path.resolve()
    return place == whole or place in whole.parents


def _arrivals(
    files: Sequence[Input], task: Task, workers: int, progress: Progress | None
) -> Iterator[Arrival]:
    """What becomes of each file, in their order."""
    batches = list(batched(files))
    processes = workers or paying(sum(size_of(file.path) for file in files))
    done = 0
    if progress:
        progress(0, len(files), "reading")
    for batch in side_by_side(partial(_arrive_all, task), batches, workers=min(processes, len(batches))):
        for one in batch:
            done += 1
            if progress:
                progress(done, len(files), one.document)
            yield one


def _arrive_all(task: Task, files: Sequence[Input]) -> list[Arrival]:
    return [arrive(file, task) for file in files]


def _again_with_labels(
    seen: Mapping[str, Arrival],
    report: IngestReport,
    task: Task,
    known: frozenset[str],
    workers: int,
    tell: Callable[[Arrival], None],
) -> None:
    """Divide anew what was divided with other labels known from the rest of the study than there are now."""
    now = tuple(sorted(known))
    stale = {id for id, one in seen.items() if one.known != now and (task.write or one.state == "same")}
    if not stale:
        return
    inputs = find([task.study.path(TRANSCRIPTS)], distinct=False)
    files = [file for file in inputs.files if file.id in stale]
    for one in _arrivals(files, replace(task, known=now, again=False, only=frozenset()), workers, None):
        if one.state == "turns":
            report.states.update({"turns": 1} if seen[one.document].state == "same" else {})
            report.states["same"] -= seen[one.document].state == "same"
            tell(one)
