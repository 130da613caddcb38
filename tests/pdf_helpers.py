"""PDF files written byte by byte, so that tests know where every line stands."""

from __future__ import annotations

from collections.abc import Sequence

#: A line: its left edge and baseline in points from the lower left, its text, its size.
Placed = tuple[float, float, str, float]

# A Chinese font that is named and not embedded: characters are given in UCS-2, each one em
# wide but for those below 128, which are half as wide.
_FONTS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500]"
    b" /FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880]"
    b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)
_PICTURE = b"q 200 0 0 200 100 300 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def make_pdf(
    pages: Sequence[Sequence[Placed]], pictures: Sequence[int] = (), encrypted: bool = False
) -> bytes:
    """Write a PDF file of A4 pages.

    Args:
        pages: The lines of each page.
        pictures: The pages, from 1, that show a picture besides.
        encrypted: Whether to say that it is, with a password that nobody knows.
    """
    first = 6
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *_FONTS,
    ]
    for number, lines in enumerate(pages, 1):
        content = _PICTURE if number in pictures else b""
        for x, y, text, size in lines:
            codes = text.encode("utf-16-be").hex()
            content += f"BT /F1 {size} Tf {x} {y} Td <{codes}> Tj ET\n".encode()
        place = first + 2 * (number - 1)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {place + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%sendstream" % (len(content), content),
        ]
    trailer = b"/Root 1 0 R"
    if encrypted:
        noise = b"00" * 32
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (noise, noise))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _file(objects, trailer)


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data = b"%PDF-1.5\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d %s >>\n" % (len(objects) + 1, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


#: The page of the tests: text from 90 to 410 points, 16 to a character, 28 to a line.
LEFT, SIZE, STEP, TOP = 90.0, 16.0, 28.0, 760.0


def page_of(text: str, head: str = "", foot: str = "") -> list[Placed]:
    """Place the lines of a text on a page, leading full-width spaces as an indent."""
    placed = [(LEFT, 800.0, head, 10.0)] if head else []
    for number, line in enumerate(text.splitlines()):
        body = line.lstrip("\u3000")
        if body:
            x = LEFT + SIZE * (len(line) - len(body))
            placed.append((x, TOP - STEP * number, body, SIZE))
    return placed + ([(240.0, 40.0, foot, 12.0)] if foot else [])
