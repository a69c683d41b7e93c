"""Percent agreement."""

from qualcode.reliability.quotients import Floats, ratio
from qualcode.reliability.sums import Profile


def percent_agreement(tables: Floats) -> Floats:
    """Share of the units to which two coders gave the same value, from 0 to 1.

    (n11 + n00) / N, from tables (…, q, q) of the values of the first by those of the second.
    Chance is not taken out: a rare code agrees nearly always. Undefined without units.
    """
    return ratio(tables.diagonal(axis1=-2, axis2=-1).sum(axis=-1), tables.sum(axis=(-2, -1)))


def mean_percent_agreement(sums: Profile) -> Floats:
    """Share of the pairs of ratings that agree, averaged over the units with two ratings or more.

    Where nothing is missing that is the mean of the percent agreements of all pairs of coders.
    From 0 to 1; undefined without such units. Gwet 2014, Handbook of Inter-Rater Reliability.
    """
    return ratio(sums.agreeing, sums.compared)
