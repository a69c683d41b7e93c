"""What two codebooks differ in, whether that decides a coding, and codes known again under another id."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.canonical import rules_sha256
from qualcode.codebook.diff import Change, diff
from qualcode.codebook.fields import renamed
from qualcode.codebook.model import Code, Codebook, Example, Relation
from qualcode.codebook.read import read_codebook
from qualcode.codebook.renames import find_renames
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from tests.oracle.worlds import make_world
from tests.rules.bridge import to_codebook

BOOK = """\
format: 1
codebook: {version: '1', languages: [zh, en], shields: [印度尼西亚]}
codes:
  - id: leading
    name: {zh: 领导}
    children:
      - id: elite
        name: {zh: 能人, en: Elite}
        definition: Someone gets things going.
        rules: [能人 OR 带头人, 威望]
        examples: [他是能人]
      - id: office
        rules: [书记]
      - id: founder
        rules: ['code:elite AND 发起']
  - id: trust
    rules: [信任]
    boundaries: none
"""


def read(text: str) -> Codebook:
    codebook, errors, _ = read_codebook(text, advice=False)
    assert codebook, errors
    return codebook


def changes(new: str) -> list[tuple[str, ...]]:
    """Code, kind, field, old, new and whether it decides, for each change from BOOK."""
    return [short(change) for change in diff(read(BOOK), read(new)).changes]


def short(change: Change) -> tuple[str, ...]:
    decides = "decides" if change.decides else ""
    return (change.code or change.old_code, change.kind, change.field, change.old, change.new, decides)


def swap(old: str, new: str) -> list[tuple[str, ...]]:
    assert old in BOOK
    return changes(BOOK.replace(old, new))


def test_nothing_differs():
    found = diff(read(BOOK), read(BOOK))
    assert (found.changes, found.renames, found.decides) == ((), (), False)


def test_spelling_and_order_of_rules_are_no_change():
    assert swap("[能人 OR 带头人, 威望]", "['威望', (能人)  OR  (带头人)]") == []


def test_rules_added_and_removed():
    assert swap("带头人, 威望]", "主心骨, 威望]") == [
        ("elite", "removed", "rules", "能人 OR 带头人", "", "decides"),
        ("elite", "added", "rules", "", "能人 OR 主心骨", "decides"),
    ]


def test_a_definition_changed_and_a_name_translated():
    assert swap("{zh: 领导}", "{zh: 带领, en: Leading}") == [
        ("leading", "changed", "name", "领导", "带领", ""),
        ("leading", "added", "name", "", "Leading", ""),
    ]


def test_a_code_added_with_all_it_holds():
    assert swap(
        "  - id: trust\n", "  - id: new\n    rules: [放心]\n    color: '#aa3377'\n  - id: trust\n"
    ) == [
        ("new", "added", "code", "", "", "decides"),
        ("new", "added", "color", "", "#aa3377", ""),
        ("new", "added", "rules", "", "放心", "decides"),
    ]


def test_a_code_removed_and_its_place():
    assert swap("      - id: office\n        rules: [书记]\n", "") == [
        ("office", "removed", "code", "", "", "decides"),
        ("office", "removed", "parent", "leading", "", "decides"),
        ("office", "removed", "rules", "书记", "", "decides"),
    ]


def test_a_code_moved_to_the_top():
    found = swap("      - id: office\n        rules: [书记]\n", "")
    assert found[0][1] == "removed"
    moved = (
        BOOK.replace("      - id: office\n        rules: [书记]\n", "") + "  - {id: office, rules: [书记]}\n"
    )
    assert changes(moved) == [("office", "moved", "parent", "leading", "", "decides")]


def test_as_few_codes_as_possible_are_told_to_stand_elsewhere():
    """Three of four kept their order: the fourth has moved."""
    old = Codebook(tuple(map(Code, "abcd")))
    new = Codebook(tuple(map(Code, "dabc")))
    assert [short(change) for change in diff(old, new).changes] == [("d", "moved", "order", "c", "", "")]
    assert not diff(old, new).decides


def test_a_rename_is_sure_where_all_is_the_same():
    found = diff(read(BOOK), read(BOOK.replace("elite", "capable")))
    (only,) = found.renames
    assert (only.old, only.new, only.is_sure) == ("elite", "capable", True)
    assert only.why == "all that it holds is the same (2 names, 1 definition, 2 rules, 1 example)"
    assert [short(change) for change in found.changes] == [
        ("capable", "renamed", "code", "elite", "capable", "decides")
    ]


def test_a_rename_with_a_change_says_what_it_rests_on():
    new = BOOK.replace("elite", "capable").replace(", 威望]", ", 威信]")
    found = diff(read(BOOK), read(new))
    assert (
        found.renames[0].why == "5 of 6 and 6 pieces are the same (2 names, 1 definition, 1 rule, 1 example)"
    )
    assert [short(change)[:5] for change in found.changes] == [
        ("capable", "renamed", "code", "elite", "capable"),
        ("capable", "removed", "rules", "威望", ""),
        ("capable", "added", "rules", "", "威信"),
    ]


def test_a_parent_is_known_again_by_its_children_and_they_have_not_moved():
    new = BOOK.replace("leading", "leadership").replace("    name: {zh: 领导}\n", "")
    assert [short(one)[:3] for one in diff(read(BOOK), read(new)).changes] == [
        ("leadership", "renamed", "code"),
        ("leadership", "removed", "name"),
    ]


def test_relations_of_a_renamed_code_are_the_same():
    old, new = (
        Codebook((Code(name, rules=(parse("能人"),)), Code("b")), relations=(Relation(name, "b"),))
        for name in "ax"
    )
    assert [change.kind for change in diff(old, new).changes] == ["renamed"]


def test_half_is_not_enough():
    old = Codebook((Code("a", rules=(parse("能人"), parse("威望"))),))
    half = Codebook((Code("b", rules=(parse("能人"), parse("威信"))),))
    more = Codebook((Code("b", rules=(parse("能人"), parse("威望"), parse("威信"))),))
    assert find_renames(old, half) == ()
    assert [(one.old, one.new) for one in find_renames(old, more)] == [("a", "b")]


def test_two_codes_with_the_same_content_are_never_sure():
    code = Code("a", rules=(parse("能人"),))
    found = find_renames(Codebook((code,)), Codebook((replace(code, id="b"), replace(code, id="c"))))
    assert [(one.old, one.new, one.is_sure) for one in found] == [("a", "b", False)]
    assert "so does another code" in found[0].why


def test_codes_that_hold_nothing_are_not_taken_for_one():
    assert find_renames(Codebook((Code("a"),)), Codebook((Code("b"),))) == ()


def test_shields_of_another_case_decide_nothing():
    old, new = (Codebook((Code("a", shields=(word,)),)) for word in ("Trust Road", "trust road"))
    assert [change.decides for change in diff(old, new).changes] == [False, False]
    assert not diff(old, new).decides


@pytest.mark.parametrize(
    ("before", "now", "decides"),
    [
        (("crossing", ""), ("none", ""), {"": True}),
        (("crossing", ""), ("none", "crossing"), {"": False, "a": False}),
        (("crossing", "none"), ("token", "none"), {"": False}),
        (("crossing", ""), ("crossing", "crossing"), {"a": False}),
        (("crossing", ""), ("crossing", "none"), {"a": True}),
    ],
)
def test_word_cuts_decide_where_they_hold(before, now, decides):
    old, new = (Codebook((Code("a", boundaries=own),), boundaries=whole) for whole, own in (before, now))
    found = diff(old, new)
    assert {change.code: change.decides for change in found.changes} == decides
    assert found.decides is any(decides.values())


def test_only_conditions_on_codes_are_renamed():
    rule = parse("能人 AND (code:a OR NOT code:b) AND speaker:a AND where:a=a")
    assert show(renamed(rule, {"a": "x"})) == "能人 AND (code:x OR NOT code:b) AND speaker:a AND where:a=a"


def changed(codebook: Codebook, rng: Random) -> Codebook:
    """The codebook with one thing or another changed."""
    codes = list(codebook.codes)
    at = rng.randrange(len(codes))
    other = {
        "rules": lambda: tuple(rng.sample(codes[at].rules, len(codes[at].rules) - 1)),
        "shields": lambda: (*codes[at].shields, rng.choice(["US", "us", "社区"])),
        "boundaries": lambda: rng.choice(["", "crossing", "none"]),
        "definition": lambda: {"": rng.choice("xy")},
        "examples": lambda: (Example(rng.choice("xy")),),
    }
    name = rng.choice([*other, "book", "nothing", "cuts", "order"])
    if name in other:
        codes[at] = replace(codes[at], **{name: other[name]()})
        return replace(codebook, codes=tuple(codes))
    if name == "order":
        return replace(codebook, codes=tuple(replace(c, rules=c.rules[::-1]) for c in codes))
    if name == "cuts":
        return replace(codebook, boundaries=rng.choice(["crossing", "none", "token"]))
    unit = rng.choice(["sentence", "turn"]) if name == "book" else codebook.unit
    return replace(codebook, unit=unit, version=str(rng.randrange(3)))


@given(st.integers(0, 5000), st.integers(1, 4))
def test_some_change_decides_exactly_where_the_hash_of_the_rules_differs(seed: int, times: int):
    rng = Random(seed)
    old = new = to_codebook(make_world(seed, documents=0).book)
    for _ in range(times):
        new = changed(new, rng)
    found = diff(old, new)
    assert any(change.decides for change in found.changes) is found.decides
    assert found.decides is (rules_sha256(old) != rules_sha256(new))


@given(st.integers(0, 5000))
def test_a_codebook_with_other_ids_differs_in_ids_only(seed: int):
    old = to_codebook(make_world(seed, documents=0).book)
    names = {code.id: f"{code.id}_2" for code in old.codes}
    new = replace(
        old,
        codes=tuple(
            replace(
                code,
                id=names[code.id],
                parent=names.get(code.parent),
                rules=tuple(renamed(rule, names) for rule in code.rules),
            )
            for code in old.codes
        ),
    )
    found = {(one.old, one.new) for one in find_renames(old, new)}
    assert found <= set(names.items())
    if len(found) == len(names):
        assert {change.kind for change in diff(old, new).changes} == {"renamed"}
