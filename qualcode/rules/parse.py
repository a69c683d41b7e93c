"""Rule text to tree, by recursive descent along the grammar of the manual."""

from dataclasses import dataclass
from functools import lru_cache

from qualcode.errors import RuleError
from qualcode.rules.expand import check_term, has_wildcard
from qualcode.rules.regexes import check_regex
from qualcode.rules.scan import PLAIN_LIST, QUOTE_IT, Token, merge, scan, trim
from qualcode.rules.syntax import (
    And,
    AtLeast,
    Condition,
    Exact,
    Expr,
    Lemma,
    Literal,
    Near,
    Not,
    Or,
    Part,
    Phrase,
    Polarity,
    Regex,
    Wild,
    is_positive,
    walk,
)

MAX_DEPTH = 50


@dataclass(slots=True)
class _Parser:
    """The tokens of a rule and the place reached."""

    rule: str
    tokens: tuple[Token, ...]
    at: int = 0
    depth: int = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def sees(self, kind: str, text: str | None = None) -> bool:
        return self.here.kind == kind and text in (None, self.here.text)

    def fail(self, message: str, token: Token, cure: str = "") -> RuleError:
        return RuleError(message, rule=self.rule, column=token.column, cure=cure)


@lru_cache(maxsize=1 << 13)
def parse(rule: str) -> Expr:
    """The tree of `rule`.

    Raises
    ------
    RuleError
        With the column of the first fault (from 1), what is wrong there and the cure.
    """
    plain = PLAIN_LIST.fullmatch(f"({rule})")
    if plain:
        return _plain_list(plain[1])
    parser = _Parser(rule, scan(rule))
    if parser.sees("end"):
        raise parser.fail("the rule is empty", parser.here, "write a term, or take the line out")
    expr = _or(parser)
    if parser.sees("close"):
        raise parser.fail("a closing bracket without its opening one", parser.here, f"add (, or {QUOTE_IT}")
    if not parser.sees("end"):
        raise _misplaced(parser)
    _require_positive(parser, expr)
    return expr


def _or(parser: _Parser) -> Expr:
    parts = [_and(parser)]
    while parser.sees("op", "OR"):
        parser.take()
        parts.append(_and(parser))
    return join_or(parts)


def _and(parser: _Parser) -> Expr:
    parts = [_not(parser)]
    while parser.sees("op", "AND") or parser.sees("op", "NOT"):
        if parser.take().text == "AND":
            parts.append(_not(parser))
        else:
            parts.append(Not(_near(parser)))
    return join_and(parts)


def _not(parser: _Parser) -> Expr:
    negations = 0
    while parser.sees("op", "NOT"):
        _limit(parser, negations, parser.take())
        negations += 1
    expr = _near(parser)
    for _ in range(negations):
        expr = Not(expr)
    return expr


def _near(parser: _Parser) -> Expr:
    start = parser.here
    left = _item(parser)
    links = 0
    while parser.sees("near"):
        token = parser.take()
        _limit(parser, links, token)
        links += 1
        behind = parser.here
        right = _item(parser)
        for expr, place in ((left, start), (right, behind)):
            _require_stretches(parser, expr, place, token.text)
        left = Near(left, right, token.number, ordered=token.text == "BEFORE")
    return left


def _item(parser: _Parser) -> Expr:
    token = parser.here
    match token.kind:
        case "prefix":
            return _PREFIXED[token.text](parser)
        case "piece":
            return _phrase(parser)
        case "regex":
            parser.take()
            check_regex(token.text, rule=parser.rule, column=token.column)
            return Regex(token.text)
        case "open":
            return _bracket(parser)
        case "list":
            return _plain_list(parser.take().text)
        case "atleast":
            return _at_least(parser)
        case "condition" if token.condition:
            parser.take()
            return token.condition
    raise _misplaced(parser)


def _misplaced(parser: _Parser) -> RuleError:
    """What to say of a token that cannot stand where it stands."""
    token = parser.here
    match token.kind:
        case "end":
            return parser.fail(
                "the rule ends where a term should stand",
                token,
                "add the term, or drop the operator before it",
            )
        case "op" | "near":
            shape = f"{token.text}/{token.number}" if token.kind == "near" else token.text
            return parser.fail(f"{shape} needs a term on its left", token, f"add the term, or {QUOTE_IT}")
        case "close":
            return parser.fail(
                "a closing bracket where a term should stand", token, "add the term, or drop the bracket"
            )
    return parser.fail(
        "an operator is missing here", token, f"put OR, AND or NEAR/n between the two, or {QUOTE_IT}"
    )


@lru_cache(maxsize=1 << 12)
def _plain_list(text: str) -> Expr:
    """The terms of a `scan.PLAIN_LIST`: none can be empty, expand, or have too few characters."""
    return join_or([_plain_term(term) for term in text.split(" OR ")])


@lru_cache(maxsize=1 << 15)
def _plain_term(text: str) -> Phrase:
    first, *rest = text.split("*")
    parts: list[Part] = [Literal(first)]
    for piece in rest:
        parts += [Wild("*"), Literal(piece)] if piece else [Wild("*")]
    return Phrase(tuple(parts))


def _bracket(parser: _Parser) -> Expr:
    opening = parser.take()
    _limit(parser, parser.depth, opening)
    parser.depth += 1
    expr = _or(parser)
    parser.depth -= 1
    if not parser.sees("close"):
        if parser.sees("end"):
            raise parser.fail("the bracket is never closed", opening, f"add ), or {QUOTE_IT}")
        raise _misplaced(parser)
    parser.take()
    return expr


