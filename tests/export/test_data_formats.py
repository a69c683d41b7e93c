"""JSON, Parquet, frames: what programs read."""

import json
import math
import sys

import pandas as pd
import pytest

from qualcode.errors import UsageError
from qualcode.export.json import table_json
from qualcode.export.parquet import write_parquet
from qualcode.export.table import table_of_frame, unique
from tests.export.tables import HARD, frequencies, table


def read(one):
    return json.loads(b"".join(table_json(one)))


def test_json_has_a_head_and_records():
    told = read(frequencies(note="Said."))
    assert (told["table"], told["counted_by"], told["N"], told["note"]) == (
        "frequencies",
        "sentence",
        48,
        "Said.",
    )
    assert told["columns"][3] == {
        "name": "n_codings",
        "type": "integer",
        "unit": "codings",
        "range": "0 or more",
        "meaning": "codings of the code; with --rollup the sum over it and all codes below it",
    }
    assert told["rows"][0]["per_1000_words"] is None
    assert [row["n_codings"] for row in told["rows"]] == [3, 1200, 0]


def test_json_keeps_every_text_and_tells_columns_of_one_name_apart():
    told = read(table(*[[text, "x"] for text in HARD], name="hard", names="a A", kinds="tt"))
    assert [row["a"] for row in told["rows"]] == [text.replace("\ud800", "?") for text in HARD]
    assert {row["A_2"] for row in told["rows"]} == {"x"}
    assert read(table(name="none", names="a", kinds="t"))["rows"] == []


def test_names_that_differ_without_looking_at_case():
    assert unique(["a", "A", "a_2", "b", "a"]) == ["a", "A_2", "a_2_2", "b", "a_3"]


def test_a_frame_as_a_table():
    frame = pd.DataFrame({"code": ["a", None], "n": [1, 2], "phi": [0.5, math.nan], "yes": [True, False]})
    one = table_of_frame(frame, name="x", n=3)
    assert [column.kind for column in one.columns] == ["text", "integer", "number", "text"]
    assert [list(row) for row in one.rows] == [["a", 1, 0.5, "yes"], [None, 2, None, "no"]]
    assert (one.n_rows, one.n) == (2, 3)


def test_parquet_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow, which is not installed") as problem:
        write_parquet(frequencies(), tmp_path / "x.parquet")
    assert "qualcode[parquet]" in problem.value.cure


def test_parquet_keeps_types_and_what_is_undefined(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(frequencies(), tmp_path / "x.parquet")
    read = parquet.read_table(tmp_path / "x.parquet")
    assert read.column("n_codings").to_pylist() == [3, 1200, 0]
    assert read.column("per_1000_words").to_pylist() == [None, 2.5, 0.0]
    assert json.loads(read.schema.metadata[b"qualcode"])["N"] == 48
