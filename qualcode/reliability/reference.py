"""Precision, recall and F1 of a coder, or of rules, against a reference coder.

Tables (…, 2, 2) hold the values of the reference first. No true negatives enter: the three do not
grow because a code is rare.
"""

from qualcode.reliability.quotients import Floats, ratio


def precision(tables: Floats) -> Floats:
    """TP / (TP + FP): share of what the coder coded that the reference coded too, from 0 to 1.

    Undefined where the coder gave the code to no unit.
    """
    return ratio(tables[..., 1, 1], tables[..., 1, 1] + tables[..., 0, 1])


def recall(tables: Floats) -> Floats:
    """TP / (TP + FN): share of what the reference coded that the coder coded too, from 0 to 1.

    Undefined where the reference gave the code to no unit.
    """
    return ratio(tables[..., 1, 1], tables[..., 1, 1] + tables[..., 1, 0])


def f1(tables: Floats) -> Floats:
    """2TP / (2TP + FP + FN): harmonic mean of precision and recall, from 0 to 1.

    Undefined where neither gave the code to a unit.
    """
    both = tables[..., 1, 1]
    return ratio(2 * both, 2 * both + tables[..., 0, 1] + tables[..., 1, 0])
