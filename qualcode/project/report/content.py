"""A report put together: paragraphs, tables with their links, figures, quotes, limits, codebook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from qualcode.analysis.breakdown import frequency_by_columns
from qualcode.analysis.values import ROLE, Values, values_of
from qualcode.coding.aside import ANY_CODE
from qualcode.errors import UsageError
from qualcode.export.appendix import Counted, appendix
from qualcode.export.page_notes import missing
from qualcode.export.pages import Page, as_page
from qualcode.export.quotes import Quote
from qualcode.export.report.by import MOST_VALUES, by_page
from qualcode.export.report.content import Figure, Linked, Part, Quoted, Report
from qualcode.export.report.links import Links, links_of
from qualcode.export.report.words import say
from qualcode.export.table import Language, Table
from qualcode.project.quotes.best import best_quotes
from qualcode.project.quotes.quotable import MOST
from qualcode.project.quotes.quotable import Material as Source
from qualcode.project.report.figures import MARKS, figure_drawn
from qualcode.project.report.limits import Known, limits
from qualcode.project.report.material import Material, Run
from qualcode.project.report.methods import methods
from qualcode.project.report.methods_facts import Facts
from qualcode.project.results.folder import CODINGS, frequencies_of, is_as_written
from qualcode.project.results.saved import Saved
from qualcode.terms import RULES_CODER, CodeId

INDENT = "\u2003"


class Asked(NamedTuple):
    """What a report is to hold.

    by
        Attributes by which frequencies are given.
    audits, agreement
        Sentences on audits, and on the agreement of coders, in the language of the report.
    quotes
        Whether passages are quoted; `transcripts`: whether they can be read whole; `rules`: whether the
        codebook tells its rules.
    """

    language: Language
    title: str = ""
    by: Sequence[str] = ()
    audits: Sequence[str] = ()
    agreement: Sequence[str] = ()
    quotes: bool = True
    transcripts: bool = True
    rules: bool = True
    font: str = ""


def chosen_values(material: Material, by: Sequence[str]) -> list[Values]:
    """The values of each attribute that is asked for, and of the role where people differ in it.

    Raises
    ------
    UsageError
        Nobody has an attribute, or it has more values than a table has columns.
    """
    found = [values_of(material.units, one) for one in dict.fromkeys(by)]
    for one in found:
        if len(one.names) > MOST_VALUES:
            raise UsageError(
                f"{one.by} has {len(one.names):,} values, and a table {MOST_VALUES} columns at most",
                cure="choose another attribute with --by",
                slug="by",
            )
    if not by:
        roles = values_of(material.units, ROLE)
        found = [roles] if 1 < len(roles.names) <= MOST_VALUES else []
    return found


def content_of(run: Run, material: Material, saved: Saved, values: Sequence[Values], asked: Asked) -> Report:
    """The report of a run."""
    lang, book = asked.language, run.codebook
    names = names_of(run, lang)
    best = _best(run, material, lang) if asked.quotes else {}
    quotes = _quoted(run, best, names)
    tables = {table.name: table for table in saved.tables}
    shown = _Shown(tables, names, lang, saved.source)
    frequencies = _with_quotes(shown.table("frequencies"), quotes, [code.id for code in book.codes], lang)
    figures = {
        kind: figure_drawn(kind, tables, lang=lang, names=names, font=asked.font)
        for kind in ("frequencies", "network", "code_by_document")
    }
    deep = {code.id: INDENT * code.depth + names[code.id] for code in book.codes}
    gone = tuple(missing(tables["frequencies"], lang, names))
    by = [
        by_page(frequency_by_columns(material.units, book, one.by), one.by, lang=lang, names=deep, more=gone)
        for one in values
    ]
    parts = [
        Part("frequencies", say("frequencies", lang), (frequencies, figures["frequencies"])),
        Part("groups", say("by", lang), tuple(by)),
        Part(
            "cooccurrence",
            say("cooccurrence", lang),
            (shown.table("cooccurrence"), shown.table("cooccurrence_pairs"), figures["network"]),
        ),
        Part(
            "documents",
            say("documents", lang),
            (shown.table("documents"), shown.table("code_by_document"), figures["code_by_document"]),
        ),
    ]
    known = _known(run, material, tables, names, audited=bool(asked.audits))
    counted = Counted(
        {row["code"]: row for row in frequencies_of(run.folder)},
        {code: several[0] for code, several in best.items()},
        len(_heard(material)),
        int(run.written["population"]["N"]),
    )
    return Report(
        lang,
        asked.title or _title(run, lang),
        tuple(_facts(run, len(_heard(material)), lang)),
        methods(_method_facts(run, material, asked), lang),
        tuple(_numbered([part for part in parts if part.blocks], lang)),
        tuple(quotes),
        limits(known, lang),
        appendix(book, language=lang, counted=counted, rules=asked.rules),
        tuple(_notes(asked)),
    )


def names_of(run: Run, lang: Language) -> dict[CodeId, str]:
    """Names of codes by their ids; one that two codes have stands with the id."""
    given = [code.name_in(lang) for code in run.codebook.codes]
    return {
        code.id: name if given.count(name) == 1 else f"{name} ({code.id})"
        for code, name in zip(run.codebook.codes, given, strict=True)
    }


class _Shown:
    """The tables of a run as pages with links."""

    def __init__(
        self, tables: Mapping[str, Table], names: Mapping[str, str], lang: Language, source: str
    ) -> None:
        self.tables, self.names, self.lang, self.source = tables, names, lang, source

    def table(self, name: str) -> Linked:
        table = self.tables[name]
        page = as_page(table, lang=self.lang, codes=self.names, source=self.source)
        return Linked(page, links_of(page, table, self.names))


def _best(run: Run, material: Material, lang: Language) -> dict[CodeId, list[Quote]]:
    """The quotes of each code that has any, as `qualcode quotes` chooses them."""
    plan, known = run.plan, {one.id for one in material.documents}
    codes = {code.id for code in run.codebook.codes}
    rows = [row for row in run.codings if row["document"] in known and row["code"] in codes]
    source = Source(run.codebook, rows, material.documents, plan.unit, plan.population, plan.split_at)
    return best_quotes(source, most=MOST, language=lang)


def _quoted(run: Run, best: Mapping[CodeId, Sequence[Quote]], names: Mapping[str, str]) -> list[Quoted]:
    """The quotes, numbered through."""
    told, number = [], 1
    for code in run.codebook.codes:
        quotes = best.get(code.id, ())
        if quotes:
            told.append(Quoted(code.id, names[code.id], tuple(enumerate(quotes, number))))
            number += len(quotes)
    return told


def _with_quotes(block: Linked, quotes: Sequence[Quoted], codes: Sequence[str], lang: Language) -> Linked:
    """The table of frequencies with the numbers of each code's quotes in a last column."""
    if not quotes:
        return block
    known = {one.code: [number for number, _ in one.quotes] for one in quotes}
    numbers = [known.get(code, []) for code in codes]
    page = replace(
        block.page,
        heads=(*block.page.heads, say("quote_numbers", lang)),
        right=(*block.page.right, False),
        wide=(*block.page.wide, False),
        rows=tuple((*row, _range(told)) for row, told in zip(block.page.rows, numbers, strict=True)),
    )
    rows = tuple(
        (*row, f"#quote-{told[0]}" if told else "")
        for row, told in zip(block.links.rows, numbers, strict=True)
    )
    return Linked(page, Links(rows=rows))


