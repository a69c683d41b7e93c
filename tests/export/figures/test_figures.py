"""Figures: every text on the sheet, letters that can be read, the same bytes in every run."""

import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from qualcode.errors import UsageError, WriteError
from qualcode.export.figures import KINDS, figure_of, fonts
from qualcode.export.figures.sheet import DPI, SMALLEST, TALLEST, figure_bytes, save
from tests.export.figures.drawn import CHINESE, TABLES, codes, draw
from tests.project.small_study import clean_environment

ROOT = Path(__file__).parents[3]
LANGUAGES = ["en", pytest.param("zh", marks=CHINESE)]
MILLIMETRES = {"one": 85, "two": 175}


@pytest.fixture(autouse=True)
def some_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one, Chinese letters are boxes here: where they stand can be tested all the same."""
    if not fonts.chinese_font():
        monkeypatch.setattr(fonts, "chinese_font", lambda: fonts.LATIN)


def texts_of(figure):
    """Each text with its box in millimetres and the size of its letters."""
    canvas = FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    told = []
    axis = [one for axes in figure.axes for one in (axes.xaxis, axes.yaxis)]
    ticks = [(tick, sorted(one.get_view_interval())) for one in axis for tick in one.get_major_ticks()]
    unseen = {
        id(label)
        for tick, (low, high) in ticks
        if not low <= tick.get_loc() <= high
        for label in (tick.label1, tick.label2)
    }
    for text in figure.findobj(
        lambda one: isinstance(one, Text) and one.get_visible() and one.get_text().strip()
    ):
        if id(text) in unseen:
            continue
        box = text.get_window_extent(canvas.get_renderer())
        told.append((text.get_text(), np.array(box.extents) * 25.4 / figure.dpi, text.get_fontsize()))
    return told


@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("width", ["one", "two"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("n", [1, 5, 60])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_or_too_small_to_read(kind, n, lang, width):
    figure = draw(kind, n, lang, width)
    wide, high = figure.get_size_inches() * 25.4
    assert wide == pytest.approx(MILLIMETRES[width])
    assert high <= TALLEST + 1
    for text, (left, bottom, right, top), size in texts_of(figure):
        assert left >= -0.2, text
        assert bottom >= -0.2, text
        assert right <= wide + 0.2, text
        assert top <= high + 0.2, text
        assert size >= SMALLEST - 0.01, text


@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("n", [5, 30])
@pytest.mark.parametrize("kind", ["network", "transitions", "levels", "epistemic"])
def test_labels_do_not_lie_on_one_another(kind, n):
    boxes = [
        (text, box) for text, box, _ in texts_of(draw(kind, n, "en", "two")) if "c" in text or "e" in text
    ]
    for at, (text, one) in enumerate(boxes):
        for other, two in boxes[at + 1 :]:
            across = min(one[2], two[2]) - max(one[0], two[0])
            down = min(one[3], two[3]) - max(one[1], two[1])
            assert across < 0.8 or down < 0.8, (text, other)


SAVE = """
from hashlib import sha256
from qualcode.export.figures import fonts
from qualcode.export.figures.sheet import figure_bytes
from tests.export.figures.drawn import TABLES, draw
if not fonts.chinese_font():
    fonts.chinese_font = lambda: fonts.LATIN
