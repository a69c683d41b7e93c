"""Characters that a search takes for one and that mean different things: 后 and 後, 里 and 裡, 發 and 髮.

The search key folds them together, because simplified writing does. Where a text is in traditional
characters, what was meant can be told apart again.
"""

from functools import cache

from qualcode.text import _tables
from qualcode.text.chinese import simplified
from qualcode.text.key import fold

SENSES = (
    "后/後 里/裡裏/哩 干/乾/幹榦 發/髮 面/麵麪 系/係/繫 姜/薑 云/雲 只祇衹/隻 台臺/颱/檯枱 斗/鬥 "
    "谷/穀 丑/醜 范/範 松/鬆 制~製 復/複/覆 歷/曆 鐘/鍾 匯滙/彙 獲/穫 盡/儘 舍/捨 卜/蔔 沖冲/衝 "
    "出/齣 胡/鬍/衚 划/劃~畫畵 回囘~迴廻 卷~捲 克/剋 困/睏 蠟/蜡 臘/腊 累/纍 帘/簾 霉/黴 彌/瀰 "
    "辟/闢 苹/蘋 朴/樸 仆/僕 簽/籤 千/韆 秋/鞦 曲/麯麴 沈沉/瀋 術/朮 蘇/甦/囌 壇/罈罎 涂/塗 團~糰 "
    "咸/鹹 余/餘 佣/傭 御/禦 岳/嶽 髒/臟 扎/紮 折/摺 致~緻 朱/硃 筑/築 准/準 症~癥 表/錶 別/彆 "
    "并幷/並竝/併 吊~弔 當~噹 惡~噁 須/鬚 蒙~濛~矇 呆/待/獃 板~闆 鬱/郁 煉鍊/鏈 丰/豐 几/幾 征/徵 "
    "合/閤 雕/鵰 了~瞭 份~分 借~藉 占~佔 托~託 游~遊 布~佈 采~採 彩~綵 周~週 志~誌 注~註 坐~座 "
    "像~象 具~俱 家~傢 伙~夥 向~嚮 局~侷 升~陞 壞/坯 哄~鬨 挨~捱 吁/籲 夸/誇 冬/鼕"
).split()
"""Characters with one search key. A slash parts those of different meaning, a tilde those that differ where
they stand alone and are written for one another in words (瞭解 is 了解); the others are spelling."""


@cache
def _meanings(alone: bool) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """What each character may mean in a text that is wholly traditional, and in any other text."""
    own: dict[str, frozenset[str]] = {}
    loose: dict[str, frozenset[str]] = {}
    for group in SENSES:
        senses = (group.replace("~", "/") if alone else group.replace("~", "")).split("/")
        chars = "".join(senses)
        for sense in senses:
            own |= dict.fromkeys(sense, frozenset({sense}))
        for char in {*chars, *simplified(chars)}:
            loose[char] = frozenset(sense for sense in senses if char in sense or char in simplified(sense))
    return own, loose


@cache
def ambiguous_keys() -> frozenset[str]:
    """The characters of the search key behind which several meanings lie."""
    return frozenset(fold(char) for group in SENSES for char in group.replace("/", "").replace("~", ""))


def meanings(char: str, *, traditional: bool, alone: bool) -> frozenset[str]:
    """The meanings that a character may have; none where it is no character with several.

    Parameters
    ----------
    traditional
        Whether it stands in traditional writing, where 后 is not 後. In simplified writing it is both.
    alone
        Whether it is a word by itself, and not part of a longer one that says which is meant.
    """
    own, loose = _meanings(alone)
    known = own.get(char) if traditional else None
    return known or loose.get(char, frozenset())


def script_of(text: str) -> str:
    """`zh-Hant` or `zh-Hans`: which side of the variants occurs more; empty where neither does."""
    sides = _sides()
    more = sum(sides.get(char, 0) for char in text)
    return "zh-Hant" if more > 0 else "zh-Hans" if more < 0 else ""


@cache
def _sides() -> dict[str, int]:
    """1 for a character that only traditional writing has, -1 for one that only simplified writing has."""
    return dict.fromkeys(_tables.HANT, 1) | dict.fromkeys(_tables.HANS, -1)
