"""A code removed from the text of a codebook."""

from collections.abc import Sequence
from dataclasses import replace

from qualcode.codebook.edit_codes import subtree_end
from qualcode.codebook.edited import Before, Edited, closed, opened
from qualcode.codebook.entries import Lines, cut_out, gap_below, not_apart, shifted
from qualcode.codebook.mentions import naming_rules
from qualcode.codebook.model import Code
from qualcode.codebook.source import Entry
from qualcode.errors import QualcodeError, UsageError
from qualcode.terms import CodeId


def remove_code(
    text: str, code_id: CodeId, *, with_children: bool = False, keep_children: bool = False, file: str = ""
) -> Edited:
    """Remove a code, with its comments, from the text of a codebook.

    Parameters
    ----------
    with_children
        The codes below it go too.
    keep_children
        The codes below it take its place.
    file
        The name of the file, for messages.

    Raises
    ------
    CodebookError
        The codebook has errors.
    UsageError
        There is no such code; or there are codes below it, and nothing is said about them.
    QualcodeError
        Rules of other codes name it, it is the only code, or it is written in brackets.
    """
    opening = opened(text, file)
    entry = opening.entry(code_id)
    if with_children and keep_children:
        raise UsageError("codes cannot be kept and removed", cure="give one of the two", slug="children")
    if entry.children and not (with_children or keep_children):
        below = ", ".join(child.id for child in entry.children)
        cure = "write --with-children to remove them too, or --keep-children to put them in its place"
        raise UsageError(
            f"below {code_id} there are codes: {below}", place=opening.place(entry.span.head + 1), cure=cure
        )
    gone = [code_id] if keep_children else [each.id for each in entry.walk()]
    _refuse_named(opening, gone)
    if not entry.is_apart:
        raise not_apart(entry, file)
    if len(gone) == len(opening.codebook.codes):
        cure = "add another code first: a codebook has one at least"
        raise QualcodeError(
            f"{code_id} is all that is in the codebook", place=file, cure=cure, slug="last-code"
        )
    kept = _without(opening.codebook.codes, code_id, gone)
    if keep_children and entry.children:
        lines = _lines_of_children(opening, entry)
    else:
        lines = cut_out(opening.source, opening.lines, entry)
    return replace(closed(opening, lines, opening.with_codes(kept)), codes=tuple(gone))


def _refuse_named(before: Before, gone: Sequence[CodeId]) -> None:
    """Refuse to remove codes that others name."""
    naming = naming_rules(before.source, gone)
    if not naming:
        return
    lines: dict[CodeId, list[str]] = {}
    for code, line, _ in naming:
        lines.setdefault(code, []).append(str(line))
    where = "; ".join(f"{code} in line {', '.join(dict.fromkeys(found))}" for code, found in lines.items())
    names = ", ".join(dict.fromkeys(f"code:{named.name}" for named in naming))
    raise QualcodeError(
        f"what would be gone ({names}) is named elsewhere: {where}",
        place=before.codebook.file,
        cure="change or delete these lines first (a rule: qualcode codebook rule), or rename the code",
        slug="named",
    )


def _without(codes: Sequence[Code], code_id: CodeId, gone: Sequence[CodeId]) -> list[Code]:
    """The codes without some; those that stood below the code stand in its place."""
    at = next(number for number, code in enumerate(codes) if code.id == code_id)
    below = {code.id for code in codes[at + 1 : subtree_end(codes, at)]}
    parent = codes[at].parent
    return [
        replace(code, depth=code.depth - 1, parent=parent if code.parent == code_id else code.parent)
        if code.id in below
        else code
        for code in codes
        if code.id not in gone
    ]


def _lines_of_children(before: Before, entry: Entry) -> Lines:
    """The children, from the line below their key to the last one, in place of the code."""
    child = entry.children[0]
    if not child.is_apart:
        raise not_apart(child, before.codebook.file)
    complete = replace(before.source, lines=tuple(before.lines))
    key = entry.fields["children"].span
    whole = replace(entry, span=key, column=child.column, node=entry.node)
    first = gap_below(before.lines, key.head + 1)
    block = shifted(complete, whole, entry.column)[first - key.start :]
    return [*before.lines[: entry.span.start], *block, *before.lines[entry.span.end :]]
