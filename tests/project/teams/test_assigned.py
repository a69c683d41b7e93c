import pytest

from qualcode.errors import ReadError
from qualcode.project.study.folder import Study
from qualcode.project.teams.assigned import FILE, Assignment, read_assignments


def read(folder, content):
    (folder / FILE).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_assignments(Study(folder))


def test_without_a_file_nobody_is_assigned_anything(tmp_path):
    assert read_assignments(Study(tmp_path)) == ()


@pytest.mark.parametrize(
    "content",
    [
        "document,coder,round,purpose\n访谈1,李,1,reliability\n访谈1,王,2,single\n",
        "\ufeffdocument;coder;round;purpose;note\r\n访谈1;李;1;Reliability;x\r\n;;;;\r\n访谈1;王;2;;\r\n",
        "coder\tdocument\tround\tpurpose\n李\t访谈1\t\treliability\n王\t访谈1\t2\tsingle\n",
        "document,coder,round,purpose\n访谈1,李,1,reliability\n访谈1,李,1,reliability\n访谈1,王,2,single\n".encode(
            "gb18030"
        ),
    ],
)
def test_as_spreadsheets_save_it(tmp_path, content):
    assert read(tmp_path, content) == (
        Assignment("访谈1", "李", 1, "reliability"),
        Assignment("访谈1", "王", 2, "single"),
    )


def test_all_faults_are_told_at_once(tmp_path):
    rows = "a,,1,single\nb,li,0,single\nc,li,1,pilot\nd,li,1,single\nd,li,1,reliability\n"
    with pytest.raises(ReadError) as told:
        read(tmp_path, "document,coder,round,purpose\n" + rows)
    assert told.value.message == (
        "row 2: no coder is named; row 3: '0' is no round: write 1, 2 …; "
        "row 4: 'pilot' is no purpose: write reliability or single; "
        "row 6: d stands twice for li, with two purposes"
    )
    assert told.value.place.endswith(FILE)


def test_a_table_of_something_else_is_refused(tmp_path):
    with pytest.raises(ReadError, match="no column coder"):
        read(tmp_path, "document,code\na,b\n")
