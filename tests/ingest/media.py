"""Files of recorders, recognisers and annotation programs, made by hand in their published forms."""

import json

from qualcode.ingest import Ingested, IngestOptions, ingest_bytes
from tests.ingest.transcripts import turns

SRT = """1
00:00:01,000 --> 00:00:02,500
王主任：大家好，我们开始。

2
00:00:03,000 --> 00:00:04,000
今天讲<b>停车</b>。

3
00:00:05,000 --> 00:00:06,500
李阿姨：我先说。
"""

TEAMS = """WEBVTT

NOTE duration: 00:00:09

2a9e6c1d-12/3-0
00:00:03.100 --> 00:00:05.900
<v Mary Brown>Good morning &amp; welcome</v>

2a9e6c1d-12/3-1
00:00:05.900 --> 00:00:07.000
<v Mary Brown>everyone.</v>

2a9e6c1d-12/4-0
00:00:08.000 --> 00:00:09.000
<v.loud 王主任>好的。</v>
"""

ZOOM = """WEBVTT

1
00:00:03.120 --> 00:00:05.200
Li Wei: Good morning everyone.

2
00:00:05.900 --> 00:00:08.000
Anna Schmidt: Morning!

3
00:00:09.000 --> 00:00:12.000
Li Wei: Let's start: first the garden.

4
00:00:12.000 --> 00:00:13.000
Li Wei: Then the rest.
"""

ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.710 align:start position:0%

hello<00:00:00.480><c> everyone</c><00:00:00.880><c> welcome</c>

00:00:02.710 --> 00:00:02.720 align:start position:0%
hello everyone welcome


00:00:02.720 --> 00:00:05.000 align:start position:0%
hello everyone welcome
to<00:00:03.000><c> the</c><00:00:03.200><c> garden</c>

00:00:05.000 --> 00:00:05.010 align:start position:0%
to the garden


00:00:05.010 --> 00:00:07.000 align:start position:0%
to the garden
of<00:00:05.500><c> ours</c>
"""

EAF = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"><PROPERTY NAME="lastUsedAnnotationId">5</PROPERTY></HEADER>
<TIME_ORDER>
<TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="100"/><TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="900"/>
<TIME_SLOT TIME_SLOT_ID="ts3"/><TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="2000"/>
<TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="2100"/><TIME_SLOT TIME_SLOT_ID="ts6" TIME_VALUE="2900"/>
</TIME_ORDER>
<TIER LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="王主任" TIER_ID="W-spch">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
<ANNOTATION_VALUE>大家好。</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a4" TIME_SLOT_REF1="ts5" TIME_SLOT_REF2="ts6">
<ANNOTATION_VALUE>请坐 &amp; 喝茶。</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
</TIER>
<TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="Li">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4">
<ANNOTATION_VALUE>你好。</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
</TIER>
<TIER LINGUISTIC_TYPE_REF="translation" PARENT_REF="W-spch" PARTICIPANT="王主任" TIER_ID="tr@W">
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a3" ANNOTATION_REF="a1">
<ANNOTATION_VALUE>Hello everyone</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
</TIER>
<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>
</ANNOTATION_DOCUMENT>
"""

TEXTGRID = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2.3
tiers? <exists>
size = 3
item []:
    item [1]:
        class = "IntervalTier"
        name = "Mary"
        xmin = 0
        xmax = 2.3
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.3
            text = "Hello, ""you""."
        intervals [2]:
            xmin = 1.3
            xmax = 2.3
            text = ""
    item [2]:
        class = "TextTier"
        name = "bell"
        xmin = 0
        xmax = 2.3
        points: size = 1
        points [1]:
            number = 1
            mark = "x"
    item [3]:
        class = "IntervalTier"
        name = "王"
        xmin = 0
        xmax = 2.3
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.3
            text = "sil"
        intervals [2]:
            xmin = 1.3
            xmax = 2.3
            text = "好！"
"""

SHORT_TEXTGRID = """File type = "ooTextFile"
Object class = "TextGrid"

