"""The oracle's own tests, by hand: expected evidence stands between ‹ and › in the text."""

import re
from collections import Counter
from itertools import chain
from random import Random
from typing import Any

import pytest

from tests.oracle.evaluate import code
from tests.oracle.grammar import RuleMaker, mutate
from tests.oracle.letters import cut_piece, fold_text
from tests.oracle.marked import unmark, whole
from tests.oracle.plain import PlainBook, PlainCode, PlainText, PlainTurn, PlainUnit, one_turn
from tests.oracle.reader import Node, children, read_rule
from tests.oracle.terms import BadRuleError
from tests.oracle.worlds import BOUNDARIES, NESTINGS, UNITS, make_world


def sentences(text: str) -> list[PlainUnit]:
    """Units of a text of one turn that are parted by |."""
    return [PlainUnit(m.start(), m.end(), 0, 0) for m in re.finditer(r"[^|\s][^|]*", text)]


def found(rule: str, text: str, **book: Any) -> list[tuple[int, int]] | None:
    """Evidence of one rule in a text of one turn that is one unit; None where it is false.

    Without word cuts unless `book` sets them.
    """
    document = one_turn(text)
    made = PlainBook((PlainCode("c", (rule,)),), **{"boundaries": "none", **book})
    coded = code(made, document, whole(document), [True])
    return list(coded[0, "c"][1]) if coded else None


