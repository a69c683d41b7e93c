"""Names of coders that are one name to the eye."""

from pathlib import Path

import pytest

from qualcode.errors import UsageError
from qualcode.project.teams.assigned import FILE
from qualcode.project.teams.coder_twins import refuse_twin
from tests.project.coded_study import coded


def test_a_name_that_is_another_s_but_for_its_case(tmp_path: Path):
    study = coded(tmp_path)
    (tmp_path / FILE).write_text("document,coder\nlane,Wang Wu\n", encoding="utf-8")
    for name in ("li", "zhang", "Wang Wu", "李敏", "lin"):
        refuse_twin(study, name)
    for name, twin in (("Li", "li"), ("ＺＨＡＮＧ", "zhang"), ("wang  wu", "Wang Wu")):
        with pytest.raises(UsageError, match=f"would be somebody else than {twin}"):
            refuse_twin(study, name)
