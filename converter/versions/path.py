"""The heaviest path through two sequences that keeps the order of both.

Reads: pairs of places with what each is worth. Guarantees: no place twice, both orders kept,
and of all such choices one that is worth most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pair = tuple[int, int]


class _Best:
    """The best path that ends before a place of the second sequence (a Fenwick tree)."""

    def __init__(self, places: int) -> None:
        self._totals = [0] * (places + 1)
        self._ends: list[Pair | None] = [None] * (places + 1)

    def before(self, place: int) -> tuple[int, Pair | None]:
        total, end = 0, None
        while place:
            if self._totals[place] > total:
                total, end = self._totals[place], self._ends[place]
            place &= place - 1
        return total, end

    def put(self, pair: Pair, total: int) -> None:
        place = pair[1] + 1
        while place < len(self._totals):
            if total > self._totals[place]:
                self._totals[place], self._ends[place] = total, pair
            place += place & -place


def heaviest(worth: Mapping[Pair, int], beside: int = 0) -> list[Pair]:
    """Choose pairs that are worth most together.

    Args:
        worth: Pairs of places in the two sequences, and what each is worth; pairs that are
            not listed are not chosen.
        beside: What a pair is worth in addition if the one chosen before it stands directly
            before it in both sequences.

    Returns:
        The chosen pairs, ascending in both places. Of several choices that are worth the
        same the one that is found first, which depends on nothing but the arguments.
    """
    if not worth:
        return []
    best = _Best(max(there for _, there in worth) + 1)
    totals: dict[Pair, int] = {}
    came_from: dict[Pair, Pair | None] = {}
    for row in _rows(sorted(worth)):
        for pair in row:
            total, end = best.before(pair[1])
            neighbour = (pair[0] - 1, pair[1] - 1)
            if neighbour in totals and totals[neighbour] + beside >= total:
                total, end = totals[neighbour] + beside, neighbour
            totals[pair], came_from[pair] = total + worth[pair], end
        # Only now, so that no place of the first sequence is used twice.
        for pair in row:
            best.put(pair, totals[pair])
    last = max(totals, key=lambda pair: (totals[pair], -pair[0], -pair[1]))
    path: list[Pair] = []
    at: Pair | None = last if totals[last] > 0 else None
    while at:
        path.append(at)
        at = came_from[at]
    return path[::-1]


def _rows(pairs: Sequence[Pair]) -> list[list[Pair]]:
    rows: dict[int, list[Pair]] = {}
    for pair in pairs:
        rows.setdefault(pair[0], []).append(pair)
    return list(rows.values())
