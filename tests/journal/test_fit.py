"""The codings that do not fit a text, and why."""

from qualcode.journal.fit import Misfit, misfits
from tests.journal.made import coding, codings

TEXT = "王：能人带头。大家都信任他。\n"


def faults(*found, **more):
    return [(one.coding.id, one.fault) for one in misfits(found, TEXT, **more)]


def test_codings_that_fit_are_not_listed():
    assert misfits(codings(TEXT, "能人", "信任"), TEXT, codes=["x"]) == ()


def test_each_fault():
    old = coding("引言。" + TEXT, 5, 7, id="old")
    gone = coding("引言。" + TEXT, 0, 3, id="gone")
    nowhere = coding(TEXT, 2, 4, id="nowhere", start=None, end=None, quote=None)
    off = coding(TEXT, 2, 4, id="off", start=3, end=5)
    beyond = coding(TEXT, 2, 4, id="beyond", start=30, end=99, quote=None)
    bare = coding(TEXT, 2, 4, id="bare", quote=None)
    assert faults(beyond, off, old, gone, nowhere, bare) == [
        ("nowhere", "orphan"),
        ("gone", "orphan"),
        ("off", "quote"),
        ("old", "text"),
        ("beyond", "quote"),
    ]


def test_a_code_that_the_codebook_lacks_is_told_beside_other_faults():
    old = coding("引言。" + TEXT, 5, 7, id="old")
    here = coding(TEXT, 2, 4, id="here")
    assert faults(old, here, codes=["y"]) == [("here", "code"), ("old", "text"), ("old", "code")]
    assert faults(old, here) == [("old", "text")]
    assert misfits([here], TEXT, codes=[]) == (Misfit(here, "code"),)
