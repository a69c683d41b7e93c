"""The consequences of a change agree with the codings of two runs, on random codebooks and transcripts."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

import qualcode
from qualcode.codebook.fields import renamed
from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.renames import find_renames
from qualcode.errors import UsageError
from qualcode.rules.parse import parse
from qualcode.text.document import Document
from tests.codebook.test_diff import changed
from tests.oracle.worlds import make_world
from tests.rules.bridge import to_codebook, to_document

SEEDS = range(770_000, 770_080)
KEY = ["document", "start", "end", "code"]


def with_ids(codebook: Codebook, names: dict[str, str]) -> Codebook:
    """The codebook with other ids for some of its codes."""
    codes = [
        replace(
            code,
            id=names.get(code.id, code.id),
            parent=names.get(code.parent, code.parent),
            rules=tuple(renamed(rule, names) for rule in code.rules),
        )
        for code in codebook.codes
    ]
    return replace(codebook, codes=tuple(codes))


def make_case(seed: int) -> tuple[Codebook, Codebook, list[Document]]:
    """A codebook before and now, and transcripts in which the unit of both can be made."""
    world, rng = make_world(seed, documents=3), Random(seed)
    old = to_codebook(world.book)
    if old.unit == "exchange":
        old = replace(old, unit="turn")
    new = old
    for _ in range(rng.randint(1, 3)):
        new = replace(changed(new, rng), unit=old.unit)
    if rng.random() < 0.5:
        new = with_ids(new, {code.id: f"{code.id}_2" for code in new.codes if rng.random() < 0.4})
    documents = [replace(to_document(plain), id=f"talk{n}") for n, plain in enumerate(world.documents)]
    return old, new, documents


def codings(codebook: Codebook, documents: list[Document], names: dict[str, str]) -> dict[tuple, tuple]:
    """Rule and evidence of each coding, by document, span and the code's id now."""
    table = qualcode.codings(qualcode.code(documents, codebook))
    table["code"] = table["code"].replace(names)
    rows = zip(table["rule"].tolist(), table["evidence"].tolist(), strict=True)
    return dict(zip(table[KEY].itertuples(index=False, name=None), rows, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_gained_and_lost_are_the_differences_of_two_runs(seed: int):
    old, new, documents = make_case(seed)
    names = {one.old: one.new for one in find_renames(old, new)}
    before = codings(with_ids(old, names), documents, {})
    now = codings(new, documents, {})
    found = qualcode.codebook_changes(old, new, documents)
    table = found.passages.assign(code=found.passages["code"].where(found.passages["code"] != ""))
    table["code"] = table["code"].fillna(found.passages["old_code"])
    told = {
        outcome: set(table.loc[table["change"] == outcome, KEY].itertuples(index=False, name=None))
        for outcome in ("gained", "lost", "changed")
    }
    both = before.keys() & now.keys()
    assert told["gained"] == now.keys() - before.keys()
    assert told["lost"] == before.keys() - now.keys()
    assert told["changed"] == {key for key in both if before[key] != now[key]}
    assert len(table) == sum(map(len, told.values()))
    assert found.codes["n_old"].sum() == len(before)
    assert found.codes["n_new"].sum() == len(now)
    assert (found.codes["n_new"] - found.codes["n_old"]).tolist() == (
        found.codes["n_gained"] - found.codes["n_lost"]
    ).tolist()


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_the_rules_and_the_text_are_those_of_the_runs(seed: int):
    old, new, documents = make_case(seed)
    names = {one.old: one.new for one in find_renames(old, new)}
    before, now = codings(old, documents, names), codings(new, documents, {})
    texts = {document.id: document.text for document in documents}
    passages = [*qualcode.codebook_changes(old, new, documents).passages.itertuples()]
    keys = [(row.document, row.start, row.end, row.code or row.old_code) for row in passages]
    assert before.keys() ^ now.keys() <= {*keys}
    for row, key in zip(passages, keys, strict=True):
        assert (row.old_rule, row.old_evidence) == before.get(key, ("", ""))
        assert (row.new_rule, row.new_evidence) == now.get(key, ("", ""))
        assert row.text == texts[row.document][row.start : row.end]


def test_the_cases_gain_lose_and_rename():
    seen = set()
    for seed in SEEDS:
        old, new, documents = make_case(seed)
        seen |= set(qualcode.codebook_changes(old, new, documents).passages["change"])
        seen |= {"renamed"} if find_renames(old, new) else set()
    assert seen == {"gained", "lost", "changed", "renamed"}


def book(rule: str, **settings: object) -> Codebook:
    return Codebook((Code("c", rules=(parse(rule),)),), **settings)


def talk(text: str) -> Document:
    """One turn without a label."""
    return Document(
        id="talk",
        text=text,
        turn_spans=np.array([(0, 0, len(text))], np.int32),
        turn_speakers=np.array([-1], np.int32),
        speakers=(),
        asides=np.zeros((0, 2), np.int32),
    )


def test_another_unit_is_said_and_not_listed_as_gained_and_lost():
    old, new = book("信任"), book("信任", unit="turn")
    found = qualcode.codebook_changes(old, new, [talk("我信任她。信任。")])
    assert found.units == ("sentence", "turn")
    assert found.passages.empty
    assert found.codes[["n_old", "n_new"]].values.tolist() == [[2, 1]]
    assert found.codes[["n_gained", "n_lost", "n_changed"]].isna().all().all()


def test_one_unit_for_both_makes_them_comparable():
    old, new = book("信任"), book("信任", unit="turn")
    found = qualcode.codebook_changes(old, new, [talk("我信任她。信任。")], unit="turn")
    assert found.passages.empty
    assert found.codes[["n_old", "n_new", "n_gained"]].values.tolist() == [[1, 1, 0]]


def test_a_rule_that_names_a_renamed_code_is_the_same_rule():
    old = Codebook((Code("a", rules=(parse("信任"),)), Code("b", rules=(parse("放心 NOT code:a"),))))
    new = with_ids(old, {"a": "trust"})
    assert qualcode.codebook_changes(old, new, [talk("我放心。信任她，放心。")]).passages.empty


def test_the_frame_of_differences():
    frame = qualcode.codebook_diff(book("信任"), book("放心"))
    assert frame[["code", "change", "field", "old", "new", "decides"]].values.tolist() == [
        ["c", "removed", "rules", "信任", "", "yes"],
        ["c", "added", "rules", "", "放心", "yes"],
    ]


def test_two_documents_of_one_id_are_refused():
    with pytest.raises(UsageError, match="two documents"):
        qualcode.codebook_changes(book("信任"), book("信任"), [talk("a"), talk("b")])
