import pytest

from qualcode.errors import ReadError
from qualcode.project.assigned import Assignment, read_assignments
from qualcode.project.study import Study


def test_assignments_are_read(tmp_path):
    study = Study(tmp_path)
    assert read_assignments(study) == ()
    file = tmp_path / "assignments.csv"
    file.write_text("coder;document;round\nli; lane ;2\n", encoding="utf-8")
    assert read_assignments(study) == (Assignment("lane", "li", 2, "single"),)
    for bad in ("coder,round\nli,1\n", "document,coder,round\nlane,li,x\n", "document,coder\nlane,\n"):
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(ReadError):
            read_assignments(study)
