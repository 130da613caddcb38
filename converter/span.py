"""Stretches of a text, and the places in a file that its offsets stand for.

A `Span` is a half-open range of character offsets. Where in the file an offset stands is told by
marks: offsets whose line and column are known, and from which the text runs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload


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


class Unit(StrEnum):
    """What the first number of a `Position` counts."""

    LINE = "line"
    PARAGRAPH = "paragraph"  # Word files have no lines
    PAGE = "page"


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
