"""The canonical form: all that decides a coding, and nothing else."""

import json

import pytest

from qualcode.codebook.canonical import canonical, rules_sha256
from qualcode.codebook.model import Codebook
from qualcode.codebook.read import read_codebook

BOOK = """\
format: 1
codebook:
  unit: turn
  nested: all
  shields: [印度尼西亚, no doubt]
codes:
  - id: b
    name: B
    rules:
      - （能人  OR "带头人"）
      - '{x,yy}z NOT code:a'
      - '"A OR B"'
    boundaries: none
    shields: [无能人]
    children:
      - id: c
  - id: a
    rules: [abc]
"""


def read(text: str) -> Codebook:
    codebook, errors, _ = read_codebook(text)
    assert codebook, errors
    return codebook


def as_codebook(form: str) -> str:
    """The canonical form written as a codebook file: `parent` becomes `children` again."""
    value = json.loads(form)
    by_id = {
        code["id"]: {key: code[key] for key in ("id", "boundaries", "rules", "shields")}
        for code in value["codes"]
    }
    for code in value["codes"]:
        if code["parent"]:
            by_id[code["parent"]].setdefault("children", []).append(by_id[code["id"]])
    codebook = {key: value[key] for key in ("unit", "nested", "shields", "negation")}
    top = [by_id[code["id"]] for code in value["codes"] if not code["parent"]]
    return json.dumps({"format": value["format"], "codebook": codebook, "codes": top}, ensure_ascii=False)


def test_words_that_are_searched_alike_are_one():
    plain = "format: 1\ncodebook:\n  shields: [%s]\n  negation: {before: {add: [%s]}}\ncodes: [{id: a}]\n"
    shas = {
        rules_sha256(read(plain % words)) for words in (("没有", "难"), ("沒有", "难"), ("没有, 沒有", "難"))
    }
    assert len(shas) == 1


def test_form():
    form = canonical(read(BOOK))
    head, _, rest = form.partition('"negation":')
    lists, _, codes = rest.partition('"window":10},')
    assert head == '{"format":1,"unit":"turn","nested":"all","shields":["no doubt","印度尼西亚"],'
    assert '"after":' in lists
    assert '"缺乏"' in lists
    assert codes == (
        '"codes":['
        '{"id":"a","parent":null,"boundaries":"crossing","rules":["abc"],"shields":[]},'
        '{"id":"b","parent":null,"boundaries":"none","rules":["\\"A OR B\\"","{x,yy}z AND NOT code:a","能人 OR 带头人"],"shields":["无能人"]},'
        '{"id":"c","parent":"b","boundaries":"crossing","rules":[],"shields":[]}]}\n'
    )


def test_round_trip():
    form = canonical(read(BOOK))
    assert canonical(read(as_codebook(form))) == form


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    name: B\n", "    name: {en: C}\n    definition: x\n    color: '#000000'\n    examples: [x]\n"),
        ("format: 1\n", "# a comment\nformat: 1\n"),
        ('（能人  OR "带头人"）', "能人 OR 带头人"),
        (
            "      - （能人  OR \"带头人\"）\n      - '{x,yy}z NOT code:a'\n",
            "      - '{x,yy}z AND NOT code:a'\n      - 能人 OR 带头人\n",
        ),
        ("      - '\"A OR B\"'\n", "      - '\"A OR B\"'\n      - '\"A OR B\"'\n"),
        ("[印度尼西亚, no doubt]", "[no doubt, 印度尼西亚]"),
    ],
)
def test_what_changes_no_coding_changes_no_hash(old: str, new: str):
    assert old in BOOK
    changed = read(BOOK.replace(old, new))
    assert changed.rules_sha256 == read(BOOK).rules_sha256
    assert changed.sha256 != read(BOOK).sha256


def test_the_order_of_codes_changes_no_hash():
    turned = "format: 1\ncodes:\n  - id: a\n    rules: [abc]\n  - id: b\n"
    assert (
        read(turned).rules_sha256
        == read("format: 1\ncodes:\n  - id: b\n  - id: a\n    rules: [abc]\n").rules_sha256
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("unit: turn", "unit: sentence"),
        ("nested: all", "nested: code"),
        ("[印度尼西亚, no doubt]", "[印度尼西亚]"),
        ("    shields: [无能人]\n", ""),
        ("[abc]", "[abd]"),
        ("[abc]", "['exact:abc']"),
        ("- id: c", "- id: d"),
        ("    children:\n      - id: c\n", "  - id: c\n"),
    ],
)
def test_what_changes_a_coding_changes_the_hash(old: str, new: str):
    assert old in BOOK
    assert read(BOOK.replace(old, new)).rules_sha256 != read(BOOK).rules_sha256


def test_hash_is_that_of_the_form():
    book = read(BOOK)
    assert book.rules_sha256 == rules_sha256(book)
    assert len(book.rules_sha256) == 64


def test_inflections_decide_codings_and_stand_in_it_where_they_are_on():
    plain, inflected = (
        read(BOOK.replace("unit: turn", f"unit: turn\n  inflections: {on}")) for on in ("false", "true")
    )
    assert plain.rules_sha256 == read(BOOK).rules_sha256 != inflected.rules_sha256
    assert json.loads(canonical(inflected))["inflections"] is True
