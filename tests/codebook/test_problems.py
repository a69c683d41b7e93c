"""Faulty codebooks: each fault with its line, its column, what is said of it and the cure."""

import pytest

from qualcode.codebook.read import read_codebook
from qualcode.errors import Problem

HEAD = "format: 1\ncodes:\n  - id: a\n"


def code(*lines: str) -> str:
    """A codebook whose code `a` has these lines; the first is line 4, column 5."""
    return HEAD + "".join(f"    {line}\n" for line in lines)


def rule(*lines: str) -> str:
    """A codebook whose code `a` has these rules; the first is line 5, column 9."""
    return code("rules:", *(f"  - {line}" for line in lines))


def head(*lines: str) -> str:
    """A codebook with these lines below `codebook:`; the first is line 3, column 3."""
    return "format: 1\ncodebook:\n" + "".join(f"  {line}\n" for line in lines) + "codes:\n  - id: a\n"


def named(code_id: str) -> str:
    return f"format: 1\ncodes:\n  - id: {code_id}\n"


def errors(text: str) -> tuple[Problem, ...]:
    codebook, found, _ = read_codebook(text, file="c.yaml")
    assert (codebook is None) == bool(found)
    return found


SINGLE = "put the rule in single quotes"
QUOTE = "put the text in single quotes"
BEGIN = "begin it with: format: 1"
FAULTY = {
    # the file as a whole
    "nothing": ("", 1, 1, "the codebook is empty", BEGIN),
    "blank lines": ("\n\n  \n", 1, 1, "the codebook is empty", BEGIN),
    "a comment": ("# nothing\n", 1, 1, "the codebook is empty", BEGIN),
    "a list": ("- a\n- b\n", 1, 1, "this is no codebook", BEGIN),
    "a word": ("hello\n", 1, 1, "this is no codebook", BEGIN),
    "a second document": (HEAD + "---\nformat: 1\n", 4, 1, "a second YAML document", "take the line --- out"),
    "another YAML": ("%YAML 2.0\n---\nformat: 1\n", 1, 1, "version 1.* is required", ""),
    # format
    "no format": ("codes:\n  - id: a\n", 1, 1, "the format is not given", "write format: 1 as the first line"),
    "empty format": ("format:\ncodes: [{id: a}]\n", 1, 1, "the format is not given", "write format: 1"),
    "later format": ("format: 2\nfoo: 1\n", 1, 9, "format 2 needs a later version", "install the newest"),
    "format in words": ("format: one\ncodes: [{id: a}]\n", 1, 9, "there is no format one", "write format: 1"),
    "format 0": ("format: 0\ncodes: [{id: a}]\n", 1, 9, "there is no format 0", "write format: 1"),
    "format 1.0": ("format: 1.0\ncodes: [{id: a}]\n", 1, 9, "there is no format 1.0", "write format: 1"),
    # keys
    "unknown key at the top": ("format: 1\ncode: []\n", 2, 1, "unknown key code", "did you mean codes?"),
    "unknown key, no near one": ("format: 1\nxyz: 1\ncodes: [{id: a}]\n", 2, 1, "unknown key xyz", "allowed at the top: format, codebook, codes, relations"),
    "key of the codebook at the top": ("format: 1\nunit: turn\ncodes: [{id: a}]\n", 2, 1, "unknown key unit", "it belongs below codebook"),
    "key of a code in the codebook": (head("rules: [能人]"), 3, 3, "unknown key rules", "it belongs in a code"),
    "unknown key in the codebook": (head("name: A", "units: turn"), 4, 3, "unknown key units", "did you mean unit?"),
    "unknown key in a code": (code("nmae: A"), 4, 5, "unknown key nmae", "did you mean name?"),
    "key of the codebook in a code": (code("unit: turn"), 4, 5, "unknown key unit", "it belongs below codebook"),
    "unknown key in an example": (code("examples:", "  - {text: x, speakr: y}"), 5, 19, "unknown key speakr", "did you mean speaker?"),
    "codes twice": ("format: 1\ncodes:\n  - id: a\ncodes:\n  - id: b\n", 4, 1, "codes stands twice", "the other is in line 2"),
    "key twice": (code("name: A", "name: B"), 5, 5, "name stands twice", "the other is in line 4"),
    "language twice": (code("name: {en: A, en: B}"), 4, 19, "en stands twice", "keep one of the two"),
    "merge key": (code("<<: {name: x}"), 4, 5, "merge keys (<<)", "write the fields out"),
    "merge of an alias": (code("<<: *x"), 4, 5, "merge keys (<<)", "write the fields out"),
    "full-width colon behind a language": (code("name: {en：A}"), 4, 12, "en：A is no language", "ASCII colon and a blank"),
    # the section codebook
    "codebook is a text": ("format: 1\ncodebook: hello\ncodes: [{id: a}]\n", 2, 11, "keys and values are needed here", "name, version, languages"),
    "name is a list": (head("name: [a]"), 3, 9, "name must be a text", QUOTE),
    "unit misspelt": (head("unit: sentences"), 3, 9, "unit: there is no sentences", "did you mean sentence?"),
    "unit is a window": (head("unit: window:3"), 3, 9, "window:3 is no unit to code in", "--count-by window:3"),
    "nested": (head("nested: both"), 3, 11, "nested: there is no both", "code, codebook, all"),
    "languages is a text": (head("languages: zh"), 3, 14, "languages must be a list", "languages: [zh, en]"),
    "languages with a full-width comma": (head("languages: [zh，en]"), 3, 15, "zh，en is no language", "ASCII commas"),
    "a language twice": (head("languages: [zh, zh]"), 3, 19, "the language zh stands twice", "keep one"),
    "yes for true": (head("inflections: yes"), 3, 16, "inflections: there is no yes", "true, false"),
    "boundaries": (head("boundaries: words"), 3, 15, "boundaries: there is no words", "crossing, none, token"),
    "boundaries is a list": (head("boundaries: [none]"), 3, 15, "boundaries must be one word", "crossing, none, token"),
    "negation: a sign": (head("negation:", "  before: {add: [。]}"), 4, 20, "。 is no word of negation", "take it out"),
    "negation: unknown list": (head("negation:", "  befor: [不]"), 4, 5, "unknown key befor", "did you mean before?"),
    "negation: unknown change": (head("negation:", "  after: {remove: [没了]}"), 4, 13, "unknown key remove", "add, drop"),
    "negation: nothing to drop": (head("negation:", "  before: {drop: [没由]}"), 4, 21, "before has no word 没由", "allowed to drop"),
    "negation: window": (head("negation:", "  window: 五"), 4, 13, "window: 五 is no number of words", "from 0 to 99"),
    "negation: window too wide": (head("negation:", "  window: 100"), 4, 13, "window: 100 is no number of words", "from 0 to 99"),
    "negation: a text": (head("negation:", "  harmless: 不仅"), 4, 15, "harmless must be a list", "write a list of words"),
    "negation: an empty word": (head("negation:", "  clause_ends: [但, '']"), 4, 22, "a word of negation is empty", "take it out"),
    "negation: no keys": (head("negation: 不"), 3, 13, "keys and values are needed here", "before, after"),
    "boundaries in a code": (code("boundaries: word"), 4, 17, "boundaries: there is no word", "crossing, none, token"),
    "negated: a regex": (rule("negated:/能人/"), 5, 9, "negated: needs a term or terms in brackets", "negated:trust"),
    "affirmed: NEAR": (rule("affirmed:(能人 NEAR/3 带头)"), 5, 9, "affirmed: takes terms and ORs of terms only", "affirmed:trust"),
    "affirmed: twice": (rule("affirmed:negated:能人"), 5, 9, "affirmed: needs a term", "keep one"),
    "exact: affirmed:": (rule("exact:(affirmed:US)"), 5, 9, "exact: takes terms", "before each term"),
    "lemma: a wildcard": (rule("lemma:volunteer*"), 5, 15, "a wildcard has no inflected forms", "leave lemma: out"),
    "lemma: NEAR": (rule("lemma:(lead NEAR/3 team)"), 5, 9, "lemma: takes terms and ORs of terms only", "lemma:volunteer"),
    "pattern: a text": (rule("pattern: residents"), 5, 18, "a pattern must be a list of tokens", "write pattern: [{LEMMA"),
    "pattern: a mapping": (rule("pattern: {LOWER: residents}"), 5, 18, "a pattern must be a list of tokens", "write pattern: [{LEMMA"),
    "pattern: nothing": (rule("pattern: []"), 5, 18, "the pattern has no tokens", "write pattern: [{LEMMA"),
    "pattern: too much": (rule(f"pattern: [{', '.join(['{}'] * 51)}]"), 5, 18, "the pattern has 51 tokens", "50 tokens are the limit"),
    "pattern: and more": (code("rules:", "  - pattern: [{}]", "    note: x"), 6, 9, "unknown key note", "a rule by itself"),
    "pattern: a word": (rule("pattern: [residents]"), 5, 19, "a token must be a mapping", "{LOWER: residents}"),
    "pattern: small letters": (rule("pattern: [{lower: residents}]"), 5, 20, "unknown attribute lower", "did you mean LOWER?"),
    "pattern: misspelt": (rule("pattern: [{IS_PUNKT: true}]"), 5, 20, "unknown attribute IS_PUNKT", "did you mean IS_PUNCT?"),
    "pattern: white space": (rule("pattern: [{IS_SPACE: true}]"), 5, 20, "unknown attribute IS_SPACE", "white space is no token here"),
    "pattern: a regex": (rule("pattern: [{LOWER: {REGEX: a+}}]"), 5, 28, "LOWER: there is no REGEX", "as a rule by itself, '/…/'"),
    "pattern: a list": (rule("pattern: [{LOWER: [a, b]}]"), 5, 27, "LOWER must be a text", "LOWER: {IN: [one, other]}"),
    "pattern: IN without a list": (rule("pattern: [{LOWER: {IN: street}}]"), 5, 32, "LOWER: IN must be a list", "LOWER: {IN: [one, other]}"),
    "pattern: IN is empty": (rule("pattern: [{LOWER: {NOT_IN: []}}]"), 5, 36, "LOWER: NOT_IN must be a list", "LOWER: {NOT_IN: [one, other]}"),
    "pattern: nothing asked": (rule("pattern: [{LOWER: {}}]"), 5, 27, "LOWER is empty", "IN, NOT_IN, FUZZY"),
    "pattern: SETS of words": (rule("pattern: [{LOWER: {IS_SUBSET: [a]}}]"), 5, 28, "LOWER: there is no IS_SUBSET", "IN, NOT_IN, FUZZY"),
    "pattern: two words": (rule("pattern: [{LOWER: social worker}]"), 5, 27, "LOWER: a token holds no blank", "{LOWER: social}, {LOWER: worker}"),
    "pattern: no word": (rule('pattern: [{LOWER: ""}]'), 5, 27, "LOWER is empty", "write a word"),
    "pattern: no value": (rule("pattern: [{POS: }]"), 5, 24, "POS is empty", "write a word"),
    "pattern: yes": (rule("pattern: [{IS_PUNCT: yes}]"), 5, 30, "IS_PUNCT is true or false", "IS_PUNCT: true"),
    "pattern: a long word": (rule("pattern: [{LENGTH: long}]"), 5, 28, "LENGTH is a whole number", '{">=": 5}'),
    "pattern: no operator": (rule('pattern: [{OP: "??"}]'), 5, 24, "OP: there is no ??", 'OP: "?"'),
    "pattern: operator without quotes": (rule("pattern: [{LOWER: a, OP: {1,3}}]"), 5, 34, "OP: there is no such operator", "in double quotes"),
    "pattern: operator backwards": (rule('pattern: [{OP: "{3,1}"}]'), 5, 24, "OP: {3,1} can never be", "the smaller number first"),
    "pattern: never": (rule('pattern: [{OP: "{0}"}]'), 5, 24, "OP: {0} can never be", "from 1 on"),
    "pattern: too often": (rule('pattern: [{OP: "{1,100}"}]'), 5, 24, "OP: there is no {1,100}", "up to 99"),
    "pattern: all may be missing": (rule('pattern: [{LOWER: a, OP: "*"}, {OP: "?"}]'), 5, 18, "matches where nothing stands", "leave OP out"),
    "pattern: an attribute twice": (rule("pattern: [{LOWER: a, LOWER: b}]"), 5, 30, "LOWER stands twice", "keep one"),
    # levels, core, relations
    "levels: a text": (head("levels: theme"), 3, 11, "levels must be a list", "levels: [theme, category, concept]"),
    "levels: a text in a language": (head("levels: {zh: 主范畴}"), 3, 16, "levels must be a list", "{zh: [主范畴, 范畴]"),
    "levels: no language": (head("levels: {中文: [主范畴]}"), 3, 12, "中文 is no language", "{en: …, zh: …}"),
    "levels: another language": (head("languages: [zh]", "levels: {zh: [甲], en: [a]}"), 4, 21, "en is none of the codebook's languages", "add it to languages:"),
    "levels: twice": (head("levels: [theme, theme]"), 3, 19, "the level theme stands twice", "keep one"),
    "levels: empty": (head("levels: [theme, '']"), 3, 19, "the name of a level is empty", "take it out"),
    "levels: a mapping in the list": (head("levels: [{a: b}]"), 3, 12, "the name of a level must be a text", QUOTE),
    "core: yes": (code("core: yes"), 4, 11, "core: there is no yes", "true, false"),
    "core: twice": (code("core: true") + "  - id: b\n    core: true\n", 6, 5, "two core categories", "the other is in line 4"),
    "relations: in codebook": (head("relations: []"), 3, 3, "unknown key relations", "it belongs at the top"),
    "relations: a mapping": (HEAD + "relations: {from: a, to: a}\n", 4, 12, "relations must be a list", "- {from: one_code"),
    "relations: a text": (HEAD + "relations: [a]\n", 4, 13, "a relation needs from and to", "- {from: one_code"),
    "relations: an unknown key": (HEAD + "  - id: b\nrelations:\n  - {from: a, to: b, typ: x}\n", 6, 22, "unknown key typ", "did you mean type?"),
    "relations: no end": (HEAD + "relations:\n  - {from: a}\n", 5, 5, "a relation has no to", "name the ids"),
    "relations: neither end": (HEAD + "relations:\n  - {memo: a}\n", 5, 5, "a relation has no from and no to", "name the ids"),
    "relations: an unknown code": (HEAD + "  - id: trust\nrelations:\n  - {from: a, to: trsut}\n", 6, 19, "there is no code trsut", "did you mean trust?"),
    "relations: another case": (HEAD + "  - id: Trust\nrelations:\n  - {from: a, to: trust}\n", 6, 19, "there is no code trust", "did you mean Trust?"),
    "relations: to itself": (HEAD + "relations:\n  - {from: a, to: a}\n", 5, 19, "a is related to itself", "name another code"),
    "relations: a list of ids": (HEAD + "relations:\n  - {from: a, to: [a]}\n", 5, 19, "to must be a text", ""),
    # codes
    "no codes": ("format: 1\n", 1, 1, "there are no codes", "add codes:"),
    "codes without a value": ("format: 1\ncodes:\n", 2, 1, "there are no codes", "add codes:"),
    "an empty list": ("format: 1\ncodes: []\n", 2, 8, "there are no codes", "- id:"),
    "codes is a mapping": ("format: 1\ncodes:\n  a: {name: x}\n", 3, 3, "codes must be a list", "- id: its_name"),
    "codes is a text": ("format: 1\ncodes: a\n", 2, 8, "codes must be a list", "- id: its_name"),
    "a code is a text": ("format: 1\ncodes:\n  - a\n", 3, 5, "a code needs at least an id", "- id: its_name"),
    "children is a text": (code("children: x"), 4, 15, "children must be a list", "- id: its_name"),
    "a child is a text": (code("children:", "  - x"), 5, 9, "a code needs at least an id", "- id: its_name"),
    # ids
    "no id": ("format: 1\ncodes:\n  - name: A\n", 3, 5, "a code has no id", "write id:"),
    "empty id": ("format: 1\ncodes:\n  - name: A\n    id:\n", 4, 5, "a code has no id", "write id:"),
    "id with a blank": (named("a b"), 3, 9, "the id a b holds a blank", ": a_b"),
    "id with a comma": (named("精英，领导"), 3, 9, "holds ，", ": 精英_领导"),
    "id with a bracket": (named("(a)"), 3, 9, "begins with (", ": a"),
    "id with a hyphen first": (named("-a"), 3, 9, "begins with -", ": a"),
    "id of a column": (named("Document"), 3, 9, "Document is the name of a column", "choose another id"),
    "id twice": (HEAD + "    children:\n      - id: a\n", 5, 13, "the id a stands twice", "the other is in line 3"),
    "id twice after case folding": ("format: 1\ncodes:\n  - id: Trust\n  - id: trust\n", 4, 9, "trust stands twice (as Trust", "the other is in line 3"),
    # other fields
    "color by name": (code("color: red"), 4, 12, "red is no color", '"#aa3377"'),
    "short color": (code("color: '#abc'"), 4, 12, "#abc is no color", '"#aa3377"'),
    "color without quotes": (code("color: #aa3377"), 4, 5, "the color is empty", 'write color: "#aa3377"'),
    "definition is a list": (code("definition: [a, b]"), 4, 17, "definition must be a text", QUOTE),
    "language in words": (code("name: {english: A}"), 4, 12, "english is no language", "{en: …, zh: …}"),
    "language not of the codebook": ("format: 1\ncodebook:\n  languages: [zh]\ncodes:\n  - id: a\n    name: {en: A}\n", 6, 12, "en is none of the codebook's languages", "add it to languages:"),
    "rules is a text": (code("rules: 能人"), 4, 12, "rules must be a list", "on a line of its own"),
    "rules is a mapping": (code("rules: {a: b}"), 4, 12, "rules must be a list", "on a line of its own"),
    "examples is a text": (code("examples: x"), 4, 15, "examples must be a list", "on a line of its own"),
    "example without text": (code("examples:", "  - {speaker: y}"), 5, 9, "an example has no text", "write text:"),
    "example with where as a text": (code("examples:", "  - {text: x, where: y}"), 5, 26, "where must give", "{community: L}"),
    "example with a colon": (code("examples:", "  - 他说: 好"), 5, 9, "before the colon as a key", "put the example in single quotes: '他说: 好'"),
    "shield with braces": (code("shields:", "  - {a,b}"), 5, 9, "leading {", "put the shield in single quotes: '{a,b}'"),
    # references
    "unknown code": (rule("能人 AND code:b"), 5, 16, "there is no code b", "code"),
    "unknown code, near one": ("format: 1\ncodes:\n  - id: trust\n  - id: b\n    rules: ['能人 OR code:tust']\n", 5, 20, "there is no code tust", "did you mean code:trust?"),
    "a code that names itself": (rule("能人 AND code:a"), 5, 16, "a names itself", "cannot wait for itself"),
    "a code that names its ancestor": (HEAD + "    children:\n      - id: b\n        children:\n          - id: c\n            rules:\n              - code:a\n", 9, 17, "c names a, which it stands below", "cannot wait for itself"),
    "a ring": ("format: 1\ncodes:\n  - id: a\n    rules: [能人 AND code:b]\n  - id: b\n    rules: [能人 AND code:a]\n", 4, 20, "a → b → a", "cannot wait for itself"),
    # YAML traps in rules
    "braces first": (rule("{社区,民间}精英"), 5, 9, "leading { as the beginning of a mapping", f"{SINGLE}: '{{社区,民间}}精英'"),
    "braces only": (rule("{社区,民间}"), 5, 9, "leading {", f"{SINGLE}: '{{社区,民间}}'"),
    "bracket first": (rule("[能人] OR 带头"), 5, 9, "leading [", SINGLE),
    "star first": (rule("*volunteer"), 5, 9, "leading * as an alias", f"{SINGLE}: '*volunteer'"),
    "star and more": (rule("*volunteer OR help"), 5, 9, "leading * as an alias", f"{SINGLE}: '*volunteer OR help'"),
    "star alone": (rule("*"), 5, 9, "leading *", SINGLE),
    "ampersand first": (rule("&c OR 能人"), 5, 9, "leading & as an anchor", SINGLE),
    "exclamation mark first": (rule("!important"), 5, 9, "leading ! as a tag", SINGLE),
    "bar first": (rule("|能人"), 5, 9, "leading |", SINGLE),
    "greater first": (rule("> 5"), 5, 9, "leading >", SINGLE),
    "per cent first": (rule("%能人"), 5, 9, "leading %", SINGLE),
    "at sign first": (rule("@能人"), 5, 9, "leading @", SINGLE),
    "backtick first": (rule("`能人`"), 5, 9, "leading `", SINGLE),
    "colon and blank": (rule("role: elder"), 5, 9, "before the colon as a key", f"{SINGLE}: 'role:elder'"),
    "two colons and blanks": (rule("a: b: c"), 5, 9, "before the colon as a key", SINGLE),
    "colon at the end": (rule("能人:"), 5, 9, "before the colon as a key", SINGLE),
    "hash first": (rule("#MeToo"), 5, 8, "the rule is empty", SINGLE),
    "hash inside": (rule("(能人 OR #MeToo)"), 5, 15, "reads what follows # as a comment", SINGLE),
    "quotes first": (rule('"能人" OR 带头'), 5, 9, "quotes end before the text does", f"{SINGLE}: '\"能人\" OR 带头'"),
    "single quotes first": (rule("'能人' OR it's"), 5, 9, "quotes end before the text does", f"{SINGLE}: '''能人'' OR it''s'"),
    "backspace": (rule('"a\\bc"'), 5, 11, "control character (U+0008)", SINGLE),
    "unknown escape": (rule('"\\p{Han} x"'), 5, 9, "does not know \\p", SINGLE),
    "list in a list": (rule("- 能人"), 5, 9, "the rule must be a text", SINGLE),
    "question mark first": (rule("? 能人"), 5, 9, "the rule must be a text", SINGLE),
    "two lines": (rule("{a,\n         b}c"), 5, 9, "leading {", SINGLE),
    "an empty rule": (rule(""), 5, 8, "the rule is empty", "take the line out"),
    "alias in a flow list": (code("rules: [能人, *b]"), 4, 17, "leading * as an alias", SINGLE),
    "flow list that stays open": (code("rules: [能人, 带头"), 4, 12, "YAML cannot read this list to its end", "write each rule on a line of its own"),
    # YAML elsewhere
    "colon in a text": (code("definition: see: this"), 4, 17, "before the colon as a key", f"{QUOTE}: 'see: this'"),
    "quotes in a text": (code('definition: "A" is B'), 4, 17, "quotes end before the text does", f"{QUOTE}: '\"A\" is B'"),
    "braces in a text": (code("definition: {A} is B"), 4, 17, "leading {", QUOTE),
    "full-width colon": (code("name：社区"), 4, 9, "full-width colon stands behind name", "ASCII colon and a blank"),
    "full-width colon before a list": (code("rules：", "  - 能人"), 4, 10, "full-width colon stands behind rules", "ASCII colon and a blank"),
    "no blank behind the colon": (code("name:A", "color: '#aa3377'"), 4, 9, "a blank is missing behind name", "ASCII colon and a blank"),
    "anchor": (code("name: &x A"), 4, 11, "an anchor (&) has no meaning", "in single quotes"),
    "alias": (code("name: *x"), 4, 11, "an alias (*) has no meaning", "in single quotes"),
    "tag": (code("name: !!int 3"), 4, 11, "a tag (!) has no meaning", "in single quotes"),
    "tab in the indentation": ("format: 1\ncodes:\n\t- id: a\n", 3, 1, "a tab stands where", "put blanks"),
    "indented too little": (HEAD + "   name: x\n", 4, 4, "does not fit the lines before it", "indentation"),
    "indented too much": (HEAD + "      name: x\n", 4, 11, "a colon and a blank stand where no key can be", "indentation"),
    "open quote": (code('name: "abc', "definition: x"), 4, 11, "never closed", "close it"),
    "open bracket": (code("name: {en: x"), 4, 11, "is not closed", "write }"),
    "control character": (HEAD + "    name: a\x07b\n", 4, 12, "control character (U+0007)", "delete it"),
    "line separator": (HEAD + "    name: a\u2028b\n", 4, 12, "control character (U+2028)", "delete it"),
    "escaped control character": (code('name: "a\\bc"'), 4, 11, "control character (U+0008)", QUOTE),
    "escaped surrogate": (code('name: "\\ud800"'), 4, 11, "control character (U+D800)", QUOTE),
    # rules
    "unknown prefix": (rule("exakt:US"), 5, 9, "exakt:", "exact:"),
    "NEAR without a number": (rule("能人 NEAR/ 带头"), 5, 12, "NEAR needs a number", "from 0 to 99"),
    "NEAR with a letter": (rule("能人 NEAR/x 带头"), 5, 12, "NEAR needs a number", "from 0 to 99"),
    "NEAR too far": (rule("能人 NEAR/100 带头"), 5, 12, "NEAR/100", "from 0 to 99"),
    "NOT alone": (rule("NOT 能人"), 5, 9, "NOT alone", "what must be there"),
    "AND beside NEAR": (rule("能人 NEAR/3 (带头 AND 威望)"), 5, 19, "AND cannot stand beside NEAR", "take AND out"),
    "open quote in a rule": (rule('能人 OR "带头'), 5, 15, "never closed", 'add "'),
    "open regex": (rule("/(a+/"), 5, 9, "regular expression", "RE2"),
    "fault in single quotes": (rule("'it''s me OR (带头'"), 5, 22, "the bracket is never closed", ""),
    "fault in double quotes": (rule('"\\u80fd人 OR (带头"'), 5, 21, "the bracket is never closed", ""),
    "fault in two lines": (rule("能人 OR\n        (带头"), 5, 9, "never closed (character 7 of the rule)", ""),
    "fault in a block": (rule("|\n        能人 OR\n        (带头"), 5, 9, "never closed (character 7 of the rule)", ""),
    "fault in a second rule": (rule("能人", "带头 OR"), 6, 14, "the rule ends where a term should stand", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_codebook_has_one_error(name: str):
    text, line, column, message, cure = FAULTY[name]
    found = errors(text)
    assert [(each.line, each.column) for each in found] == [(line, column)], found
    assert message in found[0].message
    assert cure in found[0].cure
    assert found[0].file == "c.yaml"
    assert found[0].slug
    assert found[0].source == text.split("\n")[line - 1].replace("\x07", "\ufffd").replace("\u2028", "\ufffd")


def test_the_table_is_large():
    assert len(FAULTY) >= 60


TEN = """\
format: 1
codebook:
  name: Ten
  unit: sentances
codes:
  - id: a
    nmae: A
    color: "#zz0000"
    rules:
      - {社区,民间}精英
      - 能人 NEAR/ 带头
      - lemma:/run/
      - code:c
      - '(能人 OR 带头人'
  - id: A
    definition: 使用: 当
    rules: 能人
  - name: no id
"""


def test_ten_mistakes_are_reported_at_once_in_the_order_of_the_file():
    found = errors(TEN)
    assert [(each.line, each.column, each.slug) for each in found] == [
        (4, 9, "bad-value"),
        (7, 5, "unknown-key"),
        (8, 12, "bad-value"),
        (10, 9, "yaml"),
        (11, 12, "rule"),
        (12, 9, "rule"),
        (13, 9, "unknown-code"),
        (14, 10, "rule"),
        (15, 9, "duplicate-id"),
        (16, 17, "yaml"),
        (17, 12, "wrong-type"),
        (18, 5, "missing"),
    ]


def test_all_traps_are_reported_at_once_and_the_rest_is_checked():
    signs = [
        "{a,b}c",
        "[ab]c",
        "*abc",
        "&abc d",
        "!abc",
        "|abc",
        "> abc",
        "%abc",
        "@abc",
        "`abc`",
        "ab: cd",
        '"ab" cd',
    ]
    found = errors(rule(*signs, "能人 NEAR/ 带头"))
    assert [each.line for each in found] == list(range(5, 5 + len(signs) + 1))
    assert all(each.column == 9 and each.cure.startswith(f"{SINGLE}: '") for each in found[:-1])
    assert found[-1].slug == "rule"


@pytest.mark.parametrize("body", ["{a,b}c", "*abc", "role: elder", "@abc", '"ab" cd', "'ab' cd", "%a b"])
def test_the_cure_of_a_trap_can_be_pasted(body: str):
    (found,) = errors(rule(body))
    again = errors(rule(found.cure.removeprefix(f"{SINGLE}: ")))
    assert not [each for each in again if each.slug == "yaml"]


def test_no_cure_is_offered_for_half_a_rule():
    assert errors(rule("{a,\n         b}c"))[0].cure == SINGLE
    assert errors(rule("*abc #d"))[0].cure == SINGLE


def test_what_stands_before_a_fault_of_the_yaml_is_checked():
    found = errors(code("nmae: A", 'name: "abc'))
    assert [each.slug for each in found] == ["unknown-key", "yaml"]
    assert found[1].message.endswith("what follows was not checked")


def test_codes_that_were_not_read_are_not_missed():
    found = errors(rule("code:b") + '  - id: b\n    name: "abc\n')
    assert [each.slug for each in found] == ["yaml"]


def test_the_same_fault_in_many_places_is_found_in_all_of_them():
    text = "format: 1\ncodes:\n" + "".join(
        f"  - id: a{n}\n    name：x\n    definition: see: this\n    include: |\n      name: a: b\n"
        for n in range(50)
    )
    found = errors(text)
    assert [(each.line % 5, each.column) for each in found] == [(4, 9), (0, 17)] * 50


def test_what_is_shown_cannot_move_the_cursor():
    (found,) = errors(code('"a\\e[2J": x'))
    assert found.message == "unknown key a\ufffd[2J"
    assert errors(HEAD + "    nmae: \x1b[2J\n")[0].source == "    nmae: \ufffd[2J"


def test_a_very_long_line_is_not_shown():
    assert errors(code("nmae: " + "x" * 10_000))[0].source == ""


def test_depth_has_a_limit():
    found = errors("format: 1\ncodes: " + "[" * 100_000)
    assert [(each.line, each.message) for each in found][1:] == [
        (2, "lists and mappings are nested too deeply here")
    ]


def test_a_later_format_is_not_looked_at():
    assert [each.slug for each in errors("format: 3\ncodes:\n  - x\n  - y\n")] == ["format"]


def test_a_ring_is_reported_once():
    text = "format: 1\ncodes:\n" + "".join(
        f"  - id: {one}\n    rules: [能人 AND code:{other}]\n" for one, other in ("ab", "bc", "ca")
    )
    assert [each.slug for each in errors(text)] == ["cycle"]


def test_a_parent_may_name_what_stands_below_it():
    text = HEAD + "    rules: [能人 AND code:b]\n    children:\n      - id: b\n        rules: [带头]\n"
    assert not errors(text)


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark_move_nothing(bom: str, end: str):
    (found,) = errors(bom + code("name: x", "nmae: x").replace("\n", end))
    assert (found.line, found.column, found.source) == (5, 5, "    nmae: x")


DIGITS = "{0,1,2,3,4,5,6,7,8,9}"


def thousands(*starts: str) -> str:
    """A codebook with a rule of 1,000 terms for each start."""
    return rule(*(f"'{start}{DIGITS * 3}'" for start in starts))


def test_too_many_patterns_are_found_at_the_rule_that_crosses_the_limit():
    starts = [f"x{number}y" for number in range(103)]
    (fault,) = errors(thousands(*starts[:50], *starts[:50], *starts[50:]))
    assert (fault.line, fault.column, fault.slug) == (155, 10, "too-many-patterns")
    assert fault.message == (
        "with the 1,000 alternatives of this rule there are more than 100,000 patterns, "
        "the limit for a codebook; all rules: 103,000"
    )
    assert fault.cure.startswith("use fewer braces")


def test_the_limit_of_patterns_itself_is_allowed_and_exact_terms_count_by_themselves():
    starts = [f"x{number}y" for number in range(100)]
    assert errors(thousands(*starts)) == ()
    assert errors(thousands(*starts, *(start.upper() for start in starts))) == ()
    (fault,) = errors(thousands(*starts) + "      - exact:x0y000\n")
    assert fault.line == 105
    assert fault.message.startswith("with the 1 alternative of this rule")
