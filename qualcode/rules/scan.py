"""A rule's text to tokens: brackets, operators, prefixes, conditions, regexes, pieces of phrases."""

import difflib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.errors import RuleError
from qualcode.rules.syntax import Choice, Condition, ConditionKind, Literal, Part, Parts, Wild
from qualcode.text.patterns import lazy

TWINS = str.maketrans("（）｛｝：", "(){}:")
COMMAS = ",，、"
OPENERS = {'"': '"', "“": "”"}
PREFIXES = ("exact", "lemma", "negated", "affirmed")
CONDITIONS: tuple[ConditionKind, ...] = ("code", "speaker", "role", "where")
WORDS = ("OR", "AND", "NOT")
COUNTED = ("NEAR", "BEFORE", "ATLEAST")
QUOTE_IT = "write it in double quotes to mean the characters themselves"

_CONTROL = lazy(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PLAIN = lazy(r"[^\s()（）\"“”{}｛｝*?：]+")
_BLANK = lazy(r"\s+")
_RUN_END = lazy(r"[\s()（）\"“”]")
_HEAD = lazy(r"([a-z][a-z_-]*)[:：]")
_COUNT = lazy(r"(NEAR|BEFORE|ATLEAST)(?:[/／](.*))?")
_OPERATOR = lazy(r"(?<![A-Za-z0-9])(?:OR|AND|NOT|(?:NEAR|BEFORE|ATLEAST)(?:[/／][0-9]*)?)(?![A-Za-z0-9])")
_PLAIN_TERM = r"(?:[\u4e00-\u9fff]+|[a-z]{2,}\*?(?: [a-z]+\*?)*)"
PLAIN_LIST = lazy(rf"\(({_PLAIN_TERM}(?: OR {_PLAIN_TERM})*)\)(?=[\s)]|$)")
"""Terms in brackets that hold no sign but `*` behind a word, as long lists do: read at once."""
_INNER_BRACES = lazy(r"[{｛][^{}｛｝]*[}｝]")


class Token(NamedTuple):
    """One sign of a rule. `column` counts from 1; `glued` says that no blank stands before it."""

    kind: str
    column: int
    text: str = ""
    parts: Parts = ()
    number: int = 0
    glued: bool = False
    condition: Condition | None = None


@dataclass(slots=True)
class _Scanner:
    """A place in a rule, and the tokens read so far."""

    rule: str
    at: int = 0
    tokens: list[Token] = field(default_factory=list)

    def fail(self, message: str, at: int, cure: str = "", slug: str = "rule") -> RuleError:
        return RuleError(message, rule=self.rule, column=at + 1, cure=cure, slug=slug)

    @property
    def item_expected(self) -> bool:
        """Whether an item may start here: at the beginning, after an operator, bracket or prefix."""
        return not self.tokens or self.tokens[-1].kind not in ("piece", "close", "regex", "condition")

    @property
    def group_expected(self) -> bool:
        """Whether a bracket that stands here joins items and belongs to no prefix and no ATLEAST."""
        return not self.tokens or self.tokens[-1].kind in ("op", "near", "open")

    def add(self, kind: str, start: int, *, text: str = "", parts: Parts = (), number: int = 0) -> None:
        glued = start > 0 and not self.rule[start - 1].isspace()
        self.tokens.append(Token(kind, start + 1, text, parts, number, glued=glued))


def scan(rule: str) -> tuple[Token, ...]:
    """The tokens of `rule`, closed by one of kind `end`.

    Raises
    ------
    RuleError
        A sign that cannot be read, with its column.
    """
    scanner = _Scanner(rule)
    _refuse_controls(scanner)
    while scanner.at < len(rule):
        blank = _BLANK.match(rule, scanner.at)
        if blank:
            scanner.at = blank.end()
        else:
            _next(scanner)
    scanner.add("end", len(rule))
    return tuple(scanner.tokens)


def _refuse_controls(scanner: _Scanner) -> None:
    found = _CONTROL.search(scanner.rule)
    if found:
        cure = r"in double quotes YAML reads \b as a backspace: put the rule in single quotes"
        message = f"the rule holds a control character (U+{ord(found[0]):04X})"
        raise scanner.fail(message, found.start(), cure)


def _next(scanner: _Scanner) -> None:
    """Read the token that starts here."""
    char = scanner.rule[scanner.at]
    if char == "(" and scanner.group_expected and (plain := PLAIN_LIST.match(scanner.rule, scanner.at)):
        scanner.add("list", scanner.at, text=plain[1])
        scanner.at = plain.end()
    elif char in "(（":
        _single(scanner, "open")
    elif char in ")）":
        _single(scanner, "close")
    elif char in OPENERS:
        _quoted(scanner)
    elif char == "”":
        raise scanner.fail("a closing ” without its “", scanner.at, "add the opening “ or drop this one")
    elif char == "/" and scanner.item_expected:
        _regex(scanner)
    else:
        _run(scanner)


def _single(scanner: _Scanner, kind: str) -> None:
    scanner.add(kind, scanner.at)
    scanner.at += 1


def _quoted(scanner: _Scanner) -> None:
    start = scanner.at
    text = _read_quoted(scanner)
    scanner.add("piece", start, parts=(Literal(text),))


def _read_quoted(scanner: _Scanner) -> str:
    """The text between the quotes that open here; the scanner then stands behind them."""
    start = scanner.at
    end = scanner.rule.find(OPENERS[scanner.rule[start]], start + 1)
    if end < 0:
        closing = OPENERS[scanner.rule[start]]
        raise scanner.fail(
            f"the quote {scanner.rule[start]} is never closed", start, f"add {closing} behind the text"
        )
    scanner.at = end + 1
    return scanner.rule[start + 1 : end]


def _regex(scanner: _Scanner) -> None:
    start = scanner.at
    at = start + 1
    while at < len(scanner.rule) and scanner.rule[at] != "/":
        at += 2 if scanner.rule[at] == "\\" else 1
    if at >= len(scanner.rule):
        raise scanner.fail(
            "the regular expression is never closed", start, r"end it with /; write \/ for a slash inside"
        )
    body = re.sub(r"\\(.)", lambda m: "/" if m[1] == "/" else m[0], scanner.rule[start + 1 : at], flags=re.S)
    scanner.add("regex", start, text=body)
    scanner.at = at + 1
    if scanner.at < len(scanner.rule) and not _RUN_END.match(scanner.rule, scanner.at):
        raise scanner.fail(
            "characters stick to the end of the regular expression",
            scanner.at,
            r"put a blank or an operator there; write \/ for a slash inside",
        )


def _run(scanner: _Scanner) -> None:
    """An unquoted run: an operator, a prefix, a condition or a piece of a phrase."""
    start = scanner.at
    head = _HEAD.match(scanner.rule, start)
    end = _run_end(scanner.rule, start)
    run = scanner.rule[start:end]
    if head:
        _headed(scanner, head)
    elif run in WORDS:
        scanner.add("op", start, text=run)
        scanner.at = end
    elif (count := _COUNT.fullmatch(run)) and (count[2] is not None or run in COUNTED):
        _counted(scanner, count, end)
    else:
        _piece(scanner, start)


def _run_end(rule: str, start: int) -> int:
    match = _RUN_END.search(rule, start)
    return match.start() if match else len(rule)


def _counted(scanner: _Scanner, match: re.Match[str], end: int) -> None:
    """`NEAR/5`, `BEFORE/5`, `ATLEAST/2`."""
    word, number = match[1], match[2] or ""
    least, most = (1, 99) if word == "ATLEAST" else (0, 99)
    shape = "ATLEAST/2(A OR B)" if word == "ATLEAST" else f"A {word}/5 B"
    cure = f"write {shape}, with a number from {least} to {most}, or {QUOTE_IT}"
    if not re.fullmatch(r"[0-9]+", number):
        raise scanner.fail(f"{word} needs a number", scanner.at, cure)
    if not least <= int(number) <= most:
        raise scanner.fail(f"{word}/{number}: the number must be from {least} to {most}", scanner.at, cure)
    scanner.add("atleast" if word == "ATLEAST" else "near", scanner.at, text=word, number=int(number))
    scanner.at = end


def _headed(scanner: _Scanner, head: re.Match[str]) -> None:
    """A lower-case word and a colon: a prefix, a condition, or a mistake."""
    name = head[1]
    if name == "pattern":
        cure = "make it an item of rules by itself, without quotes around it; code: combines it with others"
        raise scanner.fail("a pattern cannot stand in an expression", scanner.at, cure)
    if name not in (*PREFIXES, *CONDITIONS):
        near = difflib.get_close_matches(name, (*PREFIXES, *CONDITIONS), n=1)
        cure = f"did you mean {near[0]}:? If not, {QUOTE_IT}" if near else QUOTE_IT
        raise scanner.fail(f"there is no prefix {name}:", scanner.at, cure)
    if not scanner.item_expected:
        raise scanner.fail(
            f"{name}: stands directly after another item",
            scanner.at,
            f"put OR, AND or NEAR/n between them, or {QUOTE_IT}",
        )
    start, scanner.at = scanner.at, head.end()
    kind = next((kind for kind in CONDITIONS if kind == name), None)
    if kind:
        _condition(scanner, kind, start)
        return
    scanner.add("prefix", start, text=name)
    if scanner.at >= len(scanner.rule) or scanner.rule[scanner.at].isspace():
        raise scanner.fail(
            f"nothing stands behind {name}:", scanner.at - 1, f"write {_SHAPES[name]}, without a blank"
        )


def _condition(scanner: _Scanner, kind: ConditionKind, start: int) -> None:
    name, equal = "", True
    if kind == "where":
        name = _value(scanner, stop=re.compile(r"!?=|[\s()（）\"“”]"))
        sign = re.compile(r"!?=").match(scanner.rule, scanner.at)
        if not name or not sign:
            raise scanner.fail(
                "where: needs an attribute and a value",
                start,
                "write where:community=L or where:community!=L",
            )
        equal = sign[0] == "="
        scanner.at = sign.end()
    value = _value(scanner, stop=_RUN_END)
    if not value:
        raise scanner.fail(
            f"{kind}: needs a value", start, f"write {_SHAPES[kind]}; quote a value that holds blanks"
        )
    condition = Condition(kind, value, name, equal)
    scanner.tokens.append(Token("condition", start + 1, kind, condition=condition))
    if scanner.at < len(scanner.rule) and scanner.rule[scanner.at] in '"“”':
        raise scanner.fail(f"a quote sticks to the value of {kind}:", scanner.at, "quote the whole value")


_SHAPES = {
    "exact": "exact:US",
    "lemma": "lemma:volunteer",
    "negated": "negated:trust",
    "affirmed": "affirmed:trust",
    "code": "code:other",
    "speaker": "speaker:王主任",
    "role": "role:resident",
    "where": "where:community=L",
}


def _value(scanner: _Scanner, *, stop: re.Pattern[str]) -> str:
    """A name or value: quoted, or up to `stop`."""
    if scanner.at < len(scanner.rule) and scanner.rule[scanner.at] in OPENERS:
        return _read_quoted(scanner).strip()
    match = stop.search(scanner.rule, scanner.at)
    end = match.start() if match else len(scanner.rule)
    value, scanner.at = scanner.rule[scanner.at : end], end
    return value


def _piece(scanner: _Scanner, start: int) -> None:
    """A bare piece of a phrase: literal characters, wildcards, braces."""
    _refuse_slash(scanner)
    parts: list[Part] = []
    plain = _PLAIN.match(scanner.rule, start)
    if plain:  # most pieces have no sign at all
        parts.append(Literal(plain[0]))
        scanner.at = plain.end()
    while scanner.at < len(scanner.rule) and not _RUN_END.match(scanner.rule, scanner.at):
        parts.append(_part(scanner))
    _refuse_glued(scanner, start)
    scanner.add("piece", start, parts=tuple(parts))


def _refuse_slash(scanner: _Scanner) -> None:
    if scanner.rule[scanner.at] == "/":
        raise scanner.fail(
            "a regular expression stands directly after another item",
            scanner.at,
            f"put OR, AND or NEAR/n between them, or {QUOTE_IT}",
        )


def _refuse_glued(scanner: _Scanner, start: int) -> None:
    """`能人OR带头` is a mistake that would otherwise silently match nothing."""
    glued = find_operator(scanner.rule[start : scanner.at])
    if glued:
        cure = f"operators stand between blanks, brackets or quotes: part them, or {QUOTE_IT}"
        raise scanner.fail(f"the operator {glued[0]} sticks to a term", start + glued.start(), cure)


def find_operator(text: str) -> re.Match[str] | None:
    """The first operator in `text` that stands by itself outside braces."""
    while braces := _INNER_BRACES.search(text):
        text = text[: braces.start()] + " " * len(braces[0]) + text[braces.end() :]
    return _OPERATOR.search(text)


def _part(scanner: _Scanner) -> Part:
    """One literal character, wildcard or brace; unquoted full-width signs are their ASCII twins."""
    char = scanner.rule[scanner.at].translate(TWINS)
    if char == "{":
        return _braces(scanner)
    if char == "}":
        raise scanner.fail("a closing brace without its opening one", scanner.at, f"add {{, or {QUOTE_IT}")
    scanner.at += 1
    return Wild(char) if char in "*?" else Literal(char)


def _braces(scanner: _Scanner) -> Choice:
    """`{a,b}`; the scanner stands on the opening brace and then behind the closing one."""
    start = scanner.at
    options: list[list[Part]] = [[]]
    scanner.at += 1
    while scanner.at < len(scanner.rule):
        char = scanner.rule[scanner.at].translate(TWINS)
        if char in '()"“”':
            raise scanner.fail(
                f"{scanner.rule[scanner.at]} inside braces",
                scanner.at,
                "braces hold plain alternatives: {a,b}; use ( … OR … ) for more",
            )
        if char in COMMAS:
            options.append([])
            scanner.at += 1
        elif char == "}":
            scanner.at += 1
            return _choice(scanner, options, start)
        else:
            options[-1].append(_part(scanner))
    raise scanner.fail("the brace is never closed", start, f"add }}, or {QUOTE_IT}")


def _choice(scanner: _Scanner, options: list[list[Part]], start: int) -> Choice:
    trimmed = tuple(trim(merge(tuple(option))) for option in options)
    for option in trimmed:
        words = "".join(part.text if isinstance(part, Literal) else "" for part in option).split()
        operator = next((word for word in words if word in WORDS or _COUNT.fullmatch(word)), None)
        if operator:
            raise scanner.fail(
                f"the operator {operator} inside braces", start, "use ( … OR … ) instead of braces"
            )
    return Choice(trimmed)


def merge(parts: Parts) -> Parts:
    """Literals side by side made one, runs of white space made one blank."""
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, Literal) and merged and isinstance(merged[-1], Literal):
            merged[-1] = Literal(merged[-1].text + part.text)
        else:
            merged.append(part)
    return tuple(Literal(_BLANK.sub(" ", p.text)) if isinstance(p, Literal) else p for p in merged)


def trim(parts: Parts) -> Parts:
    """`parts` without blanks at its edges."""
    out = list(parts)
    if out and isinstance(out[0], Literal):
        out[0] = Literal(out[0].text.lstrip())
    if out and isinstance(out[-1], Literal):
        out[-1] = Literal(out[-1].text.rstrip())
    return tuple(p for p in out if not (isinstance(p, Literal) and not p.text))
