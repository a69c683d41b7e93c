"""Tables of words from Python: the same as the command line's."""

import pytest

import qualcode
from qualcode.errors import UsageError
from tests.project.library.test_analysis import BOOK, SAMPLES, fields, shown


@pytest.fixture(scope="module")
def documents():
    return qualcode.read_transcripts(SAMPLES)


@pytest.fixture(scope="module")
def book():
    return qualcode.load_codebook(BOOK)


def test_keyness(documents, book):
    found = qualcode.keyness(documents, by="system", target="inside", codebook=book)
    assert fields(found) == shown("keyness", "--by", "system", "--target", "inside")
    found = qualcode.keyness(documents, code="linkage", rollup=True, codebook=book, unit="turn", stop=False)
    assert fields(found) == shown("keyness", "--code", "linkage", "--rollup", "--unit", "turn", "--no-stop")
    with pytest.raises(UsageError, match="one thing"):
        qualcode.keyness(documents)


def test_pairs_and_dispersion(documents, book):
    assert fields(qualcode.collocations(documents, codebook=book)) == shown("collocations")
    assert fields(qualcode.dispersion(documents, codebook=book, least=5)) == shown("dispersion", "--min", 5)
    spoken = qualcode.dispersion(documents, speakers="role:resident", stop_words=["人"])
    assert "人" not in set(spoken["word"])
    assert set(spoken["population"]) == {"speakers=role:resident"}
    with pytest.raises(UsageError, match="window of 0"):
        qualcode.collocations(documents, window=0)
