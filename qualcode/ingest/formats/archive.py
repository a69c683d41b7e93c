"""Zipped documents and their XML: read within bounds, nothing fetched, nothing unpacked to disk."""

import io
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import ReadError
from qualcode.ingest.formats.xmltree import Fault, root_of

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from lxml.etree import _Element

MOST_MEMBERS = 5_000
MOST_BYTES = 64_000_000
"""Members of a file, and bytes of those that are read, unpacked."""
MOST_RATIO = 200
FREE_RATIO_BYTES = 10_000_000
"""A member may unpack to 200 times its size; below ten million bytes to any."""
_LOCKED, _PLAIN_METHODS = 0x1, (0, 8)
_OLD = b"\xd0\xcf\x11\xe0"


class Kind(NamedTuple):
    """A kind of file in messages: `this {name} is damaged`; `cure` mends it, `save_as` saves its text."""

    slug: str
    name: str
    cure: str
    save_as: str = ".txt"

    def error(self, message: str, file: str, *, cure: str = "") -> ReadError:
        """The error that such a file cannot be read."""
        return ReadError(message, place=file, cure=cure or self.cure, slug=self.slug)

    def damaged(self, file: str) -> ReadError:
        """The error for a file that is broken."""
        return self.error(f"this {self.name} is damaged or cut short", file)

    def too_large(self, file: str) -> ReadError:
        """The error for a file that holds far too much."""
        message = f"this {self.name} unpacks to far more than an interview holds"
        return self.error(message, file, cure=f"if it is sound, save its text as {self.save_as}")


class Package:
    """The members of a zipped document; raises ReadError for what is damaged or dangerous."""

    def __init__(self, data: bytes, *, file: str, kind: Kind) -> None:
        self.file, self.kind = file, kind
        self._left = MOST_BYTES
        if data.startswith(_OLD):
            message = f"this is an old binary file, or a {kind.name} locked with a password"
            raise kind.error(message, file, cure=f"{kind.cure}, without a password")
        try:
            self._archive = _opened(data)
            members = self._archive.infolist()
        except _broken():
            raise kind.damaged(file) from None
        if len(members) > MOST_MEMBERS:
            raise kind.too_large(file)
        if any(map(_escapes, members)):
            raise kind.error(f"this {kind.name} names files outside of itself", file)
        self.names = frozenset(member.filename for member in members)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """The bytes of a member."""
        if name not in self:
            raise self.kind.damaged(self.file)
        member = self._archive.getinfo(name)
        if member.flag_bits & _LOCKED:
            message = f"this {self.kind.name} is locked with a password"
            raise self.kind.error(message, self.file, cure=f"{self.kind.cure}, without a password")
        if member.file_size > self._left or _is_bomb(member):
            raise self.kind.too_large(self.file)
        try:
            if member.compress_type not in _PLAIN_METHODS:
                raise self.kind.damaged(self.file)
            with self._archive.open(member) as stream:
                part = stream.read(self._left + 1)
        except _broken():
            raise self.kind.damaged(self.file) from None
        self._left -= len(part)
        if self._left < 0:
            raise self.kind.too_large(self.file)
        return part

    def xml(self, name: str) -> "_Element":
        """The root of a member that is XML."""
        return parse_xml(self.read(name), file=self.file, kind=self.kind)


def _opened(data: bytes) -> "ZipFile":
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data))


def _broken() -> tuple[type[Exception], ...]:
    """What the zip reader raises for damaged files."""
    import struct
    import zipfile
    import zlib

    return (
        *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
        *(RuntimeError, NotImplementedError, ValueError, LookupError, OverflowError),
    )


def _escapes(member: "ZipInfo") -> bool:
    """Whether the name of a member leads out of the archive."""
    parts = member.filename.replace("\\", "/").split("/")
    return ".." in parts or parts[0].endswith(":") or (len(parts) > 1 and not parts[0])


def _is_bomb(member: "ZipInfo") -> bool:
    ratio = member.file_size / max(1, member.compress_size)
    return member.file_size > FREE_RATIO_BYTES and ratio > MOST_RATIO


def parse_xml(part: bytes, *, file: str, kind: Kind) -> "_Element":
    """The root of an XML file, as `xmltree.root_of` reads it."""

    def refusal(fault: Fault) -> ReadError:
        if fault.declares:
            return kind.error(f"this {kind.name} declares a document type", file)
        return kind.error(f"the text of this {kind.name} is damaged", file)

    return root_of(part, refusal)
