"""Where attachments and the documents that a document carries begin.

Reads: the lines of `scan`. Writes: places. Guarantees: the places are in order, none twice,
and none is the first line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.discards import essential
from converter.numerals import ARABIC, CHINESE, to_int
from converter.scan import Line, is_amending
from converter.source import SourceText
from converter.titles import ENDING, title_end
from converter.traits import Trait
from converter.tree import Kind, Number

Start = tuple[int, Kind, Number | None]


def inner_starts(source: SourceText, lines: Sequence[Line]) -> list[Start]:
    """Find where attachments and carried documents begin.

    Args:
        source: The text.
        lines: All its lines but the footnotes.

    Returns:
        For each, the index of its first line, what it is, and its number: the printed one
        of an attachment, the position of a carried document.
    """
    starts: list[Start] = []
    carried = 0
    signed = False
    amending = is_amending(source)
    listed = _listed_titles(source, lines)
    for index, line in enumerate(lines):
        if index == 0 or line.quoted:
            continue
        if _is_attachment(source, lines, index, signed or _within(starts, Kind.ATTACHMENT)):
            starts.append((index, Kind.ATTACHMENT, _attachment_number(source, line)))
            signed = False  # what follows is the title of the attachment
        elif (
            (signed and _is_carried_title(source, lines, index))
            or ((signed or starts) and _is_listed_title(source, lines, index, listed))
            or (amending and _is_reprint(source, lines, index))
            or (
                _within(starts, Kind.DOCUMENT)
                and _is_next_title(source, lines, starts[-1][0], index)
            )
        ):
            carried += 1
            starts.append((index, Kind.DOCUMENT, Number(carried)))
            signed = False
        if line.is_a(Trait.DATE) and index > 2:
            signed = True
    return starts


def _within(starts: Sequence[Start], kind: Kind) -> bool:
    """Tell whether the last start found is of a kind."""
    return bool(starts) and starts[-1][1] is kind


def _is_attachment(source: SourceText, lines: Sequence[Line], index: int, after_text: bool) -> bool:
    """Tell whether an attachment begins at a line.

    附件1：方案 also stands in the list above the signature; there it is followed by
    the next of the list or by the signature, and not by a text.
    """
    if index + 1 >= len(lines):
        return False
    line, after = lines[index], lines[index + 1]
    if line.is_a(Trait.ATTACHMENT):
        return not _announces(lines, index)
    if _ALONE.fullmatch(source.text, line.span.start, line.span.end):
        return _is_only_attachment(lines, index)
    if not line.is_a(Trait.TITLED_ATTACHMENT) or after.is_a(Trait.TITLED_ATTACHMENT):
        return False
    if after_text:
        return True
    return after.marker.number.value == 1 if after.marker else after.is_a(Trait.ENDED)


def _announces(lines: Sequence[Line], index: int) -> bool:
    """Tell whether 附件： stands above a list of attachments, and that above the signature."""
    end = index + 1
    while end < len(lines) and (marker := lines[end].marker) and marker.level.name == "1.":
        end += 1
    below = lines[end : end + _ABOVE_DATE]
    signed = next((at for at, line in enumerate(below) if line.is_a(Trait.DATE)), None)
    if end == index + 1 or signed is None:
        return False
    return all(line.is_a(Trait.PLAIN) and not line.marker for line in below[:signed])


#: 附件：X without a number: the only attachment, or the line that announces it.
_ALONE = re.compile(rf"附\s*[件表录图]?\s*[:：]\s*(?!{ARABIC})[^。；！？，:：;!?]{{2,60}}")
#: How far below that line the signature stands, if the line announces an attachment.
_ABOVE_DATE = 6


def _is_only_attachment(lines: Sequence[Line], index: int) -> bool:
    """Tell whether 附件：X opens the attachment itself: its text follows, and no signature.

    Above a signature it announces the attachment, and so it does at the end of a page.
    """
    below = lines[index + 1 : index + 1 + _ABOVE_DATE]
    if len(below) < 2 or below[0].is_a(Trait.BELOW_DATE):
        return False
    return not any(line.is_a(Trait.DATE) or line.is_a(Trait.ATTACHMENT) for line in below)


#: How an attachment begins; the group `n` holds its number.
OPENING = re.compile(
    rf"附\s*[件表录图]?\s*(?P<n>{ARABIC}{{1,3}}|{CHINESE}{{1,3}})?\s*[:：.．、]?\s*"
)


def _attachment_number(source: SourceText, line: Line) -> Number | None:
    found = OPENING.match(source.text, line.span.start, line.span.end)
    value = to_int(found["n"]) if found and found["n"] else None
    return Number(value) if value else None


#: Levels that a carried document may begin with, and how far below its title.
_FIRST_LEVELS = frozenset({"一、", "条", "章"})
_PREFACE_LINES = 6


def _is_next_title(source: SourceText, lines: Sequence[Line], start: int, index: int) -> bool:
    """Tell whether a carried document without a date is followed by the next one.

    Its title of one or two lines follows a sentence and ends as titles do; below it,
    the numbers of the document before begin anew.
    """
    line = lines[index]
    if line.marker or line.point or not lines[index - 1].is_a(Trait.ENDED):
        return False
    count = title_end(source, lines[index:])
    plain = all(line.is_a(Trait.PLAIN) for line in lines[index : index + count])
    if not (plain and 1 <= count <= 2):
        return False
    if not ENDING.search(source.slice(lines[index + count - 1].span)):
        return False
    below = lines[index + count : index + count + _PREFACE_LINES]
    first = next((line.marker for line in below if line.marker), None)
    if not first or first.number.value != 1 or first.level.name not in _FIRST_LEVELS:
        return False
    return any(line.marker and line.marker.level is first.level for line in lines[start:index])


def _is_carried_title(source: SourceText, lines: Sequence[Line], index: int) -> bool:
    """Tell whether a document carried in this one begins at a line behind its date.

    A 文号 of its own may stand above its title.
    """
    if lines[index].is_a(Trait.FILE_NUMBER) and index + 1 < len(lines):
        index += 1
    line = lines[index]
    if not line.is_a(Trait.PLAIN) or line.marker or index + 2 >= len(lines):
        return False
    count = title_end(source, lines[index:])
    title = "".join(source.slice(line.span) for line in lines[index : index + count])
    return ENDING.search(title) is not None


#: 附件：1.X, and the lines below it: 2.Y (GB/T 9704-2012, 7.3.4).
_LISTED = re.compile(
    rf"(?:附\s*件?\s*[:：]\s*)?(?:{ARABIC}{{1,2}}\s*[.．、])?\s*(?P<title>[^。；]+)"
)


def _listed_titles(source: SourceText, lines: Sequence[Line]) -> frozenset[str]:
    """Collect the titles of attachments that a text announces above its signature."""
    titles = set()
    within = False
    for line in lines:
        begins = line.is_a(Trait.ATTACHMENT_LIST)
        within = begins or (within and line.marker is not None and line.marker.level.name == "1.")
        found = _LISTED.fullmatch(source.text, line.span.start, line.span.end) if within else None
        if found:
            titles.add(essential(found["title"]))
    return frozenset(titles)


def _is_listed_title(
    source: SourceText, lines: Sequence[Line], index: int, titles: frozenset[str]
) -> bool:
    """Tell whether a line is the title of an announced attachment, without 附件 above it."""
    line = lines[index]
    alone = line.is_a(Trait.PLAIN) and not lines[index - 1].is_a(Trait.ATTACHMENT)
    return alone and index + 2 < len(lines) and essential(source.slice(line.span)) in titles


def _is_reprint(source: SourceText, lines: Sequence[Line], index: int) -> bool:
    """Tell whether a decision is followed by the whole text that it amends.

    Its title stands behind a sentence, and below it notes, a 目录 and 第一章 or 第一条.
    """
    if lines[index].marker or not lines[index - 1].is_a(Trait.ENDED):
        return False
    count = title_end(source, lines[index:])
    title = "".join(source.slice(line.span) for line in lines[index : index + count])
    if not ENDING.search(title):
        return False
    below = lines[index + count : index + count + _PREFACE_LINES]
    first = next((line.marker for line in below if line.marker), None)
    structured = first and (first.level.title_only or first.level.name == "条")
    return bool(first and structured and first.number.value == 1)
