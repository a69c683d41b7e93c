"""What must be said beside numbers of agreement: which codings were compared, and what was left out."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from qualcode.project.job.coders import At, Hand
from qualcode.reliability.wording import Lang
from qualcode.terms import CONSENSUS

MOST_NAMED = 5
"""Documents that are named where many have changed."""
SAID: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "coded_only": "units that nobody coded are left out: κ and its kin then ask which code, not whether "
        "any",
        "assisted": "{label}: left out, since other codings were in view: {names}",
        "alone": "{label}: left out, since no other coder has finished codings of them that count: {names}",
        "changed": "{label}: other codings now than when first finished (--at now compares those): {names}",
        "then_now": "{name} ({then} then, {now} now)",
        "now": "{label}: codings as they stand now{days}",
        "days_now": " (first finished {span})",
        "first": "{label}: codings as they were first finished{days}",
        "days_first": ", {span}",
        "to": " to ",
        "comma": ", ",
    },
    "zh": {
        "coded_only": "无人编码的单元未计入：此时 κ 等指标问的是哪个编码，而不是有没有编码",
        "assisted": "{label}：编码时可见他人编码、未计入的文档：{names}",
        "alone": "{label}：其他编码者没有可计入的已完成编码、因而未计入的文档：{names}",
        "changed": "{label}：首次完成之后编码有改动的文档（--at now 比较目前的编码）：{names}",
        "then_now": "{name}（当时 {then} 条，目前 {now} 条）",
        "now": "{label}：取目前的编码{days}",
        "days_now": "（首次完成于 {span}）",
        "first": "{label}：取首次完成时的编码{days}",
        "days_first": "，{span}",
        "to": " 至 ",
        "comma": "、",
    },
}


def notes_of(
    people: Iterable[Hand], compared: Collection[str], *, at: At, coded_only: bool, lang: Lang = "en"
) -> tuple[str, ...]:
    """One line each, coder by coder."""
    words = SAID[lang]
    notes = [line for hand in people for line in _of_coder(hand, compared, at, words)]
    return (*notes, *([words["coded_only"]] if coded_only else []))


def _of_coder(hand: Hand, compared: Collection[str], at: At, words: Mapping[str, str]) -> Iterable[str]:
    label, comma = hand.coder.label, words["comma"]
    yield _state(hand, compared, at, words)
    if hand.assisted:
        yield words["assisted"].format(label=label, names=comma.join(hand.assisted))
    changed = [
        words["then_now"].format(name=name, then=then, now=now)
        for name, (then, now) in sorted(hand.changed.items())
        if name in compared
    ]
    if changed:
        yield words["changed"].format(label=label, names=_first(changed, comma))
    alone = sorted(hand.documents.keys() - set(compared))
    if alone:
        yield words["alone"].format(label=label, names=comma.join(alone))


def _first(names: Sequence[str], comma: str) -> str:
    return comma.join(names[:MOST_NAMED]) + f"{comma}…" * (len(names) > MOST_NAMED)


def _state(hand: Hand, compared: Collection[str], at: At, words: Mapping[str, str]) -> str:
    """The state of the codings, with the days on which documents were first finished."""
    days = sorted(one.at[:10] for name, one in hand.documents.items() if name in compared and one.at)
    span = words["to"].join(dict.fromkeys((days[0], days[-1]))) if days else ""
    state = "now" if at == "now" or hand.coder.name == CONSENSUS else "first"
    told = words[f"days_{state}"].format(span=span) if span else ""
    return words[state].format(label=hand.coder.label, days=told)
