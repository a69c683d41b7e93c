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
        (["./talks/../talks"], "talks/../talks/a.txt", "talks/../talks/a.txt"),
        (["/home/li/talks"], "/home/li/talks/more/a.txt", "talks/more/a.txt"),
        (["/home/li/talks/"], "/home/li/talks", "talks"),
        (["/home/li/talks"], "/home/li/attributes.csv", "attributes.csv"),
        (["/home/li/talks/a.txt"], "/home/li/talks/a.txt", "a.txt"),
        (["/home/li/talks/a.txt"], "/home/li/talks/attributes.csv", "attributes.csv"),
        (["/home/li/talks", "/home/li"], "/home/li/talks/a.txt", "talks/a.txt"),
        (["/home/li/talks"], "/home/li/talks2/a.txt", "talks2/a.txt"),
        (["/home/li/talks"], "/home/wang/a.txt", "a.txt"),
        (["/"], "/a.txt", "a.txt"),
        (["talks"], "/home/li/a.txt", "a.txt"),
        ([], "a.txt", "a.txt"),
    ],
)
def test_shown(given, path, expected):
    assert Shown.of(map(here, given))(here(path)) == expected


def test_the_order_in_which_paths_were_given_is_irrelevant():
    given = [*map(here, ["/home/li/talks", "/home/li/more/b.txt", "/home/li"]), "other"]
    assert Shown.of(given) == Shown.of(given[::-1])
