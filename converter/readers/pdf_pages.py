"""The lines of a PDF file with their places, as pypdfium2 finds them.

All that is known of the library is here. It is an optional extra, so it is imported when
the first PDF file is read. Lengths are points (1/72 inch), counted from the lower left.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from converter.readers.text import Unreadable

#: Gaps, as shares of a character's width: from here on a gap within a line is a space;
#: and what the library takes for a space between Chinese characters that is none.
_SPACE, _STRETCH = 0.3, 0.6
_REPLACEMENT = "\ufffd"


@dataclass(slots=True)
class PageLine:
    """A line of a page.

    Attributes:
        text: Its text.
        column: The number of its first character on the page, from 1.
        left: Its left edge.
        right: Its right edge.
        base: The height of its baseline.
        em: The width of a full-width character in it.
    """

    text: str
    column: int
    left: float
    right: float
    base: float
    em: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines in the file's order, its width, and how many pictures it has."""

    lines: tuple[PageLine, ...]
    width: float
    pictures: int


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    made: bool  # by the library, as a space or an end of line
    number: int  # on the page, from 1; what the library made is not counted
    left: float
    right: float
    base: float
    size: float  # the longer side of its box, as that of 一 is no higher than the stroke


@dataclass(slots=True)
class _Open:
    """A line that is being read."""

    chars: list[_Char] = field(default_factory=list)

    def takes(self, char: _Char) -> bool:
        """Tell whether a character stands on the same line, to the right."""
        last = next(other for other in reversed(self.chars) if not other.made)
        size = max(last.size, char.size)
        return abs(char.base - last.base) < size / 2 and char.left > last.left - size


def read_pages(data: bytes) -> list[Page]:
    """Read the pages of a PDF file.

    Args:
        data: Its bytes.

    Returns:
        The pages, with their lines in the order in which the file draws them.

    Raises:
        Unreadable: pypdfium2 is missing, or the file is encrypted or broken.
    """
    try:
        import pypdfium2
    except ImportError:
        raise Unreadable(
            "is a PDF file, and reading those needs pypdfium2;"
            " install it with `pip install 'tiaowen[pdf]'`"
        ) from None
    if b"%PDF" not in data[:1024]:
        raise Unreadable("is no PDF file, whatever its name says; see what it is, and rename it")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Unreadable(
                "is a PDF file that asks for a password; open it with the password and print"
                " it to a new PDF file, or use `qpdf --decrypt --password=PASSWORD FILE NEW`"
            ) from None
        raise Unreadable(
            "is a broken PDF file; take it from its origin again, or repair it with `qpdf FILE NEW`"
        ) from None
    try:
        return [_page(pypdfium2.raw, page) for page in document]
    except pypdfium2.PdfiumError:
        raise Unreadable(
            "is a PDF file with a broken page; take it from its origin again, or repair it"
            " with `qpdf FILE NEW`"
        ) from None
    finally:
        document.close()


def _page(raw: Any, page: Any) -> Page:
    text_page = page.get_textpage()
    lines = tuple(_lines(_characters(raw, text_page)))
    text_page.close()
    pictures = sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return Page(lines, float(page.get_width()), pictures)


def _characters(raw: Any, text_page: Any) -> Iterator[_Char]:
    box, across, base = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    number = 0
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        made = raw.FPDFText_IsGenerated(text_page, index) == 1
        if raw.FPDFText_IsHyphen(text_page, index) == 1 and not made:
            text = "-"  # the library has a code of its own for one at the end of a line
        else:
            # A glyph that the file gives no character for is not passed over in silence.
            text = chr(code) if code else _REPLACEMENT
        raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(across), ctypes.byref(base))
        number += not made
        size = max(box.right - box.left, box.top - box.bottom)
        yield _Char(text, made, max(number, 1), box.left, box.right, base.value, size)


def _lines(characters: Iterator[_Char]) -> Iterator[PageLine]:
    """Group characters to lines by where they stand; what the library made is a hint."""
    line = _Open()
    for char in characters:
        if char.made and char.text in "\r\n":
            continue
        if char.made or char.text.isspace():
            line.chars += [char] if line.chars else []
            continue
        if line.chars and not line.takes(char):
            yield from _closed(line)
            line = _Open()
        line.chars.append(char)
    yield from _closed(line)


def _closed(line: _Open) -> Iterator[PageLine]:
    chars = line.chars
    while chars and chars[-1].text.isspace():
        chars.pop()
    if not chars:
        return
    inked = [char for char in chars if not char.text.isspace()]
    wide = [char.right - char.left for char in inked if not char.text.isascii()]
    em = median(wide) if wide else max(char.size for char in inked) / 1.2
    yield PageLine(
        _spaced(chars, em or 1.0),
        chars[0].number,
        min(char.left for char in inked),
        max(char.right for char in inked),
        median(char.base for char in inked),
        em or 1.0,
    )


def _spaced(chars: list[_Char], em: float) -> str:
    """Write the characters of a line, with a space for a gap that the file has no space for."""
    pieces: list[str] = []
    before: _Char | None = None  # the last character that was no white space
    spaces: list[_Char] = []
    for char in chars:
        if char.text.isspace():
            spaces.append(char)
            continue
        if before:
            kept = [space.text for space in spaces if not space.made]
            gap = char.left - before.right
            ascii_pair = before.text.isascii() and char.text.isascii()
            if not kept and gap > (_SPACE if ascii_pair and spaces else _STRETCH) * em:
                kept = [" "]
            pieces += kept
        pieces.append(char.text)
        before, spaces = char, []
    # Some files give characters beyond U+FFFF in two halves; half of one is no character.
    text = "".join(pieces).encode("utf-16-le", "surrogatepass")
    return text.decode("utf-16-le", "replace")
