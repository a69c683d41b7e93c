"""Tables with one turn a row: which column names the speaker, which holds the speech, and writing out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.ingest.labels import bare_label, given_head, is_field, is_person_field, read_head
from qualcode.ingest.marks import Collector
from qualcode.text.key import fold


def _names(text: str) -> tuple[str, ...]:
    return tuple(fold(name.replace("_", " ")) for name in text.split())


SPEAKER_COLUMNS = _names(
    "speaker speaker_name speaker_label 说话人 说话者 发言人 发言者 讲话人 讲者 讲述人 对话人 话者 label "
    "who participant person name 姓名 角色 身份 人物"
)
TEXT_COLUMNS = _names(
    "text speech utterance utterances content transcript transcription message sentence 内容 "
    "说话内容 发言内容 谈话内容 访谈内容 对话内容 文本 话语 原话 原文 发言 转写 转写文本 文字 对话 记录 "
    "访谈记录 回答内容"
)
LIKE_A_PERSON = 1.5


class Columns(NamedTuple):
    """Column numbers: of the speech, and of the speaker or -1; `first` is the first row of turns."""

    text: int
    speaker: int = -1
    first: int = 1


@dataclass(slots=True)
class Pages:
    """Text being written out, with the turns that are known in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    turns: Collector = field(default_factory=Collector)
    times: list[tuple[int, int, int]] = field(default_factory=list)
    after_turn: bool = False

    def add(self, text: str, *, turn: bool = False) -> None:
        """Put `text` on a new line, or after a blank line where it is a turn or follows one."""
        if self.parts:
            text = ("\n\n" if turn or self.after_turn else "\n") + text
        self.parts.append(text)
        self.length += len(text)
        self.after_turn = turn

    def add_turn(self, label: str, speech: str, *, begin: int = -1, end: int = -1) -> None:
        """A turn as `Label: speech`, after a blank line; without a label only the speech.

        `begin` and `end` in milliseconds, -1 where they are not known.
        """
        name = " ".join(label.split()).rstrip(":： ")
        start = self.length + (2 if self.parts else 0)
        self.add(f"{name}: {speech}" if name else speech, turn=True)
        after = start + len(name) + 1 if name else start
        self.turns.add(start, start, after, given_head(name))
        if begin >= 0 or end >= 0:
            self.times.append((start, begin, end))

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self.parts)


def named_columns(header: Sequence[str]) -> Columns | None:
    """Columns by their names in the first row, or None where none is named for speech."""
    names = [fold(cell) for cell in header]
    text = _first_of(TEXT_COLUMNS, names)
    if text < 0:
        return None
    return Columns(text, _first_of(SPEAKER_COLUMNS, names))


def _first_of(wanted: Iterable[str], names: Sequence[str]) -> int:
    return next((names.index(name) for name in wanted if name in names), -1)


def guessed_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Columns by what stands in them: names of people in one, the longest texts in another."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    width = min(map(len, rows))
    sizes = [sum(len(row[column]) for row in rows) for column in range(width)]
    text = sizes.index(max(sizes))
    speaker = next((c for c in range(width) if c != text and _are_people([row[c] for row in rows])), -1)
    return Columns(text, speaker, 0) if speaker >= 0 else None


def _are_people(cells: Sequence[str]) -> bool:
    filled = [cell.strip().rstrip(":：") for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > 40 for cell in filled):
        return False
    if sum(map(is_field, filled)) * 2 >= len(filled):
        return False
    heads = [read_head(cell) for cell in filled]
    return sum(head is not None and head.weight >= LIKE_A_PERSON for head in heads) >= 0.6 * len(filled)


def holds_particulars(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table describes the interview: some row begins with a field of header blocks."""
    return any(is_field(_field(row[0])) for row in rows)


def field_lines(row: Sequence[str]) -> list[str]:
    """A row of particulars (受访者 | 王某 | 年龄 | 62) as `field：value` lines; none for any other."""
    if not (is_field(_field(row[0])) or is_person_field(_field(row[0]))):
        return []
    pairs = [(_field(row[i]), " ".join(row[i + 1].split())) for i in range(0, len(row) - 1, 2)]
    return [f"{name}：{value}" for name, value in pairs if name]


def _field(cell: str) -> str:
    return bare_label(cell.strip().rstrip(":："))[0]
