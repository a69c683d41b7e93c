"""The words in which explanations are told, in English and in Chinese."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["en", "zh"]
Hindrance: TypeAlias = Literal["beyond", "unheard", "crosses", "within", "shield", "longer"]
Emptiness: TypeAlias = Literal["nobody", "population", "blank"]


class Bar(NamedTuple):
    """What keeps a hit from counting.

    kind
        beyond: it reaches beyond its unit; unheard: it is not said by the population, or by two speakers;
        crosses, within: a word cut; shield; longer: it lies inside a longer term.
    words
        The kind of the unit, the words that are cut, the shield, or the longer term; empty if unheard.
    """

    kind: Hindrance
    words: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Shapes of the lines of an explanation in one language; what stands in braces is filled in.

    Those of numbers hold two shapes, for one and for more. `units` names a unit with its number, `kinds`
    one without. `bars` says what keeps a hit from counting, `outside` why nothing can be coded at a place;
    `named` is a code with its name; `without` is of a hit that has no negator.
    `why_not`, `show_all` and `what_for` name options of the command.
    """

    head: str
    units: Mapping[str, str]
    kinds: Mapping[str, str]
    who: str
    roles: Mapping[str, str]
    populations: Mapping[str, str]
    nothing: str
    outside: Mapping[Emptiness, str]
    no_code: str
    why_not: str
    named: str
    coded: str
    not_coded: str
    no_rules: str
    false: tuple[str, str]
    show_all: str
    finds_nothing: tuple[str, str]
    what_for: str
    not_counting: str
    bars: Mapping[Hindrance, str]
    between: tuple[str, str]
    wrong_order: str
    not_apart: str
    negated: str
    affirmed: str
    without: str
    others: str
    join: str

    def bar(self, bar: Bar) -> str:
        """What keeps a hit from counting."""
        return self.bars[bar.kind].format(self.kinds.get(bar.words, bar.words))

    def number(self, shapes: tuple[str, str], n: int) -> str:
        """A line with a number in it."""
        return shapes[n != 1].format(n=n)

    def population(self, label: str) -> str:
        """Whose speech counts."""
        return self.populations.get(label, label)

    def role(self, role: str) -> str:
        """A role; those that people gave themselves as they are written."""
        return self.roles.get(role, role)

    def emptiness(self, kind: Emptiness, unit: str) -> str:
        """Why nothing can be coded at a place."""
        return self.outside[kind].format(unit=self.kinds[unit])


ENGLISH = Telling(
    head="{document}: {unit}characters {start} to {end}{who}",
    units={kind: f"{kind} {{n}}, " for kind in ("sentence", "paragraph", "turn", "exchange", "document")},
    kinds={kind: kind for kind in ("sentence", "paragraph", "turn", "exchange", "document")},
    who=", {speaker} ({role})",
    roles={},
    populations={},
    nothing="nothing can be coded here: {why} ({population})",
    outside={
        "nobody": "nobody speaks there: a label, a header, a blank line or text before the first label",
        "population": "who speaks there is not in the population",
        "blank": "there is no {unit} there: white space between two, or one without a word",
    },
    no_code="no code stands here",
    why_not=" (--code CODE says why not)",
    named="{name} ({id})",
    coded="{code}: coded",
    not_coded="{code}: not coded",
    no_rules="it has no rules: people apply it",
    false=("1 other rule is false", "{n:,} other rules are false"),
    show_all=" (--all shows them)",
    finds_nothing=("its rule finds nothing here", "none of its {n:,} rules finds anything here"),
    what_for=" (--all shows what is looked for)",
    not_counting="{hit}[{start}:{end}] does not count: {why}",
    bars={
        "beyond": "it reaches beyond the {}",
        "unheard": "not said by the population, or by two speakers",
        "crosses": "it cuts through words: {}",
        "within": "it lies within the word {}",
        "shield": "the shield {} hides it",
        "longer": "it lies inside the longer term {}",
    },
    between=("at least 1 word lies between", "at least {n:,} words lie between"),
    wrong_order="not in this order",
    not_apart="not apart, or said by two speakers",
    negated="{hit} is negated: {by} in “{within}”",
    affirmed="{hit} is not negated: {by} in “{within}”",
    without="{hit} is not negated: no negator in “{within}”",
    others="none of {n:,} others: ",
    join=", ",
)

CHINESE = Telling(
    head="{document}：{unit}字符 {start} 至 {end}{who}",
    units={
        "sentence": "第 {n} 句，",
        "paragraph": "第 {n} 段，",
        "turn": "第 {n} 话轮，",
        "exchange": "第 {n} 组问答，",
        "document": "全文，",
    },
    kinds={
        "sentence": "句",
        "paragraph": "段落",
        "turn": "话轮",
        "exchange": "问答",
        "document": "文档",
    },
    who="，{speaker}（{role}）",
    roles={"interviewer": "访谈者", "participant": "受访者"},
    populations={"speakers!=interviewer": "访谈者以外的人", "speakers=all": "所有人"},
    nothing="此处无法编码：{why}（统计范围：{population}）",
    outside={
        "nobody": "此处无人说话，是说话人标签、访谈信息、空行，或首个标签之前的文字",
        "population": "此处的说话人不在统计范围内",
        "blank": "此处不成{unit}，是两者之间的空白，或其中没有字词",
    },
    no_code="此处没有代码",
    why_not="（--code 代码 说明原因）",
    named="{name}（{id}）",
    coded="{code}：已编码",
    not_coded="{code}：未编码",
    no_rules="此代码没有规则，由人编码",
    false=("另有 1 条规则不成立", "另有 {n:,} 条规则不成立"),
    show_all="（--all 全部列出）",
    finds_nothing=("其规则在此处没有命中", "其 {n:,} 条规则在此处均没有命中"),
    what_for="（--all 列出所查找的词语）",
    not_counting="{hit}[{start}:{end}] 不计入：{why}",
    bars={
        "beyond": "超出了所在的{}",
        "unheard": "不在统计范围内，或出自两个说话人",
        "crosses": "切断了词语：{}",
        "within": "只是词语 {} 的一部分",
        "shield": "在屏蔽词 {} 之内",
        "longer": "在更长的词语 {} 之内",
    },
    between=("至少相隔 1 个字词", "至少相隔 {n:,} 个字词"),
    wrong_order="先后次序不符",
    not_apart="两者重叠，或出自两个说话人",
    negated="{hit} 被否定：“{within}”中有 {by}",
    affirmed="{hit} 未被否定：“{within}”中有 {by}",
    without="{hit} 未被否定：“{within}”中没有否定词",
    others="其余 {n:,} 项均未命中：",
    join="、",
)

TELLINGS: Mapping[Language, Telling] = {"en": ENGLISH, "zh": CHINESE}
"""By language."""
