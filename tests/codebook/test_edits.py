"""Edits of a codebook's text: what is written where, and what is refused."""

from pathlib import Path

import pytest

from qualcode.codebook.edit_codes import add_code, move_code
from qualcode.codebook.edit_names import rename_code
from qualcode.codebook.edit_removal import remove_code
from qualcode.codebook.edit_rules import add_rule, remove_rule, replace_rule
from qualcode.codebook.newcode import NewCode
from qualcode.codebook.read import read_codebook
from qualcode.errors import CodebookError, QualcodeError, RuleError, UsageError
from qualcode.rules.parse import parse

SHIPPED = (Path(__file__).parents[2] / "codebooks" / "community_governance.yaml").read_text(encoding="utf-8")
HEAD = "format: 1\ncodebook:\n  languages: [zh, en]\ncodes:\n"
BOOK = f"""{HEAD}\
  # on trust
  - id: trust
    name: {{zh: 信任, en: Trust}}
    rules:
      - 信任
      # of English
      - 'trust*'   # all forms
    children:
      - id: distrust
        rules: [不信任, "x y #z"]

      - id: deep
        definition: |
          Text.

            # no comment
        # - id: ghost

  - id: other
    exclude: "Distrust: code:distrust."
    rules:
      - 邻居 NOT (code:distrust OR code：“ deep ”) OR "code:deep"
"""


def changed(before: str, after: str) -> list[str]:
    """The lines that went and came, with their signs."""
    import difflib

    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:3] not in ("---", "+++", "@@ ")]


def test_add_writes_as_the_file_is_written():
    new = NewCode(
        "neu",
        texts={"name": {"zh": "新", "en": "New: one"}, "definition": {"zh": "新的", "en": 'A "new" one'}},
        color="#AABBCC",
        rules=("新词", "{新,旧}词"),
        shields=("新, 旧", "新词典"),
        examples=("他说：“新”",),
        non_examples=("a\\b",),
    )
    edited = add_code(BOOK, new, under="trust", file="book.yaml")
    assert changed(BOOK, edited.text) == [
        "+      - id: neu",
        '+        name: {zh: 新, en: "New: one"}',
        "+        definition:",
        '+          zh: "新的"',
        "+          en: 'A \"new\" one'",
        '+        color: "#AABBCC"',
        "+        rules:",
        "+          - 新词",
        "+          - '{新,旧}词'",
        '+        shields: ["新, 旧", 新词典]',
        "+        examples:",
        '+          - "他说：“新”"',
        "+        non_examples:",
        "+          - 'a\\b'",
        "+",
    ]
    assert (edited.line, edited.codes) == (23, ("neu",))
    assert edited.codebook.codes[3].color == "#aabbcc"


def test_names_on_lines_of_their_own_stay_so():
    text = "format: 1\ncodes:\n- id: a\n  name:\n      zh: 甲\n"
    edited = add_code(text, NewCode("b", texts={"name": {"zh": "乙"}}))
    assert edited.text == text + '- id: b\n  name:\n      zh: "乙"\n'


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ({}, 28),
        ({"before": "trust"}, 5),
        ({"before": "deep"}, 16),
        ({"after": "distrust"}, 16),
        ({"under": "deep"}, 24),
    ],
)
def test_where_a_code_is_added(place, line):
    edited = add_code(BOOK, NewCode("neu"), **place)
    assert edited.line == line
    assert edited.text.splitlines()[line - 1].endswith("- id: neu")
    assert remove_code(edited.text, "neu").text == BOOK


def test_new_warnings_are_told_and_old_ones_are_not():
    assert read_codebook(BOOK)[2]
    edited = add_code(BOOK, NewCode("neu", rules=("甲 乙",)))
    assert [warning.slug for warning in edited.warnings] == ["no-definition", "one-language", "blank"]
    assert add_code(BOOK, NewCode("neu")).warnings == ()


