"""Which column of a table names the speaker, holds the speech, says when: by name, contents, or as told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.dividing.labels import is_field, is_speaker_word, read_head
from qualcode.text.key import fold
from qualcode.text.patterns import lazy


def _names(text: str) -> tuple[str, ...]:
    return tuple(_key(name) for name in text.split())


def _key(cell: str) -> str:
    """The name of a column as it is compared: width, case, script, blanks and a colon do not count."""
    return "".join(fold(cell).replace("_", " ").rstrip(":* ").lstrip("#* ").split())


NAMES: Mapping[str, tuple[str, ...]] = {
    "speaker": _names(
        "speaker speaker_name speaker_label speaker_id 说话人 说话者 发言人 发言者 讲话人 讲话者 讲者 讲述人 "
        "对话人 话者 label who participant person name 姓名 角色 身份 人物"
    ),
    "text": _names(
        "text speech utterance utterances content transcript transcription message sentence 内容 "
        "说话内容 发言内容 谈话内容 访谈内容 对话内容 转写内容 转录内容 识别内容 文本 文本内容 访谈文本 "
        "话语 原话 原文 发言 转写 转写文本 转录 转录文本 逐字稿 文字 文字内容 对话 记录 访谈记录 回答内容"
    ),
    "begin": _names(
        "begin begin_time begintime start start_time starttime timestamp timecode time timespan from in "
        "开始时间 起始时间 开始 起始 时间戳 时间码 时间点 时间 时间段"
    ),
    "end": _names("end end_time endtime stop to out 结束时间 终止时间 结束 终止"),
}
"""What columns are called, the likeliest first."""

ROLES = tuple(NAMES)
LIKE_A_PERSON = 1.5
MOST_TITLES = 20
"""Rows that may stand above the names of the columns."""
NO_COLUMN = "-"
_LETTERS = lazy("[A-Za-z]{1,2}")
_NUMBER = lazy("[1-9][0-9]{0,2}")

Rows = Sequence[Sequence[str]]


class Columns(NamedTuple):
    """Column numbers from 0, -1 where there is none; `first` is the first row of turns."""

    text: int
    speaker: int = -1
    first: int = 1
    begin: int = -1
    end: int = -1

    @property
    def used(self) -> dict[str, int]:
        """What each column that is used is for."""
        numbers = {"speaker": self.speaker, "text": self.text, "begin": self.begin, "end": self.end}
        return {role: number for role, number in numbers.items() if number >= 0}


def named_columns(header: Sequence[str]) -> Columns | None:
    """Columns by their names in one row, or None where none is named for speech."""
    keys = [_key(cell) for cell in header]
    text = _first_of("text", keys)
    if text < 0:
        return None
    speaker, begin, end = (_first_of(role, keys) for role in ("speaker", "begin", "end"))
    return Columns(text, speaker, 1, begin, end)


def _first_of(role: str, keys: Sequence[str]) -> int:
    return next((keys.index(name) for name in NAMES[role] if name in keys), -1)


def headed_columns(rows: Rows) -> Columns | None:
    """Columns by the first row that names speaker and speech; else by the first that names speech."""
    found = None
    width = max((_filled(row) for row in rows), default=0)
    for number, row in enumerate(rows[:MOST_TITLES]):
        named = named_columns(row)
        if named and named.speaker >= 0:
            return named._replace(first=number + 1)
        if named and not found and (_filled(row) > 1 or width == 1):
            found = named._replace(first=number + 1)
    return found


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def guessed_columns(rows: Rows) -> Columns | None:
    """Columns by what stands in them: names of people in one, the longest texts in another.

    Where the longest texts are labels themselves, made for speakers and repeated, answers are short.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    width = min(map(len, rows))
    sizes = [sum(len(row[column]) for row in rows) for column in range(width)]
    text = sizes.index(max(sizes))
    if width > 1 and _are_labels([row[text] for row in rows]):
        sizes[text] = -1
        return Columns(sizes.index(max(sizes)), text, 0) if max(sizes) > 0 else None
    speaker = next((c for c in range(width) if c != text and _are_people([row[c] for row in rows])), -1)
    return Columns(text, speaker, 0) if speaker >= 0 else None


def _are_labels(cells: Sequence[str]) -> bool:
    """Whether cells are nothing but names of people who recur, a word made for speakers among them."""
    filled = [cell.strip().rstrip(":：") for cell in cells if cell.strip()]
    different = set(filled)
    return (
        len(filled) >= 4
        and 2 * len(different) <= len(filled)
        and all(map(_is_person, different))
        and any(map(is_speaker_word, different))
    )


def _are_people(cells: Sequence[str]) -> bool:
    filled = [cell.strip().rstrip(":：") for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > 40 for cell in filled):
        return False
    if sum(map(is_field, filled)) * 2 >= len(filled):
        return False
    return sum(map(_is_person, filled)) >= 0.6 * len(filled)


def _is_person(cell: str) -> bool:
    head = read_head(cell.strip().rstrip(":："))
    return head is not None and head.weight >= LIKE_A_PERSON


def talk_columns(rows: Rows) -> Columns | None:
    """`guessed_columns` of a table by itself: people who speak more than once, and hardly repeat themselves.

    A first row that is no turn is taken for names of columns.
    """
    wide = max(map(len, rows), default=0)
    full = [[*row, *[""] * (wide - len(row))] for row in rows if any(map(str.strip, row))]
    columns = guessed_columns(full)
    if columns is None:
        return None
    labels = [cell for row in full if (cell := row[columns.speaker].strip())]
    speech = [cell for row in full if (cell := row[columns.text].strip())]
    again = len(set(labels)) < len(labels) and len(set(speech)) >= 0.8 * len(speech)
    if not again or sum(map(len, speech)) < 2 * sum(map(len, labels)):
        return None
    return columns._replace(first=_below_heading(rows, columns))


