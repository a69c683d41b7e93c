"""The coding table of a grounded theory paper: levels, numbers, one original passage each, and relations."""

from typing import NamedTuple

from qualcode.analysis.columns import Columns
from qualcode.analysis.levels import Passage, code_level_columns, relation_columns
from qualcode.project.held_back import Coded
from qualcode.project.quoting import quotes_of


class LevelTables(NamedTuple):
    """`levels`: a row for each concept; `relations`: a row for each relation between categories."""

    levels: Columns
    relations: Columns


def level_tables(coded: Coded, *, lang: str = "") -> LevelTables:
    """The table of levels and the relations of the codebook, names in `lang`.

    The passage of a code is the most telling one of middle length (`qualcode.export.quotes.typical`).
    What the columns mean: `qualcode.analysis.levels`.
    """
    quotes = {code: Passage(quote.text, quote.document) for code, quote in quotes_of(coded).items()}
    levels = code_level_columns(coded.units, coded.codebook, quotes, lang=lang)
    return LevelTables(levels, relation_columns(coded.codebook, lang=lang))
