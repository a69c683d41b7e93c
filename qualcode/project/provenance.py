"""provenance.json: what went in, what was done, what came out. No clock, no machine."""

import importlib.metadata
import platform
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.codebook.model import Codebook
from qualcode.version import __version__

FORMAT = "qualcode-provenance/1"
LIBRARIES = {"ahocorasick_rs": "ahocorasick_rs", "re2": "google-re2", "numpy": "numpy"}


def provenance(
    *,
    command: str,
    inputs: Sequence[str],
    options: Mapping[str, Any],
    codebook: Codebook,
    attributes: Mapping[str, str] | None,
    population: Mapping[str, Any],
    documents: Sequence[Mapping[str, Any]],
    guesses: Sequence[Mapping[str, str]],
    skipped: Sequence[Mapping[str, str]],
    warnings: Sequence[str],
    tables: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """The record of a run, keys in the order of the manual."""
    return {
        "format": FORMAT,
        "qualcode": __version__,
        "command": command,
        "inputs": list(inputs),
        "options": dict(options),
        "codebook": {
            "file": codebook.file,
            "name": codebook.name,
            "version": codebook.version,
            "sha256": codebook.sha256,
            "rules_sha256": codebook.rules_sha256,
        },
        "attributes": attributes,
        "population": dict(population),
        "documents": list(documents),
        "guesses": list(guesses),
        "skipped": list(skipped),
        "warnings": list(warnings),
        "tables": dict(tables),
        "environment": environment(),
    }


def environment() -> dict[str, str]:
    """What may differ between machines: versions of Python, Unicode data and libraries."""
    versions = {name: importlib.metadata.version(package) for name, package in LIBRARIES.items()}
    return {"python": platform.python_version(), "unicode": unicodedata.unidata_version, **versions}