@pytest.mark.parametrize(
    ("new", "place", "message"),
    [
        ("Trust", {}, "there is a code trust already"),
        ("a b", {}, "the id a b holds a blank"),
        ("units", {}, "units is the name of a column"),
        ("", {}, "the id is empty"),
        ("x", {"under": "nobody"}, "there is no code nobody"),
        ("x", {"under": "other", "before": "deep"}, "deep stands below trust"),
        ("x", {"before": "deep", "after": "deep"}, "before one code and behind another"),
    ],
)
def test_what_cannot_be_added(new, place, message):
    with pytest.raises(QualcodeError, match=message) as fault:
        add_code(BOOK, NewCode(new), file="book.yaml", **place)
    assert fault.value.cure


def test_a_bad_rule_and_an_unknown_code_in_a_rule():
    with pytest.raises(RuleError, match="never closed"):
        add_code(BOOK, NewCode("x", rules=("(新词",)))
    with pytest.raises(QualcodeError, match="would have an error: there is no code nobody"):
        add_code(BOOK, NewCode("x", rules=("新词 AND code:nobody",)))
    with pytest.raises(QualcodeError, match="fr is none of the codebook's languages"):
        add_code(BOOK, NewCode("x", texts={"name": {"fr": "nouveau"}}))


def test_a_codebook_with_errors_is_not_touched():
    with pytest.raises(CodebookError) as fault:
        add_code(BOOK.replace("rules:", "rule:"), NewCode("x"))
    assert len(fault.value.problems) == 3


def test_rename_changes_only_the_id_where_it_is_meant():
    edited = rename_code(BOOK, "distrust", "不信任")
    assert changed(BOOK, edited.text) == [
        "-      - id: distrust",
        "+      - id: 不信任",
        '-      - 邻居 NOT (code:distrust OR code：“ deep ”) OR "code:deep"',
        '+      - 邻居 NOT (code:不信任 OR code：“ deep ”) OR "code:deep"',
    ]
    assert (edited.line, edited.codes, edited.references, edited.mentions) == (13, ("不信任",), (26,), (24,))
    deep = rename_code(BOOK, "deep", "shallow.1")
    assert changed(BOOK, deep.text)[-1].endswith('(code:distrust OR code：“ shallow.1 ”) OR "code:deep"')
    assert deep.mentions == (26,)


@pytest.mark.parametrize(
    ("written", "renamed"),
    [
        ("'邻居 NOT code:\"a_1\"'", "'邻居 NOT code:\"b\"'"),
        ("'it''s AND code:a_1'", "'it''s AND code:b'"),
        (r'"\u90bb居\tAND \"xx\" NOT code:a\x5f1"', r'"\u90bb居\tAND \"xx\" NOT code:b"'),
        ("邻居\n          OR 车\n        NOT code:a_1", "邻居\n          OR 车\n        NOT code:b"),
        (
            ">-\n          邻居\n          NOT\n\n          code:a_1",
            ">-\n          邻居\n          NOT\n\n          code:b",
        ),
        ("|\n          邻居 NOT code:a_1\n", "|\n          邻居 NOT code:b\n"),
        ('"邻居 \\\n         NOT code:a\\\n         _1"', '"邻居 \\\n         NOT code:b"'),
        ("邻居 NOT (code:a_1 OR code:a_1)", "邻居 NOT (code:b OR code:b)"),
        ("/code:a_1/ OR code:a_1 AND a_1", "/code:a_1/ OR code:b AND a_1"),
        ("邻居 NOT (code:a_1.x OR code:a_1)", "邻居 NOT (code:a_1.x OR code:b)"),
    ],
)
def test_references_in_every_way_of_writing(written, renamed):
    text = f"format: 1\ncodes:\n  - id: a_1\n  - id: a_1.x\n  - id: c\n    rules:\n      - {written}\n"
    edited = rename_code(text, "a_1", "b")
    assert edited.text == text.replace("- id: a_1\n", "- id: b\n").replace(written, renamed)


