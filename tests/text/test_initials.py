"""First letters of names in any script."""

import pytest

from qualcode.text.initials import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("能人", "nr"),
        ("信任", "xr"),
        ("談判", "tp"),
        ("elite_leadership", "el"),
        ("帮手 Helper", "bsh"),
        ("Trust in 2 offices", "ti2o"),
        ("𠀀㐀座啊", "za"),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str):
    assert initials(name) == letters
