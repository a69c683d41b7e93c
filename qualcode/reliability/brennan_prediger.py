"""The coefficient of Brennan and Prediger."""

from qualcode.reliability.percent import mean_percent_agreement
from qualcode.reliability.quotients import Floats, beyond_chance
from qualcode.reliability.sums import Profile


def brennan_prediger(sums: Profile) -> Floats:
    """(Po - 1/q) / (1 - 1/q): agreement beyond that of coders who toss a coin with q sides.

    q is the number of possible values (2 for has and has not), whether seen or not; Po as for
    percent agreement. Any number of coders, ratings may be missing; with one value given by
    everyone it is 1. Undefined without units with two ratings. Brennan & Prediger 1981, doi
    10.1177/001316448104100307; for two coders the S of Bennett, Alpert & Goldstein 1954.
    """
    return beyond_chance(mean_percent_agreement(sums), 1 / sums.shares.shape[-1])
