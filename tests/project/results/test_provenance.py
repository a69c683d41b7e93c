"""provenance.json: its keys in order, nothing of clock, machine or person, and hashes that hold."""

import hashlib
import json
import platform
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from qualcode.version import __version__
from tests.project.small_study import coded, provenance_of, rows_of, table_of, write_study

KEYS = [
    "format", "qualcode", "command", "inputs", "options", "codebook", "attributes", "population", "documents",
    "guesses", "skipped", "warnings", "tables", "environment",
]  # fmt: skip
OPTIONS = {
    "unit": "sentence",
    "count_by": "sentence",
    "speakers": [],
    "where": [],
    "base": "all",
    "rollup": False,
    "prompted": False,
    "measure": "count",
    "lang": "zh",
    "encoding": None,
    "columns": None,
    "speaker_pattern": None,
    "split_at": "",
    "wrapped": None,
    "join_turns": False,
    "settings": None,
    "spacy_model": None,
    "excel_safe": False,
    "bom": True,
    "coder": "rules",
    "reviewed_only": False,
}
TABLES = [
    "codings.csv", "frequencies.csv", "cooccurrence.csv", "cooccurrence_pairs.csv", "code_by_document.csv",
    "documents.csv",
]  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    write_study(folder)
    return folder


@pytest.fixture(scope="module")
def results(study: Path) -> Path:
    coded(study, study / "out")
    return study / "out"


@pytest.fixture(scope="module")
def record(results: Path) -> dict[str, Any]:
    return provenance_of(results)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_keys_in_order(record):
    assert list(record) == KEYS
    assert (record["format"], record["qualcode"]) == ("qualcode-provenance/1", __version__)
    assert record["command"] == "code"
    assert list(record["codebook"]) == ["file", "name", "version", "sha256", "rules_sha256"]
    assert list(record["attributes"]) == ["file", "sha256"]
    assert list(record["population"]) == ["speakers", "where", "N", "words", "characters"]
    fields = ["document", "file", "source_sha256", "sha256", "reader", "encoding", "guessed"]
    assert all(list(one) == fields for one in record["documents"])
    assert all(list(one) == ["document", "guess"] for one in record["guesses"])
    assert all(list(one) == ["file", "reason"] for one in record["skipped"])
    assert list(record["tables"]) == TABLES
    assert all(list(one) == ["sha256", "rows", "N", "counted_by"] for one in record["tables"].values())


def test_layout_of_the_file(results, record):
    text = (results / "provenance.json").read_text(encoding="utf-8")
    assert text == json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    assert "花园" in text


def test_options_with_their_defaults(record):
    assert list(record["options"].items()) == list(OPTIONS.items())


def test_options_as_they_were_asked_for(study, tmp_path):
    settings = tmp_path / "study.toml"
    settings.write_text('format = 1\nspeaker_pattern = "^(.+?)[：:]"\n', encoding="utf-8")
    asked: dict[str, Any] = {
        "unit": "turn",
        "count_by": "window:2:turn",
        "speakers": ("role:participant", "李阿姨"),
        "where": (("community", "L"),),
        "base": "coded",
        "rollup": True,
        "prompted": True,
        "measure": "phi",
        "lang": "en",
        "split_at": "；",
        "wrapped": False,
        "join_turns": True,
        "excel_safe": True,
        "bom": False,
    }
    coded(study, tmp_path / "out", settings=str(settings), **asked)
    found = provenance_of(tmp_path / "out")["options"]
    expected = asked | {"speakers": ["role:participant", "李阿姨"], "where": ["community=L"]}
    expected |= {"speaker_pattern": "^(.+?)[：:]", "encoding": None, "columns": None}
    expected["spacy_model"] = None
    expected |= {"coder": "rules", "reviewed_only": False}
    expected["settings"] = {"file": "study.toml", "sha256": sha256(settings)}
    assert found == expected
    assert list(found) == list(OPTIONS)


def test_line_ends_of_the_settings_are_irrelevant(study, tmp_path):
    records = []
    for number, end in enumerate(("\n", "\r\n")):
        settings = tmp_path / "study.toml"
        settings.write_bytes(f"format = 1{end}[speakers]{end}\"答\" = 'boss'{end}".encode())
        coded(study, tmp_path / str(number), settings=str(settings))
        records.append((tmp_path / str(number) / "provenance.json").read_bytes())
    assert records[0] == records[1]


def test_hashes_of_what_went_in(study, record):
    assert record["codebook"]["file"] == "codebook.yaml"
    assert record["codebook"]["sha256"] == sha256(study / "codebook.yaml")
    assert (record["codebook"]["name"], record["codebook"]["version"]) == ("Street", "1.2.0")
    assert record["attributes"] == {
        "file": "talks/attributes.csv",
        "sha256": sha256(study / "talks/attributes.csv"),
    }
    assert record["inputs"] == ["talks"]
    for one in record["documents"]:
        assert one["source_sha256"] == sha256(study / one["file"])


