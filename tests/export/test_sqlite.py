"""The database of all tables: types, keys, matrices a cell a row, the same bytes."""

import sqlite3
from contextlib import closing
from pathlib import Path

from qualcode.export.sqlite import write_database
from tests.export.tables import HARD, frequencies, matrix, table


def base(tables, folder: Path, **options):
    place = folder / "x.sqlite"
    write_database(tables, place, **options)
    return closing(sqlite3.connect(place))


def test_columns_have_types_and_undefined_is_null(tmp_path: Path):
    with base([frequencies()], tmp_path) as found:
        kinds = dict(found.execute("SELECT name, type FROM pragma_table_info('frequencies')"))
        assert (kinds["code"], kinds["n_codings"], kinds["share_units"]) == ("TEXT", "INTEGER", "REAL")
        rows = found.execute("SELECT code, parent, n_codings, per_1000_words FROM frequencies").fetchall()
        assert rows == [("elite", None, 3, None), ("trust", "elite", 1200, 2.5), ("other", "elite", 0, 0.0)]


def test_keys_hold(tmp_path: Path):
    documents = table(["doc", "a.txt"], name="documents", names="document file", kinds="tt")
    codings = table(
        ["doc", "elite", 4], ["doc", "trust", 9], name="codings", names="document code start", kinds="tti"
    )
    pairs = table(["elite", "trust", 1], name="cooccurrence_pairs", names="code_1 code_2 n_both", kinds="tti")
    with base([codings, pairs, documents, frequencies()], tmp_path) as found:
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
        assert {row[2] for row in found.execute("PRAGMA foreign_key_list(codings)")} == {
            "documents",
            "frequencies",
        }
        assert found.execute("SELECT row, code FROM codings").fetchall() == [(1, "elite"), (2, "trust")]
        assert found.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'codings'"
        ).fetchall()


def test_no_key_points_at_a_table_that_is_not_there(tmp_path: Path):
    pairs = table(["elite", "trust", 1], name="cooccurrence_pairs", names="code_1 code_2 n_both", kinds="tti")
    with base([pairs], tmp_path) as found:
        assert found.execute("PRAGMA foreign_key_list(cooccurrence_pairs)").fetchall() == []


def test_matrices_are_stored_a_cell_a_row(tmp_path: Path):
    with base([matrix(2), matrix(2, "code_by_document")], tmp_path) as found:
        cells = found.execute("SELECT * FROM cooccurrence").fetchall()
        assert cells == [("c1", "c1", 0), ("c1", "c2", 0), ("c2", "c1", 0), ("c2", "c2", 1)]
        assert found.execute("SELECT * FROM code_by_document").fetchall() == [
            ("doc", "c1", 0),
            ("doc", "c2", 1),
        ]


def test_names_and_texts_of_any_kind(tmp_path: Path):
    hard = table(*[[text, 1 << 70] for text in HARD], name='a"b', names='x"y X"Y', kinds="ti")
    with base([hard], tmp_path) as found:
        rows = found.execute('SELECT * FROM "a""b"').fetchall()
        assert [row[0] for row in rows] == [text.replace("\ud800", "?") for text in HARD]
        assert rows[0][1] == float(1 << 70)


def test_what_the_database_says_of_itself(tmp_path: Path):
    with base([frequencies(note="Said.")], tmp_path, about=[("codebook.name", "Street")]) as found:
        assert found.execute("SELECT * FROM metadata").fetchall() == [("codebook.name", "Street")]
        told = (
            "frequencies",
            "Code frequencies",
            "编码频次",
            3,
            "sentence",
            "speakers!=interviewer",
            48,
            "Said.",
        )
        assert found.execute("SELECT * FROM tables").fetchall() == [told]
        query = """SELECT meaning_zh FROM data_dictionary WHERE "column" = 'n_units'"""
        assert found.execute(query).fetchall() == [("含该编码的单元数",)]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        write_database([frequencies(), matrix(3)], tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
