"""What stands before the text of a document (GB/T 9704-2012, 7.2 and 7.3.1–7.3.2).

Reads: the lines of `scan`. Writes: blocks. Guarantees: the blocks are the first lines
of the division, each in exactly one of them, in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from converter.model import Kind
from converter.scan import Line, Trait
from converter.source import SourceText

#: Words that end the title of an official document (党政机关公文处理工作条例, article 8,
#: and the kinds of statutes): a title may run over lines until one of them.
TITLEENDINGS = (
    "决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要 法 法典 条例 "
    "规定 规则 办法 细则 解释 方案 要点 措施 规划 计划 纲要 讲话 总结 清单 章程 准则 守则 "
    "答复 解答 复函 目录 制度 建议 修正案 规程 标准 预案 指南 目标 分工 草案 试行 暂行 说明"
).split()

#: The same, as what a line ends with.
ENDING = re.compile(rf"(?:{'|'.join(TITLEENDINGS)})\s*(?:[（(][^（）()]{{1,12}}[）)]\s*)*$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make up one node outside the numbered text."""

    kind: Kind
    lines: tuple[Line, ...]


def title_end(source: SourceText, lines: Sequence[Line]) -> int:
    """Count the lines of the title that a text begins with; 0 if it has none."""
    count = 0
    for line in lines[:6]:
        could_be = line.is_a(Trait.PLAIN) and not line.marker and not line.quoted
        could_be = could_be and not line.is_a(Trait.BRACKETED)
        if not could_be or line.is_a(Trait.DATE) or line.is_a(Trait.TOC):
            break
        if line.is_a(Trait.FILE_NUMBER) or (count and line.is_a(Trait.NOTE)):
            break
        count += 1
        if ENDING.search(source.slice(line.span)):
            return count if len(lines) > count else 0
    # Without a word that ends titles, only the first line is taken for one.
    return 1 if count and len(lines) > 1 and not lines[0].is_a(Trait.SENTENCE) else 0


def _red_head_end(source: SourceText, lines: Sequence[Line]) -> int:
    """Count the lines above the title (GB/T 9704-2012, 7.2): …文件, 文号; 0 without a 文号."""
    for at, line in enumerate(lines[:6]):
        if line.marker:
            break
        if line.is_a(Trait.FILE_NUMBER):
            below = lines[at + 1 :]
            end = at + 1 + (bool(below) and below[0].is_a(Trait.RED_HEAD))
            known = at == 0 or lines[at - 1].is_a(Trait.RED_HEAD)
            count = title_end(source, lines[end:])
            titled = count and ENDING.search(source.slice(lines[end + count - 1].span))
            return end if known or titled else 0
        named = line.is_a(Trait.PLAIN) and not ENDING.search(source.slice(line.span))
        if not named and not line.is_a(Trait.RED_HEAD):
            break
    return 0


def _notes_end(lines: Sequence[Line], start: int) -> int:
    """Return the index behind the notes under a title.

    Above a salutation, the lines that name the speaker are notes like his date.
    """
    at = start
    while at < len(lines) and lines[at].is_a(Trait.NOTE) and not lines[at].marker:
        at += 1
    for index, line in enumerate(lines[at : at + 4], at):
        if line.is_a(Trait.SALUTATION):
            return index
        named = line.is_a(Trait.PLAIN) and len(line.span) <= 25
        if line.marker or line.point or not (named or line.is_a(Trait.NOTE)):
            break
    return at


def front_matter(
    source: SourceText, lines: Sequence[Line], titled: bool = False
) -> tuple[Block, ...]:
    """Divide what stands before the text of a document.

    Args:
        source: The text.
        lines: The lines of one division.
        titled: True if its first line is known to be the title.

    Returns:
        Notes above the title, title, notes under it, 目录 and addressee, as far as there
        are any: the first lines of the division, in order.
    """
    red = _red_head_end(source, lines)
    blocks = [Block(Kind.NOTE, (line,)) for line in lines[:red]]
    at = red + (1 if titled else title_end(source, lines[red:]))
    if at > red:
        blocks.append(Block(Kind.TITLE, tuple(lines[red:at])))
        end = _notes_end(lines, at)
        blocks.extend(Block(Kind.NOTE, (line,)) for line in lines[at:end])
        at = end
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
