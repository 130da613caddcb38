"""Which clause answers to which, one to one: first in order, then elsewhere, then in the gaps.

Reads: how near clauses are. Guarantees: no clause twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        gap: Clauses in a gap between others that answer to each other.
        alone: The same where there is no other in the gap on either side.
        beside: What is added for a clause whose neighbour answers to the neighbour.
    """

    stay: int = 330
    move: int = 370
    gap: int = 220
    alone: int = 160
    beside: int = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """Pairs of places of clauses that answer to each other.

    Attributes:
        kept: In the order of both versions.
        moved: Out of that order.
    """

    kept: tuple[Pair, ...]
    moved: frozenset[Pair]


def choose(near: Near, older: int, newer: int, bounds: Bounds) -> Chosen:
    """Choose pairs of clauses that answer to each other.

    Args:
        near: How near pairs of places are; others are not near at all.
        older: How many clauses the older version has.
        newer: How many the newer one has.
        bounds: How near they are at least.

    Returns:
        The pairs, each place at most once.
    """
    claims = _claims(near)
    worth = {pair: claim - bounds.stay for pair, claim in claims.items() if claim > bounds.stay}
    path = heaviest(worth, bounds.beside)
    free = _without(near, path)
    moved = list(_strongest(_claims(free), bounds.move))
    used = [*path, *moved]
    claims = _claims(_without(near, used))
    for inside, alone in _gaps(path, used, older, newer):
        least = bounds.alone if alone else bounds.gap
        local = {pair: claims[pair] - least for pair in inside if claims.get(pair, 0) > least}
        path += heaviest(local)
    every = sorted([*path, *moved])
    kept = heaviest({pair: near[pair] for pair in every})
    return Chosen(tuple(kept), frozenset(every) - frozenset(kept))


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
) -> Iterator[tuple[list[Pair], bool]]:
    """Yield the pairs in each gap of a path, and whether there is only one."""
    used_older, used_newer = {i for i, _ in used}, {j for _, j in used}
    for before, behind in pairwise([(-1, -1), *path, (older, newer)]):
        free = [i for i in range(before[0] + 1, behind[0]) if i not in used_older]
        there = [j for j in range(before[1] + 1, behind[1]) if j not in used_newer]
        if free and there:
            yield [(i, j) for i in free for j in there], len(free) == len(there) == 1
