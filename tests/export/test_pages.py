"""Tables of a paper: what is shown, how it is rounded, and what is said below."""

import pytest

from qualcode.errors import UsageError
from qualcode.export.pages import as_page
from tests.export.tables import CODES, frequencies, matrix, table


def test_names_for_codes_percent_and_what_is_undefined():
    page = as_page(frequencies(), codes=CODES, source="Street 1.0")
    assert page.heads == ("Parent", "Code", "Documents", "Codings", "Share of units", "Per 1,000 words")
    assert page.rows == (
        ("", "能人", "2", "3", "6.2%", "–"),
        ("能人", "信任 (trust)", "10", "1,200", "100.0%", "2.50"),
        ("能人", "信任 (other)", "0", "0", "0.0%", "0.00"),
    )
    assert page.said == (
        "Counted: sentences; population: all speech but the interviewer's; N = 48. Codebook: Street 1.0. "
        "Coverage of whole sentences. – undefined."
    )


def test_in_chinese():
    page = as_page(frequencies(), lang="zh", codes=CODES, source="街道 1.0")
    assert page.title == "编码频次"
    assert page.heads == ("上级", "代码", "材料来源数", "参考点数", "占比", "每千词")
    assert page.said == (
        "计数单元：句；统计范围：访谈者以外的全部发言；N = 48。编码本：街道 1.0。覆盖率按整个句计。– 无法计算。"
    )


def test_units_are_shown_where_they_differ_from_codings():
    one = table(["a", 3, 2], ["b", 1, 1], names="code n_codings n_units", kinds="tii")
    assert as_page(one).heads == ("Code", "Codings", "Units")


def test_columns_that_are_asked_for():
    page = as_page(frequencies(), columns=["n_units", "code"])
    assert (page.heads, page.rows[0]) == (("Units", "Code"), ("3", "elite"))
    with pytest.raises(UsageError, match="no column 'n_unit'"):
        as_page(frequencies(), columns=["n_unit"])


def test_pairs_that_never_meet_are_counted_and_left_out():
    rows = [["a", "b", 2, "same words"], ["a", "c", 0, "ancestor"]]
    pairs = table(*rows, name="cooccurrence_pairs", names="code_1 code_2 n_both note", kinds="ttit")
    page = as_page(pairs, lang="zh")
    assert page.rows == (("a", "b", "2", "依据同词"),)
    assert page.said == "另有 1 对从未共现，未列出。"
    assert as_page(pairs).said == "1 pair that never meets is left out."


def test_a_broad_square_table_numbers_its_codes():
    page = as_page(matrix(9), codes={"c1": "能人"})
    assert page.heads == ("Code", *map(str, range(1, 10)))
    assert [row[0] for row in page.rows][:2] == ["1. 能人", "2. c2"]
    assert page.note == ()


def test_a_broad_table_of_documents_tells_its_numbers_below():
    page = as_page(matrix(9, "code_by_document"))
    assert page.heads[:4] == ("Document", "Units", "1", "2")
    assert page.said.startswith("1 = c1; 2 = c2; ")


def test_a_small_matrix_keeps_its_names():
    assert as_page(matrix(3), codes={"c2": "信任"}).heads == ("Code", "c1", "信任", "c3")


def test_a_code_with_the_name_of_another_column():
    one = table(["doc", 5, 3], name="code_by_document", names="document units units", kinds="tii")
    page = as_page(one)
    assert (page.heads, page.rows) == (("Document", "Units", "units"), (("doc", "5", "3"),))


def test_minus_is_a_minus():
    assert (
        as_page(
            table(
                ["a", "b", 1, -0.5], name="cooccurrence_pairs", names="code_1 code_2 n_both phi", kinds="ttin"
            )
        ).rows[0][-1]
        == "−0.500"
    )


def test_what_coverage_is_is_told_only_beside_it():
    whole = "coverage of whole sentences"
    one = table(
        ["a", 3, 0.5, whole], ["b", 1, 0.1, whole], names="code n_codings coverage note", kinds="tint"
    )
    assert "覆盖率按整个句计" in as_page(one, lang="zh", columns=("code", "coverage")).said
    assert "覆盖率" not in as_page(one, lang="zh", columns=("code", "n_codings")).said
