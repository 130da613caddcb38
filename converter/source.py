"""Source text and positions in it: what a reader hands on to everything else.

A `Span` is a half-open range of character offsets, and a `SourceText` knows the place
in the file of every offset. What a text cannot say in characters alone stands beside it:
tables, pictures, footnotes, and what the reader left out or put in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import overload

from converter.discards import TABLE as DISCARDS


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of character offsets in one text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def contains(self, other: Span) -> bool:
        """Tell whether another span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: line and column, both counted from 1 in characters.

    What `line` counts is said by `SourceText.unit`.
    """

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mark:
    """An offset whose place in the file is known; the text runs on from there."""

    offset: int
    position: Position


class LineMarks(Sequence[Mark]):
    """The marks of a text whose lines are those of its file, each made when it is asked for."""

    __slots__ = ("offsets",)

    def __init__(self, offsets: Iterable[int]) -> None:
        """Take the offsets at which the lines begin."""
        self.offsets = tuple(offsets)

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Mark, ...]: ...
    def __getitem__(self, index: int | slice) -> Mark | tuple[Mark, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        line = range(1, len(self.offsets) + 1)[index]
        return Mark(self.offsets[line - 1], Position(line, 1))

    def __len__(self) -> int:
        return len(self.offsets)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, LineMarks):
            return self.offsets == other.offsets
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Unit(StrEnum):
    """What the first number of a `Position` counts."""

    LINE = "line"
    PARAGRAPH = "paragraph"  # Word files have no lines
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Removal:
    """Text that a reader left out by a listed rule.

    Attributes:
        position: Where it stands.
        rule: The name of the rule, a row of that reader's table.
        text: The text.
    """

    position: Position
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. A cell without text has an empty span.

    Attributes:
        span: Its text; paragraphs in it are lines.
        row: Its first row, from 1.
        column: Its first column, from 1, counted in the grid and not among the cells.
        rows: How many rows it covers.
        columns: How many columns it covers.
        header: True if it heads a row or column.
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the lines of a text that stand in a grid.

    Attributes:
        span: From its first to its last character; no other text lies in it.
        cells: Its cells, by rows, as their text stands in the source.
    """

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture.

    Attributes:
        offset: Where in the text it stands.
        name: How the source names it: a path beside the file, or an address.
        alt: What the source says is to be seen.
        data: The picture, if it is at hand.
    """

    offset: int
    name: str
    alt: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote. Its text stands at the end of the source's text.

    Attributes:
        offset: Where in the text its mark stands; the mark itself is no text.
        mark: The mark as a reader of the file sees it, such as `1`.
        span: Its text.
    """

    offset: int
    mark: str
    span: Span


class Role(StrEnum):
    """What the style of a paragraph says that it is."""

    TITLE = "title"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Hint:
    """What a file's own formatting says of a place; it settles doubts and makes nothing.

    Attributes:
        span: The text.
        role: What it is said to be.
    """

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says of itself outside its text, such as a row of a metadata table."""

    name: str
    value: str
    position: Position


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a reader has to say about a place; it becomes a finding.

    Attributes:
        code: A row of `findings.FINDINGS`.
        span: The place.
        message: What is the matter, one English sentence without a full stop.
    """

    code: str
    span: Span
    message: str


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
        return _strip(self.text, span)

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