for kind in TABLES:
    figure = draw(kind, 5)
    for format in ("png", "svg", "pdf") if kind in ("cooccurrence", "network") else ("svg",):
        print(kind, format, sha256(figure_bytes(figure, format)).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed_and_the_settings(tmp_path: Path):
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\nfont.size: 30\nsvg.fonttype: path\n")
    seen = []
    for seed, settings in (("1", {}), ("2", {"MATPLOTLIBRC": str(tmp_path), "TZ": "Asia/Shanghai"})):
        environment = clean_environment() | {"PYTHONHASHSEED": seed, "PYTHONWARNINGS": "ignore", **settings}
        command = [sys.executable, "-c", SAVE]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        seen.append(done.stdout)
    assert seen[0] == seen[1]
    assert seen[0].count("\n") == len(TABLES) + 4


def test_drawing_leaves_the_settings_of_others_alone():
    before = dict(mpl.rcParams)
    draw("frequencies", 5)
    assert dict(mpl.rcParams) == before


def test_formats_say_nothing_of_when_and_with_what(tmp_path: Path):
    figure = draw("frequencies", 5)
    for name in ("x.png", "x.svg", "x.pdf"):
        save(figure, tmp_path / name)
        data = (tmp_path / name).read_bytes()
        assert b"CreationDate" not in data
        assert b"atplotlib" not in data.replace(b"matplotlib.org/", b"") or name == "x.svg"
    svg = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert ">Trust 0</text>" in svg
    assert "sans-serif" in svg
    assert "<dc:date>" not in svg
    with pytest.raises(UsageError, match="no format 'jpg'"):
        save(figure, tmp_path / "x.jpg")
    with pytest.raises(WriteError):
        save(figure, tmp_path / "x.png" / "x.png")


def test_png_has_the_dots_that_print_needs():
    data = figure_bytes(draw("frequencies", 5), "png")
    assert (
        int.from_bytes(data[16:20], "big") == round(85 / 25.4 * DPI) - 1
        or 1003 <= int.from_bytes(data[16:20], "big") <= 1004
    )


def test_a_kind_or_a_column_that_is_not_there():
    with pytest.raises(UsageError, match="no figure 'pie'"):
        figure_of("pie")
    with pytest.raises(UsageError, match="has no column 'new'"):
        figure_of("saturation", pd.DataFrame({"document": ["a"]}))
    with pytest.raises(UsageError, match="no width 'three'"):
        draw("frequencies", 5, width="three")


def shown(figure):
    return [text for text, _, _ in texts_of(figure)]


def test_bars_write_their_values_and_undefined_is_none():
    table = pd.DataFrame({"code": ["a", "b", "c"], "share_units": [0.123, np.nan, 0.0]})
    told = shown(figure_of("frequencies", table, value="share_units"))
    assert {"12.3", "–", "0.0", "Share of units (%)"} <= set(told)


def test_bars_sorted_have_the_longest_first():
    table = pd.DataFrame({"code": ["a", "b"], "name": ["A", "B"], "n_codings": [1, 2]})
    (axes,) = figure_of("frequencies", table, sort=True).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["B", "A"]


def test_children_are_set_in():
    table = pd.DataFrame({"code": ["a", "b", "c"], "parent": ["", "a", "b"], "n_codings": [1, 2, 3]})
    (axes,) = figure_of("frequencies", table).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "   b", "      c"]


def test_a_symmetric_map_shows_its_lower_half_once():
    table = pd.DataFrame([["a", 5, 2], ["b", 2, 7]], columns=["code", "a", "b"])
    assert [text for text in shown(figure_of("cooccurrence", table)) if text in "527"].count(
        "2"
    ) == 2  # cell and key
    skewed = pd.DataFrame([["a", 1.0, 0.25], ["b", 0.5, 1.0]], columns=["code", "a", "b"])
    assert {".25", ".50"} <= set(shown(figure_of("cooccurrence", skewed, measure="conditional")))


def test_what_is_left_out_is_told():
    assert "the 30 most frequent of 60 codes" in shown(draw("cooccurrence", 60, width="two", most=30))
    assert "the 4 most frequent of 9 codes" in shown(draw("cooccurrence", 9, most=4))
    assert any("strongest of" in text for text in shown(draw("network", 30, width="two")))


def test_numbers_that_find_no_room_are_told():
    left_out = "no room for numbers in the cells"
    assert any(left_out in text for text in shown(draw("cooccurrence", 30)))
    assert not any(left_out in text for text in shown(draw("cooccurrence", 5)))
    assert not any(left_out in text for text in shown(draw("cooccurrence", 30, width="two")))


@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 60])
def test_a_foot_stands_below_all_else_on_the_sheet(kind, lang, n):
    foot = (
        "计数单元：句；统计范围：访谈者以外的全部发言；N = 1,674。" * 3 if lang == "zh" else "Counted. " * 30
    )
    figure = draw(kind, n, lang, "one", foot=foot)
    assert figure.get_figheight() * 25.4 <= TALLEST + 1
    written = figure.axes[-1].texts[0].get_text()
    boxes = [box for text, box, _ in texts_of(figure) if text != written]
    lowest = next(box for text, box, _ in texts_of(figure) if text == written)
    assert lowest[1] >= 0
    assert all(box[1] >= lowest[3] - 0.6 for box in boxes)


