"""One profile for property tests: the same examples in every run, and no clock."""

import gc
from functools import cache
from typing import Any

import pytest
import typer.testing
from hypothesis import settings

from qualcode.memory import GARBAGE

gc.disable()  # until all tests are collected: thirteen thousand objects that stay
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")

# The commands are built once, and not anew for each that is run in this process.
typer.testing._get_command = cache(typer.testing._get_command)


def pytest_collection_finish() -> None:
    """Search seldom for objects that refer to each other in a ring, and never among what was collected."""
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()


_dictionary: list[tuple[dict[str, int], int]] = []


@pytest.fixture
def one_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """jieba's dictionary is parsed once for all tests, and not anew for each segmenter with further words."""
    import jieba

    if not _dictionary:
        _dictionary.append(jieba.Tokenizer().gen_pfdict(jieba.Tokenizer().get_dict_file()))
    ((frequencies, total),) = _dictionary

    def copied(self: object, file: Any) -> tuple[dict[str, int], int]:
        file.close()
        return dict(frequencies), total

    monkeypatch.setattr(jieba.Tokenizer, "gen_pfdict", copied)
