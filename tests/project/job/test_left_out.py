from qualcode.project.job.left_out import LeftOut, told_left_out


def test_one_is_told_in_a_sentence_of_its_own():
    assert list(told_left_out([LeftOut("lane", "wu", 1, 3)])) == [
        "1 of 3 codings by wu in lane do not fit its text or the codebook and are left out (qualcode check)"
    ]
    assert list(told_left_out([])) == []


def test_many_are_one_sentence_with_the_first_documents():
    many = [LeftOut(f"d{at}", coder, at, 20) for at in range(11, 0, -1) for coder in ("li", "吴")]
    (told,) = told_left_out(many)
    assert told == (
        "132 codings do not fit their texts or the codebook and are left out (qualcode check): "
        "d1 (li 1 of 20; 吴 1 of 20), d2 (li 2 of 20; 吴 2 of 20), d3 (li 3 of 20; 吴 3 of 20), "
        "d4 (li 4 of 20; 吴 4 of 20), d5 (li 5 of 20; 吴 5 of 20) and 6 more documents"
    )


def test_those_that_came_late_are_another():
    found = [LeftOut("lane", "li", 2, 9, ("trust", "信任")), LeftOut("yard", "li", 1, 9)]
    assert list(told_left_out(found)) == [
        "1 of 9 codings by li in yard do not fit its text or the codebook and are left out (qualcode check)",
        "2 codings are left out: the code was not on offer when the document was finished; open it again and "
        "finish it with the codebook as it is now: lane (li 2: trust, 信任)",
    ]
