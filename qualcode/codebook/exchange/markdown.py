"""A codebook as a Markdown page: a heading for each code, its fields as a list below it.

The settings of the codebook stand in front matter. All that a page holds is written so that it can be read
back: signs that mean something to Markdown behind a backslash, blanks at the edges of lines as numbers.
"""

import re
from collections.abc import Iterator, Mapping

from qualcode.codebook.dump import dump_plain
from qualcode.codebook.exchange.cells import record_text
from qualcode.codebook.exchange.headings import heading
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.plain import CODE_FIELDS, MAIN, Plain, plain_code, plain_top
from qualcode.text.patterns import lazy

LOWEST = 6
"""The lowest heading of Markdown; codes further down name the code above them."""
CODE = ("rules", "shields")
"""Lists whose items are code: nothing in them means anything to Markdown."""
_SIGNS = lazy(
    r"[\\`*]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|~(?=~)|(?<=~)~|\](?=[(\[:])|\[(?=[ xX]\])"
)
_BEGINS = lazy(r"[#+=>-]")
_NUMBERED = lazy(r"(\d+)([.)])")
_EDGE, _TAIL = lazy(r"^[^\S\n]|[^\S\n]$|\t"), lazy(r"[^\S\n]$|\t")
"""Blanks that Markdown would not show: they are written as numbers."""


def markdown(codebook: Codebook, *, lang: str = "en") -> str:
    """The page of a codebook; `lang` is the language of the names of fields, zh or en."""
    lines = ["---", dump_plain(plain_top(codebook)).rstrip("\n"), "---", ""]
    if codebook.name:
        lines += [f"# {escape(codebook.name)}", ""]
    for code in codebook.codes:
        lines += [*_code(code, codebook, lang), ""]
    return "\n".join(lines)


def _code(code: Code, codebook: Codebook, lang: str) -> Iterator[str]:
    """A heading with id and name, and the fields."""
    language = next(iter(codebook.languages), "")
    name = f" {escape(' '.join(code.name_in(language).split()))}" if code.name else ""
    yield f"{'#' * min(code.depth + 2, LOWEST)} `{code.id}`{name}"
    yield ""
    if code.depth + 2 > LOWEST:
        yield f"- **{heading('parent', lang=lang)}:** `{code.parent}`"
    for key, value in plain_code(code).items():
        if key != "id":
            yield from _field(key, value, lang)


def _field(key: str, value: Plain, lang: str) -> Iterator[str]:
    if CODE_FIELDS[key] == "texts":
        texts = {"": value} if isinstance(value, str) else value
        assert isinstance(texts, Mapping)
        for language, text in texts.items():
            yield from _lines(f"- **{heading(key, language, lang=lang)}:**", escape(str(text)), 2)
    elif isinstance(value, str):
        yield f"- **{heading(key, lang=lang)}:** `{value}`"
    else:
        yield f"- **{heading(key, lang=lang)}:**"
        for one in value:
            text = code_span(str(one)) if key in CODE else escape(record_text(one, MAIN[key]))
            yield from _lines("  -", text, 4)


def _lines(head: str, text: str, indent: int) -> Iterator[str]:
    """A text behind its head, its other lines moved in."""
    first, *others = text.split("\n")
    yield f"{head} {first}"
    yield from (f"{' ' * indent}{line}" if line else "" for line in others)


def escape(text: str) -> str:
    r"""A text that Markdown shows as it is; a line break is a backslash at the end of its line."""
    lines = [_escaped(line) for line in text.split("\n")]
    for at, following in enumerate(lines[1:]):
        if lines[at] and following:
            lines[at] += "\\"
    return "\n".join(lines)


def _escaped(line: str) -> str:
    if _BEGINS.match(line):
        begin, line = f"\\{line[0]}", line[1:]
    elif number := _NUMBERED.match(line):
        begin, line = f"{number[1]}\\{number[2]}", line[number.end() :]
    else:
        begin = ""
    edge = _TAIL if begin else _EDGE
    return begin + edge.sub(lambda found: f"&#{ord(found[0])};", escape_signs(line))


def escape_signs(text: str) -> str:
    """A piece of a line in which no sign means anything to Markdown."""
    return _SIGNS.sub(r"\\\g<0>", text)


def code_span(text: str) -> str:
    """A text between backticks, more of them than it holds in a row."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    padded = f" {text} " if text[:1] == "`" or text[-1:] == "`" else text
    return f"{fence}{padded}{fence}"
