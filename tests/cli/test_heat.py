"""Heat maps on a terminal: shades by size, blocks that fit, keys."""

from pathlib import Path

import pytest

from qualcode.cli.columns import cell_width
from qualcode.cli.heat import HeatMap, heat_map
from tests.cli.terminal import at_terminal

BOOK = """\
format: 1
codebook: {name: Street, languages: [zh, en]}
codes:
  - {id: trust, name: {zh: 信任}, rules: [信任]}
  - {id: garden, name: {zh: 花园}, rules: [花园]}
  - {id: nowhere, name: {zh: 无}, rules: [无处]}
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("qualcode.toml").write_text("format = 1\n", encoding="utf-8")
    Path("codebook.yaml").write_text(BOOK, encoding="utf-8")
    Path("transcripts").mkdir()
    Path("transcripts/一.txt").write_text("居民：信任花园。信任他。信任。信任你。\n", encoding="utf-8")
    Path("transcripts/二.txt").write_text("居民：花园没了。就这样。\n", encoding="utf-8")


run = at_terminal("analyze").run


@pytest.mark.parametrize(
    ("roots", "levels"),
    [(True, [0, 1, 2, 3, 4]), (False, [0, 1, 1, 3, 4])],
)
def test_shades_follow_the_numbers_or_their_roots(roots: bool, levels: list[int]):
    chart = HeatMap(["a"], list("bcdef"), [[0, 1, 4, 9, 16]], roots=roots)
    assert [chart.shade(value) for value in chart.values[0]] == levels
    assert chart.shade(None) == chart.shade(-1.0) == 0


def test_nothing_above_nothing_has_no_shade():
    chart = HeatMap(["a"], ["b"], [[0]])
    assert chart.shade(0) == 0
    assert "·" in heat_map(chart, Path("file")).plain


def test_codes_by_codes_are_shown_once_each(study: None):
    lines = run("cooc", "--heat").stdout.splitlines()
    assert [line.split() for line in lines[:3]] == [
        ["1", "2"],
        ["1", "trust", "4█"],
        ["2", "garden", "1▒", "2▓"],
    ]
    assert "Shades:  ▒ up to 1  ▓ up to 2  █ up to 4" in lines
    assert "Left out, since they occur nowhere: 1 code" in lines
    assert lines[-1].endswith("N = 6")


def test_a_share_that_differs_both_ways_fills_the_square(study: None):
    lines = run("cooc", "--heat", "--measure", "conditional").stdout.splitlines()
    assert lines[1].split() == ["1", "trust", "1.00█", "0.25░"]
    assert lines[2].split() == ["2", "garden", "0.50▒", "1.00█"]


def test_codes_by_documents_name_the_documents_below(study: None):
    lines = run("matrix", "--heat").stdout.splitlines()
    assert lines[1].split() == ["trust", "4█", "·"]
    assert "1 一 (N 4)  2 二 (N 2)" in lines


def test_a_wide_map_is_broken_into_blocks_that_fit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "60")
    names = [f"居民{at}" for at in range(1, 31)]
    lines = heat_map(
        HeatMap(names, names, [[at] * 30 for at in range(30)], half=True), None
    ).plain.splitlines()
    assert max(map(cell_width, lines)) <= 60
    heads = [number for line in lines if "居" not in line and "up" not in line for number in line.split()]
    assert heads == [str(at) for at in range(1, 31)]


@pytest.mark.parametrize(
    "arguments",
    [("cooc", "--measure", "phi"), ("cooc", "--heat", "--top", "3"), ("cooc", "--heat", "--format", "csv"),
     ("matrix", "--heat", "--format", "json")],
)  # fmt: skip
def test_what_does_nothing_is_refused(study: None, arguments: tuple[str, ...]):
    result = run(*arguments)
    assert result.exit_code != 0
    assert getattr(result.exception, "slug", "") == "idle-option"
