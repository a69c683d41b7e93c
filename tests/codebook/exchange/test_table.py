from hypothesis import given

from qualcode.codebook.exchange.table import code_table, settings_table, with_settings
from qualcode.codebook.exchange.table_in import Sheet, read_table
from tests.codebook.made import assert_same, codebooks


@given(codebooks())
def test_a_table_with_a_sheet_of_settings_reads_back_equal(codebook):
    for lang in ("en", "zh"):
        codes, settings = code_table(codebook, lang=lang), settings_table(codebook, lang=lang)
        sheets = [
            Sheet("codes", [codes.header, *codes.rows]),
            Sheet("编码本", [settings.header, *settings.rows]),
        ]
        read = read_table(sheets, file="t.xlsx")
        assert read.errors == ()
        assert_same(read.codebook, codebook)
        assert read.notes == ()


@given(codebooks())
def test_a_table_with_a_column_of_settings_reads_back_equal(codebook):
    table = with_settings(code_table(codebook), settings_table(codebook))
    read = read_table([Sheet("", [table.header, *table.rows])], file="t.csv")
    assert read.errors == ()
    assert_same(read.codebook, codebook)
    assert read.notes == ()
