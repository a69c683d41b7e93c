"""Written forms of hits that may differ in meaning."""

import pytest

from qualcode.workshop.forms import Form, doubtful_forms

HANT, HANS = True, False


@pytest.mark.parametrize(
    ("term", "script", "written", "expected"),
    [
        # a traditional term says which one is meant
        ("后", "zh-Hant", {("後", HANT): 3, ("后", HANT): 1}, [("後", 3, True), ("后", 1, False)]),
        ("頭髮", "", {("頭發", HANT): 1}, [("頭發", 1, True)]),
        ("頭髮", "", {("頭髮", HANT): 2, ("头发", HANS): 3}, []),
        # a simplified one does not: two meanings are told, one is not
        ("发", "zh-Hans", {("發", HANT): 2, ("髮", HANT): 1, ("发", HANS): 9}, [("发", 9, False), ("發", 2, False), ("髮", 1, False)]),
        ("发", "zh-Hans", {("發", HANT): 2, ("发", HANS): 9}, []),
        ("皇后", "zh-Hans", {("皇后", HANT): 2, ("皇後", HANT): 1}, [("皇后", 2, False), ("皇後", 1, False)]),
        ("皇后", "zh-Hans", {("皇后", HANS): 2}, []),
        # also where the text is simplified
        ("画", "zh-Hans", {("画", HANS): 3, ("划", HANS): 1}, [("画", 3, False), ("划", 1, True)]),
        # in longer words what is written for one another is one
        ("了解", "zh-Hans", {("瞭解", HANT): 5, ("了解", HANT): 1}, []),
        ("了", "zh-Hans", {("瞭", HANT): 5, ("了", HANS): 1}, [("瞭", 5, True), ("了", 1, False)]),
        # spelling alone
        ("里面", "zh-Hans", {("裡面", HANT): 2, ("裏面", HANT): 2}, []),
        # what is no character with several meanings
        ("社区", "zh-Hans", {("社區", HANT): 2}, []),
        ("发", "zh-Hans", {}, []),
    ],
)  # fmt: skip
def test_forms(term: str, script: str, written: dict, expected: list):
    assert doubtful_forms(term, written, script=script) == tuple(Form(*one) for one in expected)
