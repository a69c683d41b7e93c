"""How odd a text is as Chinese or English: what tells a right decoding from a wrong one.

Every character that is not plain ASCII costs something: nothing where it is among the commonest of
Chinese, little where it is on the first level of GB2312 or Big5 (the characters of everyday
writing), more where it is rare, most where no text holds it. Read in the wrong encoding, a text
is a string of rare characters: it costs several times as much as in the right one.
"""

from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Costs = npt.NDArray[np.int16]
Codes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.int64]

FREQUENT = (
    "的是一有我個這會們在不以要來部可就到大也政人家上分法時議題為提如實因沒所作關問都些方後下很跟案其做者"
    "了能對樣或說多果事他業公開面好但得前用成過麼比行看去理剛國之年中動想資現出謝定論意當於經像同及員發工"
    "第討社還位應間各務天機進解點話程教相外委府回主然地目覺本式此子而處辦長文民什常較那講學明合讓張保候接"
    "協生件自請與管裡你再並等把放道知體非參次報兩林只何日先邊月規整加內望勞小最情今希東芳新三建制育睿給計"
    "重已立更台場需師單性通化度全認院起力友利組決見心策況十告考網設料從二該平才原署入正西專直另任清司確表"
    "完己基期企產眾調共朋每助續簡金少至王導老變假補向改真創結高夠警種量始統幾概求區針感青權別訊思數由具包"
    "字未供使哪路雨服修被致照蒼際畫幫透市狀技責陳研運標物容代農怎交許特推翔視例聯持源係賴錄四身團充校察念"
    "類流條瞭臺信手灣空著形聽除投五展影黃受營執書連費傳則查吳職名收驗難反園檢線卡紀識幼嗎商必限科言且滿總"
    "系無局太又消段它強記環安仁防準算寫項底步找義評益休班序官取劃觀質含達活絡萬負願電訂濟福元範談增笑个这"
    "会们来时议题为实没关问后对样说业开过么刚国动资现谢论当于经员发讨还应间务机进点话觉处办长较讲学让张协"
    "请与里并体参报两边规内劳东给计场师单认组决见况网设从该专确产众调续简导变补创结够种统几区针权别讯数苍"
    "际画帮状责陈运标农许视联赖录团类条湾听黄营执书连费传则吴职验难园检线纪识吗满总无强记环准写项义评划观"
    "质达络万负愿电订济范谈访楼儿门头着她走八阿姨您居呢谁孙户百六车房打叫七坐换徐拿秦块互水往半住钟九口干"
    "买李号贴停魏租吧钱答带街装栋晚午支啊某示音周账礼孩站吵啥夜拜党早俩响室喊沉减跑梯群訪裏樓兒門頭誰孫戶"
    "車換塊鍾乾買號貼爲錢帶裝棟賬禮黨倆響減羣"
)
"""The commonest characters of spoken Chinese, in both scripts: nine in ten of a talk."""
_SIGNS = "　，。！？；：、“”‘’（）《》—…·「」『』【】"
_OTHER_SIGNS = "％＋－／＝～〈〉〔〕〇々℃→←↑↓★☆●○■□◆※×÷±°£¥§©®「」\u2013\u2022\u2027\u2028\u2029"
_SPOKEN = "嘅啲咗嚟喺冇嗰佢啱嘢乜咁唔哋嗱囉喎啫噉攞揾瞓諗俾畀"
"""Characters of written Cantonese, of which some stand outside the first levels."""
USUAL, COMMON, SELDOM, RARE, NO_TEXT = 0, 1, 4, 6, 12
_BLOCKS = (
    (0x00A0, 0x00C0, SELDOM),
    (0x00C0, 0x0100, COMMON),
    (0x0100, 0x0250, SELDOM),
    (0x2010, 0x2070, SELDOM),
    (0x2100, 0x2460, SELDOM),
    (0x2460, 0x2474, COMMON),
    (0x2474, 0x27C0, SELDOM),
    (0x3000, 0x3400, SELDOM),
    (0xD800, 0xF900, NO_TEXT),
    (0xFE30, 0xFE70, SELDOM),
    (0xFF00, 0xFF60, SELDOM),
    (0xFF10, 0xFF1A, COMMON),
    (0xFF21, 0xFF3B, COMMON),
    (0xFF41, 0xFF5B, COMMON),
    (0xFFF0, 0xFFFE, NO_TEXT),
)
"""What the characters from one code point up to another cost; Han and all others are rare."""
_APART = 3
"""What it costs that a Han character stands beside an ASCII letter or sign, without a blank."""
_FEW_TYPES = 3
_WESTERN_SIGNS = "€£°«»§©®™½¼¾²·¿"
_QUOTES = "‚„‘’“”–—…•\xa0"


class Cost(NamedTuple):
    """What a decoding costs; every character counts once, for one that is repeated tells nothing new.
    What is no text (a control character, a byte that cannot be read) counts wherever it stands.

    `total` is the cost of the `types` of characters that are not plain ASCII, and of the pairs of neighbours
    among them; `alone` that of the characters only. `share` of all places hold characters that are usual.
    """

    total: int
    alone: int
    types: int
    share: float

    @property
    def mean(self) -> float:
        """The average cost of a type of character, 0 to 12."""
        return self.alone / max(1, self.types)


