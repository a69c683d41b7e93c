"""One passage for each code, chosen by rule among its codings."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Protocol

from qualcode.coding.rows import Row
from qualcode.export.quotes import Quote, typical
from qualcode.terms import CodeId
from qualcode.text.language import language_of
from qualcode.text.words import map_words


class Quotable(Protocol):
    """What codings with their texts are taken from."""

    @property
    def coding_rows(self) -> tuple[Row, ...]:
        """The codings."""

    @property
    def coding_columns(self) -> tuple[str, ...]:
        """What stands in them."""


def quotes_of(
    coded: Quotable, *, family: Mapping[CodeId, CodeId] | None = None, documents: Collection[str] = ()
) -> dict[CodeId, Quote]:
    """The most telling passage of each code that has one; with `family` of each group of codes.

    `family` maps a code to the group that it is quoted for; `documents` are those that are quoted, all
    where none is named. How a passage is chosen: `qualcode.export.quotes.typical`.
    """
    found: dict[CodeId, list[Mapping[str, str]]] = defaultdict(list)
    for row in coded.coding_rows:
        fields = dict(zip(coded.coding_columns, map(str, row), strict=False))
        if not documents or fields["document"] in documents:
            code = fields["code"]
            found[family[code] if family else code].append(fields)
    chosen = {code: typical(rows, language=_language(rows[0]["text"])) for code, rows in found.items()}
    return {code: quote for code, quote in chosen.items() if quote}


def _language(text: str) -> str:
    """Whether a quote may be as long as Chinese or as English ones are."""
    return "zh" if language_of(text, map_words(text)).main == "zh" else "en"
