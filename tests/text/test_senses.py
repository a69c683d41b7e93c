"""Characters of several meanings behind one search key."""

import pytest

from qualcode.text.key import fold
from qualcode.text.senses import SENSES, ambiguous_keys, meanings, script_of


@pytest.mark.parametrize("group", SENSES)
def test_a_group_has_one_search_key_and_several_meanings(group: str):
    chars = group.replace("/", "").replace("~", "")
    assert len({fold(char) for char in chars}) == 1
    assert fold(chars[0]) in ambiguous_keys()
    assert len(chars) < len(group)


def test_no_character_stands_in_two_groups():
    chars = "".join(SENSES).replace("/", "").replace("~", "")
    assert len(set(chars)) == len(chars)


@pytest.mark.parametrize(
    ("char", "traditional", "alone", "expected"),
    [
        ("后", True, True, {"后"}),
        ("后", False, True, {"后", "後"}),
        ("後", False, True, {"後"}),
        ("发", True, True, {"發", "髮"}),
        ("髮", True, True, {"髮"}),
        ("裏", True, True, {"裡裏"}),
        ("了", False, True, {"了"}),
        ("瞭", True, True, {"瞭"}),
        ("瞭", True, False, {"了瞭"}),
        ("人", True, True, set()),
    ],
)
def test_meanings(char: str, traditional: bool, alone: bool, expected: set[str]):
    assert meanings(char, traditional=traditional, alone=alone) == expected


@pytest.mark.parametrize(
    ("text", "script"),
    [("社區", "zh-Hant"), ("社区", "zh-Hans"), ("人口", ""), ("社區发展发", "zh-Hans"), ("a", "")],
)
def test_script(text: str, script: str):
    assert script_of(text) == script
