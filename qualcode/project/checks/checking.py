"""All that may be wrong with a study, at once, each with what cures it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.codebook.load import check_codebook
from qualcode.codebook.model import Codebook
from qualcode.errors import Problem, QualcodeError, ReadError
from qualcode.ingest import Attributes, Inputs, ambiguous_documents, read_attributes, unknown_documents
from qualcode.ingest.options import IngestOptions, options_from
from qualcode.ingest.pairs import Alone
from qualcode.project.checks.check_codings import coding_findings
from qualcode.project.checks.check_texts import INGEST, Looking, look, roles_missing, stale_findings
from qualcode.project.checks.findings import Finding, error, note, warning
from qualcode.project.doctor.system import DRIVER, driver_is_set
from qualcode.project.job.defaults import ATTRIBUTES, attributes_of
from qualcode.project.job.gathering import Progress
from qualcode.project.job.options import read_settings
from qualcode.project.job.reading import labels_known_in
from qualcode.project.pseudonyms.apply import decisions_in
from qualcode.project.pseudonyms.git import is_open
from qualcode.project.study.folder import GIT_ATTRIBUTES, KEY_FILE, SETTINGS, Study
from qualcode.project.study.inputs import find
from qualcode.project.study.journals import cure_of_same_text
from qualcode.project.study.texts import TRANSCRIPTS
from qualcode.project.teams.assigned import FILE, read_assignments
from qualcode.pseudonyms.replace import Decisions
from qualcode.pseudonyms.replace import replace as replaced
from qualcode.settings import Settings
from qualcode.text.digest import sha256_of
from qualcode.text.document import Document

CODEBOOK = "codebook.yaml"


class Checked(NamedTuple):
    """What was found, and of how many documents and codings."""

    findings: tuple[Finding, ...]
    n_documents: int
    n_codings: int

    @property
    def has_errors(self) -> bool:
        """Whether numbers would be wrong, or cannot be made."""
        return any(one.level == "error" for one in self.findings)


def check_study(study: Study, *, progress: Progress | None = None) -> Checked:
    """Look at everything in a study: settings, attributes, texts, speakers, codebook, codings, git."""
    findings: list[Finding] = []
    settings = _settings(study, findings)
    options = _options(settings, study, findings)
    attributes = _attributes(study, findings)
    inputs = _inputs(study, findings)
    findings += _files(inputs, settings)
    findings += _attributes_match(attributes, inputs) if attributes else ()
    findings += _assignments(study, inputs)
    book = _codebook(study, findings)
    documents = _Documents(study, book, inputs)
    known = labels_known_in(inputs.files, options, attributes)
    looking = Looking(options, attributes, known)
    for number, file in enumerate(inputs.files):
        if progress:
            progress(number, len(inputs.files), file.id)
        looked = look(file, looking)
        findings += looked.findings
        if looked.stored:
            documents.kept[file.id] = looked.stored.labels, looked.stored.settled.known
        if looked.ingested:
            findings += documents.look(looked.ingested.document)
    findings += [*documents.ending(), *_git(study)]
    return Checked(tuple(findings), documents.n, documents.n_codings)


class _Documents:
    """What can be said only when all documents were seen."""

    def __init__(self, study: Study, codebook: Codebook | None, inputs: Inputs) -> None:
        self.codings = coding_findings(study, codebook, [file.id for file in inputs.files])
        self.study = study
        self.gone = {file.id for file in inputs.files if not file.path.is_file()}
        self.decisions, self.key_fault = _decisions(study)
        self.without_role: dict[str, tuple[str, ...]] = {}
        self.texts: dict[str, str] = {}
        self.kept: dict[str, tuple[Alone, tuple[str, ...]]] = {}
        self.roles_given = False
        self.n = 0

    @property
    def n_codings(self) -> int:
        return self.codings.n

    def look(self, document: Document) -> Iterator[Finding]:
        """Remember a document; what is wrong with the codings in it."""
        self.n += 1
        yield from self._same_text(document)
        asked = [one for one in document.speakers if one.label and not one.is_interviewer]
        self.roles_given |= any(one.role_given for one in asked)
        if labels := tuple(one.label for one in asked if not one.role_given):
            self.without_role[document.id] = labels
        yield from self._originals(document)
        yield from self.codings.of(document)

    def _same_text(self, document: Document) -> Iterator[Finding]:
        """Whether another document has the very same text: it would count twice."""
        other = self.texts.setdefault(sha256_of(document.text), document.id)
        if other != document.id:
            message = f"it has the very text of {other}: both count"
            new, old = (other, document.id) if document.id in self.gone else (document.id, other)
            cure = cure_of_same_text(new, old, gone=old in self.gone)
            yield warning("texts", document.id, message, cure)

    def _originals(self, document: Document) -> Iterator[Finding]:
        """Whether names that are replaced elsewhere stand in it."""
        if self.decisions and (n := len(replaced(document.text, self.decisions).pieces)):
            message = f"names that have pseudonyms stand in it, {n} times"
            yield warning("pseudonyms", document.id, message, "qualcode pseudonymise --apply")

    def ending(self) -> Iterator[Finding]:
        """What is left to say."""
        if self.roles_given:
            yield from roles_missing(self.without_role)
        yield from stale_findings(self.kept)
        yield from self.codings.ending()
        yield from self.key_fault


def _decisions(study: Study) -> tuple[Decisions | None, tuple[Finding, ...]]:
    try:
        return decisions_in(study), ()
    except ReadError as fault:
        return None, (error("pseudonyms", "", f"{fault.place}: {fault.message}", fault.cure),)


def _settings(study: Study, findings: list[Finding]) -> Settings:
    try:
        return read_settings(study.path(SETTINGS))
    except ReadError as fault:
        findings.append(error("settings", "", f"{fault.place}: {fault.message}", fault.cure))
        return Settings()


def _options(settings: Settings, study: Study, findings: list[Finding]) -> IngestOptions:
    try:
        return options_from(settings)
    except QualcodeError as fault:
        findings.append(error("settings", "", f"{study.path(SETTINGS)}: {fault.message}", fault.cure))
        return IngestOptions()


def _inputs(study: Study, findings: list[Finding]) -> Inputs:
    """The transcripts; none where two would have one id."""
    try:
        return find([study.path(TRANSCRIPTS)])
    except ReadError as fault:
        findings.append(error("texts", "", fault.message, fault.cure))
        return Inputs()


def _attributes(study: Study, findings: list[Finding]) -> Attributes | None:
    place = attributes_of(study)
    if not place:
        return None
    other = study.path(f"{TRANSCRIPTS}/{ATTRIBUTES}")
    if place != other and Path(other).is_file():
        cure = f"move its rows into {place}, and delete it"
        findings.append(warning("attributes", "", f"{other} is not used: {place} is", cure))
    try:
        found = read_attributes(place)
    except QualcodeError as fault:
        findings.append(error("attributes", "", f"{fault.place}: {fault.message}", fault.cure))
        return None
    cure = "look at the rows, and correct them"
    findings += [warning("attributes", "", line, cure) for line in found.guesses]
    return found


def _attributes_match(attributes: Attributes, inputs: Inputs) -> Iterator[Finding]:
    """Rows for documents that are not there, and documents that have no row."""
    documents = [(file.id, file.file) for file in inputs.files]
    for name in unknown_documents(attributes, documents):
        message = f"attributes for {name}, which is no document"
        yield warning("attributes", "", message, "correct the name in attributes.csv, or take the row out")
    for line in ambiguous_documents(attributes, documents):
        yield warning("attributes", "", line, "write the id of the document")
    for id, file in documents if attributes.rows else ():
        if not attributes.of(id, file):
            message, cure = "it has no row in attributes.csv", "add one, with its id as document"
            yield warning("attributes", id, message, cure)


def _assignments(study: Study, inputs: Inputs) -> Iterator[Finding]:
    """Rows of assignments.csv that are none, or are about documents that are not there."""
    try:
        assigned = read_assignments(study)
    except ReadError as fault:
        yield error("assignments", "", f"{fault.place}: {fault.message}", fault.cure)
        return
    ids = {file.id for file in inputs.files}
    for name in dict.fromkeys(one.document for one in assigned if one.document not in ids):
        message = f"{FILE} assigns {name}, which is no document"
        yield warning("assignments", "", message, "correct the id there, or take the row out")


def _files(inputs: Inputs, settings: Settings) -> Iterator[Finding]:
    if not inputs.files:
        yield note("texts", "", "there is no transcript", f"put some into {TRANSCRIPTS}/, then run: {INGEST}")
    for left in inputs.skipped:
        if not left.expected:
            yield warning("texts", "", f"{left.file} is not read: {left.reason}", left.cure or "move it away")
    ids = {file.id for file in inputs.files}
    for id in settings.documents:
        if id not in ids:
            message = f"qualcode.toml has settings for {id}, which is no document"
            yield warning("settings", "", message, "correct the id there, or take them out")


def _codebook(study: Study, findings: list[Finding]) -> Codebook | None:
    place = study.path(CODEBOOK)
    if not Path(place).is_file():
        cure = f"begin one: qualcode codebook new {place}"
        findings.append(note("codebook", "", f"there is no {place}", cure))
        return None
    checked = check_codebook(place)
    findings += [_problem(one, error) for one in checked.errors]
    findings += [_problem(one, warning) for one in checked.warnings]
    return checked.codebook


def _problem(one: Problem, level: Callable[[str, str, str, str], Finding]) -> Finding:
    return level("codebook", "", f"{one.place}: {one.message}", one.cure or "qualcode codebook check")


def _git(study: Study) -> Iterator[Finding]:
    """Whether git leaves texts alone, and the key of pseudonyms stays out of it."""
    folder = study.folder.absolute()
    if not any((one / ".git").exists() for one in (folder, *folder.parents)):
        return
    lines = _lines(study.folder / ".gitattributes")
    missing = [line for line in GIT_ATTRIBUTES.splitlines() if "-text" in line and line not in lines]
    if missing:
        message = "git may change the bytes of texts and codings"
        yield error("git", "", message, f"add to .gitattributes: {'; '.join(missing)}")
    if f"{CODEBOOK} merge=qualcode" in lines and not driver_is_set(study.folder):
        yield note("git", "", "git merges codebooks line by line here, not code by code", DRIVER)
    ignored = "\n".join(_lines(study.folder / ".gitignore"))
    if (study.folder / KEY_FILE).exists() and is_open(study.folder, KEY_FILE, ignored):
        message = f"{KEY_FILE} says who is who, and git does not ignore it"
        yield error("git", "", message, f"add a line to .gitignore: {KEY_FILE}")


def _lines(file: Path) -> Sequence[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
