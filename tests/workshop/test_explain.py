"""Explanations agree with the codings, and say what keeps a hit from counting."""

from dataclasses import replace
from itertools import count, islice

import numpy as np
import pytest

from qualcode.codebook.model import Code, Codebook
from qualcode.coding.apply import Engine
from qualcode.coding.population import ALL, Population, population_turns, population_units
from qualcode.errors import UsageError
from qualcode.rules.parse import parse
from qualcode.rules.trace import Clause
from qualcode.terms import SEPARATOR
from qualcode.text.document import Document, Speaker
from qualcode.text.segment import segment
from qualcode.text.words import map_words
from qualcode.workshop.explain import Explanation, explain, explain_text
from tests.oracle.worlds import make_world
from tests.rules.bridge import to_codebook, to_document

EVERYONE = Population((ALL,))


def book(*rules: str, **settings: object) -> Codebook:
    return Codebook((Code("c", rules=tuple(map(parse, rules))),), **{"boundaries": "none", **settings})


def only(text: str, *rules: str, **settings: object):
    """What the one code makes of the one unit of a text."""
    (found,) = explain_text(text, book(*rules, **settings))
    return found.codes[0]


def reasons(text: str, *rules: str, **settings: object) -> dict[str, str]:
    """Why hits do not count, by their text."""
    (found,) = explain_text(text, book(*rules, **settings))
    seen = [one for some in found.codes[0].sightings.values() for one in some]
    return {found.document.text[one.start : one.end]: one.why_not for one in seen}


def clauses(clause: Clause):
    yield clause
    for part in clause.of:
        yield from clauses(part)


def as_coded(document: Document, codebook: Codebook, population: Population):
    """For each unit its span, and for each code in it the rules and the evidence."""
    turns = population_turns(document, population)
    units = population_units(
        document, segment(document, codebook.unit), turns, map_words(document.text, document.hidden)
    )
    coded = Engine(codebook).code(document, units, turns)
    found: list[dict] = [{} for _ in range(len(units))]
    for row, (unit, code) in enumerate(zip(coded.unit.tolist(), coded.code.tolist(), strict=True)):
        span = slice(coded.first_evidence[row], coded.first_evidence[row + 1])
        evidence = {
            tuple(one): flag
            for one, flag in zip(coded.evidence[span].tolist(), coded.negated[span].tolist(), strict=True)
        }
        found[unit][codebook.codes[code].id] = (coded.rules[row], evidence)
    return list(zip(units.start.tolist(), units.end.tolist(), units.number.tolist(), strict=True)), found


def worlds(seed: int):
    """Random codebooks with documents in which their unit can be made."""
    for number in count(seed):
        world = make_world(number, documents=2)
        for plain in world.documents:
            yield number, to_codebook(world.book), to_document(plain)


@pytest.mark.parametrize("population", [Population(), EVERYONE], ids=["participants", "everyone"])
@pytest.mark.parametrize("chunk", range(8))
def test_an_explanation_agrees_with_the_coding(chunk, population):
    for seed, codebook, document in islice(worlds(910_000 + chunk * 1000), 25):
        spans, found = as_coded(document, codebook, population)
        for (start, end, number), expected in zip(spans, found, strict=True):
            told = explain(document, codebook, start, population=population)
            assert (told.start, told.end, told.number) == (start, end, number)
            check(told, codebook, expected, f"world {seed}, unit {number}")


def check(told: Explanation, codebook: Codebook, expected: dict, place: str) -> None:
    for one in told.codes:
        rules, evidence = expected.get(one.code, ("", {}))
        assert one.coded is (one.code in expected), place
        assert SEPARATOR.join(sorted({rule.text for rule in one.rules if rule.true})) == rules, place
        assert {span for rule in one.rules if rule.true for span in rule.evidence} == set(evidence), place
        counted = {
            (hit.start, hit.end): hit for some in one.sightings.values() for hit in some if not hit.why_not
        }
        assert {span: counted[span].is_negated for span in evidence} == evidence, place
        for clause in (part for rule in one.rules for part in clauses(rule)):
            check_clause(clause, one.sightings, place)


def check_clause(clause: Clause, seen: dict, place: str) -> None:
    """What a clause says fits what its parts say, and a term is true where a hit of it counts."""
    parts = [part.true for part in clause.of]
    if clause.kind == "and":
        assert clause.true is all(parts), place
    if clause.kind == "or":
        assert clause.true is any(parts), place
    if clause.kind == "not":
        assert clause.true is not parts[0], place
    if clause.kind in ("term", "regex"):
        hits = [
            (hit.start, hit.end) for atom in clause.atoms for hit in seen.get(atom, ()) if not hit.why_not
        ]
        assert clause.true is bool(hits), place
        assert set(clause.evidence) == set(hits), place


