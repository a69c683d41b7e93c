"""The methods paragraphs of a paper in Chinese."""

from collections.abc import Iterator

from qualcode.codebook.model import Codebook
from qualcode.export.appendix import UNITS
from qualcode.project.report.methods_facts import (
    CUTS,
    NESTED,
    Facts,
    command_of,
    environment_of,
    is_untouched,
    n_guessed,
    n_shields,
    n_unread,
    own_cuts,
    people_of,
    polar,
    population_said,
    rules_of,
    segmenter_of,
)
from qualcode.rules.negators import BUILT_IN


def _material_zh(facts: Facts) -> Iterator[str]:
    record = facts.record
    population = record["population"]
    told = [
        f"汉字 {population['characters']:,} 个" * bool(population["characters"]),
        f"英文等词 {population['words']:,} 个" * bool(population["words"]),
    ]
    n, heard = len(record["documents"]), len(facts.heard)
    within = f"，其中 {heard:,} 份有统计范围内的发言" if heard < n else ""
    yield f"材料为 {n:,} 份访谈文本{within}。"
    yield f"统计范围为{population_said(record, 'zh')}，共{'、'.join(filter(None, told)) or '零字'}。"
    guessed = n_guessed(facts)
    if guessed:
        yield f"其中 {guessed:,} 份文件的字符编码由程序识别。"
    if record["attributes"]:
        yield "说话人与文档的属性取自研究者所列的属性表。"
    unread = n_unread(record)
    if unread:
        yield f"另有 {unread:,} 个文件未能读入。"


def _coding_zh(facts: Facts) -> Iterator[str]:
    book = facts.codebook
    with_rules, n_rules = rules_of(book)
    name = f"《{book.name}》" if book.name else ""
    version = f"{book.version} 版，" if book.version else ""
    families = sum(not code.depth for code in book.codes)
    yield (
        f"编码本{name}（{version}SHA-256 {book.sha256[:12]}）共 {len(book.codes):,} 个代码，"
        f"分属 {families:,} 个一级代码；其中 {with_rules:,} 个设有规则，规则共 {n_rules:,} 条。"
    )
    unit = UNITS["zh"][book.unit]
    yield f"以{unit}为编码单元逐一判断：代码的任一规则成立，该单元即编入此代码；一个单元可有多个代码。"
    people = people_of(facts)
    if people:
        also = "及规则" if len(people) < len(facts.coders) else ""
        yield f"{facts.n_codings:,} 个参考点由{'、'.join(people)}{also}编码。"
    else:
        by_hand = "，未经人工增删修改" if is_untouched(facts) else ""
        yield f"{facts.n_codings:,} 个参考点全部由规则得出{by_hand}；"
        yield "每个参考点均记明成立的规则及其依据的文字。"


def _settings_zh(facts: Facts) -> Iterator[str]:
    book = facts.codebook
    yield NESTED[book.nested][1]
    yield CUTS[book.boundaries][1].format(segmenter=segmenter_of(facts), n=f"{facts.n_aside:,}")
    own = own_cuts(book)
    if own:
        yield f"{own:,} 个代码另有词界设置。"
    if book.inflections:
        yield "英文词语同时匹配其各种词形。"
    shields = n_shields(book)
    if shields:
        yield f"屏蔽词 {shields:,} 个，其内的词语不计入。"
    yield from _negation_zh(book)


def _negation_zh(book: Codebook) -> Iterator[str]:
    asked = polar(book)
    lists = "程序内置" if book.negation == BUILT_IN else "编码本"
    how = f"依{lists}的否定词表，在同一小句且相距不超过 {book.negation.window} 个词（字）的范围内判断"
    if not asked:
        yield f"提及即计入，不论是否被否定；每个参考点记明其依据是否被否定，{how}。"
        return
    yield f"{asked:,} 个代码的规则区分肯定与否定，{how}；其余规则提及即计入，不论是否被否定。"


def _counting_zh(facts: Facts) -> Iterator[str]:
    counting, record = facts.counting, facts.record
    unit, pair = UNITS["zh"][counting.unit], counting.pair_label
    if pair == counting.unit:
        yield f"频次与共现均以{unit}计，N = {record['population']['N']:,} {unit}。"
    else:
        n = record["tables"]["cooccurrence.csv"]["N"]
        by = UNITS["zh"].get(pair, f" {pair} ")
        yield f"频次以{unit}计（N = {record['population']['N']:,}），共现以{by}计（N = {n:,}）。"
    if counting.rollup:
        yield "上级代码的数值汇总其下级代码。"
    if record["options"]["base"] != "all":
        yield "期望值及关联系数仅以至少有一个代码的单元为基数。"


def _software_zh(facts: Facts) -> Iterator[str]:
    what = "文本、编码本与编码" if facts.record.get("codings") else "文本与编码本"
    yield (
        f"编码与制表使用 qualcode {facts.record['qualcode']}（{environment_of(facts.record)}）。"
        f"同样的{what}得出同样的表；"
        + (
            "全部选项及各文本、各表的 SHA-256 记于 provenance.json。"
            if facts.has_record
            else f"各表为本报告所制，未另存；以同样的选项运行 {command_of(facts.record)} 即得各表，"
            "并记有全部选项及各文本、各表的 SHA-256。"
        )
    )


PARTS = (_material_zh, _coding_zh, _settings_zh, _counting_zh, _software_zh)
