"""The generated tables: as the tool writes them, small, and closed under themselves."""

import importlib.util
import unicodedata
from pathlib import Path

import pytest

from qualcode.text import _tables
from qualcode.text.key import fold

ROOT = Path(__file__).resolve().parents[2]


def test_tables_are_what_the_tool_writes() -> None:
    opencc = pytest.importorskip("opencc", reason="OpenCC is not installed")
    if (unicodedata.unidata_version, opencc.__version__) != (_tables.UNICODE, _tables.OPENCC):
        pytest.skip("the tables were written with another version of Unicode or OpenCC")
    spec = importlib.util.spec_from_file_location("make_tables", ROOT / "tools" / "make_tables.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    converters = {name: opencc.OpenCC(name).convert for name in tool.CONVERSIONS}
    written = {
        "_tables.py": tool.render(opencc.__version__, converters),
        "_simplified.py": tool.render_simplified(opencc.__version__, converters["t2s"]),
    }
    for name, text in written.items():
        assert text == (tool.FOLDER / name).read_text("utf-8")


def test_notice_stands_in_the_tables_and_beside_the_licence() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for text in (notice, str(_tables.__doc__)):
        assert "OpenCC" in text
        assert "Apache" in text


def test_each_character_stands_in_one_class_of_variants() -> None:
    members = [c for group in _tables.VARIANTS.split(" ") for c in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in _tables.VARIANTS.split(" "))


def test_every_folding_is_final() -> None:
    changed = _tables.VARIANTS + _tables.FORM_FROM + _tables.CASE_FROM + _tables.RADICALS_FROM
    assert [c for c in changed if c.strip() and fold(fold(c)) != fold(c)] == []


def test_pairs_have_equal_length() -> None:
    assert len(_tables.FORM_FROM) == len(_tables.FORM_TO)
    assert len(_tables.CASE_FROM) == len(_tables.CASE_TO)
    assert len(_tables.RADICALS_FROM) == len(_tables.RADICALS_TO)


def test_sides_share_no_character() -> None:
    assert not set(_tables.HANS) & set(_tables.HANT)
    assert set("国们这说话区权") <= set(_tables.HANS)
    assert set("國們這說話區權") <= set(_tables.HANT)
    assert not set("后里台只面云") & set(_tables.HANS + _tables.HANT)