def test_hashes_of_what_came_out(results, record):
    assert set(record["tables"]) == {path.name for path in results.glob("*.csv")}
    for name, entry in record["tables"].items():
        assert entry["sha256"] == sha256(results / name)
        assert entry["rows"] == len(rows_of(results / name)) - 1
        assert (entry["N"], entry["counted_by"]) == (32, "sentence")


@pytest.mark.parametrize(
    ("options", "coding", "frequency", "pair"),
    [
        ({"count_by": "turn"}, (32, "sentence"), (15, "turn"), (15, "turn")),
        ({"count_by": "window:2"}, (32, "sentence"), (32, "sentence"), (25, "window:2")),
        ({"count_by": "document"}, (32, "sentence"), (7, "document"), (7, "document")),
        ({"base": "coded"}, (32, "sentence"), (32, "sentence"), (25, "sentence")),
        ({"unit": "turn"}, (15, "turn"), (15, "turn"), (15, "turn")),
    ],
)
def test_n_of_each_table(study, tmp_path, options, coding, frequency, pair):
    coded(study, tmp_path / "out", **options)
    tables = provenance_of(tmp_path / "out")["tables"]
    n = {name: (one["N"], one["counted_by"]) for name, one in tables.items()}
    assert n["codings.csv"] == coding
    assert n["frequencies.csv"] == n["code_by_document.csv"] == frequency
    assert n["cooccurrence.csv"] == n["cooccurrence_pairs.csv"] == pair


def test_the_population(results, record):
    documents = table_of(results / "documents.csv")
    population = record["population"]
    assert (population["speakers"], population["where"]) == (["!=interviewer"], [])
    assert population["N"] == sum(int(row["population_units"]) for row in documents)
    tokens = sum(int(row["population_tokens"]) for row in documents)
    assert population["words"] + population["characters"] == tokens


def test_documents_as_in_their_table(results, record):
    fields = {"document": "document", "file": "file", "sha256": "sha256", "encoding": "encoding"}
    rows = table_of(results / "documents.csv")
    for one, row in zip(record["documents"], rows, strict=True):
        assert all(one[key] == row[column] for key, column in fields.items())
        assert one["source_sha256"] == row["source_sha256"]
        assert row["encoding_guessed"] == ("yes" if one["guessed"] else "no")
        notes = [guess["guess"] for guess in record["guesses"] if guess["document"] == one["document"]]
        assert row["note"].split(" || ") == notes
    assert {one["reader"] for one in record["documents"]} == {"text", "markdown", "docx", "csv"}


PERSON, MACHINE = "wangfang17", "kitchen-laptop-17"


def test_nothing_of_clock_machine_or_person(study, tmp_path, monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, PERSON)
    for module, asked in ((socket, "gethostname"), (socket, "getfqdn"), (platform, "node")):
        monkeypatch.setattr(module, asked, lambda: MACHINE)
    coded(study, tmp_path / "out", attributes=str(study / "talks" / "attributes.csv"))
    for path in (tmp_path / "out").iterdir():
        text = path.read_text(encoding="utf-8")
        for told in (str(study), study.as_posix(), str(tmp_path), PERSON, MACHINE):
            assert told not in text, path.name
        assert not re.search(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}T|\b[0-9]{2}:[0-9]{2}:[0-9]{2}\b", text), (
            path.name
        )


def test_the_environment_names_what_finds_words(record):
    assert list(record["environment"]) == [
        *("python", "unicode", "ahocorasick_rs", "re2", "numpy"),
        *("segmenter", "dictionary_sha256"),
    ]
    assert record["environment"]["python"] == platform.python_version()


def test_warnings_about_attributes(tmp_path):
    write_study(tmp_path)
    attributes = tmp_path / "talks" / "attributes.csv"
    attributes.write_text("document,speaker,age\ngone,,3\n1_花园,nobody,4\n", encoding="utf-8")
    report = coded(tmp_path, tmp_path / "out")
    expected = [
        "talks/attributes.csv: there is no document gone",
        "1_花园: attributes for nobody, who has no turn",
    ]
    assert provenance_of(tmp_path / "out")["warnings"] == expected == list(report.warnings)


def test_many_documents_that_are_not_there_are_one_warning(tmp_path):
    write_study(tmp_path)
    rows = "".join(f"gone {number},3\n" for number in range(1, 6))
    (tmp_path / "talks" / "attributes.csv").write_text(f"document,age\n{rows}", encoding="utf-8")
    expected = "talks/attributes.csv: there are no documents gone 1, gone 2, gone 3 and 2 more"
    assert coded(tmp_path, tmp_path / "out").warnings == (expected,)
