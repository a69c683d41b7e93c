"""Ratings that tests draw."""

import numpy as np
from hypothesis import strategies as st


@st.composite
def matrices(draw, *, q: int = 2, missing: bool = True) -> np.ndarray:
    """(units, coders) values below `q`, some of them NaN."""
    n_units, n_coders = draw(st.integers(1, 8)), draw(st.integers(2, 4))
    value = st.integers(-1 if missing else 0, q - 1)
    rows = draw(
        st.lists(st.lists(value, min_size=n_coders, max_size=n_coders), min_size=n_units, max_size=n_units)
    )
    found = np.array(rows, np.float64)
    return np.where(found < 0, np.nan, found)
