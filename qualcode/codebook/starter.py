"""A codebook to begin with: two codes that work, and comments that say what each line is for."""

import json
from collections.abc import Sequence

LANGUAGES = ("en", "zh")

_HEAD = """\
# {title}
#
# Check it with: qualcode codebook check {file}
# Run its examples with: qualcode codebook test {file}
# Indent with blanks, never with tabs. What stands behind a # is a comment.
format: 1
codebook:
  name: {name}
  version: 0.1.0          # change it with every change that can move a number
  languages: [{languages}]     # the first one names the codes in tables
  # levels: {levels}   # what the depths of the tree are called
  unit: sentence          # where a rule is judged: sentence, paragraph, turn, exchange, document
  # shields: []           # words that hide what is inside them, such as names of places
codes:
"""

_FAMILY = """\
  - id: trust                     # stays the same for ever: tables and codings know the code by it
    name:{name}
    definition:{definition}
    # core: true                  # the core category of a study, to which all others are related
    children:
"""

_FIRST = """\
      - id: trust_in_neighbours
        name:{name}
        definition:{definition}
        include:{include}
        exclude:{exclude}
        source:{source}
        color: "#332288"
        # One rule a line; the code stands in a sentence where any of them is true.
        rules:
{rules}
        # Sentences that must be coded, and near misses that must not.
        examples:
{examples}
        non_examples:
{non_examples}
"""

_SECOND = """\
      - id: distrust
        name:{name}
        definition:{definition}
        color: "#cc6677"
        rules:
{rules}
        examples:
{examples}
        non_examples:
{non_examples}
"""

_TAIL = """\
# relations:                      # how main categories bear on each other
#   - {from: trust, to: another_code, type: causes, memo: "why, and by which passages"}
"""

_LEVELS = {"en": "en: [theme, concept]", "zh": "zh: [主范畴, 初始概念]"}

_TEXTS: dict[str, dict[str, str]] = {
    "family": {"en": "Trust", "zh": "信任"},
    "family_definition": {
        "en": "What people say about trusting each other, or about not doing so.",
        "zh": "讲人与人之间信任或不信任。",
    },
    "first": {"en": "Trust in neighbours", "zh": "邻里信任"},
    "first_definition": {
        "en": "Somebody says that neighbours can be relied on.",
        "zh": "说邻居靠得住、信得过。",
    },
    "include": {"en": "Leaving a key, lending money.", "zh": "托放钥匙、借钱给人。"},
    "exclude": {"en": "Trust in offices and firms.", "zh": "对单位、公司的信任。"},
    "source": {"en": "Field notes; the literature on social capital.", "zh": "田野笔记；社会资本文献。"},
    "second": {"en": "Distrust", "zh": "不信任"},
    "second_definition": {
        "en": "Somebody says that others cannot be relied on.",
        "zh": "说别人靠不住、信不过。",
    },
}
_RULES: dict[str, dict[str, list[str]]] = {
    "first": {
        "en": [
            "affirmed:(trust* OR rely on) NEAR/5 (neighbo* OR each other)",
            "{leave,leaves,left} NEAR/4 key* AND neighbo*",
        ],
        "zh": [
            "affirmed:(信任 OR 信得过 OR 靠得住) NEAR/6 (邻居 OR 街坊 OR 大家)",
            "钥匙 NEAR/6 (邻居 OR 对门)",
        ],
    },
    "second": {
        "en": ["distrust* OR mistrust*", "negated:(trust* OR rely on)"],
        "zh": ["不信任 OR 信不过 OR 靠不住", "negated:(信任 OR 放心)"],
    },
}
_EXAMPLES: dict[str, dict[str, tuple[str, str]]] = {
    "first": {
        "en": ("We trust our neighbours with the children.", "We never trusted the neighbours."),
        "zh": ("出门的时候，钥匙就放在对门。", "我从来不信任那些邻居。"),
    },
    "second": {
        "en": ("Nobody trusts anybody here.", "There is no doubt that we trust them."),
        "zh": ("大家对物业不放心。", "大家都很放心。"),
    },
}


def starter(name: str = "My codebook", languages: Sequence[str] = LANGUAGES, *, file: str = "FILE") -> str:
    """The text of a codebook file that can be checked, tested and changed.

    Parameters
    ----------
    languages
        `en`, `zh` or both; the first one names the codes in tables.
    file
        The name of the file, for the commands in its comments.
    """
    quoted = json.dumps(name, ensure_ascii=False)
    head = _HEAD.format(
        title=" ".join(name.split()),
        file=file,
        name=quoted,
        languages=", ".join(languages),
        levels="{" + ", ".join(_LEVELS[language] for language in languages) + "}",
    )
    family = _FAMILY.format(
        name=_by_language("family", languages, 6),
        definition=_by_language("family_definition", languages, 6),
    )
    first = _FIRST.format(
        name=_by_language("first", languages, 10),
        definition=_by_language("first_definition", languages, 10),
        include=_by_language("include", languages, 10),
        exclude=_by_language("exclude", languages, 10),
        source=_by_language("source", languages, 10),
        **_lists("first", languages),
    )
    second = _SECOND.format(
        name=_by_language("second", languages, 10),
        definition=_by_language("second_definition", languages, 10),
        **_lists("second", languages),
    )
    return head + family + first + second + _TAIL


def _by_language(key: str, languages: Sequence[str], indent: int) -> str:
    """A text, or one for each language on lines of their own."""
    texts = [(language, _TEXTS[key][language]) for language in languages]
    if len(texts) == 1:
        return f' "{texts[0][1]}"'
    return "".join(f'\n{" " * indent}{language}: "{text}"' for language, text in texts)


def _lists(key: str, languages: Sequence[str]) -> dict[str, str]:
    """Rules, examples and near misses of a code in these languages."""
    rules = [rule for language in languages for rule in _RULES[key][language]]
    pairs = [_EXAMPLES[key][language] for language in languages]
    return {
        "rules": "\n".join(f"          - '{rule}'" for rule in rules),
        "examples": "\n".join(f'          - "{text}"' for text, _ in pairs),
        "non_examples": "\n".join(f'          - "{text}"' for _, text in pairs),
    }
