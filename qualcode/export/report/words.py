"""What a report says itself, in English and Chinese: headings, and the words of the reader."""

from collections.abc import Mapping

from qualcode.export.table import Language

WORDS: Mapping[str, tuple[str, str]] = {
    "methods": ("Methods", "研究方法"),
    "quotes": ("Quotes", "典型引语"),
    "limits": ("Limits", "局限"),
    "appendix": ("Appendix", "附录"),
    "frequencies": ("How often each code occurs", "编码频次"),
    "by": ("By kind of respondent", "分组比较"),
    "cooccurrence": ("Codes that occur together", "编码共现"),
    "documents": ("Documents", "访谈材料"),
    "contents": ("Contents", "目录"),
    "table": ("Table {n}. {title}", "表 {n}　{title}"),
    "figure": ("Figure {n}. {title}", "图 {n}　{title}"),
    "frequency_figure": ("Codings of each code", "各编码的参考点数"),
    "cooccurrence_figure": ("Co-occurrence of codes", "编码共现"),
    "document_figure": ("Codings by code and document", "编码与文档"),
    "no_font": (
        "no font on this machine has Chinese characters",
        "本机没有中文字体，未能绘图：请安装一种（Debian：apt install fonts-noto-cjk 或 fonts-wqy-microhei），"
        "或用 --font 指明含中文字符的 .ttf、.otf 或 .ttc 文件。",
    ),
    "quote_numbers": ("Quotes", "典型引语（编号）"),
    "more_rows": ("All {n} rows", "全部 {n} 行"),
    "rules": ("{n} rules", "{n} 条规则"),
    "follow": (
        "Numbers are links: each leads to the passages behind it.",
        "表中数字均为链接：点击即见其后的原文片段。",
    ),
    "read": ("Read the transcripts", "阅读访谈原文"),
    "needs_script": (
        "The reader of the transcripts needs JavaScript. Tables, quotes and the codebook do not.",
        "阅读访谈原文须启用 JavaScript；表格、引语与编码本不受影响。",
    ),
}
"""Headings and sentences of the report."""

READER: Mapping[str, tuple[str, str]] = {
    "back": ("Back to the report", "返回报告"),
    "search": ("Search", "搜索"),
    "search_hint": ("Words in the transcripts", "在原文中搜索"),
    "document": ("Document", "文档"),
    "all_documents": ("All documents", "全部文档"),
    "who": ("Who speaks", "说话人"),
    "everyone": ("Everyone", "所有人"),
    "codes": ("Codes", "编码"),
    "all_codes": ("All codes", "全部编码"),
    "clear": ("Show everything", "清除筛选"),
    "passages": ("Passages: {n} · documents: {d}", "片段 {n} 个 · 文档 {d} 份"),
    "here": ("Coded passages in this document: {n}", "本文档的编码片段：{n} 个"),
    "found": ("Places with “{q}”: {n} · documents: {d}", "“{q}” {n} 处 · 文档 {d} 份"),
    "nothing": ("Nothing fits this choice.", "没有符合条件的内容。"),
    "without": ("without a value", "无此属性"),
    "absent_title": ("Not in this report", "本报告中没有"),
    "absent": ("“{q}”: this report has nothing of that name.", "本报告中没有“{q}”。"),
    "more": ("Show {n} more", "再显示 {n} 条"),
    "previous_document": ("Previous document", "上一份文档"),
    "next_document": ("Next document", "下一份文档"),
    "and": ("{a} with {b}", "{a} 与 {b}"),
    "family": ("with the codes below it", "含下级编码"),
    "speakers": ("Speakers", "说话人"),
    "coded": ("Coded passages", "编码片段"),
    "header": ("Head of the transcript", "访谈信息"),
    "why": ("Why this passage is coded", "编码依据"),
    "pick": (
        "Choose a coded passage to see which rules were true in it, and on which words they rest.",
        "选择一个编码片段，即可看到成立的规则及其依据的文字。",
    ),
    "unit": ("unit {n}", "第 {n} 单元"),
    "row": ("row {n} of codings.csv", "codings.csv 第 {n} 行"),
    "by_rules": ("coded by the rules", "由规则编码"),
    "by_coder": ("coded by {who}", "编码者：{who}"),
    "rules": ("True here", "成立的规则"),
    "evidence": ("Evidence", "依据"),
    "no_evidence": ("a condition, no words", "条件成立，无对应文字"),
    "negated_yes": ("The evidence is negated where it stands.", "依据在此处被否定。"),
    "negated_partly": ("Part of the evidence is negated where it stands.", "部分依据在此处被否定。"),
    "keys": ("Keys", "快捷键"),
    "key_next": ("next and previous passage", "下一个、上一个片段"),
    "key_documents": ("previous and next document", "上一份、下一份文档"),
    "key_search": ("search", "搜索"),
    "key_back": ("back", "返回"),
    "uncounted": ("not counted", "不计入统计"),
    "interviewer": ("interviewer", "访谈者"),
    "participant": ("participant", "受访者"),
}
"""Words of the reader, which its script looks up."""


def say(word: str, language: Language, **parts: object) -> str:
    """A heading or sentence."""
    return WORDS[word][language == "zh"].format(**parts)


def reader_words(language: Language) -> dict[str, str]:
    """All words of the reader in one language."""
    return {key: pair[language == "zh"] for key, pair in READER.items()}
