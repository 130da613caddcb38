"""Related clauses: for each clause a few others, in other documents, on the same matter.

Reads: the documents. Writes: pairs of clauses with the words that they share. Guarantees: the
same pairs whatever the order of the documents and the number of processes; nothing where
nothing is near.

Nearness is the cosine of the clauses' pairs of characters, each weighted by how few documents
and how few clauses have it. Pairs that every fifth document has are the formulas of the trade
(应当, 责令改正, 直接负责的主管人员) and count for nothing.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from itertools import pairwise

from converter.bundle import Related
from converter.model import Document
from converter.parallel import pack, unpack, without_collection
from converter.related.index import Index, make_index
from converter.related.units import letters, units
from converter.related.words import Ties, shared_words

#: So many related clauses are shown at most.
MOST = 5

#: Clauses that are less near than this are not related. Judged by reading: just above it two in
#: three clauses of statutes treat the same matter, and nearly all from twice as much on.
NEAR = 0.155
#: Beside one that is much nearer, a clause is not shown: less than this share of the nearest.
_BESIDE = 0.4

#: One word may be shared by chance.
_FEWEST_WORDS = 2

#: Candidates share the rarest pairs of a clause: so many are looked up, in at most so many
#: clauses each, and of the clauses that share the most so many are compared. This bounds the
#: work for a clause, whatever the size of the collection.
_LOOKED_UP, _MOST_CLAUSES, _COMPARED = 16, 200, 16

#: Documents whose titles are alike treat the same matter sooner, by up to this share.
_TITLE = 0.5

#: The latest version of a document is shown, if its clause is nearly as near as that of another.
_NEARLY = 0.8


class Search:
    """Finds what is near, in an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._ties = Ties.of(index.counts)
        self._weights = {letters(pair): weight for pair, weight in index.weights.items()}
        self._clauses: dict[int, list[int]] = {pair: [] for pair in index.weights}
        for at, pairs in enumerate(index.features):
            for pair in pairs:
                self._clauses[pair].append(at)

    def near(self, at: int) -> list[tuple[int, float, tuple[str, ...]]]:
        """Find the clauses that are near one.

        Args:
            at: The number of the clause in the index.

        Returns:
            Numbers of clauses, the nearest first, each with its score and the words shared.
        """
        index = self._index
        own = frozenset(index.features[at])
        chosen: list[tuple[int, float, tuple[str, ...]]] = []
        seen = {index.texts[at]: False}
        for other, score in self._best_of_titles(self._compare(at)):
            # Of clauses with the very same words one is enough, also if it is this one's.
            if len(chosen) == MOST or seen.get(index.texts[other], False):
                continue
            seen[index.texts[other]] = True
            common = own.intersection(index.features[other])
            words = shared_words(
                index.texts[at],
                index.texts[other],
                list(map(letters, common)),
                self._weights,
                self._ties,
            )
            if len(words) >= _FEWEST_WORDS:
                chosen.append((other, min(1.0, round(score, 3)), words))
        return chosen

    def _compare(self, at: int) -> Iterator[tuple[int, float]]:
        """Yield the clauses of other documents that are near, each with its score."""
        index, weight = self._index, self._index.weights.__getitem__
        own = frozenset(index.features[at])
        mine = index.document[at]
        for other in self._candidates(at):
            theirs = index.document[other]
            common = own.intersection(index.features[other])
            score = sum(map(weight, common)) / (index.sizes[at] * index.sizes[other])
            if score * (1 + _TITLE) >= NEAR:
                score *= 1 + _TITLE * index.titles.likeness(mine, theirs)
                if score >= NEAR:
                    yield other, score

    def _candidates(self, at: int) -> list[int]:
        """List clauses of other documents that share rare pairs with one, the most first."""
        index, clauses = self._index, self._clauses
        rare = sorted(index.features[at], key=index.counts.__getitem__)[:_LOOKED_UP]
        counted: Counter[int] = Counter()
        for pair in rare:
            if index.counts[pair] > _MOST_CLAUSES:
                break
            counted.update(clauses[pair])
        group = index.groups[index.document[at]]
        # One number for each clause, which sorts in a tenth of the time of two.
        many = len(index.texts)
        ranked = sorted([n * many - other for other, n in counted.items() if n > 1], reverse=True)
        out = []
        for rank in ranked:
            other = -rank % many
            if index.groups[index.document[other]] != group:
                out.append(other)
                if len(out) == _COMPARED:
                    break
        return out

    def _best_of_titles(self, near: Iterator[tuple[int, float]]) -> list[tuple[int, float]]:
        """Keep one clause of each document, and one version of those of the same title."""
        index = self._index
        groups: dict[int, list[tuple[int, float]]] = {}
        for other, score in sorted(near, key=lambda found: (-found[1], found[0])):
            groups.setdefault(index.groups[index.document[other]], []).append((other, score))
        best = []
        for found in groups.values():
            nearly = [one for one in found if one[1] >= _NEARLY * found[0][1]]
            newest = max(index.dates[index.document[other]] for other, _ in nearly)
            best.append(
                next(one for one in nearly if index.dates[index.document[one[0]]] == newest)
            )
        best.sort(key=lambda found: (-found[1], found[0]))
        return [one for one in best if one[1] >= _BESIDE * best[0][1]]


_Near = tuple[int, list[tuple[int, float, tuple[str, ...]]]]


def _piece(packed: bytes, start: int, end: int) -> bytes:
    with without_collection():
        return pack(_find(Search(unpack(packed)), start, end))


def _find(search: Search, start: int, end: int) -> list[_Near]:
    return [(at, near) for at in range(start, end) if (near := search.near(at))]


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
    by_slug = sorted(documents, key=lambda doc: doc.slug)
    listed = [units(doc) for doc in by_slug]
    index = make_index(by_slug, listed)
    keys = [unit.key for own in listed for unit in own]
    related: dict[str, list[Related]] = {}
    for at, near in _find_all(index, executor):
        slug = by_slug[index.document[at]].slug
        related.setdefault(slug, []).extend(
            Related(slug, keys[at], by_slug[index.document[o]].slug, keys[o], words, score)
            for o, score, words in near
        )
    return tuple(found for doc in documents for found in related.get(doc.slug, ()))


def _find_all(index: Index, executor: Executor | None) -> Iterator[_Near]:
    count = len(index.texts)
    if executor is None:
        yield from _find(Search(index), 0, count)
        return
    packed = pack(index)
    # As many pieces as processes are usual: each makes its own search ready.
    pieces = os.cpu_count() or 1
    ends = [count * piece // pieces for piece in range(pieces + 1)]
    jobs = [executor.submit(_piece, packed, start, end) for start, end in pairwise(ends)]
    for job in jobs:
        yield from unpack(job.result())
