import pytest
import spacy

from qualcode.errors import UsageError
from qualcode.pseudonyms.names_en import Names, find_capitals, kind_of, trained_entities


def names(*texts: str) -> list[tuple[str, str]]:
    found = Names()
    for text in texts:
        found.learn(text)
    return [(text[hit.start : hit.end], hit.rule) for text in texts for hit in found.hits(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We asked Anna Smith.", [("Anna Smith", "capital")]),
        ("We met Mr. Smith and Dr Osei.", [("Mr. Smith", "title"), ("Dr Osei", "title")]),
        ("Yesterday Anna came.", [("Anna", "capital")]),
        ("It was J. R. Hartley's book.", [("J. R. Hartley", "capital")]),
        (
            "They sat in St Mary's Hall with Siobhán O'Neill.",
            [("St Mary", "capital"), ("Hall", "capital"), ("Siobhán O'Neill", "capital")],
        ),
        ("In the end I said yes. Everything went well.", []),
        ("On Monday the English class, OK?", []),
        ("The Committee met. The committee left.", []),
        ("We'd like UI, APIs and an MP.", []),
    ],
)
def test_runs(text: str, wanted: list[tuple[str, str]]):
    assert names(text) == wanted


def test_a_word_at_a_beginning_counts_if_it_is_no_ordinary_word():
    assert names("Joan left. Honestly it hurt.") == [("Joan", "capital_begins")]
    assert names("Benches are good.") == []


def test_the_whole_study_says_what_is_ordinary():
    assert names("We saw the Allotment.", "the allotment is wet") == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Willow Lane", "place"),
        ("Hope Housing Trust", "organisation"),
        ("Anna Smith", "person"),
        ("Mrs Park", "person"),
    ],
)
def test_kinds(name: str, kind: str):
    assert kind_of(name) == kind


def test_capitals_say_whether_they_begin_a_sentence():
    text = "Anna said: Tom saw Priya"
    assert [(text[run.start : run.end], run.begins) for run in find_capitals(text)] == [
        ("Anna", True),
        ("Tom", True),
        ("Priya", False),
    ]


def test_a_trained_pipeline_gives_entities_by_offset(tmp_path):
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "anna"},
            {"label": "ORG", "pattern": "the hope trust"},
            {"label": "DATE", "pattern": "monday"},
        ]
    )
    pipeline.to_disk(tmp_path / "model")
    find = trained_entities((tmp_path / "model").as_posix())
    text = "安娜来了。\n\nso anna left the hope trust on monday"
    assert [(text[hit.start : hit.end], hit.kind, hit.rule) for hit in find(text)] == [
        ("anna", "person", "spacy_PERSON"),
        ("hope trust", "organisation", "spacy_ORG"),
    ]
    with pytest.raises(UsageError):
        trained_entities("no_such_model")
