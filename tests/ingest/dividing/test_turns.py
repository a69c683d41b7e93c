"""Which lines begin turns: whole documents."""

import pytest

from qualcode.ingest.dividing.marks import find_marks
from qualcode.ingest.dividing.turns import decide
from qualcode.settings import SpeakerSetting
from tests.ingest.layouts import LAYOUTS, UNLABELLED
from tests.ingest.transcripts import labels, read, turns


def short(found: list[tuple[str, str]], wanted: list[str]) -> list[str]:
    """Turns as `label|beginning`, cut as the wanted ones are."""
    size = [len(item.partition("|")[2]) for item in wanted] + [5] * len(found)
    return [f"{label}|{speech[:n]}" for (label, speech), n in zip(found, size, strict=False)]


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name):
    text, wanted = LAYOUTS[name]
    assert short(turns(read(text)), wanted) == wanted


@pytest.mark.parametrize("name", UNLABELLED)
def test_document_without_labels_is_all_speech(name):
    text = UNLABELLED[name]
    ingested = read(text)
    assert turns(ingested) == [("", text.strip())]
    assert "no speaker labels found: all of the text is speech" in ingested.document.guesses


@pytest.mark.parametrize("name", LAYOUTS)
def test_spans_are_in_order_and_apart(name):
    document = read(LAYOUTS[name][0]).document
    spans = document.turn_spans
    assert (spans[:, 0] <= spans[:, 1]).all()
    assert (spans[:, 1] <= spans[:, 2]).all()
    assert (spans[1:, 0] >= spans[:-1, 2]).all()
    assert spans.dtype == "int32"


def test_text_stays_whole():
    text = LAYOUTS["header block, blank lines"][0]
    assert read(text).document.text == text


def test_turn_starts_at_its_label_and_ends_before_white_space():
    document = read("  问：  好吗？ \n\n 答：好。\n\n").document
    assert document.turn_spans.tolist() == [[2, 6, 9], [13, 15, 17]]


def test_turn_without_speech_ends_with_its_label():
    document = read("问：\n\n答：好。\n\n问：\n").document
    assert [document.text[a:b] for _, a, b in document.turn_spans.tolist()] == ["", "好。", ""]
    assert document.turn_spans[0].tolist() == [0, 2, 2]


def test_label_known_elsewhere_in_the_run_is_taken():
    text = "访谈者：请说。\n\n我们有个规定。\n\n那一天下雨。\n\n大家都来了。\n\n访谈者：后来呢？\n\n物业：没来。\n\n小星：我来了。\n\n下午。\n\n晚上。\n"
    first = read(text)
    assert "小星" in first.doubtful
    assert "访谈者" in first.certain
    from qualcode.ingest import ingest_bytes

    again = ingest_bytes(text.encode(), file="a.txt", id="a", known_labels=frozenset({"小星"}))
    assert "小星" in labels(again)


def test_a_label_that_only_names_items_of_a_list_is_speech():
    text = (
        "访谈者：谁来？\n\n受访者：来的有两个：\n李阿姨：带水果\n刘总：带茶\n\n访谈者：好。\n\n受访者：嗯。\n"
    )
    assert labels(read(text)) == ["访谈者", "受访者"]


def test_setting_makes_a_label_or_forbids_it():
    text = "负责人：我们开始吧。\n\n王主任：好。\n\n负责人：谁先说？\n\n王主任：我。\n"
    forced = {"负责人": SpeakerSetting(role="interviewer"), "王主任": SpeakerSetting(speaks=False)}
    document = read(text, speakers=forced).document
    assert [(s.label, s.role, s.role_given) for s in document.speakers] == [("负责人", "interviewer", True)]


def test_setting_gives_another_name():
    text = "问：好吗？\n\n答：好。\n\n達：很好。\n\n问：谢谢。\n"
    document = read(text, speakers={"達": SpeakerSetting(name="答")}).document
    assert turns(read(text, speakers={"達": SpeakerSetting(name="答")}))[2] == ("答", "很好。")
    assert [s.label for s in document.speakers] == ["问", "答"]


def test_pattern_of_the_researcher_decides_alone():
    text = "访谈者：这行不算。\n<<甲>> 你好。\n还是甲。\n<<乙>> 再见。\n"
    ingested = read(text, speaker_pattern=r"<<(\w+|\p{Han}+)>>")
    assert turns(ingested) == [("甲", "你好。\n还是甲。"), ("乙", "再见。")]
    assert any("(by pattern)" in guess for guess in ingested.document.guesses)
    assert "1 line before the first label set aside" in ingested.document.guesses


def test_joined_turns_hide_the_labels_between():
    text = "访：你好？\n\n受：好。\n\n受：很好。\n\n访：嗯。\n"
    document = read(text, join_turns=True).document
    spoken = [document.text[a:b] for _, a, b in document.turn_spans.tolist()]
    assert spoken == ["你好？", "好。\n\n受：很好。", "嗯。"]
    assert [document.text[a:b] for a, b in document.asides.tolist()] == ["受："]


def test_five_megabytes_on_one_line():
    text = "访谈者：" + "我们社区。" * 1_000_000
    assert len(read(text).document.turn_spans) == 1


@pytest.mark.parametrize(
    "piece", ["a:\n", "：", "[00:", "【", "（", "**", " \n", "\n", "王", "9:30 ", "问：\n"]
)
def test_odd_text_is_read_in_linear_time(piece):
    text = piece * 50_000
    decision = decide(text)
    assert set(decision.turns.line.tolist()) <= set(decision.marks.line.tolist())
    for found in (decision.marks, decision.turns):
        assert ((found.line >= 0) & (found.line <= found.start) & (found.start < found.after)).all()
        assert (found.after[:-1] <= found.line[1:]).all()
        assert (found.after <= len(text)).all()


def test_marks_tell_blank_lines_and_lists():
    marks = find_marks("问：好？\n答：有：\n王芳：来\n\n李明：去\n")
    assert marks.blank.tolist() == [True, False, False, True]
    assert marks.listed.tolist() == [False, False, True, False]


def test_label_alone_is_no_list():
    marks = find_marks("问：\n答：\n好\n")
    assert marks.listed.tolist() == [False, False]
