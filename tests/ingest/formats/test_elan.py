"""Annotations of ELAN."""

import pytest

from qualcode.errors import ReadError
from qualcode.settings import SpeakerSetting
from tests.ingest.media import EAF, read, timed
from tests.ingest.transcripts import turns


def eaf(*tiers: str, slots: str = "", units: str = "milliseconds") -> str:
    head = f'<HEADER TIME_UNITS="{units}"/><TIME_ORDER>{slots}</TIME_ORDER>'
    return f"<ANNOTATION_DOCUMENT>{head}{''.join(tiers)}</ANNOTATION_DOCUMENT>"


def slot(number: int, time: str = "") -> str:
    value = f' TIME_VALUE="{time}"' if time else ""
    return f'<TIME_SLOT TIME_SLOT_ID="ts{number}"{value}/>'


def tier(name: str, *notes: str, parent: str = "") -> str:
    above = f' PARENT_REF="{parent}"' if parent else ""
    return (
        f'<TIER TIER_ID="{name}"{above}>{"".join(f"<ANNOTATION>{one}</ANNOTATION>" for one in notes)}</TIER>'
    )


def aligned(id: str, one: int, two: int, text: str) -> str:
    places = f'TIME_SLOT_REF1="ts{one}" TIME_SLOT_REF2="ts{two}"'
    value = f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>"
    return f'<ALIGNABLE_ANNOTATION ANNOTATION_ID="{id}" {places}>{value}</ALIGNABLE_ANNOTATION>'


def referring(id: str, other: str, text: str) -> str:
    value = f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>"
    return f'<REF_ANNOTATION ANNOTATION_ID="{id}" ANNOTATION_REF="{other}">{value}</REF_ANNOTATION>'


def test_tiers_become_turns_in_the_order_of_time():
    found = read(EAF, "a.eaf")
    assert timed(found) == [
        ("王主任", "大家好。", 100, 900),
        ("Li", "你好。", -1, 2000),
        ("王主任", "请坐 & 喝茶。", 2100, 2900),
    ]
    assert {"tiers of speech: W-spch, Li", "tiers set aside: tr@W"} <= set(found.document.guesses)
    assert found.document.warnings == ("annotations without a time: 1",)
    assert found.document.source.reader == "eaf"


def test_the_same_under_the_suffix_of_xml():
    assert timed(read(EAF, "a.xml")) == timed(read(EAF, "a.eaf"))


def test_speech_below_a_tier_of_numbers():
    text = eaf(
        tier("gloss@A", referring("a4", "a3", "greet you"), parent="tx@A"),
        tier("ref@A", aligned("a1", 1, 2, "T.001"), aligned("a2", 2, 3, "T.002")),
        tier("tx@A", referring("a3", "a1", "你好啊"), referring("a5", "a2", "坐吧"), parent="ref@A"),
        slots=slot(1, "0") + slot(2, "500") + slot(3, "900"),
    )
    found = read(text, "a.eaf")
    assert timed(found) == [("tx@A", "你好啊坐吧", 0, 900)]
    assert "tiers set aside: gloss@A, ref@A" in found.document.guesses


def test_time_slots_that_are_not_in_order():
    notes = tier("A", aligned("a1", 1, 2, "late.")), tier("B", aligned("a2", 3, 4, "early."))
    order = slot(1, "900") + slot(2, "1000") + slot(3, "100") + slot(4, "50")
    assert timed(read(eaf(*notes, slots=order), "a.eaf")) == [
        ("B", "early.", 100, -1),
        ("A", "late.", 900, 1000),
    ]


@pytest.mark.parametrize(("units", "times"), [("PAL-frames", (1000, 2000)), ("NTSC-frames", (834, 1668))])
def test_times_in_frames(units: str, times: tuple[int, int]):
    text = eaf(tier("A", aligned("a1", 1, 2, "Hi.")), slots=slot(1, "25") + slot(2, "50"), units=units)
    assert timed(read(text, "a.eaf")) == [("A", "Hi.", *times)]


def test_times_in_unknown_units_are_told_of():
    text = eaf(tier("A", aligned("a1", 1, 2, "Hi.")), slots=slot(1, "25") + slot(2, "50"), units="beats")
    found = read(text, "a.eaf")
    assert timed(found) == [("A", "Hi.", -1, -1)]
    assert found.document.warnings == ("times in beats are not read",)


def test_a_tier_that_the_settings_silence():
    found = read(EAF, "a.eaf", speakers={"Li": SpeakerSetting(speaks=False)})
    assert {label for label, _ in turns(found)} == {"王主任"}
    assert "tiers set aside: Li, tr@W" in found.document.guesses


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (eaf(tier("A", aligned("a1", 1, 2, ""))), "no speech"),
        (eaf(), "no speech"),
        (EAF[:700], "damaged"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><ANNOTATION_DOCUMENT/>', "document type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><ANNOTATION_DOCUMENT/>', "document type"),
        ("<a xmlns='x'/>", "its root is <a>"),
        ("text", "damaged"),
    ],
)
def test_files_that_are_refused(text: str, reason: str):
    with pytest.raises(ReadError, match=reason) as caught:
        read(text, "a.eaf")
    assert caught.value.cure


def test_tiers_that_depend_on_one_another_in_a_ring():
    rings = tier("a", referring("1", "2", "x"), parent="b"), tier("b", referring("2", "1", "y"), parent="a")
    with pytest.raises(ReadError, match="no speech"):
        read(eaf(*rings), "a.eaf")
