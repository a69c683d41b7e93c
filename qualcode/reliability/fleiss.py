"""Fleiss' κ."""

import numpy as np

from qualcode.reliability.percent import mean_percent_agreement
from qualcode.reliability.quotients import Floats, beyond_chance, ratio
from qualcode.reliability.sums import Profile


def fleiss_kappa(sums: Profile) -> Floats:
    """κ of any number of coders: (Po - Pe) / (1 - Pe), Pe = sum_k π_k².

    Po is the mean percent agreement of the pairs, π_k the share of the value k among all ratings:
    coders need not be the same persons in every unit. 1 is perfect, 0 as by chance. For one value
    against all others, rate each unit by whether it has that value. Undefined without units with two
    ratings and where everyone gave one value. Fleiss 1971, doi 10.1037/h0031619, asks for equally
    many ratings of every unit; with missing ones this is the generalisation of Gwet 2014, π_k the
    mean over units of the share of their coders who gave k.
    """
    shares = ratio(sums.shares, sums.rated[..., None])
    return beyond_chance(mean_percent_agreement(sums), np.square(shares).sum(axis=-1))
