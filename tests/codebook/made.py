"""Codebooks made at random, as far as a file can say them, and what two of them have in common."""

import unicodedata
from dataclasses import replace

from hypothesis import strategies as st

from qualcode.codebook.dump import dump
from qualcode.codebook.model import Code, Codebook, Example, Relation
from qualcode.codebook.plain import CODE_FIELDS
from qualcode.rules.negators import BUILT_IN, LISTS, Negators
from qualcode.rules.parse import parse
from qualcode.terms import BOUNDARIES, NESTINGS, UNIT_KINDS

ODD = "ab Z9能人，。：:#-*_`'\"“”‘[]{}()<>&|\\/=;%@!?~^$+.\n\t\u3000\u00a0\u200b😀é"
RULES = [
    *("能人", "capable person", "能人 OR 带头人", "volunteer*", "wom?n", "居?会", "居*会", '"A OR B"'),
    *("{社区,民间}精英", "{a,b}c{d,} house", "exact:US", "exact:(US OR UK)", "affirmed:(能人 OR 带头)"),
    *("negated:exact:Trust", "A1 NEAR/5 B1 BEFORE/0 (C1 OR D1)", "ATLEAST/2(开会 OR 汇报)", "AA NOT BB"),
    *("/[0-9]+[张份]表/", r"/a\/b/", "/a\nb/", "能人 AND speaker:王主任", 'AA AND where:"a b"!="c=d"'),
    *("“say \"so\"”", '"问题: 停车 #1"', "don't know", "#tag", "- dash", "role:resident AND xx", "lemma:volunteer", "lemma:(run OR sing song)", "'quoted'"),
    *("a: b".replace("a: ", '"a: "'), "ab\\cd", "=SUM\u3000x", "[[wiki]]", "~~ x", "code:c1 AND yy", "007", "1.0"),
]  # fmt: skip


def _as_read(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


TEXTS = [key for key, kind in CODE_FIELDS.items() if kind == "texts"]
words = st.text(ODD.replace("\n", "").replace("\t", ""), min_size=1, max_size=12).map(_as_read).filter(bool)
texts = st.text(ODD, min_size=1, max_size=40).map(_as_read).filter(bool)
prose = st.one_of(texts, st.lists(texts, min_size=2, max_size=4).map("\n\n".join), st.sampled_from(RULES))
"""Any text that a codebook may hold, on one line or several."""

languages = st.lists(st.sampled_from(["zh", "en", "zh-Hant", "fr"]), unique=True, max_size=3).map(tuple)
shields = st.lists(words, unique=True, max_size=4).map(tuple)
colors = st.sampled_from(["", "#332288", "#aabbcc"])


def by_language(known: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    """No text, one text, or some of the codebook's languages."""
    alone = st.one_of(st.just({}), prose.map(lambda text: {"": text}))
    if not known:
        return alone
    return alone | st.dictionaries(st.sampled_from(known), prose, max_size=3)


examples = st.builds(
    Example,
    text=prose.map(lambda text: text.strip()),
    speaker=st.just("") | words,
    role=st.just("") | words,
    where=st.dictionaries(words.filter(lambda name: name != "<<"), st.just("") | words, max_size=2),
)
example_lists = st.lists(examples, max_size=3).map(tuple)
word_lists = st.lists(
    st.one_of(st.sampled_from(BUILT_IN.before), words.filter(lambda word: any(map(str.isalnum, word)))),
    unique=True,
    max_size=4,
)


@st.composite
def negators(draw: st.DrawFn) -> Negators:
    """Built-in lists, changed ones, and others."""
    lists = {}
    for name in LISTS:
        built_in, words = getattr(BUILT_IN, name), draw(word_lists)
        added = tuple(word for word in words if word not in built_in)
        kept = tuple(word for word in built_in if word not in words)
        lists[name] = draw(st.sampled_from([built_in, (*kept, *added), tuple(words)]))
    return Negators(**lists, window=draw(st.integers(0, 99)))


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """A codebook with up to six codes in a tree."""
    known = draw(languages)
    codes: list[Code] = []
    above: list[str] = []
    for number in range(draw(st.integers(1, 6))):
        depth = draw(st.integers(0, len(above)))
        above = above[:depth]
        codes.append(draw(_code(f"{draw(st.sampled_from(['c', '能人', 'x.y-']))}{number}", above, known)))
        above.append(codes[-1].id)
    if codes[0].id != "c1":
        codes = [
            replace(code, rules=tuple(r for r in code.rules if r != parse("code:c1 AND yy")))
            for code in codes
        ]
    return Codebook(
        tuple(codes),
        name=draw(st.just("") | words),
        version=draw(st.sampled_from(["", "1.0.0", "1.10", "2024-01-02", "007"])),
        languages=known,
        unit=draw(st.sampled_from(UNIT_KINDS)),
        nested=draw(st.sampled_from(NESTINGS)),
        boundaries=draw(st.sampled_from(BOUNDARIES)),
        levels=draw(_levels(known)),
        inflections=draw(st.booleans()),
        relations=draw(_relations([code.id for code in codes], known)),
        shields=draw(shields),
        negation=draw(st.just(BUILT_IN) | negators()),
    )


def _levels(known: tuple[str, ...]) -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    names = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
    alone = st.one_of(st.just({}), names.map(lambda found: {"": found}))
    return alone | st.dictionaries(st.sampled_from(known), names, max_size=2) if known else alone


@st.composite
def _relations(draw: st.DrawFn, ids: list[str], known: tuple[str, ...]) -> tuple[Relation, ...]:
    by_lang = by_language(known)
    ends = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=2, unique=True))
    return tuple(Relation(a, b, draw(by_lang), draw(by_lang)) for a, b in ends if a != b)


@st.composite
def _code(draw: st.DrawFn, name: str, above: list[str], known: tuple[str, ...]) -> Code:
    by_lang = by_language(known)
    return Code(
        name,
        above[-1] if above else None,
        len(above),
        **{key: draw(by_lang) for key in TEXTS},
        color=draw(colors),
        core=not above and name.endswith("0") and draw(st.booleans()),
        boundaries=draw(st.sampled_from(["", *BOUNDARIES])),
        rules=tuple(map(parse, draw(st.lists(st.sampled_from(RULES), unique=True, max_size=4)))),
        shields=draw(shields),
        examples=draw(example_lists),
        non_examples=draw(example_lists),
    )


def bare(codebook: Codebook) -> Codebook:
    """A codebook without what says where it was read from; the order of languages says nothing."""
    codes = tuple(
        replace(
            code,
            **{key: dict(sorted(getattr(code, key).items())) for key in TEXTS},
            line=0,
            examples=tuple(replace(one, line=0) for one in code.examples),
            non_examples=tuple(replace(one, line=0) for one in code.non_examples),
        )
        for code in codebook.codes
    )
    relations = tuple(
        replace(one, line=0, type=dict(sorted(one.type.items())), memo=dict(sorted(one.memo.items())))
        for one in codebook.relations
    )
    levels = dict(sorted(codebook.levels.items()))
    codebook = replace(codebook, relations=relations, levels=levels)
    return replace(codebook, codes=codes, file="", sha256="", rules_sha256="")


def assert_same(one: Codebook | None, other: Codebook) -> None:
    """Two codebooks say the same; where they do not, their files show the difference best."""
    assert one is not None
    assert dump(bare(one)) == dump(bare(other))
    assert bare(one) == bare(other)
