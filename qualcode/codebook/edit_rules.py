"""Rules of one code added to the text of a codebook, put in place of others, and removed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from qualcode.codebook.edited import Before, Edited, closed, opened
from qualcode.codebook.entries import Lines, beside, cut_item, habits, not_apart, parting
from qualcode.codebook.mentions import rules_of
from qualcode.codebook.model import Code
from qualcode.codebook.nodes import Items, Pairs, Text
from qualcode.codebook.scalars import Patch, end_of, patched, rule_scalar
from qualcode.codebook.schema import CODE_KEYS
from qualcode.codebook.source import Entry, bare, read_source
from qualcode.errors import QualcodeError, RuleError, UsageError
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from qualcode.rules.syntax import Expr
from qualcode.terms import CodeId


def add_rule(text: str, code_id: CodeId, rule: str, *, file: str = "") -> Edited:
    """Add a rule, as the last one, to a code in the text of a codebook.

    Parameters
    ----------
    file
        The name of the file, for messages.

    Raises
    ------
    CodebookError
        The codebook has errors.
    UsageError
        There is no such code.
    RuleError
        The rule cannot be read.
    QualcodeError
        The code has the rule already, perhaps in another spelling; or the new codebook would have
        an error, such as a `code:` that names no code.
    """
    before = opened(text, file)
    entry, code = before.entry(code_id), before.code(code_id)
    rule = unicodedata.normalize("NFC", rule)
    expr = parse(rule)
    _refuse_twice(before, code, expr)
    lines = _added(before, entry, rule)
    return _closed(before, lines, code, [*code.rules, expr], at=len(code.rules))


def replace_rule(text: str, code_id: CodeId, old: str, rule: str, *, file: str = "") -> Edited:
    """Put a rule in place of another one of a code in the text of a codebook; comments beside it stay.

    Parameters
    ----------
    old
        The rule that goes, in any spelling, or its number, from 1.
    file
        The name of the file, for messages.

    Raises
    ------
    CodebookError, UsageError, RuleError, QualcodeError
        As for `add_rule`; UsageError also where the code has no such rule.
    """
    before = opened(text, file)
    entry, code = before.entry(code_id), before.code(code_id)
    at = _number(before, code, old)
    rule = unicodedata.normalize("NFC", rule)
    expr = parse(rule)
    _refuse_twice(before, code, expr)
    node = rules_of(entry)[at]
    if not isinstance(node, Text):
        raise _is_pattern(before, node)
    in_brackets = _brackets(entry) is not None
    line, column = end_of(before.source.lines, node)
    new = rule_scalar(rule, in_brackets=in_brackets)
    patch = Patch(node.line - 1, node.column - 1, line, column, new)
    rules = [*code.rules[:at], expr, *code.rules[at + 1 :]]
    return _closed(before, patched(before.lines, [patch]), code, rules, at=at)


def remove_rule(text: str, code_id: CodeId, old: str, *, file: str = "") -> Edited:
    """Remove a rule, with the comments that belong to it, from a code in the text of a codebook.

    Parameters
    ----------
    old
        The rule, in any spelling, or its number, from 1.
    file
        The name of the file, for messages.

    Raises
    ------
    CodebookError
        The codebook has errors.
    UsageError
        There is no such code, or it has no such rule.
    QualcodeError
        A comment stands between the rules of a list in brackets.
    """
    before = opened(text, file)
    entry, code = before.entry(code_id), before.code(code_id)
    at = _number(before, code, old)
    if _brackets(entry):
        lines = patched(before.lines, [_taken_out(before, rules_of(entry), at)])
    else:
        field = entry.fields["rules"]
        spans = [item.span for item in field.items]
        lines = cut_item(before.lines, spans[at], spans, field, entry)
    return _closed(before, lines, code, [*code.rules[:at], *code.rules[at + 1 :]], at=None)


def _is_pattern(before: Before, node: Pairs) -> QualcodeError:
    return QualcodeError(
        "a pattern cannot be changed like a rule that is a text",
        place=before.place(node.line),
        cure="change it in an editor, or remove it and add the rule",
        slug="pattern",
    )


def _closed(before: Before, lines: Lines, code: Code, rules: Sequence[Expr], *, at: int | None) -> Edited:
    """The change by which a code has these rules; the line of rule number `at` (from 0) is told."""
    changed = replace(code, rules=tuple(rules))
    codes = (changed if each.id == code.id else each for each in before.codebook.codes)
    edited = closed(before, lines, before.with_codes(codes))
    line = 0 if at is None else rules_of(read_source(edited.text).entries()[code.id])[at].line
    return replace(edited, line=line, codes=(code.id,))


def _refuse_twice(before: Before, code: Code, expr: Expr) -> None:
    spellings = [show(rule) for rule in code.rules]
    if show(expr) in spellings:
        at = spellings.index(show(expr))
        line = rules_of(before.entry(code.id))[at].line
        raise QualcodeError(
            f"{code.id} has this rule already: it is number {at + 1}",
            place=before.place(line),
            cure="nothing needs to be done",
            slug="same-rule",
        )


def _number(before: Before, code: Code, wanted: str) -> int:
    """The place of a rule among those of its code, from 0."""
    if wanted.strip().isdecimal() and 1 <= int(wanted) <= len(code.rules):
        return int(wanted) - 1
    spellings = [show(rule) for rule in code.rules]
    try:
        spelling = show(parse(unicodedata.normalize("NFC", wanted)))
    except RuleError:
        spelling = ""
    if spelling not in spellings:
        has = f"its rules have the numbers 1 to {len(code.rules)}" if len(code.rules) > 1 else ""
        has = has or ("its only rule is number 1" if code.rules else "it has no rules")
        message = f"{code.id} has no rule {wanted.strip()}"
        raise UsageError(message, place=before.place(code.line), cure=has, slug="no-rule")
    return spellings.index(spelling)


def _brackets(entry: Entry) -> Items | None:
    """The list of rules, where it is written in brackets."""
    value = entry.value("rules")
    return value if isinstance(value, Items) and value.end else None


def _added(before: Before, entry: Entry, rule: str) -> Lines:
    inline = _brackets(entry)
    if inline:
        return patched(before.lines, [_put_in(before, inline, rule)])
    if entry.in_braces:
        raise not_apart(entry, before.codebook.file)
    ways = habits(before.source, before.end)
    field = entry.fields.get("rules")
    if field and field.items:
        column = field.items[0].column
        spans = [item.span for item in field.items]
        block = [f"{' ' * column}- {rule_scalar(rule)}{ways.end}"]
        return beside(before.lines, block, spans, len(spans) - 1, before=False, column=column)
    column = entry.field_column + ways.hyphen
    block = [f"{' ' * column}- {rule_scalar(rule)}{ways.end}"]
    if field is None:
        block = [f"{' ' * entry.field_column}rules:{ways.end}", *block]
    end = field.span.end if field else _behind_fields_before(entry)
    gap = parting(before.lines[end - 1], entry.field_column)
    return [*before.lines[:end], *gap, *block, *before.lines[end:]]


def _behind_fields_before(entry: Entry) -> int:
    """Behind those fields that stand before `rules:` in the order of the manual."""
    earlier = CODE_KEYS[: CODE_KEYS.index("rules")]
    return max(field.span.end for key, field in entry.fields.items() if key in earlier)


def _put_in(before: Before, items: Items, rule: str) -> Patch:
    """A rule behind the last one in brackets, or between empty ones."""
    written = rule_scalar(rule, in_brackets=True)
    last = items.items[-1] if items.items else None
    if isinstance(last, Pairs):
        raise _is_pattern(before, last)
    if isinstance(last, Text):
        line, column = end_of(before.source.lines, last)
        return Patch(line, column, line, column, f", {written}")
    assert items.end
    line, column = items.end.line - 1, items.end.column - 2
    return Patch(line, column, line, column, written)


def _taken_out(before: Before, nodes: Sequence[Text | Pairs], at: int) -> Patch:
    """A rule taken out of brackets, with the comma before it, or behind it where it is the first one."""
    lines = before.source.lines
    rules = [node for node in nodes if isinstance(node, Text)]
    if len(rules) < len(nodes):
        raise _is_pattern(before, next(node for node in nodes if isinstance(node, Pairs)))
    start, end = (rules[at].line - 1, rules[at].column - 1), end_of(lines, rules[at])
    here = (start, end)
    if at > 0:
        start = end_of(lines, rules[at - 1])
    elif len(rules) > 1:
        end = rules[1].line - 1, rules[1].column - 1
    between = _between(lines, start, here[0]) + _between(lines, here[1], end)
    if "#" in between:
        place = before.place(rules[at].line)
        cure = "change the list in an editor, or write one rule a line"
        message = "a comment stands between the rules in brackets"
        raise QualcodeError(message, place=place, cure=cure, slug="braces")
    return Patch(*start, *end, "")


def _between(lines: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text between two places."""
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]]
    inner = "".join(lines[start[0] + 1 : end[0]])
    return bare(lines[start[0]])[start[1] :] + inner + lines[end[0]][: end[1]]
