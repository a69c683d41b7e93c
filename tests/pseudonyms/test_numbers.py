import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.pseudonyms.checksums import hong_kong_id, luhn, mainland_id, taiwan_id
from qualcode.pseudonyms.numbers import digits_of, find_numbers, plain


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.rule) for hit in find_numbers(text)]


def test_check_digits_of_published_examples():
    assert luhn("79927398713")  # the example of the formula's usual description
    assert not luhn("79927398710")
    assert mainland_id("11010519491231002X")  # example of GB 11643-1999
    assert mainland_id("440524188001010014")  # example of GB 11643-1999
    assert not mainland_id("110105194912310021")
    assert hong_kong_id("A1234563")
    assert hong_kong_id("AB9876543")
    assert not hong_kong_id("A1234564")
    assert taiwan_id("A123456789")
    assert not taiwan_id("A123456788")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("打13800138000", [("13800138000", "mobile")]),
        ("打138 0013 8000吧", [("138 0013 8000", "mobile")]),
        ("138-0013-8000", [("138-0013-8000", "mobile")]),
        ("138－0013－8000", [("138－0013－8000", "mobile")]),
        ("+86 13800138000", [("+86 13800138000", "mobile")]),
        ("１３８００１３８０００", [("１３８００１３８０００", "mobile")]),
        ("一三八零零一三八零零零", [("一三八零零一三八零零零", "mobile_spoken")]),
        ("13800138000 13900139000", [("13800138000", "mobile"), ("13900139000", "mobile")]),
        ("座机010-62345678转801", [("010-62345678转801", "landline")]),
        ("(021)62345678", [("(021)62345678", "landline")]),
        ("电话：6234 5678", [("6234 5678", "landline")]),
        ("400-810-1234", [("400-810-1234", "service_number")]),
        ("0912-345-678", [("0912-345-678", "mobile_taiwan")]),
        ("+852 2345 6789", [("+852 2345 6789", "phone_hong_kong")]),
        ("身份证11010519491231002x", [("11010519491231002x", "id_checksum")]),
        ("110105194912310021", [("110105194912310021", "id_form")]),
        ("130503670401001", [("130503670401001", "id_15")]),
        ("A123456(3)", [("A123456(3)", "id_hong_kong")]),
        ("A123456789", [("A123456789", "id_taiwan")]),
        ("E12345678", [("E12345678", "passport")]),
        ("护照号码是G0123456", [("G0123456", "passport")]),
        ("4111 1111 1111 1111", [("4111 1111 1111 1111", "card")]),
        ("邮箱wang.xm@qq.com。", [("wang.xm@qq.com", "email")]),
        ("微信号：wang_88x", [("wang_88x", "wechat")]),
        ("加我VX wang-88x", [("wang-88x", "wechat")]),
        ("QQ群号 123456789", [("123456789", "qq")]),
        ("看https://a.org/x?y=1。", [("https://a.org/x?y=1", "url")]),
        ("(www.a.org/x)", [("www.a.org/x", "url")]),
        ("京A·12345停这儿", [("京A·12345", "plate")]),
        ("粤BD12345", [("粤BD12345", "plate")]),
        ("192.168.0.1", [("192.168.0.1", "ip")]),
        ("学号：2019012345", [("2019012345", "number_named")]),
        ("call (415) 555-2671 x12", [("(415) 555-2671 x12", "phone_us")]),
        ("+44 20 7946 0958", [("+44 20 7946 0958", "phone_international")]),
        ("SSN 536-22-1234", [("536-22-1234", "id_us")]),
        ("follow @green_bench", [("@green_bench", "account")]),
    ],
)
def test_forms(text: str, wanted: list[tuple[str, str]]):
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "2023年10月1日上午8:30开会，一共120人，花了35000元",
        "第13800号文件",
        "1380013800",
        "138001380001",
        "4111111111111112",
        "3.14159，版本2.10.300",
        "256.1.1.1",
        "一三年和一八年都涨过，一共三千二百五十六块",
        "我们加了微信，聊了3次",
        "a@b，@王",
        "京剧A角12345",
    ],
)
def test_what_is_none(text: str):
    assert found(text) == []


def test_full_width_forms_keep_their_places():
    text = "Ａ：１３８００１３８０００，ｗａｎｇ＠ｑｑ．ｃｏｍ"
    assert len(plain(text)) == len(text)
    assert found(text) == [("１３８００１３８０００", "mobile"), ("ｗａｎｇ＠ｑｑ．ｃｏｍ", "email")]
    assert digits_of("１３８ 0013-8000") == "13800138000"


@given(st.integers(10**16, 8 * 10**16))
def test_one_wrong_digit_breaks_the_checksum(number: int):
    digits = str(number)
    check = next(char for char in "0123456789X" if mainland_id(digits + char))
    others = [char for char in "0123456789X" if mainland_id(digits + char) and char != check]
    changed = str((int(digits[3]) + 1) % 10)
    assert not others
    assert not mainland_id(digits[:3] + changed + digits[4:] + check)


@given(st.text(alphabet="0123456789 -+()@.aXx微信：号京AQ", max_size=60))
def test_hits_are_apart_and_within(text: str):
    hits = find_numbers(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))
