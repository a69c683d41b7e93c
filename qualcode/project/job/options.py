"""What the main job was asked to do, and what follows from it before a file is read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.analysis.cooccurrence import Base
from qualcode.analysis.frequency import check_language
from qualcode.analysis.matrix import COUNT, check_measure
from qualcode.codebook.load import load_codebook
from qualcode.codebook.model import Codebook, without_rules
from qualcode.coding.population import Population
from qualcode.coding.units import counting
from qualcode.errors import ReadError, UsageError
from qualcode.ingest import (
    Attributes,
    IngestOptions,
    Inputs,
    ambiguous_documents,
    options_from,
    read_attributes,
    unknown_documents,
)
from qualcode.project.job.batch import Job
from qualcode.project.job.coded_by import CodedBy, check_any, coded_by, finished_by_all, left_out, only_shared
from qualcode.project.job.columns import attribute_columns, front_matter, unusable
from qualcode.project.job.pipeline import Plan
from qualcode.project.study.inputs import find
from qualcode.project.study.paths import Shown
from qualcode.settings import DocumentSettings, Settings, parse_settings
from qualcode.terms import RULES_CODER, UNIT_KINDS, UnitKind

PASSAGES_IN: UnitKind = "sentence"
"""The unit by which passages of people are numbered, and counted where nothing is said."""


FEW = 3
"""Documents that a warning names."""


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """The options of `qualcode code`; see its help for their meaning.

    `formats` are written beside CSV, `dictionary` says whether the data dictionary is without any.
    `wrapped` is True, False, or None to guess for each document. `unit` and `count_by` are
    empty for what the codebook says, and for the coding unit; what people code is counted by one of the two,
    or by sentence. `named` holds absolute paths with the names
    by which results tell them, where these are not the ones that follow from the paths. `coder` is whose
    codings count: `rules`, a person (`li`, `li#2` for the second round), `consensus`, or `rules+li`; of rule
    codings with `reviewed_only` only those that the person accepted. With `finished_by` only documents count
    that all of these coders have finished.
    """

    inputs: tuple[str, ...]
    codebook: str
    output: str = "results"
    unit: str = ""
    count_by: str = ""
    speakers: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    base: Base = "all"
    rollup: bool = False
    prompted: bool = False
    measure: str = COUNT
    lang: str = ""
    attributes: str = ""
    encoding: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    speaker_pattern: str = ""
    split_at: str = ""
    wrapped: bool | None = None
    join_turns: bool = False
    settings: str = ""
    excel_safe: bool = False
    bom: bool = True
    formats: tuple[str, ...] = ()
    dictionary: bool = False
    workers: int = 1
    named: tuple[tuple[str, str], ...] = ()
    coder: str = RULES_CODER
    reviewed_only: bool = False
    finished_by: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths that were given, but for that of the results."""
        return tuple(filter(None, (*self.inputs, self.codebook, self.attributes, self.settings)))

    def recorded(self, prepared: "Prepared") -> dict[str, Any]:
        """The options that can change a result, defaults written out, for provenance.json."""
        plan, reading = prepared.job.plan, prepared.job.reading
        model = plan.codebook.spacy_model or None
        return {
            "unit": plan.unit,
            "count_by": self.count_by or ("" if plan.counting.by_rules else self.unit) or plan.unit,
            "speakers": list(self.speakers),
            "where": [f"{name}={value}" for name, value in self.where],
            "base": self.base,
            "rollup": self.rollup,
            "prompted": self.prompted,
            "measure": self.measure,
            "lang": self.lang or next(iter(plan.codebook.languages), ""),
            "encoding": reading.encoding or None,
            "columns": dict(sorted(reading.columns.items())) or None,
            "speaker_pattern": reading.speaker_pattern or None,
            "split_at": self.split_at,
            "wrapped": reading.wrapped,
            "join_turns": self.join_turns,
            "settings": prepared.settings_record,
            "spacy_model": model and prepared.job.shown(model),
            "excel_safe": self.excel_safe,
            "bom": self.bom,
            "coder": self.coder,
            "reviewed_only": self.reviewed_only,
        }


