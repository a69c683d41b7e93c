"""Codes by what people write into cells, marks and at prompts."""

import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.errors import UsageError
from qualcode.project.codings.code_names import CodeNames, Meant

NAMES = CodeNames(
    Codebook(
        (
            Code("leader", name={"en": "Leader", "zh": "能人"}),
            Code("trust", name={"en": "Trust", "zh": "信任"}),
            Code("trust_2", name={"en": "Trust"}),
            Code("同名", name={"": "Same"}),
        )
    )
)


@pytest.mark.parametrize(
    ("said", "code"),
    [(" leader", "leader"), ("LEADER", "leader"), ("能人", "leader"), ("ｔｒｕｓｔ＿2", "trust_2"), ("trust", "trust"),
     ("Trust", None), ("same", "同名"), ("", None)],
)  # fmt: skip
def test_a_code_is_found_by_id_or_name(said, code):
    assert NAMES.find(said) == code


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ("leeder", "did you mean leader?"),
        ("信认", "did you mean trust?"),
        ("信", "did you mean trust?"),
        ("Trust", "several codes have this name; write the id: trust, trust_2"),
        ("zzz", "qualcode codebook show lists the codes"),
    ],
)
def test_an_unknown_code_comes_with_its_cure(said, cure):
    with pytest.raises(UsageError) as error:
        NAMES.code(said)
    assert error.value.cure.startswith(cure)


BOOK = Codebook(
    (
        Code("people", name={"en": "People", "zh": "人"}),
        Code("leader", name={"en": "Leader, or head", "zh": "能人"}),
        Code("信任", name={"en": "Trust", "zh": "信任"}),
        Code("crowd", name={"en": "People", "zh": "大家"}),
        Code("all", name={"zh": "大家"}),
    )
)
WORDS = CodeNames(BOOK)


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
        ("leader, OR head", ("leader",)),
    ],
)
def test_ids_and_names_with_any_sign_between(written, codes):
    assert WORDS.meant(written) == Meant(codes)
    assert sorted(WORDS.several(written)) == sorted(codes)


@pytest.mark.parametrize("written", ["-", " – ", "－", "'-", "None", "无"])
def test_no_code(written):
    assert WORDS.meant(written) == Meant(())


def test_nothing_written_is_no_decision():
    assert WORDS.meant("  ") == Meant(None)


def test_a_code_that_is_called_none():
    assert CodeNames(Codebook((Code("none"),))).meant("none") == Meant(("none",))


def test_an_id_that_a_code_had():
    names = CodeNames(BOOK, {"elite": "leader", "gone": "nowhere", "People": "all"})
    assert [names.find(said) for said in ("elite", " elite", "gone", "People")] == [
        "leader",
        "leader",
        None,
        "all",
    ]


def test_what_is_no_code():
    """A name of two codes is none of either."""
    assert WORDS.meant("leeder, 大家") == Meant(
        None,
        (
            "there is no code leeder (did you mean leader?)",
            "there is no code 大家 (several codes have this name; write the id: crowd, all)",
        ),
    )
