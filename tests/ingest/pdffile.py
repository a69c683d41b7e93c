"""PDF files made by hand: lines of Helvetica at given places."""

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595, 842
SIZE = 10
Placed = tuple[float, float, str]
"""A line: its left end and its base line in points from the lower left corner, and its text."""


def paragraph(top: float, lines: Iterable[str], *, left: float = 72, step: float = 14) -> list[Placed]:
    return [(left, top - step * number, line) for number, line in enumerate(lines)]


def pdf(*pages: Sequence[Placed], pictures: Iterable[int] = ()) -> bytes:
    """Pages of lines; those whose number (from 0) is in `pictures` also have a picture all over them."""
    shown = frozenset(pictures)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    picture = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    objects.append(stream(picture, b"\x80"))
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>".encode()
        )
        drawn = [f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q".encode()] if number in shown else []
        drawn += [b"BT /F %d Tf %g %g Td (%s) Tj ET" % (SIZE, x, y, escaped(text)) for x, y, text in lines]
        objects.append(stream("", b"\n".join(drawn)))
    return assembled(objects)


def escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def stream(head: str, data: bytes) -> bytes:
    return f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def assembled(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
