import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.matrix import code_by_document, code_by_document_rows, cooccurrence, cooccurrence_rows
from qualcode.errors import UsageError
from tests.analysis.test_cooccurrence import FLAT, sums
from tests.coding.made import at, codebook
from tests.coding.test_sums import BOOK, interviews, sums_over, ways

SENTENCES = [at(0, 1), at(0), at(1, 2), at()]


def test_the_matrix_of_counts_is_full_with_own_counts_on_the_diagonal():
    header, rows = cooccurrence_rows(sums(SENTENCES), FLAT)
    assert header == ["code", "a", "b", "c", "d", "e"]
    assert rows == [
        ["a", 2, 1, 0, 0, 0],
        ["b", 1, 2, 1, 0, 0],
        ["c", 0, 1, 1, 0, 0],
        ["d", 0, 0, 0, 0, 0],
        ["e", 0, 0, 0, 0, 0],
    ]


def test_under_rollup_the_matrix_stays_full():
    tree = codebook("a", "b<a")
    assert cooccurrence_rows(sums([at(1), at(0)], codes=tree, rollup=True), tree)[1] == [
        ["a", 2, 1],
        ["b", 1, 1],
    ]


@pytest.mark.parametrize(
    ("measure", "first_row"),
    [
        ("jaccard", [1, 1 / 3, 0, None, None]),
        ("conditional", [1, 1 / 2, 0, None, None]),
        ("expected", [1, 1, 0.5, 0, 0]),
        ("lift", [2, 1, 0, None, None]),
        ("npmi", [1, 0, -1, None, None]),
        ("phi", [1, 0, -1 / math.sqrt(3), None, None]),
    ],
)
def test_other_measures(measure, first_row):
    _, rows = cooccurrence_rows(sums(SENTENCES), FLAT, measure=measure)
    assert [value is None for value in rows[0][1:]] == [value is None for value in first_row]
    known = [(a, b) for a, b in zip(rows[0][1:], first_row, strict=True) if b is not None]
    assert [a for a, _ in known] == pytest.approx([b for _, b in known])


def test_a_share_is_of_the_units_of_the_row():
    _, rows = cooccurrence_rows(sums([at(0, 1), at(0)]), FLAT, measure="conditional")
    assert (rows[0][2], rows[1][1]) == (0.5, 1.0)
    _, rows = cooccurrence_rows(
        sums([at(0), at(1), at(0), at(), at(0)], count_by="near:1"), FLAT, measure="conditional"
    )
    assert (rows[0][1:3], rows[1][1:3]) == ([1, 2 / 3], [1, 1])


def test_the_base_counts_for_measures_that_depend_on_n():
    _, rows = cooccurrence_rows(sums(SENTENCES), FLAT, measure="expected", base="coded")
    assert rows[0][2] == pytest.approx(4 / 3)


@pytest.mark.parametrize(
    ("count_by", "measure", "known"),
    [
        ("sentence", "c", "count, jaccard, conditional, expected, lift, npmi, phi"),
        ("near:2", "jaccard", "count, conditional"),
        ("overlap", "phi", "count, c, conditional"),
        ("window:2", "jacard", "count, jaccard, conditional, expected, lift, npmi, phi"),
    ],
)
def test_a_measure_that_does_not_exist_lists_those_that_do(count_by, measure, known):
    with pytest.raises(UsageError, match=measure) as error:
        cooccurrence_rows(sums(SENTENCES, count_by=count_by), FLAT, measure=measure)
    assert error.value.cure == f"Choose one of {known}."


def test_c_of_the_matrix():
    _, rows = cooccurrence_rows(sums(SENTENCES, count_by="overlap"), FLAT, measure="c")
    assert rows[0][1:4] == [1, 1 / 3, 0]


@settings(max_examples=60, deadline=None)
@given(made=interviews(), way=ways, rollup=st.booleans())
def test_the_matrix_is_symmetric_and_documents_add_up(made, way, rollup):
    found = sums_over(made, *way, rollup)
    _, rows = cooccurrence_rows(found, BOOK)
    cells = [row[1:] for row in rows]
    assert cells == [list(column) for column in zip(*cells, strict=True)]
    if found.counting.pairs == "unit":
        assert [cells[i][i] for i in range(len(cells))] == found.n_units.sum(axis=0).tolist()
    header, by_document = code_by_document_rows(found, BOOK, [one.id for one in made])
    assert header == ["document", "units", "a", "b", "c", "d", "e"]
    totals = [sum(column) for column in zip(*[row[1:] for row in by_document], strict=True)] or [0] * 6
    assert totals == [found.units.sum(), *found.n_codings.sum(axis=0).tolist()]


def test_documents_by_codes_in_the_order_asked_for():
    found = sums([at(0, 1), at(1)], [at(), at(2), at()])
    _, rows = code_by_document_rows(found, FLAT, ["d1", "d0"])
    assert rows == [["d1", 3, 0, 0, 1, 0, 0], ["d0", 2, 1, 2, 0, 0, 0]]


def test_frames_keep_a_code_that_is_called_like_another_column():
    codes = codebook("code", "units", "document")
    found = sums([at(0, 1), at(1), at()], codes=codes)
    matrix = cooccurrence(found, codes, measure="jaccard")
    assert matrix.columns.tolist() == ["code", "code", "units", "document"]
    assert matrix.iloc[0].tolist()[:3] == ["code", 1, 0.5]
    assert matrix.iloc[:, 3].isna().all()
    table = code_by_document(found, codes, ["d0"])
    assert table.columns.tolist() == ["document", "units", "code", "units", "document"]
    assert table.iloc[0].tolist() == ["d0", 3, 1, 2, 0]
