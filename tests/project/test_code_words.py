import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.project.code_words import CodeWords, Meant

BOOK = Codebook(
    (
        Code("people", name={"en": "People", "zh": "人"}),
        Code("leader", name={"en": "Leader", "zh": "能人"}),
        Code("信任", name={"en": "Trust", "zh": "信任"}),
        Code("crowd", name={"en": "People", "zh": "大家"}),
        Code("all", name={"zh": "大家"}),
    )
)
WORDS = CodeWords(BOOK)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("leader", ("leader",)),
        ("信任 || leader", ("leader", "信任")),
        ("信任||leader||信任", ("leader", "信任")),
        ("能人、trust；人", ("people", "leader", "信任")),
        ("LEADER\nTrust", ("leader", "信任")),
        ("ｌｅａｄｅｒ，信任", ("leader", "信任")),
        ("'leader", ("leader",)),
    ],
)
def test_ids_and_names_with_any_sign_between(written, codes):
    assert WORDS.meant(written) == Meant(codes)


@pytest.mark.parametrize("written", ["-", " – ", "－", "'-", "None", "无"])
def test_no_code(written):
    assert WORDS.meant(written) == Meant(())


def test_nothing_written_is_no_decision():
    assert WORDS.meant("  ") == Meant(None)


def test_a_code_that_is_called_none():
    assert CodeWords(Codebook((Code("none"),))).meant("none") == Meant(("none",))


def test_what_is_no_code():
    """A name of two codes is none of either."""
    assert WORDS.meant("leeder, 大家") == Meant(
        None, ("there is no code leeder (nearest: leader)", "there is no code 大家")
    )
