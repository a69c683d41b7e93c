import pytest

from qualcode.analysis.values import attribute_names, people_of, values_of, voices_of
from qualcode.coding.population import ALL, Population
from qualcode.errors import UsageError
from qualcode.text.document import Speaker
from tests.analysis.units import units_over
from tests.coding.made import Interview, Turn, at

A = Speaker("A", "Resident", {"case": "P2", "age": "9"})
B = Speaker("B", "resident", {"Age": "10", "place": ""})
I = Speaker("I", "interviewer", {"age": "50"})  # noqa: E741
SAID = (Turn(0, (at(),)), Turn(1, (at(),)), Turn(2, (at(),)), Turn(-1, (at(),)))
MADE = (
    Interview("talk 10", SAID, (I, A, B), attributes={"place": "社區", "case": "P1"}),
    Interview("talk 2", SAID[:2], (I, A), attributes={"place": "社区"}),
    Interview("talk 3", SAID[2:3], (I, A, Speaker("C"))),
)
UNITS = units_over(MADE)


def said(by, units=UNITS):
    found = values_of(units, by)
    return [found.names[at] if at >= 0 else None for at in found.of_voice.tolist()]


def test_who_speaks():
    assert [voice.speaker.label for voice in UNITS.voices] == ["A", "B", "", "A", "C"]
    assert said("speaker") == ["talk 10: A", "talk 10: B", "talk 10", "talk 2: A", "talk 3: C"]
    assert said("document") == ["talk 10"] * 3 + ["talk 2", "talk 3"]
    assert values_of(UNITS, "document").names == ("talk 10", "talk 2", "talk 3"), "in the order of the run"


def test_a_case_is_one_person_wherever_it_speaks():
    assert said("case") == ["P2", "P1", "P1", "P2", "talk 3: C"]
    assert people_of(UNITS).of_voice.tolist() == values_of(UNITS, "case").of_voice.tolist()


def test_roles_and_values_are_compared_folded_and_written_as_they_stand_first():
    assert said("role") == ["Resident", "Resident", "participant", "Resident", "participant"]
    assert said("place") == ["社區", "社區", "社區", "社區", None]


def test_a_speakers_value_comes_before_the_documents_and_names_are_folded():
    assert said("AGE") == ["9", "10", None, "9", None]
    assert values_of(UNITS, "age").names == ("9", "10"), "in natural order; nobody of the population is 50"


def test_an_attribute_that_nobody_has():
    assert attribute_names(UNITS) == ["Age", "age", "case", "place"]
    with pytest.raises(UsageError, match="nobody has an attribute 'plaze'") as caught:
        values_of(UNITS, "plaze")
    assert caught.value.cure == "did you mean place?"
    with pytest.raises(UsageError) as caught:
        values_of(UNITS, "xyz")
    assert caught.value.cure == "choose one of role, speaker, document, case, Age, age, place"


def test_an_attribute_of_a_document_without_the_population_is_not_proposed():
    silent = Interview("talk 4", (Turn(0, (at(),)),), (I,), attributes={"site": "L"})
    with pytest.raises(UsageError, match="nobody has an attribute 'site'") as caught:
        values_of(units_over([*MADE, silent]), "site")
    assert "site" not in caught.value.cure


def test_where_nobody_speaks_nothing_is_wrong():
    assert values_of(units_over([]), "age").names == ()


@pytest.mark.parametrize(
    ("population", "belong"),
    [
        (Population(), [True] * 5),
        (Population((ALL,), (("place", "社区"),)), [True, True, True, True, False]),
        (Population(("Resident",)), [True, True, False, True, False]),
        (Population(("name:b",), (("age", "10"),)), [False, True, False, False, False]),
        (Population(("interviewer",)), [False] * 5),
    ],
)
def test_who_belongs_to_another_population(population, belong):
    assert voices_of(UNITS, population).tolist() == belong
