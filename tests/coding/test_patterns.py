"""Patterns in documents: which units they code, by which characters, and with which pipeline."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

from qualcode.codebook.model import Code, Codebook
from qualcode.codebook.read import read_codebook
from qualcode.coding import patterns as finding
from qualcode.coding.apply import Engine
from qualcode.coding.population import Population, population_turns, population_units
from qualcode.errors import UsageError
from qualcode.rules.parse import parse
from qualcode.rules.patterns import canonical
from qualcode.terms import UnitKind
from qualcode.text.document import Document, Speaker
from qualcode.text.remarks import find_remarks
from qualcode.text.segment import segment
from qualcode.text.words import map_words
from tests.coding.pipeline import make_pipeline

pytestmark = pytest.mark.usefixtures("one_dictionary")
Tokens = list[dict[str, Any]]


def word(text: str, **more: Any) -> dict[str, Any]:
    return {"LOWER": text, **more}


def book(*patterns: Tokens, rules: tuple[str, ...] = (), **options: Any) -> Codebook:
    """A code for each pattern, and one for all the rules."""
    codes = [Code(f"p{at}", rules=(canonical(tokens),)) for at, tokens in enumerate(patterns)]
    return Codebook((*codes, Code("rules", rules=tuple(map(parse, rules)))), **options)


def talk(*turns: tuple[str, str]) -> Document:
    """A transcript of turns: label, speech."""
    text, spans, labels = "", [], []
    for label, speech in turns:
        start = len(text)
        text += f"{label}: "
        spans.append((start, len(text), len(text) + len(speech)))
        text += speech + "\n\n"
        labels.append(label)
    names = list(dict.fromkeys(labels))
    speakers = tuple(Speaker(name, "interviewer" if name == "Q" else "participant") for name in names)
    return Document(
        "talk",
        text,
        np.array(spans, np.int32).reshape(-1, 3),
        np.array([names.index(label) for label in labels], np.int32),
        speakers,
        asides=find_remarks(text),
    )


def found(
    codebook: Codebook, *turns: tuple[str, str], unit: UnitKind = "sentence", model: str = ""
) -> dict[str, list[str]]:
    """The evidence of each code, in the order of the text."""
    document = talk(*turns)
    words, turn_flags = map_words(document.text, document.hidden), population_turns(document, Population())
    units = population_units(document, segment(document, unit, words=words), turn_flags, words)
    coded = Engine(replace(codebook, spacy_model=model)).code(document, units, turn_flags, words)
    texts: dict[str, list[str]] = {}
    for row in range(len(coded)):
        first, last = coded.first_evidence[row : row + 2].tolist()
        spans = coded.evidence[first:last].tolist()
        code = codebook.codes[coded.code[row]].id
        texts.setdefault(code, []).extend(document.text[start:end] for start, end in spans)
    return texts


def says(text: str, *tokens: dict[str, Any], **options: Any) -> list[str]:
    """What a pattern finds in what one person says."""
    return found(book(list(tokens)), ("A", text), **options).get("p0", [])


MOBILISE = ({"LEMMA": "mobilise"}, {"OP": "?"}, word("residents"))


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("They mobilised the residents.", MOBILISE, ["mobilised the residents"]),
        (
            "MOBILISING RESIDENTS! Mobilise residents.",
            MOBILISE,
            ["MOBILISING RESIDENTS", "Mobilise residents"],
        ),
        ("They mobilised all of the residents.", MOBILISE, []),
        ("immobilise residents", MOBILISE, []),
        ("mobilise  the \t residents", MOBILISE, ["mobilise  the \t residents"]),
        ("I don’t trust them.", (word("do"), word("n't"), {}), ["don’t trust"]),
        ("I can't and cannot.", ({"NORM": "not"},), ["n't", "not"]),
        ("It is self-help.", (word("self"), {"IS_PUNCT": True}, word("help")), ["self-help"]),
        ("ＷｅＣｈａｔ group", (word("WeChat"), word("group")), ["ＷｅＣｈａｔ group"]),
        ("ＷｅＣｈａｔ wechat", ({"TEXT": "WeChat"},), ["ＷｅＣｈａｔ"]),
        ("so\u00adcial wor\u200bk", (word("social"), word("work")), ["so\u00adcial wor\u200bk"]),
        ("very very very good", (word("very", OP="+"), word("good")), ["very very very good"]),
        ("a b c a b", (word("a"), {"OP": "*"}, word("b")), ["a b c a b"]),
        ("not a soul", (word("a", OP="!"), word("a")), ["not a"]),
        ("3 streets, five roads", ({"LIKE_NUM": True}, {"IS_STOP": False}), ["3 streets", "five roads"]),
        ("👍🏽 well done 😀!", (word("done"), word("😀")), ["done 😀"]),
        ("the trsut we had", ({"LOWER": {"FUZZY1": "trust"}},), []),
        ("the trast we had", ({"LOWER": {"FUZZY1": "trust"}},), ["trast"]),
        ("on a street or road", ({"LOWER": {"IN": ["Street", "ROAD"]}},), ["street", "road"]),
        ("some longer words", ({"LENGTH": {">=": 5}, "LOWER": {"NOT_IN": ["words"]}},), ["longer"]),
    ],
)
def test_english(text: str, tokens: Tokens, expected: list[str]):
    assert says(text, *tokens) == expected


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("我们去发动居民。", (word("发动"), word("居民")), ["发动居民"]),
        ("我們去發動居民。", (word("发动"), word("居民")), ["發動居民"]),
        ("我们去发动居民。", (word("發動"), {"LEMMA": "居民"}), ["发动居民"]),
        ("我們去發動居民。", ({"ORTH": "发动"},), []),
        ("发动了很多居民", (word("发动"), {"OP": "{0,3}"}, word("居民")), ["发动了很多居民"]),
        ("这是社区精英", (word("社区精英"),), ["社区精英"]),
        ("这是社区精英", (word("社区"),), ["社区"]),
        ("去做《KPI》、OKR", (word("okr"),), ["OKR"]),
        ("很多 KPI 要填", (word("kpi"), word("要")), ["KPI 要"]),
        ("发\u200b动 居民", (word("发动"), word("居民")), ["发\u200b动 居民"]),
        ("一共五百，谢谢", ({"LIKE_NUM": True}, {}), ["五百，"]),
    ],
)
def test_chinese(text: str, tokens: Tokens, expected: list[str]):
    assert says(text, *tokens) == expected


def test_terms_of_the_codebook_are_words_of_the_segmenter():
    tokens = [word("村"), {}]
    assert found(book(tokens), ("A", "村两委下沉")) == {}
    assert found(book(tokens, rules=("两委下沉",)), ("A", "村两委下沉"))["p0"] == ["村两委下沉"]


def test_a_match_lies_in_one_unit_one_turn_and_outside_remarks():
    tokens = [word("trust"), {"OP": "?"}, word("them")]
    assert says("trust them trust. Them. trust [laughs] them", *tokens) == ["trust them"]
    turns = ("A", "we trust"), ("Q", "trust them"), ("B", "them. Trust them"), ("B", "trust"), ("B", "them")
    assert found(book(tokens), *turns, unit="document") == {"p0": ["Trust them"]}
    assert says("trust\nthem trust\n\nthem", *tokens, unit="turn") == ["trust\nthem"]
    assert says("", *tokens) == []


def test_patterns_neither_hide_nor_are_hidden():
    rules = ("trust",)
    texts = found(
        book([word("trust")], [word("mutual"), word("trust")], rules=rules, shields=("mutual trust",)),
        ("A", "mutual trust"),
    )
    assert texts == {"p0": ["trust"], "p1": ["mutual trust"]}
    one = Codebook((Code("a", rules=(parse("trust"), canonical([word("mutual"), word("trust")]))),))
    assert found(one, ("A", "mutual trust")) == {"a": ["mutual trust", "trust"]}


def test_only_units_that_could_match_are_parsed(monkeypatch: pytest.MonkeyPatch):
    parsed: list[str] = []
    plain = finding.Pipelines.plain

    def counted(self: finding.Pipelines, text: str, tokens: Any) -> Any:
        parsed.append(text)
        return plain(self, text, tokens)

    monkeypatch.setattr(finding.Pipelines, "plain", counted)
    text = "We trust. They met. Nobody mobilises anybody. Mobilised residents."
    assert says(text, {"LEMMA": "mobilise"}, word("residents")) == ["Mobilised residents"]
    assert parsed == ["Mobilised residents."]
    assert says(text, {"IS_PUNCT": True}, {"IS_PUNCT": True}) == []
    assert len(parsed) == 5


def test_nothing_is_loaded_where_no_unit_can_match(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spacy, "blank", None)
    monkeypatch.setattr(finding.Pipelines, "memory", None)
    assert says("We trust them.", word("residents")) == []


def test_tokens_seen_once_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("qualcode.coding.pipelines.KEPT", 2_000)
    engine = Engine(book([word("end")]))
    for number in range(20):
        text = " ".join(f"a{number}b{at}" for at in range(500)) + " end"
        document = talk(("A", text))
        words, turns = map_words(document.text, document.hidden), population_turns(document, Population())
        units = population_units(document, segment(document, "sentence", words=words), turns, words)
        assert len(engine.code(document, units, turns, words)) == 1
    pipelines = engine._patterns._pipelines
    assert len(pipelines.vocab.strings) < 5_000


# Trained pipelines


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny")


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("She walks two streets.", ({"POS": "VERB"}, {}, {"TAG": "NNS"}), ["walks two streets"]),
        ("one street or streets", ({"MORPH": {"IS_SUPERSET": ["Number=Plur"]}},), ["streets"]),
        ("She walks. She strolls.", ({"LEMMA": "stroll"},), ["walks", "strolls"]),
        ("one street or streets", ({"LEMMA": "street"},), ["street", "streets"]),
        (
            "They mobilised the street.",
            ({"LEMMA": "mobilise"}, {}, {"POS": "NOUN"}),
            ["mobilised the street"],
        ),
        ("from Willow  Lane on", ({"ENT_TYPE": "GPE", "OP": "+"},), ["Willow  Lane"]),
        ("from Willow Lane on", ({"ENT_TYPE": ""},), ["from", "on"]),
        ("the street [laughs] street", ({"POS": "NOUN", "OP": "+"},), ["street", "street"]),
    ],
)
def test_a_trained_pipeline(model: str, text: str, tokens: Tokens, expected: list[str]):
    assert says(text, *tokens, model=model) == expected


def test_units_in_another_language_are_left_to_the_blank_pipeline(model: str):
    nouns, street = [{"POS": "NOUN"}], [{"LEMMA": "street"}]
    turns = ("A", "the streets"), ("B", "街道在这里，很多street")
    assert found(book(nouns, street), *turns, model=model) == {"p0": ["streets"], "p1": ["streets", "street"]}
    document = talk(*turns)
    words, flags = map_words(document.text, document.hidden), population_turns(document, Population())
    units = population_units(document, segment(document, "turn", words=words), flags, words)
    assert Engine(book(nouns, spacy_model=model)).code(document, units, flags, words).foreign == 1
    assert Engine(book(street, spacy_model=model)).code(document, units, flags, words).foreign == 0


def test_a_chinese_pipeline(tmp_path: Path):
    model = make_pipeline(tmp_path / "zh", "zh")
    turns = ("A", "这是街道"), ("B", "the street")
    assert found(book([{"POS": "NOUN"}]), *turns, model=model) == {"p0": ["街道"]}


def test_patterns_that_need_no_pipeline_load_none():
    assert says("the street", word("street"), model="no_such_pipeline") == ["street"]


@pytest.mark.parametrize(
    ("tokens", "name", "message", "cure"),
    [
        (({"POS": "NOUN"},), "", 'code p0 asks for POS in pattern: [{"POS": "NOUN"}]', "spacy_model = "),
        (
            ({"POS": "NOUN"},),
            "en_core_web_nothing",
            "no spaCy pipeline en_core_web_nothing",
            "if it is a folder, write ./en_core_web_nothing",
        ),
        (
            ({"LEMMA": "go"},),
            "./no/such/folder",
            "no spaCy pipeline in ./no/such/folder",
            "folder of qualcode.toml",
        ),
    ],
)
def test_a_pipeline_that_is_not_there(tokens: Tokens, name: str, message: str, cure: str):
    with pytest.raises(UsageError) as caught:
        Engine(book(list(tokens), spacy_model=name))
    assert message in caught.value.message
    assert cure in caught.value.cure


def test_a_pipeline_that_does_not_know_what_is_asked(model: str):
    with pytest.raises(UsageError, match="does not know it") as caught:
        Engine(book([{"DEP": "nsubj"}], spacy_model=model))
    assert "attribute_ruler, entity_ruler" in caught.value.cure


def test_a_pipeline_for_another_language(tmp_path: Path):
    with pytest.raises(UsageError, match="is for the language de"):
        Engine(book([{"POS": "NOUN"}], spacy_model=make_pipeline(tmp_path / "de", "de")))


def test_a_folder_that_holds_something_else(tmp_path: Path):
    make_pipeline(tmp_path / "broken")
    (tmp_path / "broken" / "config.cfg").write_text("[nlp]\nlang = 3", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be loaded"):
        Engine(book([{"POS": "NOUN"}], spacy_model=(tmp_path / "broken").as_posix()))


def test_a_pipeline_as_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "en_tiny_test"
    make_pipeline(package)
    meta = json.loads((package / "meta.json").read_text(encoding="utf-8"))
    (package / "__init__.py").write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_path\n\n"
        "def load(**overrides):\n    return load_model_from_path(Path(__file__).parent, **overrides)\n",
        encoding="utf-8",
    )
    record = tmp_path / f"en_tiny_test-{meta['version']}.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: en_tiny_test\nVersion: {meta['version']}\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert says("two streets", {"POS": "NOUN"}, model="en_tiny_test") == ["streets"]


ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| `(\[\{.*?\])` \| (`.+`) \| `(.+)` \|$", re.MULTILINE)
ROWS = _ROW.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("written", "coded", "not_coded"), ROWS)
def test_examples_of_the_manual(written: str, coded: str, not_coded: str):
    text = f"format: 1\ncodes:\n  - id: p0\n    rules:\n      - pattern: {written}\n"
    codebook = read_codebook(text, advice=False)[0]
    assert codebook
    assert all(found(codebook, ("A", said)) for said in coded.strip("`").split("`, `"))
    assert not found(codebook, ("A", not_coded))


def test_the_manual_has_examples():
    assert len(ROWS) >= 4
