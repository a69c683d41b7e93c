"""The coding table of a grounded theory paper: levels, numbers, one original passage each, and relations."""

from typing import NamedTuple

from qualcode.analysis.columns import Columns
from qualcode.analysis.levels import Passage, code_level_columns, relation_columns
from qualcode.codebook.model import Codebook
from qualcode.project.passages.held_back import Coded
from qualcode.project.quotes.best import best_quotes, material_of


class LevelTables(NamedTuple):
    """`levels`: a row for each concept; `relations`: a row for each relation between categories."""

    levels: Columns
    relations: Columns


def level_heads(codebook: Codebook, lang: str = "") -> dict[str, str]:
    """What the codebook calls its levels in `lang` (English where it is empty), by column of `levels`.

    Empty where it does not say it. Below a core category that stands alone at the top main categories are
    the second level.
    """
    named = codebook.levels.get(lang or "en", ())
    tops = [code for code in codebook.codes if not code.depth]
    first = int(len(tops) == 1 and tops[0].core and len(codebook.codes) > 1)
    return dict(zip(("main_category", "category", "concept"), named[first:], strict=False))


def level_tables(coded: Coded, *, lang: str = "") -> LevelTables:
    """The table of levels and the relations of the codebook, names in `lang`.

    The passage of a code is the first that `qualcode quotes` would choose (`qualcode.project.quotes.best`).
    What the columns mean: `qualcode.analysis.levels`.
    """
    chosen = best_quotes(material_of(coded))
    quotes = {code: Passage(first.text, first.document) for code, (first, *_) in chosen.items()}
    levels = code_level_columns(coded.units, coded.codebook, quotes, lang=lang)
    return LevelTables(levels, relation_columns(coded.codebook, lang=lang))
