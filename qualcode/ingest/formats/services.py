"""Recognised speech as the services write it: Amazon Transcribe, Google Speech-to-Text, Deepgram."""

from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.ingest.formats.cues import Cue
from qualcode.ingest.formats.shapes import (
    Heard,
    Object,
    Word,
    at,
    first_of,
    label_of,
    moment,
    objects,
    ordered,
    spoken,
    words_of,
)
from qualcode.ingest.times import UNKNOWN

_AMAZON, _GOOGLE, _DEEPGRAM = "Amazon Transcribe", "Google Speech-to-Text", "Deepgram"


def amazon(value: Any) -> Heard | None:
    """`results.items`, or `results.audio_segments` where they name the speakers."""
    results = at(value, "results")
    if not isinstance(at(results, "items"), list) and not isinstance(at(results, "transcripts"), list):
        return None
    if cues := _audio_segments(results):
        return Heard(_AMAZON, ordered(cues), phrases=True)
    if words := list(_items(results)):
        return Heard(_AMAZON, list(spoken(words)))
    texts = [words_of(at(one, "transcript")) for one in objects(at(results, "transcripts"))]
    return Heard(_AMAZON, [Cue("", text) for text in texts], phrases=True)


def _audio_segments(results: Object) -> list[Cue]:
    """Stretches with their text; none where the speakers stand elsewhere only."""
    cues = [
        Cue(_amazon_label(one), words_of(one.get("transcript")), *_span(one))
        for one in objects(results.get("audio_segments"))
    ]
    named = any(cue.label for cue in cues)
    elsewhere = results.get("speaker_labels") or results.get("channel_labels")
    return cues if named or not elsewhere else []


def _amazon_label(item: Object) -> str:
    return label_of(first_of(item, "speaker_label", "channel_label"))


def _span(item: Object) -> tuple[int, int]:
    return moment(item.get("start_time")), moment(item.get("end_time"))


def _items(results: Object) -> Iterator[Word]:
    """Words and signs; a sign belongs to the word before it."""
    labels = {
        str(item.get("start_time")): _amazon_label(item)
        for part in objects(at(results, "speaker_labels", "segments"))
        for item in objects(part.get("items"))
    }
    label = ""
    for item, channel in _heard_items(results):
        text = words_of(at(item, "alternatives", 0, "content"))
        begin, end = _span(item)
        sign = item.get("type") == "punctuation"
        if not sign:
            label = _amazon_label(item) or labels.get(str(item.get("start_time")), "") or channel
        yield Word(label, text, begin, end, joins=sign)


def _heard_items(results: Object) -> list[tuple[Object, str]]:
    """The items with the label of their channel, those of several channels in order of time."""
    channels = objects(at(results, "channel_labels", "channels"))
    if not channels:
        return [(item, "") for item in objects(results.get("items"))]
    found: list[tuple[int, Object, str]] = []
    for channel in channels:
        last = 0
        for item in objects(channel.get("items")):
            last = max(last, _span(item)[0])
            found.append((last, item, _amazon_label(channel)))
    return [(item, label) for _, item, label in sorted(found, key=lambda one: one[0])]


def google(value: Any) -> Heard | None:
    """`results` with `alternatives`, also within the answer of a long operation or of a batch."""
    results = _google_results(value)
    if not any(isinstance(one.get("alternatives"), list) for one in results):
        return None
    told = [(one, _google_words(one)) for one in results]
    if not any(words for _, words in told):
        return Heard(_GOOGLE, ordered(_transcripts(results)), phrases=True)
    kept, repeated = _without_repeats([words for _, words in told])
    guesses = (f"words that later results repeat left out: {repeated}",) if repeated else ()
    unheard = [one for one, words in told if not words]
    cues = [cue for words in kept for cue in spoken(words)]
    return Heard(_GOOGLE, ordered([*cues, *_transcripts(unheard)]), guesses=guesses)


def _google_results(value: Any) -> list[Object]:
    if found := objects(at(value, "results")) or objects(at(value, "response", "results")):
        return found
    for batch in (at(value, "results"), at(value, "response", "results")):
        if isinstance(batch, dict):
            paths = (("transcript", "results"), ("inlineResult", "transcript", "results"))
            return [one for part in batch.values() for path in paths for one in objects(at(part, *path))]
    return []