def test_a_brief_explanation_leaves_out_only_what_finds_nothing():
    for _, codebook, document in islice(worlds(930_000), 40):
        spans, _ = as_coded(document, codebook, EVERYONE)
        for start, _, _ in spans:
            whole = explain(document, codebook, start, population=EVERYONE)
            brief = explain(document, codebook, start, population=EVERYONE, brief=True)
            assert [one.coded for one in brief.codes] == [one.coded for one in whole.codes]
            for one, other in zip(brief.codes, whole.codes, strict=True):
                assert one.sightings == other.sightings
                for rule, full in zip(one.rules, other.rules, strict=True):
                    silent = not full.true and not any(part.evidence for part in clauses(full))
                    assert rule == full or (silent and rule == replace(full, of=(), atoms=(), between=None))


def test_every_part_of_a_rule_is_judged_by_itself():
    (rule,) = only("居民自己组织活动。", "(居民 OR 业主) NEAR/1 组织 AND NOT 政府").rules
    assert [(one.kind, one.text, one.true) for one in clauses(rule)] == [
        ("and", "(居民 OR 业主) NEAR/1 组织 AND NOT 政府", False),
        ("near", "(居民 OR 业主) NEAR/1 组织", False),
        ("or", "居民 OR 业主", True),
        ("term", "居民", True),
        ("term", "业主", False),
        ("term", "组织", True),
        ("not", "NOT 政府", True),
        ("term", "政府", False),
    ]
    assert rule.of[0].between == 2


def test_words_between_are_those_of_the_nearest_two_in_order():
    text = "活动 one 居民 two 居民 three four 活动"
    assert [only(text, f"居民 {word}/0 活动").rules[0].between for word in ("NEAR", "BEFORE")] == [1, 2]
    assert only("居民", "居民 NEAR/1 活动").rules[0].between is None


def test_exact_stands_above_what_it_holds():
    (rule,) = only("us and US", "exact:(US OR EU)").rules
    assert [(one.kind, one.evidence) for one in clauses(rule)][1:] == [
        ("or", ((7, 9),)),
        ("term", ((7, 9),)),
        ("term", ()),
    ]


def test_a_longer_term_a_shield_and_a_word_cut_hide_hits():
    assert reasons("大家不信任他", "信任", "不信任") == {
        "不信任": "",
        "信任": "it lies inside the longer term 不信任",
    }
    assert reasons("高技能人才", "能人", boundaries="crossing") == {
        "能人": "it cuts through words: 高技能|人才"
    }
    assert reasons("印度尼西亚", "尼西", shields=("印度尼西亚",)) == {
        "尼西": "the shield 印度尼西亚 hides it"
    }


def test_a_hit_over_the_end_of_a_sentence_is_shown_with_both():
    (first, second) = explain_text("all right! Now then", book('"right! now"'))
    for one in (first, second):
        assert not one.codes[0].coded
        assert [hit.why_not for hit in one.codes[0].sightings[0]] == ["it reaches beyond the sentence"]


def test_negators_and_the_clause_in_which_they_count():
    (found,) = explain_text("我不是没有归属感，真的。", book("affirmed:归属感"))
    (hit,) = next(iter(found.codes[0].sightings.values()))
    text = found.document.text
    assert [text[start:end] for start, end in hit.negators] == ["不是", "没有"]
    assert text[slice(*hit.clause)] == "我不是没有归属感"
    assert not hit.is_negated
    assert found.codes[0].coded


def talk() -> Document:
    text = "问：能人？\n答：能人。 … 没有。"
    return Document(
        "t",
        text,
        np.array([[0, 2, 5], [6, 8, len(text)]], np.int32),
        np.array([0, 1], np.int32),
        (Speaker("问", "interviewer"), Speaker("答", "participant")),
    )


@pytest.mark.parametrize(
    ("position", "speaker", "outside"),
    [
        (0, "问", "nobody speaks there: a label, a header, a blank line or text before the first label"),
        (2, "问", "who speaks there is not in the population"),
        (6, "答", "nobody speaks there: a label, a header, a blank line or text before the first label"),
        (8, "答", ""),
        (11, "答", "there is no sentence there: white space between two, or one without a word"),
    ],
)
def test_a_place_without_a_unit_says_why(position, speaker, outside):
    told = explain(talk(), book("能人"), position)
    assert (told.speaker, told.outside) == (speaker, outside)
    assert bool(told.codes) is not bool(outside)


def test_with_everyone_in_the_population_the_question_is_explained():
    told = explain(talk(), book("能人"), 3, population=EVERYONE)
    assert (told.text, told.number, told.role, told.population) == (
        "能人？",
        1,
        "interviewer",
        "speakers=all",
    )
    assert told.codes[0].coded


@pytest.mark.parametrize("position", [-1, 100])
def test_a_place_outside_the_text_is_refused(position):
    with pytest.raises(UsageError, match="t has 17 characters"):
        explain(talk(), book("能人"), position)


def test_only_the_codes_asked_for():
    codebook = replace(
        book("能人"), codes=(Code("a", rules=(parse("能人"),)), Code("b", rules=(parse("人"),)))
    )
    assert [one.code for one in explain(talk(), codebook, 8, codes=["b"]).codes] == ["b"]
    with pytest.raises(UsageError, match="there is no code x"):
        explain(talk(), codebook, 8, codes=["x"])


def test_a_text_without_a_word_is_refused():
    with pytest.raises(UsageError, match="no word"):
        explain_text("…", book("能人"))
