"""The sentences of the desk in Chinese, by the English ones."""

from collections.abc import Mapping

CHINESE: Mapping[str, str] = {}
