"""RTF: text in the code pages of its fonts, without deleted and hidden text; tables with one turn a row."""

import re
from collections import Counter
from dataclasses import dataclass

from qualcode.ingest.draft import Draft
from qualcode.ingest.formats.archive import MOST_BYTES, Kind
from qualcode.ingest.formats.blocks import as_draft, beside
from qualcode.ingest.formats.rtftext import Font, Gathered, code_page
from qualcode.ingest.options import IngestOptions
from qualcode.text.patterns import lazy

KIND = Kind("rtf", "RTF document", "open it in a word processor and save it again as .rtf or .docx")
_TOKEN = lazy(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\([^a-zA-Z])|([{}])|[\r\n\0]+"
    rb"|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
_SKIPPED = frozenset(
    name.encode()
    for name in "colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf "
    "ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn fldinst listtext pntext pntxta pntxtb bkmkstart bkmkend xe "
    "tc rxe txe sn sv upr shprslt objdata objclass objname datafield filetbl listtable listoverridetable "
    "revtbl rsidtbl generator nonesttables nonshppict background template atnid atnauthor atndate atnref "
    "atnicn atrfstart atrfend".split()
)
"""Groups whose text is no running text; so are all that are marked as ignorable, but for text boxes."""
_NOTES = {b"footnote": "footnote", b"annotation": "comment"}
_SIGNS = {
    **{b"tab": "\t", b"line": "\n", b"lbr": "\n", b"nestcell": "\t", b"nestrow": "\n", b"emdash": "—"},
    **{b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"},
    **{b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005"},
    **{b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"},
}
_MACHINES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850", b"ansi": "cp1252"}
_BY_PAGE = frozenset((b"page", b"sect", b"column"))


def read_rtf(data: bytes, *, file: str, options: IngestOptions) -> Draft:
    """A .rtf file: deleted and hidden text is left out, notes and comments are no speech.

    Raises ReadError where it is no RTF, or far too large.
    """
    if not data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise KIND.error("this is no RTF document", file, cure="give it the suffix that it should have")
    if len(data) > MOST_BYTES:
        raise KIND.too_large(file)
    reader = _Reader()
    reader.read(data)
    text = reader.text
    blocks = text.finished()
    return as_draft(blocks, "rtf", encoding=text.page, guesses=reader.guesses(), warnings=reader.warnings())


@dataclass(slots=True)
class _Group:
    """What holds in a group; `font` -1: that of the document; `uc`: how many characters follow a `\\u`."""

    skip: bool = False
    deleted: bool = False
    hidden: bool = False
    is_fonts: bool = False
    font: int = -1
    uc: int = 1
    is_box: bool = False
    is_note: bool = False

    def inner(self) -> "_Group":
        """A group within this one."""
        return _Group(self.skip, self.deleted, self.hidden, self.is_fonts, self.font, self.uc)


class _Reader:
    """Goes through the tokens of a document once."""

    def __init__(self) -> None:
        self.text = Gathered()
        self.groups = [_Group()]
        self.notes: Counter[str] = Counter()
        self.has_hidden = False
        self.default_font = -1
        self.passed_over = 0
        self.ignorable = False
        self.merged = False
        self.is_whole = False

    def read(self, data: bytes) -> None:
        """Read all tokens up to the end of the document."""
        at = 0
        while at < len(data) and not self.is_whole:
            token = _TOKEN.match(data, at)
            if token is None:
                return
            at = token.end()
            word, number, code, sign, brace, plain = token.groups()
            if word:
                at += self.word(word, int(number) if number else None)
            elif code:
                codes = bytes.fromhex(code.decode("ascii").replace("\\'", ""))
                self.take(codes, len(codes))
            elif plain:
                self.take(plain, len(plain))
                if at < len(data) and not self.group.skip and self.text.lacks_half():
                    self.take(data[at : at + 1], 1)
                    at += 1
            elif brace:
                self.brace(brace)
            elif sign:
                self.sign(sign)

    @property
    def group(self) -> _Group:
        """The innermost group."""
        return self.groups[-1]

    def is_silent(self) -> bool:
        """Whether what comes is no text: part of a passed-over group, deleted, or hidden."""
        group = self.group
        self.has_hidden |= group.hidden and not group.skip
        return group.skip or group.hidden or group.deleted

    def take(self, data: bytes, length: int) -> None:
        """Characters of the document, or of the name of a font."""
        skipped = min(self.passed_over, length)
        self.passed_over -= skipped
        if self.group.is_fonts:
            self.font().name += data.decode("latin-1").partition(";")[0]
        elif skipped < length and not self.is_silent():
            font = self.group.font if self.group.font >= 0 else self.default_font
            self.text.add(data[skipped:], font)

    def font(self) -> Font:
        """The font that is being described."""
        return self.text.fonts.setdefault(self.group.font, Font())

    def brace(self, brace: bytes) -> None:
        """A group begins or ends."""
        self.passed_over, self.ignorable = 0, False
        if brace == b"{":
            self.groups.append(self.group.inner())
            return
        if self.group.is_box:
            self.text.end_box()
        if len(self.groups) > 1:
            self.groups.pop()
        self.is_whole = len(self.groups) == 1

    def sign(self, sign: bytes) -> None:
        """A backslash and one character."""
        if sign == b"*":
            self.ignorable = True
        elif self.passed_over:
            self.passed_over -= 1
        elif self.is_silent():
            return
        elif sign in b"\r\n":
            self.text.end_paragraph()
        elif sign in b"\\{}" and self.text.lacks_half():
            self.take(sign, 1)
        elif sign in _SIGNS:
            self.text.put(_SIGNS[sign])

    def word(self, word: bytes, number: int | None) -> int:
        """A control word; returns how many bytes of data follow it."""
        ignorable, self.ignorable = self.ignorable, False
        if word == b"bin":
            return max(0, number or 0)
        if self.passed_over and word != b"u":
            self.passed_over -= 1
            return 0
        self.passed_over = 0
        if word in _NOTES and not self.group.skip:
            self.notes[_NOTES[word]] += 1
            self.group.skip = self.group.is_note = True
        elif word == b"fonttbl":
            self.group.is_fonts = self.group.skip = True
        elif word in _SKIPPED or (ignorable and word != b"shpinst"):
            self.group.skip = True
        elif word == b"ftnalt" and self.group.is_note:
            self.notes["footnote"] -= 1
            self.notes["endnote"] += 1
        elif not self.property(word, number) and not self.group.skip:
            self.layout(word)
        return 0

    def property(self, word: bytes, number: int | None) -> bool:
        """A word that says how what follows is to be read; returns whether it is one."""
        group, is_on = self.group, number != 0
        if word == b"u" and number is not None:
            if not self.is_silent():
                self.text.put(chr(number % 0x10000))
            self.passed_over = group.uc
        elif word == b"uc":
            group.uc = min(max(0, number or 0), 64)
        elif word == b"f":
            group.font = max(0, number or 0)
        elif word == b"fcharset" and group.is_fonts:
            self.font().set_charset(number or 0)
        elif word == b"cpg" and group.is_fonts:
            self.font().encoding = code_page(number or 0)
        elif word == b"deff":
            self.default_font = number or 0
        elif word == b"ansicpg":
            self.text.page = code_page(number or 0)
        elif word in _MACHINES:
            self.text.page = _MACHINES[word]
        elif word == b"plain":
            group.hidden = group.deleted = False
            group.font = -1
        elif word == b"v":
            group.hidden = is_on
        elif word == b"deleted":
            group.deleted = is_on
        else:
            return False
        return True

    def layout(self, word: bytes) -> None:
        """A word that parts lines, paragraphs, cells or rows, or stands for a character."""
        text = self.text
        if word in _SIGNS:
            if not self.is_silent():
                text.put(_SIGNS[word])
        elif word == b"par":
            if not self.is_silent():
                text.end_paragraph()
        elif word in _BY_PAGE:
            text.end_page()
        elif word == b"pard":
            text.in_table = False
        elif word == b"intbl":
            text.in_table = True
        elif word == b"cell":
            text.end_cell()
        elif word == b"row":
            text.end_row()
        elif word == b"trowd":
            text.begin_row()
        elif word == b"clvmrg":
            self.merged = True
        elif word == b"cellx":
            text.describe_cell(merged=self.merged)
            self.merged = False
        elif word == b"shptxt":
            self.group.is_box = True
            text.begin_box()

    def guesses(self) -> tuple[str, ...]:
        """What was left out, and what was read although it does not stand in the running text."""
        counts = {name: self.notes[name] for name in ("footnote", "endnote", "comment")}
        return beside(counts, boxes=self.text.boxes, hidden=self.has_hidden)

    def warnings(self) -> tuple[str, ...]:
        """What could not be read."""
        lost = self.text.lost
        what = "character that its" if lost == 1 else "characters that their"
        stands = "stands" if lost == 1 else "stand"
        broken = (f"{lost} {what} code page does not have {stands} as U+FFFD",) if lost else ()
        return broken if self.is_whole else (*broken, "the file is cut short: its end is missing")
