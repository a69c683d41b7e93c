"""The canonical spelling of a rule: ASCII signs, one blank between pieces, nothing needless."""

import re
from functools import lru_cache

from qualcode.rules.scan import find_operator
from qualcode.rules.syntax import (
    And,
    AtLeast,
    Choice,
    Condition,
    Exact,
    Expr,
    Lemma,
    Literal,
    Near,
    Not,
    Or,
    Part,
    Pattern,
    Phrase,
    Polarity,
    Regex,
)
from qualcode.text.patterns import lazy

_SPECIAL = lazy(r"[{}*?()\"“”（）｛｝：]|^/|\s/")
_HEAD = lazy(r"(?:^|\s)[a-z][a-z_-]*:")
_PLAIN_TERM = lazy(r"[\u4e00-\u9fff]+|[a-z]+(?: [a-z]+)*")
_PLAIN_VALUE = lazy(r"[^\s()（）\"“”]+")
_PLAIN_NAME = lazy(r"[^\s()（）\"“”=!]+")
_LOOSE, _OR, _AND, _NOT, _NEAR, _ITEM = range(6)


@lru_cache(maxsize=1 << 14)
def show(expr: Expr) -> str:
    """`expr` in canonical spelling; `parse(show(expr)) == expr`, but for a Pattern, which YAML reads."""
    return _show(expr, _LOOSE)


def _show(expr: Expr, around: int) -> str:
    """`expr` with brackets where what stands around it binds as tightly or tighter."""
    text, binds = _spell(expr)
    return f"({text})" if binds < around else text


def _spell(expr: Expr) -> tuple[str, int]:
    """Spelling without outer brackets, and how tightly it binds."""
    match expr:
        case Or(of=of):
            return " OR ".join(_show(part, _AND) for part in of), _OR
        case And(of=of):
            return " AND ".join(_show(part, _NOT) for part in of), _AND
        case Not(of=one):
            return f"NOT {_show(one, _NOT)}", _NOT
        case Near(left=left, right=right, distance=n, ordered=ordered):
            word = "BEFORE" if ordered else "NEAR"
            return f"{_show(left, _NEAR)} {word}/{n} {_show(right, _ITEM)}", _NEAR
        case AtLeast(count=count, of=one):
            return f"ATLEAST/{count}({show(one)})", _ITEM
        case Exact(of=one):
            return f"exact:{_show(one, _ITEM)}", _ITEM
        case Lemma(of=one):
            return f"lemma:{_show(one, _ITEM)}", _ITEM
        case Polarity(of=one, negated=negated):
            return f"{'negated' if negated else 'affirmed'}:{_show(one, _ITEM)}", _ITEM
        case Regex(body=body):
            return f"/{_escape(body)}/", _ITEM
        case Condition():
            return _condition(expr), _ITEM
        case Phrase(parts=parts):
            return _parts(parts), _ITEM
        case Pattern(tokens=tokens):
            return f"pattern: {tokens}", _ITEM


def _escape(body: str) -> str:
    r"""A regex body with its slashes escaped; `\x` stays as it is."""
    return re.sub(r"\\.|/", lambda m: r"\/" if m[0] == "/" else m[0], body, flags=re.S)


def _condition(condition: Condition) -> str:
    value = _value(condition.value, _PLAIN_VALUE)
    if condition.kind != "where":
        return f"{condition.kind}:{value}"
    return f"where:{_value(condition.name, _PLAIN_NAME)}{'=' if condition.equal else '!='}{value}"


def _value(text: str, plain: re.Pattern[str]) -> str:
    if plain.fullmatch(text):
        return text
    return f"“{text}”" if '"' in text else f'"{text}"'


def _parts(parts: tuple[Part, ...]) -> str:
    """A phrase: literals bare where that is safe, quoted where it is not."""
    if len(parts) == 1 and isinstance(parts[0], Literal) and _PLAIN_TERM.fullmatch(parts[0].text):
        return parts[0].text
    bare = "".join(_bare(part) for part in parts)
    unsafe = find_operator(bare) or _HEAD.search(bare)
    return "".join(_part(part, quoted=bool(unsafe)) for part in parts)


def _bare(part: Part) -> str:
    match part:
        case Literal(text=text):
            return text
        case Choice(options=options):
            return "{" + ",".join("".join(_bare(one) for one in option) for option in options) + "}"
        case _:
            return part.sign


def _part(part: Part, *, quoted: bool) -> str:
    if isinstance(part, Literal) and (quoted or _SPECIAL.search(part.text)):
        return _quote(part.text)
    return _bare(part)


def _quote(text: str) -> str:
    """`text` in quotes; one that holds both kinds of quotes is parted between them."""
    if '"' not in text:
        return f'"{text}"'
    if "”" not in text:
        return f"“{text}”"
    return "".join(_quote(piece) for piece in re.split(r"(?<=”)|(?=”)", text) if piece)
