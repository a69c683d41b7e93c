"""What `doctor` looks at: rows by themselves, with broken parts put in."""

import platform
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import UsageError
from qualcode.project.doctor import finding as doctor_finding
from qualcode.project.doctor import fonts as doctor_fonts
from qualcode.project.doctor import python as doctor_python
from qualcode.project.doctor import system as doctor_system
from qualcode.project.doctor.examining import _study_findings, look
from qualcode.project.doctor.finding import COLUMNS, Finding, tried, without_names
from qualcode.project.study.folder import begin_study

HAS_GIT = shutil.which("git") is not None


def rows(found) -> dict[str, Finding]:
    return {finding.what: finding for finding in found}


def test_all_is_well_here(tmp_path: Path):
    found = look(tmp_path)
    assert [finding for finding in found if finding.state == "problem"] == []
    assert {finding.state for finding in found if not finding.cure} == {"ok"}
    assert {finding.state for finding in found if finding.cure} <= {"note"}
    named = rows(found)
    assert named["qualcode"].found == qualcode.__version__
    assert named["pandas"].found == metadata.version("pandas")
    assert named["jieba at work"].found == named["rjieba at work"].found == "finds 居民, 在, 社区, 开会"
    assert named["study"].found == "none: this folder lies in no study"
    assert "pytest" not in named


def test_the_same_as_a_frame(tmp_path: Path):
    frame = qualcode.doctor(tmp_path)
    assert tuple(frame.columns) == COLUMNS
    assert {"qualcode", "git", "disk", "study"} <= set(frame.what)
    assert frame.cure.map(type).eq(str).all()


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(UsageError, match="no such folder"):
        look(tmp_path / "none")


@pytest.mark.parametrize(
    ("line", "state", "found"),
    [
        ("pandas>=2.3", "ok", None),
        ("pandas>=999", "problem", "; wanted >=999"),
        ("pandas<1", "problem", "; wanted <1"),
        ("no-such-thing>=1", "problem", "not installed; wanted >=1"),
    ],
)
def test_versions_against_what_is_asked_for(monkeypatch, line, state, found):
    monkeypatch.setattr(metadata, "requires", lambda name: [line])
    (one,) = map(doctor_python._dependency, doctor_python._requirements())
    assert one.state == state
    assert one.found.endswith(found or metadata.version("pandas"))
    assert one.cure == ("" if state == "ok" else f'pip install "{line}"')


def test_markers_are_respected(monkeypatch):
    lines = ["pandas; python_version < '3'", "numpy; python_version > '3'", "pytest; extra == 'dev'"]
    monkeypatch.setattr(metadata, "requires", lambda name: lines)
    assert [requirement.name for requirement in doctor_python._requirements()] == ["numpy"]


def test_a_package_that_is_not_installed(monkeypatch):
    monkeypatch.setattr(doctor_python, "PACKAGE", "no-such-thing")
    found = rows(doctor_python._versions())
    assert found["dependencies"].state == "note"
    assert found["Python"].state == "ok"


def test_an_old_python():
    assert doctor_python._python(">=99").state == "problem"
    assert doctor_python._python(">=99").found.endswith("wanted >=99")


def test_an_engine_that_is_broken():
    def breaks() -> str:
        raise ImportError("no symbol\nat all")

    assert tried("engine", breaks, "again") == Finding("engine", "ImportError: no symbol", "problem", "again")
    with pytest.raises(ValueError, match="gave"):
        doctor_python._expected(["a"], ["b"])


