"""What stands after the text of a document (GB/T 9704-2012, 7.3.4–7.3.7 and 7.4).

Reads: the lines of `scan`. Writes: blocks. Guarantees: the blocks are the last lines of
the division, each in exactly one of them, in order. A signature is one only with a date
under it, and a date only where nothing but notes follows: else both are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.formulas import is_formula
from converter.front import Block
from converter.scan import Line
from converter.source import SourceText
from converter.traits import Trait
from converter.tree import Kind


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
    blocks: list[Block] = []
    # The list of attachments may stand below the date.
    last = _attachment_list_start(source, lines)
    if last < len(lines) and _dated(source, lines[:last]) is not None:
        blocks.append(Block(Kind.TEXT, tuple(lines[last:]), "附件说明"))
        lines = lines[:last]
    end = len(lines)
    dated = _dated(source, lines)
    if dated is not None:
        blocks[:0] = [
            Block(Kind.TABLE, part)
            if part[0].is_a(Trait.TABLE)
            else Block(Kind.NOTE, part, _below_date(source, part[0]))
            for part in _parts_below(source, lines[dated + 1 :])
        ]
        blocks.insert(0, Block(Kind.DATE, (lines[dated],)))
        end = _signature_start(lines, dated)
        if end < dated:
            blocks.insert(0, Block(Kind.SIGNATURE, tuple(lines[end:dated])))
    listed = _attachment_list_start(source, lines[:end])
    if listed < end:
        blocks.insert(0, Block(Kind.TEXT, tuple(lines[listed:end]), "附件说明"))
        end = listed
    closing = _conclusions_start(source, front, lines[:end])
    if closing < end:
        blocks[:0] = [Block(Kind.CONCLUSIONS, (line,)) for line in lines[closing:end]]
    return tuple(blocks)


#: What stands below the date, by how it begins: 附注 (GB/T 9704-2012, 7.3.6), 抄送机关 and
#: 印发机关和印发日期 (7.4.2 and 7.4.3).
BELOW_DATE = (
    ("抄送", re.compile(r"(?:抄\s*[送报]|主\s*送|分\s*送)\s*[:：]")),
    ("印发", re.compile(r".*印发\Z", re.DOTALL)),
    ("附注", re.compile(r"[（(]")),
    ("页码", re.compile(r"[—－–-]\s*[0-9０-９]")),
)


def _goes_on(source: SourceText, lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line below the date continues the list of 抄送 above it."""
    while at and not lines[at].marker and not lines[at].is_a(Trait.BELOW_DATE):
        at -= 1
        if lines[at].is_a(Trait.ENDED):
            return False
        if _below_date(source, lines[at]) == "抄送":
            return True
    return False


def _parts_below(source: SourceText, lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Put together the lines below the date that make up one note."""
    parts: list[tuple[Line, ...]] = []
    for at, line in enumerate(lines):
        goes_on = _goes_on(source, lines, at)
        parts.append((*parts.pop(), line) if goes_on else (line,))
    return parts


def _below_date(source: SourceText, line: Line) -> str:
    text = source.slice(line.span)
    return next((name for name, pattern in BELOW_DATE if pattern.match(text)), "")


#: The word above a list of attachments that has lines of its own.
_LIST_HEAD = re.compile(r"附\s*件\s*[:：]?")


def _attachment_list_start(source: SourceText, lines: Sequence[Line]) -> int:
    """Find the list of attachments that ends a text; its numbers are no clauses.

    附件说明 (GB/T 9704-2012, 7.3.4): 附件：1.工作方案, then a line for each further one; a
    single one has no number.
    """
    at = len(lines)
    while at and (marker := lines[at - 1].marker) and marker.level.name == "1.":
        at -= 1
    if at < 2:
        return len(lines)
    above = lines[at - 1]
    headed = at < len(lines) and _LIST_HEAD.fullmatch(source.slice(above.span))
    listed = above.is_a(Trait.ATTACHMENT_LIST) or headed
    return at - 1 if listed else len(lines)


def _dated(source: SourceText, lines: Sequence[Line]) -> int | None:
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
        known = line.is_a(Trait.BELOW_DATE) or line.is_a(Trait.TABLE)
        if not known and not _goes_on(source, lines, index):
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


def _formula_start(source: SourceText, lines: Sequence[Line]) -> int:
    """Find the formulas that end a 公文, the last paragraphs of a text with 一、 or （一）."""
    markers = [line.marker for line in lines if line.marker]
    at = len(lines)
    if not markers or any(marker.level.name == "条" for marker in markers):
        return at
    while at and not lines[at - 1].marker and not lines[at - 1].point:
        span = lines[at - 1].span
        if len(span) > 200 or not is_formula(source.slice(span)):
            break
        at -= 1
    return at


#: How many paragraphs the closing words may have: 同志们，…, then 谢谢大家！
_CLOSING = 3


def _conclusions_start(source: SourceText, front: Sequence[Block], lines: Sequence[Line]) -> int:
    """Find the closing words: the last paragraphs, from one that begins with the salutation.

    In a 公文 that is no speech they are a formula: 特此通知。
    """
    end = len(lines)
    formula = _formula_start(source, lines)
    if formula < end:
        return formula
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
