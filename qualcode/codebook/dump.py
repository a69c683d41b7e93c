"""A codebook as the text of its file: one canonical way to write it, which reads back equal."""

from collections.abc import Iterator, Mapping, Sequence

from qualcode.codebook.model import Codebook
from qualcode.codebook.plain import Plain, is_pattern, plain
from qualcode.codebook.scalars import in_single_quotes, is_odd, text_scalar
from qualcode.text.patterns import lazy

_PROSE = frozenset(("definition", "include", "exclude", "source", "examples", "non_examples", "text", "memo"))
"""Keys whose texts stand in double quotes, whatever they hold."""
_BARE = lazy(r"[\w(（《“]")
_SIGN = lazy(r": |:$| #| $|[^\S ]")
"""Where a text that is not quoted would end, or begin to mean something else."""
_WORD = lazy(r"[^\W_][\w.-]*")


def dump(codebook: Codebook) -> str:
    """The text of a codebook file that says what `codebook` says.

    Rules stand in their canonical spelling, and what is as it is by default is left out. Read again
    it is equal to `codebook`, lines and the hash of the file excepted.
    """
    return dump_plain(plain(codebook))


def dump_plain(values: Mapping[str, Plain]) -> str:
    """Plain values as YAML, every text as the reader of codebooks reads it."""
    return "".join(f"{line}\n" for line in _mapping(values, 0))


def _mapping(values: Mapping[str, Plain], indent: int, *, prose: bool = False) -> Iterator[str]:
    for key, value in values.items():
        head, quoted = f"{' ' * indent}{_key(key)}:", prose or key in _PROSE
        if isinstance(value, str):
            yield from _text(head, value, indent, quoted=quoted or key == "color")
        elif not value:
            yield f"{head} []"
        elif isinstance(value, Mapping):
            yield head
            yield from _mapping(value, indent + 2, prose=quoted)
        elif key == "languages":
            yield f"{head} [{', '.join(_scalar(str(one)) for one in value)}]"
        else:
            yield head
            yield from _list(value, indent + 2, quoted=quoted, rules=key == "rules")


def _list(values: Sequence[Plain], indent: int, *, quoted: bool, rules: bool = False) -> Iterator[str]:
    """A list; the first line of an item stands behind its hyphen."""
    for number, value in enumerate(values):
        head = f"{' ' * indent}-"
        if isinstance(value, str):
            is_mapping = rules and is_pattern(value)
            yield from [f"{head} {value}"] if is_mapping else _text(head, value, indent, quoted=quoted)
            continue
        if isinstance(value, Mapping) and "id" in value and number and indent == 2:
            yield ""
        if isinstance(value, Mapping):
            below = _mapping(value, indent + 2)
        else:
            below = _list(value, indent + 2, quoted=quoted)
        yield f"{head} {next(below).lstrip(' ')}"
        yield from below


def _text(head: str, value: str, indent: int, *, quoted: bool) -> Iterator[str]:
    """A text on the line of its key, or as a block where it has several lines that a block can hold."""
    lines = value.split("\n")
    odd = is_odd(value.replace("\n", "")) or any(line != line.strip() for line in lines)
    if len(lines) == 1 or odd or not (lines[0] and lines[-1]):
        yield f"{head} {_scalar(value, quoted=quoted)}"
    else:
        yield f"{head} |-"
        yield from (f"{' ' * (indent + 2)}{line}" if line else "" for line in lines)


def _scalar(value: str, *, quoted: bool = False) -> str:
    """A text on one line: bare, in single or in double quotes."""
    if quoted or is_odd(value):
        return text_scalar(value)
    return value if _BARE.match(value) and not _SIGN.search(value) else in_single_quotes(value)


def _key(key: str) -> str:
    return key if _WORD.fullmatch(key) else _scalar(key, quoted=True)
