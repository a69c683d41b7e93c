"""A `pattern:` of a `rules` list: its tokens, every attribute and value held against the closed list."""

import re
from collections.abc import Callable
from typing import Any

from qualcode.codebook.faults import Faults, Placed, allowed
from qualcode.codebook.nodes import Items, Node, Pairs, Reported, Text
from qualcode.codebook.schema import plain, wrong_type
from qualcode.rules.forms import lemma
from qualcode.rules.patterns import (
    ATTRIBUTES,
    CHOICES,
    COMPARISONS,
    FLAGS,
    FUZZY,
    MAX_REPEATS,
    MAX_TOKENS,
    NUMBERS,
    SETS,
    TEXTS,
    canonical,
    literals,
    repeats,
    steps,
    trained,
    words,
)
from qualcode.rules.syntax import Pattern
from qualcode.text.key import fold, fold_exact
from qualcode.text.tokens import Tokenizer
from qualcode.text.words import map_words

KEY = "pattern"
_SHAPE = 'write pattern: [{LEMMA: mobilise}, {OP: "?"}, {LOWER: residents}]'
_OPERATORS = 'write OP: "?" (or "*", "+", "!", "{2}", "{1,3}", "{,3}", "{2,}"), in double quotes'
_REPEATED = re.compile(r"\{(?:\d{1,2}|\d{1,2},\d{0,2}|,\d{1,2})\}", re.ASCII)
_PARTED = re.compile("(?:no?t|ve|ll|re|nna|tta)$")
"""How words of letters end that spaCy parts, such as cannot, dont, youve, gonna."""
_REFUSED = {
    "REGEX": "it may take for ever here: write a regex as a rule by itself, '/…/', or list words with IN",
    "IS_SPACE": "white space is no token here: leave it out",
}


def is_pattern(item: Node) -> bool:
    """Whether an item of `rules` is a mapping with `pattern:`."""
    return isinstance(item, Pairs) and any(key.value == KEY for key, _ in item.pairs)


def read_pattern(item: Pairs, faults: Faults) -> Pattern | None:
    """The pattern in an item of `rules`; None where it has a fault, which is reported."""
    before = len(faults.errors)
    for key, _ in item.pairs:
        if key.value != KEY:
            cure = "a pattern is a rule by itself: nothing stands beside it"
            faults.error(f"unknown key {key.value}", key, cure=cure, slug="unknown-key")
    [node] = [value for key, value in item.pairs if key.value == KEY]
    if not isinstance(node, Items):
        if not isinstance(node, Reported):
            wrong_type(node, "a pattern must be a list of tokens", faults, cure=_SHAPE)
        return None
    tokens = [_token(one, faults) for one in node.items]
    if (node.whole and not tokens) or len(tokens) > MAX_TOKENS:
        cure = _SHAPE if not tokens else f"{MAX_TOKENS} tokens are the limit"
        faults.error(f"the pattern has {len(tokens) or 'no'} tokens", node, cure=cure, slug="pattern")
    if len(faults.errors) > before or not item.whole:
        return None
    pattern = canonical(tokens)
    if all(step.optional for step in steps(pattern)):
        cure = 'leave OP out, or write OP: "+", at one token at least'
        faults.error("the pattern matches where nothing stands", node, cure=cure, slug="pattern")
        return None
    return pattern


def _token(node: Node, faults: Faults) -> dict[str, Any]:
    """What is asked of one token."""
    if not isinstance(node, Pairs):
        if not isinstance(node, Reported):
            word = node.value if isinstance(node, Text) else "residents"
            wrong_type(node, "a token must be a mapping", faults, cure=f"write {{LOWER: {word}}}")
        return {}
    return {key.value: _value(key, value, faults) for key, value in node.pairs}


def _value(key: Text, node: Node, faults: Faults) -> Any:
    """The value of an attribute, of the kind that it takes."""
    name = key.value
    if name == "OP":
        return _operator(node, faults)
    if name not in ATTRIBUTES:
        cure = _REFUSED.get(name) or allowed(name, (*ATTRIBUTES, "OP"), where="in a token")
        faults.error(f"unknown attribute {name}", key, cure=cure, slug="unknown-key")
    elif name in FLAGS:
        return _flag(name, node, faults)
    elif name in NUMBERS:
        return _one_or_more(name, node, (*COMPARISONS, *CHOICES), _number, faults)
    else:
        kinds = (*CHOICES, *(SETS if name == "MORPH" else FUZZY))
        return _one_or_more(name, node, kinds, _word, faults)
    return ""


def _operator(node: Node, faults: Faults) -> str:
    value = node.value if isinstance(node, Text) else ""
    if value in ("!", "?", "*", "+"):
        return value
    if _REPEATED.fullmatch(value):
        least, most = repeats(value)
        if most is None or (least <= most and most > 0):
            return value
        cure = "write the smaller number first, and one from 1 on"
        faults.error(f"OP: {value} can never be", node, cure=cure, slug="bad-value")
    elif not isinstance(node, Reported):
        cure = f"{_OPERATORS}; numbers go up to {MAX_REPEATS}"
        faults.error(f"OP: there is no {value or 'such operator'}", node, cure=cure, slug="bad-value")
    return "?"


