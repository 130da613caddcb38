"""Clauses that have been split, or merged: what is left over of each, and where it is.

Reads: wordings, and the clauses that answer to each other one to one. Guarantees: each clause
in at most one group.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from converter.versions.likeness import SAME, Clause, Rarity, Wording
from converter.versions.path import Pair

Parts = tuple[tuple[int, ...], tuple[int, ...]]

#: How much two clauses share at least beside what answers to each of them, in thousandths of the
#: geometric mean of both.
_SHARED = 155
#: The same for clauses that stand far from where one would look, and how many clauses that is;
#: less will do if it is most of one of them.
_ELSEWHERE, _FAR = 270, 7
_MOST, _MOST_ELSEWHERE = 400, 200
#: So many different pairs of characters at least; a date is no part of another.
_FEWEST = 4
#: What is left over is looked through again with the links that have been found.
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Two clauses that have something in common beside what else answers to each of them.

    Attributes:
        older: The place of the one.
        newer: The place of the other.
        share: How much they have in common, in thousandths of the geometric mean of both.
        most: The same of the smaller one.
    """

    older: int
    newer: int
    share: int
    most: int

    @property
    def pair(self) -> Pair:
        """The places of both."""
        return self.older, self.newer


def links(
    older: Sequence[Clause],
    newer: Sequence[Clause],
    pairs: Collection[Pair],
    near: Collection[Pair],
    rarity: Rarity,
) -> list[Link]:
    """Find what has gone from a clause into another one than that which answers to it.

    Args:
        older: The clauses of the older version.
        newer: Those of the newer one.
        pairs: Places of clauses that answer to each other, none twice.
        near: Places of clauses that are near each other at all.
        rarity: How telling the words are.

    Returns:
        The links; of a clause without another answer only the firmest.
    """
    found: list[Link] = []
    for _ in range(_ROUNDS):
        more = _links(older, newer, [*pairs, *(link.pair for link in found)], near, rarity)
        found += more
        if not more:
            break
    return sorted(found, key=lambda link: link.pair)


def _links(
    older: Sequence[Clause],
    newer: Sequence[Clause],
    pairs: Collection[Pair],
    near: Collection[Pair],
    rarity: Rarity,
) -> list[Link]:
    """Find the links beside pairs that are known; of a clause that is in none the firmest."""
    there, back = _grouped(pairs), _grouped((j, i) for i, j in pairs)
    left = _Leftovers(older, newer, there, back, rarity)
    found: list[Link] = []
    free: dict[int, Link] = {}
    for i, j in sorted(_where_to_look(pairs, near, len(older), len(newer))):
        if (i not in there and j not in back) or older[i].kind != newer[j].kind:
            continue
        link = left.link(i, j)
        away = [abs(at - j) for at in there.get(i, ())] + [abs(at - i) for at in back.get(j, ())]
        if not _holds(link, min(away) >= _FAR):
            continue
        if i in there and j in back:
            found.append(link)
            continue
        clause = ~j if i in there else i
        if clause not in free or link.share > free[clause].share:
            free[clause] = link
    return [*found, *free.values()]


def _grouped(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = {}
    for one, other in pairs:
        grouped.setdefault(one, []).append(other)
    return grouped


def _holds(link: Link, far: bool) -> bool:
    if far:
        plain = link.most >= _MOST and link.share >= _MOST_ELSEWHERE
        return link.share >= _ELSEWHERE or plain
    return link.share >= _SHARED


def _where_to_look(
    pairs: Collection[Pair], near: Collection[Pair], older: int, newer: int
) -> set[Pair]:
    """List the clauses that are near each other, and those around what answers to a clause."""
    found = set(near)
    for i, j in pairs:
        found.update((i, at) for at in range(max(0, j - _FAR + 1), min(newer, j + _FAR)))
        found.update((at, j) for at in range(max(0, i - _FAR + 1), min(older, i + _FAR)))
    return found - set(pairs)


class _Leftovers:
    """What each clause has beside the words of the one that answers to it."""

    def __init__(
        self,
        older: Sequence[Clause],
        newer: Sequence[Clause],
        there: Mapping[int, Sequence[int]],
        back: Mapping[int, Sequence[int]],
        rarity: Rarity,
    ) -> None:
        self._older = older
        self._newer = newer
        self._rarity = rarity
        self._left = [
            _without(clause.wording, [newer[j].wording for j in there.get(i, ())])
            for i, clause in enumerate(older)
        ]
        self._added = [
            _without(clause.wording, [older[i].wording for i in back.get(j, ())])
            for j, clause in enumerate(newer)
        ]

    def link(self, i: int, j: int) -> Link:
        """Weigh what two clauses share of what is left of either."""
        few, many = self._left[i], self._added[j]
        weight = self._rarity.weight
        shared = [weight(p) * min(n, many[p]) for p, n in few.items() if p in many]
        common = SAME * sum(shared) if len(shared) >= _FEWEST else 0
        one = self._rarity.mass(self._older[i].wording)
        other = self._rarity.mass(self._newer[j].wording)
        share = common // max(1, math.isqrt(one * other))
        return Link(i, j, share, common // max(1, min(one, other)))


def _without(wording: Wording, others: Sequence[Wording]) -> Counter[str]:
    """Return the pairs of a wording that others do not have."""
    left = Counter(wording.pairs)
    for other in others:
        left -= Counter(other.pairs)
    return left


def join(pairs: Collection[Pair], found: Sequence[Link]) -> list[Parts]:
    """Put together what is linked.

    Args:
        pairs: Places of clauses that answer to each other.
        found: The links beside them.

    Returns:
        The places in both versions of each group, ascending.
    """
    group: dict[int, set[Pair]] = {}
    for pair in (*pairs, *(link.pair for link in found)):
        merged = {pair}
        for clause in (pair[0], ~pair[1]):
            merged |= group.get(clause, set())
        for i, j in merged:
            group[i] = group[~j] = merged
    return sorted(_sides(merged) for merged in _distinct(group))


def _distinct(group: Mapping[int, set[Pair]]) -> Iterator[set[Pair]]:
    seen: set[Pair] = set()
    for merged in group.values():
        if not merged & seen:
            seen |= merged
            yield merged


def _sides(pairs: Collection[Pair]) -> Parts:
    return tuple(sorted({i for i, _ in pairs})), tuple(sorted({j for _, j in pairs}))
