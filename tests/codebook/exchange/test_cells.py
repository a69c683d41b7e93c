"""One cell for a list: what is written reads back, and what people write is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.exchange.cells import cell, read_record, record_text, value_of
from tests.codebook.made import prose, words

records = st.one_of(
    prose,
    st.fixed_dictionaries(
        {"text": prose},
        optional={
            "speaker": words,
            "role": words,
            "where": st.dictionaries(words, words, min_size=1, max_size=2),
        },
    ).filter(lambda record: len(record) > 1),
)


@given(st.lists(prose, max_size=4))
def test_a_list_of_texts(items):
    assert value_of(cell(items, "shields", "lines"), "shields", "lines") == items


@given(st.lists(records, min_size=1, max_size=3))
def test_a_list_of_examples(items):
    assert value_of(cell(items, "examples", "records"), "examples", "records") == items


@given(st.text('[]=;" \\abspeakr.where,\n', max_size=30).map(str.strip).filter(bool))
def test_a_text_that_looks_like_a_mapping(text):
    assert read_record(record_text(text, "text"), "text") == text


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("[笑] 好的", "[笑] 好的"),
        ("[role=resident]  好", {"role": "resident", "text": "好"}),
        ("[ speaker = 王 主任 ;身份=居民;where.\"a b\"=\"c;d\"] x", {"speaker": "王 主任", "role": "居民", "where": {"a b": "c;d"}, "text": "x"}),
        ("[from=a; to=b]", {"from": "a", "to": "b"}),
        ("[role=x]好", "[role=x]好"),
        ("[] [role=x] y", "[role=x] y"),
        ("[]", ""),
    ],
)  # fmt: skip
def test_examples_as_people_write_them(text, record):
    assert read_record(text, "text") == record


def test_lines_of_people():
    assert value_of("  a\n\n b\n  c\n", "rules", "rules") == ["a", "b\nc"]
    assert value_of("[]", "before", "lines") == []
    assert value_of("是", "core", "flag") == "true"
