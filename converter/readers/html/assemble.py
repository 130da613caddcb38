"""Lines and tables to one text with the place of every character, its tables and pictures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from converter.beside import Cell, Image, Table
from converter.discards import is_discard
from converter.readers.html.elements import Element
from converter.readers.html.flow import Grid, Item, Line
from converter.source import lines_of
from converter.span import Mark, Position, Span

#: Sites fill space with pictures named so.
_SPACER = re.compile(r"(?:^|/)(?:spacer|blank|transparent|pixel|1x1|space)\.(?:gif|png)$", re.I)
#: Pictures this small, in CSS pixels, separate things or stand for kinds of files.
_SMALLEST = 20
_SIZE = re.compile(r"\s*(\d{1,6})\s*(?:px)?\s*$")


class Places:
    """Offsets in a file's text to lines and columns."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [line.start for line in lines_of(text)] or [0]

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset, both from 1."""
        line = max(1, bisect_right(self._starts, offset))
        return Position(line, offset - self._starts[line - 1] + 1)

    def ends_line(self, offset: int) -> bool:
        """Tell whether the character at an offset ends a line."""
        return self._text[offset : offset + 1] in ("\n", "\r")


class Assembly:
    """Puts the parts of a document together.

    Attributes:
        marks: Where in the file the text's pieces come from.
        tables: The tables with text.
        images: The pictures.
        generated: Numbers of lists.
    """

    def __init__(self, places: Places) -> None:
        self.marks: list[Mark] = []
        self.tables: list[Table] = []
        self.images: list[Image] = []
        self.generated: list[Span] = []
        self._places = places
        self._parts: list[str] = []
        self._length = 0
        self._next = -1  # the offset in the file with which the last mark runs on

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add(self, items: Iterable[Item]) -> None:
        """Add lines and tables in order."""
        for item in items:
            if isinstance(item, Grid):
                self._add_table(item)
            else:
                self._add_line(item)

    def _add_line(self, line: Line) -> None:
        start = self._length
        images = [image for image in map(self._image, line.images) if image]
        if not line.pieces and not images:
            return
        self.images += images
        for piece in line.pieces:
            self._mark(piece.at, len(piece.text))
            if piece.generated:
                end = self._length + len(piece.text.rstrip())
                self.generated.append(Span(self._length, end))
                self._next = -1
            self._put(piece.text)
        if self._length == start:
            self._mark(line.at, 0)
        self._put("\n")

    def _image(self, image: tuple[int, Element]) -> Image | None:
        before, element = image
        name = picture_name(element)
        return Image(self._length + before, name, element.get("alt").strip()) if name else None

    def _mark(self, at: int, length: int) -> None:
        if at != self._next or self._places.ends_line(at - 1):
            self.marks.append(Mark(self._length, self._places.position(at)))
        self._next = at + length

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _add_table(self, grid: Grid) -> None:
        spans: list[Span] = []
        for _, lines in grid.cells:
            start, first = self._length, len(self._parts)
            self.add(lines)
            spans.append(_strip("".join(self._parts[first:]), start))
        filled = [span for span in spans if span]
        if not filled:
            return
        whole = Span(filled[0].start, filled[-1].end)
        cells = (
            Cell(
                span or _within(span, whole),
                *(slot.row, slot.column, slot.rows, slot.columns, slot.header),
            )
            for span, (slot, _) in zip(spans, grid.cells, strict=True)
        )
        self.tables.append(Table(whole, tuple(cells)))


def _within(span: Span, whole: Span) -> Span:
    at = min(max(span.start, whole.start), whole.end)
    return Span(at, at)


def _strip(text: str, at: int) -> Span:
    start, end = 0, len(text)
    while start < end and is_discard(text[start]):
        start += 1
    while end > start and is_discard(text[end - 1]):
        end -= 1
    return Span(at + start, at + end)


def picture_name(element: Element) -> str:
    """Return the address of a picture, or an empty text for one that only fills space."""
    sizes = [_SIZE.match(element.get(name)) for name in ("width", "height")]
    known = [int(size[1]) for size in sizes if size]
    if any(size <= 2 for size in known) or (len(known) == 2 and max(known) <= _SMALLEST):
        return ""
    address = element.get("src").strip()
    late = next(
        (element.get(n).strip() for n in ("data-src", "data-original") if element.get(n)), ""
    )
    if late and (not address or address.startswith("data:") or _SPACER.search(address)):
        address = late
    return "" if _SPACER.search(address) else address
