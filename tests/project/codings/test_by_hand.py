import pytest

from qualcode.errors import UsageError
from qualcode.project.codings.by_hand import by_hand
from tests.project.coded_study import made, text_of


def test_the_texts_that_are_kept_can_be_coded(tmp_path):
    study = made(tmp_path)
    (tmp_path / "transcripts" / "later.txt").write_text("Ann: Not yet.\n", encoding="utf-8")
    opened = by_hand(study)
    assert set(opened.documents) == {"lane", "yard", "花园"}
    assert opened.unkept == ("later",)
    assert opened.document("花园").text == text_of(study, "花园")
    assert opened.codebook.name == "Street"


@pytest.mark.parametrize(("name", "slug"), [("later", "not-kept"), ("lan", "unknown-document")])
def test_a_text_that_is_not_kept_is_not_coded(tmp_path, name: str, slug: str):
    study = made(tmp_path)
    (tmp_path / "transcripts" / "later.txt").write_text("Ann: Not yet.\n", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        by_hand(study).document(name)
    assert error.value.slug == slug


def test_a_study_without_a_codebook_says_so(tmp_path):
    study = made(tmp_path)
    (tmp_path / "codebook.yaml").unlink()
    with pytest.raises(UsageError, match="no codebook"):
        by_hand(study)
