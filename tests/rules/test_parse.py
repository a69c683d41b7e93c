"""Rule text to tree and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.errors import RuleError
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from qualcode.rules.syntax import (
    And,
    AtLeast,
    Choice,
    Condition,
    Exact,
    Lemma,
    Literal,
    Near,
    Not,
    Or,
    Phrase,
    Polarity,
    Regex,
    Wild,
    named_codes,
)


def term(text):
    return Phrase((Literal(text),))


A, B, C, D = term("能人"), term("带头"), term("trust"), term("social capital")

TREES = [
    ("能人", A),
    ("  social   capital ", D),
    ("能人 OR 带头 OR trust", Or((A, B, C))),
    ("能人 OR (带头 OR trust)", Or((A, B, C))),
    ("能人 AND 带头", And((A, B))),
    ("能人 NOT 带头", And((A, Not(B)))),
    ("能人 AND NOT 带头 OR trust", Or((And((A, Not(B))), C))),
    ("(能人 OR 带头) AND trust", And((Or((A, B)), C))),
    ("NOT NOT 能人 AND trust", And((Not(Not(A)), C))),
    ("能人 NEAR/5 带头", Near(A, B, 5)),
    ("能人 BEFORE/0 带头", Near(A, B, 0, ordered=True)),
    ("能人 NEAR/5 带头 NEAR/2 trust", Near(Near(A, B, 5), C, 2)),
    ("能人 NEAR/5 (带头 NEAR/2 trust)", Near(A, Near(B, C, 2), 5)),
    ("NOT 能人 NEAR/5 带头 AND trust", And((Not(Near(A, B, 5)), C))),
    ("ATLEAST/2(能人 OR 带头)", AtLeast(2, Or((A, B)))),
    ("exact:US", Exact(term("US"))),
    ("exact:US army", Exact(term("US army"))),
    ("exact:(能人 OR 带头)", Exact(Or((A, B)))),
    ("exact:(能人 NEAR/3 带头)", Exact(Near(A, B, 3))),
    ("lemma:trust", Lemma(C)),
    ("lemma:(trust OR 能人)", Lemma(Or((C, A)))),
    ("lemma:exact:US", Lemma(Exact(term("US")))),
    ("exact:lemma:US", Exact(Lemma(term("US")))),
    ("negated:lemma:trust", Polarity(Lemma(C), negated=True)),
    ("lemma:trust NEAR/3 能人", Near(Lemma(C), A, 3)),
    ("lemma:{lead,follow}", Lemma(Phrase((Choice(((Literal("lead"),), (Literal("follow"),))),)))),
    (r"/a\/b\.c/", Regex(r"a/b\.c")),
    (r"能人 OR /\p{Han}{2}区/", Or((A, Regex(r"\p{Han}{2}区")))),
    ("code:other", Condition("code", "other")),
    ("能人 AND speaker:王主任", And((A, Condition("speaker", "王主任")))),
    ('能人 AND role:"group head"', And((A, Condition("role", "group head")))),
    ("where:community=L", Condition("where", "L", "community")),
    ("where:community!=L", Condition("where", "L", "community", equal=False)),
    ('where:"home town"="x y"', Condition("where", "x y", "home town")),
    ("volunteer*", Phrase((Literal("volunteer"), Wild("*")))),
    ("{社区, 民间}精英", Phrase((Choice(((Literal("社区"),), (Literal("民间"),))), Literal("精英")))),
    ("{a,{b,}}cc", Phrase((Choice(((Literal("a"),), (Choice(((Literal("b"),), ())),))), Literal("cc")))),
    ('社区"能人"', term("社区能人")),
    ('社区 "能人"', term("社区 能人")),
    ('"{a} OR b*?"', term("{a} OR b*?")),
    ("“A OR B”", term("A OR B")),
    ("and/or", term("and/or")),
    ("24/7 service", term("24/7 service")),
    ("3:30", term("3:30")),
    ("问题？", term("问题？")),
]


@pytest.mark.parametrize(("rule", "tree"), TREES)
def test_rule_parses_to_tree(rule, tree):
    assert parse(rule) == tree


@pytest.mark.parametrize("tree", [tree for _, tree in TREES])
def test_canonical_spelling_parses_to_the_same_tree(tree):
    assert parse(show(tree)) == tree


@pytest.mark.parametrize(
    ("rule", "canonical"),
    [
        ("（能人　OR　带头）BEFORE／5 trust", "(能人 OR 带头) BEFORE/5 trust"),
        ("｛社区，民间、官方｝精英", "{社区,民间,官方}精英"),
        ("role：resident AND 能人", "role:resident AND 能人"),
        ("((能人))", "能人"),
        ("能人 NOT (带头 OR trust)", "能人 AND NOT (带头 OR trust)"),
        ('"能人"', "能人"),
        ('"A OR B" OR 能人', '"A OR B" OR 能人'),
        ('"OR"', '"OR"'),
        ('"role:x" OR 能人', '"role:x" OR 能人'),
        ('"/x/"', '"/x/"'),
        ('“say "yes" now”', '“say "yes" now”'),
        ("（NOT 能人） AND 带头", "NOT 能人 AND 带头"),
        ("exact:(能人)", "exact:能人"),
        ("exact:(exact:能人)", "exact:能人"),
        ("lemma：（trust）", "lemma:trust"),
        ("lemma:(lemma:trust)", "lemma:trust"),
        ("affirmed:(lemma:(trust))", "affirmed:lemma:trust"),
        ("exact:(lemma:(trust OR lead))", "exact:lemma:(trust OR lead)"),
        ("“能人OR带头”", '"能人OR带头"'),
    ],
)
def test_canonical_spelling(rule, canonical):
    assert show(parse(rule)) == canonical
    assert show(parse(canonical)) == canonical


FAULTS = [
    ("", 1, "empty"),
    ("   ", 4, "empty"),
    ("NOT 能人", 1, "NOT alone"),
    ("NOT NOT 能人", 1, "NOT alone"),
    ("能人 OR NOT 带头", 7, "NOT alone"),
    ("能人 OR", 6, "ends where a term"),
    ("AND 能人", 1, "AND needs a term"),
    ("能人 AND AND 带头", 8, "AND needs a term"),
    ("能人OR带头", 3, "OR sticks"),
    ("能人 OR带头", 4, "OR sticks"),
    ("{能人,带头}OR{社区,居民}", 8, "OR sticks"),
    ("NEAR/3 能人", 1, "NEAR/3 needs a term"),
    ("能人 NEAR 带头", 4, "NEAR needs a number"),
    ("能人 NEAR/ 带头", 4, "NEAR needs a number"),
    ("能人 NEAR/x 带头", 4, "NEAR needs a number"),
    ("能人 NEAR/100 带头", 4, "from 0 to 99"),
    ("能人 NEAR/3 (带头 AND 社区)", 11, "AND cannot stand beside NEAR"),
    ("能人 NEAR/3 role:x", 11, "a condition cannot stand"),
    ("(能人 NOT 带头) NEAR/3 社区", 1, "cannot stand beside NEAR"),
    ("ATLEAST/2 能人", 1, "needs brackets"),
    ("ATLEAST/0(能人)", 1, "from 1 to 99"),
    ("ATLEAST/2(能人 AND 带头)", 10, "AND cannot stand in ATLEAST"),
    ("(能人", 1, "never closed"),
    ("能人)", 3, "closing bracket"),
    ("()", 2, "closing bracket"),
    ("能人 (带头)", 4, "operator is missing"),
    ("(能人) 带头", 6, "operator is missing"),
    ('"能人', 1, "never closed"),
    ("“能人", 1, "never closed"),
    ("能人”", 3, "closing ”"),
    ("{能人,带头", 1, "never closed"),
    ("能人}", 3, "closing brace"),
    ("{(能人)}", 2, "inside braces"),
    ('{"能人"}', 2, "inside braces"),
    ("{能人 OR 带头,x}", 1, "OR inside braces"),
    ("/能人", 1, "never closed"),
    ("/能*/", 1, "matches the empty string"),
    ("/^/", 1, "matches the empty string"),
    ("//", 1, "matches the empty string"),
    ("/(能/", 1, "cannot be read"),
    (r"/(?=能)人/", 1, "cannot be read"),
    (r"/\C人/", 1, "stands for a byte"),
    ("能人 /带头/", 4, "directly after another item"),
    ("能人 role:x", 4, "directly after another item"),
    ("能人 exact:带头", 4, "directly after another item"),
    ("exact:/带头/", 1, "needs a term"),
    ("exact:(能人 OR /带头/)", 1, "no prefix takes a regular expression"),
    ("exact:(能人 AND 带头)", 1, "takes terms"),
    ("exact: US", 6, "nothing stands behind"),
    ("exat:US", 1, "no prefix exat:"),
    ("http://x.org", 1, "no prefix http:"),
    ("信任 OR pattern: [{LOWER: trust}]", 7, "a pattern cannot stand in an expression"),
    ("role:", 1, "needs a value"),
    ("where:community", 1, "needs an attribute and a value"),
    ("where:community=", 1, "needs a value"),
    ("x", 1, "too few fixed characters"),
    ("a?b", 1, "too few fixed characters"),
    ("能人 OR x", 7, "too few fixed characters"),
    ("能*", 1, "edge of a Chinese term"),
    ("*能", 1, "edge of a Chinese term"),
    ("{能人,}", 1, "empty"),
    ('""', 1, "empty"),
    ("{1,2,3,4,5,6,7,8,9,10,11}{1,2,3,4,5,6,7,8,9,10}{1,2,3,4,5,6,7,8,9,10}区", 1, "1100 alternatives"),
    ("能人\x08带头", 3, "control character"),
    ("negated:", 8, "nothing stands behind negated:"),
    ("affirmed:/能人/", 1, "affirmed: needs a term"),
    ("能人 OR negated:(带头 AND 组织)", 7, "negated: takes terms and ORs of terms only"),
    ("negated:affirmed:能人", 1, "negated: needs a term"),
    ("exact:negated:US", 1, "exact: needs a term"),
    ("lemma:volunteer*", 7, "a wildcard has no inflected forms"),
    ("lemma:({lead,le?der} OR team)", 7, "a wildcard has no inflected forms"),
    ("lemma:/lead/", 1, "lemma: needs a term"),
    ("lemma:negated:lead", 1, "lemma: needs a term"),
    ("lemma:(lead AND team)", 1, "lemma: takes terms and ORs of terms only"),
    ("lemma:(negated:lead)", 1, "lemma: takes terms and ORs of terms only"),
    ("lemma: lead", 6, "nothing stands behind lemma:"),
]


@pytest.mark.parametrize(("rule", "column", "words"), FAULTS)
def test_faults_are_placed_and_curable(rule, column, words):
    with pytest.raises(RuleError) as caught:
        parse(rule)
    assert caught.value.column == column
    assert words in caught.value.message
    assert caught.value.cure


def test_deep_brackets_are_refused_without_a_crash():
    with pytest.raises(RuleError, match="nested"):
        parse("(" * 5000 + "能人" + ")" * 5000)


def test_long_chains_parse():
    rule = " OR ".join(["能人"] * 3000)
    assert show(parse(rule)) == rule


def test_named_codes_are_found_at_any_depth():
    rule = parse("能人 AND (code:a OR NOT (带头 AND code:b))")
    assert named_codes(rule) == {"a", "b"}


@pytest.mark.parametrize("rule", ["NOT " * 5000 + "能人", "能人 NEAR/1 " * 5000 + "能人"])
def test_long_chains_that_nest_are_refused_without_a_crash(rule):
    with pytest.raises(RuleError, match="nested"):
        parse(rule)


def tree_or_fault(rule):
    try:
        return parse(rule)
    except RuleError as error:
        return str(error).partition("\n")[0].split(": ", 1)[-1], error.slug


TERMS = st.one_of(
    st.text("能人社区不一丁龥", min_size=1),
    st.from_regex(r"[a-z]{1,4}\*?( [a-z]{1,4}\*?){0,3}", fullmatch=True),
    st.sampled_from(["能人*", "US", "不-好", "x y", "*ab", "能人ab"]),
)


@given(st.lists(TERMS, min_size=1, max_size=5).map(" OR ".join))
@example("or not")
@example("a")
@example("near before")
@example("count* on OR relies")
def test_a_plain_list_is_what_it_is_read_sign_by_sign(rule):
    """A blank behind the bracket keeps the list from being read at once."""
    slowly = tree_or_fault(f"( {rule} )")
    assert tree_or_fault(rule) == tree_or_fault(f"({rule})") == slowly
    around = tree_or_fault(f"信任 NEAR/3 ({rule}) NOT ({rule})")
    assert around == tree_or_fault(f"信任 NEAR/3 ( {rule} ) NOT ( {rule} )")


def test_a_pattern_in_a_text_is_told_where_it_belongs():
    with pytest.raises(RuleError, match="a pattern cannot stand in an expression") as caught:
        parse("pattern: [{LEMMA: go}]")
    assert caught.value.cure.startswith("make it an item of rules by itself, without quotes")
