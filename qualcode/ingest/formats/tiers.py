"""Tiers of annotation programs: whose they are, and which are no speech."""

from collections.abc import Sequence

from qualcode.ingest.dividing.labels import label_key
from qualcode.ingest.options import IngestOptions
from qualcode.text.patterns import lazy

_PARTS = lazy(r"(.*?)(?:[ _]*[-–—@:/|][ _]*|[ _]+)?([^\s_\-–—@:/|]+)")
_UNITS = (
    *("utterances", "utterance", "utt", "sentences", "sentence", "phrases", "phrase", "turns", "turn", "ipu"),
    *("transcript", "transcription", "transcriptions", "ort", "ortho", "orthography", "text", "speech"),
    *("话语", "句子", "转写", "转录", "文本", "文字", "内容", "tokens", "token", "words", "word", "词", "字"),
)
"""Names of tiers that hold speech, the ones with the longest stretches first."""
_NO_SPEECH = frozenset(
    "phone phones phoneme phonemes phonemic phonetic phonetics segments syllable syllables syll ipa sampa "
    "tones tobi pitch pos lemma gloss glosses glossing translation translations "
    "note notes comment comments silence silences gesture gestures gaze pinyin 音素 音节 声调 拼音 注释 备注 "
    "翻译 译文 停顿 手势".split()
)
_MAUS = {"ort-mau": "words", "kan-mau": "phonemes", "mau": "phones"}
"""Tiers of the Munich aligner by what they hold."""


def chosen_tiers(names: Sequence[str]) -> dict[str, str]:
    """The tiers of speech by their names, and the label of the speaker of each.

    `Mary - words` belongs to Mary; `words` alone to nobody who is named. Of several such tiers of
    one speaker only the one with the longest stretches is speech: the others hold the same again.
    Where none would be speech, all are.
    """
    chosen: dict[str, str] = {}
    divided: dict[str, tuple[int, str]] = {}
    for name in names:
        speaker, part = _parted(name)
        if part in _NO_SPEECH:
            continue
        if part not in _UNITS:
            chosen[name] = name
            continue
        rank = _UNITS.index(part)
        if speaker not in divided or rank < divided[speaker][0]:
            divided[speaker] = (rank, name)
    chosen |= {name: speaker for speaker, (_, name) in divided.items()}
    return {name: chosen[name] for name in names if name in chosen} or {name: name for name in names}


def _parted(name: str) -> tuple[str, str]:
    """The speaker a tier's name begins with, and the word it ends with, folded."""
    if name.casefold() in _MAUS:
        return "", _MAUS[name.casefold()]
    match = _PARTS.fullmatch(name.strip())
    return (match[1], match[2].casefold()) if match else (name.strip(), "")


def left_out_by_settings(label: str, tier: str, options: IngestOptions) -> bool:
    """Whether the settings say that a tier is no speaker (`"Notes" = false`)."""
    silent = {label_key(name) for name, setting in options.speakers.items() if not setting.speaks}
    return bool({label_key(label), label_key(tier)} & silent)
