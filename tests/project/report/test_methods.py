"""The methods paragraphs and the limits: each fact from the record, each setting said, no verdicts."""

from dataclasses import replace
from typing import Any

import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.units import Counting
from qualcode.project.report.limits import Known, limits
from qualcode.project.report.methods import methods
from qualcode.project.report.methods_facts import Facts, population_said
from qualcode.rules.negators import Negators
from qualcode.rules.parse import parse

BOOK = Codebook(
    (
        Code("elite", rules=(parse("能人"), parse("affirmed:带头人"))),
        Code("by_hand", parent="elite", depth=1),
    ),
    name="Street",
    version="1.2",
    sha256="0123456789abcdef",
    shields=("能人街",),
)


def record(**other: Any) -> dict[str, Any]:
    return {
        "qualcode": "0.1.0",
        "options": {"speakers": [], "base": "all"},
        "population": {"N": 1234, "words": 50, "characters": 6000, "where": []},
        "documents": [{"document": "a", "guessed": True}, {"document": "b", "guessed": False}],
        "attributes": {"file": "attributes.csv"},
        "skipped": [{"file": "a/README.md"}, {"file": "a/broken.docx"}, {"file": "a/notes.jpg"}],
        "tables": {"cooccurrence.csv": {"N": 1200}},
        "environment": {"python": "3.13.1", "segmenter": "jieba 0.42.1"},
    } | other


def facts(book: Codebook = BOOK, **other: Any) -> Facts:
    given = {"coders": ["rules"], "n_codings": 77, "is_as_written": True, "n_aside": 12}
    given["heard"] = frozenset({"a", "b"})
    return Facts(record(), book, Counting(), **(given | other))


def test_in_english():
    assert methods(facts(), "en") == (
        "The material is 2 transcripts. The population is the speech of everyone but the interviewers: 50 words and "
        "6,000 Chinese characters. The character encoding of 1 file was recognised from the file itself. Attributes of "
        "speakers and documents come from a table that the researchers keep. 1 file beside them was not read.",
        "The codebook “Street”, version 1.2 (SHA-256 0123456789ab) has 2 codes in 1 family; 1 of them has rules, 2 in "
        "all. Each sentence was judged by itself: it has a code where at least one rule of the code is true in it, and "
        "may have several codes. All 77 codings were made by the rules; none was added, changed or removed by hand. "
        "Each names the rules that were true and the words on which they rest.",
        "Within a code, a stretch of text is evidence for one term, the longest. Hits of Chinese terms that cut through "
        "words (jieba 0.42.1) were set aside: 12. 1 shield word hides what is inside it and codes nothing. Rules of 1 "
        "code ask whether a word is negated, judged by the word lists of the software, within the clause and at most "
        "10 words away; in all other rules a mention counts whether it is negated or not.",
        "Frequencies and co-occurrence count sentences; N = 1,234 sentences.",
        "Coding and tables: qualcode 0.1.0 (Python 3.13.1). The same transcripts and codebook give the same tables; "
        "provenance.json records all options and the SHA-256 of every text and table.",
    )


def test_in_chinese():
    assert methods(facts(), "zh") == (
        "材料为 2 份访谈文本。统计范围为访谈者以外的全部发言，共汉字 6,000 个、英文等词 50 个。其中 1 份文件的字符编码由程序识别。"
        "说话人与文档的属性取自研究者所列的属性表。另有 1 个文件未能读入。",
        "编码本《Street》（1.2 版，SHA-256 0123456789ab）共 2 个代码，分属 1 个一级代码；其中 1 个设有规则，规则共 2 条。"
        "以句为编码单元逐一判断：代码的任一规则成立，该单元即编入此代码；一个单元可有多个代码。"
        "77 个参考点全部由规则得出，未经人工增删修改；每个参考点均记明成立的规则及其依据的文字。",
        "同一代码内，一段文字只作最长词语的依据。切断词界的中文命中（分词：jieba 0.42.1）不计入，共 12 处。"
        "屏蔽词 1 个，其内的词语不计入。1 个代码的规则区分肯定与否定，依程序内置的否定词表，"
        "在同一小句且相距不超过 10 个词（字）的范围内判断；其余规则提及即计入，不论是否被否定。",
        "频次与共现均以句计，N = 1,234 句。",
        "编码与制表使用 qualcode 0.1.0（Python 3.13.1）。同样的文本与编码本得出同样的表；"
        "全部选项及各文本、各表的 SHA-256 记于 provenance.json。",
    )


@pytest.mark.parametrize(
    ("changes", "en", "zh"),
    [
        ({"nested": "codebook"}, "Within the whole codebook, a stretch", "在整个编码本内"),
        ({"nested": "all"}, "A term inside a longer one counts too.", "较短词语同样计入"),
        ({"boundaries": "none"}, "count wherever their characters stand", "不问词界"),
        (
            {"boundaries": "token"},
            "that are not whole words (jieba 0.42.1) were set aside: 12",
            "不成完整词的",
        ),
        ({"inflections": True}, "match their inflected forms", "各种词形"),
        (
            {"negation": Negators(window=4)},
            "lists of the codebook, within the clause and at most 4",
            "依编码本的否定词表",
        ),
        (
            {"codes": (Code("a", boundaries="none"),)},
            "1 code has another setting for word cuts",
            "1 个代码另有词界设置",
        ),
        (
            {"codes": ()},
            "A mention counts whether it is negated or not",
            "提及即计入，不论是否被否定；每个参考点",
        ),
    ],
)
def test_each_setting_is_said(changes: dict[str, Any], en: str, zh: str):
    book = replace(BOOK, **changes)
    assert en in methods(facts(book), "en")[2]
    assert zh in methods(facts(book), "zh")[2]


