"""The coded units of a study: the same numbers as the tables of `qualcode code`."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

import qualcode
from qualcode.analysis.breakdown import frequency_by_columns
from qualcode.analysis.coded_units import CodedUnits
from qualcode.analysis.cooccurrence import cooccurrence_pair_columns
from qualcode.analysis.frequency import frequency_columns
from qualcode.errors import ReadError
from qualcode.export.csv import column_rows, table_bytes
from qualcode.project.job import workers
from qualcode.project.job.analysing import Analysed, analyse
from qualcode.project.job.options import CodeOptions
from tests.project.small_study import coded, table_of, write_study

CASES = {
    "plain": {},
    "everyone by turn": {"speakers": ("all",), "unit": "turn"},
    "documents, rolled up": {"count_by": "document", "rollup": True},
    "some": {"where": (("community", "L"),), "count_by": "turn"},
    "windows": {"count_by": "window:2"},
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    write_study(folder)
    return folder


def analysed(study: Path, **options) -> Analysed:
    return analyse(CodeOptions((str(study / "talks"),), str(study / "codebook.yaml"), **options))


@pytest.mark.parametrize("options", CASES.values(), ids=CASES)
def test_the_same_numbers_as_the_tables(study, tmp_path, options):
    coded(study, tmp_path, **options)
    found = analysed(study, **options)
    frequencies = column_rows(frequency_columns(found.sums, found.codebook))
    assert table_bytes(*frequencies) == (tmp_path / "frequencies.csv").read_bytes()
    pairs = column_rows(cooccurrence_pair_columns(found.sums, found.codebook))
    assert table_bytes(*pairs) == (tmp_path / "cooccurrence_pairs.csv").read_bytes()
    n_units = [int(row["n_units"]) for row in table_of(tmp_path / "frequencies.csv")]
    has = found.units.has().astype(np.int64)
    assert has.sum(axis=0).tolist() == n_units
    if found.sums.counting.pairs == "unit":
        met = (has.T @ has).toarray()
        index = found.codebook.index()
        for row in table_of(tmp_path / "cooccurrence_pairs.csv"):
            assert met[index[row["code_1"]], index[row["code_2"]]] == int(row["n_both"])


@pytest.mark.parametrize("count_by", ["sentence", "turn", "document"])
def test_each_role_is_a_population_of_its_own(study, tmp_path, count_by):
    found = analysed(study, count_by=count_by)
    by = frequency_by_columns(found.units, found.codebook, "role")
    roles = list(dict.fromkeys(by["value"]))
    assert roles == ["head", "participant", "resident", "secretary"]
    for role in roles:
        if role == "participant":
            continue  # on the command line all but the interviewer are participants
        coded(study, tmp_path, count_by=count_by, speakers=(f"role:{role}",))
        mine = [at for at, value in enumerate(by["value"]) if value == role]
        columns = (
            "code",
            "n_codings",
            "n_units",
            "n_documents",
            "share_units",
            "per_1000_words",
            "per_1000_characters",
            "N",
        )
        rows = table_bytes(columns, [[by[name][at] for name in columns] for at in mine])
        table = table_of(tmp_path / "frequencies.csv")
        assert rows == table_bytes(columns, [[row[name] for name in columns] for row in table])


def columns_of(units: CodedUnits) -> list[list[int]]:
    """All columns of numbers."""
    values = [getattr(units, field.name) for field in fields(units)]
    return [value.tolist() for value in values if isinstance(value, np.ndarray)]


def test_several_processes_and_the_library_give_the_same_units(study, monkeypatch):
    one = analysed(study, rollup=True)
    monkeypatch.setattr(workers, "BATCH_BYTES", 1)
    many = analysed(study, rollup=True, workers=2)
    with pytest.warns(UserWarning, match="not read"):
        documents = qualcode.read_transcripts(study / "talks", unreadable="skip")
    results = qualcode.code(documents, qualcode.load_codebook(study / "codebook.yaml"), rollup=True)
    assert columns_of(one.units) == columns_of(many.units) == columns_of(results.units)
    assert [origin.id for origin in one.units.documents] == [origin.id for origin in many.units.documents]


def test_what_was_not_read(study):
    found = analysed(study)
    assert [(Path(one.file).name, one.named) for one in found.failures] == [
        ("notes.jpg", False),
        ("empty.txt", False),
    ]


def test_nothing_to_read(study, tmp_path):
    with pytest.raises(ReadError):
        analyse(CodeOptions((str(tmp_path),), str(study / "codebook.yaml")))
