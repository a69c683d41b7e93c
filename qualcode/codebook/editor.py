"""The codebook file as a JSON Schema, by which editors complete keys and mark faults while one types."""

from typing import Any, TypeAlias

from qualcode.codebook.negation import MOST_WINDOW
from qualcode.codebook.schema import (
    CHANGES,
    CODE_KEYS,
    CODEBOOK_KEYS,
    FORMAT,
    NEGATION_KEYS,
    RELATION_KEYS,
    TOP_KEYS,
)
from qualcode.codebook.traps import EXAMPLE_KEYS
from qualcode.rules.patterns import (
    CHOICES,
    COMPARISONS,
    FLAGS,
    FUZZY,
    MAX_TOKENS,
    NUMBERS,
    SETS,
    TEXTS,
    TRAINED,
)
from qualcode.terms import BOUNDARIES, NESTINGS, UNIT_KINDS

Schema: TypeAlias = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""Any plain value: what YAML takes for a number or a yes is the text that stands there."""
_TEXTS: Schema = {"type": ["array", "null"], "items": _TEXT}


def _by_language(value: Schema) -> Schema:
    """A value, or one for each language."""
    language = {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}
    return {"anyOf": [value, {"type": "object", "propertyNames": language, "additionalProperties": value}]}


_BY_LANGUAGE = _by_language(_TEXT)
_WORDS: Schema = {
    "anyOf": [
        _TEXTS,
        {
            "type": "object",
            "properties": dict.fromkeys(CHANGES, _TEXTS),
            "additionalProperties": False,
        },
    ]
}

_MEANING = {
    "format": "The format of this file: 1.",
    "codebook": "What holds for the whole codebook.",
    "codes": "The codes, parents before their children.",
    "relations": "How main categories bear on each other.",
    "version": "Change it with every change that can move a number.",
    "languages": "Languages of the texts; the first one names the codes in tables.",
    "levels": "What the depths of the tree are called, from the top.",
    "unit": "The passage in which a rule is judged, and which it codes.",
    "nested": "Which longer terms hide shorter ones inside them.",
    "boundaries": "What becomes of Chinese hits that cut through words.",
    "shields": "Words that hide what is inside them and code nothing.",
    "negation": "Words of negation, in place of the built-in ones or as changes to them.",
    "id": "The name of the code in tables and rules; it stays the same for ever.",
    "definition": "What the code means.",
    "include": "When to use it.",
    "exclude": "When not to use it.",
    "source": "Where the idea comes from.",
    "color": "A colour such as #aa3377.",
    "core": "Whether it is the core category, to which all others are related.",
    "rules": "The code stands where any of these is true.",
    "examples": "What must be coded.",
    "non_examples": "Near misses that must not.",
    "children": "The codes below this one.",
    "from": "The id of the category that bears on the other.",
    "to": "The id of the category that it bears on.",
    "type": "What kind of relation it is, such as: causes.",
    "memo": "Why, and by which passages.",
}


def json_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a codebook file.

    It accepts every file that the program accepts, and refuses unknown keys and values of the
    wrong kind. What it cannot know, such as faults in rules or ids that stand twice, `codebook
    check` tells.
    """
    top = {
        "format": {"enum": [FORMAT, str(FORMAT)]},
        "codebook": _codebook(),
        "codes": _codes(),
        "relations": _relations(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Codebook of qualcode",
        **_closed(TOP_KEYS, top),
        "type": "object",
        "required": ["format", "codes"],
        "$defs": {"code": _code()},
    }


def _closed(keys: tuple[str, ...], own: Schema) -> Schema:
    """A mapping with these keys and no others; what is not in `own` is a text, or one for each language."""
    properties = {
        key: {**own.get(key, _BY_LANGUAGE), **({"description": _MEANING[key]} if key in _MEANING else {})}
        for key in keys
    }
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


def _one_of(values: list[Any]) -> Schema:
    return {"enum": [*values, None]}


def _codebook() -> Schema:
    negation = _closed(
        NEGATION_KEYS,
        {key: _WORDS for key in NEGATION_KEYS if key != "window"}
        | {"window": {"type": ["integer", "string", "null"], "minimum": 0, "maximum": MOST_WINDOW}},
    )
    return _closed(
        CODEBOOK_KEYS,
        {
            "name": _TEXT,
            "version": _TEXT,
            "languages": _TEXTS,
            "levels": _by_language(_TEXTS),
            "unit": _one_of(list(UNIT_KINDS)),
            "nested": _one_of(list(NESTINGS)),
            "boundaries": _one_of(list(BOUNDARIES)),
            "inflections": _one_of([False, True, "false", "true"]),
            "shields": _TEXTS,
            "negation": negation,
        },
    )


def _codes() -> Schema:
    return {"type": ["array", "null"], "items": {"$ref": "#/$defs/code"}}


def _pattern() -> Schema:
    """A mapping with `pattern:`, a list of tokens."""
    texts = _several(_TEXT, (*CHOICES, *FUZZY))
    own: dict[str, Schema] = {
        **dict.fromkeys((*TEXTS, *TRAINED), texts),
        "MORPH": _several(_TEXT, (*CHOICES, *SETS)),
        **dict.fromkeys(NUMBERS, _several({"type": ["integer", "string"]}, (*COMPARISONS, *CHOICES))),
        **{flag: {"type": ["boolean", "string"]} for flag in FLAGS},
        "OP": {"type": "string"},
    }
    token = {"type": "object", "properties": own, "additionalProperties": False}
    tokens = {"type": "array", "minItems": 1, "maxItems": MAX_TOKENS, "items": token}
    rule = {"properties": {"pattern": tokens}, "required": ["pattern"], "additionalProperties": False}
    return {"type": "object", **rule}


def _several(one: Schema, kinds: tuple[str, ...]) -> Schema:
    """A value, or a mapping from what is asked of it to a value or a list of values."""
    lists = {"type": "array", "minItems": 1, "items": one}
    own = {kind: lists if kind in (*CHOICES, *SETS) else one for kind in kinds}
    mapping = {"type": "object", "properties": own, "additionalProperties": False, "minProperties": 1}
    return {"anyOf": [one, mapping]}


def _relations() -> Schema:
    relation = _closed(RELATION_KEYS, {"from": _TEXT, "to": _TEXT})
    return {"type": ["array", "null"], "items": {**relation, "required": ["from", "to"]}}


def _code() -> Schema:
    where = {"type": ["object", "null"], "additionalProperties": _TEXT}
    example = _closed(EXAMPLE_KEYS, {"text": _TEXT, "speaker": _TEXT, "role": _TEXT, "where": where})
    examples = {"type": ["array", "null"], "items": {"anyOf": [_TEXT, {**example, "required": ["text"]}]}}
    own = {
        "id": _TEXT,
        "color": {"type": ["string", "null"], "pattern": "^#[0-9A-Fa-f]{6}$"},
        "core": _one_of([True, False, "true", "false"]),
        "boundaries": _one_of(list(BOUNDARIES)),
        "rules": {"type": ["array", "null"], "items": {"anyOf": [_TEXT, _pattern()]}},
        "shields": _TEXTS,
        "examples": examples,
        "non_examples": examples,
        "children": _codes(),
    }
    return {**_closed(CODE_KEYS, own), "required": ["id"]}
