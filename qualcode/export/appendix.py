"""The codebook as the appendix of a paper: what each code means, by which rules, how often, with a quote."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from qualcode.codebook.model import Code, Codebook, text_in
from qualcode.export.quotes import Quote, example_of
from qualcode.rules.inwords import in_words
from qualcode.terms import INTERVIEWER, Boundaries

Language = Literal["en", "zh"]
Row = Mapping[str, str]

LABELS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "Codebook",
        "definition": "Definition",
        "include": "Include",
        "exclude": "Exclude",
        "source": "Source",
        "rules": "Coded where",
        "shields": "Not counted inside",
        "cuts": "Word boundaries",
        "frequency": "Frequency",
        "quote": "Example",
        "code": "Code",
        "meaning": "Meaning",
        "core": "core category",
        "no_rules": "no rules of its own",
    },
    "zh": {
        "title": "编码本",
        "definition": "定义",
        "include": "纳入标准",
        "exclude": "排除标准",
        "source": "来源",
        "rules": "编码规则",
        "shields": "屏蔽词",
        "cuts": "词界",
        "frequency": "频次",
        "quote": "例句",
        "code": "代码",
        "meaning": "含义",
        "core": "核心范畴",
        "no_rules": "本级无规则",
    },
}
UNITS: dict[Language, dict[str, str]] = {
    "en": {
        "sentence": "sentences",
        "paragraph": "paragraphs",
        "turn": "turns",
        "exchange": "exchanges",
        "document": "documents",
    },
    "zh": {"sentence": "句", "paragraph": "段落", "turn": "话轮", "exchange": "问答", "document": "文档"},
}
CUTS: dict[Language, dict[Boundaries, str]] = {
    "en": {
        "crossing": "Chinese terms are found where they cut through no word",
        "none": "Chinese terms are found wherever their characters stand",
        "token": "Chinese terms are found where they are whole words",
    },
    "zh": {
        "crossing": "中文词语须不切断词界",
        "none": "中文词语按字面匹配，不问词界",
        "token": "中文词语须为完整的词",
    },
}
POPULATIONS: dict[Language, dict[str, str]] = {
    "en": {
        f"speakers!={INTERVIEWER}": "all speech but the interviewer's",
        "speakers=all": "all speech",
        "": "all speech",
    },
    "zh": {f"speakers!={INTERVIEWER}": "访谈者以外的全部发言", "speakers=all": "全部发言", "": "全部发言"},
}
_CODED_BY: dict[Language, tuple[str, str]] = {
    "en": ("coded by {who}", "of the rules' codings only accepted ones"),
    "zh": ("编码：{who}", "规则所得编码只计经复核接受的"),
}
TEXTS = ("definition", "include", "exclude", "source")


def population_in(label: str, language: Language) -> str:
    """Whose speech counts, and whose codings where it is not the rules', in words."""
    speech, sign, who = label.partition("; coder=")
    told = [_speech_in(speech, language)]
    if sign:
        name, _, only = who.partition("; ")
        coded, reviewed = _CODED_BY[language]
        told += [coded.format(who=name), *([reviewed] if only else [])]
    return ("；" if language == "zh" else "; ").join(told)


def _speech_in(label: str, language: Language) -> str:
    """Whose speech counts; in English what was asked for stays as it was written."""
    known = POPULATIONS[language].get(label)
    if known or language == "en":
        return known or label
    speakers, *where = label.split("; where ")
    named = speakers.removeprefix("speakers=").replace(",", "、")
    told = POPULATIONS["zh"].get(speakers) or f"仅 {named} 的发言"
    return "，且".join([told, *("“{}”为“{}”".format(*one.split("=", 1)) for one in where)])


class Field(NamedTuple):
    """A label and what stands behind it; `is_list` says that its texts are items of a list.

    Texts may hold the signs of `rules.inwords` around what is spelled as in a rule.
    """

    key: str
    label: str
    texts: tuple[str, ...]
    is_list: bool = False


