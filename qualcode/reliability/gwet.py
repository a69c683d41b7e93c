"""Gwet's AC1."""

from qualcode.reliability.percent import mean_percent_agreement
from qualcode.reliability.quotients import Floats, beyond_chance, ratio
from qualcode.reliability.sums import Profile


def gwet_ac1(sums: Profile) -> Floats:
    """AC1 = (Po - Pe) / (1 - Pe), Pe = sum_k π_k (1 - π_k) / (q - 1).

    π_k is the mean over units of the share of their coders who gave k, q the number of possible
    values (2 for has and has not), whether seen or not; Po as for percent agreement. Any number of
    coders, ratings may be missing. Unlike κ it stays near percent agreement where a code is rare;
    with one value given by everyone it is 1. Undefined without units with two ratings. Gwet 2008,
    doi 10.1348/000711006X126600.
    """
    shares = ratio(sums.shares, sums.rated[..., None])
    chance = (shares * (1 - shares)).sum(axis=-1) / (shares.shape[-1] - 1)
    return beyond_chance(mean_percent_agreement(sums), chance)
