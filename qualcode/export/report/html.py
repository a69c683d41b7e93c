"""A report as one page: nothing comes from elsewhere, and only what it brings along runs in it."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from qualcode.export.appendix import Appendix
from qualcode.export.pages import Page
from qualcode.export.report.content import Figure, Linked, Report
from qualcode.export.report.data import dumped
from qualcode.export.report.links import place
from qualcode.export.report.words import reader_words, say
from qualcode.rules.inwords import pieces

FIRST_ROWS = 25
"""Rows of a long table that are seen at once; the others are folded away."""
LONG = 60
"""Rows from which a table is long."""
INDENT = "\u2003"
"""What stands before the name of a code that lies below another, once for each code above it."""
UPRIGHT = ("code_by_document",)
"""Tables whose headings are names that stand upright, in place of numbers and a key to them."""
MANY_RULES = 4
"""From more rules than these on those of a code are folded away."""
ZEROS = ("0", "–", "0.0%", "0.00", "0.000")
_KEY = "1 = "
_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


class Transcripts(NamedTuple):
    """What the reader shows: its catalogue, and a piece for each document, as JSON."""

    catalogue: str
    documents: Sequence[str]


def report_html(report: Report, colours: Sequence[str], transcripts: Transcripts | None) -> bytes:
    """The page; `colours` are those of the codes. Without transcripts it has no reader, and no links."""
    from jinja2 import Environment, StrictUndefined

    style = _file("page.css") + "".join(_coloured(colours))
    script = _file("reader.js") if transcripts else ""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.from_string(_file("page.html"))
    page = template.render(
        report=report,
        lang="zh-CN" if report.language == "zh" else "en",
        policy=_POLICY.format(script=_digest(script), style=_digest(style)),
        style=style,
        script=script,
        say=lambda word, **parts: say(word, report.language, **parts),
        table=lambda block: _Table(block, has_links=transcripts is not None),
        is_figure=lambda block: isinstance(block, Figure),
        image=_image,
        source=lambda quote: quote.source(report.language),
        place=lambda code, quote: place(code=code, doc=quote.document),
        pieces=lambda text: list(pieces(text)),
        links=transcripts is not None,
        many=MANY_RULES,
        words=dumped(reader_words(report.language)),
        index=transcripts.catalogue if transcripts else "",
        documents=transcripts.documents if transcripts else (),
        colon="：" if report.language == "zh" else ": ",
        appendix=report.appendix,
        indent=_indents(report.appendix),
    )
    return page.encode("utf-8")


def _image(figure: Figure) -> str:
    """A figure within the page, in whichever form is smaller: letters drawn as lines make an SVG large."""
    kind, data = min(("svg+xml", figure.svg), ("png", figure.png), key=lambda form: len(form[1]))
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


class _Cell(NamedTuple):
    """What stands in a cell, where it leads, what it says when it is pointed at, and its classes."""

    text: str
    place: str
    tip: str
    classes: str


class _Table:
    """A table as the template writes it: cells with text, place and class, the first rows and the others."""

    def __init__(self, block: Linked, *, has_links: bool) -> None:
        page, links = block.page, block.links
        self.page = page
        self.is_matrix = bool(links.shades)
        self.is_crowd = page.name in UPRIGHT and len(links.tips) > 0
        self.note = _joined([one for one in page.note if not (self.is_crowd and one.startswith(_KEY))], page)
        heads = links.heads if has_links and links.heads else ("",) * len(page.heads)
        tips = links.tips or ("",) * len(page.heads)
        self.heads = [
            _Cell(
                tip if self.is_crowd and tip else text,
                place,
                "" if self.is_crowd else tip,
                "up" if self.is_crowd and tip else "n" if right else "",
            )
            for text, place, tip, right in zip(page.heads, heads, tips, page.right, strict=True)
        ]
        rows = list(self._rows(block, has_links))
        cut = FIRST_ROWS if len(rows) > LONG and not self.is_matrix else len(rows)
        self.first, self.others = rows[:cut], rows[cut:]

    def _rows(self, block: Linked, has_links: bool) -> Iterator[list[_Cell]]:
        page, links = block.page, block.links
        for at, row in enumerate(page.rows):
            places = [
                one if has_links or "=" not in one else ""
                for one in (links.rows[at] if links.rows else [""] * len(row))
            ]
            shades = links.shades[at] if links.shades else (0,) * len(row)
            yield [
                _Cell(text.lstrip(INDENT), place, "", " ".join(_classes(right, shade, text)))
                for text, place, shade, right in zip(row, places, shades, page.right, strict=True)
            ]


def _classes(right: bool, shade: int, text: str) -> Iterator[str]:
    yield from ["n"] * right
    yield from [f"i{min(len(text) - len(text.lstrip(INDENT)), 4)}"] * text.startswith(INDENT)
    yield from [f"h{shade}"] * bool(shade)
    yield from ["zero"] * (right and text in ZEROS)


def _joined(sentences: Sequence[str], page: Page) -> str:
    return ("" if page.language == "zh" else " ").join(sentences)


def _indents(appendix: Appendix) -> list[int]:
    return [min(section.depth, 4) for section in appendix.sections]


def _coloured(colours: Sequence[str]) -> Iterator[str]:
    """A class for each code: the policy allows no styles within the page."""
    return (f".k{at}{{--k:{colour}}}\n" for at, colour in enumerate(colours))


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """How the policy of the page knows its script and its style; of none, that there is none."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'" if text else "'none'"