@lru_cache(maxsize=1)
def _table() -> Costs:
    """What each character of the basic plane costs; one more place for all beyond it."""
    table = np.full(0x10001, RARE, np.int16)
    table[:0x20] = table[0x7F:0xA0] = NO_TEXT
    table[0x20:0x7F] = table[[9, 10, 13]] = USUAL
    table[[11, 12, 0x1A, 0x85]] = COMMON
    for first, stop, cost in _BLOCKS:
        table[first:stop] = cost
    for level in (_level("gb2312", 0xB0, 0xD8), _level("big5", 0xA4, 0xC7), _codes(_SPOKEN)):
        table[level] = COMMON
    table[_codes(_OTHER_SIGNS)] = COMMON
    table[_codes(FREQUENT + _SIGNS)] = USUAL
    return table


def _level(encoding: str, first: int, stop: int) -> Codes:
    """The Han characters in some rows of a code table."""
    pairs = bytes(chain.from_iterable(product(range(first, stop), range(0x40, 0xFF))))
    codes = _codes(pairs.decode(encoding, "ignore"))
    return codes[(codes >= 0x4E00) & (codes < 0xA000)]


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def chinese_cost(text: str) -> Cost:
    """What `text` costs as Chinese, or as ASCII with Chinese in it."""
    codes = _codes(text)
    han = (codes >= 0x3400) & (codes < 0xFF00)
    ascii = (codes > 0x20) & (codes < 0x7F)
    apart = (han[1:] & ascii[:-1]) | (ascii[1:] & han[:-1])
    pairs = codes[1:][apart].astype(np.int64) << 32 | codes[:-1][apart]
    return _cost(codes, _chinese(codes), _APART * len(_distinct(pairs)))


def _chinese(codes: Codes) -> Costs:
    """What each place costs as Chinese."""
    return _table()[np.minimum(codes, 0x10000)]


def share_written(text: str) -> float:
    """Share of the characters that are Han, kana, ASCII, Latin or signs: all in the right order of UTF-16."""
    codes = _codes(text)
    return float(_written()[np.minimum(codes, 0x10000)].mean()) if len(codes) else 1.0


@lru_cache(maxsize=1)
def _written() -> npt.NDArray[np.bool_]:
    written = _table() <= SELDOM
    written[0x3400:0xA000] = written[0x10000] = True
    return written


def is_strange(text: str) -> bool:
    """Whether a text is hardly Chinese, nor a language in Latin letters.

    So are Greek and Russian; so is Chinese in another encoding that happens to be well-formed UTF-8.
    """
    codes = _codes(text)
    odd = codes[codes - np.uint32(0x20) >= 0x5F]  # all but plain ASCII, which costs nothing
    cost = _cost(odd, _chinese(odd), 0)
    beyond = odd[odd >= 0x80]
    few = cost.types <= _FEW_TYPES or bool((beyond < 0x800).all())
    return cost.mean > COMMON + 1 or (few and 3 * len(beyond) > _n_latin(codes))


def _n_latin(codes: Codes) -> int:
    return int(((codes | 0x20) - np.uint32(ord("a")) < 26).sum())


def western_cost(text: str) -> Cost:
    """What `text` costs as a western language, whose letters and signs beyond ASCII seldom stand in a row."""
    codes = _codes(text)
    costs = np.where(codes < 0x80, _chinese(codes), RARE).astype(np.int16)
    costs[(codes >= 0xC0) & (codes < 0x180) & (codes != 0xD7) & (codes != 0xF7)] = COMMON
    costs[np.isin(codes, _codes(_WESTERN_SIGNS))] = COMMON
    costs[np.isin(codes, _codes(_QUOTES))] = USUAL
    costs[codes >= 0xFFF0] = NO_TEXT
    odd, small = (codes >= 0x80) & (costs > USUAL), (codes >= 0xDF) & (codes <= 0xFF)
    costs[1:][odd[1:] & odd[:-1] & ~(small[1:] & small[:-1])] += SELDOM
    return _cost(codes, costs, 0)


def _cost(codes: Codes, costs: Costs, apart: int) -> Cost:
    """Costs of all places put together; a character that costs now more, now less is taken at its most."""
    counted, lost = (codes >= 0x80) | (costs > 0), costs == NO_TEXT
    types = _distinct(codes[counted & ~lost].astype(np.int64) * 32 + costs[counted & ~lost])
    last = np.append(types[1:] // 32 != types[:-1] // 32, True)[: len(types)]
    alone = int((types[last] % 32).sum()) + NO_TEXT * int(lost.sum())
    usual = float((costs[counted] <= COMMON).mean()) if counted.any() else 1.0
    return Cost(alone + apart, alone, int(last.sum()) + int(lost.sum()), usual)


def _distinct(keys: Keys) -> Keys:
    """Each number once, in ascending order; `np.unique` would load masked arrays first."""
    ordered: Keys = np.sort(keys)
    first: Keys = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return first
