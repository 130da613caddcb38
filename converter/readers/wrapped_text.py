"""Plain text whose lines a program has broken at a width: seen, and joined again.

Nothing is joined unless the whole file is plainly wrapped. What speaks for it: no line
goes beyond one width, and many lines reach it in the middle of a sentence. What speaks
against it: such lines followed by a blank line, an indent or a number; columns, leaders
of a table of contents; paragraphs that never end with a full stop.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from converter.beside import Removal
from converter.readers.page_furniture import page_number, steady
from converter.readers.wrapping import Line, breaks_off, ends_sentence, first_word, join, starts
from converter.source import SourceText, line_texts
from converter.span import Mark, Position

#: Widths in columns, a full-width character being two: from half an A4 line to a terminal.
_NARROWEST, _WIDEST = 28, 200
#: A mark may hang over the edge.
_HANGS = 2
#: A line of more columns is beyond the widest width.
_BEYOND = _WIDEST + _HANGS
#: How many columns short of the width a line may end, as punctuation may not begin a line
#: and letters are narrower in some fonts. None where it ends a sentence.
_SLACK = 4
#: Lines that must break off in mid-sentence: so many, and this share of all lines.
_FEWEST, _LEAST = 4, 0.12
#: Of the lines that break off, the share that may be followed by a new paragraph.
_MOST_BROKEN = 0.12
#: Of the joined paragraphs, the share that must end with a full stop or the like.
_ENDED = 0.7
#: Of the full lines, the share that may hold columns.
_MOST_COLUMNS = 0.1

_COLUMNS = re.compile(r"\S(?:[ \u3000\t]{2,}|\t)\S")
_LEADERS = re.compile(r"[.．…·‥⋯—-]{4,}")
_HANGING = re.compile(r"[，。、；：！？．”’）》]\Z")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A line of the file that is not blank."""

    text: str
    position: Position
    lead: int  # columns of white space before it
    blank: bool  # a blank line stands before it
    page: int  # page breaks before it

    @property
    def width(self) -> int:
        return self.lead + width_of(self.text)


def width_of(text: str) -> int:
    """Return how many columns a text takes; full-width and ambiguous characters take two."""
    rest = _TWO_COLUMNS.sub("", text)
    columns = len(rest) if rest.isascii() else sum(map(_column, rest))
    return columns + 2 * (len(text) - len(rest))


#: Most of any Chinese text, for which no table has to be asked.
_TWO_COLUMNS = re.compile(
    "[\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]+"
)


def _column(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _raw_lines(text: str) -> list[_Raw]:
    found = []
    blank, page = False, 0
    for number, raw in enumerate(line_texts(text), 1):
        body = raw.strip()
        if not body:
            page += raw.count("\f")
            blank = blank or "\f" not in raw
            continue
        start = raw.index(body)
        before = raw[:start]
        page += before.count("\f")
        lead = width_of(before.rpartition("\f")[2].expandtabs(8))
        found.append(_Raw(body, Position(number, start + 1), lead, blank, page))
        blank = False
        page += raw.count("\f", start)
    return found


def _is_too_wide(text: str) -> bool:
    """Tell of most texts that are not wrapped, at their long lines, that their width is none.

    The lines beyond the widest width are counted, until they are more than `_width` leaves out.
    """
    lines = line_texts(text)
    left_out = len(lines) // 100
    for line in lines:
        if 2 * len(line) > _BEYOND and width_of(line.strip()) > _BEYOND:
            left_out -= 1
            if left_out < 0:
                return True
    return False


def unwrap(name: str, text: str, encoding: str) -> SourceText | None:
    """Join the lines of a text that is wrapped.

    Args:
        name: How to name the file in messages.
        text: The whole text.
        encoding: What it was read in.

    Returns:
        The text in paragraphs, or None if it is not plainly wrapped. The two hold the same
        characters but for white space and removed page numbers, which stand beside a page
        break (rule `page-number`).
    """
    if _is_too_wide(text):
        return None
    raw = _raw_lines(text)
    removed = _page_numbers(raw)
    kept = [line for number, line in enumerate(raw) if number not in removed]
    lines = _measure(kept)
    if not lines:
        return None
    beginnings = starts(lines)
    if not _is_plainly_wrapped(kept, lines, beginnings):
        return None
    joined = join(lines, beginnings)
    removals = tuple(
        Removal(raw[number].position, "page-number", raw[number].text) for number in sorted(removed)
    )
    return SourceText(
        name,
        joined.text,
        (Mark(0, lines[0].position), *joined.marks[1:]),
        encoding,
        removals=removals,
        remarks=(joined.remark(len(lines)),),
    )


def _page_numbers(raw: Sequence[_Raw]) -> set[int]:
    """Return the lines that are page numbers: alone beside a page break, and counting on."""
    found = {}
    for number, line in enumerate(raw):
        after = raw[number + 1].page if number + 1 < len(raw) else line.page + 1
        before = raw[number - 1].page if number else line.page - 1
        value = page_number(line.text)
        if value is not None and (after > line.page or before < line.page):
            found[number] = (line.page, value)
    return steady(found)


def _measure(raw: Sequence[_Raw]) -> list[Line]:
    if len(raw) < _FEWEST:
        return []
    width = _width(raw)
    if not _NARROWEST <= width <= _WIDEST:
        return []
    full = [_is_full(line, following, width) for line, following in pairwise(raw)]
    full.append(False)
    # Where lines go on a paragraph: the left edge of the text.
    edges = Counter(
        following.lead
        for line, following, is_full in zip(raw, raw[1:], full, strict=False)
        if is_full and breaks_off(line.text)
    )
    edge = min(edges, key=lambda lead: (-edges[lead], lead), default=0)
    lines = []
    for number, line in enumerate(raw):
        # At a page break, blank lines are the page's and not the paragraph's.
        turned = number > 0 and line.page > raw[number - 1].page
        apart = line.blank and not turned
        indented = line.lead >= edge + 2
        lines.append(Line(line.text, line.position, full[number], indented, apart, turned))
    return lines


def _width(raw: Sequence[_Raw]) -> int:
    """Return the width that hardly any line goes beyond; a mark may hang over the edge."""
    widths = sorted(line.width - (_HANGS if _HANGING.search(line.text) else 0) for line in raw)
    return widths[max(0, -(-len(widths) * 99 // 100) - 1)]


def _is_full(line: _Raw, following: _Raw, width: int) -> bool:
    if _LEADERS.search(line.text):
        return False
    needed = min(width_of(first_word(following.text)), width // 2)
    slack = 0 if ends_sentence(line.text) else _SLACK
    return line.width + needed > width - slack


def _is_plainly_wrapped(
    raw: Sequence[_Raw], lines: Sequence[Line], beginnings: Sequence[bool]
) -> bool:
    full = [n for n, line in enumerate(lines) if line.full]
    broken = [n for n in full if breaks_off(lines[n].text)]
    against = [n for n in broken if beginnings[n + 1]]
    columns = [n for n in full if _COLUMNS.search(raw[n].text, 12)]
    # The last lines of the paragraphs that were put together.
    ends = [
        n
        for n in range(1, len(lines))
        if not beginnings[n] and (n + 1 == len(lines) or beginnings[n + 1])
    ]
    ended = [n for n in ends if ends_sentence(lines[n].text)]
    return (
        len(broken) >= max(_FEWEST, _LEAST * len(lines))
        and len(against) <= _MOST_BROKEN * len(broken)
        and len(columns) <= _MOST_COLUMNS * len(full)
        and len(ended) >= max(1, _ENDED * len(ends))
    )