def test_no_names(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/users/wangfang"))
    monkeypatch.setattr(doctor_finding.getpass, "getuser", lambda: "wangfang")
    monkeypatch.setattr(platform, "node", lambda: "desk-7.example.org")
    assert without_names("/users/wangfang/study") == "~/study"
    assert without_names("/data/wangfang/a on desk-7 of wangfangs") == "/data/…/a on … of wangfangs"


def test_signs_that_a_terminal_cannot_show(monkeypatch):
    class Old:
        encoding = "cp1252"

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdout", Old())
    found = rows(doctor_system.terminal_findings())
    assert found["signs"].state == "note"
    assert found["signs"].found == "Chinese and lines cannot be shown in cp1252"
    assert "PYTHONUTF8" in found["signs"].cure
    assert rows(doctor_system.system_findings())["standard output"].state == "note"


@pytest.mark.parametrize(
    ("files", "listed", "name"),
    [
        (["wqy-microhei.ttc", "NotoSansCJK-Regular.ttc"], [], "Noto Sans CJK SC"),
        (["msyh.ttc", "arial.ttf"], [], "Microsoft YaHei"),
        (["PingFang.ttc"], [], "PingFang SC"),
        (["other.ttf"], ["WenQuanYi Zen Hei"], "WenQuanYi Zen Hei"),
        (["wqy-microhei.txt", "DejaVuSans.ttf"], [], ""),
    ],
)
def test_fonts_in_their_order(tmp_path: Path, monkeypatch, files, listed, name):
    (tmp_path / "truetype").mkdir()
    for file in files:
        (tmp_path / "truetype" / file).touch()
    monkeypatch.setattr(doctor_fonts, "_folders", lambda: [tmp_path, tmp_path / "none"])
    monkeypatch.setattr(doctor_fonts, "_listed", lambda: listed)
    (found,) = doctor_fonts.font_findings()
    assert doctor_fonts.find_font() == name
    assert (found.state, bool(found.cure)) == (("ok", False) if name else ("note", True))


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_folders_of_fonts(monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setenv("LOCALAPPDATA", "Local")
    assert len(doctor_fonts._folders()) >= 2


def test_no_git(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (found,) = doctor_system.git_findings(tmp_path)
    assert (found.found, found.state) == ("not found", "note")


@pytest.mark.skipif(not HAS_GIT, reason="git is not installed")
def test_git_in_a_study(tmp_path: Path):
    begin_study(tmp_path)
    assert set(rows(doctor_system.git_findings(tmp_path))) == {"git"}
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    found = rows(doctor_system.git_findings(tmp_path))
    assert found["git merge driver"].state == "note"
    assert found["git merge driver"].cure.startswith("git config merge.qualcode.driver ")
    subprocess.run(["git", "-C", str(tmp_path), "config", "merge.qualcode.driver", "x"], check=True)
    assert rows(doctor_system.git_findings(tmp_path))["git merge driver"].state == "ok"


@pytest.mark.skipif(not HAS_GIT, reason="git is not installed")
def test_line_ends_that_git_changes(tmp_path: Path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "config", "core.autocrlf", "true"], check=True)
    assert rows(doctor_system.git_findings(tmp_path))["git line ends"].state == "note"
    begin_study(tmp_path)
    assert rows(doctor_system.git_findings(tmp_path))["git line ends"].state == "ok"


def test_little_room(monkeypatch, tmp_path: Path):
    usage = shutil.disk_usage(tmp_path)._replace(free=10**8)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert rows(doctor_system.folder_findings(tmp_path))["disk"].found == "0.1 GB free"
    assert rows(doctor_system.folder_findings(tmp_path))["disk"].state == "note"


def test_a_study_from_below(tmp_path: Path):
    begin_study(tmp_path)
    found = rows(_study_findings(tmp_path / "transcripts"))
    assert found["study"].found == without_names(str(tmp_path.resolve()))
    assert found["settings"].state == "ok"
    assert "spacy_model" not in found


def test_settings_that_cannot_be_read(tmp_path: Path):
    begin_study(tmp_path)
    (tmp_path / "qualcode.toml").write_text("format = 1\nspeker = 2\n", encoding="utf-8")
    assert rows(_study_findings(tmp_path))["settings"].state == "problem"


def test_the_pipeline_of_a_study(tmp_path: Path):
    import spacy

    begin_study(tmp_path)
    settings = tmp_path / "qualcode.toml"
    settings.write_text('format = 1\nspacy_model = "./model"\n', encoding="utf-8")
    found = rows(_study_findings(tmp_path))["spacy_model"]
    assert found.state == "problem"
    assert found.cure
    spacy.blank("en").to_disk(tmp_path / "model")
    assert rows(_study_findings(tmp_path))["spacy_model"].state == "ok"


def test_what_is_optional_is_no_problem():
    rows = {row.what: row for row in look(Path())}
    assert rows["pyarrow"].state == "ok"
    assert "Parquet" in rows["pyarrow"].found or rows["pyarrow"].found[0].isdigit()