def _range(numbers: Sequence[int]) -> str:
    if len(numbers) < 2:
        return "".join(map(str, numbers))
    return f"{numbers[0]}–{numbers[-1]}"


def _numbered(parts: Sequence[Part], lang: Language) -> Iterator[Part]:
    """Tables and figures with their numbers in their titles."""
    n_tables = n_figures = 0
    for part in parts:
        blocks: list[Linked | Figure] = []
        for block in part.blocks:
            if isinstance(block, Linked):
                n_tables += 1
                title = say("table", lang, n=n_tables, title=block.page.title)
                page: Page = replace(block.page, title=title)
                blocks.append(block._replace(page=page))
            else:
                n_figures += 1
                blocks.append(block._replace(title=say("figure", lang, n=n_figures, title=block.title)))
        yield part._replace(blocks=tuple(blocks))


def _title(run: Run, lang: Language) -> str:
    name = run.codebook.name
    if lang == "zh":
        return f"{name}：编码报告" if name else "编码报告"
    return f"{name}: report of the coding" if name else "Report of the coding"


def _heard(material: Material) -> frozenset[str]:
    """Documents that hold a word of the population."""
    return frozenset(one.id for one in material.units.documents if one.tokens)


def _facts(run: Run, n_documents: int, lang: Language) -> Iterator[str]:
    n = len(run.codings)
    n_units, n_codes = run.written["population"]["N"], len(run.codebook.codes)
    book = f"{run.codebook.name} {run.codebook.version}".strip()
    if lang == "zh":
        yield f"访谈 {n_documents:,} 份"
        yield f"N = {n_units:,}"
        yield f"代码 {n_codes:,} 个"
        yield f"参考点 {n:,} 个"
    else:
        yield f"{n_documents:,} {'document' if n_documents == 1 else 'documents'}"
        yield f"N = {n_units:,}"
        yield f"{n_codes:,} {'code' if n_codes == 1 else 'codes'}"
        yield f"{n:,} {'coding' if n == 1 else 'codings'}"
    coder, only = run.options.coder, run.options.reviewed_only
    if coder != RULES_CODER and lang == "zh":
        yield f"编码者：{coder}" + "（规则编码只计已复核接受的）" * only
    elif coder != RULES_CODER:
        yield f"coder: {coder}" + " (of the rules only what was accepted)" * only
    yield from [book] * bool(book)
    yield f"qualcode {run.written['qualcode']}"