0
2.3
<exists>
3
"IntervalTier"
"Mary"
0
2.3
2
0
1.3
"Hello, ""you""."
1.3
2.3
""
"TextTier"
"bell"
0
2.3
1
1
"x"
"IntervalTier"
"王"
0
2.3
2
0
1.3
"sil"
1.3
2.3
"好！"
"""

DEBATE = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="hansard">
<meta><references source="#s"><TLCPerson eId="wang" href="/ontology/person/wang" showAs="王委員"/></references></meta>
<debateBody><debateSection><heading>第一案</heading>
<narrative><p>休息五分鐘</p></narrative>
<speech by="#wang"><from>主席</from><p>現在<i>開會</i>。</p>
<p>請<remark>（鼓掌）</remark>發言。</p></speech>
<question by="#x"><from>Mr. Smith:</from>How <b>many</b>?</question>
<answer by="#y"><p>Two.</p></answer>
</debateSection></debateBody></debate></akomaNtoso>
"""

ROCK = """---
ROCK_attributes:
  -
    caseId: 1
    age: 50
---
### a comment
[[cid=1]]
[[uid=7h50tzkm]] 问：您好 [[greet]]
[[uid=7h50tzkn]] 答：您好，我很好 [[greet]] [[mood||5]] [[a->b||causes]]

---<<paragraph>>---

[[uid=7h50tzko]] 问：累吗？ --+-{anchor1}-+--
[[uid=7h50tzkp]] 答：还行。 [[tired>not]]
"""

WHISPER = {
    "text": " Hello there. How are you?",
    "segments": [
        {"id": 0, "seek": 0, "start": 0.0, "end": 2.5, "text": " Hello there.", "temperature": 0.0},
        {"id": 1, "seek": 0, "start": 2.5, "end": 4, "text": " How are you?", "temperature": 0.0},
    ],
    "language": "en",
}

WHISPERX = {
    "segments": [
        {
            "start": 0.1,
            "end": 2.0,
            "text": "大家好。",
            "speaker": "SPEAKER_00",
            "words": [
                {"word": "大"},
                {"word": "家", "start": 0.2, "end": 0.3, "score": 0.9, "speaker": "SPEAKER_01"},
            ],
        },
        {
            "start": 2.0,
            "end": 3.0,
            "text": "Yes no",
            "words": [
                {"word": "Yes", "speaker": "SPEAKER_00"},
                {"word": "no", "start": 2.5, "end": 2.7, "speaker": "SPEAKER_01"},
            ],
        },
    ],
    "word_segments": [],
}


def _heard(start: str, end: str, content: str, **more: str) -> dict[str, object]:
    return {
        "start_time": start,
        "end_time": end,
        "alternatives": [{"confidence": "0.99", "content": content}],
        "type": "pronunciation",
        **more,
    }


_POINT = {"alternatives": [{"confidence": "0.0", "content": "."}], "type": "punctuation"}
AMAZON = {
    "jobName": "a-job",
    "accountId": "111122223333",
    "results": {
        "transcripts": [{"transcript": "I've been here. Sorry."}],
        "speaker_labels": {
            "speakers": 2,
            "segments": [
                {
                    "start_time": "4.87",
                    "speaker_label": "spk_0",
                    "end_time": "5.64",
                    "items": [
                        {"start_time": "4.87", "speaker_label": "spk_0", "end_time": "5.02"},
                        {"start_time": "5.02", "speaker_label": "spk_0", "end_time": "5.17"},
                        {"start_time": "5.17", "speaker_label": "spk_0", "end_time": "5.64"},
                    ],
                },
                {
                    "start_time": "8.49",
                    "speaker_label": "spk_1",
                    "end_time": "8.88",
                    "items": [{"start_time": "8.49", "speaker_label": "spk_1", "end_time": "8.88"}],
                },
            ],
        },
        "items": [
            _heard("4.87", "5.02", "I've"),
            _heard("5.02", "5.17", "been"),
            _heard("5.17", "5.64", "here"),
            _POINT,
            _heard("8.49", "8.88", "Sorry"),
            _POINT,
        ],
    },
    "status": "COMPLETED",
}


