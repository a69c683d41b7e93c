"""A transcriber's remarks in brackets: part of the text, neither matched nor counted."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from qualcode.terms import Offsets
from qualcode.text.key import fold
from qualcode.text.patterns import lazy

REMARKS: tuple[str, ...] = (
    *(
        "笑 大笑 微笑 苦笑 笑声 笑了 笑了笑 有人笑 听众笑 观众笑 现场笑 众人笑 大家笑 全场笑 同时笑 齐笑 "
        "哭 哭泣 哽咽 流泪 抽泣 叹气 叹息 叹了口气 咳嗽 清嗓子 喝水 沉默 长时间沉默 沉默片刻 停顿 "
        "停顿片刻 稍停 长停顿 思考 想了想 犹豫 迟疑 点头 摇头 举手 有人举手 摆手 鼓掌 掌声 拍手 拍桌子 "
        "听不清 听不清楚 听不见 不清楚 录音不清 录音中断 无法辨识 无法辨认 辨识不清 模糊 重叠 同时说话 "
        "同时说 多人同时说话 插话 打断 被打断 打电话 接电话 电话响 电话铃声 手机响 敲门 敲门声 有人进来 "
        "离开 起身 中断 暂停 休息 噪音 杂音 背景音 音乐 省略 略 方言 语气加重 小声 大声 低声 语塞 无声 "
        "比划 手势 比手势 皱眉 耸肩 倒水 拿出手机 看手机 打字声 挂断 挂电话 敲桌子 翻本子 "
        "静默"
    ).split(),
    *(
        "laughs|laugh|laughing|laughter|all laugh|both laugh|everyone laughs|chuckles|chuckle|chuckling|"
        "giggles|smiles|smiling|cries|crying|sobs|weeps|tears|sighs|sigh|sighing|coughs|cough|coughing|"
        "clears throat|sniffs|gasps|breathes|pause|pauses|long pause|short pause|brief pause|silence|"
        "long silence|thinks|thinking|hesitates|nods|nodding|shakes head|shrugs|gestures|points|applause|"
        "claps|clapping|cheers|crosstalk|cross talk|cross-talk|overlapping|overlapping talk|"
        "overlapping speech|talking over each other|simultaneous speech|interrupts|interrupting|"
        "interruption|interrupted|inaudible|unintelligible|indistinct|unclear|indiscernible|audio unclear|"
        "audio cuts out|recording interrupted|recording stops|break|phone rings|phone ringing|"
        "answers phone|door opens|door closes|knock|knocking|background noise|noise|music|whispers|"
        "whispering|quietly|softly|loudly|sic|redacted|omitted|leaves|drinks|pounds table"
    ).split("|"),
)
"""Remarks that are recognised unless the settings hold another list."""

_PARTNERS = {"(": ")）", "（": ")）", "[": "]］", "［": "]］", "【": "】"}
_BRACKETED = lazy(r"[(（\[［【]([^()（）\[\]［］【】\n]{1,60})[)）\]］】]")


def find_remarks(text: str, remarks: Iterable[str] = REMARKS) -> Offsets:
    """Spans, brackets included, that hold nothing but one of `remarks`, compared folded.

    Brackets are () [] 【】 of either width. int32, shape (k, 2), sorted, apart.
    """
    known = _folded(tuple(remarks))
    spans = [
        match.span()
        for match in _BRACKETED.finditer(text)
        if match[0][-1] in _PARTNERS[match[0][0]] and fold(match[1]) in known
    ]
    return np.array(spans, np.int32).reshape(-1, 2)


@lru_cache(maxsize=16)
def _folded(remarks: tuple[str, ...]) -> frozenset[str]:
    """The list of remarks as it is compared: one list serves all documents of a run."""
    return frozenset(map(fold, remarks))
