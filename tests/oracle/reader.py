"""The oracle's own reader of rules: recursive descent straight from the grammar.

rule = and {"OR" and} ;  and = not {"AND" not | "NOT" near} ;  not = {"NOT"} near
near = item {("NEAR"|"BEFORE") "/" 0..99 item}
item = [prefix] (phrase | regex | "(" rule ")") | "ATLEAST/" 1..99 "(" rule ")" | condition

A rule becomes a tree of tuples:

    ("term", alternatives, exact, lemma)  each alternative a string with wildcards as private characters
    ("regex", body)
    ("negated", a), ("affirmed", a)     a is a term or an OR of terms
    ("or", (a, b, ...)), ("and", (a, b, ...)), ("not", a)
    ("near", a, b, n), ("before", a, b, n), ("atleast", a, n)
    ("code", name), ("speaker", name), ("role", name), ("where", name, value), ("where!", name, value)
"""

import re
from typing import Any

from tests.oracle.regexes import to_python
from tests.oracle.terms import OPERATOR, BadRuleError, expand, is_literal, read_braces

Node = tuple[Any, ...]

CONDITIONS = ("code", "speaker", "role")
POLARITIES = ("negated", "affirmed")
WORD_BEFORE_COLON = re.compile(r"([a-z][a-z_-]*)[:：]")
EDGES = '()（）"“”'