CASES: list[tuple[Any, ...]] = [
    # Terms: literal characters, folded; Han anywhere, others at word edges
    ("能人", "他是我们这儿公认的‹能人›，什么事都是他牵头。"),
    ("能人", "高技‹能人›才"),
    ("capable person", "a ‹Capable  Person› here"),
    ("capable person", "a ‹capable\nperson› here"),
    ("capable person", "a capable\n\nperson here"),
    ("capable person", "a ‹capable\u3000person› here"),
    ("community", "‹Community› and communities, ‹COMMUNITY›"),
    ("US", "the USA, ‹us›, ‹U\u00adS›, bus"),
    ("US", "‹US›在‹ＵＳ›"),
    ("US", "US2024 and 2US but ‹US›-2024, ‹US›/EU, ‹US›_x"),
    ("5G", "‹5G›社区 15G 5Gs"),
    ("12", "12.5 and 1,12 and ‹12›, ‹12›. x"),
    ("12.5", "‹12.5› or 112.5"),
    ("residents", "the ‹residents›' hall"),
    ("resident", "the ‹resident›'s hall, the ‹resident›’s"),
    ("resident's", "the ‹resident's› hall and ‹Resident’s›, not residents"),
    ("don", "don't"),
    ("don't", "‹don’t›, don'ts"),
    ("co", "‹co›-op, coop"),
    ("s", "“s” alone is no term", BadRuleError),
    ("书记", "党委‹書記›和‹书\u200b记›"),
    ("了解 情况", "‹瞭解情况›，‹了解 情况›，‹了解\n情况›，了解。情况"),
    ("计划", "‹計畫›、‹计划›、‹計劃›"),
    ("社区 US", "‹社区US›、‹社区 US›、社区USA"),
    ("社区", "社\n\n区 ‹社　区›"),
    ('"A OR B"', "‹a or b›, a b"),
    ("“能人”", "‹能人›"),
    ('社区"能人"', "‹社区能人› 社区的能人"),
    ('"ab*"', "‹ab*›, abc"),
    ("什么？", "‹什么?›什么人"),
    # Wildcards
    ("volunteer*", "‹volunteer›, ‹volunteers›, ‹Volunteering›, ‹volunteer›'s, volun"),
    ("volunteer*", "unvolunteered"),
    ("*trust*", "‹distrusted› ‹trust› ‹mis\u200btrust›-x"),
    ("do*", "‹don't› ‹do›-it"),
    ("can'*", "‹can't› cannot"),
    ("team*", "‹team12.5› ‹team›'s"),
    ("*dent", "‹can'tresident› 'dent", [(0, 13), (15, 19)]),
    ("state-*", "‹state-of›-the-art, ‹state-›"),
    ("US*社*区", "‹USA社区›区"),
    ("12*", "‹12.5› and ‹12,000›, 312"),
    ("wom?n", "‹woman›, ‹women›, womn, womaan"),
    ("trust??", "‹trusted› trust trusts"),
    ("capable p*", "‹capable people›, ‹capable\tperson›, capable"),
    ("社*区", "‹社区›、‹社大区›、‹社一二三四区›、社一二三四五区"),
    ("社*区", "‹社区›区，社，区，社a区"),
    ("社?区", "‹社大区›社区社大小区"),
    ("?人", "‹能人›，人；a人"),
    ("人*", "", BadRuleError),
    ("US*", "‹US›在‹USA›"),
    # Braces
    ("{社区,民间}精英", "‹社区精英›和‹民间精英›，精英"),
    ("{capable,able} {person,people}", "‹able people› ‹capable person› able"),
    ("{a {b,c},d} xx", "‹a b xx›, ‹a c xx›, ‹d xx›, a xx"),
    ("社区{、居民}", "‹社区› ‹社区居民›"),
    ("｛社区 ， 民间｝精英", "‹社区精英›‹民间精英›"),
    # AND, OR, NOT and brackets
    ("能人 AND 带头", "‹能人›‹带头›，‹能人›"),
    ("能人 AND 带头", "能人"),
    ("能人 OR 带头", "‹带头›人"),
    ("能人 OR 组织 AND 带头", "‹能人›组织"),
    ("（能人 OR 组织） AND 带头", "能人组织"),
    ("能人 NOT 带头", "‹能人›说"),
    ("能人 NOT 带头", "能人带头"),
    ("能人 AND NOT NOT 带头", "‹能人›带头"),
    ("能人 AND NOT NOT 带头", "能人"),
    ("NOT 带头 AND 能人", "‹能人›"),
    ("能人 AND (NOT 带头 OR 组织)", "‹能人›"),
    ("能人 AND (NOT 带头 OR 组织)", "‹能人›带头‹组织›"),
    ('"能人"OR"带头"', "‹能人›‹带头›"),
    # NEAR, BEFORE
    ("能人 NEAR/5 带头", "‹能人›一二三四五‹带头›"),
    ("能人 NEAR/4 带头", "能人一二三四五带头"),
    ("能人 NEAR/5 带头", "‹能人›一二，三四五‹带头›"),
    ("能人 NEAR/0 带头", "‹带头›——‹能人›"),
    ("能人 NEAR/0 能人带头", "能人带头"),
    ("能人 OR 能人带头", "能人带头", [(0, 2), (0, 4)], {"nested": "all"}),
    ("能人 BEFORE/1 带头", "‹能人›很‹带头›很能人"),
    ("能人 BEFORE/5 带头", "带头的能人"),
    ("capable NEAR/1 person", "‹capable› don't ‹person›"),
    ("capable NEAR/0 person", "‹capable›'s ‹person›"),
    ("capable NEAR/1 person", "‹capable› co ‹person› x x capable co-op person"),
    ("aa NEAR/3 bb NEAR/1 cc", "‹aa› ‹cc› x ‹bb›"),
    ("(能人 OR 组织) NEAR／1 带头", "‹组织›一‹带头›一‹能人›"),
    ("aa NEAR/1 aa", "‹aa› x ‹aa› x x aa"),
    # ATLEAST
    ("ATLEAST/2(能人 OR 带头)", "‹能人›和‹带头›"),
    ("ATLEAST/2(能人 OR 带头)", "能人"),
    ("ATLEAST/2(人人)", "人人人"),
    ("ATLEAST/3(能人)", "‹能人›‹能人›‹能人›‹能人›"),
    ("ATLEAST/2(aa NEAR/0 bb)", "‹aa› ‹bb›, x ‹aa› ‹bb›"),
    # exact:
    ("exact:US", "‹US› us Us ‹ＵＳ› USA"),
    ("exact:书记", "‹书记›書記"),
    ("exact:(US OR 书记)", "us ‹US›书 ‹书 记›書記"),
    ("exact:(US NEAR/0 Aid)", "‹US› ‹Aid›, us aid"),
    ("exact:don't", "‹don’t› Don't"),
    # Regexes
    ("/trust(ed|s)?/", "dis‹trusted› ‹TRUST›"),
    ("/^the/", "‹The› the"),
    ("/区$/", "社区社‹区›"),
    (r"/\bUS\b/", "‹US›区 USA"),
    ("/(?-i)US/", "‹US› us"),
    (r"/a\/b/", "‹a/b›"),
    ("/能人/ NEAR/1 带头", "‹能人›很‹带头›"),
    ("/co/ NEAR/0 op", "‹co›mm ‹op›"),
    # Nesting within one code
    ("印度 OR 印度尼西亚", "‹印度›和‹印度尼西亚›"),
    ("印度 OR exact:印度尼西亚", "‹印度›和‹印度尼西亚›，‹印度›尼西亞"),
    ("印* OR 印度尼西亚", "", BadRuleError),
    ("印?人 OR 印度人民", "‹印度人民›‹印度人›"),
    ("信任 OR 不?任", "不信任", [(0, 3), (1, 3)]),
    ("信任 AND NOT 不信任感", "‹信任›不‹信任›"),
    ("信任 NOT 不信任 OR 不信任 AND 人", "不信任"),
    ("community OR community centre", "‹community centre›'s ‹community›"),
    ("United States OR United States of America", "the ‹United States of America›, the ‹United States›"),
    ("信任 OR /不信任/", "‹不信任›", [(0, 3), (1, 3)]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} in {case[1]}")
def test_small_cases(case: tuple[Any, ...]) -> None:
    rule, marked, *more = case
    if more and more[0] is BadRuleError:
        with pytest.raises(BadRuleError):
            read_rule(rule)
        return
    text, spans = unmark(marked)
    found_spans = found(rule, text, **(more[1] if len(more) > 1 else {}))
    assert found_spans == (more[0] if more and more[0] else spans or None)


REFUSED = """
NOT 能人
NOT NOT 能人
能人 OR NOT 带头
能人 NEAR/3 (带头 AND 组织)
能人 NEAR/3 NOT 带头
能人 NEAR/3 code:a
能人 NEAR/3 ATLEAST/2(带头)
ATLEAST/2(能人 AND 带头)
ATLEAST/0(能人)
能人 NEAR/100 带头
能人 NEAR/x 带头
能人 NEAR/ 带头
能人 NEAR 带头
能人OR带头
能人 OR
OR 能人
(能人
能人)
"能人
能人”
{能人,带头
能人}
{"能人",带头}
{能人 OR 带头}
能人 (带头)
能人 code:a
能人 exact:带头
能人 /带头/
exact:/US/
exact:(US AND UK)
foo:能人
where:a
where:=b
code:
""
()
a
a*b
**
人*
能人 NOT NOT 带头
""".strip().splitlines()


@pytest.mark.parametrize("rule", REFUSED)
def test_what_breaks_the_grammar_is_refused(rule: str) -> None:
    with pytest.raises(BadRuleError):
        read_rule(rule)


def test_full_width_signs_are_read_as_their_twins() -> None:
    twin = "exact：（US OR “能人”） NEAR／3 ｛社区，居民、人｝ AND where：“a”=b"
    plain = 'exact:(US OR "能人") NEAR/3 {社区,居民,人} AND where:"a"=b'
    assert read_rule(twin) == read_rule(plain)


def test_exact_on_near_is_exact_on_its_terms() -> None:
    assert read_rule("exact:(aa NEAR/3 bb)") == read_rule("exact:aa NEAR/3 exact:bb")


def test_not_binds_tighter_than_and_and_near_tighter_than_not() -> None:
    assert read_rule("aa AND NOT bb NEAR/1 cc OR dd") == read_rule("(aa AND (NOT (bb NEAR/1 cc))) OR dd")


# Published cases of nested and overlapping terms


def code_two(first: str, second: str, text: str, **book: Any) -> dict[str, list[str]]:
    """Evidence texts of two codes with a rule each."""
    document = one_turn(text)
    codes = (PlainCode("x", (first,)), PlainCode("y", (second,)))
    coded = code(PlainBook(codes, **book), document, whole(document), [True])
    return {name: [text[a:b] for a, b in spans] for (_, name), (_, spans) in coded.items()}


def test_longer_term_gives_one_hit() -> None:
    document = one_turn("in the United States of America")
    book = PlainBook((PlainCode("c", ("United States", "United States of America")),))
    assert code(book, document, whole(document), [True]) == {(0, "c"): (frozenset({1}), ((7, 31),))}


@pytest.mark.parametrize("nested", ["code", "codebook", "all"])
def test_terms_that_merely_overlap_count_for_both_codes(nested: str) -> None:
    coded = code_two('"A B"', '"B C"', "A B C", nested=nested)
    assert coded == {"x": ["A B"], "y": ["B C"]}


def test_india_in_indonesia() -> None:
    text = "印度和印度尼西亚"
    assert found("印度 OR 印度尼西亚", text) == [(0, 2), (3, 8)]
    assert found("印度 OR 印度尼西亚", text, nested="all") == [(0, 2), (3, 5), (3, 8)]
    assert found("印度", text, shields=("印度尼西亚",)) == [(0, 2)]
    assert found("印度", text, shields=("印度尼西亚",), nested="all") == [(0, 2)]
    for first, second in [("印度", "印度尼西亚"), ("印度尼西亚", "印度")]:
        within_all = code_two(first, second, text, nested="codebook")
        assert sorted(chain(*within_all.values())) == ["印度", "印度尼西亚"]
        assert sorted(chain(*code_two(first, second, text).values())) == ["印度", "印度", "印度尼西亚"]


@pytest.mark.parametrize(("words", "near"), [(5, True), (4, False)])
@pytest.mark.parametrize("between", ["一二三四五", "一二，三四五", "一二 三（笑）四五"])
def test_near_counts_words_only(words: int, near: bool, between: str) -> None:
    text = f"能人{between}带头"
    at = text.find("（笑）")
    document = PlainText(text, (PlainTurn(0, 0, len(text)),), ((at, at + 3),) if at > 0 else ())
    book = PlainBook((PlainCode("c", (f"能人 NEAR/{words} 带头",)),))
    assert bool(code(book, document, whole(document), [True])) is near


# Nesting and shields


def test_own_shields_hide_from_their_code_only() -> None:
    document = one_turn("不信任")
    codes = (PlainCode("x", ("信任",), shields=("不信任",)), PlainCode("y", ("信任",)))
    assert set(code(PlainBook(codes), document, whole(document), [True])) == {(0, "y")}


def test_a_shield_hides_what_equals_it_and_wildcards_but_no_regex() -> None:
    assert found("信任", "信任", shields=("信任",)) is None
    assert found("信?", "信任", shields=("信任",)) is None
    assert found("/信任/", "信任", shields=("信任",)) == [(0, 2)]


def test_a_shield_obeys_word_ends() -> None:
    assert found("trust", "trust users", shields=("trust us",)) == [(0, 5)]
    assert found("trust", "trust us", shields=("trust us",)) is None


def test_a_hidden_term_still_hides() -> None:
    assert found("印度 OR 印度尼西", "印度尼西亚", shields=("度尼西亚",)) == [(0, 4)]
    assert found("印度 OR 印度尼", "印度尼西亚", shields=("印度尼西亚",)) is None


def test_terms_under_not_hide_nothing_but_may_be_hidden() -> None:
    document = one_turn("不信任")
    book = PlainBook((PlainCode("x", ("信任 AND NOT 不信任感",)), PlainCode("y", ("任 NOT 信任", "不信任"))))
    coded = code(book, document, whole(document), [True])
    assert coded[0, "x"] == (frozenset({0}), ((1, 3),))
    assert coded[0, "y"] == (frozenset({1}), ((0, 3),))


def test_the_same_term_outside_not_hides_after_all() -> None:
    document = one_turn("不信任")
    book = PlainBook((PlainCode("x", ("信任 NOT 不信任", "不信任 AND 人")),))
    assert code(book, document, whole(document), [True]) == {}


def test_a_wildcard_never_hides_a_term() -> None:
    assert found("信任 OR 不?任", "不信任") == [(0, 3), (1, 3)]
    assert found("不信? OR 不信任感", "不信任感") == [(0, 4)]


# Units, turns, population


def test_a_hit_that_crosses_a_unit_does_not_exist_and_hides_nothing() -> None:
    text = "社|区居民"
    text = text.replace("|", "\n")
    document = one_turn(text)
    units = [PlainUnit(0, 1, 0, 0), PlainUnit(2, 5, 0, 0)]
    book = PlainBook((PlainCode("c", ("居民", "社区居民")),))
    assert code(book, document, units, [True]) == {(1, "c"): (frozenset({0}), ((3, 5),))}
    shielded = PlainBook(book.codes, shields=("社区居民",))
    assert code(shielded, document, units, [True]) == {}


def talk() -> PlainText:
    """Q asks, A answers, Q says something, B answers."""
    text = "Q：社区好吗\nA：社区很好\nQ：能人呢\nB：能人带头"
    people = [
        ("Q", "interviewer", {}),
        ("A", "resident", {"community": "L"}),
        ("Q", "interviewer", {}),
        ("王 B", "secretary", {"Community": "S"}),
    ]
    turns, at = [], 0
    for line, (name, role, attributes) in zip(text.split("\n"), people, strict=True):
        turns.append(PlainTurn(at, at + 2, at + len(line), name, role, attributes))
        at += len(line) + 1
    return PlainText(text, tuple(turns), (), {"community": "D", "党员": "是"}, {"地点": "村里"})


def judge(rule: str, document: PlainText, *, units: list[PlainUnit] | None = None) -> set[int]:
    """Numbers of the units of the participants' speech where a rule is true."""
    population = [turn.role != "interviewer" for turn in document.turns]
    book = PlainBook((PlainCode("c", (rule,)),))
    return {number for number, _ in code(book, document, units or whole(document), population)}


@pytest.mark.parametrize(
    ("rule", "units"),
    [
        ("社区", {1}),
        ("能人", {3}),
        ("role:resident", {1}),
        ("role:participant", {1, 3}),
        ("role:interviewer", set()),
        ("speaker:a", {1}),
        ('speaker："王　b"', {3}),
        ("speaker:王", set()),
        ("where:community=l", {1}),
        ("where:COMMUNITY=S", {3}),
        ("where:community=D", set()),
        ("where:community!=L", {3}),
        ("where:黨員=是", {1, 3}),
        ("where:党员=是", {1, 3}),
        ("where:地点=村裡", {1, 3}),
        ("where:x!=y", {1, 3}),
        ("where:x=y", set()),
        ("社区 OR role:secretary", {1, 3}),
        ("能人 AND where:community=S", {3}),
        ("能人 AND NOT where:community=S", set()),
    ],
)
def test_conditions(rule: str, units: set[int]) -> None:
    document = talk()
    assert judge(rule, document) == units


def test_a_unit_of_several_turns() -> None:
    document = talk()
    both = [PlainUnit(0, len(document.text), 0, 3)]
    assert judge("role:resident AND role:secretary", document, units=both) == {0}
    assert judge("where:community!=L", document, units=both) == set()
    assert judge("社区 AND 能人", document, units=both) == {0}
    assert judge("很好 NEAR/9 能人", document, units=both) == set()
    assert judge("ATLEAST/2(社区 OR 能人)", document, units=both) == {0}
    assert judge("ATLEAST/3(社区 OR 能人)", document, units=both) == set()
    assert judge("/^社/", document, units=both) == {0}
    assert judge("/社区好/", document, units=both) == set()
    assert judge(r"/好\nQ/", document, units=both) == set()


def test_a_remark_stops_terms_and_counts_for_nothing() -> None:
    text = "社（笑）区 （笑）"
    document = PlainText(text, (PlainTurn(0, 0, len(text)),), ((1, 4), (6, 9)))
    assert judge("社区", document) == set()
    assert judge("笑", document) == set()
    assert judge("社 NEAR/0 区", document) == {0}
    assert judge("/笑/", document) == set()
    assert judge("/社./", document) == set()


def test_a_code_names_another_and_its_descendants() -> None:
    document = talk()
    codes = (
        PlainCode("top", ()),
        PlainCode("low", ("能人",), parent="top"),
        PlainCode("c", ("带头 AND code:top", "code:low")),
        PlainCode("d", ("NOT code:c AND 社区",)),
    )
    coded = code(PlainBook(codes), document, whole(document), [True] * 4)
    assert document.text[24:26] == "带头"
    assert coded[3, "c"] == (frozenset({0, 1}), ((24, 26),))
    assert {key: sorted(rules) for key, (rules, _) in coded.items()} == {
        (2, "low"): [0],
        (2, "c"): [1],
        (3, "low"): [0],
        (3, "c"): [0, 1],
        (0, "d"): [0],
        (1, "d"): [0],
    }


# Folding and words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" ＵＳ\u3000A ", "us a"),
        ("書 記", "书记"),
        ("社区 US", "社区us"),
        ("’s “x”", '\'s "x"'),
        ("co\u00adop", "coop"),
        ("a \u200b b", "a b"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我们don't去", "我 们 don't 去"),
        ("women's 12.5 1,000 a.b", "women 12.5 1,000 a b"),
        ("US2024 H2O 5G", "US2024 H2O 5G"),
        ("co-op a/b x_y", "co op a b x y"),
        ("社区's カタ", "社 区 カ タ"),
        ("residents' o'clock's", "residents o'clock"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert [text[a:b] for a, b in cut_piece(text, 0, len(text), 0).tokens] == words.split()


# The generator


def test_rules_from_the_grammar_parse_and_most_mutants_too() -> None:
    parsed = 0
    for seed in range(2000):
        rng = Random(seed)
        rule = RuleMaker(rng, codes=("a", "b")).rule()
        read_rule(rule)
        try:
            read_rule(mutate(rng, rule))
            parsed += 1
        except BadRuleError:
            pass
    assert parsed >= 1000


def test_worlds_hold_all_that_is_to_be_judged() -> None:
    """Over a few hundred worlds every operator is true and false somewhere, every setting occurs."""
    true: Counter[str] = Counter()
    false: Counter[str] = Counter()
    settings: Counter[object] = Counter()
    for seed in range(150):
        world = make_world(seed, documents=1)
        document, population = world.documents[0], world.populations[0]
        settings.update([world.book.nested, world.book.unit, bool(world.book.shields), all(population)])
        settings.update([f"all {world.book.boundaries}", *(f"own {c.boundaries}" for c in world.book.codes)])
        settings.update(["wrapped"] if document.wrapped else [])
        settings.update(["inflections"] if world.book.inflections else [])
        coded = code(world.book, document, whole(document), population)
        for item in world.book.codes:
            settings.update({"own shields"} if item.shields else ())
            held = set().union(*(rules for (_, name), (rules, _) in coded.items() if name == item.id))
            for number, rule in enumerate(item.rules):
                (true if number in held else false).update(_kinds(read_rule(rule)))
    kinds = "term exact lemma negated affirmed regex or and not near before atleast".split()
    kinds += "code speaker role where where!".split()
    assert [kind for kind in kinds if not (true[kind] and false[kind])] == []
    cuts = {f"{whose} {kind}" for whose in ("all", "own") for kind in BOUNDARIES} | {"own "}
    assert {*NESTINGS, *UNITS, *cuts, True, False, "own shields", "wrapped", "inflections"} == set(settings)


def _kinds(tree: Node) -> set[str]:
    marks = {"exact": tree[2], "lemma": tree[3]} if tree[0] == "term" else {}
    own = {mark for mark, there in marks.items() if there} or {tree[0]}
    return own.union(*(_kinds(part) for part in children(tree)))
