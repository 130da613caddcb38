"""The tree of a document: what its parts are, and where in the source they stand.

The tree says what is where in the source and nothing else. Ids, citation labels
and term uses are kept beside it, keyed by `Node.key`, so that no pass changes
what an earlier one has built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from converter.source import SourceText
from converter.span import Span


class Kind(StrEnum):
    """What a node is. The values are those of `kind` in `data/clauses.jsonl`."""

    DOCUMENT = "document"  # the whole, and a document carried in another
    TITLE = "title"
    NOTE = "note"  # promulgation note
    TOC = "toc"  # 目录
    PREFACE = "preface"  # text before the first level
    ADDRESSEE = "addressee"  # 主送, salutation
    PART = "part"  # 编
    SUBPART = "subpart"  # 分编
    CHAPTER = "chapter"  # 章
    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项
    SUBITEM = "subitem"  # 目
    SUBSUBITEM = "subsubitem"
    SECTION = "section"  # 节, 一、
    SUBSECTION = "subsection"  # （一）
    CLAUSE = "clause"  # 1.
    SUBCLAUSE = "subclause"  # （1）
    POINT = "point"  # 一是, 一要, 首先
    TEXT = "text"  # any other block of text
    CONCLUSIONS = "conclusions"
    SIGNATURE = "signature"  # 落款
    DATE = "date"  # 成文日期
    ATTACHMENT = "attachment"  # 附件
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FOOTNOTE = "footnote"

    # That of `Enum` is written in Python, and asked a thousand times for each document.
    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its value, and 之一 and so on after it."""

    value: int
    inserted: int = 0

    def __str__(self) -> str:
        return f"{self.value}-{self.inserted}" if self.inserted else str(self.value)


@dataclass(frozen=True, slots=True)
class Node:
    """One structural unit of a document.

    Every character of the source that is no discard lies in exactly one of the
    spans `num`, `heading` and `body` of exactly one node.

    Attributes:
        key: Position in document order, unique in its tree; the key of all
            stand-off tables.
        kind: What it is.
        level: The name of the row of `levels.LEVELS` that its number follows, if any.
        span: From its first to its last character, children included.
        num: The number as printed (`第二十条`, `（一）`, `20.`), if it has one.
        number: What that number says.
        heading: The words of its heading, without the number.
        body: Its own text without number, heading and children, in order.
        children: Its parts, in order.
        block: False for a part that stands inside a paragraph of its parent.
    """

    key: int
    kind: Kind
    span: Span
    level: str = ""
    num: Span | None = None
    number: Number | None = None
    heading: Span | None = None
    body: tuple[Span, ...] = ()
    children: tuple[Node, ...] = ()
    block: bool = True

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in document order."""
        found = [self]
        _add_below(self, found)  # to make a list takes half the time of yielding each
        return iter(found)

    def at(self, offset: int) -> Node:
        """Return the innermost node from this one down that holds a character of the source."""
        node, inner = self, iter(self.children)
        while found := next((n for n in inner if n.span.start <= offset < n.span.end), None):
            node, inner = found, iter(found.children)
        return node

    def own_spans(self) -> Iterator[Span]:
        """Yield the spans that belong to this node itself, in order."""
        if self.num:
            yield self.num
        if self.heading:
            yield self.heading
        yield from self.body

    def pieces(self, source: SourceText) -> tuple[Span, ...]:
        """Return where this node's own text stands: its heading, and each stretch of its body.

        Citations, definitions and uses of terms lie within one piece each.

        Args:
            source: The text, of which white space at the ends of a piece is left out.
        """
        spans = (self.heading, *self.body) if self.heading else self.body
        return tuple(map(source.strip, spans))

    def locate(self, source: SourceText, start: int, end: int) -> Span:
        """Find in the source what is known by offsets in this node's own text.

        Args:
            source: The text.
            start: An offset in the node's own text, in characters.
            end: Another, in the same piece.

        Returns:
            The span in the source.

        Raises:
            ValueError: The node's own text does not reach so far.
        """
        at = 0
        for piece in map(source.strip, (self.heading, *self.body) if self.heading else self.body):
            if start < at + len(piece):
                return Span(piece.start + start - at, piece.start + end - at)
            at += len(piece)
        raise ValueError(f"node {self.key} of {source.name} has no text at {start}")

    @property
    def is_empty(self) -> bool:
        """True for the 款 that an article has although it opens with （一）."""
        if self.kind is not Kind.PARAGRAPH:
            return False
        return not (self.num or self.heading or any(self.body))


def _add_below(node: Node, found: list[Node]) -> None:
    for child in node.children:
        found.append(child)
        if child.children:
            _add_below(child, found)
