import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.errors import UsageError
from qualcode.project.code_names import CodeNames

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
