import numpy as np

from qualcode.analysis.columns import frame, frame_of_rows, numbers


def test_nan_becomes_none():
    assert numbers(np.array([1.5, np.nan])) == [1.5, None]


def test_frames_have_numbers_where_there_are_numbers():
    found = frame({"text": ["a", "b"], "whole": [1, 2], "part": [0.5, None], "none": [None, None]})
    assert [str(found[name].dtype) for name in ("whole", "part", "none")] == ["int64", "float64", "float64"]
    assert found["text"].tolist() == ["a", "b"]


def test_a_frame_of_no_rows_has_its_columns():
    assert frame_of_rows(["document", "units"], []).columns.tolist() == ["document", "units"]
