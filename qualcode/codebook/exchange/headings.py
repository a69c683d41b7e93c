"""What the columns of a table and the fields of a Markdown page are called, in English and Chinese."""

import unicodedata
from typing import NamedTuple

from qualcode.codebook.plain import CODE_FIELDS
from qualcode.text.patterns import lazy

SETTINGS = "codebook"
KEYWORDS = "keywords"
LEVEL = "level"
MEMOS = ("memo", "code memo", "备忘录", "代码备忘录", "编码备忘录")
"""Where a table has no column of definitions, these say what codes mean, as other programs write it."""

_NAMES: dict[str, tuple[str, str]] = {
    "id": ("id", "编码"),
    "parent": ("parent", "上级"),
    "name": ("name", "名称"),
    "definition": ("definition", "定义"),
    "include": ("include", "纳入标准"),
    "exclude": ("exclude", "排除标准"),
    "source": ("source", "来源"),
    "color": ("color", "颜色"),
    "core": ("core", "核心"),
    "boundaries": ("boundaries", "词界"),
    "rules": ("rules", "规则"),
    "shields": ("shields", "屏蔽词"),
    "examples": ("examples", "例句"),
    "non_examples": ("non_examples", "反例"),
    SETTINGS: ("codebook", "编码本"),
}
"""How each field is written: in English, in Chinese."""

_OTHERS: dict[str, str] = {
    "id": "code|code id|id code|编号|代码|编码编号|代码编号|编码id|代码id|编码号|节点|标识",
    "parent": "parent id|parent code|parent name|above|belongs to|上级编码|上级代码|上级编号|父级|父级编码"
    "|父代码|父编码|父节点|所属上级|所属|归属",
    "name": "label|code name|title|code label|编码名称|代码名称|名字|标签|节点名称|主题|指标名称",
    "definition": "definitions|description|meaning|说明|含义|描述|解释|内涵|编码定义|操作定义|操作化定义"
    "|操作性定义",
    "include": "inclusion|inclusion criteria|when to use|use when|纳入|包括|包含|适用情形|何时使用|使用条件",
    "exclude": "exclusion|exclusion criteria|when not to use|排除|不包括|不包含|不适用情形|何时不用",
    "source": "sources|reference|references|literature|文献|出处|文献来源|理论来源|来源文献|依据",
    "color": "colour|color code|颜色代码",
    "core": "core category|核心范畴|核心编码",
    "boundaries": "boundary|word cuts|切词|分词边界",
    "rules": "rule|query|queries|编码规则|检索式|匹配规则",
    "shields": "shield|屏蔽|排除词",
    "examples": "example|example quote|quotes|quote|示例|例子|正例|典型引语|引文|原文示例|例证|典型例句",
    "non_examples": "non example|non examples|negative example|negative examples|near miss|near misses"
    "|counterexamples|反面例子|不应编码|近似例句|非例",
    KEYWORDS: "keyword|keywords|terms|words|关键词|关键字|词表|词语",
}
_KEYS = {name: key for key, names in _NAMES.items() for name in names} | {
    name: key for key, names in _OTHERS.items() for name in names.split("|")
}
_NUMBERS = "一二三四五六七八九"
_LEVEL = lazy(rf"(?:level|l|layer|tier) ?([1-9])(?: .*)?|第?([{_NUMBERS}1-9])[级层](?:.{{0,4}})?")
_LANGUAGE = lazy(
    r"(.+?) ?[:：(（\[【.·/ -] ?"
    r"([a-z]{2,3}(?:-[a-z0-9]{2,8})*|[\u4e00-\u9fff]{2,4}|chinese|english)[)）\]】]?"
)
_LANGUAGES = {
    **dict.fromkeys(("中文", "汉语", "简体中文", "chinese"), "zh"),
    **dict.fromkeys(("英文", "英语", "english"), "en"),
}


class Heading(NamedTuple):
    """What a heading names: a field, and the language of its texts or the number of a level."""

    key: str
    language: str = ""
    level: int = 0


def heading(key: str, language: str = "", *, lang: str = "en") -> str:
    """How a field is called in English or Chinese, for its texts in `language`."""
    name = _NAMES[key][lang == "zh"]
    return f"{name}:{language}" if language else name


def read_heading(text: str) -> Heading | None:
    """What a heading names, or None for one that is not known."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())
    key = _KEYS.get(folded) or _KEYS.get(folded.replace(" ", "_"))
    if key:
        return Heading(key)
    if level := _LEVEL.fullmatch(folded):
        number = level[1] or level[2]
        return Heading(LEVEL, level=_NUMBERS.find(number) + 1 or int(number))
    return _with_language(folded, unicodedata.normalize("NFKC", text).strip())


def _with_language(folded: str, written: str) -> Heading | None:
    """`definition:zh`, `定义（英文）`, `name_en`."""
    match = _LANGUAGE.fullmatch(folded)
    key = _KEYS.get(match[1]) or _KEYS.get(match[1].replace(" ", "_")) if match else None
    if not match or CODE_FIELDS.get(key or "") != "texts":
        return None
    tag = _LANGUAGES.get(match[2], match[2])
    if not tag.isascii():
        return None
    return Heading(str(key), written[-len(tag) :] if written.casefold().endswith(tag) else tag)
