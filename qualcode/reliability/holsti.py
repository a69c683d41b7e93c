"""Holsti's coefficient."""

from qualcode.reliability.quotients import Floats, ratio


def holsti(tables: Floats) -> Floats:
    """Coded units that two coders share, by the mean of what they coded: 2 n11 / (nA + nB).

    From 0 to 1, from tables (…, 2, 2); units that neither coded do not count, chance is not taken
    out. Undefined where neither coded a unit. In Chinese content analyses 相互同意度. Holsti 1969,
    Content Analysis for the Social Sciences and Humanities; for one code it is what Dice 1945,
    doi 10.2307/1932409, defines.
    """
    both = tables[..., 1, 1]
    return ratio(2 * both, 2 * both + tables[..., 1, 0] + tables[..., 0, 1])
