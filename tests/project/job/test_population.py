"""Which words of --speakers and --where fit nobody."""

import numpy as np
import pytest

from qualcode.coding.population import Population
from qualcode.project.job.population import Fitting, fitting, misfits
from qualcode.text.document import Document, Speaker


def talk(*speakers: Speaker, unlabelled: bool = False, **attributes: str) -> Document:
    numbers = [*range(len(speakers)), *([-1] if unlabelled else [])]
    spans = [(at, at, at + 1) for at in range(0, 2 * len(numbers), 2)]
    return Document(
        "d",
        "x " * len(numbers),
        np.array(spans, np.int32).reshape(-1, 3),
        np.array(numbers, np.int32),
        speakers,
        attributes=attributes,
        header={"地点": "北京", "mood": ""},
    )


WANG = Speaker("王主任", "official", {"age": "60"})
ASKS = Speaker("Q", "interviewer")


def told(population: Population, *documents: Document) -> list[str]:
    found = Fitting()
    for document in documents:
        found.add(fitting(document, population))
    return misfits(population, found)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("all",),
        ("王主任",),
        ("official", "interviewer"),
        ("role:official", "name:王主任"),
        ("participant",),
        ("OFFICIAL", "ｑ"),
    ],
)
def test_words_that_fit(words):
    assert told(Population(words), talk(ASKS), talk(WANG, community="L")) == []


def test_words_that_fit_nobody_are_told_with_those_there_are():
    assert told(Population(("王", "official")), talk(ASKS, WANG)) == [
        "--speakers 王: nobody has this name or role; "
        "there are roles interviewer, official, participant; names Q, 王主任"
    ]


def test_participants_where_only_the_interviewer_speaks():
    assert len(told(Population(("participant",)), talk(ASKS))) == 1
    assert told(Population(("participant",)), talk(ASKS, unlabelled=True)) == []


@pytest.mark.parametrize("condition", [("age", "60"), ("Age", "６０"), ("community", "l"), ("地点", "北京")])
def test_conditions_that_fit(condition):
    assert told(Population(where=(condition,)), talk(ASKS), talk(WANG, community="L")) == []


def test_conditions_that_fit_nobody():
    population = Population(where=(("age", "6"), ("mood", "good")))
    assert told(population, talk(WANG, community="L", age="7"), talk(community="M")) == [
        "--where age=6: nobody has this value; there are 7, 60",
        "--where mood=good: nobody has an attribute of this name; there are age, community, 地点",
    ]


def test_many_names_are_counted():
    (line,) = told(Population(("x",)), talk(*(Speaker(f"S{number}") for number in range(20))))
    assert line.endswith("names S0, S1, S2, S3, S4, S5, S6, S7, S8, S9, S10, S11 and 8 more")
