"""Three-way merge: what both sides changed is there, what they changed differently is marked, all else untouched."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import merge as merging
from qualcode.codebook.conflicts import MIDDLE, OURS, THEIRS
from qualcode.codebook.faults import Faults
from qualcode.codebook.merge import Merged, merge
from qualcode.codebook.model import Codebook
from qualcode.codebook.nodes import read_nodes
from qualcode.codebook.parts import comment_start, root_of, written
from qualcode.codebook.read import read_codebook
from qualcode.codebook.source import read_source
from qualcode.codebook.starter import starter
from qualcode.rules.show import show
from tests.codebook.written import Tree, changed, make_tree, pieces, write

SHIPPED = Path(__file__).parents[2] / "codebooks" / "community_governance.yaml"
BASE = """\
# Our street
# all of us

format: 1
codebook:
  name: Street
  version: 1.0.0   # raise it
  languages: [zh, en]

codes:
  # 1 people --------
  - id: elite
    # how it is called
    name: {zh: 能人, en: Elite}
    definition: "Someone gets things going."
    rules:
      # terms
      - 能人
      - 带头人   # a word of the papers
    examples:
      - "他是能人。"

  - id: office
    rules:
      - 书记

  # 2 feelings ------
  - id: trust
    children:
      - id: distrust
        name:
          zh: 不信任
          en: Distrust
        rules:
          - 不信任
# the end
"""
FILES = ("base", "ours", "theirs")


def merged(ours: str, theirs: str, base: str = BASE) -> Merged:
    return merge(base, ours, theirs, files=FILES, result="codebook.yaml")


def clean(ours: str, theirs: str, base: str = BASE) -> str:
    """The merged text, which must have no conflict, also not the other way round."""
    found = merged(ours, theirs, base)
    assert found.conflicts == (), found.text
    other = merged(theirs, ours, base)
    assert other.conflicts == ()
    assert said(read(other.text)) == said(read(found.text))
    return found.text


def clash(ours: str, theirs: str, base: str = BASE) -> tuple[str, list[str]]:
    """The merged text with its marks, and what is said of them; either side chosen gives a codebook."""
    found = merged(ours, theirs, base)
    assert found.conflicts
    for side in (True, False):
        read(chosen(found.text, ours=side))
    return found.text, [problem.message for problem in found.conflicts]


def said(codebook: Codebook) -> dict:
    """What a codebook says but for the order of things."""
    return merging._said(codebook)


def read(text: str) -> Codebook:
    codebook, errors, _ = read_codebook(text, advice=False)
    assert codebook is not None, (errors, text)
    return codebook


def chosen(text: str, *, ours: bool) -> str:
    """The text with one side of each conflict."""
    lines, where = [], ""
    for line in text.splitlines(keepends=True):
        mark = line.strip()
        if mark in (OURS, MIDDLE, THEIRS):
            where = {OURS: "ours", MIDDLE: "theirs", THEIRS: ""}[mark]
        elif where in ("", "ours" if ours else "theirs"):
            lines.append(line)
    return "".join(lines)


def swap(old: str, new: str, text: str = BASE) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_rules_that_both_add_at_one_place_are_both_there():
    ours = swap("papers\n", "papers\n      - 主心骨\n")
    theirs = swap("papers\n", "papers\n      # from the field\n      - 牵头   # 2024\n")
    assert clean(ours, theirs) == swap(
        "papers\n", "papers\n      - 主心骨\n      # from the field\n      - 牵头   # 2024\n"
    )


def test_a_comment_below_which_both_put_something_is_there_once():
    ours, theirs = (
        swap("# terms\n", "# terms\n      - 主心骨\n"),
        swap("# terms\n", "# terms\n      - 牵头\n"),
    )
    assert clean(ours, theirs) == swap("# terms\n", "# terms\n      - 主心骨\n      - 牵头\n")
    people = "  # 1 people --------\n"
    ours, theirs = (swap(people, f"{people}  - id: {name}\n") for name in ("aa", "bb"))
    assert clean(ours, theirs) == swap(people, f"{people}  - id: aa\n  - id: bb\n")


def test_one_removes_a_rule_and_the_other_adds_one():
    ours = swap("      # terms\n      - 能人\n", "")
    theirs = swap("papers\n", "papers\n      - 主心骨\n")
    assert clean(ours, theirs) == swap("papers\n", "papers\n      - 主心骨\n", ours)


def test_fields_that_are_changed_apart():
    ours = swap("gets things going", "makes things go")
    theirs = swap("en: Distrust", "en: No trust")
    assert clean(ours, theirs) == swap("en: Distrust", "en: No trust", ours)


def test_languages_of_one_name_that_are_changed_apart():
    assert clean(swap("en: Distrust", "en: No trust"), swap("zh: 不信任", "zh: 互不信任")) == swap(
        "zh: 不信任", "zh: 互不信任", swap("en: Distrust", "en: No trust")
    )


def test_one_field_that_is_changed_differently():
    ours, theirs = swap("gets things going", "makes things go"), swap("gets things going", "leads")
    text, why = clash(ours, theirs)
    assert text == swap(
        '    definition: "Someone gets things going."\n',
        f'{OURS}\n    definition: "Someone makes things go."\n{MIDDLE}\n'
        f'    definition: "Someone leads."\n{THEIRS}\n',
    )
    assert why == ["conflict: elite, definition"]


def test_a_conflict_has_its_line():
    found = merged(swap("1.0.0", "1.1.0"), swap("1.0.0", "2.0.0"))
    assert [(problem.line, problem.place) for problem in found.conflicts] == [(7, "codebook.yaml:7")]
    assert found.text.splitlines()[6] == OURS


def test_both_change_a_rule_differently():
    ours, theirs = swap("- 能人\n", "- 能人 OR 主心骨\n"), swap("- 能人\n", "- 能人 NOT 书记\n")
    text, why = clash(ours, theirs)
    marks = f"{OURS}\n      - 能人 OR 主心骨\n{MIDDLE}\n      - 能人 NOT 书记\n{THEIRS}\n"
    assert marks in text
    assert why == ["conflict: elite, rules"]


def test_both_make_the_same_change():
    both = swap("gets things going", "leads")
    assert clean(both, swap("- 书记", "- 书记 OR 主任", both)) == swap("- 书记", "- 书记 OR 主任", both)


def test_a_rule_in_other_quotes_is_the_same_rule():
    ours = swap("- 书记", "- '书记'   # who else")
    theirs = swap("- 书记", "- (书记)")
    assert "书记'   # who else" in clean(ours, theirs)


OFFICE = """\
  - id: office
    rules:
      - 书记

