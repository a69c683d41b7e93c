"""Recognised speech as JSON, told apart by its shape."""

import json

import pytest

from qualcode.errors import ReadError
from qualcode.ingest.formats import recognised
from tests.ingest.media import AMAZON, ASSEMBLY, DEEPGRAM, GOOGLE, WHISPER, WHISPERX, google_word, read, timed
from tests.ingest.transcripts import turns


def copied(value):
    return json.loads(json.dumps(value))


def test_whisper_has_no_speakers():
    found = read(WHISPER, "a.json")
    assert timed(found) == [("", "Hello there. How are you?", 0, 4000)]
    assert {"read as Whisper", "no diarisation names the speakers"} <= set(found.document.guesses)
    assert found.document.source.reader == "json"


def test_whisperx_names_speakers_by_segment_and_else_by_word():
    found = read(WHISPERX, "a.json")
    assert timed(found) == [("SPEAKER_00", "大家好。 Yes", 100, 2000), ("SPEAKER_01", "no", 2500, 2700)]
    assert "segments that hold words of another speaker: 1" in found.document.warnings
    assert "speakers: SPEAKER_00, SPEAKER_01 (by diarisation)" in found.document.guesses


def test_whisper_phrases_without_full_stops_are_paragraphs():
    parts = [{"start": n, "end": n + 1, "text": f"第{n}件事"} for n in range(12)]
    assert read({"segments": parts}, "a.json").document.text.count("\n") == 11


@pytest.mark.parametrize(
    "value",
    [
        {"transcription": [{"offsets": {"from": 0, "to": 1500}, "text": " Hi."}]},
        {"transcription": [{"timestamps": {"from": "00:00:00,000", "to": "00:00:01,500"}, "text": " Hi."}]},
        {"text": "Hi.", "chunks": [{"timestamp": [0.0, 1.5], "text": " Hi."}]},
        [{"start": 0, "end": 1.5, "text": "Hi."}],
        {
            "text": "Hi.",
            "words": [{"text": "Hi.", "start": 0, "end": 1500, "speaker": None}],
            "utterances": None,
        },
    ],
    ids=["whisper.cpp", "whisper.cpp without offsets", "chunks", "list", "words"],
)
def test_other_shapes_without_speakers(value: object):
    assert timed(read(value, "a.json")) == [("", "Hi.", 0, 1500)]


def test_chunks_with_speakers():
    parts = [{"speaker": "SPEAKER_01", "text": " Hi.", "timestamp": [0.5, None]}]
    value = {"speakers": parts, "chunks": [{"timestamp": [0.5, 1.0], "text": " Hi."}], "text": " Hi."}
    assert timed(read(value, "a.json")) == [("SPEAKER_01", "Hi.", 500, -1)]


def test_text_alone():
    assert timed(read({"text": "你好。"}, "a.json")) == [("", "你好。", -1, -1)]


def test_amazon_by_the_times_of_its_speakers():
    assert timed(read(AMAZON, "a.json")) == [
        ("spk_0", "I've been here.", 4870, 5640),
        ("spk_1", "Sorry.", 8490, 8880),
    ]


def test_amazon_with_speakers_in_its_items():
    value = copied(AMAZON)
    for item, label in zip(value["results"]["items"], ("a", "a", "b", "b", "b", "b"), strict=True):
        item["speaker_label"] = label
    del value["results"]["speaker_labels"]
    assert turns(read(value, "a.json")) == [("a", "I've been"), ("b", "here. Sorry.")]


def test_amazon_with_audio_segments():
    value = copied(AMAZON)
    value["results"]["audio_segments"] = [
        {
            "id": 0,
            "transcript": "I've been here.",
            "start_time": "4.87",
            "end_time": "5.64",
            "speaker_label": "spk_0",
        },
        {"id": 1, "transcript": "Sorry.", "start_time": "8.49", "end_time": "8.88", "speaker_label": "spk_1"},
    ]
    assert timed(read(value, "a.json")) == timed(read(AMAZON, "a.json"))
    for part in value["results"]["audio_segments"]:
        del part["speaker_label"]
    assert turns(read(value, "a.json")) == turns(read(AMAZON, "a.json"))


def test_amazon_with_channels():
    def item(time: str, word: str, kind: str = "pronunciation") -> dict[str, object]:
        times = {"start_time": time, "end_time": time} if time else {}
        return {**times, "alternatives": [{"content": word}], "type": kind}

    channels = [
        {
            "channel_label": "ch_0",
            "items": [item("1.0", "Hi"), item("", ",", "punctuation"), item("3.0", "there")],
        },
        {"channel_label": "ch_1", "items": [item("2.0", "Yes"), item("", ".", "punctuation")]},
    ]
    value = {"results": {"transcripts": [], "channel_labels": {"channels": channels}, "items": []}}
    assert turns(read(value, "a.json")) == [("ch_0", "Hi,"), ("ch_1", "Yes."), ("ch_0", "there")]


def test_chinese_words_are_joined_by_nothing():
    words = [
        {"start_time": str(n), "end_time": str(n), "type": "pronunciation", "alternatives": [{"content": c}]}
        for n, c in enumerate(["我们", "社区", "OK"])
    ]
    stop = {"type": "punctuation", "alternatives": [{"content": "。"}]}
    value = {"results": {"transcripts": [], "items": [*words, stop]}}
    assert turns(read(value, "a.json")) == [("", "我们社区 OK。")]


def test_google_does_not_double_what_the_last_result_repeats():
    found = read(GOOGLE, "a.json")
    assert timed(found) == [("Speaker 1", "hello you", 0, 1000), ("Speaker 2", "yes", 1200, 1900)]
    assert "words that later results repeat left out: 3" in found.document.guesses


