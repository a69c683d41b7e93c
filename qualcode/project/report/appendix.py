"""The codebook appendix of a paper, with the numbers and quotes of a run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from qualcode.analysis.frequency import frequency_columns
from qualcode.codebook.load import load_codebook
from qualcode.codebook.model import Codebook
from qualcode.errors import ReadError, UsageError
from qualcode.export.appendix import Appendix, Counted, Language, appendix
from qualcode.export.appendix_docx import appendix_docx
from qualcode.export.appendix_latex import appendix_latex
from qualcode.export.appendix_markdown import appendix_markdown
from qualcode.export.csv import column_rows, table_bytes
from qualcode.export.quotes import Quote, typical
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions, named_unit, prepare
from qualcode.project.library.coding import Results, code, read_transcripts
from qualcode.project.quotes.best import best_quotes, material_of
from qualcode.project.quotes.sources import from_results
from qualcode.project.results.folder import (
    CODINGS,
    FREQUENCIES,
    edited,
    frequencies_of,
    n_heard,
    read_record,
    record_of,
)
from qualcode.project.results.saved import codings_said
from qualcode.terms import UnitKind

FORMATS = {".md": "md", ".markdown": "md", ".docx": "docx", ".tex": "tex"}
LAYOUTS = ("sections", "table")
_WRITERS: dict[str, Callable[..., str | bytes]] = {
    "md": appendix_markdown,
    "docx": appendix_docx,
    "tex": appendix_latex,
}


class Written(NamedTuple):
    """The bytes of an appendix, and what a person must know of its numbers."""

    content: bytes
    warnings: tuple[str, ...]


def codebook_appendix(
    codebook: str | Path | Codebook,
    *,
    results: str | Path | Results = "",
    transcripts: Sequence[str | Path] = (),
    lang: str = "",
    format: str = "md",
    layout: str = "sections",
    rules: bool = True,
) -> Written:
    """The codebook as an appendix: the twin of `qualcode codebook appendix`.

    Parameters
    ----------
    codebook
        A codebook, or its file.
    results
        A folder that `qualcode code` wrote, or what `qualcode.code` gave: frequencies and quotes are
        those of that run.
    transcripts
        Without `results`: transcripts that are coded for it, with default options; in a study with its
        settings and attributes.
    lang
        `en` or `zh`: the language of all that the appendix says itself, and of the codebook's texts where
        they are given in it. Empty: the first of the codebook's languages that is one of the two, else `en`.
    format
        `md`, `docx` or `tex`.
    layout
        `sections`, one for each code, or one `table`.
    rules
        Whether rules are told, each as a sentence.

    Raises
    ------
    CodebookError, ReadError, UsageError
        The codebook or the results cannot be read, or the results were made by other rules.
    """
    if format not in _WRITERS or layout not in LAYOUTS:
        cure = f"formats: {', '.join(_WRITERS)}; layouts: {', '.join(LAYOUTS)}"
        raise UsageError(
            f"format {format}, layout {layout}: there is no such choice", cure=cure, slug="format"
        )
    loaded = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    language = language_of(loaded, lang)
    counted, unit, warnings = _counted(loaded, results, transcripts, language)
    loaded = replace(loaded, unit=unit)
    made: Appendix = appendix(loaded, language=language, counted=counted, rules=rules)
    content = _WRITERS[format](made, table=layout == "table")
    return Written(content.encode() if isinstance(content, str) else content, warnings)


def language_of(codebook: Codebook, lang: str) -> Language:
    """The language that is asked for, or the codebook's first that a paper can be written in.

    Raises
    ------
    UsageError
        Neither en nor zh is asked for.
    """
    known: dict[str, Language] = {"en": "en", "zh": "zh"}
    if lang and lang not in known:
        cure = "write --lang en or --lang zh"
        raise UsageError(f"--lang {lang}: this is written in English or Chinese", cure=cure, slug="lang")
    found = (known[one.partition("-")[0]] for one in codebook.languages if one.partition("-")[0] in known)
    return known[lang] if lang else next(found, "en")


def _counted(
    codebook: Codebook,
    results: str | Path | Results,
    transcripts: Sequence[str | Path],
    language: Language,
) -> tuple[Counted | None, UnitKind, tuple[str, ...]]:
    """Numbers and quotes, the unit in which rules were judged, and warnings."""
    if results and transcripts:
        cure = "name the results of a run, or transcripts to be coded now"
        raise UsageError("results and transcripts are both named", cure=cure, slug="idle-option")
    if isinstance(results, Results):
        _refuse_other_rules(codebook, results.codebook.rules_sha256, "the results")
        return _counted_now(results, language), results.codebook.unit, ()
    if results:
        return _counted_then(codebook, Path(results).as_posix(), language)
    if transcripts:
        return _counted_now(_coded(codebook, transcripts), language), codebook.unit, ()
    return None, codebook.unit, ()


def _coded(codebook: Codebook, transcripts: Sequence[str | Path]) -> Results:
    """The transcripts, read and coded as `qualcode code` does it that is given nothing else."""
    given = CodeOptions(tuple(Path(one).as_posix() for one in transcripts), codebook.file)
    options = in_study(given)
    job = prepare(options, codebook).job
    model = codebook.spacy_model or job.plan.codebook.spacy_model
    documents = read_transcripts(*transcripts, attributes=options.attributes or None, options=job.reading)
    return code(documents, replace(codebook, spacy_model=model))


def _counted_then(
    codebook: Codebook, results: str, language: Language
) -> tuple[Counted, UnitKind, tuple[str, ...]]:
    """The numbers of a folder of results, and what has changed in it or in the codebook since."""
    record, written = read_record(results)
    _refuse_other_rules(codebook, record.rules_sha256, results)
    frequencies = {row["code"]: row for row in frequencies_of(results)}
    quotes, warnings = _quotes_then(codebook, results, language)
    counted = Counted(frequencies, quotes, n_heard(results), int(written["population"]["N"]))
    warnings = [*edited(results, record, only=(FREQUENCIES, CODINGS)), *warnings]
    if record.sha256 != codebook.sha256:
        warnings.append(f"{codebook.file}: its texts have changed since the run; its rules have not")
    return counted, named_unit(record.options.unit), tuple(warnings)


def _quotes_then(codebook: Codebook, results: str, language: Language) -> tuple[dict[str, Quote], list[str]]:
    """A passage for each code of a folder of results; without the transcripts one by its table."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in codings_said(results, record_of(results)):
        rows.setdefault(row["code"], []).append(row)
    try:
        source = from_results(results, CodeOptions((), codebook.file))
    except (ReadError, UsageError) as problem:
        chosen = {code: typical(own, language=language) for code, own in rows.items()}
        why = f"quotes are chosen from {results}/{CODINGS} alone, without the transcripts: {problem.message}"
        return {code: one for code, one in chosen.items() if one}, [why] * bool(rows)
    return _first(best_quotes(source.material, language=language)), []


def _first(quotes: Mapping[str, Sequence[Quote]]) -> dict[str, Quote]:
    return {code: several[0] for code, several in quotes.items()}


def _refuse_other_rules(codebook: Codebook, rules_sha256: str, results: str) -> None:
    if codebook.rules_sha256 != rules_sha256:
        raise ReadError(
            f"{codebook.file or 'this codebook'} has other rules than those that {results} was made by",
            place=results,
            cure="run qualcode code again, or name the codebook of that run",
            slug="other-rules",
        )


def _counted_now(results: Results, language: Language) -> Counted:
    """The numbers of a run in memory, as its tables would have them."""
    import csv
    import io

    header, rows = column_rows(frequency_columns(results.sums, results.codebook))
    text = table_bytes(header, rows, bom=False).decode("utf-8")
    frequencies = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}
    quotes = _first(best_quotes(material_of(results), language=language))
    n_documents = sum(bool(one.tokens) for one in results.units.documents)
    return Counted(frequencies, quotes, n_documents, int(results.sums.units.sum()))