def google_word(word: str, begin: str, end: str, tag: int = 0) -> dict[str, object]:
    return {"startTime": begin, "endTime": end, "word": word, **({"speakerTag": tag} if tag else {})}


_GOOGLE_WORDS = [("hello", "0s", "0.500s"), ("you", "0.500s", "1s"), ("yes", "1.200s", "1.900s")]
GOOGLE = {
    "results": [
        {
            "alternatives": [
                {"transcript": "hello you", "words": [google_word(*word) for word in _GOOGLE_WORDS[:2]]}
            ],
            "languageCode": "en-us",
        },
        {"alternatives": [{"transcript": " yes", "words": [google_word(*_GOOGLE_WORDS[2])]}]},
        {
            "alternatives": [
                {
                    "words": [
                        google_word(*word, tag) for word, tag in zip(_GOOGLE_WORDS, (1, 1, 2), strict=True)
                    ]
                }
            ]
        },
    ]
}

DEEPGRAM = {
    "metadata": {"channels": 1},
    "results": {
        "channels": [
            {
                "alternatives": [
                    {
                        "transcript": "Hi there. Yes.",
                        "words": [
                            {"word": "hi", "start": 0.1, "end": 0.3, "speaker": 0, "punctuated_word": "Hi"},
                            {
                                "word": "there",
                                "start": 0.3,
                                "end": 0.6,
                                "speaker": 0,
                                "punctuated_word": "there.",
                            },
                            {
                                "word": "yes",
                                "start": 1.0,
                                "end": 1.2,
                                "speaker": 1,
                                "punctuated_word": "Yes.",
                            },
                        ],
                    }
                ]
            }
        ]
    },
}

ASSEMBLY = {
    "id": "x",
    "status": "completed",
    "audio_duration": 3,
    "text": "Hello. 你好。",
    "utterances": [
        {"speaker": "A", "text": "Hello.", "start": 250, "end": 900, "confidence": 0.9, "words": []},
        {"speaker": "B", "text": "你好。", "start": 1000, "end": 1900, "confidence": 0.9, "words": []},
    ],
    "words": [],
}

FILES: dict[str, bytes] = {
    "a.srt": SRT.encode(),
    "teams.vtt": TEAMS.encode(),
    "rolling.vtt": ROLLING.encode(),
    "a.eaf": EAF.encode(),
    "long.TextGrid": TEXTGRID.encode(),
    "short.TextGrid": SHORT_TEXTGRID.encode("utf-16"),
    "debate.xml": DEBATE.encode(),
    "a.rock": ROCK.encode(),
    **{
        f"{name}.json": json.dumps(value, ensure_ascii=False).encode()
        for name, value in {
            "whisper": WHISPER,
            "whisperx": WHISPERX,
            "amazon": AMAZON,
            "google": GOOGLE,
            "deepgram": DEEPGRAM,
            "assembly": ASSEMBLY,
        }.items()
    },
}
"""A file for each reader, by its name."""


def read(data: bytes | str | object, file: str, **options: object) -> Ingested:
    """Read a file as its suffix says; what is neither bytes nor text is written as JSON."""
    if isinstance(data, str):
        data = data.encode()
    elif not isinstance(data, bytes):
        data = json.dumps(data, ensure_ascii=False).encode()
    return ingest_bytes(data, file=file, id="a", options=IngestOptions(**options))  # type: ignore[arg-type]


def timed(ingested: Ingested) -> list[tuple[str, str, int, int]]:
    """(label, speech, begin, end) of every turn; -1 where a time is not known."""
    document = ingested.document
    times = document.turn_times.tolist() or [[-1, -1]] * document.n_turns
    return [
        (label, speech, begin, end)
        for (label, speech), (begin, end) in zip(turns(ingested), times, strict=True)
    ]
