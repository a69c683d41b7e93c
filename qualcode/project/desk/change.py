"""What an act at the desk changed, and how to say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from qualcode.project.desk.marks import Mark
from qualcode.terms import CodeId

Deed: TypeAlias = Literal[
    "add",
    "remove",
    "recode",
    "move",
    "memo",
    "edit-memo",
    "remove-memo",
    "accept",
    "reject",
    "unreview",
    "new-code",
    "in-vivo",
    "finish",
    "reopen",
]
_MOST = 24
_NO_NAMES: Mapping[CodeId, str] = MappingProxyType({})
_SAID: dict[Deed, tuple[str, str]] = {
    "add": ("{code} given to {quote}", "{quote} 编码为 {code}"),
    "remove": ("{code} taken from {quote}", "{quote} 移除编码 {code}"),
    "recode": ("{quote} is now {code}", "{quote} 改编码为 {code}"),
    "move": ("{code} now covers {quote}", "{code} 的范围改为 {quote}"),
    "memo": ("memo written: {quote}", "已写备忘录：{quote}"),
    "edit-memo": ("memo changed: {quote}", "已改备忘录：{quote}"),
    "remove-memo": ("memo removed: {quote}", "已删备忘录：{quote}"),
    "accept": ("{code} accepted on {quote}", "已接受 {quote} 的编码 {code}"),
    "reject": ("{code} rejected on {quote}", "已拒绝 {quote} 的编码 {code}"),
    "unreview": ("no decision on {code} on {quote}", "{quote} 的编码 {code} 未裁定"),
    "new-code": ("new code {code}", "新代码 {code}"),
    "in-vivo": ("new code {code} given to {quote}", "新代码 {code}，编码 {quote}"),
    "finish": ("document finished", "文档已完成"),
    "reopen": ("document reopened", "文档已重新打开"),
}
_WAYS = {"": ("", ""), "undo": ("undone: ", "撤销："), "redo": ("done again: ", "重做：")}


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did, or its undoing.

    deed, code, quote
        What was done, with which code, to which words (of a memo: its words).
    marks
        The marks that it added or changed, as they are now.
    gone
        The ids of marks that are no longer there.
    id, about
        Of the coding or memo that was made or changed; of the mark that is drawn anew.
    way
        Empty for the act itself; `undo` and `redo` where that was taken back, or done again.
    """

    deed: Deed
    code: CodeId = ""
    quote: str = ""
    marks: tuple[Mark, ...] = ()
    gone: tuple[str, ...] = ()
    id: str = ""
    about: str = ""
    way: Literal["", "undo", "redo"] = ""

    def said(self, language: str = "en", names: Mapping[CodeId, str] = _NO_NAMES) -> str:
        """A line that tells it, in English or Chinese (`zh`); codes by `names`, or else by their ids."""
        at = int(language == "zh")
        words = " ".join(self.quote.split())
        quote = words if len(words) <= _MOST else words[: _MOST - 1] + "…"
        told = _SAID[self.deed][at].format(code=names.get(self.code, self.code), quote=f"“{quote}”")
        return _WAYS[self.way][at] + told
