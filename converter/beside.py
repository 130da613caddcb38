"""What a text cannot say in characters alone and stands beside it.

Tables, pictures, footnotes, what styles say, and what a reader left out or has to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from converter.span import Position, Span


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
