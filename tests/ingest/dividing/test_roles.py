"""Roles inferred from labels."""

import pytest

from qualcode.ingest.dividing.roles import given_role, infer_roles, named_interviewer

ASKING = (
    "访谈者|访问者|采访者|访谈员|访员|调查员|研究者|笔者|记者|访|问|訪談者|訪問者|採訪者|調查員|筆者|記者|訪|問|Q|q|I|"
    "Interviewer|INTERVIEWER|Researcher|Moderator|访谈者1|访谈员A|访谈者-2|记者李明|Interviewer 2|Interviewer Jane|"
    "采访人|访问员|Co-Moderator"
).split("|")
ANSWERING = (
    "受访者 被访者 受 答 A R 居民A 王主任 张三 Interviewee Respondent 记者站站长 Mary P1 被采访人 被访问者 访客 问题 Quinn Ian"
).split()


@pytest.mark.parametrize("label", ASKING)
def test_interviewers(label):
    assert infer_roles([label])[label] == "interviewer"


@pytest.mark.parametrize("label", ANSWERING)
def test_all_others_are_participants(label):
    assert infer_roles([label])[label] == "participant"


@pytest.mark.parametrize("host", ["主持人", "主席", "司儀", "司仪", "Host", "chair", "主持人王芳"])
def test_host_asks_where_three_speak_or_somebody_answers(host):
    few = [host, "张三", "李四"]
    many = [host, "张三", "李四", "王五"]
    beside = [*many, "受访者02"]
    coded = [*many, "居民A", "P3"]
    assert infer_roles(coded)[host] == "interviewer"
    assert infer_roles(few)[host] == "interviewer"
    assert infer_roles(many)[host] == "participant"
    assert infer_roles(beside)[host] == "interviewer"


def test_given_roles_are_kept_but_for_the_words_of_the_field():
    roles = ["访谈者", "受访者", " secretary ", "居民", "Interviewer", ""]
    assert [given_role(r) for r in roles] == [
        "interviewer",
        "participant",
        "secretary",
        "居民",
        "interviewer",
        "",
    ]


def test_the_interviewer_that_a_header_names():
    assert named_interviewer({"访谈时间": "周三", "访谈人": "李明"}) == "李明"
    assert named_interviewer({"受访者": "王某"}) == ""


def test_one_who_asks_in_a_meeting_of_many_is_one_of_them():
    assert infer_roles(["提问者", "回答者"])["提问者"] == "interviewer"
    assert infer_roles(["提问者", "唐凤", "张三", "李四", "王五"])["提问者"] == "participant"
