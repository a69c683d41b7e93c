"""The options that commands share, put into the signature of each."""

import inspect

import pytest

from qualcode.cli.reading import UNSAID, Reading, Unit, reads_transcripts
from qualcode.errors import UsageError

SHARED = [
    *("unit", "speakers", "where", "attributes", "encoding", "columns", "speaker_pattern"),
    *("wrapped", "split_at", "join_turns", "settings"),
]


def names(command) -> list[str]:
    return list(inspect.signature(command).parameters)


def test_the_options_stand_where_reading_stood():
    @reads_transcripts()
    def command(first: str, reading: Reading = UNSAID, last: str = "") -> None:
        seen.append((first, reading, last))

    seen: list[object] = []
    assert names(command) == ["first", *SHARED, "last"]
    command(first="a", speakers="all", where=["a=b"], last="z")
    assert seen == [("a", Reading(speakers="all", where=["a=b"]), "z")]


def test_an_option_that_a_command_names_itself_or_does_not_have():
    @reads_transcripts(but=("split_at", "settings"))
    def command(unit: Unit = "turn", other: int = 1, reading: Reading = UNSAID) -> None:
        seen.append((unit, other, reading))

    seen: list[object] = []
    left = [name for name in SHARED if name not in ("unit", "split_at", "settings")]
    assert names(command) == ["unit", "other", *left]
    assert inspect.signature(command).parameters["unit"].default == "turn"
    command(unit="turn", other=2)
    assert seen == [("turn", 2, Reading(unit="turn"))]


def test_what_was_typed_becomes_the_options_of_a_library_call():
    reading = Reading(
        speakers="resident，王姐", where=["community=L"], columns="text=B", wrapped="no", attributes="a.csv"
    )
    options = reading.options(["b", "c"], "d.yaml")
    assert (options.inputs, options.codebook, options.attributes) == (("b", "c"), "d.yaml", "a.csv")
    assert (options.speakers, options.where) == (("resident", "王姐"), (("community", "L"),))
    assert (options.columns, options.wrapped, options.settings) == ((("text", "B"),), False, "")
    assert UNSAID.options(None).inputs == ()
    with pytest.raises(UsageError, match="the path is empty"):
        Reading(settings="").options(())
