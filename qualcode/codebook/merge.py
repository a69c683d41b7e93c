"""Three-way merge of codebook files: two people changed the same one, and both changes are kept."""

from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from qualcode.codebook.conflicts import CURE, SIDES, Chunk, Conflict, conflicts_in, marked, settled
from qualcode.codebook.fields import BOOK_FIELDS, CODE_FIELDS, Side
from qualcode.codebook.load import as_error
from qualcode.codebook.merge_codes import CircleError, CodeMerge
from qualcode.codebook.merge_parts import Chunks, Three, merge_part, put_together
from qualcode.codebook.model import Codebook
from qualcode.codebook.parts import root_of, written
from qualcode.codebook.read import normalise, read_codebook
from qualcode.codebook.source import bare, read_source, split_lines
from qualcode.codebook.threeway import differing, either, merge_lines
from qualcode.errors import Problem, QualcodeError

MEANING = frozenset(["unknown-code", "cycle", "duplicate-id", "too-many-patterns"])
"""Errors that two sides can make together although each of them is right: merged lines keep them."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged codebook.

    text
        The text of the file, with marks around what could not be settled.
    conflicts
        These places, or, where there are none, the errors that the two sides make together.
    """

    text: str
    conflicts: tuple[Problem, ...]


class _Texts(NamedTuple):
    base: str
    ours: str
    theirs: str


class _Books(NamedTuple):
    base: Codebook
    ours: Codebook
    theirs: Codebook


def merge(base: str, ours: str, theirs: str, *, files: tuple[str, str, str], result: str) -> Merged:
    """Merge the texts of three codebook files.

    Codes are matched by id, and merged by field; lists item by item. Lines that only one side changed
    are as that side has them, all others as ours.

    Parameters
    ----------
    base, ours, theirs
        The common ancestor, and the two codebooks that came of it.
    files
        Their names, for errors.
    result
        The name of the merged file, for conflicts.

    Raises
    ------
    CodebookError
        One of the three has errors.
    """
    given = _Texts(base, ours, theirs)
    books = _Books(*(_read(text, file) for text, file in zip(given, files, strict=True)))
    if not differing(*given):
        return Merged(either(*given), ())
    texts = _Texts(*map(normalise, given))
    chunks = next(found for found in _attempts(texts) if _is_right(found, books))
    text = _as_ours("\n".join(marked(chunks)), ours)
    unsettled = [
        Problem(f"conflict: {one.what}", result, line, cure=CURE, slug="conflict")
        for line, one in conflicts_in(chunks)
    ]
    return Merged(text, tuple(unsettled or read_codebook(text, file=result, advice=False)[1]))


def _read(text: str, file: str) -> Codebook:
    codebook, errors, _ = read_codebook(text, file=file, advice=False)
    if codebook is None:
        raise as_error(errors, file)
    return codebook


def _attempts(texts: _Texts) -> Iterator[Chunks]:
    """Ever coarser merges: by parts, by lines, and the two files one below the other."""
    with suppress(CircleError, QualcodeError):  # such codes cannot be merged one by one
        yield _by_parts(texts)
    base, ours, theirs = (tuple(text.split("\n")) for text in texts)
    yield merge_lines(base, ours, theirs, "the same lines were changed on both sides")
    end = [""] if ours[-1] == "" else []
    yield [Conflict(_without_end(ours), _without_end(theirs), "the two cannot be merged part by part"), *end]


def _without_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    return lines[:-1] if lines[-1] == "" else lines


def _by_parts(texts: _Texts) -> Chunks:
    """Merge by codes and fields; raises QualcodeError where codes have no lines of their own."""
    sources = [read_source(text) for text in texts]
    if not all(entry.is_apart for source in sources for entry in source.walk()):
        raise QualcodeError("a list of codes stands in brackets")
    roots = Three(*map(root_of, sources))
    codes = CodeMerge(roots)

    def merged(key: Hashable) -> Chunks:
        inner = roots.inner(key)
        return codes.chunks(inner, None) if key == "codes" else merge_part(inner, str(key))

    chunks = put_together(roots, roots.key_lists(), merged, "")
    end = either(*(text.endswith("\n") for text in texts))
    return [*_in_file(chunks), *([""] if end else [])]


def _in_file(chunks: Chunks) -> Iterator[Chunk]:
    """Chunks with lines as they stand in a file."""
    for chunk in chunks:
        if isinstance(chunk, str):
            yield from written([chunk])
        else:
            yield chunk._replace(ours=tuple(written(chunk.ours)), theirs=tuple(written(chunk.theirs)))


def _is_right(chunks: Chunks, books: _Books) -> bool:
    """Whether a merge says what each side says: this is what makes sure that no change is lost.

    Whichever side is chosen in the conflicts, there must be a codebook, and all that is not in
    conflict must be in one of the two.
    """
    if len(chunks) <= 2 and isinstance(chunks[0], Conflict):
        return True  # all of both sides
    found = [read_codebook("\n".join(settled(chunks, side)), advice=False) for side in SIDES]
    if any(problem.slug not in MEANING for _, errors, _ in found for problem in errors):
        return False
    said = [_said(book) if book else None for book, _, _ in found]
    if None in said:
        return True
    base, ours, theirs = map(_said, books)
    for key in {**base, **ours, **theirs}:
        was, mine, yours = base.get(key), ours.get(key), theirs.get(key)
        if not differing(was, mine, yours):
            wanted = either(was, mine, yours)
            if all(one is not None and one.get(key) != wanted for one in said):
                return False
    return True


def _said(codebook: Codebook) -> dict[tuple[str, str, Hashable], str]:
    """All that a codebook says, piece by piece."""
    side = Side(codebook, {})
    things = [("", codebook, BOOK_FIELDS), *((code.id, code, CODE_FIELDS) for code in codebook.codes)]
    said: dict[tuple[str, str, Hashable], str] = {
        (name, field.name, piece.key): "" if field.item else piece.text
        for name, thing, fields in things
        for field in fields
        for piece in field.pieces(thing, side)
        if piece.text
    }
    return said | {(code.id, "parent", ""): code.parent or "" for code in codebook.codes}


def _as_ours(text: str, ours: str) -> str:
    """`text` with the byte order mark and the line ends of ours; where these are mixed, line by line."""
    mark = "\ufeff" if ours.startswith("\ufeff") else ""
    lines = split_lines(ours.removeprefix(mark))
    ends = Counter(line[len(bare(line)) :] for line in lines) - Counter([""])
    most = max(ends, key=lambda end: ends[end]) if ends else "\n"
    merged = text.split("\n")
    here = [most] * (len(merged) - 1)
    if len(ends) > 1:
        kept = SequenceMatcher(None, [bare(line) for line in lines], merged[:-1], autojunk=False)
        for a, b, size in kept.get_matching_blocks():
            for at in range(size):
                here[b + at] = lines[a + at][len(bare(lines[a + at])) :] or most
    return mark + "".join(line + end for line, end in zip(merged, [*here, ""], strict=True))