def _google_words(result: Object) -> list[Word]:
    channel = label_of(first_of(result, "channelTag", "channel_tag") or None, "Channel")
    return [
        Word(
            _google_label(word) or channel,
            words_of(word.get("word")).replace("\u2581", " "),
            moment(first_of(word, "startTime", "startOffset", "start_time", "start_offset")),
            moment(first_of(word, "endTime", "endOffset", "end_time", "end_offset")),
        )
        for word in objects(at(result, "alternatives", 0, "words"))
    ]


def _google_label(word: Object) -> str:
    """The speaker of a word; number 0 means that none was told apart."""
    label = first_of(word, "speakerLabel", "speaker_label") or first_of(word, "speakerTag", "speaker_tag")
    return label_of(label or None)


def _transcripts(results: Sequence[Object]) -> list[Cue]:
    """Results without words: their text, and when they end."""
    cues = []
    for one in results:
        channel = label_of(first_of(one, "channelTag", "channel_tag") or None, "Channel")
        end = moment(
            first_of(one, "resultEndTime", "resultEndOffset", "result_end_time", "result_end_offset")
        )
        cues.append(Cue(channel, words_of(at(one, "alternatives", 0, "transcript")), UNKNOWN, end))
    return cues


def _without_repeats(results: Sequence[list[Word]]) -> tuple[list[list[Word]], int]:
    """Results of which none repeats what an earlier one holds, and how many words were left out.

    With speakers told apart, the last result (or each) holds all words since the beginning, now
    with their speakers: it takes the place of those before it. That is so where it begins with
    the same words at the same times, or where it alone has speakers and begins no later.
    """
    kept: list[list[Word]] = []
    left_out = 0
    for words in filter(None, results):
        before = [word for run in kept for word in run]
        if before and (_same(before, words) or _tells_apart(before, words)):
            left_out += len(before)
            kept = []
        kept.append(words)
    return kept, left_out


def _same(before: Sequence[Word], words: Sequence[Word]) -> bool:
    told = [(word.text, word.begin) for word in words[: len(before)]]
    return told == [(word.text, word.begin) for word in before] and before[0].begin >= 0


def _tells_apart(before: Sequence[Word], words: Sequence[Word]) -> bool:
    if any(word.label for word in before) or not all(word.label for word in words):
        return False
    return words[0].begin <= before[0].begin and len(words) * 10 >= len(before) * 9


def deepgram(value: Any) -> Heard | None:
    """`results.channels` with `alternatives`, or `results.utterances`."""
    results = at(value, "results")
    channels = objects(at(results, "channels"))
    utterances = objects(at(results, "utterances"))
    if not utterances and not any(isinstance(one.get("alternatives"), list) for one in channels):
        return None
    if utterances:
        several = len({str(one.get("channel")) for one in utterances}) > 1
        cues = [_utterance(one, one.get("channel") if several else None) for one in utterances]
        return Heard(_DEEPGRAM, ordered(cues), phrases=True)
    told = [_channel(one, number if len(channels) > 1 else None) for number, one in enumerate(channels)]
    return Heard(
        _DEEPGRAM,
        ordered(cue for cues, _ in told for cue in cues),
        phrases=all(phrases for _, phrases in told),
    )


def _utterance(item: Object, channel: Any) -> Cue:
    text = words_of(first_of(item, "transcript", "text"))
    return Cue(_deepgram_label(item, channel), text, moment(item.get("start")), moment(item.get("end")))


def _deepgram_label(item: Object, channel: Any) -> str:
    """The speaker, after the channel where there are several."""
    return " ".join(filter(None, (label_of(channel, "Channel"), label_of(item.get("speaker")))))


def _channel(item: Object, channel: Any) -> tuple[list[Cue], bool]:
    """The cues of one channel from its paragraphs, its words, or its text; whether they are phrases."""
    told = at(item, "alternatives", 0)
    if paragraphs := objects(at(told, "paragraphs", "paragraphs")):
        return [
            Cue(
                _deepgram_label(part, channel),
                words_of(sentence.get("text")),
                moment(sentence.get("start")),
                moment(sentence.get("end")),
            )
            for part in paragraphs
            for sentence in objects(part.get("sentences"))
        ], True
    words = [
        Word(
            _deepgram_label(word, channel),
            words_of(first_of(word, "punctuated_word", "word")),
            moment(word.get("start")),
            moment(word.get("end")),
        )
        for word in objects(at(told, "words"))
    ]
    if words:
        return list(spoken(words)), False
    return [Cue(label_of(channel, "Channel"), words_of(at(told, "transcript")))], True
