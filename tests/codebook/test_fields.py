"""No field of the model is forgotten where two codebooks are compared."""

from dataclasses import fields, replace

import pytest

from qualcode.codebook.diff import diff
from qualcode.codebook.fields import (
    BOOK_FIELDS,
    CODE_FIELDS,
    example_key,
    example_text,
)
from qualcode.codebook.model import Code, Codebook, Example, Relation
from qualcode.rules.negators import BUILT_IN, Negators
from qualcode.rules.parse import parse

CODE_PLACE = ("id", "parent", "depth", "line")
"""Fields of a code that say where it stands: they are compared as the tree."""
BOOK_REST = ("codes", "file", "sha256", "rules_sha256", "spacy_model")
"""Fields of a codebook that are compared one by one, or say nothing of its content."""


def names(model: type) -> list[str]:
    return sorted(field.name for field in fields(model))


def test_every_field_of_a_code_is_compared():
    assert sorted([*(field.name for field in CODE_FIELDS), *CODE_PLACE]) == names(Code)


def test_every_field_of_a_codebook_is_compared():
    assert sorted([*(field.name for field in BOOK_FIELDS), *BOOK_REST]) == names(Codebook)


FULL = Code(
    "c",
    name={"zh": "信任"},
    definition={"": "x"},
    include={"": "x"},
    exclude={"": "x"},
    source={"": "x"},
    color="#aa3377",
    core=True,
    boundaries="none",
    rules=(parse("信任"),),
    shields=("信任街",),
    examples=(Example("x"),),
    non_examples=(Example("y"),),
)
BOOK = Codebook(
    (FULL,),
    name="x",
    version="1",
    languages=("zh",),
    levels={"zh": ("主范畴", "范畴")},
    unit="turn",
    nested="all",
    boundaries="token",
    shields=("印度",),
    inflections=True,
    negation=replace(BUILT_IN, window=3),
    relations=(Relation("c", "d", {"": "leads to"}),),
)


@pytest.mark.parametrize("name", [field.name for field in CODE_FIELDS])
def test_a_change_of_each_field_of_a_code_is_seen(name: str):
    bare = replace(FULL, **{name: getattr(Code("c"), name)})
    assert bare != FULL, "the code of this test must fill every field"
    changes = diff(replace(BOOK, codes=(bare,)), BOOK).changes
    assert {(change.code, change.kind, change.field) for change in changes} == {("c", "added", name)}


@pytest.mark.parametrize("name", [field.name for field in BOOK_FIELDS])
def test_a_change_of_each_field_of_a_codebook_is_seen(name: str):
    bare = replace(BOOK, **{name: getattr(Codebook(()), name)})
    assert bare != BOOK, "the codebook of this test must fill every field"
    assert {(change.code, change.field) for change in diff(bare, BOOK).changes} == {("", name)}


@pytest.mark.parametrize("name", names(Negators))
def test_every_list_of_negation_is_compared(name: str):
    other = 3 if name == "window" else ("x",)
    old, new = Codebook(()), Codebook((), negation=replace(BUILT_IN, **{name: other}))
    assert {change.part for change in diff(old, new).changes} == {name}


def test_every_field_of_an_example_makes_another_of_it():
    example = Example("x", "李阿姨", "resident", {"community": "L"}, line=3)
    bare = {"text": "y", "speaker": "", "role": "", "where": {}}
    assert sorted([*bare, "line"]) == names(Example)
    for name, value in bare.items():
        assert example_key(replace(example, **{name: value})) != example_key(example)
    assert example_key(replace(example, line=9)) == example_key(example)
    assert example_text(example) == "x (speaker: 李阿姨, role: resident, community: L)"


def test_every_field_of_a_relation_makes_another_of_it():
    one = Relation("c", "d", {"": "leads to"}, {"zh": "导致"}, line=3)
    other = {"source": "x", "target": "x", "type": {"": "x"}, "memo": {"": "x"}}
    assert sorted([*other, "line"]) == names(Relation)
    for name, value in other.items():
        changes = diff(
            Codebook((), relations=(one,)), Codebook((), relations=(replace(one, **{name: value}),))
        )
        assert [change.kind for change in changes.changes] == ["removed", "added"]
    assert diff(Codebook((), relations=(one,)), Codebook((), relations=(replace(one, line=9),))).changes == ()
