"""Lists and dictionaries of other programs: what they become, and what is told of them."""

import pytest

from qualcode.codebook.exchange.indented import read_list
from qualcode.codebook.exchange.liwc import read_liwc
from qualcode.codebook.exchange.quanteda import SPLIT_CHINESE, quanteda, read_quanteda
from qualcode.codebook.exchange.wordstat import read_wordstat
from qualcode.codebook.read import read_codebook
from qualcode.rules.show import show

WHOLE = "patterns were whole words"


def shape(reading):
    """Ids with those above them, names and rules."""
    assert reading.errors == ()
    return [
        (code.id, code.parent or "", code.name.get("", ""), list(map(show, code.rules)))
        for code in reading.codebook.codes
    ]


def told(reading):
    """The notes but the one on whole words, which stands once."""
    assert sum(note.startswith(WHOLE) for note in reading.notes) == 1
    return [note for note in reading.notes if not note.startswith(WHOLE)]


def tree(reading):
    return [(code, parent) for code, parent, _, _ in shape(reading)]


def error(reading):
    assert reading.codebook is None
    return [(problem.line, problem.message) for problem in reading.errors]


def test_a_list_with_bullets_tabs_and_numbers():
    reading = read_list(
        "一、领导\r\n\t- 精英领导\r\n\t\t• 体制内\r\n\t- 其他\r\n\r\n二、参与\r\n\t（1）其他\r\n",
        file="l.txt",
    )
    assert shape(reading) == [
        ("领导", "", "", []),
        ("精英领导", "领导", "", []),
        ("体制内", "精英领导", "", []),
        ("其他", "领导", "", []),
        ("参与", "", "", []),
        ("参与_其他", "参与", "其他", []),
    ]
    assert reading.notes == (
        "ids were made from names, which are kept: 其他 → 参与_其他",
        "bullets and numbers before names left out: 6",
    )


def test_numbers_say_what_belongs_to_what_where_nothing_is_indented():
    assert tree(read_list("1 A\n1.1 B\n1.1.1 C\n2. D\n", file="")) == [
        ("a", ""),
        ("b", "a"),
        ("c", "b"),
        ("d", ""),
    ]


def test_names_that_make_no_id():
    reading = read_list("Code\n!!!\nA/B test\nÉtat 5\n😀\n", file="")
    assert [code for code, *_ in shape(reading)] == ["code_2", "no_name", "a_b_test", "état_5", "no_name_2"]


def test_an_indentation_that_fits_nothing():
    assert error(read_list("A\n    B\n  C\n", file="")) == [
        (3, "this line goes back to no indentation above it")
    ]


def test_an_empty_list():
    assert error(read_list("\n \n", file="")) == [(1, "there are no codes")]


LIWC = """\
%
1\tfunction (Function Words)
\t22\tpronoun (Pronouns)
3\tAffect
%

they\t1\t22
i\t22
trust*\t3 1
kind of\t3
:)\t3
like\t(02 134)125/464
kind\t<of>131/125\t3
lost\t9
alone
"""


def test_a_liwc_dictionary_with_categories_below_others():
    reading = read_liwc(LIWC, file="x.dic")
    assert shape(reading) == [
        ("function", "", "function (Function Words)", ["they", "trust*"]),
        ("pronoun", "function", "pronoun (Pronouns)", ["they"]),
        ("affect", "", "Affect", ["trust*", "kind of", '":)"']),
    ]
    assert told(reading) == [
        "ids were made from names, which are kept: function (Function Words) → function, "
        "pronoun (Pronouns) → pronoun, Affect → affect",
        "left out, its category depends on what stands beside it (2): like (02 134)125/464 (line 12), "
        "kind <of>131/125 3 (line 13)",
        "not put into category 9, there is none of this number (1): lost (line 14)",
        "left out, no category is given (1): alone (line 15)",
        "left out, the term has too few fixed characters (1): i (line 8)",
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\t1\n", 1, "the categories do not stand between two lines %"),
        ("%\nA\n%\na\t1\n", 2, "this is no category"),
        ("%\n1\tA\n1\tB\n%\na\t1\n", 3, "the category 1 stands twice"),
    ],
)
def test_what_is_no_liwc_dictionary(text, line, message):
    assert error(read_liwc(text, file="")) == [(line, message)]


