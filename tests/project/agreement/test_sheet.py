import csv
import io

import pytest
import xlsxwriter

from qualcode.codebook.edit_names import rename_code
from qualcode.errors import ReadError, UsageError
from qualcode.export.csv import table_bytes
from qualcode.project.agreement.adjudicating import disputed
from qualcode.project.agreement.sheet import (
    Adjudicated,
    apply_sheet,
    coders_of,
    read_filled,
    sheet_columns,
    sheet_rows,
    unit_of,
)
from qualcode.project.codings.renaming import renaming
from qualcode.project.intake.ingesting import ingest_study
from qualcode.project.study.journals import append_events
from tests.project.agreement.test_adjudicating import agreed, opening, steps
from tests.project.coded_study import add, code, coded, text_of

DECISIONS = {
    "She has helpers.": ("helper", "li is right"),
    "It rained.": ("-", ""),
    "大家信任他。": ("信任", "原文"),
}
HOW = ("sentence", "speakers!=interviewer")


@pytest.fixture
def study(tmp_path):
    return coded(tmp_path)


def rows_of(adjudication, decisions=DECISIONS):
    """A sheet as it is filled in: header and rows."""
    columns = sheet_columns(adjudication)
    cells = sheet_rows(adjudication, disputed(adjudication))
    rows = [dict(zip(columns, map(str, row), strict=True)) for row in cells]
    for row in rows:
        row["decision"], row["reason"] = decisions.get(row["text"], ("", ""))
    return [list(columns), *(list(row.values()) for row in rows)]


def rename(study, old, new):
    """What `qualcode codebook rename` writes."""
    file, settings = study.folder / "codebook.yaml", study.folder / "qualcode.toml"
    settings.write_text(renaming(settings, old, new), encoding="utf-8")
    file.write_text(rename_code(file.read_text(encoding="utf-8"), old, new).text, encoding="utf-8")