def _flag(name: str, node: Node, faults: Faults) -> bool:
    value = node.value.lower() if isinstance(node, Text) else ""
    if value not in ("true", "false") and not isinstance(node, Reported):
        cure = f"write {name}: true or {name}: false"
        faults.error(f"{name} is true or false", node, cure=cure, slug="bad-value")
    return value == "true"


Reading = Callable[[str, Node, Faults], Any]


def _one_or_more(name: str, node: Node, kinds: tuple[str, ...], read: Reading, faults: Faults) -> Any:
    """A value, or a mapping such as {IN: [...]}, {">=": 5} or {FUZZY1: word}."""
    if not isinstance(node, Pairs):
        return read(name, node, faults)
    found: dict[str, Any] = {}
    for key, value in node.pairs:
        if key.value not in kinds:
            cure = _REFUSED.get(key.value) or allowed(key.value, kinds, where=f"below {name}")
            faults.error(f"{name}: there is no {key.value}", key, cure=cure, slug="unknown-key")
        elif key.value in (*CHOICES, *SETS):
            found[key.value] = _listed(f"{name}: {key.value}", name, value, read, faults)
        else:
            found[key.value] = read(name, value, faults)
    if not node.pairs:
        faults.error(f"{name} is empty", node, cure=allowed("", kinds, where="in it"), slug="empty")
    return found


def _listed(what: str, name: str, node: Node, read: Reading, faults: Faults) -> list[Any]:
    if isinstance(node, Items) and node.items:
        return [read(name, item, faults) for item in node.items]
    if not isinstance(node, Reported):
        wrong_type(
            node, f"{what} must be a list", faults, cure=f"write {what.replace(': ', ': {')}: [one, other]}}"
        )
    return []


def _number(name: str, node: Node, faults: Faults) -> int:
    value = node.value if isinstance(node, Text) else ""
    if re.fullmatch("[0-9]{1,6}", value):
        return int(value)
    if not isinstance(node, Reported):
        cure = f'write {name}: 5, or {name}: {{">=": 5}}'
        faults.error(f"{name} is a whole number", node, cure=cure, slug="bad-value")
    return 0


def _word(name: str, node: Node, faults: Faults) -> str:
    """A text that a token can be: it holds no blank."""
    if not isinstance(node, Text):
        if not isinstance(node, Reported):
            cure = f"write {name}: word, or {name}: {{IN: [one, other]}}"
            wrong_type(node, f"{name} must be a text", faults, cure=cure)
        return ""
    value = plain(node, faults).strip()
    if " " in fold(value):
        single = ", ".join(f"{{{name}: {word}}}" for word in value.split())
        cure = f"write a token for each word: {single}"
        faults.error(f"{name}: a token holds no blank", node, cure=cure, slug="pattern")
    elif not fold(node.value) and (name in TEXTS or node.is_empty):
        faults.error(f"{name} is empty", node, cure="write a word, or leave it out", slug="empty")
    return value


def advise_pattern(pattern: Pattern, at: Placed, faults: Faults) -> None:
    """Add warnings on a pattern that can be used."""
    needed = trained(pattern)
    if needed:
        message = f"{', '.join(needed)} in a pattern: only a trained spaCy pipeline knows it"
        cure = (
            "spacy_model in qualcode.toml must name one, and --settings that file; without one, leave it out"
        )
        faults.warn(message, at, cure=cure, slug="needs-model")
    if not literals(pattern, own_lemmas=True):
        message = "no certain word must stand in the pattern: every passage is taken to pieces, which is slow"
        cure = "let LOWER or LEMMA ask for a word that must be there, if there is one"
        faults.warn(message, at, cure=cure, slug="slow-pattern")
    asked = [(name, word) for step in steps(pattern) for name in TEXTS for word in words(step.spec, name)]
    for name, word in dict.fromkeys(asked):
        _advise_word(name, word, at, faults)


def _advise_word(name: str, word: str, at: Placed, faults: Faults) -> None:
    """A word that no token can be."""
    base = lemma(fold(word))
    if name == "LEMMA" and base != fold(word):
        cure = f"write LEMMA: {base} for all its forms, or LOWER: {word} for this one"
        faults.warn(f"LEMMA: {word} is a form of {base}, and no lemma", at, cure=cure, slug="no-lemma")
    if name != "SHAPE" and _may_be_several(word):
        plain_word = fold_exact(word)
        ideographs = map_words(plain_word).ideographs[: len(plain_word)].tolist()
        parts = [plain_word[one.start : one.end] for one in Tokenizer().cut(plain_word, ideographs)]
        if len(parts) > 1:
            single = (part if part.isalnum() else f'"{part}"' for part in parts)
            cure = f"write a token for each: {', '.join(f'{{{name}: {part}}}' for part in single)}"
            message = f"{name}: no token is {word}, which is {len(parts)} of them: {' | '.join(parts)}"
            faults.warn(message, at, cure=cure, slug="several-tokens")


def _may_be_several(word: str) -> bool:
    """Whether a word may be parted into tokens: spaCy, which takes long to load, is asked of such only."""
    return not word.isalpha() or (word.isascii() and bool(_PARTED.search(word.lower()))) or _is_mixed(word)


def _is_mixed(word: str) -> bool:
    kinds = map_words(word).ideographs[: len(word)]
    return bool(kinds.any() and not kinds.all())