def test_what_tables_count_is_said():
    counting = Counting(pairs="window", reach=3, rollup=True)
    other = record(options={"speakers": [], "base": "coded"})
    (said,) = (methods(facts()._replace(counting=counting, record=other), "en")[3],)
    assert "Frequencies count sentences (N = 1,234), co-occurrence counts by window:3 (N = 1,200)." in said
    assert "A code's numbers hold those of the codes below it." in said
    assert "only units with at least one code" in said
    zh = methods(facts()._replace(counting=counting, record=other), "zh")[3]
    assert zh.startswith("频次以句计（N = 1,234），共现以 window:3 计（N = 1,200）。")


@pytest.mark.parametrize(
    ("coders", "said"),
    [
        (["li", "rules"], "The 77 codings were made by li and by the rules."),
        (["li", "wang"], "The 77 codings were made by li, wang."),
    ],
)
def test_people_are_named(coders: list[str], said: str):
    assert said in methods(facts(coders=coders), "en")[1]


def test_a_table_that_was_changed_is_not_said_to_be_untouched():
    assert "by hand" not in methods(facts(is_as_written=False), "en")[1]
    assert "未经人工" not in methods(facts(is_as_written=False), "zh")[1]


def test_what_was_done_besides_stands_before_the_software():
    found = methods(facts(further=["Two judges read 40 passages."]), "en")
    assert found[-2] == "Two judges read 40 passages."


@pytest.mark.parametrize(
    ("speakers", "where", "en", "zh"),
    [
        (["all"], [], "all speech", "全部发言"),
        (
            ["resident", "name:Li"],
            ["age=60"],
            "the speech of resident, name:Li, where age=60",
            "resident、name:Li的发言（限 age=60）",
        ),
    ],
)
def test_whose_speech_counts(speakers: list[str], where: list[str], en: str, zh: str):
    given = record(options={"speakers": speakers}, population={"where": where})
    assert (population_said(given, "en"), population_said(given, "zh")) == (en, zh)


KNOWN = Known(382, 6, ["能人"], 21, frozenset({"zh", "en"}), audited=False, by_rules=True)


def test_limits_say_what_holds_of_this_study():
    en, zh = limits(KNOWN, "en"), limits(KNOWN, "zh")
    assert len(en) == len(zh) == 7
    assert (
        "Word cuts set 382 hits of Chinese terms aside, 6 of which would have coded by themselves." in en[3]
    )
    assert "共 382 处，其中 6 处" in zh[3]
    assert "found nothing: 能人." in en[4]


def test_limits_leave_out_what_does_not_hold():
    one = limits(Known(0, 0, [], 0, frozenset({"zh"}), audited=True, by_rules=False), "en")
    assert len(one) == 1
    assert one[0].startswith("Units of one interview are not independent")
    assert not any("audit" in line for line in limits(KNOWN._replace(audited=True), "en"))


def test_many_names_are_counted():
    names = [f"c{n}" for n in range(20)]
    assert "c11 and 8 more." in limits(KNOWN._replace(empty=names), "en")[4]
    assert "c11等 20 个。" in limits(KNOWN._replace(empty=names), "zh")[4]


CODINGS = {"coder": "li", "round": 2, "finished": ["a", "b"], "unfinished": ["c"]}


def of_people(coders: list[str], *, by_rules: bool, reviewed_only: bool = False, **more: Any) -> Facts:
    told = record(codings=CODINGS | more)
    told["options"] |= {"reviewed_only": reviewed_only}
    return facts(coders=coders)._replace(record=told, counting=Counting(by_rules=by_rules))


def test_codings_of_a_person_are_said_to_be_so():
    found = methods(of_people(["li"], by_rules=False), "en")
    assert found[1] == (
        "The codebook “Street”, version 1.2 (SHA-256 0123456789ab) has 2 codes. All 77 codings were made by li by hand "
        "in round 2; none is a rule's. Only finished documents count, with the codings that stood when the tables were "
        "made: 2 of 3. In each of them a code counts if it was on offer when the document was finished. A sentence has "
        "a code where a passage with that code covers a word of it, or part of a word."
    )
    assert len(found) == 4  # nothing of how rules are set
    assert "The same transcripts, codebook and codings give the same tables" in found[-1]
    agreed = methods(of_people(["consensus"], by_rules=False, coder="consensus"), "zh")[1]
    assert "77 个参考点为编码者协商一致的结果，均非由规则得出。" in agreed


def test_rules_that_a_person_corrected():
    numbers = {"accepted": 5, "rejected": 3, "unreviewed": 1200}
    found = methods(of_people(["li", "rules"], by_rules=True, **numbers), "en")
    assert "The 77 codings were made by li and by the rules." in found[1]
    assert found[2] == (
        "li looked through codings of the rules: 5 were accepted and 3 rejected; those that were rejected are left "
        "out. 1,200 were not reviewed and count as they are. li's own codings are those of 2 finished documents."
    )
    only = methods(of_people(["li", "rules"], by_rules=True, reviewed_only=True, **numbers), "zh")[2]
    assert only.startswith(
        "li复核了规则所得的编码：接受 5 个，否决 3 个，否决的不计入。未经复核的 1,200 个亦不计入。"
    )


def test_documents_outside_the_population_are_told_apart():
    told = methods(facts(heard=frozenset({"b"})), "en")[0]
    assert "The material is 2 transcripts; in 1 of them somebody of the population speaks." in told
    assert "encoding" not in told, "the file that was guessed is not among them"
    told = methods(facts(heard=frozenset({"b"})), "zh")[0]
    assert told.startswith("材料为 2 份访谈文本，其中 1 份有统计范围内的发言。")
    assert "字符编码" not in told
