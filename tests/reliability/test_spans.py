import pytest

from qualcode.errors import UsageError
from qualcode.reliability.spans import Span, spans


def made(codings, **more):
    return spans(codings, **{"length": [10, 5], "coders": ["li", "wu"], "codes": ["a", "b"], **more})


def test_equal_codings_count_once_and_order_does_not_matter():
    one, two = Span(0, 0, 0, 2, 5), Span(1, 1, 1, 0, 5)
    assert made([two, one, two]).rows.tolist() == [list(one), list(two)]


def test_what_both_were_to_code():
    rated = [[[True, True], [True, False]], [[False, True], [True, True]]]
    assert made([], rated=rated).shared([0, 1]).tolist() == [[True, False], [False, True]]


@pytest.mark.parametrize("coding", [Span(0, 0, 0, 5, 11), Span(0, 0, 0, -1, 3), Span(0, 0, 0, 3, 3)])
def test_a_coding_outside_its_document_is_refused(coding):
    with pytest.raises(UsageError):
        made([coding])


def test_one_coder_is_refused():
    with pytest.raises(UsageError):
        made([], coders=["li"])
