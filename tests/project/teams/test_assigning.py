from dataclasses import replace

import pytest

from qualcode.errors import UsageError
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.study.folder import begin_study
from qualcode.project.teams.assigned import FILE, Assignment, read_assignments
from qualcode.project.teams.assigning import Asked, assign_in, overlap_of
from tests.project.coded_study import code, made

LENGTHS = {"zh": [3, 6, 9, 12, 15, 18, 21, 24, 27, 30], "en": [4, 8]}


@pytest.fixture
def study(tmp_path):
    """Ten Chinese and two English interviews, of so many words."""
    study = begin_study(tmp_path).study
    for language, lengths in LENGTHS.items():
        for at, n in enumerate(lengths):
            speech = "我们大" * (n // 3) if language == "zh" else "we " * n
            asks, says = ("访谈者：好吗？", "居民：") if language == "zh" else ("Interviewer: Well?", "Ann: ")
            (tmp_path / "transcripts" / f"{language}{at}.txt").write_text(
                f"{asks}\n\n{says}{speech}\n", encoding="utf-8"
            )
    return study


def assign(study, *coders, write=True, **more):
    options = in_study(CodeOptions((study.path("transcripts"),), ""))
    return assign_in(study, options, Asked(coders, **more), write=write).found


def pairs(assignments, purpose):
    return sorted((one.document, one.coder) for one in assignments if one.purpose == purpose)


@pytest.mark.parametrize(
    ("written", "total", "number"),
    [
        ("20%", 100, 20),
        ("20 ％", 31, 7),
        ("20%", 13, 5),
        ("20%", 3, 3),
        ("8", 30, 8),
        ("8", 3, 3),
        ("0", 9, 0),
    ],
)
def test_overlap(written, total, number):
    assert overlap_of(written, total) == number


@pytest.mark.parametrize("written", ["", "a", "120%", "-1", "2.5", "1/0", "20%%"])
def test_overlap_that_is_none(written):
    with pytest.raises(UsageError, match="is neither"):
        overlap_of(written, 9)


def test_every_coder_codes_the_shared_documents_and_one_the_others(study):
    found = assign(study, "li", "zhang")
    shared = found.shared
    assert len(shared) == 5
    assert sum(name.startswith("en") for name in shared) == 1
    assert pairs(found.new, "reliability") == sorted((one, who) for one in shared for who in ("li", "zhang"))
    assert sorted(one.document for one in found.new if one.purpose == "single") == sorted(
        {talk.document for talk in found.talks} - shared
    )
    rows = {row[0]: row for row in found.load_rows()}
    assert abs(rows["li"][5] - rows["zhang"][5]) <= 6
    assert sum(row[5] for row in rows.values()) == 165 + 12 + sum(
        talk.words for talk in found.talks if talk.document in shared
    )
    assert set(read_assignments(study)) == set(found.new)
    assert (assign(study, "li", "zhang").new, assign(study, "li", "zhang").kept) == ((), found.new)


def test_what_stands_is_kept_when_documents_and_coders_are_added(study):
    first = assign(study, "li", "zhang").new
    for at in range(3):
        text = f"访谈者：好吗？\n\n居民：{'我们大' * 5}\n"
        (study.folder / "transcripts" / f"zh9{at}.txt").write_text(text, encoding="utf-8")
    second = assign(study, "li", "zhang", "wang")
    assert second.kept == first
    assert set(pairs(second.new, "reliability")) == {(name, "wang") for name in second.shared}
    assert pairs(second.new, "single") == [("zh90", "wang"), ("zh91", "wang"), ("zh92", "wang")]
    assert read_assignments(study) == (*first, *second.new)


def test_two_coders_a_document(study):
    found = assign(study, "li", "zhang", "wang", overlap="6", per_document=2)
    by = [sorted(one.coder for one in found.new if one.document == name) for name in found.shared]
    assert {len(one) for one in by} == {2}
    assert {who for one in by for who in one} == {"li", "zhang", "wang"}
    again = assign(study, "li", "zhang", "wang", "wu", overlap="6")
    assert again.new == ()


def test_anew_takes_out_rows_however_their_round_is_written(study):
    assign(study, "li", "zhang", overlap="0")
    file = study.folder / FILE
    file.write_bytes(file.read_bytes().replace(b",1,", b",01,"))
    found = assign(study, "wu", "qi", overlap="0", anew=True)
    assert read_assignments(study) == found.new


def test_anew_is_refused_where_work_would_be_nobodys(tmp_path):
    study = made(tmp_path)
    assign(study, "li", "zhang", overlap="0")
    (lane,) = [one.coder for one in read_assignments(study) if one.document == "lane"]
    code(study, lane, "lane", [])
    other = "li" if lane == "zhang" else "zhang"
    kept = assign(study, "li", "zhang", overlap="0", anew=True, seed=7).new
    assert Assignment("lane", lane, 1, "single") in kept
    before = (study.folder / FILE).read_bytes()
    with pytest.raises(
        UsageError, match=f"work has begun on what would no longer be assigned: lane .{lane}."
    ):
        assign(study, other, "wu", anew=True)
    assert (study.folder / FILE).read_bytes() == before
    found = assign(study, other, "wu", anew=True, force=True)
    assert found.kept == ()
    assert Assignment("lane", lane, 1, "single") in found.dropped


def test_rounds_are_apart_and_other_columns_stay(study):
    (study.folder / FILE).write_text(
        "document,coder,round,purpose,by\nzh0,li,2,single,母亲\n", encoding="utf-8"
    )
    found = assign(study, "li", "zhang")
    assert found.kept == ()
    lines = (study.folder / FILE).read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["document,coder,round,purpose,by", "zh0,li,2,single,母亲"]
    assert len(lines) == 2 + len(found.new)
    assign(study, "wu", "qi", anew=True)
    assert (study.folder / FILE).read_text(encoding="utf-8-sig").splitlines()[1] == lines[1]


def test_a_dry_run_writes_nothing(study):
    assert len(assign(study, "li", write=False).new) == 12
    assert not (study.folder / FILE).exists()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"coders": ("li", "LI")}, "is named twice"),
        ({"coders": ("rules",)}, "nobody's name"),
        ({"per_document": 3}, "--per-document 3"),
        ({"stratify": ("income",)}, "no document has an attribute income"),
        ({"coders": ()}, "no coder"),
    ],
)
def test_what_is_refused(study, more, message):
    asked = replace(Asked(("li", "zhang")), **more)
    with pytest.raises(UsageError, match=message):
        assign_in(study, in_study(CodeOptions((study.path("transcripts"),), "")), asked)
