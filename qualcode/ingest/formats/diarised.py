"""Labels that a machine gave: they tell speakers apart within one recording, and nothing more."""

from qualcode.text.key import fold
from qualcode.text.patterns import lazy

_WORDS = "|".join(map(fold, ("说话人", "发言人", "讲话人", "讲者", "未知说话人", "未知发言人")))
_NUMBER = r"[ _\-#.]*\d{1,3}"
_LABEL = lazy(
    rf"(?:{_WORDS})(?:{_NUMBER}|[ _\-]*[a-z])?"
    rf"|(?:(?:unknown )?speaker|spk|voice|channel)(?:{_NUMBER}|[ _\-]+[a-z])?"
)


def is_diarised(label: str) -> bool:
    """Whether a label is one such as `说话人 1`, `发言人2`, `Speaker 1`, `SPEAKER_00`, `spk_0`."""
    return bool(_LABEL.fullmatch(fold(label)))
