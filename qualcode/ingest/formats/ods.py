"""OpenDocument spreadsheets: one turn a row."""

from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.archive import Kind, Package
from qualcode.ingest.formats.odt import Walk, body_of, content_of
from qualcode.ingest.formats.sheet import fixed_sheet, sheet_draft
from qualcode.ingest.formats.xmltree import attribute, local_name
from qualcode.ingest.options import IngestOptions

KIND = Kind("ods", "OpenDocument spreadsheet", "open it in LibreOffice and save it again as .ods", ".csv")


def read_ods(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .ods file; comments of cells are no text.

    Raises ReadError where it is damaged, dangerous or locked, or where no column is known to hold speech.
    """
    body = body_of(content_of(Package(data, file=file, kind=KIND)), "spreadsheet")
    if body is None:
        raise KIND.error(f"there is no sheet in this {KIND.name}", file)
    walk = Walk()
    tables = [child for child in body if local_name(child) == "table"]
    sheets = [fixed_sheet(attribute(table, "name"), walk.table(table)) for table in tables]
    return sheet_draft(sheets, "ods", file=file, wanted=options.columns)
