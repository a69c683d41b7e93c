"""The id of a rule coding names its text, its place and its code."""

import hashlib

from qualcode.coding.ids import rule_coding_id


def test_the_id_is_the_beginning_of_a_hash_of_text_place_and_code():
    whole = hashlib.sha256(b"ab\t3\t17\t" + "能人".encode()).hexdigest()
    assert rule_coding_id("ab", 3, 17, "能人") == whole[:16]
    assert rule_coding_id("ab", 3, 17, "elite") != rule_coding_id("ab", 3, 18, "elite")
