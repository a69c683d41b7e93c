"""What is said below a crosstab."""

from dataclasses import replace

import pytest

from qualcode.analysis.crosstab import CrosstabOptions, crosstab_columns
from qualcode.cli.analyze_notes import crosstab_notes
from tests.analysis.test_missing_codes import FLAT, found, talk
from tests.coding.made import at


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Fisher's exact test (two values) or a permutation test (100 draws, seed 1). "),
        ("zh", " Fisher 精确检验（两个取值）或置换检验（100 次，随机种子 1）。"),
    ],
)
def test_the_note_below_a_crosstab_names_both_tests(lang, told):
    talks = [
        (talk("x", at(0), at(1), site="L"), ()),
        (talk("y", at(), at(), site="M"), ()),
        (talk("z", at(1), at(), site="N"), (0,)),
    ]
    _, units = found(talks, FLAT)
    options = CrosstabOptions("site", draws=100)
    notes = crosstab_notes(crosstab_columns(units, FLAT, options), replace(options, lang=lang), ["tests"])
    assert told in next(notes)


@pytest.mark.parametrize(
    ("code", "n", "told"),
    [
        (at(0), 6, "p_cluster: the values permuted over the 6 documents"),
        (at(), 6, "No p_cluster: no code could be tested over the 6 documents"),
        (at(0), 5, "No p_cluster: 5 documents carry the values; it takes 6"),
    ],
)
def test_why_there_is_no_p_by_interview(code, n, told):
    talks = [(talk(str(number), code, at(), site="LM"[number % 2]), ()) for number in range(n)]
    _, units = found(talks, FLAT)
    options = CrosstabOptions("site", draws=20)
    notes = list(crosstab_notes(crosstab_columns(units, FLAT, options), options, ["tests"]))
    assert notes[1].startswith(told)
