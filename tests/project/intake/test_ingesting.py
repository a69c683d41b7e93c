"""Transcripts come into a study and stay there."""

import shutil
import unicodedata
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import UsageError
from qualcode.journal.passages import added
from qualcode.project.intake.arriving import Arrival
from qualcode.project.intake.ingesting import IngestReport, ingest_study
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions
from qualcode.project.results.run import run
from qualcode.project.study.folder import Study, begin_study
from qualcode.project.study.journals import append_events, read_state
from qualcode.text.digest import sha256_of

FIRST = "访谈者：您好？\n\n王主任：社区是大家的，能人带头。\n\n访谈者：谢谢。\n"
SECOND = "Interviewer: Who helps?\n\nMary: The committee does.\n\nInterviewer: And you?\n\nMary: I do.\n"
RULES = "format: 1\ncodebook: {name: N, version: 1.0.0, languages: [en]}\ncodes:\n  - id: us\n"
RULES += "    name: {en: Us}\n    rules: [社区, committee]\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch) -> Study:
    begun = begin_study(tmp_path / "s").study
    monkeypatch.chdir(begun.folder)
    Path("codebook.yaml").write_text(RULES, encoding="utf-8")
    Path("transcripts/b").mkdir()
    Path("transcripts/a.txt").write_text(FIRST, encoding="gb18030")
    Path("transcripts/b/a.md").write_text(f"---\ncommunity: L\n---\n{SECOND}", encoding="utf-8")
    return Study(Path())


def ingest(study: Study, **options) -> tuple[IngestReport, dict[str, Arrival]]:
    told: list[Arrival] = []
    report = ingest_study(study, tell=told.append, **options)
    return report, {one.document: one for one in told}


def states(study: Study, **options) -> dict[str, str]:
    return {id: one.state for id, one in ingest(study, **options)[1].items()}


def coded(output: str) -> dict[str, bytes]:
    options = CodeOptions(("transcripts",), "codebook.yaml", output=output, settings="qualcode.toml")
    run(options)
    return {path.name: path.read_bytes() for path in Path(output).iterdir()}


def test_twice_is_once(study: Study):
    report, told = ingest(study)
    assert {id: one.state for id, one in told.items()} == {"a": "new", "b/a": "new"}
    assert (report.n_kept, told["a"].turns, told["a"].language) == (2, 3, "zh-Hans")
    assert "read as GB18030 (guessed, 1.00)" in told["a"].guesses
    before = {path: path.read_bytes() for path in Path("text").iterdir()}
    assert {path.name for path in before} == {"a.txt", "a.turns.json", "b%2Fa.txt", "b%2Fa.turns.json"}
    assert Path("text/a.txt").read_text(encoding="utf-8") == FIRST
    assert states(study) == {"a": "same", "b/a": "same"}
    assert {path: path.read_bytes() for path in Path("text").iterdir()} == before


def test_results_are_the_same_from_the_texts(study: Study):
    fresh = coded("one")
    ingest(study)
    assert coded("two") == fresh
    Path("transcripts/a.txt").unlink()
    Path("transcripts/b/a.md").unlink()
    assert coded("three") == fresh
    Path("transcripts/b").rmdir()
    Path("transcripts").rmdir()
    assert coded("four") == fresh


def test_processes_change_nothing(study: Study):
    for number in range(40):
        Path(f"transcripts/n{number}.txt").write_text(FIRST * 1000, encoding="utf-8")
    ingest(study, workers=1)
    before = {path.name: path.read_bytes() for path in Path("text").iterdir()}
    for path in Path("text").iterdir():
        path.unlink()
    ingest(study, workers=2)
    assert {path.name: path.read_bytes() for path in Path("text").iterdir()} == before