def test_google_results_that_grow():
    words = [google_word(f"w{n}", f"{n}s", f"{n + 1}s", 1) for n in range(6)]
    value = {"results": [{"alternatives": [{"words": words[:n]}]} for n in (2, 4, 6)]}
    assert turns(read(value, "a.json")) == [("Speaker 1", "w0 w1 w2 w3 w4 w5")]


def test_google_results_that_repeat_nothing():
    value = {
        "results": [{"alternatives": [{"words": [google_word("yes", f"{n}s", f"{n + 1}s")]}]} for n in (0, 4)]
    }
    assert timed(read(value, "a.json")) == [("", "yes yes", 0, 5000)]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda results: {"results": results},
        lambda results: {"name": "1", "done": True, "response": {"@type": "x", "results": results}},
        lambda results: {"results": {"gs://a/b.wav": {"transcript": {"results": results}}}},
        lambda results: {"results": {"gs://a/b.wav": {"inlineResult": {"transcript": {"results": results}}}}},
    ],
)
def test_google_answers_of_both_versions(wrap):
    words = [{"startOffset": "0.300s", "endOffset": "1s", "word": "你好", "speakerLabel": "1"}]
    results = [{"alternatives": [{"transcript": "你好", "words": words}], "languageCode": "cmn-hans-cn"}]
    assert timed(read(wrap(results), "a.json")) == [("Speaker 1", "你好", 300, 1000)]


def test_google_times_in_two_parts_and_names_with_underscores():
    words = [
        {
            "start_time": {"seconds": "1", "nanos": 200000000},
            "end_time": {"seconds": 2},
            "word": "a",
            "speaker_tag": 2,
        },
        {"start_time": {"nanos": 900000000}, "word": "b", "speaker_tag": 2},
    ]
    value = {"results": [{"alternatives": [{"words": words}]}]}
    assert timed(read(value, "a.json")) == [("Speaker 2", "a b", 1200, 2000)]


def test_google_without_words():
    value = {
        "results": [
            {"alternatives": [{"transcript": "Hi."}], "resultEndTime": "2.100s"},
            {"alternatives": []},
        ]
    }
    assert timed(read(value, "a.json")) == [("", "Hi.", -1, 2100)]


def test_deepgram_by_words_paragraphs_and_utterances():
    by_words = [("Speaker 0", "Hi there.", 100, 600), ("Speaker 1", "Yes.", 1000, 1200)]
    assert timed(read(DEEPGRAM, "a.json")) == by_words
    value = copied(DEEPGRAM)
    value["results"]["channels"][0]["alternatives"][0]["paragraphs"] = {
        "paragraphs": [
            {"speaker": 0, "sentences": [{"text": "Hi there.", "start": 0.1, "end": 0.6}]},
            {"speaker": 1, "sentences": [{"text": "Yes.", "start": 1.0, "end": 1.2}]},
        ]
    }
    assert timed(read(value, "a.json")) == by_words
    value["results"]["utterances"] = [
        {"speaker": 0, "channel": 0, "transcript": "Hi there.", "start": 0.1, "end": 0.6},
        {"speaker": 1, "channel": 0, "transcript": "Yes.", "start": 1.0, "end": 1.2},
    ]
    assert timed(read(value, "a.json")) == by_words


def test_deepgram_with_channels():
    parts = [{"channel": n, "transcript": f"{n}.", "start": 5 - n, "end": 6} for n in (0, 1)]
    assert turns(read({"results": {"utterances": parts}}, "a.json")) == [
        ("Channel 1", "1."),
        ("Channel 0", "0."),
    ]


def test_assembly_in_milliseconds():
    found = read(ASSEMBLY, "a.json")
    assert timed(found) == [("A", "Hello.", 250, 900), ("B", "你好。", 1000, 1900)]
    assert "times read as milliseconds" in found.document.guesses


def test_utterances_in_seconds():
    value = {"utterances": [{"speaker": 1, "text": "Hi.", "start": 0.5, "end": 2}]}
    assert timed(read(value, "a.json")) == [("Speaker 1", "Hi.", 500, 2000)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str):
    assert turns(read(json.dumps(ASSEMBLY, ensure_ascii=False).encode(encoding), "a.json"))[1] == (
        "B",
        "你好。",
    )


def test_what_is_written_as_escapes_is_fixed_too():
    found = read(b'{"text": "a\\u2028\\u0000b \\ud83d\\ude00 \\ud800"}', "a.json")
    assert found.document.text == "a b 😀 \ufffd"
    assert found.document.warnings == ("1 broken characters (lone surrogates) stand as U+FFFD",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"name": 1, "b": 2}', "it holds 'name', 'b'"),
        ("[1, 2]", "no known shape"),
        ("[]", "no known shape"),
        ('"text"', "no known shape"),
        ('{"text": "a", "title": "b"}', "no known shape"),
        ("{'a': 1}", "no JSON"),
        ('{"text": "a"', "no JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 10_000, "number without end"),
        ('{"text": " "}', "no speech"),
    ],
)
def test_files_that_are_refused(data: str, reason: str):
    with pytest.raises(ReadError, match=reason) as caught:
        read(data, "a.json")
    assert caught.value.cure


def test_the_known_shapes_are_named_and_the_place_of_a_fault():
    with pytest.raises(ReadError) as caught:
        read('{"a": 1,\n  b}', "a.json")
    assert caught.value.place == "a.json:2:3"
    for name in ("Whisper", "WhisperX", "Amazon", "Google", "Deepgram", "AssemblyAI"):
        assert name in caught.value.cure


def test_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(recognised, "MOST_BYTES", 10)
    with pytest.raises(ReadError, match="larger"):
        read(WHISPER, "a.json")
