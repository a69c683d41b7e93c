"""What `doctor` looks at in Python: versions against what qualcode asks for, and engines at work."""

import platform
from collections.abc import Iterator
from importlib import metadata
from typing import TYPE_CHECKING

from qualcode.project.doctor.finding import Finding, reason_of, tried
from qualcode.version import __version__

if TYPE_CHECKING:
    from packaging.requirements import Requirement

PACKAGE = "qualcode"
_WORDS, _WORDS_CUT = "居民在社区开会", ["居民", "在", "社区", "开会"]
_SAID = "他是我们这儿公认的能人，we trust him"


def python_findings() -> Iterator[Finding]:
    """Versions of qualcode, Python and all dependencies; then whether the engines work."""
    yield Finding(PACKAGE, __version__)
    try:
        yield from list(_versions())
    except ImportError as fault:  # of what compares the versions
        yield Finding("dependencies", reason_of(fault), "problem", "pip install packaging")
    yield _optional()
    for package, attempt in _ENGINES.items():
        yield tried(f"{package} at work", attempt, f"pip install --force-reinstall {package}")


def _optional() -> Finding:
    """What only tables in Parquet need."""
    try:
        return Finding("pyarrow", metadata.version("pyarrow"))
    except metadata.PackageNotFoundError:
        return Finding("pyarrow", 'none; only tables in Parquet need it (pip install "qualcode[parquet]")')


def _versions() -> Iterator[Finding]:
    try:
        about = metadata.metadata(PACKAGE)
    except metadata.PackageNotFoundError:
        yield _python("")
        cure = "pip install qualcode, or in its folder: pip install -e ."
        yield Finding("dependencies", "unknown: qualcode is not installed", "note", cure)
        return
    yield _python(about["Requires-Python"] or "")
    yield from map(_dependency, _requirements())


def _python(wanted: str) -> Finding:
    from packaging.specifiers import SpecifierSet

    version = platform.python_version()
    found = f"{version} ({platform.python_implementation()}, {platform.architecture()[0]})"
    if SpecifierSet(wanted).contains(version, prereleases=True):
        return Finding("Python", found)
    return Finding("Python", f"{found}; wanted {wanted}", "problem", "install a newer Python")


def _requirements() -> "Iterator[Requirement]":
    """What qualcode needs on this system; extras are for those who develop it."""
    from packaging.requirements import Requirement

    for line in metadata.requires(PACKAGE) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def _dependency(requirement: "Requirement") -> Finding:
    name, wanted = requirement.name, str(requirement.specifier)
    cure = f'pip install "{name}{wanted}"'
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, f"not installed; wanted {wanted}", "problem", cure)
    if requirement.specifier.contains(version, prereleases=True):
        return Finding(name, version)
    return Finding(name, f"{version}; wanted {wanted}", "problem", cure)


def _automaton() -> str:
    from ahocorasick_rs import AhoCorasick

    found = AhoCorasick(["能人", "trust"]).find_matches_as_indexes(_SAID)
    return _expected([_SAID[start:end] for _, start, end in found], ["能人", "trust"])


def _expressions() -> str:
    import re2

    return _expected([match.group() for match in re2.finditer(r"能\p{Han}|tr\w+", _SAID)], ["能人", "trust"])


def _rust_jieba() -> str:
    import rjieba

    return _expected(list(rjieba.cut(_WORDS)), _WORDS_CUT)


def _jieba() -> str:
    from qualcode.text.chinese import segmenter_with

    return _expected(segmenter_with(())(_WORDS), _WORDS_CUT)


def _lxml() -> str:
    from lxml import etree

    return _expected([etree.fromstring("<a>能人</a>").text or ""], ["能人"])


def _pdfium() -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    pages = len(document)
    document.close()
    return _expected([str(pages)], ["0"], "opens files")


def _pandas() -> str:
    import pandas as pd

    return _expected([str(pd.Series([1, 2, 3]).sum())], ["6"], "computes")


def _expected(found: list[str], wanted: list[str], says: str = "") -> str:
    """What an engine did, in words; raises ValueError where it did anything else than it should."""
    if found != wanted:
        raise ValueError(f"gave {found} for {wanted}")
    return says or "finds " + ", ".join(wanted)


_ENGINES = {
    "ahocorasick-rs": _automaton,
    "google-re2": _expressions,
    "jieba": _jieba,
    "rjieba": _rust_jieba,
    "lxml": _lxml,
    "pypdfium2": _pdfium,
    "pandas": _pandas,
}


def pipeline_findings() -> Iterator[Finding]:
    """Trained spaCy pipelines that are installed; none is needed."""
    found = sorted(
        {f"{point.name} {_version_of(point)}" for point in metadata.entry_points(group="spacy_models")}
    )
    yield Finding(
        "spaCy pipelines", ", ".join(found) or "none; only patterns by word class or grammar need one"
    )


def _version_of(point: metadata.EntryPoint) -> str:
    return point.dist.version if point.dist else ""
