"""The sheet that a Word file is written on: text, places, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from converter.beside import Cell, Footnote, Hint, Image, Remark, Removal, Role, Table
from converter.discards import is_discard
from converter.source import SourceText
from converter.span import Mark, Position, Span, Unit


class Sheet:
    """Collects a source's text line by line.

    Attributes:
        length: How long the text is so far.
        line_start: Where the line begins that is being written.
        paragraph: The number of the paragraph that is being read, as Word counts them.
    """

    def __init__(self) -> None:
        self.length = 0
        self.line_start = 0
        self.paragraph = 0
        self._parts: list[str] = []
        self._marks = [Mark(0, Position(1, 1))]
        self._grids: list[list[Cell]] = []
        self._images: list[Image] = []
        self._footnotes: list[Footnote] = []
        self._generated: list[Span] = []
        self._hints: list[Hint] = []
        self._removals: list[Removal] = []
        self._remarks: list[Remark] = []
        self._open_removal: tuple[str, int, int] | None = None

    def begin_paragraph(self) -> None:
        """Note that the text of the paragraph begins here."""
        mark = Mark(self.length, Position(max(1, self.paragraph), 1))
        if self._marks[-1].offset == self.length:
            self._marks.pop()
        self._marks.append(mark)

    def put(self, text: str) -> None:
        """Write text."""
        if text:
            self._parts.append(text)
            self.length += len(text)
            self._open_removal = None

    def generate(self, text: str) -> None:
        """Write text that the file's program makes."""
        if text:
            self._generated.append(Span(self.length, self.length + len(text)))
            self.put(text)

    def end_line(self) -> None:
        """End the line."""
        self.put("\n")
        self.line_start = self.length

    def end_open_line(self) -> None:
        """End the line if something stands on it."""
        if self.length > self.line_start:
            self.end_line()

    def place(self) -> Position:
        """Return the place in the file that is being read."""
        mark = self._marks[-1]
        if mark.position.line != self.paragraph:
            return Position(max(1, self.paragraph), 1)
        return Position(self.paragraph, mark.position.column + self.length - mark.offset)

    def remove(self, rule: str, text: str) -> None:
        """Leave text out here; what follows upon it by the same rule is one removal."""
        if not text:
            return
        state = (rule, self.paragraph, self.length)
        if self._open_removal == state:
            last = self._removals.pop()
            self._removals.append(Removal(last.position, rule, last.text + text))
        elif text.strip():
            self._removals.append(Removal(self.place(), rule, text))
            self._open_removal = state

    def set_aside(self, rule: str, text: str, paragraph: int) -> None:
        """Leave out text that belongs to a paragraph as a whole."""
        self._removals.append(Removal(Position(max(1, paragraph), 1), rule, text))

    def picture(self, name: str, alt: str, data: bytes | None) -> None:
        """Set a picture here."""
        self._images.append(Image(self.length, name, alt, data))

    def hint(self, role: Role | None, start: int) -> None:
        """Note what the style says of the text from `start` to here."""
        if role and self.length > start:
            self._hints.append(Hint(Span(start, self.length), role))

    def remark(self, code: str, message: str, start: int, end: int) -> None:
        """Note something about a place."""
        self._remarks.append(Remark(code, Span(start, end), message))

    def table(self, cells: list[Cell]) -> None:
        """Note that cells which have been written stand in a grid."""
        self._grids.append(cells)

    def footnote(self, offset: int, mark: str, start: int) -> None:
        """Note that the text from `start` to here is a footnote."""
        self._footnotes.append(Footnote(offset, mark, Span(start, self.length)))

    def source(self, name: str) -> SourceText:
        """Return the finished source."""
        text = "".join(self._parts)
        footnotes = sorted(self._footnotes, key=lambda note: note.span)
        return SourceText(
            name,
            text,
            tuple(self._marks),
            encoding="",
            unit=Unit.PARAGRAPH,
            tables=tuple(_grids(self._grids, text)),
            images=tuple(self._images),
            footnotes=tuple(replace(note, span=strip(note.span, text)) for note in footnotes),
            generated=tuple(self._generated),
            hints=tuple(self._hints),
            removals=tuple(sorted(self._removals, key=lambda removal: removal.position)),
            remarks=tuple(sorted(self._remarks, key=lambda remark: remark.span)),
        )


def _grids(grids: list[list[Cell]], text: str) -> Iterator[Table]:
    for grid in grids:
        cells = [replace(cell, span=strip(cell.span, text)) for cell in grid]
        # A grid without any text is a frame for pictures or for nothing.
        if any(cell.span for cell in cells):
            yield Table(Span(cells[0].span.start, cells[-1].span.end), tuple(cells))


def strip(span: Span, text: str) -> Span:
    """Narrow a span to what is left without discards at its ends.

    Args:
        span: A span of the text.
        text: The text.

    Returns:
        The span; an empty one stands where the span begins.
    """
    start, end = span.start, span.end
    while start < end and is_discard(text[start]):
        start += 1
    if start == end:
        return Span(span.start, span.start)
    while is_discard(text[end - 1]):
        end -= 1
    return Span(start, end)
