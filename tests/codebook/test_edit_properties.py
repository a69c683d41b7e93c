"""Whatever a codebook file looks like: an edit changes its entry and no other line, and can be undone."""

from dataclasses import replace

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from qualcode.codebook.edit_codes import add_code, move_code
from qualcode.codebook.edit_names import rename_code
from qualcode.codebook.edit_removal import remove_code
from qualcode.codebook.edit_rules import add_rule, remove_rule, replace_rule
from qualcode.codebook.newcode import NewCode
from qualcode.codebook.read import read_codebook
from qualcode.codebook.source import read_source, split_lines
from qualcode.errors import QualcodeError
from qualcode.rules.parse import parse
from qualcode.rules.show import show
from tests.codebook.books import book

RULES = [
    "新词",
    "新词 OR it's",
    '"a: b" # c',
    "{新,旧}词",
    "问题: 停车",
    "新词 #1",
    "- 新词",
    "新词 NEAR/3 (甲 OR 乙)",
    r"/新\s词: \d/",
    "where:地方=L AND 新词",
    "'新词'",
    "[新词]",
    "新词, 旧词",
    "*新词",
]
NEW = NewCode(
    "新码_1",
    texts={"name": {"zh": "新", "en": "New: one"}, "definition": {"": 'It\'s "new"\nwith a break'}},
    color="#AABBCC",
    rules=("新词 OR 旧词", "'{甲,乙}词'"),
    shields=("新 词, 旧词", "丙"),
    examples=("他说：“新词” # yes", '"x"'),
    non_examples=("旧\\词",),
)


def said(text):
    """What a codebook says, by code, without the places."""
    codebook, errors, _ = read_codebook(text, advice=False)
    assert not errors, errors
    plain = replace(codebook, codes=(), sha256="", rules_sha256="")
    return plain, [_bare(code) for code in codebook.codes]


def _bare(code):
    examples = tuple(replace(each, line=0) for each in code.examples)
    non_examples = tuple(replace(each, line=0) for each in code.non_examples)
    return replace(code, line=0, examples=examples, non_examples=non_examples)


def one_place(old, new):
    """The lines that went and that came, where all others stand as they did before and after one place."""
    start = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    rest = zip(reversed(old[start:]), reversed(new[start:]), strict=False)
    end = next((n for n, (a, b) in enumerate(rest) if a != b), min(len(old), len(new)) - start)
    return old[start : len(old) - end], new[start : len(new) - end]


def lines_of(text):
    """The lines, the last one with a line end too."""
    lines = [line.rstrip("\r\n") for line in split_lines(text)]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def choose(data, text, *, least=0):
    codes = said(text)[1]
    assume(len(codes) > least)
    return codes, data.draw(st.sampled_from(codes))


def tried(edit, *arguments, **options):
    """The edit, or None where it is refused for a reason that lies in what was asked for."""
    try:
        return edit(*arguments, **options)
    except QualcodeError as fault:
        refused = fault
    event(refused.slug)
    ring = "wait" in refused.message or "names" in refused.message
    assert refused.slug in ("braces", "place", "there", "named", "last-code") or ring, refused
    return None


@settings(max_examples=40)
@given(book(), st.data())
def test_add_and_remove(text, data):
    codes, beside = choose(data, text)
    where = data.draw(st.sampled_from(["under", "before", "after", ""]))
    edited = tried(add_code, text, NEW, **({where: beside.id} if where else {}))
    if edited is None:
        assert where == "under"
        return
    went, came = one_place(lines_of(text), lines_of(edited.text))
    assert went == []
    assert came.count(came[0]) >= 1
    assert len([line for line in came if line.strip()]) <= 18
    settings_now, now = said(edited.text)
    assert settings_now == said(text)[0]
    assert [code for code in now if code.id != NEW.id] == codes
    parent = {"under": beside.id, "": None}.get(where, beside.parent)
    new = next(code for code in now if code.id == NEW.id)
    assert replace(new, depth=0) == NEW.code(parent)
    assert split_lines(edited.text)[edited.line - 1].strip().startswith("-")
    assert remove_code(edited.text, NEW.id).text == text


@settings(max_examples=40)
@given(book(), st.data())
def test_rename_and_back(text, data):
    codes, code = choose(data, text)
    new = data.draw(st.sampled_from(["neu_1", "改名", "Ü.1"]))
    edited = rename_code(text, code.id, new)
    old_lines, new_lines = split_lines(text), split_lines(edited.text)
    assert len(old_lines) == len(new_lines)
    both = enumerate(zip(old_lines, new_lines, strict=True), 1)
    changed = [number for number, (old, new_one) in both if old != new_one]
    own = next(key.line for key, _ in read_source(text).entries()[code.id].node.pairs if key.value == "id")
    assert changed == sorted({*edited.references, own})
    for number in changed:
        before, after = old_lines[number - 1], new_lines[number - 1]
        assert after.replace(new, code.id) == before
    as_before = [
        replace(
            each,
            id=code.id if each.id == new else each.id,
            parent=code.id if each.parent == new else each.parent,
            rules=(),
        )
        for each in said(edited.text)[1]
    ]
    assert as_before == [replace(each, rules=()) for each in codes]
    assert rename_code(edited.text, new, code.id).text == text


