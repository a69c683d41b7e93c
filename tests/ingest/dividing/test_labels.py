"""Lines that are speaker labels, and lines that are not."""

import pytest

from qualcode.ingest.dividing.labels import bare_label, is_field, is_person_field, label_key, read_head
from tests.ingest.transcripts import EN, ZH, labels, read, turns

SPEECH = {"zh": "我们这里大家都认识。", "en": "we all know each other here."}
# line with {c} for the colon, label, language of the talk around it
LABELS = [
    ("王晓梅{c}", "王晓梅", "zh"),
    ("张强{c}", "张强", "zh"),
    ("欧阳春兰{c}", "欧阳春兰", "zh"),
    ("王某{c}", "王某", "zh"),
    ("李某某{c}", "李某某", "zh"),
    ("王××{c}", "王××", "zh"),
    ("李 明{c}", "李明", "zh"),
    ("王　芳{c}", "王芳", "zh"),
    ("小王{c}", "小王", "zh"),
    ("老李{c}", "老李", "zh"),
    ("阿强{c}", "阿强", "zh"),
    ("王主任{c}", "王主任", "zh"),
    ("李阿姨{c}", "李阿姨", "zh"),
    ("张姐{c}", "张姐", "zh"),
    ("刘总{c}", "刘总", "zh"),
    ("社区书记{c}", "社区书记", "zh"),
    ("居委会主任{c}", "居委会主任", "zh"),
    ("物业经理{c}", "物业经理", "zh"),
    ("王书记（社区党委书记）{c}", "王书记", "zh"),
    ("王书记(社区党委书记){c}", "王书记", "zh"),
    ("居民B（女，62岁）{c}", "居民B", "zh"),
    ("居民A{c}", "居民A", "zh"),
    ("居民-03{c}", "居民-03", "zh"),
    ("居民 3{c}", "居民 3", "zh"),
    ("JM03{c}", "JM03", "zh"),
    ("P-12{c}", "P-12", "zh"),
    ("受访者{c}", "受访者", "zh"),
    ("受访者01{c}", "受访者01", "zh"),
    ("受訪者{c}", "受訪者", "zh"),
    ("被访者{c}", "被访者", "zh"),
    ("被访谈人{c}", "被访谈人", "zh"),
    ("访谈员{c}", "访谈员", "zh"),
    ("笔者{c}", "笔者", "zh"),
    ("记者{c}", "记者", "zh"),
    ("主持人{c}", "主持人", "zh"),
    ("主持人王芳{c}", "主持人王芳", "zh"),
    ("司儀{c}", "司儀", "zh"),
    ("问{c}", "问", "zh"),
    ("答{c}", "答", "zh"),
    ("访{c}", "访", "zh"),
    ("受{c}", "受", "zh"),
    ("Q{c}", "Q", "zh"),
    ("说话人 1{c}", "说话人 1", "zh"),
    ("[00:01:02] 王主任{c}", "王主任", "zh"),
    ("（00:01:02）王主任{c}", "王主任", "zh"),
    ("00:01:02 王主任{c}", "王主任", "zh"),
    ("王主任（00:01:02）{c}", "王主任", "zh"),
    ("王主任 00:01:02{c}", "王主任", "zh"),
    ("**王主任**{c}", "王主任", "zh"),
    ("**王主任{c}**", "王主任", "zh"),
    ("### 王主任{c}", "王主任", "zh"),
    ("【王主任】{c}", "王主任", "zh"),
    ("【王主任】", "王主任", "zh"),
    ("　　王主任{c}", "王主任", "zh"),
    ("王主任、李书记{c}", "王主任、李书记", "zh"),
    ("12 王主任{c}", "王主任", "zh"),
    ("Helen Moore{c}", "Helen Moore", "en"),
    ("Clément Duval{c}", "Clément Duval", "en"),
    ("Mei-Ling Wu{c}", "Mei-Ling Wu", "en"),
    ("Vincent van Gogh{c}", "Vincent van Gogh", "en"),
    ("J. Smith{c}", "J. Smith", "en"),
    ("Mr. Li{c}", "Mr. Li", "en"),
    ("Mary{c}", "Mary", "en"),
    ("MARY{c}", "MARY", "en"),
    ("WSY{c}", "WSY", "en"),
    ("Respondent{c}", "Respondent", "en"),
    ("interviewee{c}", "interviewee", "en"),
    ("Participant 2{c}", "Participant 2", "en"),
    ("P3{c}", "P3", "en"),
    ("Speaker 1{c}", "Speaker 1", "en"),
    ("Unknown Speaker{c}", "Unknown Speaker", "en"),
    ("Resident 2{c}", "Resident 2", "en"),
    ("Community Worker{c}", "Community Worker", "en"),
    ("R{c}", "R", "en"),
    ("A{c}", "A", "en"),
    ("I{c}", "I", "en"),
    ("John Brown (resident){c}", "John Brown", "en"),
    ("[00:01:02] John Brown{c}", "John Brown", "en"),
    ("John Brown (00:01:02){c}", "John Brown", "en"),
    ("John Brown [1:02]{c}", "John Brown", "en"),
    ("**John Brown**{c}", "John Brown", "en"),
    ("**John Brown{c}**", "John Brown", "en"),
    ("__John Brown__{c}", "John Brown", "en"),
    ("### John Brown{c}", "John Brown", "en"),
]
ALONE = [
    ("王主任  0:12", "王主任", "zh"),
    ("说话人 1 00:05", "说话人 1", "zh"),
    ("[00:01:02] 王主任", "王主任", "zh"),
    ("00:01:02 王主任", "王主任", "zh"),
    ("王主任（00:01:02）", "王主任", "zh"),
    ("王主任：", "王主任", "zh"),
    ("### 王主任：", "王主任", "zh"),
    ("【王主任】", "王主任", "zh"),
    ("John Brown  0:12", "John Brown", "en"),
    ("Speaker 2  00:05", "Speaker 2", "en"),
    ("[00:01:02] John Brown", "John Brown", "en"),
    ("John Brown:", "John Brown", "en"),
]
# Lines that stand in the middle of an answer.
NOT_LABELS = [
    ("问题是{c}没有人愿意出来做事。", "zh"),
    ("我的问题是{c}谁来管？", "zh"),
    ("第一{c}要有人牵头。", "zh"),
    ("第二点{c}要有钱。", "zh"),
    ("一是{c}没有场地。", "zh"),
    ("其一{c}大家忙。", "zh"),
    ("首先{c}得有人。", "zh"),
    ("比如{c}跳广场舞。", "zh"),
    ("例如{c}垃圾分类。", "zh"),
    ("Q1{c}您住了几年？", "zh"),
    ("问题2{c}您参加过吗？", "zh"),
    ("负责人{c}老张", "zh"),
    ("联系人{c}李姐", "zh"),
    ("时间{c}每周三下午", "zh"),
    ("地点{c}活动室", "zh"),
    ("电话{c}不方便说", "zh"),
    ("原因{c}大家都忙", "zh"),
    ("结果{c}没有人来", "zh"),
    ("具体措施{c}轮流值班", "zh"),
    ("主要困难{c}没有钱", "zh"),
    ("我就说了一句{c}你们看着办。", "zh"),
    ("他跟我讲{c}这个不行。", "zh"),
    ("老王说{c}没问题。", "zh"),
    ("王主任说{c}这个要商量。", "zh"),
    ("居民反映{c}太吵了。", "zh"),
    ("我们的口号是{c}人人参与", "zh"),
    ("换句话说{c}要自己动手。", "zh"),
    ("还有一个原因{c}缺少能人。", "zh"),
    ("大概是这样的{c}先报名再抽签。", "zh"),
    ("（一）基本情况{c}老小区", "zh"),
    ("一、基本情况{c}老小区", "zh"),
    ("表1{c}各户人数", "zh"),
    ("方案A{c}拆掉", "zh"),
    ("注{c}以上是去年的", "zh"),
    ("上午9{c}30开门", "zh"),
    ("8{c}30 到 11{c}00 开放", "zh"),
    ("比例大概是3{c}1", "zh"),
    ("网址是http{c}//example.org", "zh"),
    ("https{c}//example.org/a", "zh"),
    ("“你们是谁”{c}他这样问", "zh"),
    ("「問{c}為什麼」他這樣講", "zh"),
    ("The reason is{c} nobody has time.", "en"),
    ("Note{c} this was last year.", "en"),
    ("For example{c} the garden.", "en"),
    ("First{c} we need money.", "en"),
    ("The problem{c} nobody comes.", "en"),
    ("So I said{c} fine.", "en"),
    ("And then{c} nothing.", "en"),
    ("Q1{c} how long have you lived here?", "en"),
    ("Question 2{c} do you take part?", "en"),
    ("Table 1{c} households", "en"),
    ("Step 2{c} ask around", "en"),
    ("Conclusion{c} it works.", "en"),
    ("Keywords{c} community, governance", "en"),
    ("We open at 9{c}30 every day", "en"),
    ("It was about 3{c}1 in favour", "en"),
    ("see http{c}//example.org", "en"),
    ("http{c}//example.org", "en"),
    ("C{c}\\files\\notes", "en"),
    ("Two things{c} time and money", "en"),
    ("What we want is simple{c} a bench", "en"),
]
COLONS = ["：", ":"]


