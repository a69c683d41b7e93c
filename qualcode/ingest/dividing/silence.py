"""Documents of which nothing is coded by default, because nobody speaks but the interviewer."""

from collections.abc import Sequence

import numpy as np

from qualcode.terms import Offsets
from qualcode.text.document import Speaker

_SHOWN = 12
_CURE = "use --speaker-pattern or a speakers map"


def silence(
    text: str,
    turns: Offsets,
    speaker: Offsets,
    speakers: Sequence[Speaker],
    asides: Offsets,
    doubtful: Sequence[str],
) -> tuple[str, ...]:
    """A warning where no turn of a participant holds a word; none otherwise.

    `turns`, `speaker`, `speakers` and `asides` are those of a Document; `doubtful` are
    labels that were not taken for speakers.
    """
    asking = np.array([*(one.is_interviewer for one in speakers), False])
    answers = turns[~asking[speaker]]
    if any(_holds_words(text, start, end, asides) for start, end in answers[:, 1:].tolist()):
        return ()
    more = f" and {len(doubtful) - _SHOWN} more" if len(doubtful) > _SHOWN else ""
    others = f"; not taken for speakers: {', '.join(doubtful[:_SHOWN])}{more}" if doubtful else ""
    if len(turns) == 0:
        return (f"no speech found{others} ({_CURE})",)
    who = "nobody but the interviewer speaks" if asking.any() else "no turn holds a word"
    return (f"{who}{others} ({_CURE})",)


def _holds_words(text: str, start: int, end: int, asides: Offsets) -> bool:
    """Whether a letter or digit stands in a span, outside asides."""
    inside = asides[(asides[:, 0] < end) & (asides[:, 1] > start)].tolist()
    borders = [start, *(place for span in inside for place in span), end]
    return any(any(map(str.isalnum, text[a:b])) for a, b in zip(borders[::2], borders[1::2], strict=True))
