"""The options of a run from its record, with its files found where they are now."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple, get_args

from qualcode.analysis.cooccurrence import Base
from qualcode.analysis.matrix import COUNT
from qualcode.errors import ReadError
from qualcode.project.job.options import CodeOptions, read_settings
from qualcode.project.results.folder import CODINGS, PROVENANCE, as_then, record_of
from qualcode.project.results.provenance import FORMAT
from qualcode.project.results.since import for_coder
from qualcode.project.study.folder import find_study, study_at

ABOVE = 3
"""So many folders above the results are looked into."""


class Again(NamedTuple):
    """What provenance.json says, and the options of that run."""

    written: Mapping[str, Any]
    options: CodeOptions


def found_again(results: str, folder: str = "") -> Again:
    """The options of the run that wrote a folder of results.

    Files are looked for from the current folder, from the study, and from the folders above the results;
    where `folder` is named, in it only.

    Raises
    ------
    ReadError
        There is no record of a run, or one of a newer version; codebook or transcripts are missing.
    """
    then = record_of(results).options
    written = json.loads((Path(results) / PROVENANCE).read_text(encoding="utf-8-sig"))
    _check_format(written, results)
    look = _Look(_bases(results, folder), tails=bool(folder))
    inputs = [found for path in then.inputs if (found := look(path))]
    codebook = look(then.codebook)
    if not codebook or not inputs:
        raise ReadError(
            f"the run cannot be repeated: {', '.join(look.missing)} is not here",
            place=results,
            cure="go to the folder where qualcode code was run, or name with --in the folder that holds its "
            "codebook and its transcripts",
            slug="moved",
        )
    options = replace(
        then,
        inputs=tuple(inputs),
        codebook=codebook,
        attributes=look(then.attributes),
        settings=look(then.settings),
    )
    return Again(written, replace(as_it_was(options, written), named=tuple(look.named.items())))


def in_results(options: CodeOptions, *, coder: str = "") -> tuple[CodeOptions, str]:
    """If the first input is a folder of results: what its run read, and how; and that folder, else nothing.

    What `options` say themselves comes first, the inputs behind the folder too; `coder` is whose codings
    count, where that is said. The tables of the results are not read: all is coded again.

    Raises
    ------
    ReadError
        The record cannot be read; codebook or transcripts are missing.
    """
    given, rest = next(iter(options.inputs), ""), options.inputs[1:]
    if not given or not all((Path(given) / name).is_file() for name in (CODINGS, PROVENANCE)):
        return options, ""
    unsaid = CodeOptions(inputs=(), codebook="")
    now = replace(options, inputs=rest)
    said = {one.name: getattr(now, one.name) for one in fields(CodeOptions)}
    said = {name: value for name, value in said.items() if value != getattr(unsaid, name)}
    said |= {"coder": coder} if coder else {}
    counted = {"count_by": ""} if "unit" in said else {}
    then = _of_run(given, now)
    # The language of that run is one of its codebook, and here there may be another, or none.
    return replace(for_coder(then, coder or then.coder), **{"lang": "", **counted, **said}), given


def _of_run(results: str, now: CodeOptions) -> CodeOptions:
    """The options of the run that wrote a folder of results, its files where they are now or as named now."""
    try:
        if not (now.inputs or now.codebook):
            return found_again(results).options
    except ReadError as error:
        if error.slug != "moved":
            raise
    return as_then(record_of(results), now)


class _Look:
    """Looks for files by their recorded names; keeps which were found elsewhere, and which were not."""

    def __init__(self, bases: Sequence[Path], *, tails: bool) -> None:
        self.bases, self.tails = bases, tails
        self.named: dict[str, str] = {}
        self.missing: list[str] = []

    def __call__(self, path: str) -> str:
        """Where a file is now; empty where it is not found."""
        if not path:
            return ""
        for name in self._spellings(path):
            for base in self.bases:
                if (base / name).exists():
                    return self._found(base, name, path)
        self.missing.append(path)
        return ""

    def _spellings(self, path: str) -> list[str]:
        """The name, and where a folder was named for it also its ends, the longest first."""
        parts = [one for one in Path(path).parts if one != ".."]
        ends = ["/".join(parts[at:]) for at in range(len(parts))] if self.tails else []
        return [path, *ends]

    def _found(self, base: Path, name: str, path: str) -> str:
        if base == Path() and name == path:
            return path
        place = Path(os.path.normpath((base / name).absolute())).as_posix()
        self.named[place] = path
        return place


def _bases(results: str, folder: str) -> list[Path]:
    if folder:
        return [Path(folder), Path(folder).absolute().parent]
    studies = [one.folder for one in (study_at(Path(results)), find_study()) if one]
    above = Path(os.path.normpath(Path(results).absolute())).parents[:ABOVE]
    return list(dict.fromkeys([Path(), *studies, *above]))


def _check_format(written: Mapping[str, Any], results: str) -> None:
    name, _, number = str(written["format"]).partition("/")
    known, _, newest = FORMAT.partition("/")
    if name != known or written["command"] != "code" or not number.isdecimal() or int(number) > int(newest):
        raise ReadError(
            f"this version cannot repeat {written['format']}, {written['command']}",
            place=results,
            cure=f"it was written by qualcode {written['qualcode']}: use that version, or a newer one",
            slug="newer",
        )


def as_it_was(options: CodeOptions, written: Mapping[str, Any]) -> CodeOptions:
    """The options of a record with those that are not needed to read its tables.

    What the settings say by themselves is left to them.

    Raises
    ------
    ReadError
        An option that this version does not have, or settings that cannot be read.
    """
    then = written["options"]
    settings = read_settings(options.settings)
    pattern = settings.speaker_pattern
    base = next((one for one in get_args(Base) if one == then.get("base", "all")), None)
    if base is None:
        cure = "use the version that wrote it"
        raise ReadError(f"this version has no --base {then['base']}", cure=cure, slug="base")
    return replace(
        options,
        count_by=str(then.get("count_by") or ""),
        base=base,
        rollup=bool(then.get("rollup")),
        prompted=bool(then.get("prompted")),
        measure=str(then.get("measure") or COUNT),
        lang=str(then.get("lang") or ""),
        bom=bool(then.get("bom", True)),
        encoding="" if options.encoding == settings.encoding else options.encoding,
        speaker_pattern="" if options.speaker_pattern == pattern else options.speaker_pattern,
        columns=tuple(pair for pair in options.columns if settings.columns.get(pair[0]) != pair[1]),
    )
