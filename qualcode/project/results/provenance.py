"""provenance.json: what went in, what was done, what came out. No clock, no machine."""

import hashlib
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qualcode.codebook.model import Codebook
from qualcode.coding.cuts import bounds
from qualcode.rules.patterns import uses_model
from qualcode.rules.syntax import Pattern
from qualcode.text.chinese import dictionary_sha256, segmenter_name
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
    codings: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The record of a run, keys in the order of the manual; `codings` tells of those of a person."""
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
        **({"codings": dict(codings)} if codings else {}),
        "population": dict(population),
        "documents": list(documents),
        "guesses": list(guesses),
        "skipped": list(skipped),
        "warnings": list(warnings),
        "tables": dict(tables),
        "environment": environment() | _segmenter(codebook) | _spacy(codebook),
    }


def environment() -> dict[str, str]:
    """What may differ between machines: versions of Python, Unicode data and libraries."""
    versions = {module: _version(module, package) for module, package in LIBRARIES.items()}
    return {"python": sys.version.split()[0], "unicode": unicodedata.unidata_version, **versions}


def _segmenter(codebook: Codebook) -> dict[str, str]:
    """By what Chinese words are told, where the codebook sets hits aside that cut through them."""
    asked = bounds(codebook)
    if not (asked.careful or asked.strict):
        return {}
    name = segmenter_name()
    return {"segmenter": f"{name} {_version(name, name)}", "dictionary_sha256": dictionary_sha256()}


def _spacy(codebook: Codebook) -> dict[str, str]:
    """By what the tokens of patterns are told, where the codebook has patterns."""
    patterns = [rule for code in codebook.codes for rule in code.rules if isinstance(rule, Pattern)]
    libraries = {name: _version(name, name) for name in ("spacy", "jieba")} if patterns else {}
    model = codebook.spacy_model if any(map(uses_model, patterns)) else ""
    return libraries | (_model(model) if model else {})


def _model(model: str) -> dict[str, str]:
    """Name and version of a trained pipeline, which is a package or, with a /, a folder.

    Of a folder also what it holds: who trains a pipeline anew seldom gives it another version.
    """
    if "/" not in model:
        return {"spacy_model": f"{model} {_version(model, model)}"}
    meta = json.loads((Path(model) / "meta.json").read_text(encoding="utf-8"))
    called = f"{meta['lang']}_{meta['name']} {meta['version']}"
    return {"spacy_model": called, "spacy_model_sha256": _folder_sha256(Path(model))}


def _folder_sha256(folder: Path) -> str:
    """The hash of a line for each file: its hash, a blank and its name in the folder, by name."""
    files = sorted(
        (file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file()
    )
    whole = hashlib.sha256()
    for name, file in files:
        with file.open("rb") as opened:
            whole.update(f"{hashlib.file_digest(opened, 'sha256').hexdigest()} {name}\n".encode())
    return whole.hexdigest()


def _version(module: str, package: str) -> str:
    """The version of an installed package.

    The folder beside the module names it; `importlib.metadata`, which takes long to load, is
    asked only where there is no such folder.
    """
    found = find_spec(module)
    places = [Path(origin).parent for origin in [found.origin] if origin] if found else []
    stem = package.replace("-", "_")
    for folder in [*places, *(place.parent for place in places)]:
        for record in folder.glob(f"{stem}-*.dist-info"):
            return record.name.removesuffix(".dist-info").removeprefix(f"{stem}-")
    from importlib.metadata import version

    return version(package)
