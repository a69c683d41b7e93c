import pytest

from qualcode.analysis.coded_units import Origin
from qualcode.analysis.reading_order import date_of, positions, reading_order, reserved_documents
from qualcode.errors import UsageError
from qualcode.text.document import Speaker
from tests.analysis.units import units_over
from tests.coding.made import Interview, Turn, at

GUIDE = (Speaker("I", role="interviewer"), Speaker("A"))


def talks(**dates):
    """Interviews with the dates given; one more in which only the interviewer speaks."""
    made = [
        Interview(name, (Turn(1, (at(0),)),), GUIDE, attributes={"Date": date} if date else {})
        for name, date in dates.items()
    ]
    return units_over([*made, Interview("silent", (Turn(0, (at(),)),), GUIDE)])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-03-12", (2025, 3, 12)),
        ("2025年3月12日", (2025, 3, 12)),
        (" 2025/3/2 下午", (2025, 3, 2)),
        ("20250312", (2025, 3, 12)),
        ("2025.03", (2025, 3)),
        ("2025", (2025,)),
        ("12.3.2025", None),
        ("202503123", None),
        ("spring", None),
        ("", None),
    ],
)
def test_dates(text, date):
    assert date_of(Origin("d", "", {"date": text}, {}, 1)) == date
    assert date_of(Origin("d", "", {}, {"date": text}, 1)) == date


def test_by_date_where_all_have_one():
    units = talks(d1="2025-10-01", d10="2025-9-30", d2="2024")
    assert reading_order(units) == ((2, 1, 0), "date", ("silent",))
    assert reading_order(units, "name") == ((0, 2, 1), "name", ("silent",))
    assert positions(units, reading_order(units)).tolist() == [2, 1, 0]


def test_of_one_date_the_name_decides():
    assert reading_order(talks(d10="2025-01", d9="2025-01")).documents == (1, 0)


def test_by_name_where_a_date_is_missing():
    units = talks(d10="2025-09-30", d2="")
    assert reading_order(units) == ((1, 0), "name", ("silent",))
    with pytest.raises(UsageError, match="without a date: d2"):
        reading_order(units, "date")


def test_reserved_documents_by_name_or_number():
    units = talks(d1="2025", d2="2024", d3="2023")
    order = reading_order(units)
    assert reserved_documents(units, order, ["d3", "d1", "d3"]) == [2, 0]
    assert reserved_documents(units, order, ["2"]) == [1, 0], "the last ones to be read"
    assert reserved_documents(units, order, ["9"]) == [2, 1, 0]
    assert reserved_documents(units, order, ["0"]) == []
    with pytest.raises(UsageError, match="there is no document d4"):
        reserved_documents(units, order, ["d4"])
    numbered = talks(**{"2": "", "3": "", "4": ""})
    assert reserved_documents(numbered, reading_order(numbered), ["2"]) == [0], "a name comes first"
