"""A codebook from one form to another: YAML, tables, Markdown, lists, dictionaries of other programs."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qualcode.codebook.dump import dump
from qualcode.codebook.exchange.indented import read_list
from qualcode.codebook.exchange.liwc import read_liwc
from qualcode.codebook.exchange.markdown import markdown
from qualcode.codebook.exchange.markdown_in import read_markdown
from qualcode.codebook.exchange.places import Reading
from qualcode.codebook.exchange.quanteda import Dictionary, quanteda, read_quanteda
from qualcode.codebook.exchange.table import Table, code_table, settings_table, with_settings
from qualcode.codebook.exchange.table_in import read_table
from qualcode.codebook.exchange.wordstat import read_wordstat
from qualcode.codebook.load import MAX_BYTES, as_error
from qualcode.codebook.model import Codebook
from qualcode.codebook.parts import n_comments
from qualcode.codebook.plain import plain
from qualcode.codebook.read import read_codebook
from qualcode.errors import ReadError, UsageError, WriteError
from qualcode.export.atomic import output_file
from qualcode.export.csv import table_bytes
from qualcode.export.workbook import Page, workbook_bytes
from qualcode.ingest.encoding import check_encoding, decode
from qualcode.project.sheets.workbooks import csv_sheet, workbook_sheets
from qualcode.text.patterns import lazy

_TEXTS: dict[str, Callable[..., Reading]] = {
    "md": read_markdown,
    "list": read_list,
    "quanteda": read_quanteda,
    "wordstat": read_wordstat,
    "liwc": read_liwc,
}
"""How each kind of text is read."""

KINDS_IN = ("yaml", "csv", "xlsx", *_TEXTS)
KINDS_OUT = ("yaml", "csv", "xlsx", "md", "quanteda")
LANGUAGES = ("en", "zh")
_SUFFIXES = {
    **{".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx"},
    **{".xls": "xlsx", ".ods": "xlsx", ".md": "md", ".markdown": "md", ".txt": "list", ".dic": "liwc"},
    ".cat": "wordstat",
}
_OURS = lazy(r"^(?:format|codes)\s*:", 8)
_LIWC = lazy(r"\s*%[ \t]*\n")
_SHEETS = {"en": ("codes", "codebook"), "zh": ("编码", "编码本")}
_WIDTHS = {"id": 22, "parent": 22, "color": 10, "core": 8, "boundaries": 12, "name": 20}
_WIDE, _MIDDLE = 60, 40


class Converted(NamedTuple):
    """What a conversion read and wrote, and what a person must know of it.

    `notes` say what was changed, left out or guessed; nothing else was. `n_codes` and `n_rules` are those
    that were written; in a dictionary keys and patterns.
    """

    codebook: Codebook
    source_kind: str
    target_kind: str
    notes: tuple[str, ...]
    n_codes: int
    n_rules: int


def convert_codebook(
    source: str | Path,
    target: str | Path,
    *,
    from_kind: str = "",
    to_kind: str = "",
    lang: str = "en",
    encoding: str = "",
    overwrite: bool = False,
) -> Converted:
    """Read a codebook in one form and write it in another: the twin of `qualcode codebook convert`.

    Parameters
    ----------
    from_kind, to_kind
        One of KINDS_IN and of KINDS_OUT; empty: by the suffix, and that of the source by its content.
    lang
        Language of the headings of a table or page: `en` or `zh`.
    encoding
        Of a text file that is read; empty: detected.
    overwrite
        Whether a file that is there already is replaced.

    What is written as YAML, a table or Markdown is read back before it takes its place: it says what
    was read, or WriteError is raised.

    Raises
    ------
    CodebookError
        With all problems of what is read, each with its place and cure.
    ReadError, UsageError, WriteError
        A file cannot be read or written, or a kind is not known.
    """
    file, out = Path(source), Path(target)
    target_kind = to_kind or _by_suffix(out)
    _check(from_kind, target_kind, lang, out)
    if out.exists() and (not overwrite or out.resolve() == file.resolve()):
        cure = "choose another name, or say --overwrite; what is read is never written over"
        raise WriteError("there is a file already", place=out.as_posix(), cure=cure, slug="exists")
    kind, reading = read_any(file, kind=from_kind, encoding=encoding)
    if reading.codebook is None:
        raise as_error(reading.errors)
    dictionary = _dictionary(reading.codebook, out) if target_kind == "quanteda" else None
    if dictionary:
        content, notes = dictionary.text.encode(), dictionary.notes
    else:
        content, notes = _written(reading.codebook, target_kind, lang, out.as_posix()), ()
        _check_written(content, target_kind, reading.codebook, out)
    with output_file(out) as place:
        place.write(content)
    counts = (dictionary.n_keys, dictionary.n_patterns) if dictionary else _counts(reading.codebook)
    return Converted(reading.codebook, kind, target_kind, (*reading.notes, *notes), *counts)


def _counts(codebook: Codebook) -> tuple[int, int]:
    return len(codebook.codes), sum(len(code.rules) for code in codebook.codes)


def _by_suffix(file: Path) -> str:
    return _SUFFIXES.get(file.suffix.lower(), "")


def _check(from_kind: str, to_kind: str, lang: str, out: Path) -> None:
    if from_kind and from_kind not in KINDS_IN:
        cure = f"choose one of {', '.join(KINDS_IN)}"
        raise UsageError(f"--from {from_kind}: there is no such kind", cure=cure, slug="kind")
    if to_kind not in KINDS_OUT:
        said = f"--to {to_kind}: that kind is only read" if to_kind in KINDS_IN else "the kind is not known"
        cure = f"end the name in .yaml, .csv, .xlsx or .md, or choose --to: {', '.join(KINDS_OUT)}"
        raise UsageError(said, place=out.as_posix(), cure=cure, slug="kind")
    if lang not in LANGUAGES:
        cure = "write --lang en or --lang zh: it is the language of headings"
        raise UsageError(f"--lang {lang}: there are no headings in this language", cure=cure, slug="lang")


def read_any(file: Path, *, kind: str = "", encoding: str = "") -> tuple[str, Reading]:
    """A codebook in any form that is known, and which form that is."""
    name, data = file.as_posix(), _bytes(file)
    kind = kind or _by_suffix(file)
    if kind == "xlsx":
        tables = workbook_sheets(data, file=name)
        reading = read_table(tables.sheets, file=name)
        return kind, reading._replace(notes=(*tables.notes, *reading.notes))
    decoded = decode(data, file=name, encoding=check_encoding(encoding))
    kind = _by_content(kind, decoded.text, name)
    notes = (f"{name}: {decoded.guess}",) if decoded.guess else ()
    reading = _read_text(kind, decoded.text, name)
    return kind, reading._replace(notes=(*notes, *reading.notes))


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            message, cure = f"the file is larger than {MAX_BYTES // 1_000_000} MB", "part it"
            raise ReadError(message, place=file.as_posix(), cure=cure, slug="too-large")
        return file.read_bytes()
    except IsADirectoryError:
        raise ReadError("this is a folder", place=file.as_posix(), cure="name the file in it") from None
    except OSError as fault:
        message = f"the file cannot be read ({fault.strerror or 'it cannot be opened'})"
        raise ReadError(message, place=file.as_posix(), cure="check the path", slug="no-file") from None


def _by_content(kind: str, text: str, name: str) -> str:
    """The kind of a text, where its suffix leaves it open."""
    if kind == "yaml":
        return "yaml" if _OURS.search(text) or not text.strip() else "quanteda"
    if kind in ("", "list") and _LIWC.match(text):
        return "liwc"
    if not kind:
        cure = f"choose --from: {', '.join(KINDS_IN)}"
        raise UsageError("the kind is not known by its suffix", place=name, cure=cure, slug="kind")
    return kind


def _read_text(kind: str, text: str, name: str) -> Reading:
    if kind == "yaml":
        codebook, errors, _ = read_codebook(text, file=name, advice=False)
        n = n_comments(text.removeprefix("\ufeff")) if codebook else 0
        lost = f"{name}: comments left out, they have no place elsewhere: {n:,}"
        return Reading(codebook, errors, (lost,) if n else ())
    if kind == "csv":
        return read_table([csv_sheet(text, file=name)], file=name)
    return _TEXTS[kind](text, file=name)


def _written(codebook: Codebook, kind: str, lang: str, place: str) -> bytes:
    """The bytes of a codebook in a form that can say all of it."""
    if kind == "yaml":
        return dump(codebook).encode()
    if kind == "md":
        return markdown(codebook, lang=lang).encode()
    if kind == "xlsx":
        return _workbook(codebook, lang, place)
    codes, settings = code_table(codebook, lang=lang), settings_table(codebook, lang=lang)
    table = with_settings(codes, settings, lang=lang)
    return table_bytes(table.header, table.rows)


def _dictionary(codebook: Codebook, out: Path) -> Dictionary:
    dictionary = quanteda(codebook)
    if not dictionary.n_patterns:
        cure = "a dictionary holds terms, and terms with OR; all other rules stay here"
        raise WriteError("no rule of this codebook can go into a dictionary", place=out.as_posix(), cure=cure)
    return dictionary


def _workbook(codebook: Codebook, lang: str, place: str) -> bytes:
    codes, settings = code_table(codebook, lang=lang), settings_table(codebook, lang=lang)
    names = _SHEETS[lang]
    pages = [Page(names[0], codes.header, codes.rows, _widths(codebook, codes))]
    if settings.rows:
        pages.append(Page(names[1], settings.header, settings.rows, (24, _WIDE)))
    return workbook_bytes(pages, place=place)


def _widths(codebook: Codebook, codes: Table) -> list[int]:
    """A width for each column: by what it is, narrow where it holds little."""
    english = code_table(codebook).header
    widths = []
    for at, name in enumerate(english):
        longest = max((len(line) for row in codes.rows for line in row[at].split("\n")), default=0)
        widest = _WIDTHS.get(name.partition(":")[0], _WIDE if longest > _MIDDLE else _MIDDLE)
        widths.append(max(10, min(widest, longest + 4)))
    return widths


def _check_written(content: bytes, kind: str, codebook: Codebook, out: Path) -> None:
    """What is written reads back as what was read."""
    if kind == "xlsx":
        reading = read_table(workbook_sheets(content, file="").sheets, file="")
    else:
        reading = _read_text(kind, content.decode("utf-8-sig"), "")
    if reading.codebook is None or plain(reading.codebook) != plain(codebook):
        raise WriteError(
            f"this codebook holds something that {kind} cannot hold without loss",
            place=out.as_posix(),
            cure="write another form, and report this with the codebook",
            slug="lossy",
        )
