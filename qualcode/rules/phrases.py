"""The words in which rules are told, in English and in Chinese."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Shapes of clauses and noun phrases in one language; what stands in braces is filled in.

    `near` and `before` hold three shapes: for no word between, for one, for more. `wild` has for Latin and
    Chinese terms what `*` and `?` stand for. `said` has for a condition what is said where it does not hold,
    and where it does.
    """

    sentence: str
    subjects: Mapping[str, str]
    quote: str
    holds: str
    lacks: str
    lacks_all: str
    not_so: str
    both: str
    either: str
    bracket: str
    item_join: str
    last_join: str
    and_join: str
    one_of: str
    regex: str
    pattern: str
    spelled: str
    exact: str
    lemma: str
    negated: str
    affirmed: str
    near: Sequence[str]
    before: Sequence[str]
    at_least: str
    any_end: str
    any_beginning: str
    wildcards: str
    wild: Sequence[Sequence[str]]
    has_code: str
    lacks_code: str
    has_codes: str
    lacks_codes: str
    where: str
    where_not: str
    by_participant: str
    by_interviewer: str
    said: Mapping[str, Sequence[str]]

    def or_join(self, items: Sequence[str]) -> str:
        """Items of which one is enough."""
        return self.item_join.join(items[:-1]) + self.last_join + items[-1]


ENGLISH = Wording(
    sentence="{subject} {clause}.",
    subjects={
        "sentence": "The sentence",
        "paragraph": "The paragraph",
        "turn": "The turn",
        "exchange": "The exchange",
        "document": "The document",
    },
    quote="“{}”",
    holds="holds {}",
    lacks="does not hold {}",
    lacks_all="holds none of {}",
    not_so="is not one that {}",
    both=" and ",
    either=", or ",
    bracket="({})",
    item_join=", ",
    last_join=" or ",
    and_join=", ",
    one_of="one of {}",
    regex="text that matches {}",
    pattern="words that match the pattern {}",
    spelled="a term of the form {}",
    exact="exactly spelled {}",
    lemma="any form of {}",
    negated="negated {}",
    affirmed="non-negated {}",
    near=(
        "{left} and {right} side by side, in either order",
        "{left} and {right}, in either order, at most one word between them",
        "{left} and {right}, in either order, at most {n} words between them",
    ),
    before=(
        "{left} and right behind it {right}",
        "{left} and behind it {right}, at most one word between them",
        "{left} and behind it {right}, at most {n} words between them",
    ),
    at_least="at least {count} hits, none overlapping another, of {noun}",
    any_end="{} with any ending",
    any_beginning="{} with any beginning",
    wildcards="{} ({})",
    wild=(("* is any letters", "? is any letter"), ("* is up to four characters", "? is any character")),
    has_code="has the code {} or one below it",
    lacks_code="has neither the code {} nor one below it",
    has_codes="has one of the codes {}, or one below them",
    lacks_codes="has none of the codes {}, nor one below them",
    where="has {value} for the attribute {name}",
    where_not="does not have {value} for the attribute {name}",
    by_participant="is said by someone else than the interviewer",
    by_interviewer="is said by the interviewer",
    said={
        "speaker": ("is not said by {}", "is said by {}"),
        "role": ("is not said by a person with the role {}", "is said by a person with the role {}"),
    },
)

CHINESE = Wording(
    sentence="{subject}{clause}。",
    subjects={
        "sentence": "该句",
        "paragraph": "该段",
        "turn": "该话轮",
        "exchange": "该组问答",
        "document": "该文档",
    },
    quote="“{}”",
    holds="含有{}",
    lacks="不含{}",
    lacks_all="不含以下任何一项：{}",
    not_so="不同时满足（{}）",
    both="，且",
    either="，或者",
    bracket="（{}）",
    item_join="、",
    last_join="或",
    and_join="，",
    one_of="{}之一",
    regex="符合正则表达式 {} 的文字",
    pattern="符合词语模式 {} 的文字",
    spelled="符合 {} 的词语",
    exact="大小写与繁简完全一致的{}",
    lemma="{}的任一词形",
    negated="被否定的{}",
    affirmed="未被否定的{}",
    near=(
        "{left}与{right}（紧邻，先后不限）",
        "{left}与{right}（先后不限，相隔不超过1个字词）",
        "{left}与{right}（先后不限，相隔不超过{n}个字词）",
    ),
    before=(
        "{left}及紧随其后的{right}",
        "{left}及其后的{right}（相隔不超过1个字词）",
        "{left}及其后的{right}（相隔不超过{n}个字词）",
    ),
    at_least="{noun}合计至少{count}处（互不重叠）",
    any_end="{}（词尾不限）",
    any_beginning="{}（词首不限）",
    wildcards="{}（{}）",
    wild=(("*为任意字母", "?为任意一个字母"), ("*为至多四个字", "?为任意一个字")),
    has_code="已有代码{}或其下级代码",
    lacks_code="没有代码{}及其下级代码",
    has_codes="已有下列代码之一或其下级代码：{}",
    lacks_codes="没有下列任何代码及其下级代码：{}",
    where="属性{name}为{value}",
    where_not="属性{name}不为{value}或未注明",
    by_participant="出自访谈者以外的人",
    by_interviewer="出自访谈者",
    said={
        "speaker": ("不出自说话人{}", "出自说话人{}"),
        "role": ("不出自身份为{}者", "出自身份为{}者"),
    },
)

WORDINGS: Mapping[str, Wording] = {"en": ENGLISH, "zh": CHINESE}