def _limit(parser: _Parser, depth: int, token: Token) -> None:
    if depth >= MAX_DEPTH:
        raise parser.fail(f"the rule is nested more than {MAX_DEPTH} deep", token, "make several rules of it")


def _exact(parser: _Parser) -> Expr:
    """`exact:` before a term, or before terms with OR or NEAR in brackets."""
    token = parser.take()
    if not (parser.sees("piece") or parser.sees("open") or _sees(parser, "exact", "lemma")):
        raise parser.fail(
            "exact: needs a term or terms in brackets",
            token,
            "write exact:US or exact:(US OR UK); a regex takes (?-i)",
        )
    of = _item(parser)
    for node in walk(of):
        if isinstance(node, Regex):
            raise parser.fail(
                "no prefix takes a regular expression", token, "begin the regex with (?-i) to keep case"
            )
        if not isinstance(node, Phrase | Or | Near | Exact | Lemma):
            raise parser.fail(
                "exact: takes terms, ORs of terms and NEAR only", token, "write exact: before each term"
            )
    return of if isinstance(of, Exact) else Exact(of)


def _sees(parser: _Parser, *prefixes: str) -> bool:
    return parser.here.kind == "prefix" and parser.here.text in prefixes


def _lemma(parser: _Parser) -> Expr:
    """`lemma:` before a term, or before terms with OR in brackets."""
    token = parser.take()
    shape = "lemma:volunteer or lemma:(volunteer OR capable person)"
    if not (parser.sees("piece") or parser.sees("open") or _sees(parser, "exact", "lemma")):
        raise parser.fail("lemma: needs a term or terms in brackets", token, f"write {shape}")
    place = parser.here
    of = _item(parser)
    for node in walk(of):
        if not isinstance(node, Phrase | Or | Exact | Lemma):
            raise parser.fail("lemma: takes terms and ORs of terms only", token, f"write {shape}")
        if isinstance(node, Phrase) and has_wildcard(node.parts):
            cure = "leave lemma: out, or the * and ?: a wildcard stands for every ending by itself"
            raise parser.fail("a wildcard has no inflected forms", place, cure)
    return of if isinstance(of, Lemma) else Lemma(of)


def _polarity(parser: _Parser) -> Expr:
    """`negated:` or `affirmed:` before a term, or before terms with OR in brackets."""
    token = parser.take()
    shape = f"{token.text}:trust or {token.text}:(trust OR belong*)"
    if not (parser.sees("piece") or parser.sees("open") or _sees(parser, "exact", "lemma")):
        cure = f"write {shape}"
        if parser.sees("prefix"):
            cure = f"{token.text}: and {parser.here.text}: cannot stand on one another: keep one"
        raise parser.fail(f"{token.text}: needs a term or terms in brackets", token, cure)
    of = _item(parser)
    for node in walk(of):
        if not isinstance(node, Phrase | Or | Exact | Lemma):
            raise parser.fail(f"{token.text}: takes terms and ORs of terms only", token, f"write {shape}")
    return Polarity(of, token.text == "negated")


_PREFIXED = {"exact": _exact, "lemma": _lemma, "negated": _polarity, "affirmed": _polarity}


def _at_least(parser: _Parser) -> Expr:
    token = parser.take()
    if not parser.sees("open"):
        raise parser.fail(f"ATLEAST/{token.number} needs brackets", token, "write ATLEAST/2(A OR B)")
    place = parser.here
    of = _bracket(parser)
    _require_stretches(parser, of, place, "ATLEAST")
    return AtLeast(token.number, of)


def _phrase(parser: _Parser) -> Expr:
    """Pieces side by side; a blank between two of them is a blank of the phrase."""
    first = parser.here
    parts: list[Part] = []
    while parser.sees("piece"):
        token = parser.take()
        if parts and not token.glued:
            parts.append(Literal(" "))
        parts.extend(token.parts)
    if parser.here.kind in ("open", "regex", "condition", "prefix", "atleast"):
        raise _misplaced(parser)
    return _checked(Phrase(trim(merge(tuple(parts)))), parser.rule, first.column)


def _checked(phrase: Phrase, rule: str, column: int) -> Phrase:
    check_term(phrase, rule=rule, column=column)
    return phrase


def _require_stretches(parser: _Parser, expr: Expr, place: Token, word: str) -> None:
    """Beside NEAR and in ATLEAST stand terms, regexes, ORs of them and NEAR."""
    names = {And: "AND", Not: "NOT", AtLeast: "ATLEAST", Condition: "a condition"}
    for node in walk(expr):
        if type(node) in names:
            where = "in ATLEAST" if word == "ATLEAST" else f"beside {word}"
            cure = f"terms, regexes, OR and NEAR can stand there: take {names[type(node)]} out"
            if word != "ATLEAST":
                cure += f", as in A {word}/3 B AND C"
            raise parser.fail(f"{names[type(node)]} cannot stand {where}", place, cure)


def _require_positive(parser: _Parser, expr: Expr) -> None:
    """Every branch of OR needs something that must be there, at any depth outside NOT."""
    if not is_positive(expr):
        token = next((t for t in parser.tokens if t.text == "NOT"), parser.tokens[0])
        raise parser.fail(
            "NOT alone matches nearly everything", token, "say what must be there: A NOT B, or A AND NOT B"
        )


def join_or(parts: list[Expr]) -> Expr:
    """One expression of `parts` joined by OR, ORs within it made flat."""
    flat = [one for part in parts for one in (part.of if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def join_and(parts: list[Expr]) -> Expr:
    """One expression of `parts` joined by AND, ANDs within it made flat."""
    flat = [one for part in parts for one in (part.of if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))
