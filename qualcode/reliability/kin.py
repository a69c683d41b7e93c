"""Which codes a figure over codes is taken from."""

from collections.abc import Mapping, Sequence

import numpy as np

from qualcode.terms import CodeId, Flags


def poolable(codes: Sequence[CodeId], parents: Mapping[CodeId, CodeId]) -> Flags:
    """(codes,) those that stand above none of the others: never a code together with its ancestor.

    `parents` maps codes to the code above them; codes between two of `codes` may be there too.
    """
    above: set[CodeId] = set()
    for code in codes:
        while code in parents:
            code = parents[code]
            above.add(code)
    return np.array([code not in above for code in codes], np.bool_)
