"""The terms of a codebook as they are written, one row for each code that uses them."""

import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.plan import prepare
from qualcode.rules.parse import parse
from qualcode.rules.patterns import canonical
from qualcode.rules.syntax import Expr
from qualcode.workshop.termlist import TermUse, language_of_term, term_uses


def uses(*codes: tuple[str | Expr, ...], inflections: bool = False) -> tuple[TermUse, ...]:
    """Those of codes c0, c1 … with some rules each."""
    made = (
        Code(f"c{number}", rules=tuple(parse(one) if isinstance(one, str) else one for one in rules))
        for number, rules in enumerate(codes)
    )
    return term_uses(prepare(Codebook(tuple(made), inflections=inflections)))


def written(found: tuple[TermUse, ...]) -> list[tuple[int, str, str, str, bool]]:
    return sorted((use.code, use.written, use.kind, use.language, use.lone) for use in found)


def test_each_term_stands_once_for_each_code():
    found = uses(("能人", "能人 AND trust"), ("能人", "信任 NEAR/5 能人"))
    assert written(found) == [
        (0, "trust", "term", "en", False),
        (0, "能人", "term", "zh", True),
        (1, "信任", "term", "zh", False),
        (1, "能人", "term", "zh", True),
    ]
    assert len({use.atom for use in found if use.written == "能人"}) == 1


def test_braces_and_forms_are_written_out():
    assert written(uses(("{good,bad} deed",), ("lemma:child",))) == [
        (0, "bad deed", "term", "en", True),
        (0, "good deed", "term", "en", True),
        *((1, form, "term", "en", True) for form in ("child", "children", "childs")),
    ]
    assert [use.written for use in uses(("child",), inflections=True)] == ["child", "children", "childs"]


def test_kinds():
    pattern = canonical([{"LOWER": "trust"}])
    assert written(uses(("exact:US", "/能人/", pattern, "US"))) == [
        (0, "/能人/", "regex", "", True),
        (0, "US", "term", "en", True),
        (0, "exact:US", "exact", "en", True),
        (0, 'pattern: [{"LOWER": "trust"}]', "pattern", "", True),
    ]


def test_the_atoms_are_in_order_and_those_of_the_plan():
    found = uses(("信任", "/x+y/"), ("信任", "能人"))
    assert [(use.atom, use.code) for use in found] == [(0, 0), (0, 1), (1, 1), (2, 0)]


def test_what_only_forbids_is_a_term_and_codes_nothing():
    assert written(uses(("能人 NOT 官员",))) == [
        (0, "官员", "term", "zh", False),
        (0, "能人", "term", "zh", True),
    ]


@pytest.mark.parametrize(
    ("term", "language"),
    [
        ("能人", "zh"),
        ("𠀀", "zh"),
        ("AI技术", "zh"),
        ("〇", "zh"),
        ("trust", "en"),
        ("カタ", "en"),
        ("2024", "en"),
    ],
)
def test_language(term: str, language: str):
    assert language_of_term(term) == language
