"""Related clauses: for each clause a few others, in other documents, on the same matter.

Reads: the units of the documents. Writes: pairs of clauses with the words that they share, and
what is shown of the other one. Guarantees: the same pairs whatever the order of the documents and
the number of processes; nothing where nothing is near.

Nearness is the cosine of the clauses' pairs of characters, each weighted by how few documents
and how few clauses have it. Pairs that every fifth document has are the formulas of the trade
(应当, 责令改正, 直接负责的主管人员) and count for nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from operator import itemgetter
from pathlib import Path

import numpy as np

from converter.bundle import Related
from converter.cache import Cache, digest, fingerprint
from converter.model import Document
from converter.parallel import pack, unpack
from converter.related.earlier import Earlier
from converter.related.index import Index, Listed, lay_out, make_index
from converter.related.pairs import Pairs
from converter.related.rows import Ints
from converter.related.search import Found, Known, search, search_file, search_sent
from converter.related.store import as_bytes, from_bytes, save
from converter.related.units import Unit, units
from converter.title_names import common_title

#: So many texts are searched in one piece of work.
_PIECE = 4096

#: The sort of result, in a cache.
KEPT = "related"


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


def relate(
    documents: Sequence[Listed], executor: Executor | None = None, cache: Cache | None = None
) -> tuple[Related, ...]:
    """Find the related clauses of all documents, from their units alone.

    Args:
        documents: The documents.
        executor: Where to search; in this process if None. Its processes need not see the
            files of this one. The result does not depend on it.
        cache: What an earlier run has found. The result does not depend on it.

    Returns:
        The pairs, in the order of the documents and their clauses, the nearest first.
    """
    by_slug = sorted(documents, key=lambda one: one.slug)
    clauses = [(one.slug, unit) for one in by_slug for unit in one.units]
    found = _find_all(by_slug, executor, cache)
    found.sort(key=itemgetter(0))  # those of one clause keep their order
    related: dict[str, list[Related]] = {one.slug: [] for one in by_slug}
    for at, other, score, words in found:
        slug, own = clauses[at]
        there, target = clauses[other]
        shown = target.eid, target.label, target.excerpt
        related[slug].append(Related(slug, own.key, there, target.key, words, score, *shown))
    return tuple(row for one in documents for row in related[one.slug])


def _find_all(
    by_slug: Sequence[Listed], executor: Executor | None, cache: Cache | None
) -> list[Found]:
    """Find what is near to any clause; what an earlier run has found need not be looked for."""
    layout, numbers = lay_out(by_slug)
    key = digest(fingerprint()) if cache else ""
    earlier = _load(cache, key) if cache else None
    found: list[Found] = []
    known: Known = {}
    if earlier is None:
        pairs = Pairs.of(layout.texts)
        index = make_index(layout, pairs)
        missing = np.arange(len(layout.texts))
    else:
        moved = earlier.moves(layout, numbers)
        pairs = earlier.pairs.updated(layout.texts, moved)
        index = make_index(layout, pairs)
        change = earlier.change(index, pairs, moved)
        found, known = earlier.found(index, change), earlier.known(change)
        missing = np.flatnonzero(change.outdated)
    found += _search(index, missing, known, executor)
    if cache:
        cache.store(KEPT, key, as_bytes(Earlier.of(layout, pairs, index, found, known)))
    return found


def _load(cache: Cache, key: str) -> Earlier | None:
    content = cache.load(KEPT, key)
    if content is None:
        return None
    try:
        earlier: Earlier = from_bytes(memoryview(content))
    except Exception:  # a pickle of another world can fail in any way
        cache.damaged += 1
        return None
    return earlier


def _search(index: Index, texts: Ints, known: Known, executor: Executor | None) -> Iterator[Found]:
    """Search for some texts; add to `known` the words that these share."""
    if executor is None or len(texts) <= _PIECE:
        yield from search(index, texts, known)
        return
    pieces = [texts[start : start + _PIECE] for start in range(0, len(texts), _PIECE)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "index"
        save(index, path)
        jobs = [executor.submit(search_file, path, *_with(piece, known)) for piece in pieces]
        for job, piece in zip(jobs, pieces, strict=True):
            packed = job.result()
            if packed is None:
                packed = executor.submit(search_sent, pack(index), *_with(piece, known)).result()
            found, more = unpack(packed)
            known |= more
            yield from found


def _with(texts: Ints, known: Known) -> tuple[Ints, Known]:
    """Return a piece of work with what is known already of its texts."""
    own = set(texts.tolist())
    return texts, {pair: words for pair, words in known.items() if pair[0] in own}
