"""The section `negation:` of a codebook: the built-in lists, changed or replaced."""

from collections.abc import Sequence

from qualcode.codebook import schema
from qualcode.codebook.faults import Faults, allowed
from qualcode.codebook.nodes import Items, Node, Pairs, Text
from qualcode.rules.negators import BUILT_IN, LISTS, Negators
from qualcode.text.key import fold

MOST_WINDOW = 99
_WORDS = "write a list of words, [难说, hardly], to replace the built-in one, or {add: [难说], drop: [无]}"


def read_negation(node: Node, faults: Faults) -> Negators:
    """The lists that a codebook asks for; what is wrong with them is reported."""
    found = schema.fields(node, "below negation", faults)
    lists = {name: _list(name, found[name][1], faults) for name in LISTS if name in found}
    window = _window(found["window"][1], faults) if "window" in found else BUILT_IN.window
    given = {name: lists.get(name, getattr(BUILT_IN, name)) for name in LISTS}
    return Negators(**given, window=window)


def _list(name: str, node: Node, faults: Faults) -> tuple[str, ...]:
    """One list: replaced by a plain list, or the built-in one with words added and dropped."""
    if isinstance(node, Items):
        return tuple(dict.fromkeys(text.value.strip() for text in _words(node, name, faults)))
    if not isinstance(node, Pairs):
        schema.items(node, name, faults, cure=_WORDS)
        return ()
    changes = schema.fields(node, "in a list of negation", faults)
    words: dict[str, None] = dict.fromkeys(getattr(BUILT_IN, name))
    if "drop" in changes:
        _drop(words, name, _words(changes["drop"][1], "drop", faults), faults)
    if "add" in changes:
        words |= dict.fromkeys(text.value.strip() for text in _words(changes["add"][1], "add", faults))
    return tuple(words)


def _words(node: Node, what: str, faults: Faults) -> Sequence[Text]:
    """The words of a list; a word that folding leaves empty is reported."""
    words = []
    for item in schema.items(node, what, faults, cure=_WORDS):
        value = schema.text(item, "a word of negation", faults)
        if isinstance(item, Text) and value and not any(map(str.isalnum, value)):
            cure = "take it out: signs end clauses by themselves"
            faults.error(f"{value} is no word of negation", item, cure=cure, slug="bad-value")
        elif isinstance(item, Text) and value:
            words.append(item)
        elif isinstance(item, Text):
            faults.error(
                "a word of negation is empty", item, cure="write the word, or take it out", slug="empty"
            )
    return words


def _drop(words: dict[str, None], name: str, dropped: Sequence[Text], faults: Faults) -> None:
    folded = {fold(word): word for word in words}
    for text in dropped:
        word = folded.get(fold(text.value))
        if word is None:
            cure = allowed(text.value.strip(), words, where="to drop")
            faults.error(f"{name} has no word {text.value.strip()}", text, cure=cure, slug="bad-value")
        else:
            words.pop(word, None)


def _window(node: Node, faults: Faults) -> int:
    written = schema.text(node, "window", faults)
    if written.isascii() and written.isdigit() and int(written) <= MOST_WINDOW:
        return int(written)
    if written:
        cure = f"write a whole number from 0 to {MOST_WINDOW}: so many words may lie between"
        faults.error(f"window: {written} is no number of words", node, cure=cure, slug="bad-value")
    return BUILT_IN.window