class Section(NamedTuple):
    """One code: how deep it lies, its name and id, and its fields."""

    depth: int
    name: str
    id: str
    fields: tuple[Field, ...]


class Appendix(NamedTuple):
    """A whole appendix, ready to be written in any form."""

    language: Language
    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


class Counted(NamedTuple):
    """Where frequencies and quotes come from.

    `frequencies` are rows with the columns of `frequencies.csv`, `quotes` the passage that stands for a code,
    `n_documents` those that hold a word of the population. `n_units` is N, of which a code that could not be
    given everywhere has less.
    """

    frequencies: Mapping[str, Row]
    quotes: Mapping[str, Quote]
    n_documents: int
    n_units: int


def appendix(
    codebook: Codebook, *, language: Language, counted: Counted | None = None, rules: bool = True
) -> Appendix:
    """The appendix of a codebook, with the numbers and quotes of a run where they are given.

    Texts are those in `language`, or the ones there are; `rules` says whether rules are told.
    """
    labels = LABELS[language]
    names = {code.id: code.name_in(language) for code in codebook.codes}
    chosen = counted.quotes if counted else {}
    sections = []
    for code in codebook.codes:
        fields = [*_texts(code, labels, language)]
        if rules:
            fields += _rules(code, codebook, language, names)
        if counted:
            fields += _frequency(counted.frequencies.get(code.id), language)
        quote = chosen.get(code.id) or example_of(code)
        fields += [_quote(quote, language)] if quote else []
        sections.append(Section(code.depth, _named(code, names, codebook, language), code.id, tuple(fields)))
    title = (
        f"{labels['title']}: {codebook.name}" if language == "en" else f"{labels['title']}：{codebook.name}"
    )
    notes = (
        *_about(codebook, language),
        *_related(codebook, language, names),
        *_numbers(counted, language),
        *_reading(language, codebook, rules),
    )
    return Appendix(language, title if codebook.name else labels["title"], notes, tuple(sections))


def _named(code: Code, names: Mapping[str, str], codebook: Codebook, language: Language) -> str:
    """The name of a code with that of its level, and whether it is the core category."""
    marks = [codebook.level_in(code.depth, language), LABELS[language]["core"] * code.core]
    told = list(dict.fromkeys(filter(None, marks)))
    opening, closing, comma = ("（", "）", "，") if language == "zh" else (" (", ")", ", ")
    return f"{names[code.id]}{opening}{comma.join(told)}{closing}" if told else names[code.id]


def _related(codebook: Codebook, language: Language, names: Mapping[str, str]) -> Iterator[str]:
    """The relations between categories, each with its kind and why it is held."""
    told = []
    for one in codebook.relations:
        kind, memo = (" ".join((text_in(text, language) or "").split()) for text in (one.type, one.memo))
        ends = f"{names[one.source]} → {names[one.target]}"
        if language == "zh":
            told.append(ends + f"：{kind}" * bool(kind) + f"（{memo}）" * bool(memo))
        else:
            told.append(ends + f": {kind}" * bool(kind) + f" ({memo})" * bool(memo))
    if told:
        yield f"范畴关系：{'；'.join(told)}。" if language == "zh" else f"Relations: {'; '.join(told)}."


def _texts(code: Code, labels: Mapping[str, str], language: str) -> Iterator[Field]:
    for key in TEXTS:
        text = text_in(getattr(code, key), language)
        if text:
            yield Field(key, labels[key], tuple(part for part in text.split("\n") if part.strip()))


def _rules(code: Code, codebook: Codebook, language: Language, names: Mapping[str, str]) -> Iterator[Field]:
    labels = LABELS[language]
    said = tuple(in_words(rule, language=language, unit=codebook.unit, names=names) for rule in code.rules)
    yield Field("rules", labels["rules"], said or (labels["no_rules"],), is_list=len(said) > 1)
    if code.shields:
        yield Field(
            "shields",
            labels["shields"],
            ("、".join(code.shields) if language == "zh" else ", ".join(code.shields),),
        )
    if code.boundaries and code.boundaries != codebook.boundaries:
        yield Field("cuts", labels["cuts"], (CUTS[language][code.boundaries],))


