"""What stands before the text of a document (GB/T 9704-2012, 7.2 and 7.3.1–7.3.2).

Reads: the lines of `scan`. Writes: blocks. Guarantees: the blocks are the first lines
of the division, each in exactly one of them, in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from converter.scan import Line
from converter.source import SourceText
from converter.titles import ENDING, repeated_title, title_end
from converter.traits import Trait
from converter.tree import Kind


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make up one node outside the numbered text.

    Attributes:
        kind: What they are.
        lines: The lines.
        level: What a note is in the words of GB/T 9704-2012 (附注, 抄送, 印发), if it is one
            of those below the date.
    """

    kind: Kind
    lines: tuple[Line, ...]
    level: str = ""


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


def _is_open(text: str) -> bool:
    """Tell whether a note goes on in the next line: a title or bracket in it has no end yet."""
    named = text.count("《") > text.count("》") or text.count("〈") > text.count("〉")
    named = named or text.count("（") > text.count("）")
    return named or text.endswith(("根据", "《关于修改", "、"))


def _notes(source: SourceText, lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Return the notes that a text without its title begins with, each of a line or more.

    Above a salutation, the lines that name the speaker are notes like his date.
    """
    notes: list[tuple[Line, ...]] = []
    at, text = 0, ""
    while at < len(lines) and not lines[at].marker:
        goes_on = _is_open(text) and not lines[at].is_a(Trait.ENDED)
        if not lines[at].is_a(Trait.NOTE) and not goes_on:
            break
        text = (text if goes_on else "") + source.slice(lines[at].span)
        notes.append((*notes.pop(), lines[at]) if goes_on else (lines[at],))
        at += 1
    for index, line in enumerate(lines[at : at + 4], at):
        if line.is_a(Trait.SALUTATION):
            return notes + [(line,) for line in lines[at:index]]
        named = line.is_a(Trait.PLAIN) and len(line.span) <= 25
        if line.marker or line.point or not (named or line.is_a(Trait.NOTE)):
            break
    return notes


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
    # An attachment whose only line is a 文号 has no title.
    at = min(red + 1, len(lines)) if titled else red + title_end(source, lines[red:])
    if at > red:
        title = lines[red:at]
        blocks.append(Block(Kind.TITLE, tuple(title)))
        for _ in range(2):  # once more above the notes, or below them
            again = at + repeated_title(source, lines[at:], title)
            if again > at:
                blocks.append(Block(Kind.TITLE, tuple(lines[at:again])))
            notes = _notes(source, lines[again:])
            blocks.extend(Block(Kind.NOTE, note) for note in notes)
            at = again + sum(map(len, notes))
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
    if first < len(lines) and lines[first].is_a(Trait.HEADINGS):
        return first + 1
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