def test_ids_and_rules_in_brackets_are_renamed():
    text = "format: 1\ncodes: [{id: 'a', children: [{id: b, rules: [xx, 'yy NOT code:c']}]}, {id: c}]\n"
    assert rename_code(text, "c", "丙").text == text.replace("code:c", "code:丙").replace("id: c", "id: 丙")
    assert rename_code(text, "a", "甲").text == text.replace("'a'", "'甲'")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("trust", "Other", "there is a code other already"),
        ("trust", "trust", "its id already"),
        ("trust", "a b", "the id a b holds a blank"),
        ("trust", " ", "the id is empty"),
        ("nobody", "x", "there is no code nobody"),
        ("trus", "x", "there is no code trus"),
    ],
)
def test_what_cannot_be_renamed(old, new, message):
    with pytest.raises(QualcodeError, match=message):
        rename_code(BOOK, old, new)


def test_case_alone_may_change():
    assert "- id: Trust\n" in rename_code(BOOK, "trust", "Trust").text


def test_move_takes_comments_children_and_blocks_along():
    edited = move_code(BOOK, "deep", top=True)
    assert edited.text == BOOK.replace(
        """
      - id: deep
        definition: |
          Text.

            # no comment
        # - id: ghost
""",
        "",
    ) + (
        """
  - id: deep
    definition: |
      Text.

        # no comment
    # - id: ghost
"""
    )
    assert move_code(edited.text, "deep", after="distrust").text == BOOK


def test_a_parent_moves_with_its_children():
    text = BOOK.replace("NOT (code:distrust OR code：“ deep ”) ", "")
    edited = move_code(text, "trust", under="other")
    assert [(code.id, code.parent, code.depth) for code in edited.codebook.codes] == [
        ("other", None, 0),
        ("trust", "other", 1),
        ("distrust", "trust", 2),
        ("deep", "trust", 2),
    ]
    assert edited.codes == ("trust", "distrust", "deep")
    assert "\n    children:\n      # on trust\n      - id: trust\n        name:" in edited.text


@pytest.mark.parametrize(
    ("code", "place", "message"),
    [
        ("trust", {"under": "deep"}, "cannot be moved to deep, which stands below it"),
        ("trust", {"under": "trust"}, "cannot be moved to itself"),
        ("trust", {"before": "distrust"}, "cannot be moved to"),
        ("deep", {"under": "trust"}, "stands there already"),
        ("deep", {"after": "distrust"}, "stands there already"),
        ("other", {"top": True}, "stands there already"),
        ("trust", {}, "no place is named"),
        ("trust", {"under": "other", "top": True}, "below a code and at the top"),
        ("deep", {"top": True, "before": "distrust"}, "distrust stands below trust"),
        ("other", {"under": "distrust"}, "written in braces|would have an error"),
    ],
)
def test_what_cannot_be_moved(code, place, message):
    with pytest.raises(QualcodeError, match=message) as fault:
        move_code(BOOK, code, file="book.yaml", **place)
    assert fault.value.cure


def test_a_move_that_closes_a_ring_is_refused():
    text = HEAD + "  - id: a\n    rules: [xx AND code:b]\n  - id: b\n"
    with pytest.raises(QualcodeError, match="would have an error: a names b"):
        move_code(text, "a", under="b")


def test_remove_takes_the_entry_and_its_comments():
    text = BOOK.replace("NOT (code:distrust OR code：“ deep ”) ", "")
    edited = remove_code(text, "deep")
    assert [line for line in changed(text, edited.text) if line.startswith("+")] == []
    assert "ghost" not in edited.text
    assert '- id: distrust\n        rules: [不信任, "x y #z"]\n\n  - id: other\n' in edited.text