def test_codes_without_a_line_are_counted():
    table = pd.DataFrame(
        [("a", "b", 5, 4, 3), ("a", "c", 5, 2, 0)], columns=["code_1", "code_2", "n_1", "n_2", "n_both"]
    )
    assert "codes that occur without a line: 1" in shown(figure_of("network", table))
    nodes = pd.DataFrame([("a", 5), ("b", 4), ("c", 2), ("d", 1), ("never", 0)], columns=["code", "n"])
    assert "codes that occur without a line: 2" in shown(figure_of("network", table, nodes))
    assert "nothing to show" in shown(figure_of("network", table, least=9))


def test_only_transitions_beyond_chance_are_drawn():
    table = pd.DataFrame(
        [("a", "b", 0.5, 3.0), ("b", "c", 0.9, 1.0)], columns=["code_1", "code_2", "p_2_given_1", "z"]
    )
    told = shown(figure_of("transitions", table))
    assert {"a", "b", ".50", "codes that occur without a line: 1"} <= set(told)
    assert "c" not in told


def test_a_transition_of_one_event_is_not_drawn_and_others_say_how_many():
    columns = ["code_1", "code_2", "n_1", "n_2", "n_both", "p_2_given_1", "z"]
    rows = [
        ("a", "b", 1, 9, 1, 1.0, 9.0),
        ("b", "c", 6, 9, 3, 0.5, 2.5),
        ("c", "b", 9, 9, 2, 0.2, 2.0),
        ("never", "a", 0, 1, 0, float("nan"), float("nan")),
    ]
    table = pd.DataFrame(rows, columns=columns)
    told = shown(figure_of("transitions", table, width="two"))
    assert {"b", "c", ".50 (3)", "codes that occur without a line: 1"} <= set(told)
    assert "a" not in told
    assert any("z ≥ 1.96; no test) and at least 3 times" in text for text in told)
    assert "1 (1)" in shown(figure_of("transitions", table, least=1))


def test_a_code_keeps_its_strongest_line():
    strong = [(f"s{a}", f"s{b}", 90, 90, 50) for a in range(9) for b in range(a)]
    table = pd.DataFrame(
        [*strong, ("s0", "weak", 90, 1, 1)], columns=["code_1", "code_2", "n_1", "n_2", "n_both"]
    )
    told = shown(figure_of("network", table))
    assert "weak" in told
    assert not any("without a line" in text for text in told)


def test_leaves_of_a_dendrogram_stand_as_they_are_joined():
    linkage = np.array([[0, 2, 0.1, 2], [1, 3, 0.5, 3]], float)
    (axes,) = figure_of("dendrogram", linkage, ["a", "b", "c"]).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["b", "a", "c"]


def test_a_strip_has_a_lane_for_each_code_that_occurs():
    table = pd.DataFrame({"start": [50, 0], "end": [60, 9], "code": ["b", "a"]})
    (axes,) = figure_of("strip", table, 100, groups={"b": "x", "a": "y"}).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["b", "a"]
    (axes,) = figure_of("strip", table, 100).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    assert "nothing to show" in shown(figure_of("strip", table[:0], 100))


@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("kind", KINDS)
def test_signs_of_mathematics_are_plain_characters(kind):
    options = {} if kind in ("saturation", "levels") else {"names": dict.fromkeys(codes(5), r"$\frac{a_b}$")}
    assert shown(draw(kind, 5, **options))


def test_a_document_in_which_a_code_could_not_be_given_has_a_dash():
    table = pd.DataFrame({"document": ["a", "b"], "units": [9, 9], "x": [3, 0], "y": [None, 2]})
    figure = figure_of("code_by_document", table)
    texts = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert sorted(texts)[:2] == ["2", "3"]  # 0 has its colour
    assert texts.count("–") == 1


def test_roles_have_chinese_names():
    rows = [("能人", one, 0.5, 4) for one in ("interviewer", "participant", "居民")]
    table = pd.DataFrame(rows, columns=["code", "value", "share", "N"])
    for lang, told in (("zh", "访谈者 (n = 4)"), ("en", "interviewer (n = 4)")):
        said = [text for text, _, _ in texts_of(figure_of("crosstab", table, lang=lang))]
        assert told in said
        assert "居民 (n = 4)" in said
