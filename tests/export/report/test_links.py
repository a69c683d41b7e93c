"""Where the cells of tables lead."""

from qualcode.export.pages import as_page
from qualcode.export.report.links import SHADES, links_of, place
from qualcode.export.table import Table, columns_of

NAMES = {"a": "Able", "b b": "Both", "c": "Calm"}


def linked(name, columns, *rows):
    kinds = ["text" if isinstance(cell, str) else "integer" for cell in rows[0]]
    table = Table(name, columns_of(name, columns, kinds), rows, len(rows))
    return links_of(as_page(table, codes=NAMES), table, NAMES)


def test_a_place_holds_what_is_chosen():
    assert place(code="b b", doc="访谈 1&2", **{"with": ""}) == "#code=b+b&doc=%E8%AE%BF%E8%B0%88+1%262"


def test_frequencies_lead_to_the_passages_of_the_code():
    found = linked(
        "frequencies", ["code", "parent", "n_documents", "n_codings"], ("a", "", 1, 3), ("b b", "a", 0, 0)
    )
    assert found.rows == (("", "#code=a", "#code=a", "#code=a"), ("#code=a", "", "", ""))


def test_pairs_lead_to_what_has_both():
    columns = ["code_1", "code_2", "n_1", "n_both", "jaccard", "note"]
    found = linked("cooccurrence_pairs", columns, ("a", "c", 4, 2, 0, "by rule"))
    assert found.rows == (("#code=a", "#code=c", "#code=a&with=c", "", "#code=a&with=c"),)


def test_a_matrix_leads_to_pairs_its_diagonal_to_the_code_and_nothing_to_nothing():
    found = linked("cooccurrence", ["code", "a", "c"], ("a", 9, 4), ("c", 4, 0))
    assert found.rows == (("#code=a", "#code=a", "#code=a&with=c"), ("#code=c", "#code=c&with=a", ""))
    assert found.heads == ("", "#code=a", "#code=c")
    assert found.shades == ((0, 0, SHADES), (0, SHADES, 0))
    assert found.tips == ("", "Able", "Calm")


def test_documents_by_codes_lead_to_the_code_in_the_document():
    found = linked("code_by_document", ["document", "units", "a", "units"], ("t1", 20, 1, 4))
    assert found.rows == (("#doc=t1", "#doc=t1", "#code=a&doc=t1", "#code=units&doc=t1"),)
    assert found.shades == ((0, 0, 3, SHADES),)


def test_other_tables_lead_nowhere():
    assert linked("levels", ["code"], ("a",)).rows == ()
