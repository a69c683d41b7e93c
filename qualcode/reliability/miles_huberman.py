"""The reliability of Miles and Huberman."""

from qualcode.reliability.quotients import Floats, ratio


def miles_huberman(tables: Floats) -> Floats:
    """Agreements by agreements and disagreements, of coded units only: n11 / (n11 + n10 + n01).

    From 0 to 1, from tables (…, 2, 2); chance is not taken out. Undefined where neither coded a
    unit. Miles & Huberman 1994, Qualitative Data Analysis, 2nd edition, p. 64.
    """
    both = tables[..., 1, 1]
    return ratio(both, both + tables[..., 1, 0] + tables[..., 0, 1])
