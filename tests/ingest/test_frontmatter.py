"""Front matter of Markdown files."""

import pytest

from qualcode.ingest import ingest_bytes
from qualcode.ingest.frontmatter import split_front_matter


@pytest.mark.parametrize(
    ("block", "attributes"),
    [
        ("community: L\ndate: 2023-05-12\n", {"community": "L", "date": "2023-05-12"}),
        ("id: 007\nyes: no\n", {"id": "007", "yes": "no"}),
        ("name: \"Wang: a tale\"\nplace: 'hall' # big\n", {"name": "Wang: a tale", "place": "hall"}),
        ("place: hall # big\n# a comment\n\n", {"place": "hall"}),
        ("tags: [a, 'b']\n", {"tags": "a; b"}),
        ("tags:\n  - a\n  - b\n", {"tags": "a; b"}),
        ("社区: L社区\n", {"社区": "L社区"}),
        ("Language: zh\nCase: 3\n", {"language": "zh", "case": "3"}),
        ("empty:\n", {"empty": ""}),
    ],
)
def test_fields(block, attributes):
    front = split_front_matter(f"---\n{block}---\n\nBody: text\n")
    assert dict(front.attributes) == attributes
    assert front.body == "\nBody: text\n"
    assert front.warnings == ()


@pytest.mark.parametrize(
    "text", ["no front matter", "---\n\ntext\n", "---\n访谈者：你好\n---\n", "text\n---\na: b\n---\n", ""]
)
def test_text_without_front_matter_stays_whole(text):
    assert split_front_matter(text).body == text


def test_what_is_not_understood_is_told():
    front = split_front_matter("---\na: b\n{x: y}\n---\ntext")
    assert dict(front.attributes) == {"a": "b"}
    assert front.warnings == ("front matter not understood: {x: y}",)


def test_markdown_file():
    data = "---\r\ncommunity: L\r\nrole: resident\r\n---\r\n\r\n**问**：好？\r\n\r\n**答**：好。\r\n".encode()
    document = ingest_bytes(data, file="a.md", id="a").document
    assert document.text == "\n**问**：好？\n\n**答**：好。\n"
    assert dict(document.attributes) == {"community": "L"}
    assert [(s.label, s.role, s.role_given) for s in document.speakers] == [
        ("问", "interviewer", False),
        ("答", "resident", True),
    ]
    assert document.source.reader == "markdown"


def test_front_matter_in_a_text_file_is_text():
    document = ingest_bytes(b"---\na: b\n---\ntext\n", file="a.txt", id="a").document
    assert document.text.startswith("---")
    assert dict(document.attributes) == {}
