"""The appendix of a paper as Markdown."""

import re
from collections.abc import Callable, Iterator

from qualcode.codebook.exchange.markdown import LOWEST, code_span, escape, escape_signs
from qualcode.export.appendix import LABELS, Appendix, Section
from qualcode.rules.inwords import pieces

COLUMNS = (
    ("code",),
    ("definition", "include", "exclude", "source"),
    ("rules", "shields", "cuts"),
    ("frequency",),
    ("quote",),
)
"""The columns of a table, each with the fields that stand in it."""
HEADS = ("code", "meaning", "rules", "frequency", "quote")


def appendix_markdown(appendix: Appendix, *, table: bool = False) -> str:
    """The text of a page: a section for each code, or one table."""
    lines = [f"# {escape(appendix.title)}", ""]
    for note in appendix.notes:
        lines += [inline(note), ""]
    body = (
        _table(appendix) if table else (line for one in appendix.sections for line in _section(one, appendix))
    )
    return "\n".join([*lines, *body]).rstrip("\n") + "\n"


def inline(text: str) -> str:
    """A text on one line, with what is spelled as in a rule as code."""
    parts = (code_span(part) if is_code else escape_signs(part) for part, is_code in pieces(text))
    return re.sub(r"\s*\n\s*", " ", "".join(parts))


def _section(one: Section, appendix: Appendix) -> Iterator[str]:
    colon = "：" if appendix.language == "zh" else ":"
    yield f"{'#' * min(one.depth + 2, LOWEST)} {escape(one.name)} `{one.id}`"
    yield ""
    for field in one.fields:
        if field.is_list:
            yield f"- **{field.label}{colon}**"
            yield from (f"  - {inline(text)}" for text in field.texts)
        else:
            first, *others = map(inline, field.texts)
            yield f"- **{field.label}{colon}** {first}"
            for text in others:
                yield from ("", f"  {text}")
    yield ""


def _table(appendix: Appendix) -> Iterator[str]:
    shown = [at for at, keys in enumerate(COLUMNS) if keys == ("code",) or holds_any(appendix, keys)]
    labels = LABELS[appendix.language]
    yield f"| {' | '.join(labels[HEADS[at]] for at in shown)} |"
    yield f"|{'---|' * len(shown)}"
    for one in appendix.sections:
        cells = [_cell(one, COLUMNS[at], appendix) for at in shown]
        yield f"| {' | '.join(cells)} |"


def holds_any(appendix: Appendix, keys: tuple[str, ...]) -> bool:
    """Whether any code has one of these fields."""
    return any(field.key in keys for one in appendix.sections for field in one.fields)


def _cell(one: Section, keys: tuple[str, ...], appendix: Appendix) -> str:
    if keys == ("code",):
        return _piped(f"{'&emsp;' * one.depth}{escape(one.name)} `{one.id}`")
    return _piped("<br>".join(cell_texts(one, keys, appendix, inline)))


def cell_texts(
    one: Section, keys: tuple[str, ...], appendix: Appendix, inline: Callable[[str], str]
) -> Iterator[str]:
    """What stands in a cell, one text for each paragraph; a label where it is not that of the column."""
    colon = "：" if appendix.language == "zh" else ": "
    for field in one.fields:
        if field.key in keys:
            for number, text in enumerate(field.texts):
                label = f"{field.label}{colon}" if not number and field.key != keys[0] else ""
                yield label + inline(text)


def _piped(text: str) -> str:
    """A cell in which no sign ends the column."""
    return text.replace("|", "\\|")
