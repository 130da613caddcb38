"""Lines of notes under a title, joined to whole statements, and names in them blotted out.

Reads: lines of the text. Writes: blocks. Guarantees: every character of the lines that is
no discard stands in one block, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from converter.discards import is_discard
from converter.metadata.dates import DATE
from converter.numerals import ARABIC
from converter.source import SourceText
from converter.span import Span

#: What a mask puts in the place of a character that is not to be read.
MASK = "\ufffc"
#: Names of other texts without book-title marks, and 现予公布, which has no date of its own.
_NAMES = re.compile("关于(?:修改|废止|修正|修订|批准)[^。]*?的?(?:决定|决议)|现予?(?:公布|发布)")


@dataclass(slots=True)
class Block:
    """Lines that read on, without white space, and where each character stands."""

    chars: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def add(self, source: SourceText, span: Span) -> None:
        """Append the characters of a line."""
        for offset in range(span.start, span.end):
            if not is_discard(source.text[offset]):
                self.chars.append(source.text[offset])
                self.offsets.append(offset)

    @property
    def text(self) -> str:
        """All characters."""
        return "".join(self.chars)

    def span(self, start: int, end: int) -> Span:
        """Return where characters of the block stand in the source."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


#: A line that begins a statement, and one that ends with a whole one.
_OPENS = re.compile(
    rf"[（(]|(?:根据|依据|自)?\s*{DATE.pattern}|.{{0,20}}[〔［\[]{ARABIC}{{4}}[〕］\]]"
)
_AWAITS = re.compile(r"(?:会议?|委员会|次|、|，)$")
_CLOSES = re.compile(r"(?:[）)]|号|施行|生效|实施|通过|批准|公布|发布|颁布|印发|修[正订改]|废止)$")
#: No statement is longer than this.
_LONGEST = 1000


def is_open(text: str) -> bool:
    """Tell whether a text ends within the name of another."""
    return text.count("《") > text.count("》")


def goes_on(before: str, text: str) -> bool:
    """Tell whether a line belongs to a note that is broken within a name or before its act.

    Args:
        before: The note above the line; may be empty.
        text: The line.

    Returns:
        True if the line ends the note, or begins with a date and ends within a name.
    """
    if DATE.match(text) and is_open(text) and "。" not in text:
        return True
    broken = bool(before and not _CLOSES.search(before) and _AWAITS.search(before))
    return is_open(before) or (broken and bool(_CLOSES.search(text)))


def blocks(source: SourceText, lines: Sequence[Span]) -> Iterator[Block]:
    """Join lines that a narrow page broke within a statement.

    Args:
        source: The text.
        lines: The lines of its notes, in order.

    Yields:
        Blocks of whole statements; every line is in one.
    """
    block = Block()
    for line in lines:
        text = source.slice(line).strip()
        before = block.text
        whole = _CLOSES.search(before) or (_OPENS.match(text) and not _AWAITS.search(before))
        if before and (len(before) > _LONGEST or (whole and not is_open(before))):
            yield block
            block = Block()
        block.add(source, line)
    if block.chars:
        yield block


def mask(text: str) -> str:
    """Blot out the names of other texts, keeping the length.

    A name that is not closed ends with the decision that it names, or with the text.

    Args:
        text: The text of a block.

    Returns:
        The text with `MASK` for each character of a name.
    """
    out, depth, opened = [], 0, 0
    for index, char in enumerate(text):
        if char == "《":
            opened, depth = (opened if depth else index), depth + 1
        out.append(MASK if depth else char)
        if char == "》" and depth:
            depth -= 1
    if depth:
        decision = max(text.rfind("决定", opened), text.rfind("决议", opened))
        if decision > opened:
            out[decision + 2 :] = text[decision + 2 :]
    return _NAMES.sub(lambda found: MASK * len(found.group()), "".join(out))
