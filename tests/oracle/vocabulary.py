"""A small vocabulary whose words overlap, and the ways in which a text may spell them."""

import unicodedata
from random import Random

from tests.oracle.letters import is_han

CLUSTERS: tuple[tuple[str, ...], ...] = (
    ("信任", "不信任", "任", "信任感", "很信任"),
    ("印度", "印度尼西亚", "尼西亚", "度尼", "印度人"),
    ("社区", "社区精英", "精英", "社区居民", "区精"),
    ("居民", "居民委员会", "委员会", "委员", "居民会"),
    ("领导", "党委书记", "书记", "党委", "领导书记"),
    ("能人", "带头", "带头人", "能人带头", "人"),
    ("组织", "组织者", "参与", "公众参与", "参与组织"),
    ("计划", "了解", "着急", "村里", "平台"),
    ("community", "community centre", "centre", "community's centre", "communities"),
    ("US", "USA", "us", "US army", "the US"),
    ("trust", "trusted", "distrust", "trust us", "mutual trust"),
    ("volunteer", "volunteers", "volunteering", "volunteer team", "team"),
    ("capable", "capable person", "person", "capable people", "people"),
    ("woman", "women", "women's federation", "federation", "wo"),
    ("leave", "left", "leaving", "leave team", "left behind"),
    ("child", "children", "child-minder", "hold", "held a child"),
    ("resident", "residents", "residents committee", "committee", "resident's"),
    ("don't", "can't", "don't trust", "it's", "café"),
    ("5G", "H2O", "12.5", "1,000", "2024"),
    ("co-op", "co", "op", "state-of-the-art", "art"),
    ("5G社区", "社区US", "US居民", "能人 team", "community居民"),
    ("行政", "行政村", "履行", "政府", "履行政府"),
    ("能人", "人家", "可能人家", "技能人才", "能人家"),
    ("T恤", "恤", "恤社区", "社区T恤", "能人team"),
    ("归属感", "有归属感", "没有归属感", "归属感不", "属感不强"),
    ("参与", "不参与", "没参与", "有没有", "是不是参与"),
    ("trust", "no trust", "lack of trust", "trust is missing", "doubt"),
)

TRADITIONAL = dict(
    zip(
        "区领导书记党带头组织参与众员会亚计划了着里台没无从来绝难谈说够却过仅断错论关类级别识问题偿碍强营愿个对觉归属",
        "區領導書記黨帶頭組織參與眾員會亞計劃瞭著裡臺沒無從來絕難談說夠卻過僅斷錯論關類級別識問題償礙強營願個對覺歸屬",
        strict=True,
    )
)
OTHER_VARIANT = {"划": "畫", "众": "衆", "里": "裏"}

SPEAKERS = ("王主任", "居民A", "Li Hua", "记者", "Q", "李书记")
ROLES = ("interviewer", "participant", "resident", "secretary")
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "community": ("L", "S", "老城"),
    "性别": ("女", "男"),
    "work place": ("old town", "社区"),
    "党员": ("是", "否"),
}
REMARKS = ("（笑）", "（沉默）", "[laughs]", "【停顿】", "(笑)")
ZERO_WIDTH = ("\u200b", "\u00ad", "\u2060", "\ufe0f")
BLANKS = (" ", "  ", "\u3000", "\t", "\u00a0", "\n", " \n ", "\n\n")
FILLERS = ("的", "和", "在", "a", "the", "and", "x", "人", "不", "or", "2")
SIGNS = ("，", "、", ",", ";", "；", "……", " - ", "-", "/", "_", "：", "——", "“", "”", "'", '"', "(", ")")
BRACKETS = (
    "（",
    "）",
    "[",
    "]",
    "{",
    "｝",
    "【",
    "】",
    "〔",
    "〕",
    "〈",
    "〉",
    "《",
    "》",
    "「",
    "」",
    "『",
    "』",
)
CLAUSE_SIGNS = ("，", ",", "；", ";", "：", ":", "。", ".", "．", "!", "？", "…", "—", "\n")
NUMBERS = ("3.5", "1,000", "10:30", "3：1", "2，5", "3.", "5,", "2024", "５．５", "第1:", "3.\u200b5")
REPEATED = (
    *("是不是", "有没有", "可不可以", "愿不愿意", "愿意不愿意", "参与没参与", "信不信任", "能不能", "不不不"),
    *("没不没", "是不", "人不人", "带头不带", "说没说"),
)
NEAR_NEGATORS = (
    *("不知道", "说不不", "别", "非", "没能", "并不是", "不是不", "从不不", "无不", "从来", "谈不", "可是不"),
    *("isn't", "don’t", "CAN'T", "know", "nothingness", "no-one", "nobody's", "not so", "a lack", "missing"),
    *("is", "absent", "lack of", "butter", "not only not", "没人", "没问题没", "不强的", "n't"),
)
PARTICLES = ("了", "的", "啊", "呢", "吧", "了吧", "吗", "”", "」", "’", "“", "）", " ", "\u200b", "瞭")
SENTENCE_ENDS = ("。", "！", "？", ". ", "! ", "? ", "\n")


def full_width(text: str) -> str:
    """ASCII letters and digits in their full-width form; other characters as they are."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def traditional(rng: Random, text: str) -> str:
    """Some characters in another script."""
    table = TRADITIONAL | (OTHER_VARIANT if rng.random() < 0.3 else {})
    return "".join(table.get(c, c) if rng.random() < 0.8 else c for c in text)


def respell(rng: Random, word: str) -> str:
    """The word as another writer may spell it; mostly as it is."""
    ways = (
        lambda: word.upper(),
        lambda: word.title() if "'" not in word else word.capitalize(),
        lambda: full_width(word) if not set(word) & set("'.,-") else word,
        lambda: word.replace("'", "’"),
        lambda: traditional(rng, word),
        lambda: traditional(rng, word),
    )
    return rng.choice(ways)() if rng.random() < 0.35 else word


def break_up(rng: Random, word: str) -> str:
    """The word with a blank, a remark or something of no width somewhere inside; mostly whole."""
    if len(word) < 2 or rng.random() > 0.2:
        return word
    at = rng.randrange(1, len(word))
    between_han = is_han(word[at - 1]) and is_han(word[at])
    choices = ZERO_WIDTH + (BLANKS if between_han or word[at] == " " else ()) + REMARKS[:2] + ("社", "s")
    inserted = rng.choice(choices)
    rest = word[at:].lstrip(" ") if inserted.isspace() else word[at:]
    return unicodedata.normalize("NFC", word[:at] + inserted + rest)
