"""What the commands that analyse words have in common: their options, and what stands below their tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.analysing import is_chinese, population_in_chinese, table_lines
from qualcode.cli.columns import plural
from qualcode.cli.reading import OF_WORDS, codebook_option, completed

if TYPE_CHECKING:
    from qualcode.analysis.columns import Columns
    from qualcode.cli.documents import Told
    from qualcode.project.job.options import CodeOptions
    from qualcode.project.words.tables import WordTable

BookForWords = Annotated[str, codebook_option(OF_WORDS)]
WordLang = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="LANGUAGE",
        help="With zh the notes below the table are in Chinese.",
        show_default=False,
    ),
]


def words_asked(
    options: "CodeOptions", output: Path | None, *, stop: bool, stop_file: str | None, coder: str = ""
) -> tuple["CodeOptions", frozenset[str]]:
    """The options with what the study says, and words to leave out; refuses to write over what is read."""
    from qualcode.cli.put import keep_inputs
    from qualcode.cli.words import read_words
    from qualcode.project.words.wording import stop_words

    found = completed(options, coder=coder)
    keep_inputs(output, *found.paths, stop_file or "")
    return found, stop_words(read_words(stop_file), built_in=stop)


def word_lines(
    columns: "Columns", names: Sequence[str], dispensable: Sequence[str], output: Path | None
) -> list[str]:
    """Some columns of a table of words to read, words at the left."""
    from qualcode.cli.tables import cell_in

    texts = [name for name in names if name.startswith("word")]
    shown = {name: [cell_in(name, cell) for cell in columns[name]] for name in names}
    return table_lines(shown, dispensable, output, texts=texts)


def population_line(found: "WordTable", lang: str) -> str:
    """The line below a table of words: whose words, and how many of how many documents."""
    n, documents = found.n_tokens, found.n_documents
    if is_chinese(lang):
        whose = population_in_chinese(found.population)
        return f"单元：词 · 统计范围：{whose} · N = {n:,}（{documents} 份文档）"
    return f"Unit: word · population: {found.population} · N = {n:,}, in {plural(documents, 'document')}"


def told_of_words(found: "WordTable", lang: str, notes: Sequence[str]) -> "Told":
    """What documents tell of a table of words."""
    from qualcode.cli.documents import Told

    n = found.n_documents
    where = f"取自 {n} 份文档。" if is_chinese(lang) else f"In {plural(n, 'document')}."
    return Told(
        lang=lang,
        notes={"": [where, *notes]},
        counted_by="word",
        population=found.population,
        n=found.n_tokens,
        titled=bool(lang),
    )