def read_rule(text: str) -> Node:
    """The tree of a rule; raises BadRuleError."""
    reader = _Reader(text)
    tree = reader.rule()
    reader.blanks()
    if reader.at < len(text):
        raise BadRuleError(f"cannot read on from {reader.at}: {text[reader.at :]!r}")
    _check_operands(tree)
    if not _positive(tree):
        raise BadRuleError("a branch holds nothing positive")
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def look(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def run(self) -> str:
        """The bare characters from here to the next blank, bracket or quote."""
        end = self.at
        while end < len(self.text) and not self.text[end].isspace() and self.text[end] not in EDGES:
            end += 1
        return self.text[self.at : end]

    def operator(self, *names: str) -> int | None:
        """Step over an operator of these names; its number (0 where it has none), else None."""
        self.blanks()
        match = OPERATOR.fullmatch(self.run())
        if not match or (match[1] or match[2]) not in names or not self.free():
            return None
        if len(match[3] or "") > 2:
            raise BadRuleError("a number has one or two digits")
        self.at = self.at + len(match[0])
        return int(match[3] or 0)

    def rule(self) -> Node:
        parts = [self.conjunction()]
        while self.operator("OR") is not None:
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else ("or", tuple(parts))

    def conjunction(self) -> Node:
        parts = [self.negation()]
        while True:
            if self.operator("AND") is not None:
                parts.append(self.negation())
            elif self.operator("NOT") is not None:
                parts.append(("not", self.nearness()))
            else:
                return parts[0] if len(parts) == 1 else ("and", tuple(parts))

    def negation(self) -> Node:
        if self.operator("NOT") is not None:
            return ("not", self.negation())
        return self.nearness()

    def nearness(self) -> Node:
        left = self.item()
        while True:
            for name in ("NEAR", "BEFORE"):
                number = self.operator(name)
                if number is not None:
                    left = (name.lower(), left, self.item(), number)
                    break
            else:
                return left

    def item(self) -> Node:
        number = self.operator("ATLEAST")
        if number is not None:
            if not 1 <= number <= 99:
                raise BadRuleError("ATLEAST takes 1 to 99")
            return ("atleast", self.brackets(), number)
        if self.look() and self.look() in "(（":
            return self.brackets()
        if self.look() == "/":
            return self.regex()
        word = WORD_BEFORE_COLON.match(self.run())
        if not word:
            return self.phrase(exact=False)
        return self.with_word(word[1])

    def with_word(self, word: str) -> Node:
        if word not in ("exact", "lemma", "where", *POLARITIES, *CONDITIONS):
            raise BadRuleError(f"no prefix {word}:")
        self.at += len(word) + 1
        if word == "exact":
            return _make_exact(self.prefixed(word))
        if word == "lemma":
            return _make_lemma(self.prefixed(word))
        if word in POLARITIES:
            return (word, _terms_only(self.prefixed(word)))
        return self.condition(word)

    def prefixed(self, word: str) -> Node:
        """What follows a prefix: a term, something in brackets, or a term with exact: or lemma:."""
        if self.look() and self.look() in "(（":
            return self.brackets()
        if self.look().isspace():
            raise BadRuleError("nothing stands between a prefix and its term")
        inner = WORD_BEFORE_COLON.match(self.run())
        if inner and inner[1] in ("exact", "lemma") and inner[1] != word:
            return self.with_word(inner[1])
        if inner or self.look() == "/":
            raise BadRuleError(f"{word}: takes neither a regex nor this prefix")
        return self.phrase(exact=False)

    def condition(self, word: str) -> Node:
        if word != "where":
            return (word, self.name(""))
        name = self.name("=!")
        sign = re.match(r"!?=", self.text[self.at :])
        if not sign:
            raise BadRuleError("where: takes = or !=")
        self.at += len(sign[0])
        return ("where!" if sign[0] == "!=" else "where", name, self.name(""))

    def name(self, stops: str) -> str:
        """A name or value: quoted, or bare up to a blank, bracket or one of `stops`."""
        if self.look() and self.look() in '"“':
            return self.quoted()
        bare = self.run()
        cut = min((bare.find(c) for c in stops if c in bare), default=len(bare))
        if cut == 0:
            raise BadRuleError("a name is missing")
        self.at += cut
        return bare[:cut]

    def brackets(self) -> Node:
        self.blanks()
        if not self.look() or self.look() not in "(（":
            raise BadRuleError("a bracket is missing")
        self.at += 1
        inner = self.rule()
        self.blanks()
        if not self.look() or self.look() not in ")）":
            raise BadRuleError("a bracket is not closed")
        self.at += 1
        return inner

    def regex(self) -> Node:
        match = re.compile(r"/((?:\\.|[^/\\])+)/").match(self.text, self.at)
        if not match:
            raise BadRuleError("a regular expression is not closed")
        self.at = match.end()
        try:
            empty = to_python(match[1]).search("")
        except (re.error, OverflowError, RecursionError) as error:
            raise BadRuleError(f"not a regular expression: {error}") from error
        if empty:
            raise BadRuleError("a regular expression that matches nothing at all")
        return ("regex", match[1])

    def quoted(self) -> str:
        closing = {'"': '"', "“": "”"}[self.look()]
        end = self.text.find(closing, self.at + 1)
        if end < 0:
            raise BadRuleError("a quote is not closed")
        inner = self.text[self.at + 1 : end]
        self.at = end + 1
        return inner

    def phrase(self, *, exact: bool) -> Node:
        pieces: list[Any] = []
        while True:
            blank = self.at
            self.blanks()
            if not self.look() or self.look() in "(（)）" or self.at_operator():
                break
            if pieces and self.free():
                self.refuse_after_phrase()
            if pieces and self.at > blank:
                pieces.append(" ")
            pieces += self.piece()
        if not pieces:
            raise BadRuleError("a term is missing")
        return ("term", tuple(expand(pieces)), exact, False)

    def at_operator(self) -> bool:
        """Whether an operator stands here, between blanks, brackets or quotes."""
        return self.free() and bool(OPERATOR.fullmatch(self.run()))

    def free(self) -> bool:
        """Whether a blank, bracket or quote stands before this place."""
        before = self.text[max(0, self.at - 1) : self.at]
        return not before or before.isspace() or before in EDGES

    def refuse_after_phrase(self) -> None:
        if self.look() == "/" or WORD_BEFORE_COLON.match(self.run()):
            raise BadRuleError("a prefix, condition or regex directly after a phrase")

    def piece(self) -> list[Any]:
        """Quoted characters as ("quoted", c), bare ones as they are, braces as lists of lists."""
        char = self.look()
        if char in '"“':
            return [("quoted", c) for c in self.quoted()]
        if char in "”}｝":
            raise BadRuleError(f"a stray {char}")
        if char in "{｛":
            braces, self.at = read_braces(self.text, self.at)
            return [braces]
        if re.match(r"(OR|AND|NOT|NEAR/?|BEFORE/?|ATLEAST/?)(?![A-Za-z0-9])", self.text[self.at :]):
            before = self.text[self.at - 1 : self.at]
            if not before or not before.isascii() or not before.isalnum():
                raise BadRuleError("an operator stands between blanks, brackets or quotes")
        self.at += 1
        return [char]


def _make_exact(tree: Node) -> Node:
    if tree[0] == "term":
        return ("term", tree[1], True, tree[3])
    if tree[0] == "or":
        return ("or", tuple(_make_exact(part) for part in tree[1]))
    if tree[0] in ("near", "before"):
        return (tree[0], _make_exact(tree[1]), _make_exact(tree[2]), tree[3])
    raise BadRuleError(f"exact: does not take {tree[0]}")


def _make_lemma(tree: Node) -> Node:
    if tree[0] == "or":
        return ("or", tuple(_make_lemma(part) for part in tree[1]))
    if tree[0] != "term":
        raise BadRuleError(f"lemma: does not take {tree[0]}")
    if not all(is_literal(term) for term in tree[1]):
        raise BadRuleError("a wildcard has no forms")
    return ("term", tree[1], tree[2], True)


def _terms_only(tree: Node) -> Node:
    """A term or an OR of terms; whatever else stands in it is an error."""
    if tree[0] not in ("term", "or"):
        raise BadRuleError(f"negated: and affirmed: do not take {tree[0]}")
    for part in children(tree):
        _terms_only(part)
    return tree


def _check_operands(tree: Node) -> None:
    """Beside NEAR and in ATLEAST stand only terms, negated or affirmed ones, regexes, ORs of them and NEAR."""
    if tree[0] in ("near", "before", "atleast"):
        for operand in tree[1:-1]:
            _check_span(operand)
    for part in children(tree):
        _check_operands(part)


def _check_span(tree: Node) -> None:
    if tree[0] not in ("term", *POLARITIES, "regex", "or", "near", "before"):
        raise BadRuleError(f"{tree[0]} cannot stand beside NEAR or in ATLEAST")
    for part in children(tree):
        _check_span(part)


def children(tree: Node) -> tuple[Node, ...]:
    """The parts of a node that are nodes themselves."""
    if tree[0] in ("or", "and"):
        return tree[1]
    first = dict.fromkeys(("not", "atleast", *POLARITIES), tree[1:2])
    return {**first, "near": tree[1:3], "before": tree[1:3]}.get(tree[0], ())


def _positive(tree: Node) -> bool:
    if tree[0] == "not":
        return False
    if tree[0] == "and":
        return any(_positive(part) for part in tree[1])
    return all(_positive(part) for part in tree[1]) if tree[0] == "or" else True