def test_remove_with_children_and_keeping_them():
    text = BOOK.replace("NOT (code:distrust OR code：“ deep ”) ", "")
    with pytest.raises(UsageError, match="below trust there are codes: distrust, deep"):
        remove_code(text, "trust")
    gone = remove_code(text, "trust", with_children=True)
    assert gone.codes == ("trust", "distrust", "deep")
    assert gone.text == HEAD + text[text.index("  - id: other") :]
    kept = remove_code(text, "trust", keep_children=True)
    assert [(code.id, code.parent, code.depth) for code in kept.codebook.codes] == [
        ("distrust", None, 0),
        ("deep", None, 0),
        ("other", None, 0),
    ]
    assert kept.text.startswith(
        HEAD
        + """\
  - id: distrust
    rules: [不信任, "x y #z"]

  - id: deep
    definition: |
      Text.

        # no comment
    # - id: ghost

  - id: other
"""
    )


def test_a_code_that_is_named_is_not_removed():
    with pytest.raises(QualcodeError, match=r"\(code:distrust\) is named elsewhere: other in line 26"):
        remove_code(BOOK, "distrust")
    with pytest.raises(QualcodeError, match=r"code:distrust, code:deep"):
        remove_code(BOOK, "trust", with_children=True)
    assert remove_code(BOOK, "trust", keep_children=True)


def test_the_last_code_and_contradictions():
    with pytest.raises(QualcodeError, match="all that is in the codebook"):
        remove_code("format: 1\ncodes:\n- id: a\n", "a")
    with pytest.raises(UsageError, match="kept and removed"):
        remove_code(BOOK, "trust", keep_children=True, with_children=True)


@pytest.mark.parametrize("comment", ["", "  # its children"])
def test_the_key_goes_with_the_last_child_unless_a_comment_stands_there(comment):
    text = (
        f"format: 1\ncodes:\n  - id: a\n    children:{comment}\n      - id: b\n    rules: [xx]\n  - id: c\n"
    )
    key = f"    children:{comment}\n" if comment else ""
    assert remove_code(text, "b").text == f"format: 1\ncodes:\n  - id: a\n{key}    rules: [xx]\n  - id: c\n"


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("新词 OR it's", "新词 OR it's"),
        ("{新,旧}词", "'{新,旧}词'"),
        ("问题: 停车", "'问题: 停车'"),
        ("停车 #1", "'停车 #1'"),
        ('"it\'s"', "'\"it''s\"'"),
        ("*hood", "'*hood'"),
        (r"/\d: x/", r"'/\d: x/'"),
        ("(新词 OR 旧词) NEAR/3 车", "(新词 OR 旧词) NEAR/3 车"),
        ("  新词\n  OR 旧词 ", "新词 OR 旧词"),
        ("新词\tOR 旧词", "'新词\tOR 旧词'"),
    ],
)
def test_rules_are_written_with_the_quotes_that_yaml_needs(rule, written):
    edited = add_rule(BOOK, "trust", rule)
    assert changed(BOOK, edited.text) == [f"+      - {written}"]
    assert edited.line == 12
    assert remove_rule(edited.text, "trust", rule).text == BOOK


def test_rules_in_brackets():
    edited = add_rule(BOOK, "distrust", "新词, 旧词")
    assert changed(BOOK, edited.text)[-1] == "+        rules: [不信任, \"x y #z\", '新词, 旧词']"
    assert remove_rule(edited.text, "distrust", "3").text == BOOK
    assert 'rules: ["x y #z"]' in remove_rule(BOOK, "distrust", "不信任").text
    assert "rules: [不信任]" in remove_rule(BOOK, "distrust", "2").text
    alone = remove_rule(remove_rule(BOOK, "distrust", "2").text, "distrust", "1").text
    assert "        rules: []\n" in alone
    assert "        rules: [新词]\n" in add_rule(alone, "distrust", "新词").text
    assert 'rules: [新词, "x y #z"]' in replace_rule(BOOK, "distrust", "1", "新词").text


