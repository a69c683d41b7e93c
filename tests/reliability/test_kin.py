from qualcode.reliability.kin import poolable


def test_a_code_above_another_one_is_left_out():
    parents = {"child": "parent", "grandchild": "child", "other": "root"}
    assert poolable(["parent", "grandchild", "other"], parents).tolist() == [False, True, True]
    assert poolable(["parent"], parents).tolist() == [True]
