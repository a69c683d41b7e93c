"""`qualcode ingest --speakers`: who speaks, and a map to set it right."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli.columns import aligned, fit, plural

if TYPE_CHECKING:
    from qualcode.project.intake.speaking import SpeakerRow, Speaking
    from qualcode.project.study.folder import Study

HEAD = ("label", "role", "turns", "tokens", "line", "says first")
RIGHT = (False, False, True, True, True, False)
LABEL_CELLS, ROLE_CELLS, EXAMPLE_CELLS = 24, 14, 36
DOUBT = "not taken"


def show_speakers(
    transcripts: Sequence[str] | None,
    study: "Study | None",
    format: str,
    output: Path | None,
    *,
    write: bool,
) -> None:
    """Print who speaks in each document, and write the map of speakers."""
    from qualcode.cli.problems import leave_if_named, tell
    from qualcode.cli.put import put_table
    from qualcode.cli.reading import place
    from qualcode.project.intake.speaking import SPEAKER_COLUMNS, speakers_in
    from qualcode.project.job.defaults import in_study
    from qualcode.project.job.options import CodeOptions

    given = tuple(place(path, "transcripts") for path in transcripts or ())
    found = speakers_in(in_study(CodeOptions(_files(given, study), "")))
    tell(found.warnings, found.failures)
    if format == "text":
        typer.echo("\n".join(_lines(found)))
    else:
        put_table(SPEAKER_COLUMNS, found.rows, format, None)
    if write:
        _write_map(found, study, output)
    leave_if_named(found.failures)


def _files(given: Sequence[str], study: "Study | None") -> tuple[str, ...]:
    """What was named, ids of documents of the study among it, as files."""
    if study is None:
        return tuple(given)
    from qualcode.project.study.inputs import find
    from qualcode.project.study.texts import TRANSCRIPTS

    by_id = {file.id: file.file for file in find([study.path(TRANSCRIPTS)]).files} if given else {}
    return tuple(by_id.get(name, name) for name in given)


def _lines(found: "Speaking") -> Iterator[str]:
    for document, rows in groupby(found.rows, key=lambda row: row.document):
        here = list(rows)
        yield f"{document}" + ("  (no interviewer found)" if document in found.without_interviewer else "")
        yield from (f"  {line}" for line in aligned([HEAD, *map(_cells, here)], RIGHT))
        yield ""
    doubts = sum(row.taken == "no" for row in found.rows)
    silent = len(found.without_interviewer)
    told = f"{plural(len(found.rows) - doubts, 'speaker')} in {plural(found.n_documents, 'document')}"
    yield told + f"; {plural(doubts, 'label')} in doubt; {plural(silent, 'document')} without an interviewer"


def _cells(row: "SpeakerRow") -> list[str]:
    title = f" ({row.title})" if row.title else ""
    return [
        fit((row.label or "(no label)") + title, LABEL_CELLS),
        fit(row.role or "–", ROLE_CELLS) if row.taken == "yes" else DOUBT,
        f"{row.turns:,}",
        "–" if row.tokens is None else f"{row.tokens:,}",
        f"{row.line:,}",
        fit(row.example, EXAMPLE_CELLS),
    ]


def _write_map(found: "Speaking", study: "Study | None", output: Path | None) -> None:
    """Add a line for each label that the settings do not name yet."""
    from qualcode.export.atomic import output_file, rewrite
    from qualcode.project.intake.speakermap import with_speaker_map
    from qualcode.project.study.folder import SETTINGS

    target = output or (Path(study.path(SETTINGS)) if study else None)
    if target is None:
        return
    before = _text_of(target)
    after = with_speaker_map(before, found.rows, file=target.as_posix())
    if after == before:
        typer.echo(f"{target.as_posix()} names all of them already", err=True)
        return
    if target.exists():
        rewrite(target, after.encode("utf-8"))
    else:
        with output_file(target) as file:
            file.write(after.encode("utf-8"))
    added = after.count("\n") - before.count("\n")
    told = f"{plural(added, 'line')} added to {target.as_posix()}: edit them, then run: qualcode ingest"
    typer.echo(told, err=True)


def _text_of(file: Path) -> str:
    from qualcode.errors import ReadError

    if not file.exists():
        return ""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        message, place = f"the settings cannot be read: {reason}", file.as_posix()
        raise ReadError(message, place=place, cure="check the file", slug="settings") from None
