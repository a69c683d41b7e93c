"""Writing out what is no running text: turns as `Label: speech`, and particulars as fields."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.ingest.dividing.labels import bare_label, given_head, is_field, is_person_field
from qualcode.ingest.dividing.marks import Collector


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
