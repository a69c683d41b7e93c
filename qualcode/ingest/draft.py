"""What a reader makes of a file, before speakers are recognised."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.ingest.dividing.marks import NO_MARKS, Marks
from qualcode.ingest.encoding import Decoded, decode
from qualcode.ingest.options import IngestOptions
from qualcode.text.normalise import fix_text


@dataclass(frozen=True, slots=True)
class Draft:
    """The fixed text of a file and what the file says about it.

    `given` are turns that the file itself names (table rows); `complete` says that there
    are no others; `names` is what the file names their speakers with. `times` are, for turns of
    `given`, the place in the text where the turn starts, and when it begins and ends in
    milliseconds (-1: not known). `attributes` come from front matter. `may_wrap` is False where
    the format has real paragraphs. `tables` are spans of tables that are no dialogue. `verbatim`:
    the bytes of the file are those of the text in UTF-8. `guesses` and `warnings` are sentences.
    """

    text: str
    reader: str
    encoding: str = "utf-8"
    guessed: bool = False
    confidence: float | None = None
    given: Marks = NO_MARKS
    complete: bool = False
    names: str = "column"
    attributes: Mapping[str, str] = field(default_factory=dict)
    may_wrap: bool = True
    verbatim: bool = False
    times: tuple[tuple[int, int, int], ...] = ()
    tables: tuple[tuple[int, int], ...] = ()
    guesses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def decoded_text(data: bytes, *, file: str, options: IngestOptions) -> tuple[str, Decoded, tuple[str, ...]]:
    """The fixed text of a text file, how it was decoded, and warnings.

    It is the very text that was decoded where nothing had to be mended.
    """
    decoded = decode(data, file=file, encoding=options.encoding)
    fixed = fix_text(decoded.text)
    return fixed.text, decoded, lost_characters(fixed.replaced)


def lost_characters(replaced: int) -> tuple[str, ...]:
    """The warning about characters that could not be kept."""
    return (f"{replaced} broken characters (lone surrogates) stand as U+FFFD",) if replaced else ()
