"""A document's lines divided into head, body and tail, and what it carries with it.

Reads: the lines of `scan`. Writes: a `Division`. Guarantees: every line stands in
exactly one place of it, in order. It decides only what is around the numbered
text (`front`, `back`) and what attachments and carried documents (`inner`) belong to; the
nesting of numbers is for `build`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from converter.back import back_matter
from converter.discards import essential
from converter.front import Block, front_matter
from converter.inner import OPENING, inner_starts
from converter.scan import Line, signature_and_date
from converter.source import SourceText
from converter.span import Span
from converter.traits import Trait
from converter.tree import Kind, Number


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
        footnotes: The footnotes of the whole document.
    """

    kind: Kind
    number: Number | None
    opening: Line | None
    head: tuple[Block, ...]
    body: tuple[Line, ...]
    tail: tuple[Block, ...]
    inner: tuple[Division, ...]
    footnotes: tuple[Line, ...] = ()


def divide(source: SourceText, lines: Sequence[Line]) -> Division:
    """Divide a document.

    Args:
        source: The text.
        lines: All its lines.

    Returns:
        The division of the whole document.
    """
    footnotes = tuple(line for line in lines if line.is_a(Trait.FOOTNOTE))
    lines = [line for line in lines if not line.is_a(Trait.FOOTNOTE)]
    lines = _signatures_apart(source, lines)
    starts = inner_starts(source, lines)
    main = lines[: starts[0][0]] if starts else lines
    ends = [start for start, _, _ in starts[1:]] + [len(lines)]
    inner = [
        _part(source, lines[start:end], kind, number)
        for (start, kind, number), end in zip(starts, ends, strict=False)
    ]
    whole = _part(source, main, Kind.DOCUMENT, None, _nested(source, inner))
    return replace(whole, footnotes=footnotes)


#: What an attachment may call itself.
ATTACHMENT_WORDS = ("附件", "附表", "附录", "附图")
_WORD = re.compile("|".join(map(r"\s*".join, ATTACHMENT_WORDS)))


def attachment_word(source: SourceText, division: Division) -> str:
    """Return what an attachment calls itself.

    Args:
        source: The text.
        division: The attachment.

    Returns:
        One of `ATTACHMENT_WORDS`; empty for 附： and for a division that is no attachment.
    """
    opening = division.opening
    found = opening and _WORD.match(source.text, opening.span.start, opening.span.end)
    return essential(found.group()) if found else ""


def _nested(source: SourceText, parts: Sequence[Division]) -> tuple[Division, ...]:
    """Put the 附表 and 附图 that follow an 附件 into it: they are numbered in it."""
    out: list[Division] = []
    for part in parts:
        inner = attachment_word(source, part) in ("附表", "附图")
        if inner and out and attachment_word(source, out[-1]) == "附件":
            out[-1] = replace(out[-1], inner=(*out[-1].inner, part))
        else:
            out.append(part)
    return tuple(out)


def _signatures_apart(source: SourceText, lines: Sequence[Line]) -> list[Line]:
    """Divide lines that hold signature and date; several in a row are a schedule."""
    out: list[Line] = []
    for at, line in enumerate(lines):
        if not line.is_a(Trait.SIGNED):
            out.append(line)
            continue
        neighbours = (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
        alone = not any(other.is_a(Trait.SIGNED) for other in neighbours)
        after_text = at > 2 and lines[at - 1].is_a(Trait.ENDED)
        if alone and after_text and not line.quoted:
            out.extend(signature_and_date(source, line))
        else:
            out.append(line)
    return out


def _part(
    source: SourceText,
    lines: Sequence[Line],
    kind: Kind,
    number: Number | None,
    inner: tuple[Division, ...] = (),
) -> Division:
    opening = None
    titled = kind is Kind.ATTACHMENT and not lines[0].is_a(Trait.ATTACHMENT)
    if titled:
        opening, title = _split_opening(source, lines[0])
        lines = (title, *lines[1:])
    elif kind is Kind.ATTACHMENT:
        opening, lines = lines[0], lines[1:]
        # Of a table or a picture that the text has lost, its name alone is left.
        titled = len(lines) == 1 and lines[0].is_a(Trait.PLAIN) and not lines[0].marker
    head = front_matter(source, lines, titled)
    rest = lines[sum(len(block.lines) for block in head) :]
    tail = back_matter(source, head, rest)
    body = rest[: len(rest) - sum(len(block.lines) for block in tail)]
    return Division(kind, number, opening, head, tuple(body), tail, inner)


def _split_opening(source: SourceText, line: Line) -> tuple[Line, Line]:
    """Divide 附件1：工作方案 into what says 附件 and the title."""
    found = OPENING.match(source.text, line.span.start, line.span.end)
    at = found.end() if found else line.span.end
    opening = replace(line, span=source.strip(Span(line.span.start, at)))
    return opening, replace(line, span=Span(at, line.span.end))