def test_a_changed_original_is_shown_and_left(study: Study):
    ingest(study)
    Path("transcripts/a.txt").write_text(FIRST.replace("谢谢", "多谢"), encoding="gb18030")
    _, told = ingest(study)
    assert told["a"].state == "changed"
    assert told["a"].diff == ("@@ -5 +5 @@", "-访谈者：谢谢。", "+访谈者：多谢。")
    assert Path("text/a.txt").read_text(encoding="utf-8") == FIRST
    assert states(study, again=True, documents=["b/a"]) == {"a": "same", "b/a": "same"}
    assert states(study, again=True, documents=["a"]) == {"a": "replaced", "b/a": "same"}
    assert "多谢" in Path("text/a.txt").read_text(encoding="utf-8")
    assert states(study) == {"a": "same", "b/a": "same"}


def test_an_original_saved_anew_with_the_same_text(study: Study):
    ingest(study)
    Path("transcripts/a.txt").write_text(FIRST, encoding="utf-8")
    assert states(study) == {"a": "resaved", "b/a": "same"}
    assert states(study) == {"a": "same", "b/a": "same"}


def test_settings_divide_anew_and_codings_keep_their_places(study: Study):
    ingest(study)
    with Path("qualcode.toml").open("a", encoding="utf-8") as file:
        file.write('[documents."a".speakers]\n"王主任" = false\n')
    assert states(study, write=False) == {"a": "turns", "b/a": "same"}
    assert states(study) == {"a": "turns", "b/a": "same"}
    assert states(study) == {"a": "same", "b/a": "same"}
    assert Path("text/a.txt").read_text(encoding="utf-8") == FIRST


def test_nothing_is_written_on_trial(study: Study):
    assert states(study, write=False) == {"a": "new", "b/a": "new"}
    assert not Path("text").exists()


def test_a_text_that_was_edited_is_damaged_until_told_otherwise(study: Study):
    ingest(study)
    with Path("text/a.txt").open("a", encoding="utf-8") as file:
        file.write("!")
    report, told = ingest(study)
    assert told["a"].state == "failed"
    assert "SHA-256" in told["a"].reason
    assert report.n_kept == 1
    assert states(study, again=True) == {"a": "replaced", "b/a": "same"}
    assert states(study) == {"a": "same", "b/a": "same"}


def test_a_bad_file_does_not_stop_the_rest(study: Study):
    Path("transcripts/0.docx").write_bytes(b"no zip")
    report, told = ingest(study)
    assert told["0"].state == "failed"
    assert report.n_kept == 2
    assert report.n_named_failed == 0
    assert ingest(study, documents=["transcripts/0.docx"])[0].n_named_failed == 1


def test_documents_by_id_file_and_folder(study: Study):
    assert states(study, documents=["transcripts/b"]) == {"a": "waiting", "b/a": "new"}
    assert states(study, documents=["transcripts/a.txt"]) == {"a": "new", "b/a": "same"}
    with pytest.raises(UsageError, match="no transcript nobody"):
        ingest(study, documents=["nobody"])


def test_labels_of_one_document_settle_another_whenever_it_comes(study: Study):
    """As in a run over all files at once."""
    doubtful = (
        "访谈者：请说。\n\n我们有个规定。\n\n那一天下雨。\n\n大家都来了。\n\n访谈者：后来呢？\n\n物业：没来。\n\n"
        "小星：我来了。\n\n下午。\n\n晚上。\n"
    )
    sure = "访谈者：您好。\n\n小星：好。\n\n" * 4
    Path("transcripts/c.txt").write_text(doubtful, encoding="utf-8")
    Path("transcripts/d.txt").write_text(sure, encoding="utf-8")
    at_once = coded("one")
    Path("transcripts/d.txt").rename("d.txt")
    assert states(study)["c"] == "new"
    Path("d.txt").rename("transcripts/d.txt")
    assert "小星" in at_once["documents.csv"].decode().split("\nc,")[1].split("\n")[0]
    assert states(study)["c"] == "turns"
    assert coded("two") == at_once
    assert set(states(study).values()) == {"same"}


def test_a_text_without_original_stays(study: Study):
    ingest(study)
    Path("transcripts/a.txt").unlink()
    assert states(study) == {"a": "text only", "b/a": "same"}


