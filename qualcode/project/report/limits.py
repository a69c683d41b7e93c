"""What a report says of its own limits: what rules cannot see, and what numbers are not."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.export.table import Language

MOST_NAMES = 12
"""Names that are told before the others are only counted."""


class Known(NamedTuple):
    """What the limits of a study depend on.

    n_aside, n_lone
        Hits that word cuts set aside, and those of them that would have coded by themselves.
    empty
        Names of codes with rules that found nothing.
    marked
        Pairs of codes that rest on the same words, name each other, or lie one above the other.
    languages
        Main languages of the documents.
    audited
        Whether judges looked at passages of a code.
    by_rules
        Whether any coding was made by rules.
    missing
        For each set of documents in which codes could not be given, how many they are and the names of the
        codes.
    corrected
        Whether a person took codings of the rules away.
    unreviewed
        Rule codings that count though the person who corrected the others has not looked at them.
    """

    n_aside: int
    n_lone: int
    empty: Sequence[str]
    marked: int
    languages: frozenset[str]
    audited: bool
    by_rules: bool
    missing: Sequence[tuple[int, Sequence[str]]] = ()
    corrected: bool = False
    unreviewed: int = 0


def limits(known: Known, language: Language) -> tuple[str, ...]:
    """The limits as sentences, one or a few each."""
    return tuple(_en(known) if language == "en" else _zh(known))


def _en(known: Known) -> Iterator[str]:
    if known.by_rules:
        yield (
            "Rules see words. Irony, rhetorical questions and negation across sentences are beyond them; a "
            "passage that speaks of a theme without its words is missed, and one that uses the words of a "
            "theme for something else is coded."
        )
        if not known.audited:
            yield (
                "How often the rules are right in this material is not part of these results: no audit "
                "was given."
            )
    if known.unreviewed:
        yield (
            f"{known.unreviewed:,} codings of the rules count that nobody has reviewed: these numbers are "
            "partly those of the rules alone."
        )
    for n, names in known.missing:
        yield (
            f"Codes that could not be given in {n:,} document{'' if n == 1 else 's'}, since they were not on "
            f"offer there: {_names(names, 'en')}. There they are missing, not zero."
        )
    yield (
        "Units of one interview are not independent of each other, and the interviews are no random sample: "
        "numbers describe this material."
    )
    if known.n_aside:
        yield (
            f"Word cuts set {known.n_aside:,} hits of Chinese terms aside, {known.n_lone:,} of which would "
            "have coded by themselves. Where the segmentation is wrong, a right hit is lost."
        )
    if known.empty and known.corrected:
        yield (
            f"Codes with rules that have no coding: {_names(known.empty, 'en')}. Their rules found nothing, "
            "or what they found was rejected or is not accepted."
        )
    elif known.empty:
        yield (
            f"Codes whose rules found nothing: {_names(known.empty, 'en')}. That may say as much of the "
            "rules as of the talk."
        )
    if known.marked:
        yield (
            f"{known.marked:,} pairs of codes rest on the same words, or one names the other; they are "
            "marked in the table and no findings."
        )
    if len(known.languages) > 1:
        yield (
            "Chinese and English passages are not of one measure: a character is not a word, and sentences "
            "differ in length. Rates are given for each language; shares of the two should not be compared."
        )


def _zh(known: Known) -> Iterator[str]:
    if known.by_rules:
        yield (
            "规则只见文字：反语、反问以及跨句的否定无法识别；谈及主题而未用其词语的片段会遗漏，"
            "用了词语而另有所指的片段会误编。"
        )
        if not known.audited:
            yield "规则在本材料中的准确程度不在本结果之内：未提供抽样复核。"
    if known.unreviewed:
        yield f"计入的规则编码中有 {known.unreviewed:,} 个未经复核：数值有一部分仍只是规则的结果。"
    for n, names in known.missing:
        yield (
            f"在 {n:,} 份文档中无法给出的代码（完成编码时编码本尚无此代码）：{_names(names, 'zh')}。"
            "其在这些文档中为缺失，而非零。"
        )
    yield "同一访谈的各单元并非相互独立，访谈亦非随机样本：数值只描述本材料。"
    if known.n_aside:
        yield (
            f"因切断词界而不计入的中文命中共 {known.n_aside:,} 处，其中 {known.n_lone:,} 处本可单独成立编码；"
            "分词有误之处，正确的命中会随之遗漏。"
        )
    if known.empty and known.corrected:
        names = _names(known.empty, "zh")
        yield f"设有规则而无参考点的代码：{names}。其规则或未命中，或所得编码已被否决、未获接受。"
    elif known.empty:
        yield f"规则未命中的代码：{_names(known.empty, 'zh')}。这既可能因为无人谈及，也可能因为规则不足。"
    if known.marked:
        yield f"{known.marked:,} 对代码依据同样的词语，或规则相互引用：表中已标明，不作为发现。"
    if len(known.languages) > 1:
        yield "中文与英文片段不可同量：字不等于词，句长亦不同。频率分语言列出，两种语言的占比不宜比较。"


def _names(names: Sequence[str], language: Language) -> str:
    comma = "、" if language == "zh" else ", "
    more = len(names) - MOST_NAMES
    told = comma.join(names[:MOST_NAMES])
    if more <= 0:
        return told
    return f"{told}等 {len(names):,} 个" if language == "zh" else f"{told} and {more:,} more"
