"""The methods paragraphs of a paper in English."""

from collections.abc import Iterator, Mapping
from typing import Any

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
from qualcode.project.report.wording import all_codings, counted, was
from qualcode.rules.negators import BUILT_IN


def _material_en(facts: Facts) -> Iterator[str]:
    record = facts.record
    population, n = record["population"], len(record["documents"])
    heard = len(facts.heard)
    within = f"; in {heard:,} of them somebody of the population speaks" if heard < n else ""
    yield f"The material is {counted(n, 'transcript')}{within}."
    yield f"The population is {population_said(record, 'en')}: {_length_en(population)}."
    guessed = n_guessed(facts)
    if guessed:
        yield f"The character encoding of {counted(guessed, 'file')} was recognised from the file itself."
    if record["attributes"]:
        yield "Attributes of speakers and documents come from a table that the researchers keep."
    unread = n_unread(record)
    if unread:
        yield f"{counted(unread, 'file')} beside them {was(unread)} not read."


def _coding_en(facts: Facts) -> Iterator[str]:
    book = facts.codebook
    with_rules, n_rules = rules_of(book)
    name = f" “{book.name}”" if book.name else ""
    version = f", version {book.version}" if book.version else ""
    families = sum(not code.depth for code in book.codes)
    have = "has" if with_rules == 1 else "have"
    yield (
        f"The codebook{name}{version} (SHA-256 {book.sha256[:12]}) has {counted(len(book.codes), 'code')} in "
        f"{counted(families, 'family', 'families')}; {with_rules:,} of them {have} rules, {n_rules:,} in all."
    )
    yield (
        f"Each {book.unit} was judged by itself: it has a code where at least one rule of the code is true "
        "in it, and may have several codes."
    )
    people = people_of(facts)
    if people:
        also = " and by the rules" if len(people) < len(facts.coders) else ""
        yield f"The {facts.n_codings:,} codings were made by {', '.join(people)}{also}."
    else:
        by_hand = "; none was added, changed or removed by hand" if is_untouched(facts) else ""
        yield (
            f"{all_codings(facts.n_codings)} made by the rules{by_hand}. Each names the rules "
            "that were true and the words on which they rest."
        )


def _settings_en(facts: Facts) -> Iterator[str]:
    book = facts.codebook
    yield NESTED[book.nested][0]
    yield CUTS[book.boundaries][0].format(segmenter=segmenter_of(facts), n=f"{facts.n_aside:,}")
    own = own_cuts(book)
    if own:
        yield f"{counted(own, 'code')} {'has' if own == 1 else 'have'} another setting for word cuts."
    if book.inflections:
        yield "Plain English terms also match their inflected forms."
    shields = n_shields(book)
    if shields:
        hide = "hides what is inside it and codes" if shields == 1 else "hide what is inside them and code"
        yield f"{counted(shields, 'shield word')} {hide} nothing."
    yield from _negation_en(book)


def _negation_en(book: Codebook) -> Iterator[str]:
    asked = polar(book)
    lists = "of the software" if book.negation == BUILT_IN else "of the codebook"
    how = f"by the word lists {lists}, within the clause and at most {book.negation.window} words away"
    if not asked:
        yield (
            "A mention counts whether it is negated or not; each coding says whether its words are negated, "
            f"judged {how}."
        )
        return
    yield (
        f"Rules of {counted(asked, 'code')} ask whether a word is negated, judged {how}; in all other rules "
        "a mention counts whether it is negated or not."
    )


def _counting_en(facts: Facts) -> Iterator[str]:
    counting, record = facts.counting, facts.record
    unit, pair = UNITS["en"][counting.unit], counting.pair_label
    if pair == counting.unit:
        yield f"Frequencies and co-occurrence count {unit}; N = {record['population']['N']:,} {unit}."
    else:
        yield (
            f"Frequencies count {unit} (N = {record['population']['N']:,}), co-occurrence counts by "
            f"{UNITS['en'].get(pair, pair)} (N = {record['tables']['cooccurrence.csv']['N']:,})."
        )
    if counting.rollup:
        yield "A code's numbers hold those of the codes below it."
    if record["options"]["base"] != "all":
        yield "Expected values and measures of association take only units with at least one code."


def _software_en(facts: Facts) -> Iterator[str]:
    what = "transcripts, codebook and codings" if facts.record.get("codings") else "transcripts and codebook"
    yield (
        f"Coding and tables: qualcode {facts.record['qualcode']} ({environment_of(facts.record)}). The same "
        f"{what} give the same tables; "
        + (
            "provenance.json records all options and the SHA-256 of every text and table."
            if facts.has_record
            else "they were made for this report and not kept: with the same options "
            f"{command_of(facts.record)} writes them, and a record of all options and the SHA-256 of every "
            "text and table."
        )
    )


def _length_en(population: Mapping[str, Any]) -> str:
    told = [
        f"{population['words']:,} words" * bool(population["words"]),
        f"{population['characters']:,} Chinese characters" * bool(population["characters"]),
    ]
    return " and ".join(filter(None, told)) or "no words"


PARTS = (_material_en, _coding_en, _settings_en, _counting_en, _software_en)
