from hypothesis import given

from qualcode.codebook.exchange.markdown import markdown
from qualcode.codebook.exchange.markdown_in import read_markdown
from tests.codebook.made import assert_same, codebooks


@given(codebooks())
def test_a_page_reads_back_equal(codebook):
    for lang in ("en", "zh"):
        read = read_markdown(markdown(codebook, lang=lang), file="t.md")
        assert read.errors == ()
        assert_same(read.codebook, codebook)
        assert read.notes == ()
