"""Codebooks as tables: what is written reads back equal, and tables that people made can be read."""

import pytest
from hypothesis import given, settings

from qualcode.codebook.dump import dump
from qualcode.codebook.exchange.headings import Heading, heading, read_heading
from qualcode.codebook.exchange.table import code_table, settings_table, with_settings
from qualcode.codebook.exchange.table_in import Sheet, read_table
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.plain import CODE_FIELDS
from qualcode.codebook.read import read_codebook
from qualcode.rules.show import show
from tests.codebook.made import assert_same, codebooks


def read(*rows: list[str]):
    return read_table([Sheet("", rows)], file="t.csv")


def tree(reading):
    """Ids with those above them."""
    assert reading.errors == ()
    return [(code.id, code.parent or "") for code in reading.codebook.codes]


def problems(reading):
    assert reading.codebook is None
    return [(problem.file, problem.message) for problem in reading.errors]


@settings(max_examples=40)
@given(codebooks())
def test_a_table_with_a_sheet_of_settings_reads_back_equal(codebook):
    codes, settings = code_table(codebook, lang="zh"), settings_table(codebook, lang="zh")
    sheets = [Sheet("codes", [codes.header, *codes.rows]), Sheet("编码本", [settings.header, *settings.rows])]
    read = read_table(sheets, file="t.xlsx")
    assert read.errors == ()
    assert read.notes == ()
    assert_same(read.codebook, codebook)


@settings(max_examples=40)
@given(codebooks())
def test_a_table_with_a_column_of_settings_reads_back_equal(codebook):
    table = with_settings(code_table(codebook), settings_table(codebook))
    assert len(table.rows) == len(codebook.codes)
    read = read_table([Sheet("", [table.header, *table.rows])], file="t.csv")
    assert read.errors == ()
    assert read.notes == ()
    assert_same(read.codebook, codebook)


@pytest.mark.parametrize("key", ["parent", *CODE_FIELDS])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_field_has_a_heading_that_is_read_back(key, lang):
    assert read_heading(heading(key, lang=lang)) == Heading(key)
    if CODE_FIELDS.get(key) == "texts":
        assert read_heading(heading(key, "zh-Hant", lang=lang)) == Heading(key, "zh-Hant")


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("代码", Heading("id")),
        (" Code  ID ", Heading("id")),
        ("编码名称", Heading("name")),
        ("定义（英文）", Heading("definition", "en")),
        ("name_en", Heading("name", "en")),
        ("名称[中文]", Heading("name", "zh")),
        ("Level 2", Heading("level", level=2)),
        ("三级编码", Heading("level", level=3)),
        ("非例", Heading("non_examples")),
        ("remark", None),
        ("rules_en", None),
    ],
)
def test_headings_that_people_write(written, means):
    assert read_heading(written) == means


def test_columns_in_any_order_with_parents_by_name():
    reading = read(
        ["例句", "上级", "名称", "编码", "规则", "定义"],
        ["他是能人\n没人带头", "", "领导", "lead", "", "谁来带头"],
        ["", "领导", "精英", "elite", "能人\n带头人 OR 领头人", ""],
        ["", "elite", "体制内", "inside", "", ""],
    )
    assert tree(reading) == [("lead", ""), ("elite", "lead"), ("inside", "elite")]
    lead, elite, _ = reading.codebook.codes
    assert [one.text for one in lead.examples] == ["他是能人", "没人带头"]
    assert list(map(show, elite.rules)) == ["能人", "带头人 OR 领头人"]
    assert lead.definition == {"": "谁来带头"}


def test_a_child_may_stand_above_its_parent():
    assert tree(read(["id", "parent"], ["b", "a"], ["a", ""], ["c", "b"])) == [
        ("a", ""),
        ("b", "a"),
        ("c", "b"),
    ]


def test_columns_of_levels_with_cells_left_empty():
    reading = read(
        ["一级", "二级", "三级", "定义"],
        ["领导", "精英", "体制内", "x"],
        ["", "", "体制外", "y"],
        ["", "行政化", "", "z"],
        ["参与", "", "", "p"],
        ["", "其他", "", ""],
        ["认同", "其他", "", "q"],
    )
    assert tree(reading) == [
        ("领导", ""),
        ("精英", "领导"),
        ("体制内", "精英"),
        ("体制外", "精英"),
        ("行政化", "领导"),
        ("参与", ""),
        ("其他", "参与"),
        ("认同", ""),
        ("认同_其他", "认同"),
    ]
    assert reading.codebook.codes[-1].name == {"": "其他"}
    assert reading.notes == ("ids were made from names, which are kept: 其他 → 认同_其他",)


def test_indented_names():
    reading = read(
        ["名称", "定义"], ["领导", ""], ["  精英", ""], ["\t体制内", ""], ["　　行政", ""], ["参与", ""]
    )
    assert tree(reading) == [
        ("领导", ""),
        ("精英", "领导"),
        ("体制内", "精英"),
        ("行政", "精英"),
        ("参与", ""),
    ]


def test_a_row_without_a_name_goes_on_with_the_lists_above():
    reading = read(
        ["id", "examples", "rules"], ["a", "one", "aa"], ["", "two", ""], ["", "", "bb"], ["b", "", ""]
    )
    assert [one.text for one in reading.codebook.codes[0].examples] == ["one", "two"]
    assert list(map(show, reading.codebook.codes[0].rules)) == ["aa", "bb"]


def test_names_in_place_of_ids():
    reading = read(["code", "definition"], ["Elite leadership", "d"], ["elite-leadership!", "e"])
    assert tree(reading) == [("elite_leadership", ""), ("elite_leadership_2", "")]
    assert [code.name[""] for code in reading.codebook.codes] == ["Elite leadership", "elite-leadership!"]


