"""The starter is a codebook like any other: no fault, no advice, all examples right."""

import pytest

from qualcode.codebook.read import read_codebook
from qualcode.codebook.starter import starter
from qualcode.workshop.examples import check_examples


@pytest.mark.parametrize("languages", [("en",), ("zh",), ("en", "zh"), ("zh", "en")])
@pytest.mark.parametrize("name", ["Study", '社区: "治理" # 1', "back\\slash\nand line"])
def test_it_has_no_fault_and_its_examples_hold(languages, name):
    codebook, errors, warnings = read_codebook(starter(name, languages))
    assert codebook is not None, errors
    assert (errors, warnings) == ((), ())
    assert (codebook.name, codebook.languages) == (name, languages)
    results = check_examples(codebook)
    assert len(results) == 4 * len(languages)
    assert [one.text for one in results if not one.passed] == []
