import pytest

from qualcode.pseudonyms.already import is_pseudonym, pseudonyms_in


@pytest.mark.parametrize(
    "word",
    [
        *"王某 李某某 张X X社区 L社區 A市 ×× XX 某某 [Name] [姓名] 居民A 居民-03 居民甲 居民一 P01 JM03 W姐 Z经理 老W".split(),
        *"受访者01 访谈者 Interviewer QS社区 Q大学 张×× 组长2 H.".split(),
        *("Resident 2", "Person A", "Mr X", "Councillor H.", "E Community", "T Estate"),
    ],
)
def test_pseudonyms(word: str):
    assert is_pseudonym(word)


@pytest.mark.parametrize(
    "word",
    [
        *"王建国 北京市 小王 张三 王建一 三号楼 第一中学 玉林二社区 KTV经理 Smith Bond".split(),
        *("Willow Lane", "J Smith", "Mrs Lin"),
    ],
)
def test_names(word: str):
    assert not is_pseudonym(word)


def test_those_that_stand_in_a_text():
    text = "王某和老W在L社区的活动室，Person A too。上某天"
    assert set(pseudonyms_in(text)) >= {"王某", "老W", "L社区", "Person A"}
    assert "上某" not in set(pseudonyms_in(text))
