from typing import NamedTuple

import pytest

from qualcode.errors import UsageError
from qualcode.project.codings.by_id import with_id


class One(NamedTuple):
    id: str
    coder: str


KNOWN = [One("abc1", "li"), One("abc12", "li"), One("abd", "zhang")]


@pytest.mark.parametrize(("id", "coder", "found"), [("abc12", "li", 1), ("ABC1", "li", 0), ("abd", "", 2)])
def test_the_beginning_of_an_id(id, coder, found):
    assert with_id(KNOWN, id, "coding", cure="", coder=coder) == KNOWN[found]


@pytest.mark.parametrize(
    ("id", "message", "cure"),
    [
        ("abc", "2 codings begin with abc", "write more of it: abc1, abc12"),
        ("abd", "abd is a coding of zhang", "only your own (li) can be changed"),
        ("", "there is no coding ", "list them"),
    ],
)
def test_no_id_or_several(id, message, cure):
    with pytest.raises(UsageError) as error:
        with_id(KNOWN, id, "coding", cure="list them", coder="li")
    assert (error.value.message, error.value.cure) == (message, cure)
