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
    from qualcode.project.adjudication_sheet import Adjudicated
    from qualcode.project.against import Against
    from qualcode.project.appendix import codebook_appendix
    from qualcode.project.assignment_found import Assigned
    from qualcode.project.comparing import CodebookChanges, codebook_changes, codebook_diff
    from qualcode.project.converting import convert_codebook
    from qualcode.project.doctor import doctor
    from qualcode.project.exporting import export_tables, write_tables
    from qualcode.project.figuring import figure
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
    from qualcode.project.frames_agreement import agree
    from qualcode.project.frames_analysis import (
        CodeMap,
        Crosstab,
        Epistemic,
        Levels,
        Network,
        Saturation,
        code_by_document,
        code_by_value,
        codemap,
        cooccurrence,
        cooccurrence_pairs,
        crosstab,
        epistemic,
        frequency,
        levels,
        network,
        network_graphml,
        saturation,
        sequence,
    )
    from qualcode.project.frames_audit import audit_draw, audit_read, similar
    from qualcode.project.frames_by_hand import (
        add_codings,
        add_memo,
        coders,
        finish_documents,
        list_codings,
        list_memos,
        marked_text,
        remove_codings,
    )
    from qualcode.project.frames_people import code_study
    from qualcode.project.frames_study import (
        apply_pseudonyms,
        check_study,
        ingest_study,
        merge_study,
        pseudonym_candidates,
        pseudonym_leftovers,
        speakers,
    )
    from qualcode.project.frames_teams import adjudicate, assign, disputed
    from qualcode.project.frames_words import collocations, dispersion, keyness
    from qualcode.project.querying import sql
    from qualcode.project.quoted_from import quotes
    from qualcode.project.report import report
    from qualcode.project.rerunning import Rerun, rerun
    from qualcode.workshop.explain import explain_text

__all__ = [
    "Adjudicated",
    "Against",
    "Assigned",
    "CodeMap",
    "CodebookChanges",
    "Crosstab",
    "Epistemic",
    "Levels",
    "Network",
    "QualcodeError",
    "Rerun",
    "Results",
    "Saturation",
    "__version__",
    "add_codings",
    "add_memo",
    "adjudicate",
    "agree",
    "apply_pseudonyms",
    "assign",
    "audit_draw",
    "audit_read",
    "check_against",
    "check_study",
    "code",
    "code_by_document",
    "code_by_value",
    "code_study",
    "codebook_appendix",
    "codebook_changes",
    "codebook_diff",
    "codemap",
    "coders",
    "codings",
    "collocations",
    "convert_codebook",
    "cooccurrence",
    "cooccurrence_pairs",
    "crosstab",
    "dispersion",
    "disputed",
    "doctor",
    "documents",
    "epistemic",
    "explain",
    "explain_text",
    "export_tables",
    "figure",
    "find",
    "finish_documents",
    "frequency",
    "ingest_study",
    "keyness",
    "levels",
    "list_codings",
    "list_memos",
    "load_codebook",
    "marked_text",
    "merge_study",
    "network",
    "network_graphml",
    "pseudonym_candidates",
    "pseudonym_leftovers",
    "quotes",
    "read_transcripts",
    "remove_codings",
    "report",
    "rerun",
    "saturation",
    "sequence",
    "set_aside",
    "similar",
    "speakers",
    "sql",
    "write_tables",
]

_HOMES = {
    "Adjudicated": "qualcode.project.adjudication_sheet",
    "Assigned": "qualcode.project.assignment_found",
    "adjudicate": "qualcode.project.frames_teams",
    "assign": "qualcode.project.frames_teams",
    "disputed": "qualcode.project.frames_teams",
    "agree": "qualcode.project.frames_agreement",
    "Crosstab": "qualcode.project.frames_analysis",
    "code_by_document": "qualcode.project.frames_analysis",
    "code_by_value": "qualcode.project.frames_analysis",
    "cooccurrence": "qualcode.project.frames_analysis",
    "cooccurrence_pairs": "qualcode.project.frames_analysis",
    "crosstab": "qualcode.project.frames_analysis",
    "frequency": "qualcode.project.frames_analysis",
    "CodeMap": "qualcode.project.frames_analysis",
    "Network": "qualcode.project.frames_analysis",
    "codemap": "qualcode.project.frames_analysis",
    "network": "qualcode.project.frames_analysis",
    "network_graphml": "qualcode.project.frames_analysis",
    "Epistemic": "qualcode.project.frames_analysis",
    "epistemic": "qualcode.project.frames_analysis",
    "Levels": "qualcode.project.frames_analysis",
    "levels": "qualcode.project.frames_analysis",
    "collocations": "qualcode.project.frames_words",
    "dispersion": "qualcode.project.frames_words",
    "keyness": "qualcode.project.frames_words",
    "Saturation": "qualcode.project.frames_analysis",
    "saturation": "qualcode.project.frames_analysis",
    "sequence": "qualcode.project.frames_analysis",
    "CodebookChanges": "qualcode.project.comparing",
    "codebook_changes": "qualcode.project.comparing",
    "codebook_diff": "qualcode.project.comparing",
    "audit_draw": "qualcode.project.frames_audit",
    "audit_read": "qualcode.project.frames_audit",
    "similar": "qualcode.project.frames_audit",
    "figure": "qualcode.project.figuring",
    "add_codings": "qualcode.project.frames_by_hand",
    "add_memo": "qualcode.project.frames_by_hand",
    "coders": "qualcode.project.frames_by_hand",
    "finish_documents": "qualcode.project.frames_by_hand",
    "list_codings": "qualcode.project.frames_by_hand",
    "list_memos": "qualcode.project.frames_by_hand",
    "marked_text": "qualcode.project.frames_by_hand",
    "remove_codings": "qualcode.project.frames_by_hand",
    "check_study": "qualcode.project.frames_study",
    "code_study": "qualcode.project.frames_people",
    "apply_pseudonyms": "qualcode.project.frames_study",
    "pseudonym_candidates": "qualcode.project.frames_study",
    "pseudonym_leftovers": "qualcode.project.frames_study",
    "ingest_study": "qualcode.project.frames_study",
    "merge_study": "qualcode.project.frames_study",
    "speakers": "qualcode.project.frames_study",
    "load_codebook": "qualcode.codebook.load",
    "explain_text": "qualcode.workshop.explain",
    "QualcodeError": "qualcode.errors",
    "Against": "qualcode.project.against",
    "codebook_appendix": "qualcode.project.appendix",
    "convert_codebook": "qualcode.project.converting",
    "export_tables": "qualcode.project.exporting",
    "quotes": "qualcode.project.quoted_from",
    "Rerun": "qualcode.project.rerunning",
    "rerun": "qualcode.project.rerunning",
    "report": "qualcode.project.report",
    "sql": "qualcode.project.querying",
    "write_tables": "qualcode.project.exporting",
    "doctor": "qualcode.project.doctor",
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when they are first used, so that `import qualcode` stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'qualcode' has no attribute '{name}'")
    return getattr(import_module(_HOMES.get(name, "qualcode.project.frames")), name)


def __dir__() -> list[str]:
    """The public names, for completion in notebooks."""
    return sorted(__all__)
