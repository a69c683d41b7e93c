import pytest

from qualcode.errors import UsageError
from qualcode.project.teams.coder_name import coder_named


def test_a_name_is_taken_as_given_before_the_environment(monkeypatch):
    monkeypatch.setenv("QUALCODE_CODER", "zhang")
    assert coder_named(" 李敏 ") == "李敏"
    assert coder_named() == "zhang"


def test_names_are_kept_in_one_form():
    assert coder_named("Rene\u0301") == "René"


@pytest.mark.parametrize(
    "name", ["", "rules", "Consensus", "model", "li#2", "rules+li", "a,b", "a; b", "a\nb", "../li"]
)
def test_what_is_nobodys_name_is_refused(name: str, monkeypatch):
    monkeypatch.delenv("QUALCODE_CODER", raising=False)
    with pytest.raises(UsageError) as error:
        coder_named(name)
    assert error.value.cure