def outside(text, span):
    """All lines that are not in a span, without blank lines and keys that come and go with what they hold."""
    lines = lines_of(text)
    rest = [*lines[: span.start], *lines[span.end :]]
    return [line for line in rest if line.strip() not in ("", "children:")]


@settings(max_examples=40)
@given(book(), st.data())
def test_move(text, data):
    codes, code = choose(data, text, least=1)
    other = data.draw(st.sampled_from([each for each in codes if each.id != code.id]))
    where = data.draw(st.sampled_from(["under", "before", "after", "top"]))
    edited = tried(move_code, text, code.id, **{where: True if where == "top" else other.id})
    if edited is None:
        return
    _, now = said(edited.text)
    for ids in (set(edited.codes), {each.id for each in codes} - set(edited.codes)):
        flat = [replace(each, parent=None, depth=0) for each in now if each.id in ids]
        assert flat == [replace(each, parent=None, depth=0) for each in codes if each.id in ids]
    parents, before = ({each.id: each.parent for each in some} for some in (now, codes))
    wanted = {"under": other.id, "top": None}.get(where, other.parent)
    assert parents == before | {code.id: wanted}
    was, is_now = (read_source(each).entries()[code.id].span for each in (text, edited.text))
    assert outside(edited.text, is_now) == outside(text, was)
    block, moved = (
        [line.strip() for line in lines_of(each)[span.start : span.end]]
        for each, span in ((text, was), (edited.text, is_now))
    )
    assert moved == block


@settings(max_examples=40)
@given(book(tidy=True), st.data())
def test_move_there_and_back(text, data):
    codes, code = choose(data, text, least=1)
    siblings = [each.id for each in codes if each.parent == code.parent]
    other = data.draw(st.sampled_from([each for each in codes if each.id != code.id]))
    where = data.draw(st.sampled_from(["under", "before", "after", "top"]))
    edited = tried(move_code, text, code.id, **{where: True if where == "top" else other.id})
    if edited is None or len(siblings) < 3:
        return  # of two codes none is left to show what parts them
    at = siblings.index(code.id)
    back = {"after": siblings[at - 1]} if at else {"before": siblings[1]}
    assert move_code(edited.text, code.id, **back).text == text


@settings(max_examples=40)
@given(book(), st.data())
def test_remove(text, data):
    codes, code = choose(data, text, least=1)
    how = data.draw(st.sampled_from(["with_children", "keep_children"]))
    span = read_source(text).entries()[code.id].span
    edited = tried(remove_code, text, code.id, **{how: True})
    if edited is None:
        return
    went, came = one_place(lines_of(text), lines_of(edited.text))
    inside = lines_of(text)[span.start : span.end]
    assert all(line in inside or line.strip() in ("", "children:") for line in went)
    if how == "with_children":
        assert [line for line in came if line.strip()] == []
    assert {each.id for each in said(edited.text)[1]} == {each.id for each in codes} - set(edited.codes)
    assert edited.codes == (code.id,) or how == "with_children"


@settings(max_examples=40)
@given(book(), st.sampled_from(RULES), st.data())
def test_add_rule_and_remove_it(text, rule, data):
    codes, code = choose(data, text)
    try:
        expr = parse(rule)
    except QualcodeError:
        assume(False)
    edited = tried(add_rule, text, code.id, rule)
    if edited is None:
        return
    went, came = one_place(lines_of(text), lines_of(edited.text))
    assert len(went) == 0 or (len(went) == len(came) == 1)
    now = {each.id: each for each in said(edited.text)[1]}
    assert now == {each.id: each for each in codes} | {code.id: replace(code, rules=(*code.rules, expr))}
    assert remove_rule(edited.text, code.id, show(expr)).text == text
    assert remove_rule(edited.text, code.id, str(len(code.rules) + 1)).text == text


@settings(max_examples=40)
@given(book(), st.data())
def test_replace_and_remove_rule(text, data):
    code = choose(data, text)[1]
    assume(code.rules)
    at = data.draw(st.integers(0, len(code.rules) - 1))
    edited = replace_rule(text, code.id, str(at + 1), "新词 OR '旧'")
    assert (
        parse("新词 OR '旧'") == next(each for each in said(edited.text)[1] if each.id == code.id).rules[at]
    )
    assert len(one_place(lines_of(text), lines_of(edited.text))[1]) == 1
    gone = tried(remove_rule, edited.text, code.id, str(at + 1))
    if gone:
        kept = next(each for each in said(gone.text)[1] if each.id == code.id)
        assert kept.rules == (*code.rules[:at], *code.rules[at + 1 :])
        assert len(one_place(lines_of(edited.text), lines_of(gone.text))[1]) <= 1