def test_keywords_are_terms():
    reading = read(["名称", "关键词"], ["甲", "能人、带头人；A OR B\n主心骨"])
    assert list(map(show, reading.codebook.codes[0].rules)) == ["能人", "带头人", '"A OR B"', "主心骨"]


def test_a_title_above_the_header():
    assert tree(read(["访谈编码本"], [], ["编码", "名称"], ["a", "甲"])) == [("a", "")]


def test_unknown_columns_and_other_sheets_are_told():
    rows = [["id", "exmaples", "memo"], ["a", "x", ""], ["b", "", "", "far"]]
    reading = read_table([Sheet("codes", rows), Sheet("notes", [["x"]])], file="t.xlsx")
    assert reading.notes == (
        "column exmaples (B) is not known and left out; did you mean examples?",
        "column memo (C) is not known and left out",
        "row 3, column D: left out, it has no heading",
        "sheet notes: left out; codes are read from sheet codes",
    )


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        ([["id", "规则"], ["a", "能人\n威望 NEAR/ 组织"]], "row 2, column 规则 (B)", "NEAR needs a number"),
        ([["id", "color"], ["a", ""], ["b", "red"]], "row 3, column color (B)", "red is no color"),
        ([["id"], ["a"], ["a"]], "row 3, column id (A)", "the id a stands twice"),
        ([["id", "name"], ["a b", "x"]], "row 2, column id (A)", "the id a b holds a blank"),
        ([["id", "parent"], ["a", "z"]], "row 2, column parent (B)", "there is no code z"),
        ([["id", "parent"], ["a", "b"], ["b", "a"]], "row 2", "a lies below itself"),
        ([["id", "name", "parent"], ["a", "N", ""], ["b", "N", ""], ["c", "", "N"]], "row 4, column parent (C)", "several codes are called N"),
        ([["id", "definition"], ["", "x"]], "row 2", "this row has neither an id nor a name"),
        ([["一级", "二级"], ["", "b"]], "row 2", "level 1 is empty here, and nothing stands for it above"),
        ([["一级", "定义"], ["a", "x"], ["a", "y"]], "row 3, column 定义 (B)", "another definition of a stands in a row above"),
        ([["id", "name", "name:zh"], ["a", "x", "y"]], "row 2, column name (B)", "name stands here with a language and without one"),
        ([["id", "examples"], ["a", "[speker=x] y"]], "row 2, column examples (B)", "unknown key speker"),
        ([["id", "name", "名称"], ["a", "x", "y"]], "row 1", "two columns say the same: name and 名称"),
        ([["id", "codebook"], ["a", "unit: word\nunit: turn"]], "row 2, column codebook (B)", "unit: there is no word"),
        ([["id", "rules"], ["a", "\"a\u0001b\""]], "row 2, column rules (B)", "the rule holds a control character (U+0001)"),
    ],
)  # fmt: skip
def test_errors_name_row_and_column(rows, place, message):
    found = problems(read(*rows))
    assert (f"t.csv, {place}", message) in found


def chain(n):
    return [["id", "parent"], *([f"c{i}", f"c{i - 1}" if i else ""] for i in range(n))]


def test_a_tree_as_deep_as_a_file_can_hold_and_a_deeper_one():
    rows = [[*row, "[where.a=b] x"] for row in chain(37)]
    rows[0][2] = "examples"
    reading = read(*rows)
    again, errors, _ = read_codebook(dump(reading.codebook))
    assert errors == ()
    assert_same(again, reading.codebook)
    assert problems(read(*chain(2000))) == [("t.csv, row 39", "c37 lies too deep")]


def test_errors_name_the_cell_of_the_other():
    (problem,) = read(["id", "x"], ["a", ""], ["", ""], ["a", ""]).errors
    assert "in row 2, column id (A)" in problem.cure


@pytest.mark.parametrize("rows", [[["foo", "bar"], ["1", "2"]], [], [[""]]])
def test_a_table_without_known_columns(rows):
    ((file, message),) = problems(read(*rows))
    assert file == "t.csv"
    assert message.startswith("no column is named for ids or names")


def test_a_pattern_of_tokens_is_a_mapping_and_no_text():
    reading = read(["id", "rules"], ["a", "aa\npattern: [{LOWER: x}]"])
    expected, _, _ = read_codebook("format: 1\ncodes: [{id: a, rules: [aa, {pattern: [{LOWER: x}]}]}]\n")
    assert reading.codebook.codes[0].rules == expected.codes[0].rules
    ((file, message),) = problems(read(["id", "rules"], ["a", "aa\npattern: [{LOWR: x}]"]))
    assert (file, "LOWR" in message) == ("t.csv, row 2, column rules (B)", True)


def test_settings_stand_in_the_first_row_one_a_line():
    table = with_settings(
        code_table(Codebook((Code("a"), Code("b")))),
        settings_table(Codebook((), name="N", shields=("自治区", "x"), languages=("zh",))),
    )
    at = table.header.index("codebook")
    assert [row[at] for row in table.rows] == ["name: N\nlanguages: zh\nshields: 自治区\n  x", ""]


def test_the_shape_of_a_row():
    codebook = read(["id", "examples"], ["a", "[说话人=王主任; where.社区=M] 我来牵头\nplain"]).codebook
    assert '- text: "我来牵头"\n        speaker: 王主任\n        where:\n          社区: M' in dump(codebook)
    table = code_table(codebook)
    row = dict(zip(table.header, table.rows[0], strict=True))
    assert row["examples"] == "[speaker=王主任; where.社区=M] 我来牵头\nplain"
