"""What the methods paragraphs of a paper are filled with: what a run recorded, and its codebook."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.coding.units import Counting
from qualcode.export.table import Language
from qualcode.ingest import SUFFIXES
from qualcode.rules.syntax import Polarity, walk
from qualcode.terms import RULES_CODER

NESTED: Mapping[str, tuple[str, str]] = {
    "code": (
        "Within a code, a stretch of text is evidence for one term, the longest.",
        "同一代码内，一段文字只作最长词语的依据。",
    ),
    "codebook": (
        "Within the whole codebook, a stretch of text is evidence for one term, the longest.",
        "在整个编码本内，一段文字只作最长词语的依据。",
    ),
    "all": (
        "A term inside a longer one counts too.",
        "较长词语之内的较短词语同样计入。",
    ),
}
CUTS: Mapping[str, tuple[str, str]] = {
    "crossing": (
        "Hits of Chinese terms that cut through words ({segmenter}) were set aside: {n}.",
        "切断词界的中文命中（分词：{segmenter}）不计入，共 {n} 处。",
    ),
    "token": (
        "Hits of Chinese terms that are not whole words ({segmenter}) were set aside: {n}.",
        "不成完整词的中文命中（分词：{segmenter}）不计入，共 {n} 处。",
    ),
    "none": (
        "Chinese terms count wherever their characters stand.",
        "中文词语按字面匹配，不问词界。",
    ),
}


class Facts(NamedTuple):
    """What the sentences are filled with.

    record
        What stands in provenance.json.
    coders
        Who coded, as the codings say.
    n_codings, is_as_written
        How many codings there are, and whether their table is the one that the run wrote.
    n_aside
        Hits that word cuts set aside.
    heard
        Documents that hold a word of the population.
    further
        Sentences of what was done besides, such as audits.
    has_record
        Whether the tables and their record are files that somebody has.
    """

    record: Mapping[str, Any]
    codebook: Codebook
    counting: Counting
    coders: Sequence[str]
    n_codings: int
    is_as_written: bool
    n_aside: int
    heard: frozenset[str]
    further: Sequence[str] = ()
    has_record: bool = True


def population_said(record: Mapping[str, Any], language: Language) -> str:
    """Whose speech counts, in words."""
    speakers = list(record["options"]["speakers"])
    where = list(record["population"]["where"])
    zh = language == "zh"
    if not speakers:
        said = "访谈者以外的全部发言" if zh else "the speech of everyone but the interviewers"
    elif speakers == ["all"]:
        said = "全部发言" if zh else "all speech"
    else:
        said = f"{'、'.join(speakers)}的发言" if zh else f"the speech of {', '.join(speakers)}"
    if where:
        return f"{said}（限 {'；'.join(where)}）" if zh else f"{said}, where {' and '.join(where)}"
    return said


def rules_of(book: Codebook) -> tuple[int, int]:
    """How many codes have rules, and how many rules there are."""
    return sum(bool(code.rules) for code in book.codes), sum(len(code.rules) for code in book.codes)


def polar(book: Codebook) -> int:
    """How many codes have rules that ask whether a word is negated."""
    return sum(
        any(isinstance(part, Polarity) for rule in code.rules for part in walk(rule)) for code in book.codes
    )


def segmenter_of(facts: Facts) -> str:
    """By what words of Chinese were told."""
    return str(facts.record["environment"].get("segmenter", "jieba"))


def environment_of(record: Mapping[str, Any]) -> str:
    """What the program ran on, as far as it may matter."""
    known = record["environment"]
    told = [f"Python {known['python']}"]
    told += [f"{name} {known[name]}" for name in ("spacy", "spacy_model") if known.get(name)]
    return ", ".join(told)


def own_cuts(book: Codebook) -> int:
    """How many codes set hits aside in a way of their own."""
    return sum(bool(code.boundaries) and code.boundaries != book.boundaries for code in book.codes)


def n_shields(book: Codebook) -> int:
    """How many words hide what is inside them."""
    return len({word for words in (book.shields, *(code.shields for code in book.codes)) for word in words})


def n_guessed(facts: Facts) -> int:
    """How many files with words of the population were read in an encoding that was recognised."""
    known = facts.record["documents"]
    return sum(bool(one["guessed"]) and one["document"] in facts.heard for one in known)


def n_unread(record: Mapping[str, Any]) -> int:
    """How many transcripts could not be read; what nobody takes for one is not counted."""
    files = [PurePosixPath(one["file"]) for one in record["skipped"]]
    return sum(
        file.suffix.lower() in SUFFIXES and not file.name.upper().startswith(("README", ".", "~$"))
        for file in files
    )


def command_of(record: Mapping[str, Any]) -> str:
    """The command that writes the tables of a coder, with their record."""
    options = record["options"]
    only = " --reviewed-only" if options["reviewed_only"] else ""
    who = str(options["coder"])
    named = f'"{who}"' if " " in who else who
    return f"qualcode code --coder {named}{only}"


def is_untouched(facts: Facts) -> bool:
    """Whether no person added, changed or removed a coding of the rules."""
    return facts.is_as_written and not facts.record.get("codings")


def people_of(facts: Facts) -> list[str]:
    """Who coded besides the rules."""
    return [one for one in facts.coders if one != RULES_CODER]
