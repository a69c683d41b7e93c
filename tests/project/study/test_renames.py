"""Lines that say what is called otherwise by now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.project.study.renames import renaming, with_renamed
from qualcode.settings import RENAMED, parse_settings
from tests.journal.made import nfc

PLAIN = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=4)
NAMES = st.sampled_from(["a", "b", "李 明", 'c"d']) | PLAIN.map(lambda name: nfc(name.strip())).filter(bool)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_is_put_into_the_table(end: str):
    text = end.join(("format = 1", "[renamed]  # ids", '"a" = "b"', "", "[speakers]", '"X" = false', ""))
    lines = with_renamed(text, "b", "c", table="renamed").split(end)
    assert lines == [
        "format = 1",
        "[renamed]  # ids",
        '"a" = "b"',
        '"b" = "c"',
        "",
        "[speakers]",
        '"X" = false',
        "",
    ]
    assert parse_settings(with_renamed(text, "b", "c", table="renamed")).renamed == {"a": "c", "b": "c"}


def test_remarks_of_the_next_table_stay_with_it():
    text = with_renamed("format = 1\n", "a", "b", table="renamed")
    text = with_renamed(text, "li", "Li Ming", table="renamed_coders")
    text = with_renamed(text, "c", "d", table="renamed")
    assert text.split("\n") == [
        "format = 1",
        "",
        "# Codes that have another id by now: codings with the old one count for the new one.",
        "[renamed]",
        '"a" = "b"',
        '"c" = "d"',
        "",
        "# Coders who have another name by now: what they did under the old one counts for it.",
        "[renamed_coders]",
        '"li" = "Li Ming"',
        "",
    ]


def last(name: str, lines: dict[str, str]) -> str:
    return last(lines[name], lines) if name in lines else name


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from(RENAMED)), max_size=6))
def test_all_names_lead_to_the_last_one(steps):
    """Names are given one after the other, also some that were used before."""
    text = "format = 1\n"
    told: dict[str, dict[str, str]] = {table: {} for table in RENAMED}
    for old, new, table in steps:
        if old == new or {old, new} & {"rules", "consensus", "model"}:
            continue
        text = with_renamed(text, old, new, table=table)
        told[table] = {was: now for was, now in told[table].items() if was not in (old, new)} | {old: new}
    found = parse_settings(text)
    for table, lines in told.items():
        assert getattr(found, table) == {old: last(old, lines) for old in lines}


def test_what_cannot_be_added_is_said(tmp_path):
    settings = tmp_path / "qualcode.toml"
    settings.write_text('format = 1\nrenamed_coders = {a = "b"}\n', encoding="utf-8")
    with pytest.raises(Exception, match="TOML"):
        renaming(settings, "b", "c", table="renamed_coders")
    assert settings.read_text(encoding="utf-8") == 'format = 1\nrenamed_coders = {a = "b"}\n'
