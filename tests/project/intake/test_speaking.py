"""Who speaks, and the map of speakers."""

from pathlib import Path

import pytest

from qualcode.errors import UsageError
from qualcode.project.intake.speakermap import with_speaker_map
from qualcode.project.intake.speaking import SpeakerRow, speakers_in
from qualcode.project.job.options import CodeOptions
from qualcode.settings import Settings, SpeakerSetting, parse_settings

TALK = "访谈者：请说。\n\n那一天下雨。\n\n访谈者：后来呢？\n\n王主任（书记）：没来。\n\n王主任：（笑）是的。\n\n下午。\n\n晚上。\n"


def write(folder: Path, **texts: str) -> CodeOptions:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return CodeOptions((folder.as_posix(),), "")


def test_labels_with_counts_and_first_words(tmp_path: Path):
    found = speakers_in(write(tmp_path, a=TALK, b="我们都来了。"))
    assert found.rows == [
        SpeakerRow("a", "访谈者", "", "interviewer", "yes", 2, 10, 1, "请说。 那一天下雨。"),
        SpeakerRow("a", "王主任", "书记", "participant", "yes", 2, 8, 7, "没来。"),
        SpeakerRow("b", "", "", "", "yes", 1, 5, 1, "我们都来了。"),
    ]
    assert (found.n_documents, found.without_interviewer) == (2, ["b"])


def test_lines_in_doubt(tmp_path: Path):
    text = (
        "访谈者：请说。\n\n我们有个规定。\n\n那一天下雨。\n\n大家都来了。\n\n访谈者：后来呢？\n\n物业：没来。\n\n"
        "小星：我来了。\n\n下午。\n\n晚上。\n"
    )
    rows = {row.label: row for row in speakers_in(write(tmp_path, a=text)).rows}
    assert rows["小星"] == SpeakerRow("a", "小星", "", "", "no", 1, None, 13, "小星：我来了。")
    settled = speakers_in(write(tmp_path, b="访谈者：您好。\n\n小星：好。\n\n" * 4))
    assert [row.taken for row in settled.rows if row.label == "小星"] == ["yes", "yes"]


def row(document: str, label: str, role: str = "participant", taken: str = "yes") -> SpeakerRow:
    return SpeakerRow(document, label, "", role, taken, 2, 5, 1, 'says "x" # \\')


ROWS = [
    row("a", "问", "interviewer"),
    row("b", "问", "interviewer"),
    row("a", '王"主任'),
    row("a", "说话人1"),
    row("b", "说话人1"),
    row("b", "第一", taken="no"),
]


def test_the_map_says_nothing_until_it_is_edited():
    text = with_speaker_map("format = 1\n", ROWS, file="q.toml")
    assert parse_settings(text) == Settings()
    assert '# "问" = "interviewer"  # 4 turns in 2 documents: ' in text
    assert '[documents."b".speakers]\n# "说话人1" = "participant"  # 2 turns: ' in text
    assert '# "第一" = "participant"  # 2 lines, not taken for a speaker: ' in text
    edited = "\n".join(line.removeprefix("# ") if '" = "' in line else line for line in text.split("\n"))
    settings = parse_settings(edited)
    assert settings.speakers == {"问": SpeakerSetting("interviewer")}
    assert settings.documents["a"].speakers.keys() == {'王"主任', "说话人1"}


def test_what_is_there_stays_and_is_not_named_again():
    mine = (
        'format = 1 # mine\n[speakers]  # here\n\'问\' = {role = "interviewer", name = "Li"}\n\n'
        '[documents."a".speakers]\n  说话人1 = "resident"\n# a remark\n\n[documents."z"]\nwrapped = true\n'
    )
    text = with_speaker_map(mine.replace("说话人1", '"说话人 1"'), ROWS, file="q.toml")
    assert text.count("问") == 1
    assert [line for line in mine.split("\n")[:3] if line not in text] == []
    section = text.split('[documents."a".speakers]')[1].split("[")[0]
    assert section.count("说话人") == 1
    assert '# "王\\"主任" = ' in section
    assert with_speaker_map(text, ROWS, file="q.toml") == text
    assert parse_settings(text).documents["z"].wrapped is True


def test_an_inline_table_cannot_be_added_to():
    with pytest.raises(UsageError, match="cannot be added"):
        with_speaker_map('format = 1\nspeakers = {"a" = "b"}\n', ROWS, file="q.toml")


def test_a_file_that_is_not_there_begins_with_its_format():
    assert with_speaker_map("", ROWS, file="q.toml").startswith("format = 1\n")
