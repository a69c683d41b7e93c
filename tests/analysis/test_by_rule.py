import pytest

from qualcode.analysis.by_rule import codes_by_rule
from qualcode.codebook.model import Code, Codebook
from qualcode.rules.parse import parse

CODES = {
    "plain": ["street"],
    "where": ["street AND where:Community=L"],
    "role": ["NOT role:resident AND street"],
    "speaker": ["speaker:Anna"],
    "names": ["(code:where OR lane) AND street"],
    "names_again": ["code:names"],
    "names_family": ["code:family"],
    "family": ["house"],
}
BOOK = Codebook(
    (
        *(Code(id, rules=tuple(map(parse, rules))) for id, rules in CODES.items()),
        Code("child", parent="family", depth=1, rules=(parse("where:community!=M"),)),
    )
)


def marked(by, rollup=False):
    flags = codes_by_rule(BOOK, by, rollup=rollup).tolist()
    return [code.id for code, flag in zip(BOOK.codes, flags, strict=True) if flag]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("community", ["where", "speaker", "names", "names_again", "names_family", "child"]),
        ("COMMUNITY", ["where", "speaker", "names", "names_again", "names_family", "child"]),
        ("role", ["role", "speaker"]),
        ("age", ["speaker"]),
        ("speaker", ["where", "role", "speaker", "names", "names_again", "names_family", "child"]),
        ("document", ["where", "role", "speaker", "names", "names_again", "names_family", "child"]),
    ],
)
def test_codes_whose_rules_use_an_attribute(by, expected):
    assert marked(by) == expected


def test_under_rollup_a_code_stands_for_those_below_it():
    assert marked("community", rollup=True) == [
        "where", "speaker", "names", "names_again", "names_family", "family", "child",
    ]  # fmt: skip
