"""Sources of the Reproducible Open Coding Kit (.rock): text in which codes stand as `[[code]]`."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from qualcode.ingest.draft import Draft, decoded_text
from qualcode.ingest.options import IngestOptions
from qualcode.text.patterns import lazy

_MARK = lazy(r"\[\[([^\[\]\n]{1,500})\]\]|---<<([^<>\n]{1,200})>>---|--\+-\{([^{}\n]{1,200})\}-\+--")
_UID = lazy(r"\s*uid\s*[=:].*", re.IGNORECASE)
_INSTANCE = lazy(r"\s*\w+\s*[=:]\s*\w+\s*")
_COMMENT = lazy(r"[ \t]*#")
_YAML_KEY = lazy(r"[A-Za-z_][\w.-]*:[ \t]*(?:#.*)?")
_FENCE = "---"


def read_rock(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .rock file: codes, identifiers, section breaks, comments and YAML are taken out of the text.

    What is left is read as plain text is; how many marks were set aside is a guess to look at.
    """
    text, decoded, lost = decoded_text(data, file=file, options=options)
    lines, fragments, doubts = _without_yaml(text.split("\n"))
    marks: Counter[str] = Counter()
    spoken = "\n".join(_without_marks(lines, marks))
    if fragments:
        marks["YAML fragments"] = fragments
    told = ", ".join(f"{kind} ({number})" for kind, number in sorted(marks.items()))
    return Draft(
        spoken.strip("\n"),
        "rock",
        decoded.encoding,
        decoded.guessed,
        decoded.confidence,
        may_wrap=False,
        guesses=(
            *((decoded.guess,) if decoded.guess else ()),
            *((f"marks of the coding kit set aside: {told}",) if told else ()),
        ),
        warnings=(*lost, *doubts),
    )


def _without_marks(lines: Sequence[str], marks: "Counter[str]") -> Iterator[str]:
    """Lines without marks, counted in `marks`; a line that held nothing else is left out."""
    for line in lines:
        if _COMMENT.match(line):
            marks["comments"] += 1
            continue
        found = list(_MARK.finditer(line))
        marks.update(_kind(match[1], match[2]) for match in found)
        rest = _cut(line, found).strip() if found else line
        if rest or not found:
            yield rest
        elif any(match[2] for match in found):
            yield ""


def _cut(line: str, marks: Sequence[re.Match[str]]) -> str:
    """A line without its marks, and with one blank where one stood on both sides of a mark."""
    parts, at = [], 0
    for mark in marks:
        parts.append(line[at : mark.start()])
        blank = (
            line[mark.start() - 1 : mark.start()] in ("", " ") and line[mark.end() : mark.end() + 1] == " "
        )
        at = mark.end() + blank
    return "".join((*parts, line[at:]))


def _kind(code: str | None, section: str | None) -> str:
    if section:
        return "section breaks"
    if code is None:
        return "anchors"
    if _UID.fullmatch(code):
        return "utterance ids"
    return "identifiers" if _INSTANCE.fullmatch(code) else "codes"


def _without_yaml(lines: Sequence[str]) -> tuple[list[str], int, tuple[str, ...]]:
    """Lines without what stands as YAML between two lines `---`, and how many such fragments there were.

    Only what begins with a key alone on its line is YAML, or what stands at the very beginning: lines
    `---` may also part the talk.
    """
    kept: list[str] = []
    fragments, odd, at, begun = 0, 0, 0, False
    fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    for fence, end in zip_longest(fences, fences[1:]):
        if fence < at:
            continue
        kept.extend(lines[at:fence])
        begun = begun or any(map(str.strip, lines[at:fence]))
        if end is not None and _is_yaml(lines[fence + 1 : end], first=not begun):
            fragments += 1
            at = end + 1
        else:
            odd += 1
            kept.append("")
            at = fence + 1
    kept.extend(lines[at:])
    doubt = (f"lines --- that enclose no YAML: {odd}; what follows them is read as text",) if odd else ()
    return kept, fragments, doubt


def _is_yaml(lines: Sequence[str], *, first: bool) -> bool:
    filled = [line for line in lines if line.strip() and not _COMMENT.match(line)]
    return bool(filled) and (first or bool(_YAML_KEY.fullmatch(filled[0].rstrip())))