def test_a_comment_between_rules_in_brackets_is_not_lost():
    text = HEAD + "  - id: a\n    rules: [xx, # on xx\n      yy]\n"
    with pytest.raises(QualcodeError, match="a comment stands between"):
        remove_rule(text, "a", "2")
    assert add_rule(text, "a", "zz").text == text.replace("yy]", "yy, zz]")


def test_a_code_without_rules_gets_the_key_in_its_place():
    text = HEAD + "  - id: a\n    color: '#aabbcc'\n    examples: [x]\n"
    edited = add_rule(text, "a", "新词")
    assert edited.text == text.replace("    examples", "    rules:\n      - 新词\n    examples")
    assert remove_rule(edited.text, "a", "1").text == text


def test_an_empty_key_is_filled():
    text = HEAD + "  - id: a\n    rules:\n    color: '#aabbcc'\n"
    assert add_rule(text, "a", "新词").text == text.replace("rules:\n", "rules:\n      - 新词\n")


def test_replace_keeps_comments_and_quotes_around():
    edited = replace_rule(BOOK, "trust", "trust*", "{rely,relies} on")
    assert changed(BOOK, edited.text) == [
        "-      - 'trust*'   # all forms",
        "+      - '{rely,relies} on'   # all forms",
    ]
    assert edited.line == 11


def test_a_removed_rule_takes_its_comment_along():
    assert changed(BOOK, remove_rule(BOOK, "trust", "2").text) == [
        "-      # of English",
        "-      - 'trust*'   # all forms",
    ]


@pytest.mark.parametrize("rule", ["信任", "'信任'", '"信任"'])
def test_a_rule_that_is_there_is_said(rule):
    spelled = rule.strip("'")
    with pytest.raises(QualcodeError, match="has this rule already: it is number 1") as fault:
        add_rule(BOOK, "trust", spelled, file="book.yaml")
    assert fault.value.place == "book.yaml:9"


@pytest.mark.parametrize("wanted", ["0", "3", "nothing", "(", ""])
def test_a_rule_that_is_not_there(wanted):
    with pytest.raises(UsageError, match="trust has no rule") as fault:
        remove_rule(BOOK, "trust", wanted)
    assert fault.value.cure == "its rules have the numbers 1 to 2"


def test_a_number_is_a_place_first_and_then_a_rule():
    text = HEAD + "  - id: a\n    rules:\n      - 2021\n      - xx\n"
    assert "2021" not in remove_rule(text, "a", "2021").text
    assert "xx" not in remove_rule(text, "a", "2").text


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: add_code(text, NewCode("x"), under="b"),
        lambda text: add_code(text, NewCode("x"), after="c"),
        lambda text: move_code(text, "c", top=True),
        lambda text: remove_code(text, "c"),
        lambda text: add_rule(text, "b", "xx"),
        lambda text: remove_code(text, "a", keep_children=True),
    ],
)
def test_what_stands_in_brackets_is_refused_with_its_place(edit):
    text = HEAD + "  - id: a\n    children: [{id: c}, {id: d}]\n  - {id: b}\n"
    with pytest.raises(QualcodeError, match=r"braces|brackets") as fault:
        edit(text)
    assert fault.value.place in ("line 6", "line 7")
    assert "lines of its own" in fault.value.cure


def test_an_empty_list_in_brackets_is_refused_for_codes():
    text = HEAD + "  - id: a\n    children: []\n"
    with pytest.raises(QualcodeError, match="in brackets") as fault:
        add_code(text, NewCode("b"), under="a")
    assert fault.value.place == "line 6"


