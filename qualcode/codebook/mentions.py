"""Where a codebook file names a code: its id, `code:` in rules, relations, and plain mentions in texts."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qualcode.codebook.nodes import Items, Pairs, Text
from qualcode.codebook.scalars import Character, Patch, characters, found_in, replaced
from qualcode.codebook.source import Entry, Source
from qualcode.rules.scan import scan
from qualcode.terms import CodeId

_ENDS = ("from", "to")


class Named(NamedTuple):
    """A rule (or a relation) of `code` that names the code `name`, in `line` (from 1)."""

    code: CodeId
    line: int
    name: CodeId


class Reference(NamedTuple):
    """The characters that name a code somewhere in the file."""

    name: CodeId
    written: tuple[Character, ...]

    def to(self, name: CodeId) -> Patch:
        """The change by which they name another one."""
        return replaced(self.written, name)


def id_of(source: Source, entry: Entry) -> Reference:
    """Where a code says its own id."""
    node = entry.value("id")
    assert isinstance(node, Text)
    return Reference(entry.id, tuple(characters(source.lines, node)))


def references(source: Source, rule: Text) -> Iterator[Reference]:
    """Every `code:` of a rule, quoted or not."""
    written: list[Character] = []
    for token in scan(rule.value):
        if token.condition and token.condition.kind == "code":
            written = written or characters(source.lines, rule)
            start = rule.value.index(token.condition.value, token.column + len("code"))
            part = found_in(rule.value, written, start, start + len(token.condition.value))
            yield Reference(_nfc(token.condition.value), tuple(part))


def relations(source: Source) -> Iterator[Reference]:
    """Both ends of every relation."""
    value = source.fields["relations"].value if "relations" in source.fields else None
    for relation in value.items if isinstance(value, Items) else ():
        for end in _ENDS:
            node = _value(relation, end)
            if isinstance(node, Text) and node.value.strip():
                yield Reference(_nfc(node.value.strip()), tuple(characters(source.lines, node)))


def _value(node: object, key: str) -> object:
    pairs = node.pairs if isinstance(node, Pairs) else ()
    return next((value for each, value in pairs if each.value == key), None)


def rules_of(entry: Entry) -> tuple[Text | Pairs, ...]:
    """The rules of a code, however its list is written: texts, and mappings with a pattern."""
    value = entry.value("rules")
    items = value.items if isinstance(value, Items) else ()
    return tuple(item for item in items if isinstance(item, Text | Pairs))


def all_references(source: Source) -> Iterator[tuple[CodeId, Reference]]:
    """Every reference of a rule to a code, with the code whose rule it is; relations have no such code."""
    for entry in source.walk():
        for rule in rules_of(entry):
            for reference in references(source, rule) if isinstance(rule, Text) else ():
                yield entry.id, reference
    for reference in relations(source):
        yield "", reference


def naming_rules(source: Source, codes: Collection[CodeId]) -> list[Named]:
    """The rules of other codes, and the relations, that name one of `codes`, in the order of the file."""
    found = [
        Named(code or "relations", reference.written[0].line + 1, reference.name)
        for code, reference in all_references(source)
        if reference.name in codes and code not in codes
    ]
    return sorted(dict.fromkeys(found), key=lambda named: named.line)


def mentions(lines: Sequence[str], code_id: CodeId) -> tuple[int, ...]:
    """The lines, from 1, that still name a code in a comment or a text.

    An id that may be a word of a language counts only behind `code:`.
    """
    may_be_word = code_id.isalpha()
    head = r"code[:：][\"“]?\s*" if may_be_word else r"(?<![\w.-])"
    named = re.compile(rf"{head}{re.escape(code_id)}(?![\w-])")
    return tuple(number for number, line in enumerate(lines, 1) if named.search(_nfc(line)))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
