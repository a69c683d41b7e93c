"""The words of negation: what negates, what only looks as if it did, and what ends a clause."""

from dataclasses import dataclass

BEFORE = (
    *"不 没 没有 未 未曾 尚未 从未 从不 从来没有 从来不 无 毫无 并无 并非 绝非 而非 不再 绝不 不是".split(),
    *"谈不上 说不上 难以 很难 更难 缺乏 缺少 不够 不大 以免".split(),
    *"not no cannot n't never nobody nothing none nowhere without hardly scarcely barely nor neither".split(),
    *("lack of", "lacks"),
)
"""Words that negate what follows them. Not 别, nor a bare 非: nearly always they are part of a word."""

AFTER = (
    *"没有 没了 不强 不高 不够 不足 不大 不多 谈不上 说不上 不存在".split(),
    *(
        f"{verb} {state}"
        for verb in ("is", "are", "was", "were")
        for state in ("lacking", "missing", "absent")
    ),
)
"""Words that negate what stands before them, at the end of its clause."""

HARMLESS = (
    *"特别 分别 个别 区别 差别 性别 级别 类别 识别 别人 别的 非常 非营利 非政府 非正式 除非".split(),
    *"未来 未成年 无论 无偿 无私 无形 无障碍 无疑".split(),
    *"不仅 不但 不光 不只 不单 不过 不断 不少 不错 不同 不管 不论 不然 不久 不得不 不能不 不得已".split(),
    *"不是只有 说不定 不可或缺 不好意思 差不多 对不起 没错 没事 没问题 没关系 没想到".split(),
    *("not only", "not just", "not merely", "no doubt", "no wonder"),
)
"""Words that hide the negators in them."""

CLAUSE_ENDS = tuple("但 但是 可是 然而 不过 而是 反而 却 只是 but though however whereas".split())
"""Words before which a clause ends."""

WINDOW = 10
"""How many words may lie between a negator and what it negates."""


@dataclass(frozen=True, slots=True)
class Negators:
    """The lists by which negation is judged; they belong to a codebook: a rule means one thing everywhere."""

    before: tuple[str, ...] = BEFORE
    after: tuple[str, ...] = AFTER
    harmless: tuple[str, ...] = HARMLESS
    clause_ends: tuple[str, ...] = CLAUSE_ENDS
    window: int = WINDOW


LISTS = ("before", "after", "harmless", "clause_ends")
BUILT_IN = Negators()
