"""Markdown: plain text after its front matter, which gives attributes."""

from dataclasses import replace

from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.plain import read_plain
from qualcode.ingest.frontmatter import split_front_matter
from qualcode.ingest.options import IngestOptions


def read_markdown(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .md file; the text begins after the front matter."""
    draft = read_plain(data, file=file, options=options)
    front = split_front_matter(draft.text)
    return replace(
        draft,
        text=front.body,
        reader="markdown",
        attributes=front.attributes,
        warnings=draft.warnings + front.warnings,
        verbatim=False,
    )