def _notes(asked: Asked) -> Iterator[str]:
    """What the report leaves out, and what it gives away."""
    zh = asked.language == "zh"
    if not asked.transcripts and not asked.quotes:
        yield (
            "本报告不含访谈原文与引语。" if zh else "This report holds no transcripts and quotes no passages."
        )
    elif not asked.transcripts:
        yield (
            "本报告不含访谈原文，但引用片段。"
            if zh
            else "This report holds no transcripts, but it quotes passages."
        )


def _method_facts(run: Run, material: Material, asked: Asked) -> Facts:
    return Facts(
        run.written,
        run.codebook,
        run.plan.counting,
        sorted({row["coder"] for row in run.codings} or {RULES_CODER}),
        len(run.codings),
        is_as_written(run.folder, CODINGS, run.record),
        _asides(material)[0],
        _heard(material),
        (*asked.agreement, *asked.audits),
        run.made is None,
    )


def _asides(material: Material) -> tuple[int, int]:
    """Hits that word cuts set aside, and those of them that would have coded by themselves."""
    told = [one for (code, _, _), one in material.sums.aside.items() if code == ANY_CODE]
    return sum(one.n for one in told), sum(one.n_lone for one in told)


def _known(
    run: Run, material: Material, tables: Mapping[str, Table], names: Mapping[str, str], *, audited: bool
) -> Known:
    """What the limits depend on."""
    found = {row["code"] for row in run.codings}
    n_aside, n_lone = _asides(material)
    return Known(
        n_aside,
        n_lone,
        [names[code.id] for code in run.codebook.codes if code.rules and code.id not in found],
        _marked(tables["cooccurrence_pairs"]),
        frozenset(one.main_language for one in material.documents if one.main_language),
        audited,
        any(row["coder"] == RULES_CODER for row in run.codings),
        _missing(run, names),
        run.plan.by is not None and run.plan.by.with_rules,
        _unreviewed(run),
    )


def _missing(run: Run, names: Mapping[str, str]) -> list[tuple[int, list[str]]]:
    """Codes that could not be given everywhere, those of the same documents together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for code, documents in (run.written.get("codings") or {}).get("missing", {}).items():
        found.setdefault(tuple(documents), []).append(names[code])
    return [(len(documents), codes) for documents, codes in found.items()]


def _unreviewed(run: Run) -> int:
    """Rule codings that count and that the person who corrected others has not looked at."""
    told = run.written.get("codings") or {}
    return 0 if run.written["options"].get("reviewed_only") else int(told.get("unreviewed", 0))


def _marked(table: Table) -> int:
    """Pairs that meet and are no findings."""
    note, both = (table.names.index(name) for name in ("note", "n_both"))
    return sum(bool(row[both]) and any(mark in str(row[note]) for mark in MARKS) for row in table.rows)
