"""Fonts: found, named, or missing with one clear message."""

import shutil
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import font_manager

from qualcode.errors import ReadError, UsageError
from qualcode.export.figures import fonts

DEJAVU = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"


def test_latin_needs_no_other_font(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fonts, "chinese_font", lambda: pytest.fail("not asked for"))
    assert fonts.families(["Trust", "φ → −"]) == [fonts.LATIN]


@pytest.mark.parametrize("text", ["信任", "，", "𠮷", "a信"])
def test_chinese_takes_the_font_that_is_found(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setattr(fonts, "chinese_font", lambda: "Some Hei")
    assert fonts.families(["a", text]) == [fonts.LATIN, "Some Hei"]


def test_without_any_chinese_font_one_message_names_the_cure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fonts, "chinese_font", lambda: "")
    with pytest.raises(UsageError, match="no font on this machine has Chinese characters") as problem:
        fonts.families(["信任"])
    assert "fonts-noto-cjk" in problem.value.cure
    assert "--font" in problem.value.cure


def test_a_font_by_its_file_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fonts, "chinese_font", lambda: "Some Hei")
    copy = tmp_path / "own.ttf"
    shutil.copy(DEJAVU, copy)
    assert fonts.families(["a"], str(copy)) == ["DejaVu Serif", fonts.LATIN]
    assert fonts.families(["信"], str(copy)) == ["DejaVu Serif", fonts.LATIN, "Some Hei"]


@pytest.fixture
def font_since(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A font that was installed after matplotlib wrote its list of fonts."""
    copy = tmp_path / "since.ttf"
    shutil.copy(DEJAVU, copy)
    others = [entry for entry in font_manager.fontManager.ttflist if entry.name == fonts.LATIN]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", others)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(copy), str(tmp_path / "gone.ttf")])
    monkeypatch.setattr(fonts, "CHINESE", ("DejaVu Serif",))
    monkeypatch.setattr(fonts, "_PROBE", ord("a"))
    for one in (fonts.chinese_font, fonts._has_chinese, fonts._named):
        one.cache_clear()
    yield
    for one in (fonts.chinese_font, fonts._has_chinese, fonts._named):
        one.cache_clear()


@pytest.mark.usefixtures("font_since")
def test_a_font_installed_since_is_found():
    assert fonts.chinese_font() == "DejaVu Serif"


@pytest.mark.usefixtures("font_since")
def test_a_font_installed_since_can_be_named():
    assert fonts.families(["a"], "DejaVu Serif") == ["DejaVu Serif", fonts.LATIN]


def test_fonts_that_cannot_be(tmp_path: Path):
    (tmp_path / "bad.ttf").write_bytes(b"no font")
    with pytest.raises(ReadError, match="it is no font"):
        fonts.families(["a"], str(tmp_path / "bad.ttf"))
    with pytest.raises(ReadError, match="No such file"):
        fonts.families(["a"], str(tmp_path / "none.ttf"))
    with pytest.raises(UsageError, match="no font 'Nonesuch'"):
        fonts.families(["a"], "Nonesuch")


def test_a_font_without_chinese_characters_is_not_taken_for_one():
    assert not fonts._has_chinese(fonts.LATIN)
    assert not fonts._has_chinese("Nonesuch")