"""
BELOW = """\
      - id: office
        rules:
          - 书记
          - 主任
"""


def test_a_code_moved_by_one_and_changed_by_the_other():
    ours = swap("          - 不信任\n", "          - 不信任\n" + BELOW.replace("          - 主任\n", ""))
    ours = swap(OFFICE, "", ours)
    theirs = swap("- 书记", "- 书记\n      - 主任")
    moved = swap("          - 不信任\n", "          - 不信任\n" + BELOW)
    assert clean(ours, theirs) == swap(OFFICE, "", moved)
    assert clean(theirs, ours) == swap(OFFICE, "", moved)


def test_a_code_that_both_move_differently_stands_at_either_place():
    ours = swap(
        OFFICE,
        "",
        swap("          - 不信任\n", "          - 不信任\n" + BELOW.replace("          - 主任\n", "")),
    )
    theirs = swap(OFFICE, "    children:\n" + BELOW.replace("          - 主任\n", "") + "\n")
    text, why = clash(ours, theirs)
    assert why == ["conflict: office stands below trust on our side, below elite on theirs"] * 2
    parents = [
        {code.id: code.parent for code in read(chosen(text, ours=side)).codes} for side in (True, False)
    ]
    assert [each["office"] for each in parents] == ["trust", "elite"]


def test_a_code_that_one_takes_out_and_the_other_changes():
    theirs = swap("- 书记", "- 书记 OR 主任")
    text, why = clash(swap(OFFICE, ""), theirs)
    assert f"{OURS}\n{MIDDLE}\n  - id: office\n    rules:\n      - 书记 OR 主任\n{THEIRS}\n" in text
    assert why == [
        "conflict: office is taken out on our side, and it or a code below it was changed on theirs"
    ]
    text, why = clash(theirs, swap(OFFICE, ""))
    assert f"{OURS}\n  - id: office\n    rules:\n      - 书记 OR 主任\n{MIDDLE}\n{THEIRS}\n" in text


def test_a_code_that_one_renames_and_the_other_changes():
    changed, renamed = swap("- 书记", "- 书记\n      - 主任"), swap("id: office", "id: bureau")
    for ours, theirs, gone, other in (
        (changed, renamed, "their", "ours"),
        (renamed, changed, "our", "theirs"),
    ):
        _, why = clash(ours, theirs)
        assert why == [
            f"conflict: office is taken out on {gone} side, and it or a code below it was changed on {other}; "
            "bureau, new there, seems to be it: carry the change over to it"
        ]


def test_a_code_that_one_takes_out_and_the_other_left_alone():
    theirs = swap("gets things going", "leads")
    assert clean(swap(OFFICE, ""), theirs) == swap(OFFICE, "", theirs)


def test_a_code_added_below_one_that_the_other_takes_out():
    ours = swap("      - 书记\n", "      - 书记\n    children:\n      - id: chief\n")
    text, why = clash(ours, swap(OFFICE, ""))
    assert why == [
        "conflict: office is taken out on their side, and it or a code below it was changed on ours"
    ]
    assert "chief" in {code.id for code in read(chosen(text, ours=True)).codes}
    assert {"office", "chief"} & {code.id for code in read(chosen(text, ours=False)).codes} == set()


def test_a_code_moved_below_one_that_the_other_takes_out_is_never_lost():
    """Theirs takes out office, where ours has put trust: trust is there whichever side is chosen."""
    feelings = BASE[BASE.index("  # 2 feelings") : BASE.index("# the end")]
    inner = "".join(f"    {line}\n" for line in feelings.splitlines())
    ours = swap(feelings, "", swap("      - 书记\n", f"      - 书记\n    children:\n{inner}"))
    text, _ = clash(ours, swap(OFFICE, ""))
    for side, parent in ((True, "office"), (False, None)):
        codes = {code.id: code.parent for code in read(chosen(text, ours=side)).codes}
        assert codes["trust"] == parent
        assert codes["distrust"] == "trust"


def test_the_same_id_added_differently():
    ours, theirs = (
        swap(OFFICE, f"{OFFICE}  - id: new\n    rules:\n      - {rule}\n\n") for rule in ("放心", "信得过")
    )
    text, why = clash(ours, theirs)
    assert why == ["conflict: new is new on both sides, and not the same"]
    assert f"{OURS}\n  - id: new\n    rules:\n      - 放心\n{MIDDLE}\n" in text


def test_the_same_code_added_by_both_is_there_once():
    both = swap(OFFICE, f"{OFFICE}  - id: new\n    rules:\n      - 放心\n\n")
    assert clean(both, swap("gets things going", "leads", both)) == swap("gets things going", "leads", both)


def test_codes_that_are_put_below_each_other():
    """No tree can hold both: the lines are compared as they stand."""
    top = "format: 1\ncodes:\n  - id: a\n  - id: b\n"
    ours = "format: 1\ncodes:\n  - id: a\n    children:\n      - id: b\n"
    theirs = "format: 1\ncodes:\n  - id: b\n    children:\n      - id: a\n"
    text, _ = clash(ours, theirs, top)
    assert said(read(chosen(text, ours=True))) == said(read(ours))
    assert said(read(chosen(text, ours=False))) == said(read(theirs))


def test_a_rule_that_names_a_code_which_the_other_takes_out():
    ours = swap("- 能人\n", "- 能人 NOT code:office\n")
    found = merged(ours, swap(OFFICE, ""))
    assert [problem.message for problem in found.conflicts] == ["there is no code office"]
    assert OURS not in found.text
    assert read_codebook(found.text)[1][0].slug == "unknown-code"


def test_two_core_categories_are_told():
    ours, theirs = (
        swap("  - id: elite\n", "  - id: elite\n    core: true\n"),
        swap("  - id: office\n", "  - id: office\n    core: true\n"),
    )
    assert [problem.slug for problem in merged(ours, theirs).conflicts] == ["two-cores"]


def test_relations_are_merged_one_by_one():
    base = BASE + "relations:\n  - from: elite\n    to: trust\n"
    ours, theirs = base + "  - from: office\n    to: trust\n", base + "  - {from: trust, to: elite}\n"
    assert clean(ours, theirs, base) == ours + "  - {from: trust, to: elite}\n"


def test_comments_at_the_head_are_merged_by_lines():
    ours, theirs = (
        swap("# Our street\n", "# Our two streets\n"),
        swap("# all of us\n", "# all of us\n# 2024\n"),
    )
    assert clean(ours, theirs) == swap("# Our street\n", "# Our two streets\n", theirs)
    text, why = clash(swap("# Our street\n", "# One\n"), swap("# Our street\n", "# Two\n"))
    assert text.startswith(f"{OURS}\n# One\n{MIDDLE}\n# Two\n{THEIRS}\n# all of us\n")
    assert len(why) == 1


def test_a_comment_and_what_it_is_about_are_changed_apart():
    ours, theirs = swap("# terms", "# words"), swap("- 能人\n", "- 能人 OR 主心骨\n")
    text = clean(swap("# how it is called", "# its name"), swap("en: Elite", "en: Capable"))
    assert "# its name\n    name: {zh: 能人, en: Capable}" in text
    assert clean(theirs, ours).count("主心骨") == 1


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("- 能人   # x", 7),
        ("- 'it''s # in' # x", 15),
        ('- "a \\" # in" # x', 14),
        ("name: don't # x", 12),
        ("shields: ['# a', b] # x", 20),
        ("- a#b", 5),
    ],
)
def test_where_a_comment_begins(line: str, start: int):
    assert comment_start(line) == start
    assert read_nodes(Faults("", [line, ""])) == read_nodes(Faults("", [line[:start].rstrip(), ""]))


def test_a_comment_behind_a_text_and_the_text_are_changed_apart():
    ours, theirs = swap("# raise it", "# do not forget"), swap("1.0.0", "1.1.0")
    assert clean(ours, theirs) == swap("# raise it", "# do not forget", theirs)
    clash(ours, swap("# raise it", "# raise me"))
    quoted = swap("- 书记", "- '书记'")
    assert clean(quoted, swap("- 书记", "- 书记   # who else")) == swap("- 书记", "- '书记'   # who else")


def test_words_in_brackets_on_one_line_are_a_list_too():
    ours, theirs = swap("[zh, en]", "[zh, en, fr]"), swap("[zh, en]", "[zh, en, de]   # four")
    base = BASE.replace("  languages: [zh, en]", "  shields: [zh, en]   # places").replace(
        "{zh: 能人, en: Elite}", "x"
    )
    base = base.replace("zh: 不信任", "zh: 不").replace(
        "        name:\n          zh: 不\n          en: Distrust\n", ""
    )
    ours, theirs = base.replace("[zh, en]", "[aa, zh, en]"), base.replace("[zh, en]", "['z, z', zh, bb]")
    assert "  shields: [aa, 'z, z', zh, bb]   # places\n" in clean(ours, theirs, base)


def test_the_order_of_languages_matters_so_they_are_one_piece():
    _, why = clash(swap("[zh, en]", "[zh, en, fr]"), swap("[zh, en]", "[zh, en, de]"))
    assert why == ["conflict: codebook, languages"]


def test_texts_in_braces_on_one_line_are_parts_too():
    text = clean(swap("en: Elite}", "en: Capable}"), swap("{zh: 能人,", "{zh: '能,人',"))
    assert "    name: {zh: '能,人', en: Capable}\n" in text
    clash(swap("en: Elite}", "en: Capable}"), swap("en: Elite}", "en: Leader}"))


def test_codes_in_brackets_are_merged_by_lines():
    base = "format: 1\ncodes:\n  - id: a\n    rules: [能人]\n    children: [{id: b}, {id: c}]\n  - id: d\n  - id: e\n"
    ours, theirs = base.replace("[能人]", "[带头人]"), base.replace("id: e", "id: e\n    rules: [信任]")
    assert clean(ours, theirs, base) == theirs.replace("[能人]", "[带头人]")
    clash(base.replace("{id: c}", "{id: x}"), base.replace("{id: c}", "{id: y}"), base)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_are_those_of_ours(end: str):
    ours, theirs = swap("gets things going", "leads"), swap("- 书记", "- 书记\n      - 主任")
    expected = swap("- 书记", "- 书记\n      - 主任", ours)
    assert merged("\ufeff" + ours.replace("\n", end), theirs).text == "\ufeff" + expected.replace("\n", end)
    assert merged(ours, theirs.replace("\n", end)).text == expected


def test_mixed_line_ends_stay_where_they_are():
    ours = swap("gets things going", "leads").replace("# all of us\n", "# all of us\r\n")
    theirs = swap("- 书记", "- 书记\n      - 主任")
    assert merged(ours, theirs).text == swap("- 书记", "- 书记\n      - 主任", ours)


def test_a_last_line_without_an_end():
    base = BASE.rstrip("\n")
    assert clean(
        swap("leads", "leads", swap("gets things going", "leads", base)), swap("1.0.0", "2", base), base
    ) == (swap("1.0.0", "2", swap("gets things going", "leads", base)))


def test_a_file_with_errors_is_merged_by_lines_and_told():
    wrong = swap("- 能人\n", "- (能人\n")
    found = merged(wrong, swap("- 书记", "- 书记 OR 主任"))
    assert found.text == swap("- 书记", "- 书记 OR 主任", wrong)
    assert [(problem.file, problem.message) for problem in found.conflicts] == [
        ("ours", "the bracket is never closed")
    ]
    found = merged(wrong, swap("- 能人\n", "- 主心骨\n"))
    assert f"{OURS}\n      - (能人\n{MIDDLE}\n      - 主心骨\n{THEIRS}\n" in found.text
    assert len(found.conflicts) == 2


def test_without_an_ancestor_both_are_put_together():
    ours = swap(OFFICE, "").replace("# the end\n", "")
    theirs = BASE.replace("  - id: elite", "  - id: elite_2").replace("# the end\n", "")
    found = merged(ours, theirs, "")
    assert found.conflicts == ()
    assert [code.id for code in read(found.text).codes] == ["elite", "elite_2", "office", "trust", "distrust"]
    _, why = clash(ours, swap("gets things going", "leads"), "")
    assert why == ["conflict: elite is new on both sides, and not the same"]


def test_what_only_one_side_changed_is_taken_even_with_errors():
    wrong = swap("- 能人\n", "- (能人\n")
    assert merged(BASE, wrong) == Merged(wrong, ())
    assert merged(wrong, BASE) == Merged(wrong, ())


def test_marks_are_found_and_nothing_else_is_said():
    text, _ = clash(swap("gets things going", "makes things go"), swap("gets things going", "leads"))
    codebook, errors, _ = read_codebook(text)
    assert codebook is None
    lines = text.splitlines()
    assert [lines[error.line - 1] for error in errors] == [OURS, MIDDLE, THEIRS]
    assert {error.slug for error in errors} == {"conflict"}
    assert "keep one side" in errors[0].cure


def test_a_line_of_equals_signs_alone_is_no_mark():
    text = swap(
        'definition: "Someone gets things going."', "definition: |\n      A title\n      =======\n      x"
    )
    assert read(text).codes[0].definition == {"": "A title\n=======\nx"}


def test_marks_of_git_with_the_ancestor_are_found():
    text = swap("# all of us\n", "<<<<<<< HEAD\n# a\n||||||| 1a2b\n# b\n=======\n# c\n>>>>>>> other\n")
    assert [error.line for error in read_codebook(text)[1]] == [2, 4, 6, 8]


# Properties


def three(seed: int) -> tuple[Tree, Tree, Tree]:
    rng = Random(seed)
    base = make_tree(rng)
    return base, changed(base, rng, rng.randint(1, 5)), changed(base, rng, rng.randint(1, 5))


seeds = st.integers(0, 100_000)


@settings(max_examples=50)
@given(seeds, st.booleans())
def test_one_side_unchanged_gives_the_other_to_the_byte(seed: int, spaced: bool):
    base, other, _ = (write(tree, spaced=spaced) for tree in three(seed))
    for found in (merged(base, other, base), merged(other, base, base), merged(other, other, base)):
        assert found == Merged(other, ())


@settings(max_examples=30)
@given(seeds, st.booleans())
def test_a_merge_by_parts_gives_the_other_to_the_byte(seed: int, spaced: bool):
    """The same without the short cut for files that are equal."""
    base, other, _ = (write(tree, spaced=spaced) for tree in three(seed))
    for texts in ((base, base, other), (base, other, base), (base, other, other)):
        assert "\n".join(map(str, merging._by_parts(merging._Texts(*texts)))) == other


def test_parts_put_together_are_the_file():
    texts = [BASE, starter(), SHIPPED.read_text(encoding="utf-8")]
    texts += [write(three(seed)[0], step=step) for seed in range(30) for step in (0, 2, 4)]
    texts.append(
        "format: 1\ncodes:\n-\n  # x\n  id: a\n  rules:\n  - 能人\n\n  - |\n    带头\n     人\n\n  # c\n    # d\n"
    )
    for text in texts:
        assert "\n".join(written(root_of(read_source(text)).lines)) + "\n" == text


@settings(max_examples=60)
@given(seeds)
def test_a_merge_says_what_both_sides_say(seed: int):
    base, ours, theirs = three(seed)
    found = merged(write(ours), write(theirs), write(base))
    was, mine, yours = map(pieces, (base, ours, theirs))
    changes = {
        key: (yours if mine.get(key) == was.get(key) else mine).get(key) for key in {**was, **mine, **yours}
    }
    expected = {key: value for key, value in changes.items() if value is not None}
    clashing = [key for key in changes if len({d.get(key) for d in (was, mine, yours)}) == 3]
    if not found.conflicts:
        assert not clashing
        assert flat(read(found.text)) == expected
    elif OURS in found.text:
        sides = [flat(read(chosen(found.text, ours=side))) for side in (True, False)]
        for key in changes.keys() - clashing:
            assert expected.get(key) in [side.get(key) for side in sides], key


def flat(codebook: Codebook) -> dict[tuple[str, ...], str]:
    """What `pieces` gives, of a codebook that was read."""
    found = {("", "name"): codebook.name, ("", "version"): codebook.version}
    for code in codebook.codes:
        found[code.id, "parent"] = code.parent or ""
        for key in ("definition", "include", "source"):
            if getattr(code, key):
                found[code.id, key] = getattr(code, key)[""]
        found |= {(code.id, "rules", rule): "" for rule in map(show, code.rules)}
        found |= {(code.id, "examples", example.text): "" for example in code.examples}
    return found


@settings(max_examples=30)
@given(seeds)
def test_changes_to_different_codes_never_clash(seed: int):
    rng = Random(seed)
    base = make_tree(rng)
    names = [code.id for code in base.walk() if code.id]
    mine = set(rng.sample(names, len(names) // 2))
    ours = changed(base, rng, 4, only=mine)
    theirs = changed(base, rng, 4, only=set(names) - mine)
    found = merged(write(ours), write(theirs), write(base))
    assert found.conflicts == (), found.text
    was, mine_said, yours = map(pieces, (base, ours, theirs))
    expected = {**was, **mine_said, **{k: v for k, v in yours.items() if was.get(k) != v}}
    for key in was:
        if key not in mine_said or key not in yours:
            expected.pop(key, None)
    assert flat(read(found.text)) == expected


@settings(max_examples=30)
@given(seeds)
def test_the_sides_may_be_exchanged(seed: int):
    base, ours, theirs = map(write, three(seed))
    one, other = merged(ours, theirs, base), merged(theirs, ours, base)
    assert bool(one.conflicts) is bool(other.conflicts)
    if not one.conflicts:
        assert said(read(one.text)) == said(read(other.text))
    elif OURS in one.text:
        assert said(read(chosen(one.text, ours=True))) == said(read(chosen(other.text, ours=False)))


@settings(max_examples=30)
@given(seeds)
def test_lines_that_nobody_changed_are_those_of_ours(seed: int):
    """Every line of the result is one of either side's."""
    base, ours, theirs = map(write, three(seed))
    found = merged(ours, theirs, base).text.splitlines()
    known = {line.strip() for line in (*ours.splitlines(), *theirs.splitlines(), OURS, MIDDLE, THEIRS)}
    assert [line for line in found if line.strip() not in known] == []


def test_a_file_that_is_indented_anew_by_one_side_keeps_what_the_other_changed():
    for seed in range(12):
        base, ours, _ = three(seed)
        found = merged(write(ours), write(base, step=4), write(base))
        assert read(found.text) if OURS not in found.text else read(chosen(found.text, ours=True))


def test_merges_by_parts_are_right_at_once():
    """The coarser merges are for odd files, not for these."""
    for seed in range(60):
        texts = merging._Texts(*map(write, three(seed)))
        books = [read(text) for text in texts]
        assert merging._wrong(merging._by_parts(texts), books, "") is not None, seed