def carrier(language: str) -> str:
    return ZH if language == "zh" else EN


def both_colons(cases: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    filled = [(case[0].format(c=colon), *case[1:]) for case in cases for colon in COLONS]
    return list(dict.fromkeys(filled))


def test_the_table_is_long_enough():
    assert len(LABELS) + len(ALONE) + len(NOT_LABELS) >= 80


@pytest.mark.parametrize(("line", "label", "language"), both_colons(LABELS))
def test_line_is_a_label(line, label, language):
    speech = SPEECH[language]
    found = turns(read(carrier(language).format(line=f"{line} {speech}")))
    assert found[1] == (label, speech)


@pytest.mark.parametrize(("line", "label", "language"), ALONE)
def test_label_on_a_line_of_its_own(line, label, language):
    speech = SPEECH[language]
    found = turns(read(carrier(language).format(line=f"{line}\n{speech}")))
    assert found[1] == (label, speech)


@pytest.mark.parametrize(("line", "language"), both_colons(NOT_LABELS))
def test_line_inside_an_answer_is_no_label(line, language):
    answer = "居民甲：住了二十年了。" if language == "zh" else "Mary: For twenty years."
    found = turns(read(carrier(language).format(line=f"{answer}\n{line}")))
    assert len(found) == 4
    assert found[1][1].endswith(f"\n{line}")


@pytest.mark.parametrize(("line", "language"), both_colons(NOT_LABELS))
def test_line_after_a_blank_line_is_no_label(line, language):
    answer = "居民甲：住了二十年了。" if language == "zh" else "Mary: For twenty years."
    found = turns(read(carrier(language).format(line=f"{answer}\n\n{line}")))
    assert found[1][1].endswith(f"\n\n{line}")


def test_bracket_is_a_title_and_no_part_of_the_name():
    document = read(ZH.format(line="王书记（社区党委书记）：你好。\n\n王书记：再见。")).document
    speaker = document.speakers[1]
    assert (speaker.label, dict(speaker.attributes)) == ("王书记", {"title": "社区党委书记"})


@pytest.mark.parametrize("bracket", ["（笑）", "（00:01:02）", ""])
def test_remark_or_time_in_the_bracket_is_no_title(bracket):
    document = read(ZH.format(line=f"王书记{bracket}：你好。")).document
    assert dict(document.speakers[1].attributes) == {}


def test_one_speaker_has_one_label_in_all_its_spellings():
    text = "Q: Hello?\n\nHELEN MOORE: Yes.\n\nQ：Well?\n\nHelen  Moore： Yes.\n\nＱ: Bye.\n"
    assert labels(read(text)) == ["Q", "HELEN MOORE"]


@pytest.mark.parametrize(
    ("head", "name", "title"),
    [
        ("王书记（社区党委书记）", "王书记", "社区党委书记"),
        ("**Name**", "Name", ""),
        ("### 【王主任】", "王主任", ""),
        ("[00:01:02] 王 主任", "王主任", ""),
        ("John  Brown (resident)", "John Brown", "resident"),
    ],
)
def test_bare_label(head, name, title):
    assert bare_label(head) == (name, title)


def test_known_words_weigh_more_than_names_and_names_more_than_phrases():
    weights = [read_head(head).weight for head in ("访谈者", "居民A", "王晓梅", "会后补充", "负责人")]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("head", ["", "   ", "***", "12", "……", "我" * 60, "第三个问题", "(", "（）", "【】"])
def test_what_can_be_no_speaker(head):
    assert read_head(head) is None


def test_script_width_and_case_do_not_part_labels():
    assert label_key("訪談者Ａ") == label_key("访谈者a")


def test_fields():
    assert is_field("访谈时间")
    assert is_field("訪談時間")
    assert is_field("Date of interview")
    assert is_person_field("受访者")
    assert not is_field("受访者")
    assert not is_field("王主任")
