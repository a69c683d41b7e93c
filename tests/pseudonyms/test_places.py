import pytest

from qualcode.pseudonyms.addresses import find_addresses
from qualcode.pseudonyms.places_zh import ending_of, find_places
from qualcode.pseudonyms.tokens_zh import tokens_of


def places(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.kind) for hit in find_places(tokens_of(text))]


def addresses(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_addresses(text, find_places(tokens_of(text)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("从成都市武侯区来", [("成都市", "place"), ("武侯区", "place")]),
        ("玉林街道办事处", [("玉林街道", "place")]),
        ("翠湖社区居委会", [("翠湖社区", "place")]),
        ("中关村大街", [("中关村大街", "place")]),
        ("我是河南人", [("河南", "place")]),
        ("在红星机械厂上班", [("红星机械厂", "organisation")]),
        ("老旧小区和智慧社区，国有企业", []),
        ("这条路到那个公园，走路去", []),
        ("中国和美国的社区", []),
    ],
)
def test_places(text: str, wanted: list[tuple[str, str]]):
    assert places(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("住北京市海淀区中关村大街27号院3号楼2单元501室。", ["北京市海淀区中关村大街27号院3号楼2单元501室"]),
        ("人民路18号，3栋2单元501", ["人民路18号，3栋2单元501"]),
        ("我住3栋2单元501，他住3-2-601", ["3栋2单元501", "3-2-601"]),
        ("坐地铁3号线到五楼，三单元", []),
        ("at 12 Church Street, Flat 4B.", ["12 Church Street, Flat 4B"]),
        ("Flat 4, 27 Mill Road", ["Flat 4, 27 Mill Road"]),
        ("PO Box 112, M13 9PL", ["PO Box 112", "M13 9PL"]),
        ("We planted 30 trees on the street", []),
    ],
)
def test_addresses(text: str, wanted: list[str]):
    assert addresses(text) == wanted


def test_endings():
    assert ending_of("玉林街道办事处") == "街道办事处"
    assert ending_of("社区") == ""
