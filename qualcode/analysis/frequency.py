"""Frequency: how often, how widely and at what length each code was applied."""

from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.columns import Cell, Columns, frame, numbers
from qualcode.analysis.measures import ratio
from qualcode.analysis.offered import blank
from qualcode.codebook.model import Codebook
from qualcode.coding.aside import worst
from qualcode.coding.batch import LANGUAGES
from qualcode.coding.sums import Sums
from qualcode.errors import UsageError
from qualcode.terms import RULES_CODER, SEPARATOR, WHERE_RULES

if TYPE_CHECKING:
    import pandas as pd

MOST_ASIDE = 5
"""Terms named in a note."""

ENGLISH, CHINESE = LANGUAGES.index("en"), LANGUAGES.index("zh")


def frequency_columns(sums: Sums, codebook: Codebook, *, lang: str = "") -> Columns:
    """One row for each code, in codebook order, also for codes that never occur.

    `lang` is the language of the column `name`; by default the first of the codebook's.

    n_codings
        Codings. Under rollup the sum over the code and all codes below it, nothing taken out.
    n_units, n_documents, n_speakers
        Different units, documents, and people with the code. A person is a label in a document,
        or a value of the attribute `case` where that is given; speech without a label is one
        person's in its document.
    share_units, share_documents
        n_units / N, and n_documents / documents with words of the population; 0 to 1.
    per_1000_words, per_1000_characters
        1000 * codings / words of the population, over the documents whose main language is
        English, or Chinese. The two do not compare with each other.
    tokens, coverage
        Words that the codings cover, each once; and their share of the population's words. A rule coding
        is a whole unit, not only the evidence.
    N
        Units of the population, in documents where the code could be given; so are all other numbers. Where
        it could be given nowhere there are none.

    Undefined numbers are None; `note` says why, and how many hits word cuts set aside. Raises
    UsageError for a language without names.
    """
    check_language(codebook, lang)
    n_units, n = sums.n_units.sum(axis=0), sums.code_units.sum(axis=0)
    n_codes, here = len(codebook.codes), np.diagonal(sums.together)
    rates = {at: _per_thousand(sums, at) for at in (ENGLISH, CHINESE)}
    language = lang or (codebook.languages[0] if codebook.languages else "")
    return {
        "code": [code.id for code in codebook.codes],
        "name": [code.name_in(language) for code in codebook.codes],
        "parent": [code.parent or "" for code in codebook.codes],
        "n_codings": blank(sums.n_codings.sum(axis=0), here),
        "n_units": blank(n_units, here),
        "n_documents": blank(sums.n_documents, here),
        "n_speakers": blank(sums.n_speakers, here),
        "share_units": numbers(ratio(n_units, n)),
        "share_documents": numbers(ratio(sums.n_documents, sums.code_documents)),
        "per_1000_words": rates[ENGLISH],
        "per_1000_characters": rates[CHINESE],
        "tokens": blank(sums.tokens, here),
        "coverage": numbers(ratio(sums.tokens, sums.code_tokens.sum(axis=0))),
        "counted_by": [sums.counting.unit] * n_codes,
        "population": [sums.counting.population] * n_codes,
        "N": n.tolist(),
        "note": [_told(sums, code) for code in range(n_codes)],
    }


def frequency(sums: Sums, codebook: Codebook, *, lang: str = "") -> "pd.DataFrame":
    """`frequency_columns` as a DataFrame; undefined numbers are NaN."""
    return frame(frequency_columns(sums, codebook, lang=lang))


def check_language(codebook: Codebook, lang: str) -> None:
    """Raise UsageError for a language that the codebook does not list and no name is in."""
    named = {language: None for code in codebook.codes for language in code.name if language}
    known = dict.fromkeys([*codebook.languages, *named])
    if lang and lang not in known:
        cure = f"choose one of {', '.join(known)}" if known else "leave --lang out: names have no languages"
        raise UsageError(f"the codebook has no names in '{lang}'", cure=cure, slug="lang")


def _aside(sums: Sums, code: int) -> list[str]:
    """What word cuts set aside for a code: terms that code by themselves first, and most frequent first."""
    lost = [*worst(sums.aside, code, crossing=True), *worst(sums.aside, code, crossing=False)]
    lone = [f"{text} {one.n_lone}" for text, one in lost if one.n_lone]
    others = sum(one.n - one.n_lone for _, one in lost)
    told = lone[:MOST_ASIDE] + ["…"] * (len(lone) > MOST_ASIDE)
    told += [f"{others} of terms that need others beside them"] * bool(others)
    return [f"set aside by word cuts: {', '.join(told)}"] * bool(told)


def _per_thousand(sums: Sums, language: int) -> list[Cell]:
    return numbers(ratio(1000 * sums.n_codings[language], sums.code_tokens[language]))


def _told(sums: Sums, code: int) -> str:
    """The note of a code."""
    n_given, n_documents = int(sums.code_documents[code]), int(sums.documents.sum())
    partly = [f"on offer in {n_given:,} of {n_documents:,} documents"] * (n_given < n_documents)
    return SEPARATOR.join([*_note(sums, code), *partly, *_aside(sums, code)])


def _note(sums: Sums, code: int) -> list[str]:
    """What every row of the table must say about itself."""
    if not sums.units.sum():
        return ["nobody of the population speaks"]
    languages = {ENGLISH: "English", CHINESE: "Chinese"}
    absent = [f"no {name} document" for at, name in languages.items() if not sums.code_tokens[at, code]]
    counting = sums.counting
    partly = WHERE_RULES * (f"coder={RULES_CODER}+" in counting.population)
    whole = [f"coverage of whole {counting.coding_unit}s{partly}"] * counting.by_rules
    return [*whole, *absent]
