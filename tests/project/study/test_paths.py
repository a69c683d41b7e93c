"""Paths as results write them down."""

from pathlib import Path

import pytest

from qualcode.project.study.paths import Shown

ANCHOR = Path.cwd().anchor.replace("\\", "/")


def here(path: str) -> str:
    """An absolute path of this system."""
    return ANCHOR + path[1:] if path.startswith("/") else path


@pytest.mark.parametrize(
    ("given", "path", "expected"),
    [
        (["talks"], "talks/a.txt", "talks/a.txt"),
        (["talks/"], "./talks/", "talks"),
        (["./talks/../talks"], "talks/../talks/a.txt", "talks/../talks/a.txt"),
        (["/data/li/talks"], "/data/li/talks/more/a.txt", "talks/more/a.txt"),
        (["/data/li/talks/"], "/data/li/talks", "talks"),
        (["/data/li/talks"], "/data/li/attributes.csv", "attributes.csv"),
        (["/data/li/talks/a.txt"], "/data/li/talks/a.txt", "a.txt"),
        (["/data/li/talks/a.txt"], "/data/li/talks/attributes.csv", "attributes.csv"),
        (["/data/li/talks", "/data/li"], "/data/li/talks/a.txt", "talks/a.txt"),
        (["/data/li/talks"], "/data/li/talks2/a.txt", "talks2/a.txt"),
        (["/data/li/talks"], "/data/wang/a.txt", "a.txt"),
        (["/"], "/a.txt", "a.txt"),
        (["talks"], "/data/li/a.txt", "a.txt"),
        ([], "a.txt", "a.txt"),
        (["/x/A/t", "/x/B/t"], "/x/A/t", "A/t"),
        (["/x/A/t", "/x/B/t"], "/x/B/t/a.txt", "B/t/a.txt"),
        (["/x/A/t", "/x/B/t", "/x/B/u"], "/x/B/u/a.txt", "u/a.txt"),
        (["/x/A/t", "/y/A/t", "/y/B/t"], "/y/A/t/a.txt", "y/A/t/a.txt"),
        (["/x/A/t", "/y/A/t", "/y/B/t"], "/y/B/t/a.txt", "B/t/a.txt"),
        (["t", "/x/t"], "/x/t/a.txt", "x/t/a.txt"),
        (["sub/t", "/x/t"], "/x/t/a.txt", "t/a.txt"),
        (["/t", "/x/t"], "/x/t/a.txt", "x/t/a.txt"),
        (["/x/A/a.txt", "/x/B/a.txt"], "/x/B/a.txt", "B/a.txt"),
    ],
)
def test_shown(given, path, expected):
    assert Shown.of(map(here, given))(here(path)) == expected


def test_all_of_a_path_only_where_nothing_less_tells_it_apart():
    assert Shown.of([here("/t"), here("/x/t")])(here("/t/a.txt")) == here("/t/a.txt")


def test_the_order_in_which_paths_were_given_is_irrelevant():
    given = [*map(here, ["/data/li/talks", "/data/li/more/b.txt", "/data/li"]), "other"]
    assert Shown.of(given) == Shown.of(given[::-1])
