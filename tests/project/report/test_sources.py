"""The report of one coder's codings in one step: the same as that of results made for it, and nothing else."""

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import qualcode
from qualcode.coding.ids import rule_coding_id
from qualcode.errors import QualcodeError, ReadError, UsageError
from qualcode.export.report.content import Figure
from qualcode.journal.events import Event
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.report import content as report_content
from qualcode.project.report import sources
from qualcode.project.report.sources import source_of
from qualcode.project.report.writing import report
from qualcode.project.results.run import run, run_prepared
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import append_events
from qualcode.text.digest import sha256_of
from tests.export.report.browser import acted
from tests.project.coded_study import CODES, add, code, coded, text_of
from tests.project.small_study import run_process

NOWHERE = CodeOptions((), "")
KEPT = "provenance.json records all options and the SHA-256 of every text and table."


def decided(study: Study, kind: str, quote: str, code: str) -> Event:
    """A decision on the coding that the rules make of a sentence of `lane`."""
    text = text_of(study, "lane")
    start, sha256 = text.index(quote), sha256_of(text)
    span = (start, start + len(quote))
    place = {"sha256": sha256, "start": span[0], "end": span[1], "quote": quote, "before": "", "after": ""}
    return Event(kind, coding=rule_coding_id(sha256, *span, code), code=code, **place)


def with_reviewer(study: Study) -> None:
    """mei looked at two codings of the rules in `lane`, made one of her own, and finished it."""
    append_events(study.folder, "mei", "lane", [
        Event("open", codes=CODES),
        decided(study, "reject", "We trust her.", "trust"),
        decided(study, "accept", "She has helpers.", "helper"),
        add(text_of(study, "lane"), "by_hand", "It rained"),
        Event("finish", codes=CODES),
    ])  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """li, zhang and wu as in `coded_study`, wu with two codes in one text; mei corrected the rules."""
    study = coded(tmp_path_factory.mktemp("of a coder") / "研究 a")
    code(study, "wu", "lane", [("leader", "Anna is the leader")], codes=("leader", "trust"))
    code(study, "wu", "yard", [])
    code(study, "li", "lane", [("helper", "helpers")], round=2)
    with_reviewer(study)
    return study.folder


