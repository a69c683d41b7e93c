"""The entries of the data dictionary for what people code: lists of codings and memos, tables of coders."""

from qualcode.export.dictionary_shapes import Described

BY_HAND_TITLES = {
    "human_codings": ("Codings by people", "人工编码条目"),
    "memos": ("Memos", "备忘录"),
    "coders": ("Coders", "编码者"),
    "coder_documents": ("Coders by document", "各编码者的文档"),
}


def _text(name: str, title_en: str, title_zh: str, en: str, zh: str, range: str = "") -> Described:
    return Described(name, "text", "", range, title_en, title_zh, en, zh)


def _count(name: str, unit: str, title_en: str, title_zh: str, en: str, zh: str) -> Described:
    return Described(name, "integer", unit, "0 or more", title_en, title_zh, en, zh)


# fmt: off
_DOCUMENT = _text("document", "Document", "文档", "id of the document", "文档编号")
_CODER = _text("coder", "Coder", "编码者", "who coded it", "编码者")
_CODE = _text("code", "Code", "编码", "id of the code", "编码的 id")
_AT = _text("at", "Time", "时间", "when it was added, in UTC", "添加时间（UTC）")
_QUOTE = _text("quote", "Passage", "原文", "the passage, character by character", "片段原文")
_ROUND = _count("round", "rounds", "Round", "轮次", "in which round of coding the document, from 1",
                "第几轮编码，从 1 起")
_MODE = _text("mode", "Mode", "方式", "whether other codings were in view",
              "编码时能否看到其他编码", "blind, assisted")

_CODINGS = (
    _text("id", "Id", "编号", "id of the coding; it never changes", "编码条目的编号，永不改变"),
    _DOCUMENT,
    _count("start", "characters", "Start", "起",
           "where the passage begins in the document's text, from 0", "片段在文档文本中的起始位置，从 0 起"),
    _count("end", "characters", "End", "止", "the first character behind the passage",
           "片段之后的第一个字符"),
    _CODE, _CODER, _ROUND, _AT, _QUOTE,
    _text("memo", "Memo", "备忘录", "memos on the coding, parted by ||", "该条目的备忘录，以 || 分隔"),
    _text("state", "State", "状态",
          "empty for codings that stand; else whether it was taken back, or has no place in the text",
          "有效的条目为空；否则为已撤回，或在文本中找不到位置", "removed, orphan"),
)
_MEMOS = (
    _text("id", "Id", "编号", "id of the memo", "备忘录的编号"),
    _AT, _CODER,
    _text("about", "About", "对象", "what it is about", "备忘录的对象", "study, document, coding, code"),
    _DOCUMENT,
    _text("coding", "Coding", "编码条目", "id of the coding that it is about", "所附编码条目的编号"),
    _CODE, _QUOTE,
    _text("text", "Text", "内容", "what it says", "备忘录内容"),
)
_COUNTS = (
    _count("codings", "codings", "Codings", "编码条目数", "codings that stand", "有效的编码条目数"),
    _count("removed", "codings", "Taken back", "撤回数", "codings that were taken back",
           "已撤回的编码条目数"),
    _count("memos", "memos", "Memos", "备忘录数", "memos that stand", "有效的备忘录数"),
    _count("accepted", "codings", "Accepted", "接受数", "codings by rules that the coder accepted",
           "接受的规则编码数"),
    _count("rejected", "codings", "Rejected", "拒绝数", "codings by rules that the coder rejected",
           "拒绝的规则编码数"),
    _text("first", "First", "最早", "when the coder first did something, in UTC",
          "最早的操作时间（UTC）"),
    _text("last", "Last", "最近", "when the coder last did something, in UTC", "最近的操作时间（UTC）"),
)
_CODERS = (
    _CODER, _ROUND, _MODE,
    _count("assigned", "documents", "Assigned", "分配文档数", "documents that are assigned to the coder",
           "分配给该编码者的文档数"),
    _count("opened", "documents", "Opened", "打开文档数", "documents that were opened",
           "已打开的文档数"),
    _count("finished", "documents", "Finished", "完成文档数", "documents that are finished now",
           "现已完成的文档数"),
    *_COUNTS,
)
_CODER_DOCUMENTS = (
    _CODER, _ROUND, _DOCUMENT, _MODE,
    _text("assigned", "Assigned", "分配", "for what it is assigned to the coder; empty where it is not",
          "分配的目的；未分配则为空"),
    _text("state", "State", "状态", "how far the coder is; empty where it was never opened",
          "进度；从未打开则为空",
          "open, finished, reopened"),
    _text("finished", "Finished", "完成时间", "when it was first finished, in UTC",
          "首次完成的时间（UTC）"),
    *_COUNTS,
)
# fmt: on

BY_HAND: dict[str, dict[str, Described]] = {
    name: {one.name: one for one in entries}
    for name, entries in {
        "human_codings": _CODINGS,
        "memos": _MEMOS,
        "coders": _CODERS,
        "coder_documents": _CODER_DOCUMENTS,
    }.items()
}
"""What stands in each column, by table and column."""
