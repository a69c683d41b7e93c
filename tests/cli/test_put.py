"""What is printed stands there as it is."""

from pathlib import Path

from qualcode.cli.put import put_text


def test_brackets_of_a_text_are_no_markup(capsys, tmp_path: Path):
    text = "no place in the text: “[/笑] [red]你 :smile:”"
    put_text(text, None)
    put_text(text, tmp_path / "out.txt")
    assert capsys.readouterr().out == text + "\n"
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == text + "\n"
