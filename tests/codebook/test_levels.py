"""Names of levels, the core category and relations: what is read, and what is warned of."""

from qualcode.codebook.model import Code, Codebook, Relation
from qualcode.codebook.read import read_codebook
from qualcode.errors import Problem

TREE = """\
codes:
  - id: 治理
    core: {core}
    children:
      - id: trust
        children: [{{id: neighbours}}]
      - id: 参与
"""


def read(
    *, levels: str = "", core: str = "true", relations: str = ""
) -> tuple[Codebook, tuple[Problem, ...]]:
    named = f"codebook: {{languages: [zh, en], levels: {levels}}}\n"
    text = f"format: 1\n{named}{TREE.format(core=core)}relations: {relations}\n"
    codebook, errors, warnings = read_codebook(text)
    assert codebook, errors
    return codebook, warnings


def test_levels_by_language():
    codebook, warnings = read(
        levels="{zh: [核心范畴, 主范畴, 初始概念], en: [core category, main category, concept]}"
    )
    assert warnings == ()
    assert codebook.levels == {
        "zh": ("核心范畴", "主范畴", "初始概念"),
        "en": ("core category", "main category", "concept"),
    }
    assert [codebook.level_in(depth, "en") for depth in range(4)] == [
        *("core category", "main category", "concept"),
        "",
    ]
    assert codebook.level_in(1, "fr") == "主范畴"


def test_levels_in_one_list():
    codebook, warnings = read(levels="[核心范畴, 主范畴, 初始概念]")
    assert (codebook.levels, warnings) == ({"": ("核心范畴", "主范畴", "初始概念")}, ())
    assert codebook.level_in(0, "en") == "核心范畴"


def test_levels_left_empty_are_none():
    for empty in ("", "[]", "{zh: []}", "{zh: }"):
        codebook, warnings = read(levels=empty)
        assert (codebook.levels, codebook.level_in(0, "zh"), warnings) == ({}, "", ())


def test_more_and_fewer_levels_than_depths():
    _, warnings = read(levels="{zh: [核心范畴], en: [a, b, c, d]}")
    assert [(each.message, each.cure, each.line) for each in warnings] == [
        ("levels: names 1 level in zh, and the tree of codes has 3", "name the levels below 核心范畴 too", 2),
        (
            "levels: names 4 levels in en, and the tree of codes has 3",
            "take the names out that no code needs: the tree ends at c",
            2,
        ),
    ]


def test_core():
    assert [code.core for code in read()[0].codes] == [True, False, False, False]
    assert not any(code.core for code in read(core="false")[0].codes)
    assert not any(code.core for code in read(core="")[0].codes)


def test_relations_arrive():
    relations = (
        "\n  - {from: trust, to: 参与, type: {zh: 促进, en: fosters}, memo: why}\n  - {from: 参与, to: 治理}"
    )
    codebook, warnings = read(relations=relations)
    assert codebook.relations == (
        Relation("trust", "参与", {"zh": "促进", "en": "fosters"}, {"": "why"}, line=11),
        Relation("参与", "治理", line=12),
    )
    assert warnings == ()
    assert read(relations="[]")[0].relations == read()[0].relations == ()


def test_a_finer_relation_is_warned_of():
    relations = "[{from: neighbours, to: 参与}]"
    assert [each.message for each in read(relations=relations)[1]] == [
        "neighbours is no main category: it stands below trust"
    ]
    # without a core category the code at the top is the main one
    (one, two) = read(core="false", relations=relations)[1]
    assert one.message == "neighbours is no main category: it stands below 治理"
    assert two.message == "参与 is no main category: it stands below 治理"


def test_a_relation_that_stands_twice():
    relations = "[{from: trust, to: 参与}, {from: trust, to: 参与, type: x}, {from: 参与, to: trust}]"
    assert read(relations=relations)[1] == ()
    twice = "\n  - {from: trust, to: 参与, memo: a}\n  - {from: trust, to: 参与, memo: b}"
    (warning,) = read(relations=twice)[1]
    assert warning.message == "this relation of trust to 参与 stands twice"
    assert (warning.line, warning.cure) == (12, "take one of the two out (the other is in line 11)")


def test_they_decide_no_coding():
    plain = read(core="false")[0]
    told = read(levels="[a, b, c]", relations="[{from: trust, to: 参与}]")[0]
    assert plain.rules_sha256 == told.rules_sha256
    assert plain.sha256 != told.sha256


def test_made_by_hand():
    codebook = Codebook((Code("a"), Code("b", core=True)), levels={"en": ("theme",)})
    assert (codebook.level_in(0, "zh"), codebook.relations) == ("theme", ())
