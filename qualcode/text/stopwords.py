"""Function words that lists of words leave out unless they are asked for."""

STOP_WORDS = {
    "en": frozenset(
        (
            "a an the and or but nor so yet if then than as at by for from in into of off on onto out "
            "over to up with about above across after against along among around before behind below "
            "beneath beside between beyond down during except inside near outside since through "
            "throughout till toward towards under until upon via within without i me my mine myself "
            "we us our ours ourselves you your yours yourself yourselves he him his himself she her "
            "hers herself it its itself they them their theirs themselves this that these those who "
            "whom whose which what where when why how am is are was were be been being have has had "
            "having do does did doing done will would shall should can could may might must ought not "
            "no n't don't doesn't didn't isn't aren't wasn't weren't won't can't couldn't wouldn't "
            "shouldn't haven't hasn't hadn't i'm i've i'll i'd you're you've you'll you'd he's she's "
            "it's we're we've we'll we'd they're they've they'll they'd that's there's here's let's "
            "what's who's there here also just only too very really quite rather some any each every "
            "either neither both all such own same other another more most much many few little less "
            "least well oh yes yeah ok okay um uh er erm mm hmm like know mean get got go going gone "
            "come came say said one"
        ).split()
    ),
    "zh": frozenset(
        (
            "不是 还有 后来 啥 的 了 着 过 地 得 之 者 所 是 有 在 和 与 及 或 而 但 但是 因为 所以 "
            "如果 虽然 然后 而且 或者 还是 不过 可是 以及 就 就是 都 也 还 又 再 才 只 "
            "很 太 更 最 不 没 没有 别 被 把 给 对 对于 从 到 向 往 跟 同 由 于 为 "
            "为了 按 以 用 比 我 我们 你 你们 您 他 他们 她 她们 它 它们 咱 咱们 自己 "
            "人家 大家 这 那 哪 这个 那个 这些 那些 这样 那样 这么 那么 这里 那里 这儿 "
            "那儿 什么 怎么 怎么样 为什么 谁 哪里 哪儿 哪个 多少 几 一 一个 一些 一点 一下 "
            "一样 个 些 种 次 上 下 里 外 中 前 后 时 时候 来 去 说 讲 做 会 能 可以 "
            "可能 要 想 应该 吗 呢 吧 啊 呀 嘛 哦 嗯 呗 哎 唉 哈 噢 嗯嗯 好 行 等 "
            "等等 比如 其实 当然 反正 已经 现在 真的 觉得 知道 看 让 叫 起来 出来 下来 "
            "上去 过来 过去 一直 并 并且 之后 之前 以后 以前 以外 以内 之间 方面 情况 东西 "
            "事情 事"
        ).split()
    ),
}
"""By language; Chinese ones in simplified characters, compared after folding."""
