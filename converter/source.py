"""Source text, positions in it, and diagnostics that point at them.

Everything else in the package speaks of a text in terms of this module: a
`Span` is a half-open range of character offsets, a `SourceText` knows the
line and column of every offset, and a `Diagnostic` is a finding as a value.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

#: Characters without width that carry no text of their own. U+FEFF inside a
#: text is an obsolete zero-width no-break space, at its start a byte order mark.
ZERO_WIDTH = frozenset("\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

#: Code points that an HTML page cannot carry (HTML Standard, 13.2.3.5:
#: controls and noncharacters); white space among the controls is not listed.
_CONTROLS = frozenset(
    chr(c) for c in (*range(0x00, 0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0))
)


def is_unrenderable(char: str) -> bool:
    """Tell whether an HTML page cannot carry a character.

    Args:
        char: One character.

    Returns:
        True for U+0000–0008, 000B, 000E–001F, 007F–009F and noncharacters.
    """
    code = ord(char)
    return char in _CONTROLS or 0xFDD0 <= code <= 0xFDEF or (code & 0xFFFE) == 0xFFFE


def is_discard(char: str) -> bool:
    """Tell whether conservation leaves a character out of account.

    Args:
        char: One character.

    Returns:
        True for white space, zero-width characters, the byte order mark and
        everything for which `is_unrenderable` holds.
    """
    return char.isspace() or char in ZERO_WIDTH or is_unrenderable(char)


class _DiscardTable(dict[int, int | None]):
    """Translation table that deletes discards; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        kept = None if is_discard(chr(code)) else code
        self[code] = kept
        return kept


_TABLE = _DiscardTable()


def essential(text: str) -> str:
    """Leave out of a text what conservation leaves out of account.

    Args:
        text: Any text.

    Returns:
        The characters for which `is_discard` is false, in order.
    """
    return text.translate(_TABLE)


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
    """A place in a file: line and column, both counted from 1 in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mark:
    """An offset whose place in the file is known; the text runs on from there."""

    offset: int
    position: Position


@dataclass(frozen=True, slots=True)
class Removal:
    """Text that a reader left out by a listed rule (boilerplate of a web page)."""

    position: Position
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one source as its reader hands it on.

    Attributes:
        name: The path to name in messages, with forward slashes.
        text: The text. Nothing in it has been corrected or normalised.
        marks: Offsets with their place in the file, ascending; the first is 0.
        encoding: The encoding that the file was read in.
        removals: What the reader left out, by rule.
        metadata: What the file says of itself outside its text, such as the
            metadata table of a government web page: name to value.
    """

    name: str
    text: str
    marks: tuple[Mark, ...]
    encoding: str = "utf-8"
    removals: tuple[Removal, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    _offsets: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_offsets", tuple(mark.offset for mark in self.marks))

    @classmethod
    def plain(cls, name: str, text: str, encoding: str = "utf-8") -> SourceText:
        """Make a source whose text is the file's own, character for character."""
        ends = (line.end for line in lines_of(text))
        starts = [0, *(end for end in ends if text[end - 1] in "\r\n")]
        marks = tuple(Mark(start, Position(n, 1)) for n, start in enumerate(starts, 1))
        return cls(name, text, marks, encoding)

    def slice(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text[span.start : span.end]

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset."""
        mark = self.marks[max(0, bisect_right(self._offsets, offset) - 1)]
        return Position(mark.position.line, mark.position.column + offset - mark.offset)

    def strip_all(self) -> Span:
        """Return the span of the text without the discards at either end."""
        return self.strip(Span(0, len(self.text)))

    def strip(self, span: Span) -> Span:
        """Narrow a span to what is left without discards at either end."""
        start, end = span.start, span.end
        while start < end and is_discard(self.text[start]):
            start += 1
        while end > start and is_discard(self.text[end - 1]):
            end -= 1
        return Span(start, end)


_LINE_END = re.compile(r"\r\n|\r|\n")


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


class Severity(StrEnum):
    """How much a finding weighs: an error breaks the build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding: what, where, how grave, and the spot itself.

    Attributes:
        code: The kind of finding, a row of `findings.FINDINGS`.
        severity: How grave it is.
        path: The file, as to be shown.
        line: Line, from 1; 0 where the finding concerns the whole file.
        column: Column in characters, from 1; 0 likewise.
        message: One English sentence without a full stop: what is the matter
            and, where it is not plain, what to do.
        spot: The text around the place, the place itself in 〔…〕; may be empty.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    spot: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        spot = f" {self.spot}" if self.spot else ""
        return f"{place}: {self.severity}: {self.message}{spot} [{self.code}]"

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order findings by place, so that reports do not depend on the passes."""
        return (self.path, self.line, self.column, self.code, self.message)


#: How much text stands on either side of a quoted spot, in characters.
_CONTEXT = 10


def _visible(text: str) -> str:
    """Write control characters and line ends so that a terminal shows them."""
    return "".join(
        f"⟨U+{ord(c):04X}⟩"
        if is_unrenderable(c) or c in ZERO_WIDTH or unicodedata.category(c) in ("Co", "Cs")
        else " "
        if c in "\r\n\f\t\u2028\u2029"
        else c
        for c in text
    )


def quote_spot(source: SourceText, span: Span) -> str:
    """Quote a place in its line, the place itself in 〔…〕.

    Args:
        source: The text.
        span: The place. A long one is shortened in its middle.

    Returns:
        At most ten characters of the line on either side and the place between.
    """
    text = source.text
    before = text[max(0, span.start - _CONTEXT) : span.start]
    after = text[span.end : span.end + _CONTEXT]
    for end in "\r\n":
        before = before.rpartition(end)[2]
        after = after.partition(end)[0]
    inner = source.slice(span)
    if len(inner) > 4 * _CONTEXT:
        inner = f"{inner[: 2 * _CONTEXT]}…{inner[-_CONTEXT:]}"
    return f"{_visible(before)}〔{_visible(inner)}〕{_visible(after)}".strip()
