"""Ids of rule codings: they name a place in a text and a code, so they survive a recomputation."""

import hashlib

from qualcode.terms import CodeId

_DIGITS = 16


def rule_coding_id(text_sha256: str, start: int, end: int, code: CodeId) -> str:
    """The first 16 hex digits of the SHA-256 of `text_sha256 TAB start TAB end TAB code`."""
    name = f"{text_sha256}\t{start}\t{end}\t{code}"
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:_DIGITS]
