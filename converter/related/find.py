"""Related clauses: for each clause a few others, in other documents, on the same matter.

Reads: the units of the documents. Writes: pairs of clauses with the words that they share, and
what is shown of the other one. Guarantees: the same pairs whatever the order of the documents and
the number of processes; nothing where nothing is near.

Nearness is the cosine of the clauses' pairs of characters, each weighted by how few documents
and how few clauses have it. Pairs that every fifth document has are the formulas of the trade
(应当, 责令改正, 直接负责的主管人员) and count for nothing.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from operator import add
from pathlib import Path

from converter.bundle import Related
from converter.model import Document
from converter.parallel import pack, unpack, without_collection
from converter.related.choose import choose
from converter.related.index import Index, Listed, Matter, make_index
from converter.related.near import near
from converter.related.store import load, save
from converter.related.units import Unit, units
from converter.related.words import Ties, by_pair, shared_words
from converter.title_names import common_title

#: So many related clauses are shown at most.
MOST = 3
#: One word may be shared by chance.
_FEWEST_WORDS = 2

#: So many texts are searched in one piece of work, and so many of them at once.
_PIECE, _BLOCK = 4096, 1024

#: A clause, another one, how near they are, the words that they share.
_Found = tuple[int, int, float, tuple[str, ...]]


class _Words:
    """The words that texts share."""

    def __init__(self, matter: Matter) -> None:
        self._texts = matter.texts
        self._weights = by_pair(matter.codes, matter.weights)
        self._ties = Ties.in_order(matter.codes, matter.counts, matter.first, matter.second)

    def of(self, one: int, other: int) -> tuple[str, ...]:
        """Return those of two texts; none for the same, which share all."""
        if one == other:
            return ()
        text, there = self._texts.text(one), self._texts.text(other)
        both = set(map(add, text, text[1:])) & set(map(add, there, there[1:]))
        shared = [pair for pair in both if self._weights[pair]]
        return shared_words(text, there, shared, self._weights, self._ties)


def _search(index: Index, start: int, end: int) -> Iterator[_Found]:
    """Find what is near to some texts, wherever they stand."""
    words = _Words(index.matter)
    for low in range(start, end, _BLOCK):
        found = near(index, low, min(end, low + _BLOCK))
        known: dict[tuple[int, int], tuple[str, ...]] = {}
        for clause, own, others in choose(index, found):
            # Of clauses with the very same words one is enough, also if it is this one's.
            seen: set[int] = set()
            shown = 0
            for other, text, score in others:
                if shown == MOST:
                    break
                if text in seen:
                    continue
                seen.add(text)
                if (own, text) not in known:
                    known[own, text] = words.of(own, text)
                if text == own or len(known[own, text]) >= _FEWEST_WORDS:
                    shown += 1
                    yield clause, other, _in_steps(score), known[own, text]


#: A document that is changed elsewhere shifts the score of nearly every pair a little. In steps so
#: large it is mostly as it was, and so is the page that it belongs to.
_STEPS = 20


def _in_steps(score: float) -> float:
    """Round a score up to a multiple of 0.05; it is at most 1."""
    return min(_STEPS, math.ceil(round(score * _STEPS, 6))) / _STEPS


def _piece(path: Path, start: int, end: int) -> bytes | None:
    """Search from a file; None where this process does not see it."""
    try:
        index: Index = load(path)
    except OSError:
        return None
    return _packed(index, start, end)


def _sent_piece(packed: bytes, start: int, end: int) -> bytes:
    """Search where nothing but the arguments is at hand."""
    return _packed(unpack(packed), start, end)


def _packed(index: Index, start: int, end: int) -> bytes:
    with without_collection():
        return pack(list(_search(index, start, end)))


def find_related(
    documents: Sequence[Document], executor: Executor | None = None
) -> tuple[Related, ...]:
    """Find the related clauses of all documents.

    Args:
        documents: The documents.
        executor: Where to search; in this process if None. The result does not depend on it.

    Returns:
        The pairs, in the order of the documents and their clauses, the nearest first.
    """
    return relate([listed(doc, units(doc)) for doc in documents], executor)


def listed(doc: Document, own: Sequence[Unit]) -> Listed:
    """Describe a document as far as its clauses are compared.

    Args:
        doc: The document.
        own: Its units.
    """
    return Listed(doc.slug, common_title(doc.title), doc.fact("date") or "", own)


def relate(documents: Sequence[Listed], executor: Executor | None = None) -> tuple[Related, ...]:
    """Find the related clauses of all documents, from their units alone.

    Args:
        documents: The documents.
        executor: Where to search; in this process if None. Its processes need not see the
            files of this one. The result does not depend on it.

    Returns:
        The pairs, in the order of the documents and their clauses, the nearest first.
    """
    by_slug = sorted(documents, key=lambda one: one.slug)
    index = make_index(by_slug)
    clauses = [unit for one in by_slug for unit in one.units]
    document = index.places.document.tolist()
    # By text, as they are found; then by clause.
    related: dict[str, list[tuple[int, Related]]] = {}
    for at, other, score, words in _find_all(index, executor):
        slug, own, target = by_slug[document[at]].slug, clauses[at], clauses[other]
        related.setdefault(slug, []).append(
            (
                at,
                Related(
                    slug,
                    own.key,
                    by_slug[document[other]].slug,
                    target.key,
                    words,
                    score,
                    target.eid,
                    target.label,
                    target.excerpt,
                ),
            )
        )
    for found in related.values():
        found.sort(key=lambda one: one[0])  # those of one clause keep their order
    return tuple(row for one in documents for _, row in related.get(one.slug, ()))


def _find_all(index: Index, executor: Executor | None) -> Iterator[_Found]:
    count = len(index.matter.texts)
    if executor is None:
        yield from _search(index, 0, count)
        return
    pieces = [(start, min(count, start + _PIECE)) for start in range(0, count, _PIECE)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "index"
        save(index, path)
        jobs = [executor.submit(_piece, path, *piece) for piece in pieces]
        for job, piece in zip(jobs, pieces, strict=True):
            packed = job.result()
            if packed is None:
                packed = executor.submit(_sent_piece, pack(index), *piece).result()
            yield from unpack(packed)
