"""Which of what is near to a clause is shown with it.

Reads: pairs of texts that are near, and where these stand. Writes: for each clause others, the
nearest first. One clause of a document, one version of those of the same title.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from converter.related.index import Index
from converter.related.near import Near
from converter.related.rows import Floats, Ints, Some, firsts

#: Clauses that are less near than this are not related. Judged by reading: just above it two in
#: three clauses of statutes treat the same matter, and nearly all from twice as much on.
NEAR = 0.155
#: Beside one that is much nearer, a clause is not shown: less than this share of the nearest.
_BESIDE = 0.4
#: Documents whose titles are alike treat the same matter sooner, by up to this share.
_TITLE = 0.5
#: The latest version of a document is shown, if its clause is nearly as near as that of another.
_NEARLY = 0.8

#: A clause, and others with their texts and scores, the nearest first.
Choice = tuple[int, int, list[tuple[int, int, float]]]


def choose(index: Index, near: Near) -> Iterator[Choice]:
    """Choose what may be shown.

    Args:
        index: All clauses.
        near: Pairs of texts.

    Yields:
        Each clause that has any with its text, and the others, the nearest first: each with
        its text and its score.
    """
    pair, clause, other, score = _spread(index, near)
    document = index.places.document
    group, date = index.places.group[document[other]], index.places.date[document[other]]
    # The best clause of each document that is as near as any.
    order = np.lexsort((other, -score, group, clause))
    pair, clause, other, score = pair[order], clause[order], other[order], score[order]
    group, date = group[order], date[order]
    begin = _both_first(clause, group)
    lengths = np.diff(np.append(begin, len(clause)))
    nearly = score >= _NEARLY * np.repeat(score[begin], lengths)
    # Of those that are nearly as near the latest.
    order = np.lexsort((np.arange(len(clause)), -date, ~nearly, group, clause))
    best = order[_both_first(clause[order], group[order])]
    best = best[np.lexsort((other[best], -score[best], clause[best]))]
    yield from _by_clause(near, pair[best], clause[best], other[best], score[best])


def _spread(index: Index, near: Near) -> tuple[Ints, Ints, Ints, Floats]:
    """List the clauses with texts that are near, by their numbers in `near`, with scores."""
    places, titles = index.places, index.titles
    enough = np.flatnonzero(near.score * (1 + _TITLE) >= NEAR)
    at, clause = places.clauses.several(near.text[enough])
    pair = enough[at]
    at, other = places.shown.several(near.other[pair])
    pair, clause = pair[at], clause[at]
    one, two = places.document[clause], places.document[other]
    apart = places.group[one] != places.group[two]
    pair, clause, other = pair[apart], clause[apart], other[apart]
    likeness = titles.likeness(one[apart], two[apart])
    score = near.score[pair] * (1 + _TITLE * likeness)
    some = score >= NEAR
    return pair[some], clause[some], other[some], score[some]


def _both_first(one: Some, other: Some) -> Ints:
    """Return where each run of equal pairs of numbers begins."""
    return firsts(one << 32 | other)


def _by_clause(
    near: Near, pair: Ints, clause: Ints, other: Ints, score: Floats
) -> Iterator[Choice]:
    ends = [*firsts(clause).tolist(), len(clause)]
    texts, own = near.other[pair].tolist(), near.text[pair].tolist()
    listed = list(zip(other.tolist(), texts, score.tolist(), strict=True))
    clauses = clause.tolist()
    for start, end in pairwise(ends):
        least = _BESIDE * listed[start][2]
        some = [one for one in listed[start:end] if one[2] >= least]
        yield clauses[start], own[start], some
