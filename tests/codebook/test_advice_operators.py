"""Advice on signs that look like operators."""

import pytest

from qualcode.codebook.read import read_codebook


def slugs(rule):
    text = f"format: 1\ncodes:\n  - id: a\n    definition: d\n    rules:\n      - {rule}\n"
    codebook, errors, warnings = read_codebook(text, file="book.yaml")
    assert codebook
    assert not errors
    return [one.slug for one in warnings]


@pytest.mark.parametrize(
    "rule",
    [
        "能人 or 带头",
        "能人|带头",
        "能人、带头",
        "能人 NEAR5 带头",
        "能人 ＯＲ 带头",
        "trust or park",
        "能人 and not 带头",
        "信任 WITHIN 能人",
        "Negated:信任",
        "信任 AFTER/3 能人",
        "信任 near/5 能人",
        "信任 Or 能人",
        "信任 XOR 能人",
        "信任+能人",
        "信任；能人",
        "信任，能人",
        "信任/信心",
        "trust＊",
        "信任 ＮＥＡＲ/5 能人",
        "能人 OR Affirmed：信任",
    ],
)
def test_what_looks_like_an_operator_is_told(rule):
    assert "no-operator" in slugs(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "能人 OR 带头",
        "'\"give and take\"'",
        "'{能人、带头}'",
        "'/a|b/'",
        "not in my back yard",
        "nearby shops",
        "after hours",
        "the day after",
        "24/7",
        "'negated:信任'",
        "'Notes: none'",
    ],
)
def test_what_is_meant_is_left_alone(rule):
    assert "no-operator" not in slugs(rule)
