"""What must be said where the codings of a person count: what is unreviewed, and what could not be given."""

from collections.abc import Iterable, Iterator

import numpy as np

from qualcode.coding.sums import MISSING, Sums
from qualcode.project.job.by_people import Reviewed
from qualcode.project.job.coded_by import CodedBy
from qualcode.project.job.left_out import LeftOut, told_left_out
from qualcode.project.job.pipeline import Plan
from qualcode.project.job.population import listed


def about_people(plan: Plan, sums: Sums, reviewed: Reviewed, left_out: Iterable[LeftOut]) -> list[str]:
    """Sentences about the codings that count and those that do not; none for the rules alone."""
    if plan.by is None:
        return []
    ids = [code.id for code in plan.codebook.codes]
    offer = _about_offer(plan.by, sums, ids)
    return [*_about_review(plan.by, reviewed), *offer, *told_left_out(left_out)]


def _about_review(by: CodedBy, reviewed: Reviewed) -> Iterator[str]:
    who, n = by.coder.label, reviewed.unreviewed
    if reviewed.outside:
        yield f"{reviewed.outside:,} codings of {who} have no word of the population and count nowhere"
    if not by.with_rules:
        return
    if n and by.reviewed_only:
        yield f"{n:,} rule codings that {who} has not reviewed are left out"
    elif n:
        yield f"{n:,} rule codings that {who} has not reviewed stay (--reviewed-only leaves them out)"
    if reviewed.stale:
        yield f"{reviewed.stale:,} decisions of {who} are on codings that the rules do not make now"


def _about_offer(by: CodedBy, sums: Sums, ids: list[str]) -> Iterator[str]:
    """Codes that could not be given everywhere, a sentence for all that share their documents."""
    missing: dict[tuple[str, ...], list[str]] = {}
    for code, documents in missing_in(sums).items():
        missing.setdefault(documents, []).append(ids[code])
    for documents, codes in missing.items():
        yield (
            f"{', '.join(codes)}: missing, not zero, in {len(documents):,} of {len(sums.heard):,} "
            f"documents, where {by.coder.label} could not give {'it' if len(codes) == 1 else 'them'}: "
            f"{listed(documents)}"
        )
    if missing:
        yield "sequence, saturation, networks and code maps leave out codes that are missing somewhere"


def missing_in(sums: Sums) -> dict[int, tuple[str, ...]]:
    """By code, the documents in which it could not be given; without codes that could be everywhere.

    Documents in which the population says nothing are passed over.
    """
    rows = sums.heard
    if not rows:
        return {}
    gone = np.stack([row[1:] == MISSING for row in rows.values()])
    return {
        code: tuple(name for name, is_gone in zip(rows, gone[:, code].tolist(), strict=True) if is_gone)
        for code in np.flatnonzero(gone.any(axis=0)).tolist()
    }