class Prepared(NamedTuple):
    """A job, the files it is for, and what is already known to be said about them."""

    job: Job
    inputs: Inputs
    attributes_record: Mapping[str, str] | None
    settings_record: Mapping[str, str] | None
    warnings: tuple[str, ...]
    bom: bool
    workers: int
    people_record: Mapping[str, Any] | None = None


def prepare(options: CodeOptions, codebook: Codebook | None = None) -> Prepared:
    """Load codebook, settings and attributes, and find the transcripts.

    `codebook` takes the place of the file.

    Raises
    ------
    CodebookError, UsageError, ReadError
        Before any transcript is opened.
    """
    _check_words(options)
    shown = Shown.of(options.paths, dict(options.named))
    text, settings = _settings(options.settings)
    book = replace(
        codebook or load_codebook(options.codebook), spacy_model=_model(settings, options.settings)
    )
    by, unread = coded_by(options.coder, options.inputs, reviewed_only=options.reviewed_only)
    plan = _plan(options, book, shown, by)
    reading = _reading(options, settings)
    beside = (options.codebook, options.attributes, options.settings)
    inputs = find(options.inputs, beside=beside)
    place = Path(options.attributes) if options.attributes else inputs.attributes
    attributes = read_attributes(place) if place else None
    fields = front_matter(inputs, reading)
    job = Job(plan, reading, shown, attributes, attribute_columns(attributes, fields), options.excel_safe)
    record, remarks = _about(attributes, inputs, shown)
    used = _record_of_settings(text, options, shown)
    told = [*unread, *remarks, *unusable(fields, shown)]
    done = Prepared(job, inputs, record, used, tuple(told), options.bom, options.workers)
    done = _finished_by_all(done, options)
    return _of_people(done, by) if by else done


def _finished_by_all(prepared: Prepared, options: CodeOptions) -> Prepared:
    """The same, less the documents that not all of the coders named have finished."""
    shared = finished_by_all(options.finished_by, options.inputs)
    if shared is None:
        return prepared
    files = prepared.inputs.files
    told = only_shared(options.finished_by, shared, [file.id for file in files])
    kept = tuple(file for file in files if file.id in shared)
    return prepared._replace(
        inputs=prepared.inputs._replace(files=kept), warnings=(*told, *prepared.warnings)
    )


def _of_people(prepared: Prepared, by: CodedBy) -> Prepared:
    """The same, less the documents that a person has not finished, where only finished ones count."""
    files = prepared.inputs.files
    names = [file.id for file in files]
    if files:
        check_any(by, names)
    kept = tuple(file for file in files if not by.finished_only or file.id in by.documents)
    warnings = (*left_out(by, names), *prepared.warnings)
    return prepared._replace(
        inputs=prepared.inputs._replace(files=kept), warnings=warnings, people_record=by.record(names)
    )


def reading_of(options: CodeOptions) -> tuple[IngestOptions, Attributes | None]:
    """How transcripts are read, and the attributes that are named.

    Raises
    ------
    UsageError, ReadError
        Settings or attributes cannot be read.
    """
    _check_words(options)
    _, settings = _settings(options.settings)
    attributes = read_attributes(Path(options.attributes)) if options.attributes else None
    return _reading(options, settings), attributes


def _check_words(options: CodeOptions) -> None:
    """What is not UTF-8 could not be written down in the tables."""
    asked = [options.speaker_pattern, options.split_at, options.lang, *options.speakers]
    for word in (*options.paths, *asked, *chain(*options.where, *options.columns)):
        if any("\ud800" <= char <= "\udfff" for char in word):
            shown = word.encode("utf-8", "replace").decode()
            cure = "set the terminal to UTF-8; rename a file or folder whose name is not UTF-8"
            raise UsageError(f"{shown} is not UTF-8", cure=cure, slug="not-utf-8")


def _about(
    attributes: Attributes | None, inputs: Inputs, shown: Shown
) -> tuple[Mapping[str, str] | None, tuple[str, ...]]:
    """What provenance says of the attributes file, and what the researcher should know of it."""
    if attributes is None:
        return None, ()
    documents = [(file.id, file.file) for file in inputs.files]
    unknown = unknown_documents(attributes, documents)
    remarks = [f"{attributes.file}: {told}" for told in _unknown(unknown)]
    remarks += ambiguous_documents(attributes, documents)
    record = {"file": shown(attributes.file), "sha256": attributes.sha256}
    said = (*attributes.guesses, *remarks)
    return record, tuple(line.replace(attributes.file, shown(attributes.file)) for line in said)


