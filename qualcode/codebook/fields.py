"""Every field of a codebook and of a code, as pieces that can be compared: all are listed here."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from qualcode.codebook.model import Code, Codebook, Example
from qualcode.rules.negators import LISTS
from qualcode.rules.show import show
from qualcode.rules.syntax import And, Condition, Expr, Not, Or
from qualcode.terms import CodeId
from qualcode.text.key import fold

Names: TypeAlias = Mapping[CodeId, CodeId]
"""Old ids of codes, and those that they have now; a code that is not in it kept its id."""


class Piece(NamedTuple):
    """What can be added, taken away or changed by itself: a rule, an example, a text in one language.

    part
        Language, or name of a list in the field; empty where the field has no parts.
    key
        What makes it this piece and no other.
    text
        As it is shown; empty where nothing is there.
    token
        What of it decides a coding, in the form in which that is compared; None for nothing.
    """

    part: str
    key: Hashable
    text: str
    token: Hashable = None


class Side(NamedTuple):
    """A codebook that is compared, and the ids that its codes have on the other side."""

    codebook: Codebook
    names: Names


class Field(NamedTuple):
    """A field by its name in the model.

    pieces
        Its pieces; takes the code (or codebook) and its side.
    item
        What one item of a list is called; empty for a field that is no list. Items with one key
        are the same, other pieces with one key may differ in their texts.
    is_content
        Whether it helps to know a code again under another id.
    """

    name: str
    pieces: Callable[[Any, Side], Iterable[Piece]]
    item: str = ""
    is_content: bool = False


def _value(name: str, *, decides: bool = False) -> Field:
    """A field of one text, or of `true`."""

    def pieces(thing: Any, _: Side) -> Iterator[Piece]:
        value = getattr(thing, name)
        text = str(value).lower() if value is True else str(value or "")
        yield Piece("", "", text, text if decides else None)

    return Field(name, pieces)


def _texts(name: str) -> Field:
    """A text, or one for each language."""

    def pieces(code: Code, _: Side) -> Iterator[Piece]:
        for language, text in getattr(code, name).items():
            yield Piece(language, language, text)

    return Field(name, pieces, is_content=True)


def _words(name: str, item: str) -> Field:
    """A list of words; those that differ only in case, width or script decide alike."""

    def pieces(thing: Any, _: Side) -> Iterator[Piece]:
        for word in getattr(thing, name):
            yield Piece("", word, word, fold(word))

    return Field(name, pieces, item, is_content=True)


def _examples(name: str, item: str) -> Field:
    def pieces(code: Code, _: Side) -> Iterator[Piece]:
        for example in getattr(code, name):
            yield Piece("", example_key(example), example_text(example))

    return Field(name, pieces, item, is_content=True)


def example_key(example: Example) -> tuple[Hashable, ...]:
    """All of an example but its line."""
    return (example.text, example.speaker, example.role, tuple(sorted(example.where.items())))


def example_text(example: Example) -> str:
    """An example with who says it."""
    given = {"speaker": example.speaker, "role": example.role, **example.where}
    who = ", ".join(f"{name}: {value}" for name, value in given.items() if value)
    return f"{example.text} ({who})" if who else example.text


def _rules(code: Code, side: Side) -> Iterator[Piece]:
    for rule in code.rules:
        same = show(renamed(rule, side.names))
        yield Piece("", same, show(rule), same)


def renamed(rule: Expr, names: Names) -> Expr:
    """A rule in which `code:` calls codes by the names that they have now; only AND, OR and NOT hold one."""
    match rule:
        case Condition(kind="code", value=value):
            return Condition("code", names.get(value, value))
        case And(of=of):
            return And(tuple(renamed(one, names) for one in of))
        case Or(of=of):
            return Or(tuple(renamed(one, names) for one in of))
        case Not(of=one):
            return Not(renamed(one, names))
    return rule


def _boundaries(code: Code, side: Side) -> Iterator[Piece]:
    """A code's own word cuts; what decides are those that hold for it."""
    yield Piece("", "", code.boundaries, code.boundaries or side.codebook.boundaries)


def _book_boundaries(codebook: Codebook, _: Side) -> Iterator[Piece]:
    """They decide by the codes for which they hold: `diff` looks at these."""
    yield Piece("", "", codebook.boundaries)


def _languages(codebook: Codebook, _: Side) -> Iterator[Piece]:
    """One value: their order matters."""
    yield Piece("", "", ", ".join(codebook.languages))


def _levels(codebook: Codebook, _: Side) -> Iterator[Piece]:
    """The names of the levels in one language are one text: their order matters."""
    for language, names in codebook.levels.items():
        yield Piece(language, language, " / ".join(names))


def _relations(codebook: Codebook, side: Side) -> Iterator[Piece]:
    for one in codebook.relations:
        ends = tuple(side.names.get(code, code) for code in (one.source, one.target))
        texts = [sorted(texts.items()) for texts in (one.type, one.memo)]
        said = "; ".join(", ".join(text for _, text in some) for some in texts if some)
        shown = f"{one.source} → {one.target}{': ' if said else ''}{said}"
        yield Piece("", (*ends, *map(tuple, texts)), shown)


def _negation(codebook: Codebook, _: Side) -> Iterator[Piece]:
    for name in LISTS:
        for word in getattr(codebook.negation, name):
            yield Piece(name, (name, word), word, (name, fold(word)))
    window = codebook.negation.window
    yield Piece("window", ("window", window), str(window), ("window", window))


CODE_FIELDS = (
    _texts("name"),
    _texts("definition"),
    _texts("include"),
    _texts("exclude"),
    _texts("source"),
    _value("color"),
    _value("core"),
    Field("boundaries", _boundaries),
    Field("rules", _rules, "rule", is_content=True),
    _words("shields", "shield"),
    _examples("examples", "example"),
    _examples("non_examples", "near miss"),
)

BOOK_FIELDS = (
    _value("name"),
    _value("version"),
    Field("languages", _languages),
    Field("levels", _levels),
    _value("unit", decides=True),
    _value("nested", decides=True),
    Field("boundaries", _book_boundaries),
    _value("inflections", decides=True),
    Field("negation", _negation, "word"),
    _words("shields", "shield"),
    Field("relations", _relations, "relation"),
)
