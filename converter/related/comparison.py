"""Yearly documents side by side: which clause of the one answers to which of the other.

Reads: the documents. Writes: for each pair of consecutive years their clauses, matched.
Guarantees: each clause of either document is in one row; no clause is matched twice.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from converter.comparison import Comparison, Match
from converter.discards import essential
from converter.model import Document
from converter.related.units import Unit, features, letters, units
from converter.related.words import Ties, shared_words
from converter.versions.likeness import SAME, Wording, likeness, words
from converter.versions.pair import align
from converter.works import addresses

#: Clauses of two years that are less near than this answer to none of the other.
_NEAR = 0.08

#: The year that tells a document from those of the same series; arabic digits by GB/T 15835.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?|—(?:19|20)\d\d年)")


def compare(
    documents: Sequence[Document], families: Sequence[Sequence[str]] = ()
) -> tuple[Comparison, ...]:
    """Compare the documents of each series with those of the year before.

    Args:
        documents: The documents.
        families: The slugs of documents that are versions of one, the oldest first. Those
            that follow on each other are left out, as they are compared anyway.

    Returns:
        The comparisons: those that follow from titles, by series and year, then those that
        the catalog asks for.
    """
    listed: dict[str, Sequence[Unit]] = {}
    found = []
    for older, newer in _pairs(documents, families):
        if any({older.slug, newer.slug} <= set(family) for family in families):
            found.append(align(older, newer))
            continue
        for doc in (older, newer):
            if doc.slug not in listed:
                listed[doc.slug] = units(doc, every=True)
        found.append(_compare(older, newer, listed[older.slug], listed[newer.slug]))
    return tuple(found)


def _pairs(
    documents: Sequence[Document], families: Sequence[Sequence[str]]
) -> Iterator[tuple[Document, Document]]:
    """Yield the pairs that are compared, each the older document and the newer one."""
    done = {frozenset(pair) for family in families for pair in pairwise(family)}
    order = {slug: at for family in families for at, slug in enumerate(family)}
    for older, newer in [*_of_series(documents), *_of_catalog(documents)]:
        if frozenset((older.slug, newer.slug)) not in done:
            done.add(frozenset((older.slug, newer.slug)))
            # Of two versions the dates tell which is the older one, whoever asks for it.
            together = any({older.slug, newer.slug} <= set(family) for family in families)
            swapped = together and order[older.slug] > order[newer.slug]
            yield (newer, older) if swapped else (older, newer)


def series(title: str) -> tuple[str, int] | None:
    """Tell the series and the year of a document by its title.

    Args:
        title: Such as 2023年某某工作要点.

    Returns:
        Such as 某某工作要点 and 2023; None for a title without a year, or with two.
    """
    plain = essential(title)
    years = _YEAR.findall(plain)
    return (_YEAR.sub("", plain), int(years[0])) if len(years) == 1 else None


def _of_series(documents: Sequence[Document]) -> Iterator[tuple[Document, Document]]:
    by_series: dict[str, dict[int, list[Document]]] = {}
    for doc in documents:
        found = series(doc.title)
        if found:
            by_series.setdefault(found[0], {}).setdefault(found[1], []).append(doc)
    for years in by_series.values():
        for year, next_year in pairwise(sorted(years)):
            # Two documents of the same title and year: which of them goes on is not known.
            if next_year == year + 1 and len(years[year]) == len(years[next_year]) == 1:
                yield years[year][0], years[next_year][0]


def _of_catalog(documents: Sequence[Document]) -> Iterator[tuple[Document, Document]]:
    by_address = addresses(documents)
    for doc in documents:
        for address in doc.entry.compare:
            other = by_address.get(address, doc)
            if other.slug != doc.slug:
                yield other, doc


def _compare(
    older: Document, newer: Document, before: Sequence[Unit], after: Sequence[Unit]
) -> Comparison:
    pairs, others = (
        [features(unit.text) for unit in after],
        [features(unit.text) for unit in before],
    )
    counts = Counter(pair for own in (*others, *pairs) for pair in own)
    clauses = len(before) + len(after)
    weights = {pair: int(1000 * math.log(1 + clauses / n) ** 2) for pair, n in counts.items()}
    ties = Ties.of(counts)
    older_side, newer_side = _wordings(older, before), _wordings(newer, after)
    telling = {letters(pair): weight for pair, weight in weights.items()}
    matched = _match(others, pairs, weights)
    rows = []
    for at, unit in enumerate(after):
        other = before[matched[at]] if at in matched else None
        common_words: tuple[str, ...] = ()
        alike = 0
        if other:
            alike = likeness(older_side[matched[at]], newer_side[at])
            common = [letters(pair) for pair in pairs[at] & others[matched[at]]]
            common_words = shared_words(unit.text, other.text, common, telling, ties)
        rows.append(
            Match((other.key,) if other else (), (unit.key,), alike / SAME, shared=common_words)
        )
    left = sorted(set(range(len(before))) - set(matched.values()))
    rows += [Match((before[at].key,), ()) for at in left]
    return Comparison(older.slug, newer.slug, tuple(rows))


def _wordings(doc: Document, listed: Sequence[Unit]) -> list[Wording]:
    nodes = {node.key: node for node in doc.root.walk()}
    return [Wording.of(words(doc, nodes[unit.key])) for unit in listed]


def _match(
    before: Sequence[set[int]], after: Sequence[set[int]], weights: dict[int, int]
) -> dict[int, int]:
    """Match the nearest clauses first, each with one; return from the newer to the older."""
    sizes = [math.sqrt(sum(map(weights.__getitem__, own))) for own in before]
    found = []
    for at, own in enumerate(after):
        size = math.sqrt(sum(map(weights.__getitem__, own)))
        for there, other in enumerate(before):
            common = sum(map(weights.__getitem__, own & other))
            score = common / (size * sizes[there] or 1)
            if score >= _NEAR:
                found.append((-score, at, there))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, there in sorted(found):
        if at not in matched and there not in taken:
            matched[at] = there
            taken.add(there)
    return matched
