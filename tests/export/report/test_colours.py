"""Colours of codes."""

from qualcode.codebook.model import Code, Codebook
from qualcode.export.report.colours import FAMILIES, colours_of


def test_own_colours_are_kept_and_families_differ():
    codes = (
        Code("a"),
        Code("a1", parent="a", depth=1),
        Code("a2", parent="a", depth=1, color="#aa3377"),
        Code("b"),
        Code("c", color="red;}body{display:none"),
    )
    found = colours_of(Codebook(codes))
    assert found == [FAMILIES[0], "#4799c8", "#aa3377", FAMILIES[1], FAMILIES[2]]


def test_no_code_of_a_large_codebook_is_without_a_colour():
    codes = tuple(Code(str(n), depth=n % 7) for n in range(90))
    assert all(len(colour) == 7 for colour in colours_of(Codebook(codes)))
