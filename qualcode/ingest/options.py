"""How transcripts are read: what a researcher can override."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.errors import UsageError
from qualcode.ingest.encoding import check_encoding
from qualcode.settings import COLUMN_KEYS, DocumentSettings, Settings, SpeakerSetting
from qualcode.text.remarks import REMARKS


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How transcripts are read. Raises UsageError for an unknown encoding, column or a bad pattern.

    encoding
        Of all text files; empty: detected for each.
    speaker_pattern
        RE2 expression for the beginning of a turn's first line; its first group (or one
        named `name`) is the label, else all of it is. Empty: labels are recognised.
    speakers
        By label: a role, another name, or that it is no speaker.
    join_turns
        Join consecutive turns of one speaker.
    wrapped
        Whether lines are broken by width; None: found for each document.
    remarks
        Words that, alone in brackets, are a transcriber's remark.
    columns
        Of .csv, .tsv, .xlsx and .ods files: by `speaker`, `text`, `begin` or `end` the column's name, letter
        or number, `-` for none. Those that are not named are recognised.
    documents
        By the id of a document what holds for it alone.
    """

    encoding: str = ""
    speaker_pattern: str = ""
    speakers: Mapping[str, SpeakerSetting] = field(default_factory=dict)
    join_turns: bool = False
    wrapped: bool | None = None
    remarks: tuple[str, ...] = REMARKS
    columns: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, DocumentSettings] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "encoding", check_encoding(self.encoding))
        for role in self.columns:
            if role not in COLUMN_KEYS:
                raise UsageError(
                    f"a table has no column for {role!r}",
                    cure=f"choose of {', '.join(COLUMN_KEYS)}",
                    slug="columns",
                )
        if self.speaker_pattern:
            _check_pattern(self.speaker_pattern)
        for id in self.documents:
            self.of(id)

    def of(self, id: str) -> "IngestOptions":
        """The options for one document. Raises UsageError as the constructor does."""
        own = self.documents.get(id)
        if own is None:
            return self
        return IngestOptions(
            encoding=own.encoding or self.encoding,
            speaker_pattern=own.speaker_pattern or self.speaker_pattern,
            speakers={**self.speakers, **own.speakers},
            join_turns=self.join_turns,
            wrapped=self.wrapped if own.wrapped is None else own.wrapped,
            remarks=self.remarks,
            columns={**self.columns, **own.columns},
        )


def options_from(
    settings: Settings, *, join_turns: bool = False, wrapped: bool | None = None
) -> IngestOptions:
    """The options that a study's settings ask for."""
    return IngestOptions(
        encoding=settings.encoding,
        speaker_pattern=settings.speaker_pattern,
        speakers=settings.speakers,
        join_turns=join_turns,
        wrapped=settings.wrapped if wrapped is None else wrapped,
        remarks=REMARKS if settings.remarks is None else settings.remarks,
        columns=settings.columns,
        documents=settings.documents,
    )


def _check_pattern(pattern: str) -> None:
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as fault:
        reason = fault.args[0].decode() if isinstance(fault.args[0], bytes) else str(fault)
        message = f"the speaker pattern {pattern!r} is no regular expression: {reason}"
        raise UsageError(message, cure=r"try ^(\w+)[:：] or leave it out", slug="speaker-pattern") from None
    if compiled.fullmatch(""):
        message = f"the speaker pattern {pattern!r} matches an empty line"
        raise UsageError(message, cure="let it match the label and its colon", slug="speaker-pattern")
