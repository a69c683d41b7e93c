"""Plain text: the text stays whole, labels and time stamps included."""

from qualcode.ingest.draft import Draft, decoded_text
from qualcode.ingest.options import IngestOptions


def read_plain(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .txt file."""
    text, decoded, warnings = decoded_text(data, file=file, options=options)
    return Draft(
        text,
        "text",
        decoded.encoding,
        decoded.guessed,
        decoded.confidence,
        guesses=(decoded.guess,) if decoded.guess else (),
        warnings=warnings,
        verbatim=decoded.encoding == "utf-8" and text is decoded.text,
    )
