"""Source text: what a reader hands on to everything else, and the lines of a text.

A `SourceText` knows the place in the file of every offset (`span`). What a text cannot say in
characters alone stands beside it (`beside`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from converter.beside import Footnote, Hint, Image, Remark, Removal, Statement, Table
from converter.discards import TABLE as DISCARDS
from converter.span import LineMarks, Mark, Position, Span, Unit


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one source as its reader hands it on.

    Attributes:
        name: The path to name in messages, with forward slashes.
        text: The text. Nothing in it has been corrected or normalised.
        marks: Offsets with their place in the file, ascending; the first is 0.
        encoding: The encoding that the file was read in; empty where that says nothing.
        unit: What the places count.
        tables: The tables, in order, none within another.
        images: The pictures, in order.
        footnotes: The footnotes, in order.
        generated: Numbers that the file's program makes and does not store as text,
            such as those of a list in Word. They are part of the text.
        hints: What styles say of paragraphs.
        removals: What the reader left out, by rule.
        statements: What the file says of itself outside its text.
        remarks: What the reader has to say about places.
    """

    name: str
    text: str
    marks: Sequence[Mark]
    encoding: str = "utf-8"
    unit: Unit = Unit.LINE
    tables: tuple[Table, ...] = ()
    images: tuple[Image, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    generated: tuple[Span, ...] = ()
    hints: tuple[Hint, ...] = ()
    removals: tuple[Removal, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    _offsets: tuple[int, ...] = field(default=(), repr=False, compare=False)
    _tables: dict[int, Table] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        marks = self.marks
        offsets = (
            marks.offsets if isinstance(marks, LineMarks) else tuple(mark.offset for mark in marks)
        )
        object.__setattr__(self, "_offsets", offsets)
        tables = {self.strip(table.span).start: table for table in self.tables}
        object.__setattr__(self, "_tables", tables)

    @classmethod
    def plain(cls, name: str, text: str, encoding: str = "utf-8") -> SourceText:
        """Make a source whose text is the file's own, character for character."""
        starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        return cls(name, text, LineMarks(starts), encoding)

    def table_at(self, span: Span) -> Table:
        """Return the table that begins where a span does, discards aside."""
        return self._tables[span.start]

    def slice(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text[span.start : span.end]

    def stripped(self, span: Span) -> str:
        """Return the characters of a span without the discards at either end."""
        text = self.text[span.start : span.end]
        if text and DISCARDS[ord(text[0])] is not None and DISCARDS[ord(text[-1])] is not None:
            return text  # as nearly all are
        return self.slice(self.strip(span))

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset."""
        at = max(0, bisect_right(self._offsets, offset) - 1)
        if isinstance(self.marks, LineMarks):
            return Position(at + 1, 1 + offset - self._offsets[at])
        mark = self.marks[at]
        return Position(mark.position.line, mark.position.column + offset - mark.offset)

    def strip_all(self) -> Span:
        """Return the span of the text without the discards at either end."""
        return self.strip(Span(0, len(self.text)))

    def strip(self, span: Span) -> Span:
        """Narrow a span to what is left without discards at either end."""
        text, start, end = self.text, span.start, span.end
        if (
            start < end
            and DISCARDS[ord(text[start])] is not None
            and DISCARDS[ord(text[end - 1])] is not None
        ):
            return span  # as nearly all are
        return _strip(text, span)

    def lines(self) -> tuple[tuple[Span, Span], ...]:
        """Return the lines that hold more than white space.

        Returns:
            Of each the span without its line end, and that without the discards at either
            end, which may be empty.
        """
        return _lines(self.text)


def _strip(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and DISCARDS[ord(text[start])] is None:
        start += 1
    while end > start and DISCARDS[ord(text[end - 1])] is None:
        end -= 1
    return span if start == span.start and end == span.end else Span(start, end)


_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]+")


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[tuple[Span, Span], ...]:
    """Find the lines of a text once for all passes over it."""
    found = (Span(*line.span()) for line in _LINE.finditer(text) if not line.group().isspace())
    return tuple((line, _strip(text, line)) for line in found)


def line_texts(text: str) -> list[str]:
    """Return the lines of a text (see `lines_of`), without their ends.

    Behind a line end at the end of the text an empty line is counted.
    """
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def lines_of(text: str) -> Iterator[Span]:
    """Yield the spans of the lines of a text, their line ends included.

    Only CR LF, CR and LF end a line, as editors count them; `str.splitlines`
    knows more (form feed, U+0085, U+2028, …), which would make the line numbers
    of messages wrong.
    """
    start = 0
    for match in _LINE_END.finditer(text):
        yield Span(start, match.end())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))
