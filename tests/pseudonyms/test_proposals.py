from hypothesis import given
from hypothesis import strategies as st

from qualcode.pseudonyms.candidates import Candidate
from qualcode.pseudonyms.kinds import KINDS, Kind
from qualcode.pseudonyms.proposals import Known, is_mask, mask, propose


def made(
    *names: tuple[str, Kind], known: tuple[Known, ...] = (), taken: frozenset[str] = frozenset()
) -> dict[str, str]:
    return propose(
        [Candidate(name, kind, "", 1, ("d",), "") for name, kind in names], known=known, taken=taken
    )


def person(*names: str, **options: object) -> dict[str, str]:
    return made(*((name, "person") for name in names), **options)  # type: ignore[arg-type]


def test_one_of_a_surname_is_moumou_several_are_numbered():
    assert person("王建国", "李梅", "欧阳锋") == {"王建国": "王某", "李梅": "李某", "欧阳锋": "欧阳某"}
    assert person("王建国", "王丽") == {"王建国": "王某2", "王丽": "王某1"}


def test_what_was_decided_stays_and_new_ones_take_the_next():
    assert person("王建国", "王丽", known=(Known("王建国", "王某"),)) == {"王建国": "王某", "王丽": "王某1"}
    assert person("王丽", taken=frozenset({"王某"})) == {"王丽": "王某1"}


def test_forms_keep_their_form_behind_a_letter():
    assert person("小王", "王姐", "张经理", "赵经理", "欧阳老师") == {
        "小王": "小W",
        "王姐": "W姐",
        "张经理": "Z经理",
        "赵经理": "Z1经理",
        "欧阳老师": "O老师",
    }


def test_a_given_name_is_its_only_owners():
    assert person("王建国", "建国") == {"王建国": "王某", "建国": "王某"}
    assert person("王建国", "李建国", "建国")["建国"] == ""


def test_english_names():
    assert person("Anna Smith", "Mr Patel", "Smith", "Tom") == {
        "Anna Smith": "Person A",
        "Mr Patel": "Mr P",
        "Smith": "",
        "Tom": "Person B",
    }


def test_places_and_organisations_are_letters_before_their_ending():
    places: list[tuple[str, Kind]] = [
        ("成都市", "place"),
        ("成都", "place"),
        ("南京市", "place"),
        ("翠湖社区", "place"),
    ]
    assert made(*places, taken=frozenset({"A社区"})) == {
        "成都市": "B市" if "南京市" < "成都市" else "A市",
        "成都": "B市" if "南京市" < "成都市" else "A市",
        "南京市": "A市" if "南京市" < "成都市" else "B市",
        "翠湖社区": "B社区",
    }
    assert made(("Willow Lane", "place"), ("Leeds", "place"), ("Hope Trust", "organisation")) == {
        "Willow Lane": "A Lane",
        "Leeds": "Place A",
        "Hope Trust": "Group A",
    }


def test_numbers_and_addresses_are_masks():
    assert made(("138 0013 8000", "phone"), ("a.b@c.org", "email")) == {
        "138 0013 8000": "××× ×××× ××××",
        "a.b@c.org": "×.×@×.×××",
    }
    assert made(("北京市海淀区中关村大街27号", "address")) == {
        "北京市海淀区中关村大街27号": "×市×区×村大街×号"
    }
    assert made(("12 Mill Road", "address")) == {"12 Mill Road": "[address]"}
    assert len(mask("13800138000")) == 11
    assert is_mask("×某")
    assert not is_mask("王某")


def test_the_study_list_decides_first():
    listed = Candidate("王建国", "person", "name_list", 1, ("d",), "", "老木")
    other = Candidate("木建国", "person", "", 1, ("d",), "")
    assert propose([listed, other])["王建国"] == "老木"


names = st.lists(
    st.tuples(
        st.text(alphabet="王李张建国梅小老姐市社区AB ", min_size=2, max_size=4), st.sampled_from(KINDS)
    ),
    unique_by=lambda one: one[0],
    max_size=12,
)


@given(names)
def test_no_two_originals_share_a_pseudonym_unless_they_are_forms_of_one(given_names: list[tuple[str, Kind]]):
    given_names = [one for one in given_names if one[0].strip()]
    found = made(*given_names)
    assert found == made(*reversed(given_names))
    plain = [(old, new) for old, new in found.items() if new and not is_mask(new)]
    for old, new in plain:
        for other, same in plain:
            if new == same and old != other:
                assert (
                    old.endswith(other)
                    or other.endswith(old)
                    or old.startswith(other)
                    or other.startswith(old)
                )
