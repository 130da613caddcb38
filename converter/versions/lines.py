"""The text of a clause as lines, as two wordings of it are set side by side.

Reads: a document. Guarantees: each character of the clause in one line, in the order of the
text, but for its own number and what stands in footnotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.model import Document
from converter.tree import Kind, Node

#: Stands between two cells of a table; white space is no change.
_BETWEEN_CELLS = "\u3000"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a clause.

    Attributes:
        number: Its number as printed, such as （三）; empty for one without, and for the number
            of the clause itself.
        text: Its words.
        heading: True for a heading.
    """

    number: str
    text: str
    heading: bool = False


def lines(document: Document, clause: Node) -> list[Line]:
    """List the lines of a clause.

    Args:
        document: The document.
        clause: The clause.

    Returns:
        A line for each paragraph, heading, and row of a table; parts that stand within a
        paragraph (一是…) are no lines of their own.
    """
    found: list[Line] = []
    for block in _blocks(clause):
        number = document.source.slice(block.num) if block.num and block is not clause else ""
        if block.heading:
            words = document.source.slice(document.source.strip(block.heading))
            found.append(Line(number, words, heading=True))
            number = ""
        text = _text(document, block)
        if number or text:
            found.append(Line(number, text))
    return found


def _blocks(clause: Node) -> Iterator[Node]:
    waiting = [clause]
    while waiting:
        node = waiting.pop()
        if node.kind is Kind.FOOTNOTE:
            continue
        if node is clause or node.block:
            yield node
        if node.kind is not Kind.ROW:
            waiting += reversed(node.children)


def _text(document: Document, block: Node) -> str:
    if block.kind is Kind.ROW:
        cells = (" ".join(_whole(document, cell)) for cell in block.children)
        return _BETWEEN_CELLS.join(cell for cell in cells if cell)
    spans = [*block.body]
    waiting: list[Sequence[Node]] = [block.children]
    while waiting:
        for part in waiting.pop():
            if not part.block and part.kind is not Kind.FOOTNOTE:
                spans += part.own_spans()
                waiting.append(part.children)
    spans.sort(key=lambda span: span.start)
    return "".join(document.source.slice(document.source.strip(span)) for span in spans)


def _whole(document: Document, node: Node) -> Iterator[str]:
    for line in lines(document, node):
        yield f"{line.number}{line.text}"
