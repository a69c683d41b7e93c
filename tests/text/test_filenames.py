"""File names made from ids and coders: safe on every system, and told back where they were not cut."""

import hashlib
import ntpath
import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.filenames import LONGEST, file_name, name_of_file

NAMES = st.text(min_size=1, max_size=300) | st.from_regex(
    r"(?i)(con|nul|com1|lpt³|conout\$) *(\.[a. %]*)?", fullmatch=True
)


def is_reserved(name: str) -> bool:
    """Whether Windows keeps the name for itself, as the standard library sees it (two places by its version)."""
    known = getattr(ntpath, "isreserved", None)
    return known(name) if known else PureWindowsPath(name).is_reserved()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("访谈1", "访谈1"),
        ("L社区/访谈1", "L社区%2F访谈1"),
        ('<>:"/\\|?*%', "%3C%3E%3A%22%2F%5C%7C%3F%2A%25"),
        ("a\tb\x7f\x85\u2028", "a%09b%7F%C2%85%E2%80%A8"),
        ("li.", "li%2E"),
        ("li ", "li%20"),
        ("a..", "a.%2E"),
        (".", "%2E"),
        ("..", ".%2E"),
        ("con", "%63on"),
        ("NUL .txt", "%4EUL .txt"),
        ("COM1.2", "%43OM1.2"),
        ("LPT³", "%4CPT³"),
        ("console", "console"),
        ("COM0", "COM0"),
        ("cafe\u0301", "café"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_file_name_and_back(name: str, file: str):
    assert file_name(name) == file
    assert name_of_file(file) == unicodedata.normalize("NFC", name)


def test_a_long_name_is_cut_at_a_whole_character_and_keeps_the_hash_of_all_of_it():
    name = "访" * 61
    digits = hashlib.sha256(name.encode("utf-8")).hexdigest()[:8]
    assert file_name("访" * 60) == "访" * 60
    assert file_name(name) == "访" * 57 + "~" + digits
    assert name_of_file(file_name(name)) is None
    assert file_name("?" * 61) == "%3F" * 57 + "~" + hashlib.sha256(b"?" * 61).hexdigest()[:8]


def test_no_file_name_without_a_name():
    with pytest.raises(ValueError, match="at least one"):
        file_name("")


@pytest.mark.parametrize("stem", ["", "a%2f", "a%", "a?", "%C3", "con", "a.", "cafe\u0301", "%41"])
def test_what_file_name_does_not_make_is_no_name(stem: str):
    assert name_of_file(stem) is None


@given(NAMES)
def test_every_name_is_one_safe_part_of_a_path(name: str):
    file = file_name(name)
    assert len(file.encode("utf-8")) <= LONGEST
    assert not set(file) & set('<>:"/\\|?*\x00\n')
    assert file[-1] not in ". "
    for suffix in ("", ".jsonl", ".txt"):
        assert not is_reserved(file + suffix)
        assert PureWindowsPath(file + suffix).name == file + suffix


@given(NAMES)
def test_a_name_comes_back_unless_it_was_cut(name: str):
    back = name_of_file(file_name(name))
    assert back in (None, unicodedata.normalize("NFC", name))
    assert back is not None or len(file_name(name).encode("utf-8")) > LONGEST - 16


@given(NAMES, NAMES)
def test_two_names_have_two_files(one: str, other: str):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (file_name(one) == file_name(other)) == same
