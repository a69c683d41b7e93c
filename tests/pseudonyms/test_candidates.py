import pytest

from qualcode.pseudonyms.candidates import Candidate, Listed, Searched, find_candidates
from qualcode.pseudonyms.kinds import Hit

TALK = """姓名：王建国
电话：13800138000

访谈者：您贵姓？

王建国：我叫王建国，建国就行。翠湖社区的老李也来了，李某没来。
居民A：嗯，L社区远。"""


def search(*texts: str, **options: object) -> dict[str, Candidate]:
    documents = [Searched(f"d{number}", text) for number, text in enumerate(texts, 1)]
    return {one.original: one for one in find_candidates(documents, **options).candidates}  # type: ignore[arg-type]


def test_the_whole_text_is_searched():
    found = search(TALK)
    assert set(found) == {"王建国", "建国", "老李", "翠湖社区", "13800138000"}
    assert found["王建国"] == Candidate(
        "王建国", "person", "field", 3, ("d1",), "姓名：王建国 电话：1380013800"
    )
    assert found["建国"].n == 1
    assert found["13800138000"].rule == "mobile"


def test_labels_attributes_and_ids_count_too():
    document = Searched(
        "赵敏的访谈",
        "嗯。",
        labels=("赵敏", "访谈者", "Anna Smith", "Resident 2"),
        others=("赵敏的访谈", "住翠竹路18号"),
    )
    found = {one.original: one for one in find_candidates([document]).candidates}
    assert found["赵敏"][:5] == ("赵敏", "person", "label", 0, ("赵敏的访谈",))
    assert found["Anna Smith"].rule == "label"
    assert found["翠竹路18号"].kind == "address"
    assert "Resident 2" not in found


def test_numbers_are_of_the_study():
    found = search("王建国来了", "王建国和王建国", "没有")
    assert (found["王建国"].n, found["王建国"].documents) == (3, ("d1", "d2"))


def test_a_longer_candidate_covers_a_shorter_one():
    found = search("住翠竹路18号。翠竹路很长")
    assert (found["翠竹路18号"].n, found["翠竹路"].n) == (1, 1)


def test_the_list_of_the_study_counts_everywhere():
    names = [Listed("阿毛"), Listed("东头", "place", "A地"), Listed("毛毛虫公司")]
    found = search("阿毛住东头，毛毛虫公司在旁边", names=names)
    assert [(one.original, one.kind, one.rule, one.replacement) for one in found.values()] == [
        ("阿毛", "person", "name_list", ""),
        ("东头", "place", "name_list", "A地"),
        ("毛毛虫公司", "organisation", "name_list", ""),
    ]
    assert search("没有", names=names) == {}


def test_terms_of_a_codebook_are_none():
    assert "翠湖社区" in search("翠湖社区")
    assert search("翠湖社区", terms=["翠湖社區"]) == {}


def test_an_ordinary_word_of_the_study_is_no_given_name():
    assert "建设" not in search("王建设来了，建设也来了。要建设家园")


def test_entities_are_further_rules():
    found = search("so anna came", entities=lambda text: [Hit(3, 7, "person", "spacy_PERSON")])
    assert (found["anna"].rule, found["anna"].n) == ("spacy_PERSON", 1)


def test_the_order_of_documents_changes_only_examples():
    texts = ["王建国住成都市。", "老李叫王建国，13800138000", "Anna Smith met Tom."]
    there, back = search(*texts), search(*reversed(texts))
    assert [(one.original, one.kind, one.rule, one.n) for one in there.values()] == [
        (one.original, one.kind, one.rule, one.n) for one in back.values()
    ]


def test_pseudonyms_that_stand_there_are_told():
    taken = find_candidates([Searched("d", TALK)]).taken
    assert {"李某", "L社区"} <= taken


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("余宛如", "余宛如"),
        ("洪簡廷卉", "洪簡廷卉"),
        ("王主任", "王主任"),
        ("网格员小陈", "小陈"),
        ("Anna", "Anna"),
        ("Dr Osei", "Dr Osei"),
        ("主持人", ""),
        ("司仪", ""),
        ("Community Worker", ""),
        ("受访者01", ""),
        ("王某", ""),
    ],
)
def test_names_in_labels(label: str, name: str):
    found = find_candidates([Searched("d", "", labels=(label,))]).candidates
    assert [(one.original, one.rule) for one in found] == ([(name, "label")] if name else [])
