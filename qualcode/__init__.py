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
    from qualcode.project.agreement.sheet import Adjudicated
    from qualcode.project.codebooks.against import Against
    from qualcode.project.codebooks.comparing import CodebookChanges, codebook_changes, codebook_diff
    from qualcode.project.codebooks.converting import convert_codebook
    from qualcode.project.doctor.examining import doctor
    from qualcode.project.library.agreement import agree
    from qualcode.project.library.analysis import (
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
    from qualcode.project.library.audits import audit_draw, audit_read, similar
    from qualcode.project.library.by_hand import (
        add_codings,
        add_memo,
        coders,
        coding_places,
        finish_documents,
        list_codings,
        list_memos,
        marked_text,
        place_coding,
        remove_codings,
    )
    from qualcode.project.library.coding import (
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
    from qualcode.project.library.figures import figure
    from qualcode.project.library.people import code_study
    from qualcode.project.library.quoting import quotes
    from qualcode.project.library.study import (
        apply_pseudonyms,
        check_study,
        ingest_study,
        merge_study,
        pseudonym_candidates,
        pseudonym_leftovers,
        rename_document,
        speakers,
    )
    from qualcode.project.library.teams import adjudicate, assign, disputed, rename_coder
    from qualcode.project.library.words import collocations, dispersion, keyness
    from qualcode.project.report.appendix import codebook_appendix
    from qualcode.project.report.writing import report
    from qualcode.project.results.exporting import export_tables, write_tables
    from qualcode.project.results.querying import sql
    from qualcode.project.results.rerunning import Rerun, rerun
    from qualcode.project.teams.assignment_found import Assigned
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
    "coding_places",
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
    "place_coding",
    "pseudonym_candidates",
    "pseudonym_leftovers",
    "quotes",
    "read_transcripts",
    "remove_codings",
    "rename_coder",
    "rename_document",
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
    "Adjudicated": "qualcode.project.agreement.sheet",
    "Assigned": "qualcode.project.teams.assignment_found",
    "adjudicate": "qualcode.project.library.teams",
    "assign": "qualcode.project.library.teams",
    "disputed": "qualcode.project.library.teams",
    "rename_coder": "qualcode.project.library.teams",
    "agree": "qualcode.project.library.agreement",
    "Crosstab": "qualcode.project.library.analysis",
    "code_by_document": "qualcode.project.library.analysis",
    "code_by_value": "qualcode.project.library.analysis",
    "cooccurrence": "qualcode.project.library.analysis",
    "cooccurrence_pairs": "qualcode.project.library.analysis",
    "crosstab": "qualcode.project.library.analysis",
    "frequency": "qualcode.project.library.analysis",
    "CodeMap": "qualcode.project.library.analysis",
    "Network": "qualcode.project.library.analysis",
    "codemap": "qualcode.project.library.analysis",
    "network": "qualcode.project.library.analysis",
    "network_graphml": "qualcode.project.library.analysis",
    "Epistemic": "qualcode.project.library.analysis",
    "epistemic": "qualcode.project.library.analysis",
    "Levels": "qualcode.project.library.analysis",
    "levels": "qualcode.project.library.analysis",
    "collocations": "qualcode.project.library.words",
    "dispersion": "qualcode.project.library.words",
    "keyness": "qualcode.project.library.words",
    "Saturation": "qualcode.project.library.analysis",
    "saturation": "qualcode.project.library.analysis",
    "sequence": "qualcode.project.library.analysis",
    "CodebookChanges": "qualcode.project.codebooks.comparing",
    "codebook_changes": "qualcode.project.codebooks.comparing",
    "codebook_diff": "qualcode.project.codebooks.comparing",
    "audit_draw": "qualcode.project.library.audits",
    "audit_read": "qualcode.project.library.audits",
    "similar": "qualcode.project.library.audits",
    "figure": "qualcode.project.library.figures",
    "add_codings": "qualcode.project.library.by_hand",
    "add_memo": "qualcode.project.library.by_hand",
    "coders": "qualcode.project.library.by_hand",
    "coding_places": "qualcode.project.library.by_hand",
    "finish_documents": "qualcode.project.library.by_hand",
    "place_coding": "qualcode.project.library.by_hand",
    "list_codings": "qualcode.project.library.by_hand",
    "list_memos": "qualcode.project.library.by_hand",
    "marked_text": "qualcode.project.library.by_hand",
    "remove_codings": "qualcode.project.library.by_hand",
    "check_study": "qualcode.project.library.study",
    "code_study": "qualcode.project.library.people",
    "apply_pseudonyms": "qualcode.project.library.study",
    "pseudonym_candidates": "qualcode.project.library.study",
    "pseudonym_leftovers": "qualcode.project.library.study",
    "ingest_study": "qualcode.project.library.study",
    "merge_study": "qualcode.project.library.study",
    "rename_document": "qualcode.project.library.study",
    "speakers": "qualcode.project.library.study",
    "load_codebook": "qualcode.codebook.load",
    "explain_text": "qualcode.workshop.explain",
    "QualcodeError": "qualcode.errors",
    "Against": "qualcode.project.codebooks.against",
    "codebook_appendix": "qualcode.project.report.appendix",
    "convert_codebook": "qualcode.project.codebooks.converting",
    "export_tables": "qualcode.project.results.exporting",
    "quotes": "qualcode.project.library.quoting",
    "Rerun": "qualcode.project.results.rerunning",
    "rerun": "qualcode.project.results.rerunning",
    "report": "qualcode.project.report.writing",
    "sql": "qualcode.project.results.querying",
    "write_tables": "qualcode.project.results.exporting",
    "doctor": "qualcode.project.doctor.examining",
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when they are first used, so that `import qualcode` stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'qualcode' has no attribute '{name}'")
    return getattr(import_module(_HOMES.get(name, "qualcode.project.library.coding")), name)


def __dir__() -> list[str]:
    """The public names, for completion in notebooks."""
    return sorted(__all__)