QUANTEDA = """\
Economy:
  Taxes: [tax*, 'income tax', w?ge, a*]
  Jobs:
    - job
    - Deep: [x y, '社区*', "don't", 'A OR B', no, 1.0]
  __: [money, Money]
Other: single
"""


def test_a_dictionary_of_quanteda():
    reading = read_quanteda(QUANTEDA, file="q.yml")
    assert shape(reading) == [
        ("economy", "", "Economy", ["money"]),
        ("taxes", "economy", "Taxes", ["tax*", "income tax", "w?ge"]),
        ("jobs", "economy", "Jobs", ["job"]),
        ("deep", "jobs", "Deep", ["x y", "社区", "don't", '"A OR B"', "no", "1.0"]),
        ("other", "", "Other", ["single"]),
    ]
    assert told(reading)[1:] == [
        "left out, it stands twice in one code (1): Money (line 6)",
        "left out, the term has too few fixed characters (1): a* (line 2)",
        "* at the edge of a Chinese term left out: it is found within words too (1): 社区* (line 5)",
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- a\n- b\n", 1, "this is no dictionary: there are no keys"),
        ("a: [1\n", 1, "the list that opens here is not closed; what follows was not checked"),
        ("a:\n  - *ing\n", 2, "an alias (*) has no meaning in a codebook"),
    ],
)
def test_what_is_no_dictionary_of_quanteda(text, line, message):
    assert error(read_quanteda(text, file=""))[0] == (line, message)


WORDSTAT = "SOUTH\n\tBW\n\t\tBotswana (1)\n\t\tBotswanan* (1)\n\tZA\n\t\tCAPE_TOWN (1)\n\t\tJoburg (0.5)\n\t\t@RULE (1)\n\tNamibia (1)\n"


def test_categories_of_wordstat():
    reading = read_wordstat(WORDSTAT, file="w.cat")
    assert shape(reading) == [
        ("south", "", "SOUTH", ["Namibia"]),
        ("bw", "south", "BW", ["Botswana", "Botswanan*"]),
        ("za", "south", "ZA", ["CAPE TOWN", "Joburg"]),
    ]
    assert told(reading)[1:] == [
        "_ now is a blank (1): CAPE_TOWN (line 6)",
        "its weight was left out (1): Joburg (0.5) (line 7)",
        "left out, a rule of WordStat and no word (1): @RULE (line 8)",
    ]


def test_a_pattern_above_all_categories():
    assert error(read_wordstat("x (1)\nA\n", file="")) == [(1, "a pattern stands above all categories")]


BOOK = """\
format: 1
codebook:
  shields: [自治区]
codes:
  - id: lead
    rules: [能人, '{local,village} head*', 能人 NEAR/3 带头, '"what?"', no]
    shields: [能人异士]
    children:
      - id: sub
        rules: [trust OR rely on]
  - id: by_hand
"""


def test_a_codebook_as_a_dictionary_of_quanteda():
    codebook, errors, _ = read_codebook(BOOK)
    assert not errors
    made = quanteda(codebook)
    assert made.text == (
        '"lead":\n  "__":\n    - "能人"\n    - "local head*"\n    - "village head*"\n    - "no"\n'
        '  "sub":\n    - "trust"\n    - "rely on"\n'
    )
    assert made.n_patterns == 6
    assert made.notes == (
        "rules left out, a dictionary knows terms only (1): lead: 能人 NEAR/3 带头 (line 5)",
        "terms left out, their * or ? are plain characters (1): lead: what? (line 5)",
        "codes left out, no term of theirs can go (1): by_hand (line 11)",
        "shields left out (2): lead: 能人异士 (line 5), 自治区",
        SPLIT_CHINESE,
    )
    again = read_quanteda(made.text, file="")
    assert shape(again) == [
        ("lead", "", "", ["能人", "local head*", "village head*", "no"]),
        ("sub", "lead", "", ["trust", "rely on"]),
    ]


def test_long_runs_of_blanks_cost_no_more_than_other_text():
    gap = " " * 100_000
    assert shape(read_liwc(f"%\n1\tA{gap}b\n%\nkind{gap}of\t1\n", file="")) == [
        ("a_b", "", "A b", ["kind of"]),
    ]
    assert shape(read_wordstat(f"A{gap}b\n\tkind{gap}of (1)\n", file="")) == [("a_b", "", "A b", ["kind of"])]
