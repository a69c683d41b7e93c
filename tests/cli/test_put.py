"""What a command writes into a file: as its name says."""

import pytest

from qualcode.cli.put import put_text
from qualcode.errors import UsageError


@pytest.mark.parametrize("name", ["codings.csv", "编码.JSON"])
def test_text_is_not_written_under_the_name_of_a_table(tmp_path, name):
    with pytest.raises(UsageError, match="the name of this file says") as error:
        put_text("li  lane:3", tmp_path / name)
    assert error.value.cure.startswith(f"add --format {name.rpartition('.')[2].lower()}")
    assert not (tmp_path / name).exists()
    put_text("li  lane:3", tmp_path / "codings.txt")
    assert (tmp_path / "codings.txt").read_text("utf-8") == "li  lane:3\n"
