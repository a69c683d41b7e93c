"""Human codings that name a code: counted where they stand, never changed."""

import json
from itertools import count

from qualcode.project.codings.naming import Hand, codings_by_hand


def event(number, kind, **more):
    head = {
        "v": 1,
        "id": f"e{number}",
        "at": f"2026-01-01T00:00:{number:02}.000Z",
        "coder": "王",
        "event": kind,
    }
    return json.dumps(head | more, ensure_ascii=False)


def write(folder, coder, document, *lines):
    place = folder / "codings" / coder
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{document}.jsonl").write_bytes("\n".join(lines).encode("utf-8"))


def test_codings_stand_with_their_last_code(tmp_path):
    adds = ({"document": "访谈1", "start": at, "end": at + 1} for at in count())
    write(
        tmp_path,
        "wang",
        "d",
        event(1, "add", coding="c1", code="trust", **next(adds)),
        event(2, "add", coding="c2", code="trust", **next(adds)),
        event(3, "recode", coding="c2", code="other", document="访谈1"),
        event(4, "add", coding="c3", code="other", **next(adds)),
        event(6, "recode", coding="c3", code="trust", document="访谈1"),
        event(5, "recode", coding="c3", code="late", document="访谈1"),
        event(7, "add", coding="c4", code="trust", **next(adds)),
        event(8, "remove", coding="c4"),
        event(9, "add", coding="c5", code="trust", **next(adds)),
        event(10, "remove", coding="c5"),
        event(11, "restore", coding="c5"),
        event(12, "add", coding="c1", code="other", **next(adds)),
        event(13, "open", codes=["trust"], mode="blind"),
        event(14, "memo", coding="c1", text="trust"),
        "",
    )
    found = codings_by_hand(tmp_path / "codebook.yaml", ["trust"])
    assert found.rows == (Hand("王", "访谈1", "trust", 3),)
    assert found.damaged == ()
    assert codings_by_hand(tmp_path / "codebook.yaml", ["other", "late"]).rows == (
        Hand("王", "访谈1", "other", 1),
    )


def test_rows_are_in_order_and_names_come_from_the_files_where_need_be(tmp_path):
    write(tmp_path, "李", "d2", json.dumps({"event": "add", "id": "x", "code": "cafe\u0301"}))
    write(tmp_path, "A", "d1", json.dumps({"event": "add", "id": "x", "code": "caf\u00e9"}))
    found = codings_by_hand(tmp_path / "codebook.yaml", ["caf\u00e9"])
    assert found.rows == (Hand("A", "d1", "caf\u00e9", 1), Hand("李", "d2", "caf\u00e9", 1))


def test_damaged_lines_are_named_and_left_out(tmp_path):
    deep = "[" * 100_000
    write(
        tmp_path,
        "a",
        "d",
        event(1, "add", coding="c", code="x"),
        '{"v":1,"id":',
        "[1]",
        "7",
        deep,
        '{"code":7}',
    )
    (tmp_path / "codings" / "a" / "e.jsonl").write_bytes(b'{"code":"\xff"}\n\n')
    (tmp_path / "codings" / "a" / "folder.jsonl").mkdir()
    found = codings_by_hand(tmp_path / "codebook.yaml", ["x"])
    assert [row.n for row in found.rows] == [1]
    beside = (tmp_path / "codings" / "a").as_posix()
    assert found.damaged == (
        *(f"{beside}/d.jsonl:{number}" for number in (2, 3, 4, 5, 6)),
        f"{beside}/e.jsonl:1",
        f"{beside}/folder.jsonl",
    )


def test_no_folder_and_no_codings(tmp_path):
    assert codings_by_hand(tmp_path / "codebook.yaml", ["x"]) == ((), ())
