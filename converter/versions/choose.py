"""Which clause answers to which, one to one: first in order, then elsewhere, then in the gaps.

Reads: how near clauses are. Guarantees: no clause twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from converter.versions.path import Pair, heaviest

#: How much it counts at most that no other clause is as near.
_AHEAD = 50

Near = Mapping[Pair, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How near clauses are at least that answer to each other, in thousandths.

    What counts is how near they are, and how much nearer than to all others (see `_claims`).

    Attributes:
        stay: Clauses in the order of both versions.
        move: Clauses out of that order.
        late: The same once all else has its answer.
        gap: Clauses in a gap between others that answer to each other.
        beside: What is added for a clause whose neighbour answers to the neighbour.
    """

    stay: int = 330
    move: int = 370
    late: int = 300
    gap: int = 220
    beside: int = 40


def settled(near: Near, movable: Collection[Pair], bounds: Bounds) -> list[Pair]:
    """Choose pairs of clauses that plainly answer to each other.

    Args:
        near: How near pairs of places are; others are not near at all.
        movable: The pairs that may answer to each other out of order.
        bounds: How near they are at least.

    Returns:
        The pairs, each place at most once: a path that keeps the order of both versions, and
        what has plainly moved.
    """
    claims = _claims(near)
    worth = {pair: claim - bounds.stay for pair, claim in claims.items() if claim > bounds.stay}
    path = heaviest(worth, bounds.beside)
    return sorted([*path, *_moves(near, path, movable, bounds.move)])


def filled(
    near: Near,
    pairs: Sequence[Pair],
    movable: Collection[Pair],
    sizes: tuple[int, int],
    bounds: Bounds,
) -> list[Pair]:
    """Choose further pairs, which need be less near: in the gaps between others, then elsewhere.

    Args:
        near: How near pairs of places are, without those that are not to be chosen.
        pairs: What answers to each other already.
        movable: The pairs that may answer to each other out of order.
        sizes: How many clauses either version has.
        bounds: How near they are at least.

    Returns:
        The further pairs.
    """
    claims = _claims(_without(near, pairs))
    kept = in_order(near, pairs)
    more: list[Pair] = []
    for gap in _gaps(kept, pairs, *sizes):
        least = bounds.gap
        more += heaviest({p: claims[p] - least for p in gap if claims.get(p, 0) > least})
    return [*more, *_moves(near, [*pairs, *more], movable, bounds.late)]


def in_order(near: Near, pairs: Iterable[Pair]) -> list[Pair]:
    """Return of pairs those that keep the order of both versions; the others have moved."""
    return heaviest({pair: near[pair] for pair in pairs})


def _claims(near: Near) -> dict[Pair, int]:
    """Weigh how near two clauses are against how near each of them is to others.

    That another is nearer counts against a pair twice over; that no other is as near counts
    for it by half, and not without end.
    """
    best: dict[int, list[int]] = {}
    for (i, j), value in near.items():
        for clause in (i, ~j):
            first = best.setdefault(clause, [0, 0])
            if value > first[0]:
                first[:] = [value, first[0]]
            elif value > first[1]:
                first[1] = value
    claims = {}
    for (i, j), value in near.items():
        other = max(best[c][1] if best[c][0] == value else best[c][0] for c in (i, ~j))
        ahead = value - other
        claims[i, j] = value + (min(ahead // 2, _AHEAD) if ahead > 0 else 2 * ahead)
    return claims


def _without(near: Near, pairs: Iterable[Pair]) -> dict[Pair, int]:
    """Leave out the clauses that answer to others."""
    older, newer = {i for i, _ in pairs}, {j for _, j in pairs}
    return {(i, j): value for (i, j), value in near.items() if i not in older and j not in newer}


def _moves(
    near: Near, pairs: Iterable[Pair], movable: Collection[Pair], least: int
) -> Iterator[Pair]:
    """Yield what is left and plainly answers to each other, whatever the order."""
    claims = _claims(_without(near, pairs))
    return _strongest({pair: n for pair, n in claims.items() if pair in movable}, least)


def _strongest(claims: Near, least: int) -> Iterator[Pair]:
    """Yield the strongest claims, whatever the order."""
    older, newer = set[int](), set[int]()
    for _, i, j in sorted((-claim, i, j) for (i, j), claim in claims.items() if claim >= least):
        if i not in older and j not in newer:
            yield i, j
            older.add(i)
            newer.add(j)


def _gaps(
    path: Sequence[Pair], used: Iterable[Pair], older: int, newer: int
) -> Iterator[list[Pair]]:
    """Yield the pairs in each gap of a path."""
    used_older, used_newer = {i for i, _ in used}, {j for _, j in used}
    for before, behind in pairwise([(-1, -1), *path, (older, newer)]):
        free = [i for i in range(before[0] + 1, behind[0]) if i not in used_older]
        there = [j for j in range(before[1] + 1, behind[1]) if j not in used_newer]
        if free and there:
            yield [(i, j) for i in free for j in there]
