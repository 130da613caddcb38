"""A document's lines divided into head, body and tail, and what it carries with it.

Reads: the lines of `scan`. Writes: a `Division`. Guarantees: every line stands in
exactly one place of it, in order. It decides only what is around the numbered
text (GB/T 9704-2012, 7.2–7.4: 标题, 主送机关, 附件说明, 发文机关署名, 成文日期);
the nesting of numbers is for `build`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from converter.model import Kind, Number
from converter.numerals import ARABIC, to_int
from converter.scan import Line, Trait
from converter.source import SourceText

#: Words that end the title of an official document (党政机关公文处理工作条例, article 8,
#: and the kinds of statutes): a title may run over lines until one of them.
TITLE_ENDINGS = (
    "决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要 法 法典 条例 "
    "规定 规则 办法 细则 解释 方案 要点 措施 规划 计划 纲要 讲话 总结 清单 章程 准则 守则 "
    "答复 解答 复函 目录 制度 建议 修正案 规程 标准 预案 指南 目标 分工 草案 试行 暂行 说明"
).split()

_ENDING = re.compile(rf"(?:{'|'.join(TITLE_ENDINGS)})\s*(?:[（(][^（）()]{{1,12}}[）)]\s*)*$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make up one node outside the numbered text."""

    kind: Kind
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A document, or one carried in it, or an attachment.

    Attributes:
        kind: `document` or `attachment`.
        number: The number of an attachment, or the position of a carried document.
        opening: The line that says 附件1, if there is one.
        head: What stands before the text: title, notes, 目录, addressee.
        body: The lines of the text.
        tail: What stands after it: conclusions, signature, date.
        inner: Carried documents and attachments.
    """

    kind: Kind
    number: Number | None
    opening: Line | None
    head: tuple[Block, ...]
    body: tuple[Line, ...]
    tail: tuple[Block, ...]
    inner: tuple[Division, ...]


def divide(source: SourceText, lines: Sequence[Line]) -> Division:
    """Divide a document.

    Args:
        source: The text.
        lines: All its lines.

    Returns:
        The division of the whole document.
    """
    starts = _inner_starts(source, lines)
    main = lines[: starts[0][0]] if starts else lines
    ends = [start for start, _, _ in starts[1:]] + [len(lines)]
    inner = [
        _part(source, lines[start:end], kind, number)
        for (start, kind, number), end in zip(starts, ends, strict=False)
    ]
    return _part(source, main, Kind.DOCUMENT, None, tuple(inner))


def _part(
    source: SourceText,
    lines: Sequence[Line],
    kind: Kind,
    number: Number | None,
    inner: tuple[Division, ...] = (),
) -> Division:
    opening = None
    if kind is Kind.ATTACHMENT:
        opening, lines = lines[0], lines[1:]
    head = _head(source, lines)
    rest = lines[sum(len(block.lines) for block in head) :]
    tail = _tail(source, head, rest)
    body = rest[: len(rest) - sum(len(block.lines) for block in tail)]
    return Division(kind, number, opening, head, tuple(body), tail, inner)


_Start = tuple[int, Kind, Number | None]


def _inner_starts(source: SourceText, lines: Sequence[Line]) -> list[_Start]:
    """Find where attachments and carried documents begin."""
    starts: list[_Start] = []
    carried = 0
    signed = False
    for index, line in enumerate(lines):
        if index == 0 or line.quoted:
            continue
        if line.is_a(Trait.ATTACHMENT) and (index + 1 < len(lines)):
            starts.append((index, Kind.ATTACHMENT, _attachment_number(source, line)))
            signed = False  # what follows is the title of the attachment
        elif signed and _is_carried_title(source, lines, index):
            carried += 1
            starts.append((index, Kind.DOCUMENT, Number(carried)))
            signed = False
        if line.is_a(Trait.DATE) and index > 2:
            signed = True
    return starts


def _attachment_number(source: SourceText, line: Line) -> Number | None:
    digits = source.slice(line.span).strip("附件表录:： \t\u3000")
    value = to_int(digits) if digits else None
    return Number(value) if value else None


def _is_carried_title(source: SourceText, lines: Sequence[Line], index: int) -> bool:
    """Tell whether a document carried in this one begins at a line behind its date."""
    line = lines[index]
    if not line.is_a(Trait.PLAIN) or line.marker or index + 2 >= len(lines):
        return False
    count = _title_end(source, lines[index:])
    title = "".join(source.slice(line.span) for line in lines[index : index + count])
    return _ENDING.search(title) is not None


def _title_end(source: SourceText, lines: Sequence[Line]) -> int:
    """Count the lines of the title that a text begins with; 0 if it has none."""
    count = 0
    for line in lines[:6]:
        could_be = line.is_a(Trait.PLAIN) and not line.marker and not line.quoted
        could_be = could_be and not line.is_a(Trait.BRACKETED)
        if not could_be or line.is_a(Trait.DATE) or line.is_a(Trait.TOC):
            break
        count += 1
        if _ENDING.search(source.slice(line.span)):
            return count if len(lines) > count else 0
    # Without a word that ends titles, only the first line is taken for one.
    return 1 if count and len(lines) > 1 else 0


def _head(source: SourceText, lines: Sequence[Line]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = _title_end(source, lines)
    if at:
        blocks.append(Block(Kind.TITLE, tuple(lines[:at])))
    while at and at < len(lines) and lines[at].is_a(Trait.NOTE) and not lines[at].marker:
        blocks.append(Block(Kind.NOTE, (lines[at],)))
        at += 1
    toc = _toc_end(source, lines, at)
    if toc > at:
        blocks.append(Block(Kind.TOC, tuple(lines[at:toc])))
        at = toc
    if at + 1 < len(lines) and lines[at].is_a(Trait.ADDRESSEE) and not lines[at].marker:
        blocks.append(Block(Kind.ADDRESSEE, (lines[at],)))
    return tuple(blocks)


def _toc_end(source: SourceText, lines: Sequence[Line], start: int) -> int:
    """Return the index behind a 目录 that begins at a line, else that line's index.

    A 目录 ends where its own first entry comes again, now as a heading; it may stand
    there without the word 目录.
    """
    named = start < len(lines) and lines[start].is_a(Trait.TOC)
    first = start + named
    if first >= len(lines) or not (named or _is_heading(lines[first])):
        return start
    key = _key(source, lines[first])
    for index in range(first + 1, len(lines)):
        if _key(source, lines[index]) == key:
            return index
        if not (_is_heading(lines[index]) or (named and not lines[index].is_a(Trait.ENDED))):
            break
    return start


def _is_heading(line: Line) -> bool:
    return line.marker is not None and line.marker.level.title_only


def _key(source: SourceText, line: Line) -> str:
    text = source.slice(line.span)
    return "".join(text.split()).rstrip("…．.0123456789")


#: Whose name may close a document without a date under it.
_ORGAN = re.compile(
    r"[^，。；：、]{0,26}(?:委员会|人民政府|办公厅|办公室|党委|纪委|纪检组|党组|院|部|局|厅)"
)


def _tail(source: SourceText, head: Sequence[Block], lines: Sequence[Line]) -> tuple[Block, ...]:
    end = len(lines)
    blocks: list[Block] = []
    dated = next(
        (i for i in range(end - 1, max(end - 6, 0), -1) if lines[i].is_a(Trait.DATE)), None
    )
    if dated is not None and all(line.marker is None for line in lines[dated:]):
        blocks.extend(Block(Kind.NOTE, (line,)) for line in lines[dated + 1 :])
        blocks.insert(0, Block(Kind.DATE, (lines[dated],)))
        end = _signature_start(lines, dated)
        if end < dated:
            blocks.insert(0, Block(Kind.SIGNATURE, tuple(lines[end:dated])))
    elif end > 1 and _ORGAN.fullmatch(source.slice(lines[-1].span)) and not lines[-1].marker:
        end -= 1
        blocks.insert(0, Block(Kind.SIGNATURE, (lines[-1],)))
    listed = _attachment_list_start(source, lines[:end])
    if listed < end:
        blocks.insert(0, Block(Kind.TEXT, tuple(lines[listed:end])))
        end = listed
    closing = _conclusions_start(source, head, lines[:end])
    if closing < end:
        blocks[:0] = [Block(Kind.CONCLUSIONS, (line,)) for line in lines[closing:end]]
    return tuple(blocks)


#: 附件说明 (GB/T 9704-2012, 7.3.4): 附件：1.工作方案, then a line for each further one.
_LISTED = re.compile(rf"附\s*件\s*[:：]\s*{ARABIC}{{1,2}}\s*[.．、].+")


def _attachment_list_start(source: SourceText, lines: Sequence[Line]) -> int:
    """Find the list of attachments that ends a text; its numbers are no clauses."""
    at = len(lines)
    while at and (marker := lines[at - 1].marker) and marker.level.name == "1.":
        at -= 1
    listed = at > 1 and _LISTED.fullmatch(source.slice(lines[at - 1].span))
    return at - 1 if listed else len(lines)


def _signature_start(lines: Sequence[Line], dated: int) -> int:
    start = dated
    while start > max(dated - 5, 0):
        line = lines[start - 1]
        if not line.is_a(Trait.PLAIN) or line.marker or line.point or len(line.span) > 40:
            break
        start -= 1
    return start


def _conclusions_start(source: SourceText, head: Sequence[Block], lines: Sequence[Line]) -> int:
    """Find the closing words: a last paragraph that begins with the salutation again."""
    end = len(lines)
    addressee = next((block for block in head if block.kind is Kind.ADDRESSEE), None)
    if addressee is None or not any(line.marker for line in lines):
        return end
    salutation = source.slice(addressee.lines[0].span).rstrip("：: \u3000")
    last = end - 1
    line = lines[last]
    if line.marker is None and source.slice(line.span).startswith(salutation):
        return last
    return end
