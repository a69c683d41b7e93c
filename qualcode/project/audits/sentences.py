"""What an audit found, in sentences for the methods section, in English and Chinese."""

from qualcode.coding.population import Population
from qualcode.project.audits.result import AuditRead
from qualcode.workshop.estimates import Estimate

UNITS_ZH = {"sentence": "句", "paragraph": "段落", "turn": "话轮", "exchange": "问答", "document": "文档"}
REASONS_ZH = {
    "no passage is coded": "没有命中的单元",
    "no coded passage was judged": "没有复核命中的单元",
    "no passage was judged to have the code": "复核中没有属于该代码的单元",
    "of a stratum of uncoded passages none was judged": "有一层未命中的单元没有复核",
}


def methods_en(audit: AuditRead) -> str:
    """A paragraph in English."""
    key, coded, near, far = audit.key, *audit.finding.strata
    book = " ".join(filter(None, (key.codebook["name"], key.codebook["version"])))
    drawn = (
        f"To audit the rules of the code {_name(audit, 'en')}{book and f' (codebook {book})'}, "
        f"{coded.drawn:,} of {coded.population:,} coded and {near.drawn + far.drawn:,} of "
        f"{near.population + far.population:,} uncoded {key.unit}s were drawn at random (population: "
        f"{_population(audit, 'everyone but the interviewer')}; seed {key.seed})"
    )
    if near.drawn:
        drawn += (
            f"; {near.drawn:,} of the uncoded ones come from the {near.population:,} that hold parts of a "
            "rule, stand next to a coded one or resemble coded ones"
        )
    if near.drawn + far.drawn:
        drawn += "; each document gave its share"
    drawn += "."
    return " ".join([drawn, _judged_en(audit), _result_en(audit)])


def _judged_en(audit: AuditRead) -> str:
    n, left = _judged(audit)
    by = {1: "one judge", 2: "two judges"}.get(len(audit.judges), f"{len(audit.judges)} judges")
    judged = f"Mixed and in random order, they were judged by {by} who did not know which were coded"
    agreed = "; ".join(
        f"agreement {_share(one.agreement)}, Cohen's κ {_share(one.kappa)}, {one.n} {audit.key.unit}s"
        for one in audit.agreements
    )
    rest = f"; the estimates rest on {n:,} judgements{f', without {left:,} left unsettled' if left else ''}"
    return f"{judged}{f' ({agreed})' if agreed else ''}{rest}."


def _result_en(audit: AuditRead) -> str:
    found = audit.finding.estimates
    if audit.finding.has_all_coded:
        precision = f"Precision was {_share(found.precision.value)} (every coded {audit.key.unit} was judged)"
    else:
        precision = _value_en("Precision", found.precision, ", Wilson")
    method = f", beta-binomial simulation, {audit.draws:,} draws, seed {audit.seed}"
    recall = _value_en("estimated recall", found.recall, method)
    if audit.finding.has_all and found.recall.value is not None:
        return f"{precision}; recall was {_share(found.recall.value)} (every {audit.key.unit} was judged)."
    return f"{precision}; weighted back to the population, {recall}."


def _value_en(what: str, one: Estimate, method: str) -> str:
    if one.value is None:
        return f"{what} is undefined ({one.reason})"
    return f"{what} was {_share(one.value)} (95 % CI {_share(one.low)} to {_share(one.high)}{method})"


def methods_zh(audit: AuditRead) -> str:
    """A paragraph in Chinese."""
    key, coded, near, far = audit.key, *audit.finding.strata
    named = (key.codebook["name"], key.codebook["version"] and f"版本 {key.codebook['version']}")
    book = "，".join(filter(None, named))
    drawn = (
        f"对代码“{_name(audit, 'zh')}”{book and f'（编码本：{book}）'}的规则作抽样复核："
        f"以{UNITS_ZH[key.unit]}为单元（统计范围：{_population(audit, '访谈者以外的说话人')}），"
        f"从命中的 {coded.population:,} 个单元中随机抽取 {coded.drawn:,} 个，"
        f"从未命中的 {near.population + far.population:,} 个中分层随机抽取 {near.drawn + far.drawn:,} 个"
    )
    if near.drawn:
        drawn += (
            f"，其中 {near.drawn:,} 个取自含有规则的一部分、与命中单元相邻或相似的 {near.population:,} 个单元"
        )
    if near.drawn + far.drawn:
        drawn += "，各文档按比例分配"
    drawn += f"（随机种子 {key.seed}）。"
    return drawn + _judged_zh(audit) + _result_zh(audit)


def _judged_zh(audit: AuditRead) -> str:
    n, left = _judged(audit)
    by = {1: "一", 2: "两"}.get(len(audit.judges), str(len(audit.judges)))
    agreed = "；".join(
        f"一致率 {_share(one.agreement)}，Kappa 系数 {_share(one.kappa)}，{one.n} 个单元"
        for one in audit.agreements
    )
    blind = f"全部单元混合并随机排序，由{by}名评判者在不知是否命中的情况下判断"
    rest = f"，{left:,} 个未定的不计" if left else ""
    return f"{blind}{f'（{agreed}）' if agreed else ''}，以 {n:,} 个判断作估计{rest}。"


def _result_zh(audit: AuditRead) -> str:
    found = audit.finding.estimates
    if audit.finding.has_all_coded:
        precision = f"查准率为 {_share(found.precision.value)}（命中的单元全部复核）"
    else:
        precision = _value_zh("查准率", found.precision, "，Wilson 法")
    if audit.finding.has_all and found.recall.value is not None:
        return f"{precision}；查全率为 {_share(found.recall.value)}（全部单元均已复核）。"
    method = f"，贝塔-二项模拟 {audit.draws:,} 次，随机种子 {audit.seed}"
    return f"{precision}；加权还原到统计范围，{_value_zh('查全率估计', found.recall, method)}。"


def _value_zh(what: str, one: Estimate, method: str) -> str:
    if one.value is None:
        return f"{what}无法计算（{REASONS_ZH[one.reason]}）"
    return f"{what}为 {_share(one.value)}（95% 置信区间 {_share(one.low)}–{_share(one.high)}{method}）"


def _judged(audit: AuditRead) -> tuple[int, int]:
    """Passages on which the estimates rest, and those that were left unsettled."""
    strata = audit.finding.strata
    return sum(one.judged for one in strata), sum(one.unsettled for one in strata)


def _population(audit: AuditRead, everyone: str) -> str:
    """Whose speech counts: in words where it is the default, else as it was asked for."""
    return everyone if audit.key.population == Population().label else audit.key.population


def _name(audit: AuditRead, language: str) -> str:
    """The code as people call it, else its id."""
    name = audit.key.name
    return name.get(language) or name.get("") or audit.key.code


def _share(value: float | None) -> str:
    """A share with two decimals; – where it is undefined."""
    return "–" if value is None else f"{value:.2f}"
