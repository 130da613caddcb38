"""The clauses of a document that are rows of a comparison of its versions.

Reads: one document. Guarantees: each stretch of text that a reader takes in as one clause in
one unit, in the order of the text; what frames the text (its title, notes, date) in none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from converter.model import Document
from converter.normal import normal
from converter.tree import Kind, Node

#: What frames a text: it has counterparts, but is no row.
FRAME = frozenset(
    {
        Kind.TITLE,
        Kind.NOTE,
        Kind.TOC,
        Kind.ADDRESSEE,
        Kind.SIGNATURE,
        Kind.DATE,
        Kind.FOOTNOTE,
    }
)
#: What holds clauses and is none, whatever is in it.
_HOLDS = frozenset(
    {Kind.DOCUMENT, Kind.ATTACHMENT, Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.PREFACE}
)
#: What holds clauses if it holds others of these; the innermost of them is a clause.
_NUMBERED = frozenset({Kind.SECTION, Kind.SUBSECTION, Kind.CLAUSE})


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause that is a row.

    Attributes:
        node: Its node.
        place: The words of the heading that it stands under, normalised.
    """

    node: Node
    place: str


def units(document: Document) -> list[Unit]:
    """List what of a document is compared clause by clause.

    Args:
        document: The document.

    Returns:
        Its articles with all that is in them; outside of articles the innermost of
        一、（一）1. with what stands below them; and what stands outside of both and is text
        of its own, such as the paragraphs of a preface, or a table.
    """
    return list(_units(document, document.root, ""))


def is_container(node: Node) -> bool:
    """Tell whether a node holds units and is none itself."""
    if node.kind in _HOLDS:
        return any(child.kind not in FRAME for child in node.children) or not node.body
    return node.kind in _NUMBERED and any(
        child.kind is Kind.ARTICLE or (child.kind in _NUMBERED and child.num)
        for child in node.children
    )


def _units(document: Document, node: Node, place: str) -> Iterator[Unit]:
    if node.kind in FRAME:
        return
    if not is_container(node):
        yield Unit(node, place)
        return
    if node.heading:
        place = normal(document.source.slice(node.heading))
    for child in node.children:
        yield from _units(document, child, place)
