"""An audit from transcripts to estimates: the draw, its key, what judges write, and what it says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import ReadError, UsageError
from qualcode.project.audits.drawing import Asked, draw_passages
from qualcode.project.audits.judging import audit_of
from qualcode.project.audits.key import key_beside, key_from, read_key
from qualcode.project.sheets.filled import Sheet
from qualcode.workshop.estimates import Judgements, estimate
from tests.workshop.spoken import book, talk

BOOK = replace(
    book({"trust": ["信任 OR trust"], "car": ["停车"]}, unit="turn"),
    name="街道",
    version="2",
    rules_sha256="f00",
)
DOCUMENTS = [
    talk(
        *(f"信任{i}" if i % 4 == 0 else f"靠得住{i}" if i % 4 == 1 else f"别的事情{i}" for i in range(80)),
        name="1_一",
    ),
    talk(*(f"trust {i}" if i % 10 == 0 else f"parking {i}" for i in range(60)), name="2_two"),
]


def drawn(**asked):
    return draw_passages(
        DOCUMENTS, BOOK, Asked("trust", **{"hits": 12, "misses": 40, "judges": ("li", "王"), **asked})
    )


def filled(draw, **columns):
    """The sheet with what judges say of each passage."""
    head = draw.columns
    rows = [dict(zip(head, map(str, row), strict=True)) for row in draw.rows]
    for row in rows:
        row |= {name: say(row["passage"]) for name, say in columns.items()}
    return Sheet(head, tuple(rows))


def is_about(passage: str) -> str:
    return "yes" if "信任" in passage or "靠得住" in passage else "no"


def test_the_sheet_does_not_tell_what_is_coded():
    draw = drawn()
    assert draw.columns == (
        *("item", "code", "document", "unit", "speaker", "before", "passage", "after", "li", "王", "final"),
    )
    assert [row[0] for row in draw.rows] == list(range(1, 53))
    assert {row[1] for row in draw.rows} == {"trust"}
    assert {cell for row in draw.rows for cell in row[8:]} == {""}
    shuffled = [item.stratum for item in draw.key.items]
    assert shuffled != sorted(shuffled)
    assert [item.item for item in draw.key.items] == [row[0] for row in draw.rows]
    assert [item.passage for item in draw.key.items] == [row[6] for row in draw.rows]


def test_the_key_names_what_was_audited_and_its_weights_add_up_to_the_population():
    record = drawn().key.record()
    assert record["N"] == 140
    assert sum(one["weight"] * one["drawn"] for one in record["strata"]) == pytest.approx(140)
    assert sum(cell["population"] for cell in record["cells"]) == 140
    assert sum(cell["drawn"] for cell in record["cells"]) == len(record["items"]) == 52
    assert (record["codebook"]["name"], record["codebook"]["version"]) == ("街道", "2")
    assert set(record["documents"]) == {"1_一", "2_two"}
    assert key_from(json.loads(json.dumps(record))) == drawn().key
    assert drawn().rows == drawn().rows
    assert drawn(seed=2).key.items != drawn().key.items


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key["items"][0].update(stratum="far" if key["items"][0]["stratum"] != "far" else "near"),
        lambda key: key["cells"][0].update(population=999),
        lambda key: key.update(unit="sentence"),
        lambda key: key.update(unit="page"),
        lambda key: key.update(format="qualcode-audit/2"),
        lambda key: key.pop("items"),
        lambda key: key.pop("codebook"),
        lambda key: key["items"].pop(),
    ],
)
def test_a_key_that_was_changed_is_refused(change):
    record = json.loads(json.dumps(drawn().key.record()))
    change(record)
    with pytest.raises(ReadError, match="key cannot be used"):
        key_from(record)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"3", b'"x"', b"\xff\xfe", b"{}", b'{"format": "qualcode-audit/1"}']
)
def test_what_is_no_key(tmp_path: Path, content: bytes):
    (tmp_path / "a.key.json").write_bytes(content)
    with pytest.raises(ReadError, match="key cannot be used"):
        read_key(tmp_path / "a.key.json")


def test_the_key_lies_beside_the_sheet():
    assert key_beside("a/audit.csv") == Path("a/audit.key.json")
    assert key_beside("audit.v2.xlsx") == Path("audit.v2.key.json")


def test_judgements_are_counted_by_stratum_and_weighed():
    draw = drawn()
    found = audit_of(draw.key, {"a": filled(draw, li=is_about, **{"王": is_about})})
    coded, near, far = found.finding.strata
    assert (coded.population, coded.drawn) == (26, 12)
    by_hand = [
        Judgements(
            one.population,
            one.drawn,
            sum(is_about(i.passage) == "yes" for i in draw.key.items if i.stratum == one.stratum),
        )
        for one in (coded, near, far)
    ]
    assert [one.judgements() for one in found.finding.strata] == by_hand
    assert found.finding.estimates == estimate(by_hand[0], by_hand[1:])
    assert (found.finding.least, found.warnings, found.differences) == ({}, (), ())
    assert {one.passage[:5] for one in found.wrong} == {"trust"}
    assert {one.passage[:3] for one in found.missed} == {"靠得住"}
    assert [one.document for one in found.missed] == sorted(one.document for one in found.missed)
    assert found.agreements[0].kappa == 1


def test_order_of_rows_and_copies_by_judge_make_no_difference():
    draw = drawn()
    whole = filled(draw, li=is_about, **{"王": is_about})
    turned = Sheet(whole.columns, whole.rows[::-1])
    copies = {"li.csv": filled(draw, li=is_about), "wang.csv": filled(draw, **{"王": is_about})}
    expected = audit_of(draw.key, {"a": whole}).rows()
    assert audit_of(draw.key, {"a": turned}).rows() == expected
    assert audit_of(draw.key, copies).rows() == expected
    assert audit_of(draw.key, dict(reversed(copies.items()))).rows() == expected


def test_where_judges_differ_and_nobody_settles_it_both_ends_are_told():
    draw = drawn()

    def other(passage: str) -> str:
        return "no" if passage.endswith("0") else "?" if passage.endswith("1") else is_about(passage)

    sheet = filled(draw, li=is_about, **{"王": other})
    found = audit_of(draw.key, {"a": sheet})
    assert found.differences
    unsettled = sum(one.unsettled for one in found.finding.strata)
    assert unsettled == len(found.differences)
    assert any("unsettled" in line for line in found.warnings)
    for name in ("precision", "recall", "f1", "missed"):
        value = found.finding.of(name).value
        assert found.finding.least[name] <= value <= found.finding.most[name]
    assert [one.judge for one in found.by_judge] == ["li", "王"]
    settled = audit_of(draw.key, {"a": filled(draw, li=is_about, **{"王": other}, final=is_about)})
    assert sum(one.unsettled for one in settled.finding.strata) == 0
    assert settled.finding.estimates == audit_of(draw.key, {"a": sheet}, judge="LI").finding.estimates
    assert all(one.final for one in settled.differences)


def test_what_is_not_judged_is_left_out_and_told():
    draw = drawn()
    sheet = filled(draw, li=lambda passage: "" if passage.endswith("3") else is_about(passage))
    found = audit_of(draw.key, {"a": Sheet(sheet.columns, sheet.rows[:-4])})
    assert sum(one.blank for one in found.finding.strata) >= 4
    assert found.warnings[0] == "王 has judged nothing yet"
    assert found.warnings[1].startswith("not judged: ")
    assert found.judges == ("li",)
    assert found.agreements == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows[3].update(passage="something else"), "item 4 has another passage"),
        (lambda rows: rows.append(dict(rows[0])), "item 1 stands twice"),
        (lambda rows: rows[0].update(item="77"), "there is no item 77"),
        (lambda rows: rows[0].update(item=""), r"there is no item \(empty\)"),
        (lambda rows: rows[2].update(li="maybe"), "item 3: 'maybe' of li is no value"),
        (lambda rows: rows[2].update(li="x"), "no value"),
        (lambda rows: [row.update(passage="p") for row in rows], "and 47 more"),
    ],
)
def test_faults_of_a_sheet(change, said):
    draw = drawn()
    sheet = filled(draw, li=is_about)
    rows = [dict(row) for row in sheet.rows]
    change(rows)
    with pytest.raises(ReadError, match=said) as problem:
        audit_of(draw.key, {"a.csv": Sheet(sheet.columns, tuple(rows))})
    assert problem.value.place == "a.csv"
    assert problem.value.cure


def test_faults_between_sheets():
    draw = drawn()
    copies = {"a": filled(draw, li=is_about), "b": filled(draw, li=lambda _: "no")}
    with pytest.raises(ReadError, match="another value of li than in the copy before"):
        audit_of(draw.key, copies)
    with pytest.raises(ReadError, match="nobody has judged"):
        audit_of(draw.key, {"a": filled(draw)})
    with pytest.raises(UsageError, match="no judge zhao"):
        audit_of(draw.key, copies, judge="zhao")
    with pytest.raises(UsageError, match="no judge passage"):
        audit_of(draw.key, copies, judge="passage")
    with pytest.raises(UsageError, match="too few"):
        audit_of(draw.key, copies, draws=10)


def test_the_methods_section_in_both_languages():
    draw = drawn()
    found = audit_of(draw.key, {"a": filled(draw, li=is_about, **{"王": is_about})}, seed=4)
    english, chinese = found.methods["en"], found.methods["zh"]
    for part in (
        "trust (codebook 街道 2), 12 of 26 coded and 40 of 114 uncoded turns",
        "everyone but the interviewer",
        "two judges",
        "Cohen's κ 1.00, 52 turns",
        "Wilson",
        "2,000 draws, seed 4",
    ):
        assert part in english
    for part in (
        "抽样复核：以话轮为单元（统计范围：访谈者以外的说话人）",
        "编码本：街道，版本 2",
        "由两名评判者",
        "Kappa 系数 1.00",
        "查准率为",
        "查全率估计为",
        "随机种子 4",
    ):
        assert part in chinese
    value = f"{found.finding.estimates.recall.value:.2f}"
    assert f"recall was {value}" in english
    assert f"查全率估计为 {value}" in chinese


def test_undefined_estimates_in_sentences_and_tables():
    draw = draw_passages(DOCUMENTS, BOOK, Asked("car", misses=10))
    found = audit_of(draw.key, {"a": filled(draw, judge_1=lambda _: "no")})
    assert "Precision is undefined (no passage is coded)" in found.methods["en"]
    assert "查准率无法计算（没有命中的单元）" in found.methods["zh"]
    assert "查全率估计无法计算（复核中没有属于该代码的单元）" in found.methods["zh"]
    rows = {row[1]: row for row in found.rows()}
    assert rows["precision"][2:5] == (None, None, None)
    assert rows["precision"][-1] == "no passage is coded"
    assert rows["missed"][2] == 0


def test_a_draw_of_coded_passages_alone():
    draw = drawn(misses=0)
    found = audit_of(draw.key, {"a": filled(draw, li=is_about)})
    assert "0 of 114 uncoded turns were drawn at random (population" in found.methods["en"]
    assert "share" not in found.methods["en"]
    assert "estimated recall is undefined" in found.methods["en"]
    assert "按比例" not in found.methods["zh"]
    assert found.finding.of("precision").value is not None


def test_all_coded_passages_judged_is_said():
    draw = drawn(hits=99)
    found = audit_of(draw.key, {"a": filled(draw, li=is_about)})
    assert "(every coded turn was judged)" in found.methods["en"]
    assert "（命中的单元全部复核）" in found.methods["zh"]
    assert found.rows()[0][-1] == "every coded passage was judged: no sampling error"
    one = found.finding.estimates.precision
    assert one.low == one.value == one.high


def test_a_population_that_was_judged_whole_leaves_nothing_to_estimate():
    draw = drawn(hits=99, misses=999)
    found = audit_of(draw.key, {"a": filled(draw, li=is_about)})
    recall = found.finding.estimates.recall
    assert recall.low == recall.value == recall.high
    assert f"recall was {recall.value:.2f} (every turn was judged)." in found.methods["en"]
    assert f"查全率为 {recall.value:.2f}（全部单元均已复核）。" in found.methods["zh"]
    assert "simulation" not in found.methods["en"]
    assert {row[-1] for row in found.rows()[:4]} == {"every passage was judged: no sampling error"}


def test_nothing_near_is_not_told_in_the_methods_section():
    draw = draw_passages(DOCUMENTS, BOOK, Asked("car", misses=10))
    found = audit_of(draw.key, {"a": filled(draw, judge_1=is_about)})
    assert "resemble" not in found.methods["en"]
    assert "each document gave its share" in found.methods["en"]
    assert "相似" not in found.methods["zh"]
    assert "各文档按比例分配" in found.methods["zh"]


def test_the_library_draws_and_reads(tmp_path: Path):
    draw = qualcode.audit_draw(DOCUMENTS, BOOK, "trust", hits=12, misses=40, judges=["li", "王"])
    assert (draw.rows, draw.key) == (drawn().rows, drawn().key)
    sheet = draw.sheet
    assert tuple(sheet.columns) == draw.columns
    sheet["li"] = sheet["passage"].map(is_about)
    found = qualcode.audit_read(sheet, draw.key)
    expected = audit_of(draw.key, {"a": filled(draw, li=is_about)})
    assert found.rows() == expected.rows()
    assert found.measures["value"].tolist() == pytest.approx([row[2] for row in expected.rows()])
    assert qualcode.audit_read(sheet, draw.key.record()).rows() == expected.rows()
    draw.write(tmp_path / "a.csv")
    with pytest.raises(UsageError, match="already"):
        draw.write(tmp_path / "a.csv")
    with pytest.raises(ReadError, match="nobody"):
        qualcode.audit_read(tmp_path / "a.csv")
    sheet.to_excel(tmp_path / "b.xlsx", index=False, engine="xlsxwriter")
    assert qualcode.audit_read([tmp_path / "b.xlsx"], tmp_path / "a.key.json").rows() == expected.rows()
    with pytest.raises(UsageError, match="no key"):
        qualcode.audit_read(sheet)
    text = repr(draw) + repr(found)
    assert "52 passages" in text
    assert "靠得住" not in text


def test_another_unit_and_population_of_the_library():
    draw = qualcode.audit_draw(DOCUMENTS, BOOK, "trust", unit="document", speakers="B")
    assert (draw.key.unit, draw.key.population) == ("document", "speakers=B")
    assert [draw.key.sizes(one)[0] for one in ("coded", "near", "far")] == [0, 0, 2]
