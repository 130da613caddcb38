"""The clauses of a document as the search sees them, and their folded characters in a row.

Reads: one document. Guarantees: the clauses of `data/clauses.jsonl`, in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from converter.model import Document
from converter.search.fold import table
from converter.tree import Kind, Node

#: Stands behind every clause; no text holds it, since folding leaves controls out.
END = 0

#: Kinds of nodes that are headings as a whole.
_HEADINGS = frozenset({Kind.TITLE})
#: What goes on with the article, numbered paragraph or heading before it.
_CONTINUES = frozenset(
    {
        Kind.PARAGRAPH,
        Kind.ITEM,
        Kind.SUBITEM,
        Kind.SUBSUBITEM,
        Kind.SUBCLAUSE,
        Kind.POINT,
        Kind.TEXT,
    }
)


@dataclass(frozen=True, slots=True)
class Clause:
    """What the search knows of a clause.

    Attributes:
        node: The node.
        text: Its own text.
        heading: How much of it is a heading, in characters.
    """

    node: Node
    text: str
    heading: int


def clauses(document: Document) -> list[Clause]:
    """List the clauses of a document, as `data/clauses.jsonl` does."""
    return [_clause(document, node) for node in document.clauses()]


def _clause(document: Document, node: Node) -> Clause:
    text = document.own_text(node)
    if node.kind in _HEADINGS:
        return Clause(node, text, len(text))
    head = len(document.source.strip(node.heading)) if node.heading else 0
    return Clause(node, text, head)


def article_starts(listed: Sequence[Clause]) -> list[int]:
    """List where articles begin, and whatever else a reader takes in as one.

    Args:
        listed: The clauses of a document.

    Returns:
        The numbers of these clauses among them.
    """
    return [at for at, clause in enumerate(listed) if at == 0 or clause.node.kind not in _CONTINUES]


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded texts of the clauses of a document.

    Attributes:
        characters: UTF-16 units, low byte first, `END` behind every clause.
        headings: For each clause how many of them are its heading, in four bytes, low ones first.
    """

    characters: bytes
    headings: bytes


def folded(listed: Sequence[Clause]) -> Folded:
    """Fold the texts of the clauses of a document, as `fold` folds a text."""
    texts = [clause.text for clause in listed]
    kept, _ = _fold(texts)
    headings = np.zeros(len(listed), "<u4")
    headed = [at for at, clause in enumerate(listed) if clause.heading]
    if headed:
        headings[headed] = _fold([listed[at].text[: listed[at].heading] for at in headed])[1]
    return Folded(kept.tobytes(), headings.tobytes())


def _fold(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int64]]:
    """Fold texts; U+0000 is left out.

    Returns:
        Their units with `END` behind each, and how many each has.
    """
    row = "\0".join([*texts, ""])
    if row.count("\0") != len(texts):
        row = "\0".join([*(text.replace("\0", "") for text in texts), ""])
    units = np.frombuffer(row.encode("utf-16-le", "surrogatepass"), "<u2")
    to, stays = _lookup()
    kept = to[units[stays[units]]]
    ends = np.flatnonzero(kept == END)
    return kept, np.diff(ends, prepend=-1) - 1


@cache
def _lookup() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """Return what `fold` makes of each UTF-16 unit, and whether it leaves it in."""
    to = np.arange(0x10000, dtype="<u2")
    stays = np.ones(0x10000, bool)
    for code, char in table().items():
        # Halves of a pair of units are no characters of their own.
        if code == END or 0xD800 <= code < 0xE000:
            continue
        stays[code] = char is not None
        to[code] = ord(char) if char else code
    return to, stays
