"""Plain text: which encoding it is in, and when it is no text at all.

The order of attempts is measured, not guessed: a byte order mark decides; then UTF-16,
where the bytes of control characters are half of Chinese ones; then strict UTF-8, which
other encodings hardly ever are by chance; then strict GB18030. Statistical detectors
called short GB18030 texts Big5.
"""

from __future__ import annotations

import codecs
import re

from converter.readers.wrapped_text import unwrap
from converter.source import SourceText
from converter.span import Position

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: the mark of UTF-32 in little-endian order begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: How files begin that are not text, what they are, and what their name should end in.
_MAGIC = (
    (b"%PDF", "a PDF file", "pdf"),
    (b"PK\x03\x04", "a ZIP archive", "zip"),
    (b"\xd0\xcf\x11\xe0", "an old Word or WPS file", "doc"),
    (b"{\\rtf", "an RTF file", "rtf"),
    (b"\x89PNG", "a PNG picture", "png"),
    (b"\xff\xd8\xff", "a JPEG picture", "jpg"),
    (b"GIF8", "a GIF picture", "gif"),
    (b"\x1f\x8b", "a gzip archive", "gz"),
)
#: What is in a ZIP archive that is a document.
_ZIPPED = (
    (b"word/document.xml", "a Word file", "docx"),
    (b"xl/workbook.xml", "an Excel file", "xlsx"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument file", "odt"),
    (b"OFD.xml", "an OFD file", "ofd"),
)
#: A file that begins with anything else may well be a text about HTML.
_HTML = re.compile(r"[\s\ufeff]*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)

_HAN = re.compile(r"[\u4e00-\u9fff]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20)))
#: More control characters than this, by share, and it is no text.
_MOST_CONTROLS = 0.05

#: What UTF-16 without its mark is recognised by: nearly all of it is of these.
_PLAUSIBLE = re.compile(
    r"[\t\n\r -~\u2014\u2018-\u201d\u2026\u3000-\u3011\u4e00-\u9fff\uff01-\uff5e]"
)
_LEAST_PLAUSIBLE = 0.95
#: What tells its two orders apart where both are plausible.
_FREQUENT = re.compile(r"[\n\r \u3000，。、：；（）的一第条]")


class Unreadable(Exception):
    """A file that is no text in a known encoding.

    Attributes:
        place: Where in the file, if that can be told.
        kind: What the file's name should end in, without the dot, if that is the matter.
    """

    def __init__(self, message: str, place: Position | None = None, kind: str = "") -> None:
        super().__init__(message)
        self.place = place
        self.kind = kind


def read_text(name: str, data: bytes) -> SourceText:
    """Read plain text.

    Args:
        name: How to name the file in messages.
        data: Its bytes.

    Returns:
        The text, every character as it is in the file but for a byte order mark; where
        the whole file is plainly wrapped, in paragraphs (`wrapped_text`).

    Raises:
        Unreadable: It is no text, or in mixed or unknown encodings.
    """
    refuse_binary(data)
    text, encoding = decode(data)
    if _HTML.match(text):
        raise Unreadable("is not text but an HTML page", kind="html")
    return unwrap(name, text, encoding) or SourceText.plain(name, text, encoding)


def refuse_binary(data: bytes) -> None:
    """Refuse a file that begins as files do that are no text.

    Args:
        data: The bytes of a file.

    Raises:
        Unreadable: It is a picture, an archive or a document of another kind.
    """
    for magic, what, kind in _MAGIC:
        if data.startswith(magic):
            inside = (row[1:] for row in _ZIPPED if kind == "zip" and row[0] in data)
            what, kind = next(inside, (what, kind))
            raise Unreadable(f"is not text but {what}", kind=kind)


def decode(data: bytes) -> tuple[str, str]:
    """Decode a text.

    Args:
        data: The bytes of a file.

    Returns:
        The text without its byte order mark, and the name of the encoding.

    Raises:
        Unreadable: It is no text, or in mixed or unknown encodings.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            problem = f"begins with the mark of {encoding.upper()} and is not from here on"
            return _strict(data[len(bom) :], encoding, problem), encoding
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls:
        encoding = _utf16(data)
        if encoding:
            problem = f"is {encoding.upper()} and is not from here on"
            return _strict(data, encoding, problem), encoding
    if controls > _MOST_CONTROLS * len(data):
        raise Unreadable("is not text: too many control characters; convert it to text first")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_mixture(data, error)
    return _strict(data, "gb18030", "is neither UTF-8 nor GB18030 from here on"), "gb18030"


def _utf16(data: bytes) -> str:
    """Return the order of UTF-16 in which bytes are Chinese or plain ASCII, else nothing."""
    found = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if len(_PLAUSIBLE.findall(text)) >= _LEAST_PLAUSIBLE * len(text):
            found[encoding] = len(_FREQUENT.findall(text))
    return max(found, key=lambda encoding: found[encoding], default="")


def _strict(data: bytes, encoding: str, problem: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(encoding, "ignore")
        raise Unreadable(f"{problem}; save it as UTF-8", _place(good)) from None


def _place(before: str) -> Position:
    lines = re.split(r"\r\n|\r|\n", before)
    return Position(len(lines), len(lines[-1]) + 1)


def _refuse_mixture(data: bytes, error: UnicodeDecodeError) -> None:
    """Refuse a file that is UTF-8 in some places and not in others.

    Decoded as GB18030 as a whole, what is UTF-8 would become other characters without
    any error.
    """
    for number, line in enumerate(data.split(b"\n"), 1):
        if not _holds_utf8(line):
            continue
        place = _place(data[: error.start].decode("utf-8", "ignore"))
        raise Unreadable(
            f"mixes encodings: line {number} is UTF-8 and line {place.line} is not;"
            " save the whole file as UTF-8"
            if number != place.line
            else f"mixes encodings: line {number} is UTF-8 in part only;"
            " save the whole file as UTF-8",
            place,
        ) from None


#: Six Chinese characters in UTF-8. The same bytes are nine in GB18030, which real texts
#: hardly ever put together: some of them are rare, and some are symbols.
_UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){6}")


def _holds_utf8(line: bytes) -> bool:
    """Tell whether a line of a file that is not UTF-8 as a whole is so in part."""
    try:
        return len(_HAN.findall(line.decode("utf-8"))) >= 2
    except UnicodeDecodeError:
        return bool(_UTF8_RUN.search(line))
