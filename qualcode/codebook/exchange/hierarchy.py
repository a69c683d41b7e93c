"""Which code lies below which in a table that people made: by parents, columns of levels, or indentation."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qualcode.codebook.exchange.build import Made
from qualcode.codebook.exchange.ids import Ids, told_ids
from qualcode.codebook.exchange.places import Sheets
from qualcode.codebook.faults import Place, allowed
from qualcode.codebook.nodes import Node
from qualcode.codebook.schema import fits_id
from qualcode.text.patterns import lazy

NO_PARENT = ("", "-", "–", "—", "无")
"""What people write in a column of parents where there is none."""
_ROOTS = ("codes", "nodes", "编码", "节点")
"""With these words paths of other programs begin."""
_BACKSLASHES = lazy(r"\s*\\+\s*")
_STEP = lazy(r"\s*\\+\s*|\s+>\s+")
"""What parts the names of a path to a parent: Leadership\\Elite, Leadership > Elite."""
_TAB = 4
"""So many blanks is a tab worth."""


@dataclass(slots=True)
class Line:
    """A row of a table as it was read; each value with its place."""

    number: int
    at: Place
    given: dict[str, tuple[str, Place]] = field(default_factory=dict)
    levels: dict[int, tuple[str, Place]] = field(default_factory=dict)
    texts: list[tuple[str, str, str, Place]] = field(default_factory=list)
    lists: list[tuple[str, Place, list[Node]]] = field(default_factory=list)
    settings: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def holds_any(self) -> bool:
        """Whether anything of a code stands in the row."""
        return bool(self.given or self.levels or self.texts or self.lists)

    @property
    def name(self) -> tuple[str, Place] | None:
        """The first name in the row."""
        return next(((text, at) for key, _, text, at in self.texts if key == "name"), None)


def place_codes(sheets: Sheets, lines: Sequence[Line]) -> list[Made]:
    """The codes of a table in the order of its rows, each with the id of the one above it."""
    _take_ids_for_names(lines)
    _take_paths_for_names(sheets, lines)
    given = {_plain(line.given["id"][0]) for line in lines if "id" in line.given}
    codes = _placed(sheets, lines, Ids(given))
    sheets.notes += told_ids([(code.names[0], code.id) for code in codes if code.id not in given])
    return codes


def _placed(sheets: Sheets, lines: Sequence[Line], ids: Ids) -> list[Made]:
    if any(line.levels for line in lines):
        return _by_levels(sheets, lines, ids)
    codes = _one_a_row(sheets, lines, ids)
    if any("parent" in line.given for line in lines):
        _by_parents(sheets, codes)
    else:
        _by_indentation(codes)
    return [code for code, _ in codes]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _take_ids_for_names(lines: Sequence[Line]) -> None:
    """Where a table has no names and what stands for ids could be none, those are the names."""
    ids = [line.given["id"][0] for line in lines if "id" in line.given]
    if any(line.name or line.levels for line in lines) or all(map(_is_id, ids)):
        return
    for line in lines:
        if "id" in line.given:
            text, at = line.given.pop("id")
            line.texts.insert(0, ("name", "", text, at))


def _take_paths_for_names(sheets: Sheets, lines: Sequence[Line]) -> None:
    """Names such as Leadership\\Elite say themselves what lies above a code, where nothing else does.

    Tables with ids are left alone: in those a name is a name.
    """
    names = [line.name for line in lines if line.name]
    paths = [_BACKSLASHES.split(name.strip()) for name, _ in names]
    if any(line.levels or line.given for line in lines) or max(map(len, paths), default=1) < 2:
        return
    rooted = all(path[0].casefold() in _ROOTS for path in paths)
    for line in lines:
        if line.name:
            name, at = line.name
            path = list(filter(None, _BACKSLASHES.split(name.strip())[rooted:])) or [name.strip()]
            line.levels = {level: (one, at) for level, one in enumerate(path, 1)}
            line.texts = [text for text in line.texts if text[0] != "name" or text[2] != name]
    sheets.notes.append(f"names are paths, which say what lies below what: {names[0][0].strip()} …")


def _is_id(text: str) -> bool:
    plain = _plain(text)
    return all(fits_id(char, first=not at) for at, char in enumerate(plain))


def _new(line: Line, ids: Ids, *, name: str, at: Place, parent: str = "") -> Made:
    """A code with the id that its row gives, or one that is made from its name."""
    if "id" in line.given:
        text, id_at = line.given["id"]
        return Made(_plain(text), line.at, id_at, parent, [name])
    return Made(ids.make(name, parent=parent), line.at, at, parent, [name])


def _add(sheets: Sheets, code: Made, line: Line) -> None:
    """What a row says of a code; a second row may add to its lists and say nothing else of it."""
    for key, language, text, at in line.texts:
        known = code.texts.setdefault(key, [])
        same = [other for tag, other, _ in known if tag == language]
        if not same:
            known.append((language, text, at))
        elif _plain(same[0]) != _plain(text):
            cure = "write it in one row of the code only"
            sheets.error(f"another {key} of {code.names[0].strip()} stands in a row above", at, cure=cure)
    for key, at, items in line.lists:
        code.lists.setdefault(key, (at, []))[1].extend(items)
    code.names += [text for key, _, text, _ in line.texts if key == "name"]


def _one_a_row(sheets: Sheets, lines: Sequence[Line], ids: Ids) -> list[tuple[Made, Line]]:
    """A code for each row; a row without id and name goes on with the lists of the one above it."""
    codes: list[tuple[Made, Line]] = []
    for line in lines:
        label = line.given.get("id") or line.name
        if label is not None:
            name, at = line.name or label
            codes.append((_new(line, ids, name=name, at=at), line))
            _add(sheets, codes[-1][0], line)
        elif codes and not line.texts and not line.given:
            _add(sheets, codes[-1][0], line)
        else:
            cure = "write an id or a name, or move this to the row of its code"
            sheets.error("this row has neither an id nor a name", line.at, cure=cure)
    return codes


def _by_parents(sheets: Sheets, codes: Sequence[tuple[Made, Line]]) -> None:
    """Find the code that each row names as its parent: by id, else by a name that only one code has."""
    by_id = {code.id: code.id for code, _ in codes}
    by_name: dict[str, set[str]] = {}
    for code, _ in codes:
        for name in (code.id, *code.names):
            by_name.setdefault(_folded(name), set()).add(code.id)
    paths = {_path_of(line): code.id for code, line in codes}
    for code, line in codes:
        text, at = line.given.get("parent", ("", line.at))
        if _plain(text) in NO_PARENT:
            continue
        found = {by_id[_plain(text)]} if _plain(text) in by_id else by_name.get(_folded(text), set())
        if not found and _folded_path(text) in paths:
            found = {paths[_folded_path(text)]}
        if len(found) == 1:
            code.parent = next(iter(found))
        elif found:
            cure = "write the id of one of them"
            sheets.error(f"several codes are called {_plain(text)}", at, cure=cure)
        else:
            sheets.error(f"there is no code {_plain(text)}", at, cure=allowed(_plain(text), _some(by_id)))


def _path_of(line: Line) -> str:
    """The names from the top to a code, where its parent is written as such a path."""
    parent, _ = line.given.get("parent", ("", line.at))
    name, _ = line.name or line.given["id"]
    return _folded_path(name if _plain(parent) in NO_PARENT else f"{parent}\\{name}")


def _folded_path(text: str) -> str:
    return "\\".join(_folded(name) for name in _STEP.split(text.strip()) if name)


def _some(ids: Iterable[str]) -> list[str]:
    return list(ids)[:30]


def _by_indentation(codes: Sequence[tuple[Made, Line]]) -> None:
    """A code lies below the nearest one above it whose id or name begins further left."""
    above: list[tuple[int, str]] = []
    for code, line in codes:
        labels = filter(None, (line.given.get("id"), line.name))
        indent = max(indent_of(text) for text, _ in labels)
        while above and above[-1][0] >= indent:
            above.pop()
        code.parent = above[-1][1] if above else ""
        above.append((indent, code.id))


def indent_of(text: str) -> int:
    """How far a text is moved in: blanks, full-width ones twice, tabs to the next stop."""
    width = 0
    for char in text:
        if not char.isspace():
            break
        width = (width // _TAB + 1) * _TAB if char == "\t" else width + (2 if char == "\u3000" else 1)
    return width


def _by_levels(sheets: Sheets, lines: Sequence[Line], ids: Ids) -> list[Made]:
    """Codes from columns of levels; an empty one stands for what is above it, as in merged cells."""
    codes: dict[tuple[str, ...], Made] = {}
    path: list[str] = []
    for line in lines:
        if not line.levels:
            _go_on(sheets, codes, tuple(map(_folded, path)), line)
            continue
        path = _path(sheets, line, path)
        for depth in range(1, len(path) + 1):
            key = tuple(map(_folded, path[:depth]))
            if key not in codes:
                above = codes[key[:-1]].id if depth > 1 else ""
                own = line if depth == len(path) else Line(line.number, line.at)
                at = line.levels.get(depth, ("", line.at))[1]
                codes[key] = _new(own, ids, name=path[depth - 1], at=at, parent=above)
                if not own.name and codes[key].id != path[depth - 1]:
                    codes[key].texts["name"] = [("", path[depth - 1], at)]
        key = tuple(map(_folded, path))
        _add(sheets, codes[key], line)
    return list(codes.values())


def _go_on(sheets: Sheets, codes: dict[tuple[str, ...], Made], key: tuple[str, ...], line: Line) -> None:
    if key in codes and not line.texts and not line.given:
        _add(sheets, codes[key], line)
    else:
        sheets.error("this row names no code", line.at, cure="fill one of the columns of levels")


def _path(sheets: Sheets, line: Line, before: Sequence[str]) -> list[str]:
    """The names from the top to the deepest one in a row."""
    deepest = max(line.levels)
    path: list[str] = []
    for level in range(1, deepest + 1):
        if level in line.levels:
            path.append(line.levels[level][0])
        elif path == list(before[: level - 1]) and level <= len(before):
            path.append(before[level - 1])
        else:
            cure = "fill in the levels above it"
            sheets.error(f"level {level} is empty here, and nothing stands for it above", line.at, cure=cure)
            path.append(line.levels[deepest][0])
    return path
