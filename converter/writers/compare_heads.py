"""Where the headings of chapters stand between the rows of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.comparison import Comparison, Match
from converter.model import Document
from converter.tree import Kind, Node
from converter.versions.units import FRAME, is_container
from converter.view import View
from converter.writers.compare_words import outcome


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between rows.

    Attributes:
        newer: What it is the heading of, in the newer document; None for one that is gone.
        older: The same in the older document, where it answers or is gone.
        quiet: True if neither it nor what stands below it has changed.
    """

    newer: Node | None
    older: Node | None = None
    quiet: bool = False


def arrange(view: View, comparison: Comparison) -> list[Heading | Match]:
    """Put the headings of both documents between the rows of their comparison.

    Args:
        view: The bundle.
        comparison: The comparison.

    Returns:
        The rows in their order, each heading of the newer document before the first row
        below it, and each that is gone before the first row that stood below it.
    """
    found = list(_arranged(view, comparison))
    return [
        _silenced(found, at, comparison) if isinstance(part, Heading) else part
        for at, part in enumerate(found)
    ]


def heading_text(doc: Document, node: Node) -> str:
    """Return the words of a heading: number and heading, or what it is called."""
    number = doc.source.slice(node.num) if node.num else ""
    words = doc.own_text(node) if node.heading or node.body else ""
    if not number and not words:
        return doc.labels[node.key]
    # 第三章 监察范围, but 一、总体要求.
    between = "\u3000" if number and words and not number.endswith(("、", "．", ".", "）")) else ""
    return f"{number}{between}{words}"


def _arranged(view: View, comparison: Comparison) -> Iterator[Heading | Match]:
    newer = _holders(view.documents[comparison.newer])
    older = _holders(view.documents[comparison.older]) if comparison.versions else []
    became = dict(comparison.counterparts)
    was = {to: key for key, to in reversed(comparison.counterparts)}
    known = {node.key: node for node in older}
    shown: set[int] = set()
    gone: set[int] = set()
    for row, coming in zip(comparison.rows, _coming(comparison.rows), strict=True):
        above = [node for node in older if any(_holds(node, key) for key in row.older)]
        answers = {became.get(node.key) for node in above}
        for node in newer:
            # A clause that is gone stands below a heading only if it stood there.
            asked = row.newer or node.key in answers
            if asked and node.key not in shown and coming is not None and _holds(node, coming):
                shown.add(node.key)
                yield Heading(node, known.get(was.get(node.key, -1)))
        for node in above:
            if node.key not in became and node.key not in gone:
                gone.add(node.key)
                yield Heading(None, node)
        yield row


def _holders(doc: Document) -> list[Node]:
    """List what has a heading and holds clauses, in the order of the text."""
    root = doc.root
    return [
        node
        for node in root.walk()
        if node is not root
        and node.kind not in FRAME
        and node.kind is not Kind.PREFACE
        and is_container(node)
    ]


def _holds(node: Node, key: int) -> bool:
    # Keys count the nodes in document order.
    return node.key < key <= _last(node)


def _last(node: Node) -> int:
    while node.children:
        node = node.children[-1]
    return node.key


def _coming(rows: Sequence[Match]) -> list[int | None]:
    """Find for each row its newer clause, or else that of the next row that has one."""
    found: list[int | None] = []
    coming: int | None = None
    for row in reversed(rows):
        coming = row.newer[0] if row.newer else coming
        found.append(coming)
    return found[::-1]


def _silenced(found: Sequence[Heading | Match], at: int, comparison: Comparison) -> Heading:
    heading = found[at]
    assert isinstance(heading, Heading)
    if heading.newer is None or (comparison.versions and heading.older is None):
        return heading
    for part in found[at + 1 :]:
        if isinstance(part, Match):
            if not outcome(comparison, part).quiet:
                return heading
        elif part.newer and not _holds(heading.newer, part.newer.key):
            break
    return Heading(heading.newer, heading.older, quiet=True)