def test_codings_go_along_where_the_original_is_not_shared(study: Study):
    """Somebody else read the text in again, and pushed it; the coder has no originals."""
    ingest(study)
    text = Path("text/a.txt").read_text(encoding="utf-8")
    append_events(study.folder, "li", "a", [added("前" + text, sha256_of("前" + text), 1, 9, code="x")])
    Path("transcripts/a.txt").unlink()
    assert ingest(study)[1]["a"].codings_moved == 0
    assert ingest(study, again=True)[1]["a"].codings_moved == 1
    assert [one.span for one in read_state(study.folder)[0].codings] == [(0, 8)]


def test_run_warns_of_what_is_out_of_date(study: Study):
    ingest(study)
    Path("transcripts/a.txt").write_text(FIRST + "访谈者：完。\n", encoding="utf-8")
    with Path("qualcode.toml").open("a", encoding="utf-8") as file:
        file.write('[documents."b/a"]\nencoding = "utf-8"\n')
    options = CodeOptions(("transcripts",), "codebook.yaml", output="r", settings="qualcode.toml")
    warnings = run(options).warnings
    assert any(line.startswith("a: its original is not the one") for line in warnings)
    assert any(line.startswith("b/a: it was read in with other settings") for line in warnings)


def test_names_of_another_case_or_form_are_the_same_document(study: Study):
    Path("transcripts/café.txt").write_text(SECOND, encoding="utf-8")
    ingest(study)
    for path in list(Path("text").iterdir()):
        path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
    assert set(states(study).values()) == {"same"}
    Path("transcripts/a.txt").rename("transcripts/x.txt")
    Path("transcripts/x.txt").rename("transcripts/A.txt")
    assert states(study)["A"] == "same"
    assert len(list(Path("text").glob("[aA].*"))) == 2


def test_transcripts_may_lie_elsewhere(study: Study, tmp_path: Path):
    Path("transcripts").rename(tmp_path / "vault")
    try:
        Path("transcripts").symlink_to(tmp_path / "vault", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert states(study) == {"a": "new", "b/a": "new"}
    assert states(study) == {"a": "same", "b/a": "same"}
    Path("attributes.csv").write_text("document,community\na,M\n", encoding="utf-8")
    assert in_study(CodeOptions(("transcripts",), "")).attributes == "attributes.csv"


def test_long_recordings(study: Study):
    Path("transcripts/long.csv").write_text(
        "speaker,text,start\nQ,Hello there,700:00:01\nA,Yes,701:00:01\n", encoding="utf-8"
    )
    assert states(study)["long"] == "new"
    assert states(study)["long"] == "same"


def test_who_is_not_named_does_not_change_the_status(study: Study):
    ingest(study)
    with Path("text/a.txt").open("a", encoding="utf-8") as file:
        file.write("!")
    assert ingest(study, documents=["b/a"])[0].n_named_failed == 0


def test_two_transcripts_with_one_id_do_not_stop_the_rest(study: Study):
    shutil.copy("transcripts/a.txt", "transcripts/A.md")
    report, told = ingest(study)
    assert {id: one.state for id, one in told.items()} == {"b/a": "new"}
    assert report.alike == (("A", ("transcripts/A.md", "transcripts/a.txt")),)
    assert (report.n_kept, report.states["failed"]) == (1, 0)
    Path("transcripts/A.md").unlink()
    assert ingest(study)[0].alike == ()
    kept = Path("text/a.txt").read_bytes()
    Path("transcripts/a.md").write_text("Anna: Another talk.\n\nBen: Yes.\n", encoding="utf-8")
    report, told = ingest(study, again=True)
    assert report.alike == (("a", ("transcripts/a.md", "transcripts/a.txt")),)
    assert Path("text/a.txt").read_bytes() == kept
    table = qualcode.ingest_study(study.folder).set_index("document")
    assert list(table["state"]) == ["same", "failed"]
    assert table["note"]["a"] == "transcripts/a.md, transcripts/a.txt would be called a: rename one of them"
