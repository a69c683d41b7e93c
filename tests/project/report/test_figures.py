from qualcode.export.table import Table, columns_of
from qualcode.project.report.figures import figure_drawn

PAIR = ("code_1", "code_2", "n_both", "n_1", "n_2", "jaccard", "note")


def test_a_network_without_a_pair_is_drawn_and_says_so():
    frequencies = columns_of("frequencies", ("code", "n_units"), ("text", "integer"))
    pairs = columns_of("cooccurrence_pairs", PAIR, ("text", "text", *("integer",) * 3, "number", "text"))
    tables = {
        "frequencies": Table("frequencies", frequencies, (("meet", 2),), 1),
        "cooccurrence_pairs": Table("cooccurrence_pairs", pairs, (), 0, "sentence", "all", 5),
    }
    drawn = figure_drawn("network", tables, lang="en", names={}, font="")
    assert drawn.note == ""
    assert b"nothing to show" in drawn.svg