def table(rows, delimiter=",", end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def workbook(rows):
    """The same as Excel holds it: places are numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def applied(study, rows, *, by="wu", adjudication=None):
    file = study.folder / "filled.csv"
    file.write_bytes(rows if isinstance(rows, bytes) else table(rows).encode("utf-8-sig"))
    return apply_sheet(adjudication or opening(study), read_filled(str(file)), by, file="filled.csv")


def test_a_row_a_unit_and_a_column_a_coder(study):
    adjudication = opening(study)
    assert sheet_columns(adjudication) == (
        *("document", "unit", "start", "end", "speaker", "text", "li", "zhang"),
        *("decision", "reason", "counted_by", "population"),
    )
    assert sheet_rows(adjudication, disputed(adjudication))[:2] == [
        ("lane", 3, 55, 71, "Lin", "She has helpers.", "helper", "leader", "", "", *HOW),
        ("lane", 5, 86, 96, "Lin", "It rained.", "-", "trust", "", "", *HOW),
    ]


@pytest.mark.parametrize(
    "saved",
    [
        lambda rows: table(rows, end="\n").encode(),
        lambda rows: table(rows, ";").encode("utf-8-sig"),
        lambda rows: table(rows).encode("gb18030"),
        lambda rows: table(rows, "\t").encode("utf-16"),
        lambda rows: table([row[:6] + row[6:8][::-1] + row[8:10] for row in rows]).encode(),
        workbook,
    ],
    ids=["csv", "semicolons", "gb18030", "utf-16", "columns moved", "xlsx"],
)
def test_as_spreadsheets_save_it(study, saved):
    done = applied(study, saved(rows_of(opening(study))))
    assert done == Adjudicated(3, 0, (), 1, ("lane",), ("花园",), ())
    assert agreed(study, "lane") == [
        ("leader", "Anna is the leader."),
        ("helper", "She has helpers."),
        ("trust", "We trust her."),
    ]
    assert agreed(study, "花园") == [("leader", "王书记是能人。"), ("trust", "大家信任他。")]
    assert (steps(study, "lane"), steps(study, "花园")) == (True, False)


@pytest.mark.parametrize("saved", [table, workbook], ids=["csv", "xlsx"])
def test_codes_that_were_renamed_after_the_sheet_was_written(study, saved):
    rows = rows_of(opening(study))
    rename(study, "helper", "帮手们")
    rename(study, "trust", "faith")
    rename(study, "faith", "confidence")
    content = saved(rows)
    done = applied(study, content if isinstance(content, bytes) else content.encode())
    assert done == Adjudicated(3, 0, (), 1, ("lane",), ("花园",), ())
    assert agreed(study, "lane")[1:] == [("帮手们", "She has helpers."), ("confidence", "We trust her.")]


def test_another_code_in_the_cell_of_a_coder_is_refused_also_after_a_renaming(study):
    rows = rows_of(opening(study))
    rename(study, "helper", "aide")
    rows[1][6] = "leader"
    assert applied(study, rows).refused == ("lane 3",)


def test_a_sheet_read_again_writes_nothing_and_another_goes_on(study):
    rows = rows_of(opening(study))
    applied(study, rows)
    before = {file: file.read_bytes() for file in (study.folder / "codings").rglob("*.jsonl")}
    assert applied(study, rows, by="qi") == Adjudicated(0, 3, (), 1, ("lane",), ("花园",), ())
    assert {file: file.read_bytes() for file in before} == before
    more = rows_of(opening(study), {"It rained.": ("by_hand", "changed"), "没有了。": ("-", "")})
    assert applied(study, more) == Adjudicated(2, 0, (), 0, ("lane", "花园"), (), ())
    assert ("by_hand", "It rained.") in agreed(study, "lane")


def test_units_whose_codings_changed_are_refused_and_the_others_go_on(study):
    rows = rows_of(opening(study))
    append_events(study.folder, "zhang", "lane", [add(text_of(study, "lane"), "people", "She has helpers.")])
    done = applied(study, rows)
    assert (done.settled, done.refused, done.left) == (2, ("lane 3",), 2)
    assert ("helper", "She has helpers.") not in agreed(study, "lane")


def test_rows_about_other_texts_are_refused(study):
    rows = rows_of(opening(study))
    rows[1][5] = "She has no helpers."
    rows[2][2] = "85"
    rows[3][0] = "garden"
    assert applied(study, rows).refused == ("lane 3", "lane 5", "garden 3")


def test_all_faults_are_told_and_nothing_is_written(study):
    rows = rows_of(opening(study), {"She has helpers.": ("helpr", ""), "It rained.": ("-", "")})
    rows += [[*rows[2][:8], "trust", *rows[2][9:]], [*rows[2][:2], "x", *rows[2][3:]]]
    with pytest.raises(ReadError) as told:
        applied(study, rows)
    assert told.value.message == (
        "row 2: there is no code helpr (did you mean helper?); row 6: lane 5 stands twice, with two decisions; "
        "row 7: start and end are no places in the text"
    )
    assert steps(study, "lane") is None


def test_a_sheet_of_another_population_is_refused(study):
    rows = rows_of(opening(study))
    with pytest.raises(UsageError, match="the sheet is about speakers!=interviewer, not about speakers=all"):
        applied(study, rows, adjudication=opening(study, speakers=("all",)))


def test_the_sheet_says_who_and_what_was_compared(study):
    file = study.folder / "s.csv"
    turns = opening(study, count_by="turn")
    file.write_bytes(table_bytes(sheet_columns(turns), sheet_rows(turns, disputed(turns))))
    sheet = read_filled(str(file))
    assert (coders_of(sheet), unit_of(sheet)) == (("li", "zhang"), "turn")
    file.write_bytes(b"a,b\n")
    with pytest.raises(ReadError, match="no column document"):
        read_filled(str(file))


def test_a_coder_with_the_name_of_a_column(study):
    code(study, "Text", "lane", [])
    with pytest.raises(UsageError, match="Text is the name of another column"):
        sheet_columns(opening(study, "li", "Text"))


def test_what_looks_like_a_formula(study):
    folder = study.folder
    (folder / "transcripts" / "sum.txt").write_text(
        "Interviewer: Well?\n\nAnn: =1+1 is two.\n", encoding="utf-8"
    )
    ingest_study(study)
    code(study, "li", "sum", [("trust", "=1+1 is two.")])
    code(study, "zhang", "sum", [])
    adjudication = opening(study, document="sum")
    rows = rows_of(adjudication)
    assert rows[1][5] == "'=1+1 is two."
    rows[1][8] = "trust"
    assert applied(study, rows, adjudication=adjudication).settled == 1