def _frequency(row: Row | None, language: Language) -> Iterator[Field]:
    if row is None:
        return
    if not row["n_codings"]:  # a person could give it in no document
        return
    codings, documents = int(row["n_codings"]), int(row["n_documents"])
    share = f"{100 * float(row['share_units']):.1f}%" if row["share_units"] else "–"
    unit = UNITS[language].get(row["counted_by"], row["counted_by"])
    partly = "on offer in " in row.get("note", "")
    if language == "zh":
        of = f"可选用该编码的 {int(row['N']):,} 个单元" if partly else "全部单元"
        text = f"参考点数 {codings:,}；材料来源数 {documents:,}；占{of}的 {share}"
    else:
        of = f"the {int(row['N']):,} {unit} where it was on offer" if partly else f"all {unit}"
        text = (
            f"{codings:,} coding{'' if codings == 1 else 's'} in {documents:,} "
            f"document{'' if documents == 1 else 's'}; {share} of {of}"
        )
    yield Field("frequency", LABELS[language]["frequency"], (text,))


def _quote(quote: Quote, language: Language) -> Field:
    """A quote with where it comes from, or that it is the codebook's own."""
    own = "the codebook's own example" if language == "en" else "编码本自带例句"
    source = (f"（{own}）" if language == "zh" else f"({own})") if quote.is_own else quote.source(language)
    blank = " " if source.startswith("(") else ""
    return Field("quote", LABELS[language]["quote"], (f"“{quote.text}”{blank}{source}",))


def _about(codebook: Codebook, language: Language) -> Iterator[str]:
    """Which codebook this is, and what a passage is."""
    unit = UNITS[language][codebook.unit]
    version, digest = codebook.version, codebook.sha256
    if language == "zh":
        told = [f"版本 {version}" * bool(version), f"SHA-256 {digest}" * bool(digest)]
        yield "；".join(filter(None, [f"共 {len(codebook.codes)} 个代码", f"编码单元：{unit}", *told])) + "。"
    else:
        codes = f"{len(codebook.codes)} code{'' if len(codebook.codes) == 1 else 's'}"
        told = [f"version {version}" * bool(version), f"SHA-256 {digest}" * bool(digest)]
        yield "; ".join(filter(None, [codes, f"coded in {unit}", *told])) + "."
    if codebook.shields:
        words = ("、" if language == "zh" else ", ").join(codebook.shields)
        yield (
            f"全编码本屏蔽词：{words}。"
            if language == "zh"
            else f"For all codes nothing counts inside: {words}."
        )


def _numbers(counted: Counted | None, language: Language) -> Iterator[str]:
    """What frequencies count, with population and N."""
    row = next(iter(counted.frequencies.values()), None) if counted else None
    if counted is None or row is None:
        return
    population = population_in(row["population"], language)
    unit = UNITS[language].get(row["counted_by"], row["counted_by"])
    if language == "zh":
        yield (
            f"频次：统计范围为{population}，N = {counted.n_units:,} {unit}，"
            f"材料来源 {counted.n_documents:,} 份。"
        )
    else:
        yield (
            f"Frequencies: N = {counted.n_units:,} {unit} of {population}, "
            f"in {counted.n_documents:,} document{'' if counted.n_documents == 1 else 's'}."
        )


def _reading(language: Language, codebook: Codebook, rules: bool) -> Iterator[str]:
    """How rules are to be read."""
    if not rules or not any(code.rules for code in codebook.codes):
        return
    cuts = CUTS[language][codebook.boundaries]
    if language == "zh":
        yield f"代码的任一规则成立，该单元即编入此代码。{cuts}；其他文字按整词匹配，不分大小写。"
        yield from ["英文词语同时匹配其各种词形。"] * codebook.inflections
    else:
        yield f"A unit has a code where any of its rules holds. {cuts}; others are whole words of any case."
        yield from ["Plain English terms stand for all their inflected forms."] * codebook.inflections
