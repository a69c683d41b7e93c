"""Asides within speech: remarks and time stamps."""

import pytest

from tests.ingest.transcripts import ZH, read


def asides(speech: str, **options: object) -> list[str]:
    document = read(ZH.format(line=f"居民甲：{speech}"), **options).document
    return [document.text[start:end] for start, end in document.asides.tolist()]


@pytest.mark.parametrize(
    ("speech", "found"),
    [
        ("好（笑）。", ["（笑）"]),
        ("好[00:01:02]，嗯【1:02】。", ["[00:01:02]", "【1:02】"]),
        ("好（00:01:02）。", ["（00:01:02）"]),
        ("好(00:12)。", ["(00:12)"]),
        ("好<00:01 --> 00:09>。", ["<00:01 --> 00:09>"]),
        ("好。\n00:01:02\n嗯。", ["00:01:02"]),
        ("好。\n00:01:02 嗯。", ["00:01:02"]),
        ("早上（8:30）开门。", []),
        ("比分是[3:1]。", []),
        ("八点半是8:30。", []),
        ("我们（社区）有的。", []),
        ("[00:01]（笑）", ["[00:01]", "（笑）"]),
        ("没有。", []),
    ],
)
def test_remarks_and_stamps(speech, found):
    assert asides(speech) == found


def test_own_list_of_remarks():
    assert asides("好（笑）（抽烟）。", remarks=("抽烟",)) == ["（抽烟）"]


def test_asides_lie_inside_speech_only():
    document = read("（笑）\n[00:01] 问（笑）：好？\n\n答 [00:02]：好（笑）。\n").document
    assert [document.text[a:b] for a, b in document.asides.tolist()] == ["（笑）"]
    assert document.asides.dtype == "int32"


def test_no_asides_have_the_right_shape():
    assert read("问：好？\n\n答：好。\n").document.asides.shape == (0, 2)
