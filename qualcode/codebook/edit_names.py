"""A code of a codebook file under another id."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from qualcode.codebook.edited import Edited, closed, opened
from qualcode.codebook.fields import renamed
from qualcode.codebook.mentions import all_references, id_of, mentions
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.scalars import patched
from qualcode.codebook.source import split_lines
from qualcode.errors import UsageError
from qualcode.terms import CodeId


def rename_code(text: str, old: CodeId, new: CodeId, *, file: str = "") -> Edited:
    """Give a code another id, everywhere where the text of a codebook means it.

    That is its `id:`, every `code:old` in rules, and both ends of relations; of each line only the
    characters of the id change. Comments, definitions and examples may go on naming the old id:
    their lines are told (`Edited.mentions`).

    Parameters
    ----------
    file
        The name of the file, for messages.

    Raises
    ------
    CodebookError
        The codebook has errors.
    UsageError
        There is no code `old`, or there is a code `new` already.
    QualcodeError
        `new` can be no id.
    """
    before = opened(text, file)
    entry = before.entry(old)
    new = unicodedata.normalize("NFC", new).strip()
    if old == new:
        place = before.place(entry.span.head + 1)
        raise UsageError(f"{old} is its id already", place=place, cure="name another id", slug="same-id")
    before.refuse_id(new, but=old)
    named = [reference for _, reference in all_references(before.source) if reference.name == old]
    places = [id_of(before.source, entry), *named]
    lines = patched(before.source.lines, [each.to(new) for each in places])
    expected = _expected(before.codebook, {old: new})
    edited = closed(before, lines, expected, code_id=new)
    rewritten = sorted({each.written[0].line + 1 for each in named})
    left = mentions(split_lines(edited.text), old)
    # The same advice as before speaks of the new id: it is not new.
    return replace(edited, warnings=(), codes=(new,), references=tuple(rewritten), mentions=left)


def _expected(codebook: Codebook, names: Mapping[CodeId, CodeId]) -> Codebook:
    relations = tuple(
        replace(one, source=names.get(one.source, one.source), target=names.get(one.target, one.target))
        for one in codebook.relations
    )
    codes = tuple(_renamed(code, names) for code in codebook.codes)
    return replace(codebook, codes=codes, relations=relations)


def _renamed(code: Code, names: Mapping[CodeId, CodeId]) -> Code:
    parent = names.get(code.parent, code.parent) if code.parent else None
    rules = tuple(renamed(rule, names) for rule in code.rules)
    return replace(code, id=names.get(code.id, code.id), parent=parent, rules=rules)
