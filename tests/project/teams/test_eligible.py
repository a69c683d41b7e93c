import pytest

from qualcode.errors import UsageError
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.folder import begin_study
from qualcode.project.teams.assigned import read_assignments
from qualcode.project.teams.assigning import Asked, assign_in
from qualcode.project.teams.eligible import Only
from tests.project.coded_study import code

ZH, EN = Only("li", "language", "zh"), Only("ana", "Language", "EN")


@pytest.fixture
def study(tmp_path):
    """Eight Chinese and four English interviews, every other one in community L."""
    study = begin_study(tmp_path).study
    rows = ["document,community"]
    for at in range(12):
        is_zh, n = at < 8, 3 + at % 5
        text = (
            f"访谈者：好吗？\n\n居民：{'我们大家' * n}\n"
            if is_zh
            else f"Interviewer: Well?\n\nAnn: {'we ' * 3 * n}\n"
        )
        name = f"{'zh' if is_zh else 'en'}{at}"
        (tmp_path / "transcripts" / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{name},{'LM'[at % 2]}")
    (tmp_path / "attributes.csv").write_text("\n".join(rows), encoding="utf-8")
    return study


def assign(study, *coders, write=True, **more):
    options = in_study(CodeOptions((study.path("transcripts"),), ""))
    return assign_in(study, options, Asked(coders, **more), write=write)


def by_coder(assignments):
    found = {}
    for one in assignments:
        found.setdefault(one.coder, set()).add(one.document)
    return found


def test_a_name_is_known_however_its_accents_are_typed(study):
    only = (Only("Rene\u0301e", "language", "zh"),)
    done = assign(study, "Rene\u0301e", "ana", only=only, overlap="0", write=False)
    assert {one.document[:2] for one in done.found.new if one.coder == "Ren\xe9e"} == {"zh"}


def test_each_gets_only_what_the_rules_leave(study):
    done = assign(study, "li", "ana", only=(ZH, EN), overlap="0")
    assert by_coder(done.found.new) == {
        "li": {f"zh{at}" for at in range(8)},
        "ana": {f"en{at}" for at in range(8, 12)},
    }
    assert done.warnings == []


def test_what_several_may_have_is_shared_and_the_rest_is_even(study):
    found = assign(study, "li", "ana", "wang", only=(ZH, EN), overlap="3", write=False).found
    of = by_coder(found.new)
    assert {name[:2] for name in of["li"]} == {"zh"}
    assert {name[:2] for name in of["ana"]} == {"en"}
    shared = [{one.coder for one in found.new if one.document == name} for name in sorted(found.shared)]
    assert shared == [{"ana", "wang"}, {"li", "wang"}, {"li", "wang"}]
    words = {row[0]: row[5] for row in found.load_rows()}
    assert abs(words["li"] - words["wang"]) <= 0.1 * sum(words.values()) / 3
    again = assign(study, "li", "ana", "wang", only=(ZH, EN), overlap="3", write=False).found
    other = assign(study, "li", "ana", "wang", only=(ZH, EN), overlap="3", seed=5, write=False).found
    assert (again.new, other.new == found.new) == (found.new, False)


def test_values_of_one_attribute_are_alternatives_and_attributes_add_up(study):
    rules = (Only("li", "community", "l"), Only("li", "community", "M"), ZH)
    done = assign(study, "li", "wang", only=rules, overlap="8", write=False)
    assert done.found.shared == {f"zh{at}" for at in range(8)}
    narrow = assign(study, "li", "wang", only=rules[1:], overlap="4", write=False)
    assert by_coder(narrow.found.new)["li"] == {"zh1", "zh3", "zh5", "zh7"}
    (told,) = [line for line in narrow.warnings if "only one coder" in line]
    assert told == (
        "only one coder may have these, so agreement on them cannot be told: "
        "en8, en9, en10, en11, zh0, zh2, zh4, zh6"
    )


@pytest.mark.parametrize(
    ("coders", "more", "message", "cure"),
    [
        (("li",), {"only": (ZH,)}, "nobody may have 4 documents: en8, en9, en10, en11", "name another"),
        (
            ("li", "ana"),
            {"only": (ZH, EN)},
            "5 documents are to be coded by several, and none can be: only one coder may have en8, en9",
            "--overlap 0, or let others",
        ),
        (
            ("li", "ana", "wang"),
            {"only": (Only("ana", "language", "en"),), "overlap": "9", "per_document": 3},
            "9 documents are to be coded by several, and 4 can be: fewer than 3 coders may have zh0, zh1",
            "--overlap 4, or",
        ),
        (("li",), {"only": (EN,)}, "--only ana:Language=EN: ana is none of the coders", "there are li"),
        (("li",), {"only": (Only("li", "language", "de"),)}, "no document has this value", "en, zh, zh-Hans"),
        (("li",), {"only": (Only("li", "age", "3"),)}, "has an attribute age", "community, language"),
        (
            ("li", "wang"),
            {"only": (Only("li", "community", "L"), Only("li", "language", "zh-Hant"))},
            "no document has this value",
            "zh-Hans",
        ),
    ],
)
def test_what_cannot_be_had_is_named(study, coders, more, message, cure):
    with pytest.raises(UsageError) as told:
        assign(study, *coders, **more)
    assert message in told.value.message
    assert cure in told.value.cure
    assert read_assignments(study) == ()


def test_rules_that_together_leave_somebody_nothing(study):
    (study.folder / "attributes.csv").write_text("document,place\nzh0,A\nen8,B\n", encoding="utf-8")
    rules = (ZH, Only("li", "place", "B"))
    with pytest.raises(UsageError, match="there is no document that li may have"):
        assign(study, "li", "wang", only=rules)


def test_what_stands_or_was_begun_against_the_rules_is_told(study):
    assign(study, "li", "wang", overlap="0")
    ours = sorted(one.document for one in read_assignments(study) if one.coder == "li")
    for name, text in (
        ("zh20", "访谈者：好吗？\n\n居民：我们大家。\n"),
        ("zh21", "访谈者：在吗？\n\n居民：我们在。\n"),
    ):
        (study.folder / "transcripts" / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest_study(study)
    code(study, "li", "zh20", [], finish=False)
    done = assign(study, "li", "wang", only=(Only("li", "language", "en"),), overlap="0")
    assert by_coder(done.found.new) == {"wang": {"zh20", "zh21"}}
    against = ", ".join(f"{name} (li)" for name in ours if name.startswith("zh"))
    told = [line for line in done.warnings if "--only" in line]
    assert told[0].startswith("kept as it was, though --only says otherwise")
    assert all(one in told[0] for one in against.split(", "))
    assert told[1] == "begun by somebody who may not have it by --only, and so assigned to others: zh20 (li)"


def test_who_comes_later_joins_only_where_the_rules_leave_it(study):
    assign(study, "li", "ana", "wang", only=(ZH, EN), overlap="3")
    found = assign(study, "wu", only=(), overlap="3").found
    assert found.new == ()
    rules = (ZH, EN, Only("wu", "language", "zh"))
    new = assign(study, "li", "ana", "wang", "wu", only=rules, overlap="3").found.new
    assert {(one.coder, one.document[:2], one.purpose) for one in new} == {("wu", "zh", "reliability")}
    assert len(new) == 2
