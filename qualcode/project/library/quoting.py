"""The library's front door to quotes: the twin of `qualcode quotes`."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.columns import frame_of_rows
from qualcode.errors import UsageError
from qualcode.project.job.given import distinct, population_of
from qualcode.project.job.options import CodeOptions
from qualcode.project.library.coding import Results
from qualcode.project.quotes.best import material_of
from qualcode.project.quotes.quotable import Asked, Material
from qualcode.project.quotes.quoting import quoted
from qualcode.project.quotes.sources import check_bounds, from_results
from qualcode.text.document import Document

if TYPE_CHECKING:
    import pandas as pd


def quotes(
    results: str | Path | Results,
    documents: Iterable[Document] = (),
    *,
    codes: Sequence[str] = (),
    negative: bool = False,
    most: int = 3,
    min: int = 1,
    max: int = 200,
    context: int = 0,
    speakers: str | Sequence[str] = "all",
    where: Mapping[str, str] | None = None,
    seed: int | None = None,
    cite: str = "",
    lang: str = "",
) -> "pd.DataFrame":
    """The passages of each code that are best suited to be quoted: the twin of `qualcode quotes`.

    Parameters
    ----------
    results
        A folder that `qualcode code` wrote, whose transcripts are read again; or what `qualcode.code` gave.
    documents
        For what `qualcode.code` gave: other copies of the documents that it was given.
    codes, negative, most, min, max, context, seed, cite, lang
        As on the command line; `most` 0 is all, `max` 0 no bound.
    speakers, where
        Whose speech is quoted, within the population of the results.

    Returns
    -------
    DataFrame
        One row a quote, by code in codebook order and rank: `number`, `code`, `name`, `document`, `unit`,
        `start`, `end`, `speaker`, `role`, `tokens`, `score` (the geometric mean of `length`, `strength` and
        `centrality`, each 0 to 1), `negated`, `rule`, `evidence`, `before`, `text`, `after`, `citation`.
        With `negative` one row a deviant case, with `kind` (`lacks`, `has`, `negated`), `level`
        (`document`, `speaker`, `passage`), `n_have` and `n_others` in place of the scores.

    Raises
    ------
    ReadError, CodebookError, UsageError
        Results or transcripts cannot be read or have changed; an unknown code, field or language.
    """
    check_bounds(most, min, max, context)
    population = population_of(speakers, where)
    asked = Asked(tuple(codes), most, min, max, context, population, seed, cite, lang, negative)
    done = quoted(_material(results, documents), asked)
    return frame_of_rows(done.columns, done.rows)


def _material(results: str | Path | Results, documents: Iterable[Document]) -> Material:
    given = distinct(documents)
    if not isinstance(results, Results):
        if given:
            cure = "name a folder alone, or what qualcode.code gave with its documents"
            raise UsageError(
                "a folder of results names its transcripts itself", cure=cure, slug="idle-option"
            )
        source = from_results(Path(results).as_posix(), CodeOptions((), ""))
        return source.material
    made = material_of(results)
    missing = {row["document"] for row in made.rows} - {one.id for one in given}
    if given and missing:
        cure = "give the documents that were coded, or none: qualcode.quotes(results)"
        raise UsageError("documents of these results are not there", cure=cure, slug="no-documents")
    return made._replace(documents=given) if given else made