def _unknown(names: Sequence[str]) -> list[str]:
    """That rows are of documents which are not there: a few one by one, many in one line."""
    if len(names) <= FEW:
        return [f"there is no document {name}" for name in names]
    return [f"there are no documents {', '.join(names[:FEW])} and {len(names) - FEW:,} more"]


def _reading(options: CodeOptions, settings: Settings) -> IngestOptions:
    """How transcripts are read: the settings file, and over it what the command line says."""
    chosen = replace(
        settings,
        encoding=options.encoding or settings.encoding,
        columns={**settings.columns, **dict(options.columns)},
        speaker_pattern=options.speaker_pattern or settings.speaker_pattern,
        documents={id: _below(options, own) for id, own in settings.documents.items()},
    )
    return options_from(chosen, join_turns=options.join_turns, wrapped=options.wrapped)


def _below(options: CodeOptions, own: DocumentSettings) -> DocumentSettings:
    """What a study says of one document, as far as the command line does not say otherwise."""
    return replace(
        own,
        encoding="" if options.encoding else own.encoding,
        speaker_pattern="" if options.speaker_pattern else own.speaker_pattern,
        wrapped=own.wrapped if options.wrapped is None else None,
        columns={**own.columns, **dict(options.columns)},
    )


def read_settings(file: str) -> Settings:
    """What a settings file says; raises ReadError with all that is wrong with it."""
    return _settings(file)[1]


def spacy_model(file: str) -> str:
    """The trained spaCy pipeline that a settings file names, if it names one; raises ReadError."""
    return _model(_settings(file)[1], file)


def _settings(file: str) -> tuple[str, Settings]:
    """The text of a settings file and what it says; nothing where none is named. Raises ReadError."""
    if not file:
        return "", Settings()
    try:
        text = Path(file).read_text(encoding="utf-8-sig") or "\n"
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        cure = "save the file as UTF-8" if reason == "it is not UTF-8" else "check the name after --settings"
        raise ReadError(
            f"the settings cannot be read: {reason}", place=file, cure=cure, slug="settings"
        ) from None
    return text, parse_settings(text, file=file)


def _model(settings: Settings, file: str) -> str:
    """A pipeline is a package or, with a /, a folder, seen from that of the settings file."""
    name = settings.spacy_model.strip().replace("\\", "/")
    if "/" not in name:
        return name
    folder = (Path(file).parent / name).as_posix()
    return folder if "/" in folder else f"./{folder}"


def _record_of_settings(text: str, options: CodeOptions, shown: Shown) -> Mapping[str, str] | None:
    """What provenance says of the settings file; its hash is that of the text with `\\n` line ends."""
    if not text:
        return None
    return {"file": shown(options.settings), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def _plan(options: CodeOptions, codebook: Codebook, shown: Shown, by: CodedBy | None) -> Plan:
    """What is asked for, checked against the codebook."""
    check_language(codebook, options.lang)
    by_rules = by is None or by.with_rules
    asked = named_unit(options.unit or (codebook.unit if by_rules else PASSAGES_IN))
    unit = asked if by_rules else PASSAGES_IN
    population = Population(options.speakers, options.where)
    label = f"{population.label}; {by.population}" if by else population.label
    label += f"; finished-by={','.join(options.finished_by)}" * bool(options.finished_by)
    counted = counting(
        options.count_by or asked, unit, rollup=options.rollup, population=label, by_rules=by_rules
    )
    check_measure(options.measure, counted)
    if by and options.prompted:
        cure = "leave one of the two out"
        raise UsageError("--prompted is of codings of the rules alone", cure=cure, slug="idle-option")
    named = replace(codebook if by_rules else without_rules(codebook), unit=unit, file=shown(codebook.file))
    return Plan(named, unit, counted, population, options.split_at, options.prompted, by)


def named_unit(word: str) -> UnitKind:
    """The unit of that name; raises UsageError where there is none."""
    for kind in UNIT_KINDS:
        if kind == word:
            return kind
    raise UsageError(f"there is no unit '{word}'", cure=f"choose one of {', '.join(UNIT_KINDS)}", slug="unit")