@pytest.fixture
def study(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which the test works, without figures: they take seconds."""
    monkeypatch.setattr(report_content, "figure_drawn", lambda kind, tables, **options: Figure(kind, kind))
    shutil.copytree(folder, tmp_path / "s")
    monkeypatch.chdir(tmp_path / "s")
    return tmp_path / "s"


def tabulated(output: str = "results", **asked) -> None:
    run(in_study(CodeOptions((), "", output=output, **asked)))


def written(done) -> str:
    (file,) = done.files
    return Path(file).read_text(encoding="utf-8")


def of(coder: str, **asked) -> str:
    """The report of a coder as Markdown."""
    return written(report(coder=coder, formats="md", lang="en", **asked))


def tree(folder: Path) -> dict[str, bytes]:
    """The bytes of all files in a folder and those below it."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def section(text: str, head: str) -> str:
    return text[text.index(head) :].split("\n## ")[0]


@pytest.mark.parametrize("coder", ["rules", "li", "li#2", "wu", "zhang", "rules+mei"])
@pytest.mark.parametrize("format", ["md", "html"])
def test_it_is_the_report_of_results_that_were_made_for_it(study, coder, format):
    """But for two things: where a record is, and rows of a table that nobody has."""
    tabulated()
    tabulated("apart", coder=coder)
    two = written(report("apart", formats=format, lang="en"))
    one = written(report(coder=coder, formats=format, lang="en"))
    made = (
        f"they were made for this report and not kept: with the same options qualcode code --coder {coder} "
        "writes them, and a record of all options and the SHA-256 of every text and table."
    )
    assert (two.count(KEPT), one.count(made)) == (1, 1)
    assert one.replace(made, KEPT).replace('"table":false', '"table":true') == two


def test_results_on_disk_stay_as_they_are_and_nothing_else_is_left(study, tmp_path, monkeypatch):
    tabulated()
    report(lang="en")
    before = tree(study)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    done = report(coder="rules+mei", formats=("html", "md"))
    after = tree(study)
    assert done.files == ("report-rules+mei.html", "report-rules+mei.md", *done.files[2:])
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == set(done.files)
    assert not list(temporary.iterdir())


@pytest.mark.parametrize(
    ("coder", "reviewed_only", "name"),
    [
        ("li#2", False, "report-li-round2"),  # a browser would take # for the beginning of a place in it
        ("rules+mei", True, "report-rules+mei-reviewed"),
        ("rules", False, "report-rules"),
        ("王芳🙂", False, "report-王芳🙂"),
        ("a?b", False, "report-a%3Fb"),
    ],
)
def test_its_name_says_whose_it_is(study, coder, reviewed_only, name):
    assert source_of("", NOWHERE, coder, reviewed_only=reviewed_only).stem == name


def test_it_goes_beside_the_results_or_into_the_study(study, tmp_path, monkeypatch):
    assert source_of("", NOWHERE, "li").place == Path()
    tabulated()
    assert source_of("results", NOWHERE, "li").place == Path()
    assert source_of("results", NOWHERE, "").place == Path("results")
    monkeypatch.chdir(tmp_path)
    assert source_of("s", NOWHERE, "li").place == Path("s")
    assert report("s", coder="li", formats="md", output="out").files[0] == "out/report-li.md"
    assert report("s", coder="li", formats="md", output="a.md").files[0] == "a.md"


def test_it_is_counted_as_the_results_are(study):
    tabulated(unit="turn", speakers=("Lin",))
    done = report("results", coder="li", formats="md", lang="en")
    assert done.counted_as == "counted as in results: by turn, speakers=Lin; coder=li"
    text = written(done)
    assert "1 document · N = 2 · 5 codes · 3 codings · coder: li · Street 1.0.0" in text
    assert "Counted: turns; population: speakers=Lin; coded by li; N = 2." in text


def test_rules_in_place_of_a_person_judge_in_the_unit_of_their_codebook(study):
    book = Path("codebook.yaml")
    book.write_text(
        book.read_text("utf-8").replace("version: 1.0.0", "version: 1.0.0\n  unit: turn"), "utf-8"
    )
    tabulated(coder="li")
    done = report("results", coder="rules", formats="md", lang="en")
    assert done.counted_as == "counted as in results: by turn, speakers!=interviewer"
    assert "Each turn was judged by itself" in written(done)
    tabulated(coder="li", count_by="document")
    assert "by document" in report("results", coder="rules", formats="md").counted_as


def test_options_of_a_run_that_do_not_fit_a_person_are_left_out(study):
    tabulated(prompted=True, excel_safe=True, measure="c", count_by="overlap")
    text = of("li")
    assert "co-occurrence counts by" in text
    assert "coded by li" in text


def test_without_results_it_is_counted_as_the_study_says(study, tmp_path, monkeypatch):
    done = report(coder="li", formats="md", lang="en")
    assert (done.counted_as, done.files[0]) == ("", "report-li.md")
    assert "N = 10" in written(done)
    monkeypatch.chdir(tmp_path)
    other = report("s/transcripts/lane.txt", coder="li", formats="md", lang="en", output="lane.md")
    assert "1 document · N = 6 · 5 codes · 3 codings · coder: li" in written(other)


def test_what_must_be_known_of_the_numbers_is_told_and_stands_in_the_report(study):
    done = report(coder="rules+mei", formats="md", lang="en")
    assert done.warnings[:2] == (
        "2 of 3 documents, not finished by mei: own codings in them do not count yet: yard, 花园",
        "6 rule codings that mei has not reviewed stay (--reviewed-only leaves them out)",
    )
    assert "by_hand: missing, not zero, in 2 of 3 documents, where mei could not give it" in done.warnings[2]
    text = written(done)
    assert "1 was accepted and 1 rejected" in section(text, "## Methods")
    limits = section(text, "## Limits")
    assert "6 codings of the rules count that nobody has reviewed" in limits
    assert (
        "Codes that could not be given in 2 documents, since they were not on offer there: By hand." in limits
    )
    zh = written(report(coder="rules+mei", formats="md", lang="zh"))
    assert "计入的规则编码中有 6 个未经复核" in section(zh, "## 局限")
    assert "在 2 份文档中无法给出的代码（完成编码时编码本尚无此代码）：手工。" in section(zh, "## 局限")
    assert "编码者：rules+mei" in zh
    assert "未另存；以同样的选项运行 qualcode code --coder rules+mei 即得各表" in zh


def test_what_a_person_took_away_is_no_failure_of_the_rules(study):
    text = written(report(coder="rules+mei", reviewed_only=True, formats="md", lang="en"))
    assert "coder: rules+mei (of the rules only what was accepted)" in text
    limits = section(text, "## Limits")
    assert (
        "Codes with rules that have no coding: Leader, Trust. Their rules found nothing, or what they"
        in limits
    )
    assert "nobody has reviewed" not in limits
    assert "whose rules found nothing" not in limits


def test_of_corrected_rules_it_is_not_said_that_nobody_touched_them(study):
    """zhou rejected one coding and made none."""
    events = [
        Event("open", codes=CODES),
        decided(Study(Path()), "reject", "We trust her.", "trust"),
        Event("finish", codes=CODES),
    ]
    append_events(Path(), "zhou", "lane", events)
    methods = section(of("rules+zhou"), "## Methods")
    assert "All 7 codings were made by the rules. Each names" in methods
    assert "0 were accepted and 1 rejected" in methods
    assert "none was added" in section(of("rules"), "## Methods")


def test_the_appendix_tells_the_n_of_all_units(study):
    """The first code could be given in one of two documents only."""
    assert "Frequencies: N = 8 sentences of all speech but the interviewer's; coded by wu, in 2 doc" in of(
        "wu"
    )


def test_somebody_codes_while_the_report_is_made(study, monkeypatch):
    """All of it is of the codings that were read first."""

    def meanwhile(options, prepared, **more):
        code(Study(Path()), "li", "yard", [("leader", "leader")])
        return run_prepared(options, prepared, **more)

    monkeypatch.setattr(sources, "run_prepared", meanwhile)
    text = of("li", agreement="none")
    assert "2 documents · N = 10 · 5 codes · 5 codings" in text
    assert "yard" not in text


@pytest.mark.parametrize(
    ("coder", "more", "message"),
    [
        ("li,zhang", {}, "a report is of one coder, and li,zhang are several"),
        ("li，zhang", {}, "a report is of one coder, and li，zhang are several"),
        ("nobody", {}, "nobody is called nobody in this study"),
        ("li#9", {}, "li has finished no document in round 9"),
        ("rules+", {}, "'rules+' names no coder"),
        ("li", {"reviewed_only": True}, "--reviewed-only says nothing of li"),
        ("", {"reviewed_only": True}, "--reviewed-only does nothing without --coder"),
        ("li", {"formats": "pdf"}, "there is no format 'pdf' for a report"),
        ("li", {"lang": "fr"}, "--lang fr: this is written in English or Chinese"),
    ],
)
def test_what_cannot_be(study, coder: str, more: dict[str, object], message: str):
    before = tree(study)
    with pytest.raises(UsageError) as caught:
        report(coder=coder, **more)
    assert caught.value.message == message
    assert tree(study) == before


def test_several_coders_are_told_which_commands_compare_them(study):
    with pytest.raises(UsageError, match="several") as caught:
        report(coder="li,zhang")
    assert "qualcode analyze freq --coder li,zhang" in caught.value.cure
    assert "qualcode agree" in caught.value.cure


def test_outside_a_study_people_have_no_codings_and_rules_have(study, tmp_path, monkeypatch):
    (tmp_path / "talks").mkdir()
    shutil.copy("transcripts/lane.txt", tmp_path / "talks")
    shutil.copy("codebook.yaml", tmp_path / "book.yaml")
    monkeypatch.chdir(tmp_path)
    refused: Sequence[tuple[tuple[object, ...], dict[str, str]]] = (
        (("talks",), {"coder": "li", "codebook": "book.yaml"}),
        (("talks",), {"coder": "rules"}),  # by which codebook?
        ((), {"coder": "rules"}),
    )
    for given, options in refused:
        with pytest.raises(UsageError):
            report(*given, **options)
    with pytest.raises(ReadError):  # without a coder it is of results
        report("talks", codebook="book.yaml")
    assert "1 document" in written(
        report("talks", coder="rules", codebook="book.yaml", formats="md", lang="en")
    )


def test_results_whose_transcripts_have_moved_name_them_again(study):
    tabulated()
    Path("transcripts").rename("moved")
    with pytest.raises(ReadError, match="not here"):
        report(coder="rules")
    assert report("results", ["moved"], coder="rules", formats="md", lang="en").files[0] == "report-rules.md"


def test_damaged_results_are_not_passed_over(study):
    tabulated()
    Path("results/provenance.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReadError, match="no folder of results"):
        report(coder="li")


def test_quotes_of_results_for_spreadsheets_are_as_they_were_said(study):
    text = "Interviewer: Who?\n\nLin: =leader of us all, she said.\n\nInterviewer: So?\n\nLin: So it is.\n"
    Path("transcripts/lane.txt").write_text(text, encoding="utf-8")
    qualcode.ingest_study(".", again=True)
    tabulated(excel_safe=True)
    text = written(report("results", formats="md", lang="en", agreement="none"))
    assert "'=leader" in Path("results/codings.csv").read_text("utf-8")
    assert "=leader" in text
    assert "'=leader" not in text
    assert "'=leader" not in qualcode.codebook_appendix("codebook.yaml", results="results").content.decode()


def test_the_reader_names_no_row_of_a_table_that_nobody_has(study):
    tabulated()
    script = """
        await go("#code=leader&doc=lane");
        await press("j");
        told.meta = text(".reason .meta");
    """
    pages = {"kept": report("results", lang="en"), "made": report(coder="rules", lang="en")}
    told = {name: acted(written(done), script, study)["meta"] for name, done in pages.items()}
    assert told["made"] == "coded by the rules"
    assert re.fullmatch(r"coded by the rules · row \d of codings\.csv", told["kept"])


def test_in_a_process_of_its_own(folder: Path, tmp_path: Path):
    """As it is typed: what is said, where it goes, what stays, and the same bytes each time."""
    shutil.copytree(folder, tmp_path / "s")
    home = tmp_path / "s"
    assert run_process("code", "-q", cwd=home).returncode == 0
    before = tree(home / "results")
    done = run_process("report", "--coder", "wu", "--lang", "zh", "--format", "html,docx,md", cwd=home)
    assert (done.returncode, done.stdout) == (0, "")
    lines = done.stderr.splitlines()
    assert lines[:2] == [
        "counted as in results: by sentence, speakers!=interviewer; coder=wu",
        "warning: left out: 1 of 3 documents, not finished by wu: 花园",
    ]
    assert "report-wu.html: written" in lines
    assert tree(home / "results") == before
    page = (home / "report-wu.html").read_bytes()
    assert "编码者：wu" in page.decode()
    again = run_process("report", "results", "--coder", "wu", "--lang", "zh", "-o", "b.html", cwd=home)
    assert again.returncode == 0
    assert (home / "b.html").read_bytes() == page
    record = json.loads((home / "results" / "provenance.json").read_text(encoding="utf-8"))
    assert record["options"]["coder"] == "rules"
    refused = run_process("report", "--coder", "li,wu", cwd=home)
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)


def test_a_transcript_that_cannot_be_read_is_told(study, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree("s/transcripts", "talks")
    Path("talks/broken.docx").write_bytes(b"PK\x03\x04 no")
    shutil.copy("s/codebook.yaml", "book.yaml")
    asked = {"coder": "rules", "codebook": "book.yaml", "formats": "md", "lang": "en"}
    done = report("talks", **asked)
    assert [file for file, _ in done.unread] == ["talks/broken.docx"]
    assert done.is_complete
    assert "1 file beside them was not read." in written(done)
    assert not report("talks/broken.docx", ["talks/lane.txt"], **asked).is_complete
    command = ("report", "talks/broken.docx", "talks/lane.txt", "-c", "book.yaml", "--coder", "rules")
    ended = run_process(*command, "--format", "md", cwd=tmp_path)
    assert ended.returncode == 1
    assert "not read: talks/broken.docx: " in ended.stderr


def test_a_file_that_is_read_is_not_written_over(study):
    tabulated()
    Path("transcripts/lane.md").touch()
    for coder in ([], ["--coder", "li"]):
        done = run_process("report", *coder, "-o", "transcripts/lane.md", cwd=study)
        assert done.returncode == 2, done.stderr
        assert "it would be lost" in done.stderr
        assert not Path("transcripts/lane.md").read_bytes()


def test_errors_name_no_folder_that_is_gone(study, monkeypatch):
    def torn(options, prepared, **more):
        done = run_prepared(options, prepared, **more)
        Path("text/lane.txt").write_text("other", encoding="utf-8")
        return done

    monkeypatch.setattr(sources, "run_prepared", torn)
    with pytest.raises(QualcodeError) as caught:
        report(coder="li", agreement="none")
    assert tempfile.gettempdir() not in str(caught.value).replace(str(study), "")


@pytest.mark.parametrize("coder", ["", "li"])
@pytest.mark.parametrize(
    "output", ["transcripts", "transcripts/more", "transcripts/a.html", "./transcripts/../transcripts"]
)
def test_a_report_among_the_transcripts_is_refused(study, coder, output):
    """The next run would read it as an interview."""
    tabulated()
    with pytest.raises(UsageError, match="it would be read as one of them"):
        report("results", coder=coder, output=output)
    assert sorted(one.name for one in Path("transcripts").iterdir()) == ["lane.txt", "yard.txt", "花园.txt"]


def test_results_among_the_transcripts_are_none_of_them(study, tmp_path, monkeypatch):
    """Who codes the current folder has the results in it; reports in them are not read."""
    shutil.copytree("transcripts", tmp_path / "talks")
    shutil.copy("codebook.yaml", tmp_path / "talks" / "book.yaml")
    monkeypatch.chdir(tmp_path / "talks")
    run(CodeOptions((".",), "book.yaml"))
    assert report(formats="md").files[0] == "results/report.md"
    assert report(coder="rules", formats="md", output="results").files[0] == "results/report-rules.md"
    assert report(coder="rules", formats="md", output="../out").files[0] == "../out/report-rules.md"
    with pytest.raises(UsageError, match="choose another place") as caught:
        report(coder="rules")
    assert caught.value.slug == "output"


def test_what_has_changed_since_the_results_is_told(study):
    tabulated()
    assert not [line for line in report("results", coder="li", formats="md").warnings if "not as in" in line]
    book = Path("codebook.yaml")
    book.write_text(book.read_text("utf-8").replace("helper*", "help*"), encoding="utf-8")
    Path("transcripts/new.txt").write_text("Lin: She helps us, and she leads.\n", encoding="utf-8")
    Path("text/yard.txt").unlink()
    Path("text/yard.turns.json").unlink()
    Path("transcripts/yard.txt").write_text("Ben: Nothing.\n", encoding="utf-8")
    told = "2 documents are not as in results: new, yard"
    by_rules = report("results", coder="rules", formats="md").warnings
    assert by_rules[:2] == ("the rules of codebook.yaml are not those of results", told)
    assert not [line for line in report("results", coder="li", formats="md").warnings if "as in" in line]
    tabulated(coder="li")  # who has finished two of four: the others were left out, they are not new
    assert not [line for line in report("results", coder="rules", formats="md").warnings if "as in" in line]
