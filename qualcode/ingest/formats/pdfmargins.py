"""What repeats at the edges of pages: headers, footers and page numbers, which are nobody's speech."""

import math
from collections import Counter
from collections.abc import Sequence

from qualcode.ingest.dividing.labels import read_head
from qualcode.ingest.formats.pdflines import Line, Page
from qualcode.text.patterns import lazy

MOST_LINES = 4
"""Lines at the top, and at the bottom, of a page that may repeat."""
_EDGE = 0.2
"""Share of a page's height, from above and from below, in which headers and footers stand."""
_SHARE = 0.3
"""Share of the pages on which a line repeats: left and right pages may have headers of their own."""
_SAME_PLACE = 4.0
_DIGITS = lazy(r"\d+")
_SPACE = lazy(r"\s+")
_NUMBER = lazy(
    r"[-–—·.|/\s]*(?:(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*(?:/|／|of|共|，共|,)\s*\d{1,4}\s*页?)?|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
    r"|[ivxl]{1,7})[-–—·.|\s]*",
)
_PRINTED = lazy(r"(?:https?|file)://\S+\s+\d+/\d+")
_PRINTED_ABOVE = lazy(
    r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4},?\s+(?:上午|下午)?\s*\d{1,2}:\d\d(?::\d\d)?(?:\s*[AP]M)?(?:\s.*)?"
)
"""The footer and the header that browsers print."""


def without_margins(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """The pages without headers, footers and page numbers, and a sentence about these."""
    kept, left_out = list(pages), list[Line]()
    for is_top in (True, False):
        for _ in range(MOST_LINES):
            outer = {n: line for n, page in enumerate(kept) if (line := _outermost(page, is_top=is_top))}
            gone = _repeated(outer, len(pages))
            if not gone:
                break
            left_out += gone.values()
            for n, line in gone.items():
                kept[n] = kept[n]._replace(lines=tuple(one for one in kept[n].lines if one is not line))
    return kept, _about(left_out)


def _outermost(page: Page, *, is_top: bool) -> Line | None:
    """The highest or lowest line of a page, if it stands at its edge."""
    if not page.lines:
        return None
    if is_top:
        line = max(page.lines, key=lambda one: one.base)
        return line if line.base >= (1 - _EDGE) * page.height else None
    line = min(page.lines, key=lambda one: one.base)
    return line if line.base <= _EDGE * page.height else None


def _repeated(outer: dict[int, Line], n_pages: int) -> dict[int, Line]:
    """Those of the outermost lines that repeat, but for their numbers, at the same place."""
    if n_pages == 1:
        printed = (_is_number(line.text) or _PRINTED_ABOVE.fullmatch(line.text) for line in outer.values())
        return {n: line for (n, line), is_printed in zip(outer.items(), printed, strict=True) if is_printed}
    counts = Counter(_key(line) for line in outer.values())
    enough = max(2, math.ceil(_SHARE * n_pages))
    return {
        n: line
        for n, line in outer.items()
        if (not _is_label(line.text) and _near(counts, line) >= enough)
        or (_is_number(line.text) and sum(map(_is_number, (one.text for one in outer.values()))) >= enough)
    }


def _key(line: Line) -> tuple[str, int]:
    shape = _DIGITS.sub("#", _SPACE.sub("", line.text.lower()))
    return shape, round(line.base / _SAME_PLACE)


def _near(counts: Counter[tuple[str, int]], line: Line) -> int:
    """How often the same line stands at about the same height."""
    shape, height = _key(line)
    return sum(counts[shape, height + step] for step in (-1, 0, 1))


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.lower()) or _PRINTED.fullmatch(text))


def _is_label(text: str) -> bool:
    """Whether a line begins with somebody's label: what is said may repeat."""
    head, colon, _ = text.replace("：", ":").partition(":")
    found = read_head(head) if colon else None
    return found is not None and found.weight >= 1.5


def _about(left_out: Sequence[Line]) -> tuple[str, ...]:
    if not left_out:
        return ()
    shown = list({_key(line)[0]: line.text for line in reversed(left_out)}.values())[::-1]
    more = " …" if len(shown) > 3 else ""
    what = "line" if len(left_out) == 1 else "lines"
    return (
        f"headers and footers of pages left out ({len(left_out)} {what}): {'; '.join(shown[:3])[:100]}{more}",
    )