def _below_heading(rows: Rows, columns: Columns) -> int:
    """The first row of turns: the second where the first names the columns, and nobody speaks in it."""
    top = _first_filled(rows)
    if columns.speaker < 0:
        return top
    labels = [row[columns.speaker].strip() for row in rows if columns.speaker < len(row)]
    first = rows[top][columns.speaker].strip() if columns.speaker < len(rows[top]) else ""
    return top if _is_person(first) or labels.count(first) > 1 else top + 1


def chosen_columns(rows: Rows, wanted: Mapping[str, str], *, file: str) -> Columns:
    """Columns as the researcher names them, by name, letter or number; the others by their names.

    Raises ReadError, with the columns that there are, where one of them is not there or none is for speech.
    """
    head, given = _heading(rows, wanted)
    row = rows[head] if head >= 0 else ()
    if missing := [value for role, value in wanted.items() if role not in given]:
        raise _no_column(missing[0], rows, head, file)
    keys = ["" if number in given.values() else _key(cell) for number, cell in enumerate(row)]
    numbers = {role: given.get(role, _first_of(role, keys)) for role in ROLES}
    if numbers["text"] < 0:
        raise unnamed(rows, file=file)
    columns = Columns(numbers["text"], numbers["speaker"], head + 1, numbers["begin"], numbers["end"])
    return columns if head >= 0 else columns._replace(first=_below_heading(rows, columns))


def _heading(rows: Rows, wanted: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row that names most of the columns asked for, -1 for none; and the columns that were found.

    What may be a letter or a number is a name only in that row: else it could be met in any.
    """
    names = {role: value for role, value in wanted.items() if _place(value) is None}
    hits = [len(_named(row, names)) for row in rows[:MOST_TITLES]]
    head = hits.index(max(hits)) if max(hits, default=0) else _usual_heading(rows, wanted)
    given = _named(rows[head], wanted) if head >= 0 else {}
    width = max(map(len, rows), default=0)
    places = {role: _place(value) for role, value in wanted.items() if role not in given}
    return head, given | {
        role: place for role, place in places.items() if place is not None and place < width
    }


def _usual_heading(rows: Rows, wanted: Mapping[str, str]) -> int:
    """The row with the names of the columns where none of them is asked for by its name; -1 for none."""
    usual = headed_columns(rows)
    if usual:
        return usual.first - 1
    top = _first_filled(rows)
    return top if rows and len(_named(rows[top], wanted)) == len(wanted) else -1


def _first_filled(rows: Rows) -> int:
    return next((n for n, row in enumerate(rows) if any(map(str.strip, row))), 0)


def _named(row: Sequence[str], wanted: Mapping[str, str]) -> dict[str, int]:
    """Those of the columns asked for that a row names."""
    keys = [_key(cell) for cell in row]
    return {role: keys.index(_key(value)) for role, value in wanted.items() if _key(value) in keys}


def _place(value: str) -> int | None:
    """`C` or `3` as the number 2, `-` as -1; None for anything else."""
    value = value.strip()
    if value == NO_COLUMN:
        return -1
    if _NUMBER.fullmatch(value):
        return int(value) - 1
    if not _LETTERS.fullmatch(value):
        return None
    number = 0
    for letter in value.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def letter(number: int) -> str:
    """The letters of a column, as spreadsheets write them."""
    high, low = divmod(number, 26)
    return (letter(high - 1) if high else "") + chr(65 + low)


def _no_column(value: str, rows: Rows, head: int, file: str) -> ReadError:
    return ReadError(
        f"there is no column {value!r}; there are: {there_are(rows, head)}",
        place=file,
        cure="name one of these with --columns, or by its letter",
        slug="columns",
    )


def unnamed(rows: Rows, *, file: str) -> ReadError:
    """The error that no column is named for speech."""
    return ReadError(
        f"no column of this table is named for speech; there are: {there_are(rows)}",
        place=file,
        cure="say which with --columns speaker=A,text=B, or name the columns speaker and text (说话人, 内容) "
        "in the first line",
        slug="columns",
    )


def there_are(rows: Rows, head: int = -1) -> str:
    """The columns of a table with their letters and what stands at their top."""
    fullest = max(map(_filled, rows), default=0)
    tops = (row for row in rows if _filled(row) == fullest)
    row = rows[head] if head >= 0 else next(tops, ())
    shown = [f"{letter(n)} {' '.join(cell.split())[:20]}".rstrip() for n, cell in enumerate(row[:12])]
    return ", ".join(shown) + (f" and {len(row) - 12} more" if len(row) > 12 else "")


def about(columns: Columns, rows: Rows, *, headed: bool) -> str:
    """The sentence about which columns are used, and which are not."""
    row = rows[columns.first - 1] if headed else ()
    width = max(map(len, rows), default=0)

    def name(number: int) -> str:
        cell = " ".join(row[number].split())[:30] if number < len(row) else ""
        return cell or letter(number)

    used = ", ".join(f"{role}={name(number)}" for role, number in columns.used.items())
    idle = _idle(rows[columns.first :], set(range(width)) - set(columns.used.values()))
    unused = f"; not used: {', '.join(map(name, idle))}" if idle else ""
    return f"columns: {used}{unused}{'' if headed else ' (guessed from what they hold)'}"


def _idle(rows: Rows, numbers: Iterable[int]) -> list[int]:
    """Those of `numbers` that are columns with anything in them."""
    return [n for n in sorted(numbers) if any(n < len(row) and row[n].strip() for row in rows)]
