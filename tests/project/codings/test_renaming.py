"""A code that people used gets another id: their codings count for it, and their journals stay."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import qualcode as qc
from qualcode.cli import app
from qualcode.errors import UsageError
from qualcode.project.checks.checking import check_study
from qualcode.project.codings.by_hand import by_hand
from qualcode.project.codings.renaming import renaming
from qualcode.project.study.journals import as_written, read_state
from qualcode.settings import parse_settings
from tests.project.coded_study import coded


def kappas(study):
    table = qc.agree("li", "zhang", study=study.folder, draws=0).table
    kappa = table[table["measure"] == "cohen_kappa"]
    return dict(zip(kappa["code"], kappa["value"], strict=True))


def rename(folder: Path, old: str, new: str):
    result = CliRunner().invoke(app, ["codebook", "rename", str(folder / "codebook.yaml"), old, new])
    assert result.exit_code == 0, result.exception
    return result.stdout.splitlines()


def test_codings_follow_a_code_twice(tmp_path: Path):
    study = coded(tmp_path)
    before, journals = kappas(study), as_written(tmp_path)
    rename(tmp_path, "leader", "head")
    told = rename(tmp_path, "head", "能人")
    assert told[-1].endswith("codings by people with head count for 能人 (qualcode.toml, [renamed])")
    after = kappas(study)
    assert after["能人"] == before["leader"] > 0
    assert after["trust"] == before["trust"]
    assert {one.code for one in read_state(tmp_path)[0].codings} >= {"能人"}
    assert as_written(tmp_path) == journals
    assert not [one for one in check_study(study).findings if one.about == "codings"]


def test_an_id_that_is_in_use_again_is_refused(tmp_path: Path):
    study = coded(tmp_path)
    rename(tmp_path, "leader", "head")
    result = CliRunner().invoke(app, ["codebook", "add", str(tmp_path / "codebook.yaml"), "leader"])
    assert result.exit_code == 0
    with pytest.raises(UsageError, match="leader was renamed, and is a code again"):
        by_hand(study)
    assert [one.level for one in check_study(study).findings if "is a code again" in one.message] == ["error"]


def test_back_again(tmp_path: Path):
    coded(tmp_path)
    rename(tmp_path, "leader", "head")
    rename(tmp_path, "head", "leader")
    settings = parse_settings((tmp_path / "qualcode.toml").read_text(encoding="utf-8"))
    assert settings.renamed == {"head": "leader"}


def test_a_table_in_another_form_is_left_alone(tmp_path: Path):
    settings = tmp_path / "qualcode.toml"
    settings.write_text('format = 1\nrenamed = {a = "b"}\n', encoding="utf-8")
    with pytest.raises(Exception, match="TOML"):
        renaming(settings, "b", "c")
    assert settings.read_text(encoding="utf-8") == 'format = 1\nrenamed = {a = "b"}\n'
