"""The report of a study: a page with tables, figures, quotes and transcripts; also Word and Markdown."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.analysis.values import ROLE, Values, values_of
from qualcode.errors import UsageError
from qualcode.export.atomic import OutputFolder
from qualcode.export.report.by import by_name
from qualcode.export.report.colours import colours_of
from qualcode.export.report.content import Report
from qualcode.export.report.data import Reader, catalogue_json, talk_json
from qualcode.export.report.html import Transcripts, report_html
from qualcode.export.report.markdown import report_markdown
from qualcode.export.report.word import report_docx
from qualcode.project.audits.judging import read_audit
from qualcode.project.audits.result import AuditRead
from qualcode.project.job.gathering import Progress
from qualcode.project.job.options import CodeOptions
from qualcode.project.report.agreement import agreement_said
from qualcode.project.report.appendix import language_of
from qualcode.project.report.content import Asked, chosen_values, content_of, names_of
from qualcode.project.report.material import Material, Run, material_of, reach_of, with_values
from qualcode.project.report.sources import Source, check_place, opened, source_of
from qualcode.project.results.exporting import open_results
from qualcode.project.results.folder import edited
from qualcode.project.results.since import changed_since

FORMATS = ("html", "docx", "md")
ENDINGS = {".html": "html", ".htm": "html", ".docx": "docx", ".md": "md", ".markdown": "md"}


class Written(NamedTuple):
    """The files of a report, and what a person must know of its numbers.

    unread
        Transcripts that could not be read when codings were tabulated for the report, with reasons;
        `is_complete`: none of them was named.
    counted_as
        The results whose way of counting it took over, in words; empty where there are none.
    """

    files: tuple[str, ...]
    warnings: tuple[str, ...]
    unread: tuple[tuple[str, str], ...] = ()
    is_complete: bool = True
    counted_as: str = ""


def report(
    results: str | Path = "",
    transcripts: Sequence[str | Path] = (),
    *,
    coder: str = "",
    reviewed_only: bool = False,
    codebook: str | Path = "",
    formats: str | Sequence[str] = "html",
    output: str | Path = "",
    lang: str = "",
    title: str = "",
    by: str | Sequence[str] = (),
    audits: Sequence[str | Path] = (),
    agreement: str | Sequence[str] = (),
    without_transcripts: bool = False,
    quotes: bool | None = None,
    rules: bool = True,
    font: str = "",
) -> Written:
    """Write the report of a folder of results, or of a coder's codings: the twin of `qualcode report`.

    Parameters
    ----------
    results
        A folder that `qualcode code` wrote (default: `results`, in a study that of the study). The codebook
        and the transcripts that it was made of are read again.
    transcripts, codebook
        Where they are no longer where they were.
    coder
        Whose codings the report is of, tabulated for it as the results are counted, which stay as they are:
        `rules`, a person (`li`, `li#2`), `consensus` or `rules+li`. Where there are no results, as the study
        says; `results` may then be transcripts. Empty: whosever the results are.
    reviewed_only
        With `rules+li`: of the rules' codings only those that li accepted, in documents that li finished.
    formats
        `html` (a page with a reader of the transcripts), `docx`, `md`, one or several.
    output
        A folder (default: that of the results, with `coder` the one that they lie in), or for one format a
        file.
    lang
        `en` or `zh`; empty: the first of the codebook's languages that is one of the two, else `en`.
    by
        Attributes by which frequencies are given; by default the role, where people differ in it.
    audits
        Sheets that judges have filled in, as `qualcode audit --read` reads them.
    agreement
        Coders of the study whose agreement stands in the methods, as `qualcode agree` takes them. By default
        all who finished a document that another one finished; `none`: nobody.
    without_transcripts
        Leave the texts out, and with them the quotes, unless `quotes` is True.
    quotes
        Whether passages are quoted; None: only beside the transcripts.
    rules
        Whether the codebook in the appendix tells its rules, each as a sentence.
    font
        A file or name of a font with Chinese characters for the figures.

    Raises
    ------
    ReadError, UsageError, CodebookError, WriteError
        Results, transcripts, codebook or audits cannot be read or do not belong together; an unknown
        coder, format, language or attribute; a file cannot be written.
    """
    inputs = tuple(Path(one).as_posix() for one in transcripts)
    now = CodeOptions(inputs, Path(codebook).as_posix() if codebook else "")
    place = Path(results).as_posix() if results else ""
    wanted = Wanted(
        formats=_several(formats),
        output=Path(output) if output else None,
        lang=lang,
        title=title,
        by=_several(by),
        audits=tuple(Path(one).as_posix() for one in audits),
        agreement=_several(agreement),
        transcripts=not without_transcripts,
        quotes=quotes,
        rules=rules,
        font=font,
    )
    return write_report(source_of(place, now, coder, reviewed_only=reviewed_only), wanted)


def _several(given: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, [given] if isinstance(given, str) else given))


class Wanted(NamedTuple):
    """What is written where; see `report`."""

    formats: tuple[str, ...]
    output: Path | None = None
    lang: str = ""
    title: str = ""
    by: tuple[str, ...] = ()
    audits: tuple[str, ...] = ()
    agreement: tuple[str, ...] = ()
    transcripts: bool = True
    quotes: bool | None = None
    rules: bool = True
    font: str = ""


def write_report(source: Source, wanted: Wanted, *, progress: Progress | None = None) -> Written:
    """Write the report of what `source_of` found."""
    folder, stem, formats = _places(source, wanted)
    check_place(folder, source.inputs)
    with opened(source, progress) as run:
        language = language_of(run.codebook, wanted.lang)
        audits = [_audit(file, run) for file in wanted.audits]
        material = material_of(run, progress)
        values = chosen_values(material, wanted.by)
        asked = Asked(
            language,
            wanted.title,
            [one.by for one in values],
            [one.methods[language] for one in audits],
            agreement_said(run.options, wanted.agreement, language),
            wanted.transcripts if wanted.quotes is None else wanted.quotes,
            wanted.transcripts,
            wanted.rules,
            wanted.font,
        )
        content = content_of(run, material, open_results(run.folder).saved, values, asked)
    with OutputFolder(folder, replace=True) as place:
        names = []
        for name, data in _files(content, run, material, values, asked, stem, formats):
            place.file(name).write(data)
            names.append(name)
    return _told(source, run, tuple((folder / name).as_posix() for name in names))


def _told(source: Source, run: Run, files: tuple[str, ...]) -> Written:
    """The files, and what must be said of a run on disk, or of one that was made for them."""
    made = run.made
    if made is None:
        return Written(files, tuple(_warnings(run)))
    unread = tuple((file, reason) for file, reason in made.skipped if file not in made.expected)
    counting = made.sums.counting
    as_there = f"counted as in {source.results}: by {counting.unit}, {counting.population}"
    texts = run.record.texts
    then = source.then
    changed = changed_since(source.results, then, run.options, run.codebook, texts) if then else ()
    said = (*changed, *made.warnings)
    return Written(files, said, unread, not made.exit_status, as_there if source.results else "")


def _places(source: Source, wanted: Wanted) -> tuple[Path, str, tuple[str, ...]]:
    """The folder, how the files are called without their endings, and the formats."""
    formats = tuple(dict.fromkeys(wanted.formats))
    for one in formats:
        if one not in FORMATS:
            cure = f"choose from {', '.join(FORMATS)}"
            raise UsageError(f"there is no format '{one}' for a report", cure=cure, slug="format")
    output = source.place if wanted.output is None else wanted.output
    ending = format_of(output) if wanted.output else ""
    if not ending:
        return output, source.stem, formats
    if formats != (ending,):
        cure = f"let its name end in .{formats[0]}, or name a folder"
        raise UsageError(
            "this file does not fit what is asked for", place=output.as_posix(), cure=cure, slug="kind"
        )
    return output.parent, output.stem, formats


def format_of(place: Path) -> str:
    """The format that the name of a file asks for; empty where it asks for none."""
    return "" if place.is_dir() else ENDINGS.get(place.suffix.lower(), "")


def _audit(file: str, run: Run) -> AuditRead:
    """An audit of the rules of this run; of others it says nothing of these numbers."""
    read = read_audit([file])
    if read.key.codebook["rules_sha256"] != run.codebook.rules_sha256:
        raise UsageError(
            "the audit is of other rules than those of the results",
            place=file,
            cure="draw and judge a sample of the codebook as it is now",
            slug="other-rules",
        )
    return read


def _files(
    content: Report,
    run: Run,
    material: Material,
    values: Sequence[Values],
    asked: Asked,
    stem: str,
    formats: Sequence[str],
) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of all files."""
    for format in formats:
        if format == "html":
            pieces = _transcripts(run, material, values, asked) if asked.transcripts else None
            yield f"{stem}.html", report_html(content, colours_of(run.codebook), pieces)
        elif format == "docx":
            yield f"{stem}.docx", report_docx(content)
        else:
            figures = {one.name: f"{stem}_{one.name}.png" for one in content.figures}
            yield f"{stem}.md", report_markdown(content, figures)
            yield from ((figures[one.name], one.png) for one in content.figures)


def _transcripts(run: Run, material: Material, values: Sequence[Values], asked: Asked) -> Transcripts:
    """What the reader shows."""
    roles = [] if any(one.by == ROLE for one in values) else [values_of(material.units, ROLE)]
    known = [*roles, *values]
    talks = with_values(material.talks, material.units, [(one.by, one.of_voice) for one in known])
    by = [(one.by, by_name(one.by, asked.language), _named(one)) for one in known]
    counting = run.plan.counting
    reader = Reader(talks, run.codings, by, reach_of(counting), counting.rollup, run.made is None)
    catalogue = catalogue_json(reader, run.codebook, names_of(run, asked.language), asked.language)
    return Transcripts(catalogue, [talk_json(talk) for talk in talks])


def _named(values: Values) -> tuple[str, ...]:
    """The values, and an empty one where someone has none."""
    return (*values.names, "") if (values.of_voice < 0).any() else values.names


def _warnings(run: Run) -> Iterator[str]:
    yield from edited(run.folder, run.record)
    if run.record.sha256 != run.codebook.sha256:
        yield f"{run.codebook.file}: its texts have changed since the run; its rules have not"
