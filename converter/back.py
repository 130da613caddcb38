"""What stands after the text of a document (GB/T 9704-2012, 7.3.4–7.3.7 and 7.4).

Reads: the lines of `scan`. Writes: blocks. Guarantees: the blocks are the last lines of
the division, each in exactly one of them, in order. A signature is one only with a date
under it, and a date only where nothing but notes follows: else both are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.front import Block
from converter.model import Kind
from converter.numerals import ARABIC
from converter.scan import Line, Trait
from converter.source import SourceText


def back_matter(
    source: SourceText, front: Sequence[Block], lines: Sequence[Line]
) -> tuple[Block, ...]:
    """Divide what stands after the text of a document.

    Args:
        source: The text.
        front: What stands before the text: the closing words repeat its salutation.
        lines: The lines behind that.

    Returns:
        Conclusions, the list of attachments, signature, date and notes, as far as there
        are any: the last lines of the division, in order.
    """
    end = len(lines)
    blocks: list[Block] = []
    dated = _dated(lines)
    if dated is not None:
        blocks.extend(
            Block(Kind.TABLE if line.is_a(Trait.TABLE) else Kind.NOTE, (line,))
            for line in lines[dated + 1 :]
        )
        blocks.insert(0, Block(Kind.DATE, (lines[dated],)))
        end = _signature_start(lines, dated)
        if end < dated:
            blocks.insert(0, Block(Kind.SIGNATURE, tuple(lines[end:dated])))
    listed = _attachment_list_start(source, lines[:end])
    if listed < end:
        blocks.insert(0, Block(Kind.TEXT, tuple(lines[listed:end])))
        end = listed
    closing = _conclusions_start(source, front, lines[:end])
    if closing < end:
        blocks[:0] = [Block(Kind.CONCLUSIONS, (line,)) for line in lines[closing:end]]
    return tuple(blocks)


#: 附件说明 (GB/T 9704-2012, 7.3.4): 附件：1.工作方案, then a line for each further one;
#: a single one has no number.
_LISTED = re.compile(rf"附\s*件\s*[:：]\s*(?:{ARABIC}{{1,2}}\s*[.．、])?[^。；]+")


def _attachment_list_start(source: SourceText, lines: Sequence[Line]) -> int:
    """Find the list of attachments that ends a text; its numbers are no clauses."""
    at = len(lines)
    while at and (marker := lines[at - 1].marker) and marker.level.name == "1.":
        at -= 1
    listed = at > 1 and _LISTED.fullmatch(source.slice(lines[at - 1].span))
    return at - 1 if listed else len(lines)


def _dated(lines: Sequence[Line]) -> int | None:
    """Find the line of the date that ends a text, with only notes and 抄送 below it.

    Dates one below the other, each with a line or none, are a schedule.
    """
    for index in range(len(lines) - 1, max(len(lines) - 6, 0), -1):
        line = lines[index]
        if line.marker:
            return None
        if line.is_a(Trait.DATE):
            start = _signature_start(lines, index)
            scheduled = start > 0 and lines[start - 1].is_a(Trait.DATE)
            return None if scheduled else index
        if not line.is_a(Trait.BELOW_DATE) and not line.is_a(Trait.TABLE):
            return None
    return None


def _signature_start(lines: Sequence[Line], dated: int) -> int:
    start = dated
    while start > max(dated - 5, 0):
        line = lines[start - 1]
        if not line.is_a(Trait.PLAIN) or line.marker or line.point or len(line.span) > 40:
            break
        if line.is_a(Trait.DATE):
            break
        start -= 1
    return start


#: How many paragraphs the closing words may have: 同志们，…, then 谢谢大家！
_CLOSING = 3


def _conclusions_start(source: SourceText, front: Sequence[Block], lines: Sequence[Line]) -> int:
    """Find the closing words: the last paragraphs, from one that begins with the salutation."""
    end = len(lines)
    addressee = next((block for block in front if block.kind is Kind.ADDRESSEE), None)
    if addressee is None or not any(line.marker for line in lines):
        return end
    salutation = source.slice(addressee.lines[0].span).rstrip("：:！! \u3000")
    for index in range(end - 1, max(end - 1 - _CLOSING, -1), -1):
        line = lines[index]
        if line.marker:
            break
        if source.slice(line.span).startswith(salutation):
            return index
        if line.point:
            break
    return end
