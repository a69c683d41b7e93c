"""Coded units of interviews made by hand."""

from qualcode.analysis.coded_units import CodedUnits, coded_units, document_units
from qualcode.coding.tally import tally
from qualcode.coding.units import counting
from tests.coding.made import coded_document
from tests.coding.test_sums import BOOK


def units_over(made, coding_unit="sentence", count_by=None, rollup=False, *, codes=BOOK) -> CodedUnits:
    """The units of some interviews, counted as the command line counts them."""
    how = counting(count_by, coding_unit, rollup=rollup, population="speakers!=interviewer")
    coded = [coded_document(one, coding_unit) for one in made]
    return coded_units([document_units(one, tally(one, how), how) for one in coded], codes, how)
