"""Code and analyse qualitative interviews, in Chinese and in English.

>>> import qualcode
>>> results = qualcode.code(
...     qualcode.read_transcripts("sample_transcripts"),
...     qualcode.load_codebook("codebooks/community_governance.yaml"),
... )
>>> table = qualcode.frequency(results)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from qualcode.version import __version__

if TYPE_CHECKING:
    from qualcode.codebook.load import load_codebook
    from qualcode.errors import QualcodeError
    from qualcode.project.against import Against
    from qualcode.project.appendix import codebook_appendix
    from qualcode.project.comparing import CodebookChanges, codebook_changes, codebook_diff
    from qualcode.project.converting import convert_codebook
    from qualcode.project.exporting import export_tables, write_tables
    from qualcode.project.frames import (
        Results,
        check_against,
        code,
        codings,
        documents,
        explain,
        find,
        read_transcripts,
        set_aside,
    )
    from qualcode.project.frames_analysis import (
        Crosstab,
        code_by_document,
        code_by_value,
        cooccurrence,
        cooccurrence_pairs,
        crosstab,
        frequency,
    )
    from qualcode.project.frames_audit import audit_draw, audit_read, similar
    from qualcode.project.frames_study import (
        apply_pseudonyms,
        check_study,
        ingest_study,
        pseudonym_candidates,
        pseudonym_leftovers,
        speakers,
    )
    from qualcode.project.querying import sql
    from qualcode.project.report import report
    from qualcode.workshop.explain import explain_text

__all__ = [
    "Against",
    "CodebookChanges",
    "Crosstab",
    "QualcodeError",
    "Results",
    "__version__",
    "apply_pseudonyms",
    "audit_draw",
    "audit_read",
    "check_against",
    "check_study",
    "code",
    "code_by_document",
    "code_by_value",
    "codebook_appendix",
    "codebook_changes",
    "codebook_diff",
    "codings",
    "convert_codebook",
    "cooccurrence",
    "cooccurrence_pairs",
    "crosstab",
    "documents",
    "explain",
    "explain_text",
    "export_tables",
    "find",
    "frequency",
    "ingest_study",
    "load_codebook",
    "pseudonym_candidates",
    "pseudonym_leftovers",
    "read_transcripts",
    "report",
    "set_aside",
    "similar",
    "speakers",
    "sql",
    "write_tables",
]

_HOMES = {
    "Crosstab": "qualcode.project.frames_analysis",
    "code_by_document": "qualcode.project.frames_analysis",
    "code_by_value": "qualcode.project.frames_analysis",
    "cooccurrence": "qualcode.project.frames_analysis",
    "cooccurrence_pairs": "qualcode.project.frames_analysis",
    "crosstab": "qualcode.project.frames_analysis",
    "frequency": "qualcode.project.frames_analysis",
    "CodebookChanges": "qualcode.project.comparing",
    "codebook_changes": "qualcode.project.comparing",
    "codebook_diff": "qualcode.project.comparing",
    "audit_draw": "qualcode.project.frames_audit",
    "audit_read": "qualcode.project.frames_audit",
    "similar": "qualcode.project.frames_audit",
    "check_study": "qualcode.project.frames_study",
    "apply_pseudonyms": "qualcode.project.frames_study",
    "pseudonym_candidates": "qualcode.project.frames_study",
    "pseudonym_leftovers": "qualcode.project.frames_study",
    "ingest_study": "qualcode.project.frames_study",
    "speakers": "qualcode.project.frames_study",
    "load_codebook": "qualcode.codebook.load",
    "explain_text": "qualcode.workshop.explain",
    "QualcodeError": "qualcode.errors",
    "Against": "qualcode.project.against",
    "codebook_appendix": "qualcode.project.appendix",
    "convert_codebook": "qualcode.project.converting",
    "export_tables": "qualcode.project.exporting",
    "report": "qualcode.project.report",
    "sql": "qualcode.project.querying",
    "write_tables": "qualcode.project.exporting",
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when they are first used, so that `import qualcode` stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'qualcode' has no attribute '{name}'")
    return getattr(import_module(_HOMES.get(name, "qualcode.project.frames")), name)


def __dir__() -> list[str]:
    """The public names, for completion in notebooks."""
    return sorted(__all__)
