"""Three-way merge of codebook files: two people changed the same one, and both changes are kept."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

from qualcode.codebook.conflicts import CURE, SIDES, Chunk, Conflict, conflicts_in, marked, settled
from qualcode.codebook.fields import BOOK_FIELDS, CODE_FIELDS, Side
from qualcode.codebook.merge_codes import CircleError, CodeMerge
from qualcode.codebook.merge_parts import Chunks, Three, merge_part, put_together
from qualcode.codebook.model import Codebook
from qualcode.codebook.parts import root_of, written
from qualcode.codebook.read import normalise, read_codebook
from qualcode.codebook.renames import find_renames
from qualcode.codebook.source import bare, read_source, split_lines
from qualcode.codebook.threeway import differing, either, merge_lines
from qualcode.errors import Problem, QualcodeError
from qualcode.terms import CodeId

MEANING = frozenset(
    [
        "unknown-code",
        "cycle",
        "duplicate-id",
        "too-many-patterns",
        "two-cores",
        "same-relation",
        "relation-depth",
    ]
)
"""Errors that two sides can make together although each of them is right: merged lines keep them."""

Said: TypeAlias = dict[tuple[str, str, Hashable], str]
"""What a codebook says: code, field and key of each piece, and its text."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged codebook.

    text
        The text of the file, with marks around what could not be settled.
    conflicts
        These places, or, where there are none, the errors of the text, such as a rule that names a code
        which the other side took out. Before them those of a codebook that had some already.
    """

    text: str
    conflicts: tuple[Problem, ...]


class _Texts(NamedTuple):
    base: str
    ours: str
    theirs: str


def merge(base: str, ours: str, theirs: str, *, files: tuple[str, str, str], result: str) -> Merged:
    """Merge the texts of three codebook files.

    Codes are matched by id, and merged by field; lists item by item. Lines that only one side changed
    are as that side has them, all others as ours. Where one of the three has errors, they are merged
    line by line, as any text, and the errors are told.

    Parameters
    ----------
    base, ours, theirs
        The common ancestor, and the two codebooks that came of it; an empty text is a file that was
        not there.
    files
        Their names, for errors.
    result
        The name of the merged file, for conflicts.
    """
    given = _Texts(base, ours, theirs)
    if not differing(*given):
        return Merged(either(*given), ())
    texts = _Texts(*map(normalise, given))
    read = [_read(text, file) for text, file in zip(texts, files, strict=True)]
    books = [book for book, _ in read if book]
    if len(books) < len(given):
        wrong = next(errors for _, errors in (*read[1:], read[0]) if errors)
        return _finished(_by_lines(texts), ours, result, wrong)
    tried = ((chunks, _wrong(chunks, books, result)) for chunks in _attempts(texts, books))
    chunks, errors = next((chunks, errors) for chunks, errors in tried if errors is not None)
    return _finished(chunks, ours, result, errors)


def _read(text: str, file: str) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """A codebook, or its errors; one that was not there, as git gives it, holds nothing."""
    if not text.strip():
        return Codebook(()), ()
    return read_codebook(text, file=file, advice=False)[:2]


def _finished(chunks: Chunks, ours: str, result: str, wrong: tuple[Problem, ...]) -> Merged:
    """The text with its marks, what is `wrong` with it, and what there is to settle."""
    unsettled = [
        Problem(f"conflict: {one.what}", result, line, cure=CURE, slug="conflict")
        for line, one in conflicts_in(chunks)
    ]
    return Merged(_as_ours("\n".join(marked(chunks)), ours), (*wrong, *unsettled))


def _attempts(texts: _Texts, books: Sequence[Codebook]) -> Iterator[Chunks]:
    """Ever coarser merges: by parts, by lines, and the two files one below the other."""
    with suppress(CircleError, QualcodeError):  # such codes cannot be merged one by one
        yield _by_parts(texts, books)
    yield _by_lines(texts)
    _, ours, theirs = (tuple(text.split("\n")) for text in texts)
    end = [""] if ours[-1] == "" else []
    yield [Conflict(_without_end(ours), _without_end(theirs), "the two cannot be merged part by part"), *end]


def _by_lines(texts: _Texts) -> Chunks:
    """Merge as if the files were any text."""
    base, ours, theirs = (tuple(text.split("\n")) for text in texts)
    return merge_lines(base, ours, theirs, "the same lines were changed on both sides")


def _without_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    return lines[:-1] if lines[-1] == "" else lines


def _renamed(base: Codebook, side: Codebook) -> dict[CodeId, CodeId]:
    return {rename.old: rename.new for rename in find_renames(base, side)}


def _by_parts(texts: _Texts, books: Sequence[Codebook] = ()) -> Chunks:
    """Merge by codes and fields; raises QualcodeError where codes have no lines of their own."""
    sources = [read_source(text) if text.strip() else None for text in texts]
    if not all(entry.is_apart for source in sources if source for entry in source.walk()):
        raise QualcodeError("a list of codes stands in brackets")
    roots = Three(*(root_of(source) if source else None for source in sources))
    codes = CodeMerge(roots, [_renamed(books[0], side) for side in books[1:]])

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


def _wrong(chunks: Chunks, books: Sequence[Codebook], result: str) -> tuple[Problem, ...] | None:
    """The errors of a merged text without conflicts; None where it is not what the two sides say.

    This is what makes sure that no change is lost, whatever the file looks like. Whichever side is
    chosen in the conflicts, there must be a codebook; what only one side changed must be as it
    has it, in one of the two at least; what both changed differently must stand in a conflict.
    """
    texts = dict.fromkeys("\n".join(settled(chunks, side)) for side in SIDES)
    found = [read_codebook(text, file=result, advice=False) for text in texts]
    errors = [problem for _, problems, _ in found for problem in problems]
    said = [_said(book) for book, _, _ in found if book]
    if _is_all(chunks):
        return ()
    if any(problem.slug not in MEANING for problem in errors):
        return None
    if len(said) == len(found) and not _is_said(said, [_said(book) for book in books]):
        return None
    return tuple(errors) if len(texts) == 1 else ()


def _is_all(chunks: Chunks) -> bool:
    """Whether everything is in conflict."""
    return all(isinstance(chunk, Conflict) or not chunk for chunk in chunks)


def _is_said(merged: Sequence[Said], sides: Sequence[Said]) -> bool:
    """Whether merged codebooks (one, or one a side) say what three codebooks make."""
    base, ours, theirs = sides
    for key in {**base, **ours, **theirs}:
        was, mine, yours = base.get(key), ours.get(key), theirs.get(key)
        here = [one.get(key) for one in merged]
        if differing(was, mine, yours):
            if here != [mine, yours]:
                return False
        elif either(was, mine, yours) not in here:
            return False
    return True


def _said(codebook: Codebook) -> Said:
    """All that a codebook says, piece by piece."""
    side = Side(codebook, {})
    things = [("", codebook, BOOK_FIELDS), *((code.id, code, CODE_FIELDS) for code in codebook.codes)]
    said: Said = {
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
