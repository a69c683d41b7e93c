"""One change to the text of a codebook: it is free of errors before, and read back after."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from qualcode.codebook.faults import nearest
from qualcode.codebook.model import Code, Codebook, Example
from qualcode.codebook.read import read_codebook
from qualcode.codebook.source import Entry, Source, bare, read_source
from qualcode.errors import CodebookError, Problem, QualcodeError, UsageError
from qualcode.terms import CodeId


@dataclass(frozen=True, slots=True)
class Before:
    """The codebook before a change: what it says, and where everything stands."""

    codebook: Codebook
    source: Source
    warnings: tuple[Problem, ...]

    @property
    def end(self) -> str:
        """The line end of most lines."""
        ends = Counter(line[len(bare(line)) :] for line in self.source.lines[:-1])
        return max(ends, key=lambda end: ends[end]) if ends else "\n"

    @property
    def lines(self) -> list[str]:
        """The lines, the last one with a line end too."""
        lines = list(self.source.lines)
        lines[-1] = lines[-1] if bare(lines[-1]) != lines[-1] else lines[-1] + self.end
        return lines

    def with_codes(self, codes: Iterable[Code]) -> Codebook:
        """The codebook with other codes."""
        return replace(self.codebook, codes=tuple(codes))

    def place(self, line: int) -> str:
        """A line of the file, from 1."""
        return f"{self.codebook.file}:{line}" if self.codebook.file else f"line {line}"

    def code(self, code_id: CodeId) -> Code:
        """The code of this id; raises UsageError where there is none."""
        found = next((code for code in self.codebook.codes if code.id == code_id), None)
        if found is None:
            near = nearest(code_id, self.codebook.index())
            cure = f"did you mean {near}?" if near else "name a code of this codebook"
            place = self.codebook.file
            raise UsageError(f"there is no code {code_id}", place=place, cure=cure, slug="unknown-code")
        return found

    def refuse_id(self, code_id: CodeId, *, but: CodeId = "") -> None:
        """Raise UsageError for an empty id, or one that a code other than `but` has already."""
        if not code_id:
            raise UsageError("the id is empty", place=self.codebook.file, cure="write an id", slug="bad-id")
        same = (code for code in self.codebook.codes if code.id.casefold() == code_id.casefold())
        taken = next((code for code in same if code.id != but), None)
        if taken:
            cure = "choose another id (ids that differ only in case are one)"
            message = f"there is a code {taken.id} already"
            raise UsageError(message, place=self.place(taken.line), cure=cure, slug="duplicate-id")

    def entry(self, code_id: CodeId) -> Entry:
        """Where the code of this id stands; raises UsageError where there is none."""
        self.code(code_id)
        return self.source.entries()[code_id]


@dataclass(frozen=True, slots=True)
class Edited:
    """A codebook after one change.

    Attributes
    ----------
    text
        The whole text of the file; all lines that the change is not about are as they were.
    codebook
        What it says now.
    warnings
        Advice that the codebook gave no reason for before.
    line
        Where the code or the rule stands now, from 1; 0 where it is gone.
    codes
        The ids of the codes that were added, moved or removed, or the new id.
    references
        Lines, from 1, in which a reference to the code was rewritten.
    mentions
        Lines, from 1, of comments and other texts that still name the old id.
    """

    text: str
    codebook: Codebook
    warnings: tuple[Problem, ...] = ()
    line: int = 0
    codes: tuple[CodeId, ...] = ()
    references: tuple[int, ...] = field(default=())
    mentions: tuple[int, ...] = field(default=())


@lru_cache(maxsize=4)
def _read(text: str, file: str) -> tuple[Codebook | None, tuple[Problem, ...], tuple[Problem, ...]]:
    """What a text says; the text that one edit leaves is the one that the next begins with."""
    return read_codebook(text, file=file)


def opened(text: str, file: str) -> Before:
    """A codebook that is to be changed.

    Raises
    ------
    CodebookError
        Where it has errors: all of them.
    QualcodeError
        Where it is written in a way that cannot be changed line by line.
    """
    codebook, errors, warnings = _read(text, file)
    if codebook is None:
        first = errors[0]
        raise CodebookError(first.message, errors, place=first.place, cure=first.cure)
    return Before(codebook, read_source(text), warnings)


def closed(before: Before, lines: Sequence[str], expected: Codebook, *, code_id: CodeId = "") -> Edited:
    """The change that leaves `lines`, once they have been read back and say what is `expected`.

    `code_id` is the code whose line is told.

    Raises
    ------
    QualcodeError
        Where the new text has errors, or says something else than the old one with this one change.
    """
    text = before.source.bom + "".join(lines)
    if before.source.lines[-1:] == (bare(before.source.lines[-1]),):
        text = bare(text)
    codebook, errors, warnings = _read(text, before.codebook.file)
    if codebook is None:
        raise _would_break(before, errors)
    if _said(codebook) != _said(expected):
        raise _would_say_else(before)
    line = next((code.line for code in codebook.codes if code.id == code_id), 0)
    return Edited(text, codebook, _new(before.warnings, warnings), line)


def _would_break(before: Before, errors: tuple[Problem, ...]) -> QualcodeError:
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return QualcodeError(
        f"with this change the codebook would have an error: {errors[0].message}{more}",
        place=before.codebook.file,
        cure=errors[0].cure,
        slug="would-break",
    )


def _would_say_else(before: Before) -> QualcodeError:
    return QualcodeError(
        "this cannot be changed without changing something else: the file is written in an unusual way there",
        place=before.codebook.file,
        cure="change it in an editor, then run: qualcode codebook check",
        slug="not-by-lines",
    )


def _said(codebook: Codebook) -> Codebook:
    """What a codebook says, wherever in the file it says it."""
    codes = tuple(map(_code_said, codebook.codes))
    relations = tuple(replace(one, line=0) for one in codebook.relations)
    return replace(codebook, codes=codes, relations=relations, file="", sha256="", rules_sha256="")


def _code_said(code: Code) -> Code:
    examples, non_examples = (tuple(map(_example_said, some)) for some in (code.examples, code.non_examples))
    return replace(code, examples=examples, non_examples=non_examples, line=0)


def _example_said(example: Example) -> Example:
    return replace(example, line=0)


def _new(before: Sequence[Problem], after: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those warnings that are more than before, wherever their lines are now."""
    old = Counter(map(_kind, before))
    new = []
    for problem in after:
        if old[_kind(problem)] > 0:
            old[_kind(problem)] -= 1
        else:
            new.append(problem)
    return tuple(new)


def _kind(problem: Problem) -> tuple[str, str, str]:
    return problem.slug, problem.message, problem.source.strip()