def test_codes_in_braces_can_be_moved_and_removed_whole():
    text = HEAD + "  - id: a\n  - {id: b,\n     children: [{id: c}]}\n"
    assert (
        move_code(text, "b", before="a").text == HEAD + "  - {id: b,\n     children: [{id: c}]}\n  - id: a\n"
    )
    assert remove_code(text, "b", with_children=True).text == HEAD + "  - id: a\n"
    assert move_code(text, "b", under="a").text == (
        HEAD + "  - id: a\n    children:\n      - {id: b,\n         children: [{id: c}]}\n"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_a_missing_last_one(end, last):
    text = "\ufeff" + BOOK.replace("\n", end)
    text = text if last else text.removesuffix(end)
    edited = add_code(text, NewCode("neu", rules=("新词",)))
    assert edited.text.startswith(text)
    assert edited.text.count("\n") == edited.text.count(end) * end.count("\n")
    assert edited.text.endswith(end) is last
    assert remove_code(edited.text, "neu").text == text


def test_text_that_is_not_in_composed_form_stays_so():
    text = (
        HEAD
        + "  - id: cafe\u0301\n    definition: e\u0301\n  - id: b\n    rules:\n      - xx NOT code:cafe\u0301\n"
    )
    edited = rename_code(text, "caf\u00e9", "tea")
    assert edited.text == text.replace("cafe\u0301", "tea")
    assert add_rule(text, "b", "the\u0301").text == text + "      - th\u00e9\n"


def test_all_edits_on_the_shipped_codebook():
    added = add_code(SHIPPED, NewCode("新码", rules=("新词",)), under="elite_leadership")
    assert [line[0] for line in changed(SHIPPED, added.text)] == ["+"] * 4
    assert remove_code(added.text, "新码").text == SHIPPED
    renamed = rename_code(SHIPPED, "elite_in_system", "体制内")
    assert len(renamed.references) == 26
    assert len(changed(SHIPPED, renamed.text)) == 2 * (26 + 1)
    assert rename_code(renamed.text, "体制内", "elite_in_system").text == SHIPPED
    moved = move_code(SHIPPED, "task_load", top=True)
    assert move_code(moved.text, "task_load", before="paperwork").text == SHIPPED
    ruled = add_rule(SHIPPED, "task_load", "{新,旧}词")
    assert changed(SHIPPED, ruled.text) == ["+          - '{新,旧}词'"]
    assert remove_rule(ruled.text, "task_load", "{新,旧}词").text == SHIPPED


PATTERNS = """\
format: 1
codes:
  - id: a
    rules:
      - x y   # one
      - pattern: [{LOWER: residents}]   # two
      # three
      - pattern:
          - LEMMA: go
  - id: b
    rules: [code:a, pattern: [{LOWER: x}]]
relations:
  - {from: a, to: b}   # how
"""


def test_rules_that_are_patterns_are_counted_and_removed():
    assert [
        add_rule(PATTERNS, "a", "zz").line,
        add_rule(PATTERNS, "a", "zz").codebook.codes[0].rules[2:][1],
    ] == [
        10,
        parse("zz"),
    ]
    assert remove_rule(PATTERNS, "a", "2").text == PATTERNS.replace(
        "      - pattern: [{LOWER: residents}]   # two\n", ""
    )
    assert remove_rule(PATTERNS, "a", "3").text == PATTERNS.replace(
        "      # three\n      - pattern:\n          - LEMMA: go\n", ""
    )


def test_patterns_are_not_replaced_nor_taken_out_of_brackets():
    for edit in (
        lambda: replace_rule(PATTERNS, "a", "2", "zz"),
        lambda: remove_rule(PATTERNS, "b", "1"),
        lambda: add_rule(PATTERNS, "b", "zz"),
    ):
        with pytest.raises(QualcodeError, match="a pattern cannot be changed"):
            edit()


def test_rename_follows_relations():
    edited = rename_code(PATTERNS, "a", "甲")
    assert edited.text == PATTERNS.replace("id: a", "id: 甲").replace("code:a", "code:甲").replace(
        "from: a", "from: 甲"
    )
    assert [(one.source, one.target) for one in edited.codebook.relations] == [("甲", "b")]
    assert edited.references == (11, 13)
    with pytest.raises(QualcodeError, match="relations in line 13"):
        remove_code(PATTERNS, "b")
