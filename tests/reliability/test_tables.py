import numpy as np

from qualcode.reliability.draws import Interval
from qualcode.reliability.rows import Row
from qualcode.reliability.segments import SegmentRow
from qualcode.reliability.tables import HEADER, SEGMENT_HEADER, measures_frame, segments_frame

NUMBER = Interval(0.5, np.nan, np.nan, 0, 0)


def test_rows_in_the_order_of_codes_and_measures():
    rows = [
        Row(code, name, ("li", "wu"), NUMBER, 9, 1)
        for name in ("alpha_u", "holsti")
        for code in ("(all)", "b", "a")
    ]
    found = measures_frame(rows, ["a", "b"])
    assert list(found.columns) == list(HEADER)
    assert found["code"].tolist() == ["a", "a", "b", "b", "(all)", "(all)"]
    assert found["measure"].tolist() == ["holsti", "alpha_u"] * 3
    assert str(found["n_codes"].dtype) == "Int64"
    assert found["n_codes"].isna().all()


def test_a_table_without_rows_has_its_columns():
    assert list(measures_frame([], []).columns) == list(HEADER)
    assert list(segments_frame([]).columns) == list(SEGMENT_HEADER)


def test_matched_passages():
    found = segments_frame([SegmentRow("a", ("li", "wu"), 3, 1, 2, NUMBER, 4, "few")])
    cells = found.drop(columns=["low", "high"]).iloc[0].tolist()
    assert cells == ["a", "li", "wu", 3, 1, 2, 0.5, 4, 0, "few"]
