"""What the methods paragraphs say where people coded: who, how far, and what became of the rules' codings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from qualcode.export.appendix import UNITS
from qualcode.export.table import Language
from qualcode.project.report.methods_facts import Facts
from qualcode.project.report.wording import all_codings, counted, was
from qualcode.terms import CONSENSUS

Part: TypeAlias = Callable[[Facts], Iterator[str]]


def parts_with_people(parts: Sequence[Part], facts: Facts, language: Language) -> Sequence[Part]:
    """The parts of the paragraphs as they fit who coded; those given are of a run by rules."""
    material, coding, settings, counting, software = parts
    if not facts.record.get("codings"):
        return parts
    if facts.counting.by_rules:
        return (material, coding, _REVIEWED[language], settings, counting, software)
    return (material, _BY_HAND[language], counting, software)


def _by_hand_en(facts: Facts) -> Iterator[str]:
    book, told = facts.codebook, facts.record["codings"]
    name = f" “{book.name}”" if book.name else ""
    version = f", version {book.version}" if book.version else ""
    yield f"The codebook{name}{version} (SHA-256 {book.sha256[:12]}) has {len(book.codes):,} codes."
    n, done, left = facts.n_codings, len(told["finished"]), len(told["unfinished"])
    if told["coder"] == CONSENSUS:
        yield f"The {n:,} codings are those that the coders agreed on; none is a rule's."
    else:
        in_round = f" in round {told['round']}" if told["round"] > 1 else ""
        yield f"{all_codings(n)} made by {told['coder']} by hand{in_round}; none is a rule's."
    yield (
        f"Only finished documents count, with the codings that stood when the tables were made: {done:,} of "
        f"{done + left:,}. In each of them a code counts if it was on offer when the document was finished."
    )
    unit = facts.counting.unit
    yield f"A {unit} has a code where a passage with that code covers a word of it, or part of a word."


def _by_hand_zh(facts: Facts) -> Iterator[str]:
    book, told = facts.codebook, facts.record["codings"]
    name = f"《{book.name}》" if book.name else ""
    version = f"{book.version} 版，" if book.version else ""
    yield f"编码本{name}（{version}SHA-256 {book.sha256[:12]}）共 {len(book.codes):,} 个代码。"
    n, done, left = facts.n_codings, len(told["finished"]), len(told["unfinished"])
    if told["coder"] == CONSENSUS:
        yield f"{n:,} 个参考点为编码者协商一致的结果，均非由规则得出。"
    else:
        in_round = f"（第 {told['round']} 轮）" if told["round"] > 1 else ""
        yield f"{n:,} 个参考点{'均' * (n > 1)}由{told['coder']}人工编码{in_round}，无一由规则得出。"
    yield (
        f"只计已完成编码的文档（{done + left:,} 份中的 {done:,} 份），以制表时的编码为准；"
        "代码只在完成编码时编码本已含该代码的文档中计入。"
    )
    yield f"某代码的片段含有{UNITS['zh'][facts.counting.unit]}中的任一字词，该单元即有此代码。"


def _reviewed_en(facts: Facts) -> Iterator[str]:
    told = facts.record["codings"]
    who, more = told["coder"], _numbers(told)
    yield (
        f"{who} looked through codings of the rules: {more['accepted']} {was(told['accepted'])} accepted and "
        f"{more['rejected']} rejected; those that were rejected are left out."
    )
    one = told["unreviewed"] == 1
    left, kept = ("is left out too", "counts as it is") if one else ("are left out too", "count as they are")
    stay = left if facts.record["options"]["reviewed_only"] else kept
    yield f"{more['unreviewed']} {was(told['unreviewed'])} not reviewed and {stay}."
    yield f"{who}'s own codings are those of {counted(len(told['finished']), 'finished document')}."


def _reviewed_zh(facts: Facts) -> Iterator[str]:
    told = facts.record["codings"]
    who, more = told["coder"], _numbers(told)
    yield f"{who}复核了规则所得的编码：接受 {more['accepted']} 个，否决 {more['rejected']} 个，否决的不计入。"
    stay = "亦不计入" if facts.record["options"]["reviewed_only"] else "照计"
    yield f"未经复核的 {more['unreviewed']} 个{stay}。"
    yield f"另计入{who}在已完成的 {len(told['finished']):,} 份文档中自行所作的编码。"


def _numbers(told: Mapping[str, Any]) -> dict[str, str]:
    return {name: f"{told[name]:,}" for name in ("accepted", "rejected", "unreviewed")}


_BY_HAND: Mapping[Language, Part] = {"en": _by_hand_en, "zh": _by_hand_zh}
_REVIEWED: Mapping[Language, Part] = {"en": _reviewed_en, "zh": _reviewed_zh}
