"""Lines to paragraphs, for files that keep only the lines: wrapped text and PDF.

A reader measures each line (`Line`); what follows from the measures is decided here, once
for all of them. A line goes on in the next one where it is full, that is, where the next
word had no room on it, and the next line neither is indented nor stands apart nor begins
with a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from converter.beside import Remark
from converter.levels import match_level
from converter.span import Mark, Position, Span
from converter.tree import Kind

#: Marks after which a sentence, or an item of a list, is over; closing quotes may follow.
_SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’）》」』】)\"']*\Z")
#: After anything else than a mark of punctuation the words go on.
_MARK = re.compile(r"[，。、；：！？．…—,.;:!?”’）》」』】)]\Z")
_ASCII_WORD = re.compile(r"[0-9A-Za-z]")
#: What a line break does not part: words of letters, and a mark from what it belongs to.
_FIRST_WORD = re.compile(
    r"[“‘（《〈「『【(\[]*(?:[!-~]+|.)[，。、；：！？．”’）》〉」』】,.;:!?)\]]*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, with what its place in the file says.

    Attributes:
        text: Its text without white space at either end; never empty.
        position: The place of its first character.
        full: True if the first word of the next line had no room on this one.
        indented: True if it begins further right than lines that go on a paragraph.
        apart: True if a blank line or a gap stands before it on its page.
        turned: True if it is the first of a page, where a gap cannot be seen.
    """

    text: str
    position: Position
    full: bool = False
    indented: bool = False
    apart: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines joined to paragraphs.

    Attributes:
        text: The paragraphs, each ended by a line feed.
        marks: The place of each line in the file.
        paragraphs: How many there are.
        joins: Offsets at which a line goes on that before it.
    """

    text: str
    marks: tuple[Mark, ...]
    paragraphs: int
    joins: tuple[int, ...]

    def remark(self, lines: int) -> Remark:
        """Say that lines were joined, at the first place where that was done.

        Args:
            lines: How many lines there were.
        """
        at = self.joins[0]
        count = f"{self.paragraphs} paragraph" + ("s" if self.paragraphs > 1 else "")
        message = f"{lines} wrapped lines were joined to {count}; check the paragraphs"
        return Remark("lines-joined", Span(at - 1, at + 1), message)


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends with a full stop, a semicolon, a colon or the like."""
    return _SENTENCE_END.search(text) is not None


def breaks_off(text: str) -> bool:
    """Tell whether a line ends with a character that is no mark of punctuation."""
    return _MARK.search(text) is None


def first_word(text: str) -> str:
    """Return what must have room on a line for the line to go on with a text."""
    found = _FIRST_WORD.match(text)
    return found.group() if found else ""


def starts(lines: Sequence[Line]) -> list[bool]:
    """Tell which lines begin a paragraph.

    Args:
        lines: All lines of the file, in order.

    Returns:
        For each line whether it begins one. The first always does.
    """
    on_page, turned = _Habits.of(lines), _Habits.of(lines, gaps=False)
    found = [True] * len(lines)
    for number in range(1, len(lines)):
        before, line = lines[number - 1], lines[number]
        habits = turned if line.turned else on_page
        found[number] = (
            not before.full
            or line.indented
            or line.apart
            or (habits.stops and before.text.endswith(("。", "。”")))
            or (habits.numbers and _is_numbered(before, line))
        )
    return found


#: How many numbered lines must be seen, and what share of them set off, before a number
#: that is not set off is taken for running text; and what share counts as all.
_SEEN, _SHARE = 3, 0.9


@dataclass(frozen=True, slots=True)
class _Habits:
    """What else begins a paragraph in a file, beside what sets it off.

    Attributes:
        numbers: True if numbers do, since not all numbered paragraphs are set off.
        stops: True if a line after a full line that ends with a full stop does. With
            nothing to tell, it does where paragraphs without a number are more than full
            stops in the middle of lines.
    """

    numbers: bool
    stops: bool

    @classmethod
    def of(cls, lines: Sequence[Line], gaps: bool = True) -> _Habits:
        """Learn from the lines that begin a paragraph beyond doubt: that before is not full.

        Args:
            lines: All lines.
            gaps: Whether a gap sets off a paragraph, besides an indent.
        """
        numbered: list[bool] = []
        others: list[bool] = []
        for before, line in pairwise(lines):
            if not before.full and not line.turned:
                kind = numbered if match_level(line.text, 0, len(line.text)) else others
                kind.append(line.indented or (gaps and line.apart))
        stops = sum(line.text.count("。", 0, -1) for line in lines)
        return cls(
            len(numbered) < _SEEN or _share(numbered) < _SHARE,
            _share(others) < _SHARE and len(others) > stops,
        )


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _is_numbered(before: Line, line: Line) -> bool:
    """Tell whether the number that a line begins with is its own, and not of a citation."""
    marker = match_level(line.text, 0, len(line.text))
    if marker is None or marker.level.kind is not Kind.ARTICLE:
        return marker is not None
    # 依照本条例 / 第三条的规定, 第一条、 / 第三条: the end of the line has cut a citation.
    spaced = line.text[marker.span.end : marker.span.end + 1].isspace()
    return spaced or not (breaks_off(before.text) or before.text.endswith("、"))


def join(lines: Sequence[Line], beginnings: Sequence[bool]) -> Joined:
    """Put lines together to paragraphs.

    Between two ASCII words a space is put where the line ended; nothing else is added,
    and nothing left out.

    Args:
        lines: The lines.
        beginnings: For each whether it begins a paragraph; the first does.

    Returns:
        The text, with the place of every line.
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    joins: list[int] = []
    at = 0
    for number, line in enumerate(lines):
        between = ""
        if number:
            between = "\n" if beginnings[number] else _between(lines[number - 1].text, line.text)
        at += len(between)
        pieces += (between, line.text)
        marks.append(Mark(at, line.position))
        if number and not beginnings[number]:
            joins.append(at)
        at += len(line.text)
    pieces.append("\n")
    return Joined("".join(pieces), tuple(marks), sum(beginnings), tuple(joins))


def _between(left: str, right: str) -> str:
    """Return the space between two ASCII words; two digits may be of one number."""
    ends, begins = left[-1], right[0]
    if not _ASCII_WORD.match(begins) or (ends.isdigit() and begins.isdigit()):
        return ""
    return " " if _ASCII_WORD.match(ends) or ends in ",;:.?!)%" else ""
