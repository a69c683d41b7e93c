"""Paths as results write them down."""

from pathlib import Path

import pytest

from qualcode.project.shown import Shown

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
    ],
)
def test_shown(given, path, expected):
    assert Shown.of(map(here, given))(here(path)) == expected


def test_the_order_in_which_paths_were_given_is_irrelevant():
    given = [*map(here, ["/data/li/talks", "/data/li/more/b.txt", "/data/li"]), "other"]
    assert Shown.of(given) == Shown.of(given[::-1])
