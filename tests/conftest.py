"""One profile for property tests: the same examples in every run, and no clock."""

from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")

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
