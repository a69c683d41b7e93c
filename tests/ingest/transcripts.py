"""Small transcripts for the tests of reading: carriers for one line, and a way to see turns."""

from qualcode.ingest import Ingested, IngestOptions, ingest_bytes

ZH = "访谈者：您好，请问您在这里住了多久？\n\n{line}\n\n访谈者：那您平时参加活动吗？\n\n居民甲：有空就去，大家都熟。\n"
EN = "Interviewer: How long have you lived here?\n\n{line}\n\nInterviewer: Do you take part?\n\nMary: When I can.\n"


def read(text: str, **options: object) -> Ingested:
    """Read `text` as the bytes of a .txt file."""
    return ingest_bytes(text.encode(), file="a.txt", id="a", options=IngestOptions(**options))  # type: ignore[arg-type]


def turns(ingested: Ingested) -> list[tuple[str, str]]:
    """(label, speech) of every turn; no label is an empty one."""
    document = ingested.document
    found = []
    for number, (_, speech, end) in enumerate(document.turn_spans.tolist()):
        speaker = document.speaker_of(number)
        found.append((speaker.label if speaker else "", document.text[speech:end]))
    return found


def labels(ingested: Ingested) -> list[str]:
    """The labels of the speakers, in order of appearance."""
    return [speaker.label for speaker in ingested.document.speakers]
