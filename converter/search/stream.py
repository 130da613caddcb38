"""All clauses of all documents as one row of characters, and the places in it.

Reads: a bundle. Guarantees: the order of documents and clauses; each character of a folded
text has one place, which says its document, its clause, and how far into it.

A place is a number within the document. Clauses begin at multiples of `SLOT`, so that a place
tells its clause without a table of the lengths of all clauses, which no browser should load.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from converter.bundle import Bundle
from converter.model import Document, Kind, Node
from converter.search.bits import Ints
from converter.search.fold import fold

#: Nearly all clauses are shorter (98 of 100 in statutes), and take one slot.
SLOT = 128

#: Stands behind every clause; no text holds it, since folding leaves controls out.
END = 0

#: Kinds of nodes that are headings as a whole.
_HEADINGS = frozenset({Kind.TITLE})


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
    head = len(document.source.slice(node.pieces(document.source)[0])) if node.heading else 0
    return Clause(node, text, head)


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


def article_starts(documents: Iterable[list[Clause]]) -> list[int]:
    """List where articles begin, and whatever else a reader takes in as one.

    Args:
        documents: The clauses of each document.

    Returns:
        The numbers of these clauses among all.
    """
    starts = []
    at = 0
    for listed in documents:
        for place, clause in enumerate(listed):
            if place == 0 or clause.node.kind not in _CONTINUES:
                starts.append(at + place)
        at += len(listed)
    return starts


class Stream:
    """The characters and where they are.

    Attributes:
        characters: UTF-16 units, `END` behind every clause.
        alphabet: The different ones of them, in order, `END` first.
        clause: For each of them its clause, counted from 0.
        starts: For each clause where its characters begin.
        headings: For each clause how many of them are its heading.
        document: For each clause its document.
        places: For each clause the place of its first character.
        slots: For each clause how many slots it takes.
        lengths: For each document where its places end.
        counts: For each document how many clauses it has.
    """

    def __init__(self, documents: Iterable[Iterable[Clause]]) -> None:
        """Fold the texts of the clauses of each document."""
        texts: list[str] = []
        headings: list[int] = []
        counts: list[int] = []
        for listed in documents:
            before = len(texts)
            for clause in listed:
                texts.append(fold(clause.text))
                head = fold(clause.text[: clause.heading]) if clause.heading else ""
                headings.append(len(head.encode("utf-16-le")) // 2)
            counts.append(len(texts) - before)
        row = "".join(f"{text}{chr(END)}" for text in texts).encode("utf-16-le", "surrogatepass")
        self.characters: npt.NDArray[np.uint16] = np.frombuffer(row, "<u2")
        self.alphabet: Ints = np.unique(self.characters).astype(np.int64)
        ends: Ints = np.nonzero(self.characters == END)[0].astype(np.int64)
        self.starts: Ints = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))[: len(ends)]
        sizes = ends - self.starts
        self.clause = np.repeat(np.arange(len(ends), dtype=np.int32), sizes + 1)
        self.headings: Ints = np.array(headings, np.int64)
        self.counts: Ints = np.array(counts, np.int64)
        self.document: Ints = np.repeat(np.arange(len(counts), dtype=np.int64), self.counts)
        self.slots: Ints = np.maximum(-(-sizes // SLOT), 1)
        begin = np.concatenate((np.zeros(1, np.int64), np.cumsum(self.slots)))
        firsts = begin[np.concatenate((np.zeros(1, np.int64), np.cumsum(self.counts)))]
        self.lengths: Ints = np.diff(firsts) * SLOT
        self.places: Ints = (begin[:-1] - firsts[:-1][self.document]) * SLOT

    @classmethod
    def of(cls, bundle: Bundle) -> Stream:
        """Make the stream of a bundle."""
        return cls(clauses(document) for document in bundle.documents)
