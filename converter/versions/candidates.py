"""Which clauses of two versions may answer to each other at all, and how like they are.

Reads: the wordings. Guarantees: all pairs with the same words, and of the others those that
share most of what is rare; a long law is not compared clause by clause with all of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from converter.versions.likeness import SAME, Rarity, Wording
from converter.versions.path import Pair

#: So few pairs are all compared.
_FEW = 2500
#: How many candidates each clause has, beside those with its own words.
_MOST = 8
#: Pairs of characters that stand in more clauses than this choose no candidates.
_COMMON = 24


def candidates(
    older: Sequence[Wording], newer: Sequence[Wording], rarity: Rarity
) -> dict[Pair, int]:
    """List the pairs of clauses that may answer to each other.

    Args:
        older: The clauses of the older version.
        newer: Those of the newer one.
        rarity: How telling their words are.

    Returns:
        Pairs of places to their likeness, from 1 to `SAME`.
    """
    same = _same(older, newer)
    if len(older) * len(newer) <= _FEW:
        chosen: Iterable[Pair] = ((i, j) for i in range(len(older)) for j in range(len(newer)))
    else:
        chosen = _chosen(older, newer, rarity)
    found = dict.fromkeys(same, SAME)
    for i, j in chosen:
        if (i, j) not in found:
            likeness = rarity.nearness(older[i], newer[j])
            if likeness:
                found[i, j] = likeness
    return found


def _same(older: Sequence[Wording], newer: Sequence[Wording]) -> list[Pair]:
    places: dict[str, list[int]] = {}
    for j, wording in enumerate(newer):
        places.setdefault(wording.text, []).append(j)
    return [(i, j) for i, wording in enumerate(older) for j in places.get(wording.text, ())]


def _chosen(older: Sequence[Wording], newer: Sequence[Wording], rarity: Rarity) -> set[Pair]:
    """Choose for each clause of either version those that share most with it."""
    places: dict[str, list[int]] = {}
    for j, wording in enumerate(newer):
        for pair in wording.pairs:
            if rarity.counts[pair] <= _COMMON:
                places.setdefault(pair, []).append(j)
    by_newer: list[list[Pair]] = [[] for _ in newer]
    chosen: set[Pair] = set()
    for i, wording in enumerate(older):
        shared: Counter[int] = Counter()
        for pair in wording.pairs:
            for j in places.get(pair, ()):
                shared[j] += rarity.weight(pair)
        nearest = [(-(n * n // rarity.mass(newer[j])), j) for j, n in shared.items()]
        chosen.update((i, j) for _, j in sorted(nearest)[:_MOST])
        mass = rarity.mass(wording)
        for j, n in shared.items():
            by_newer[j].append((-(n * n // mass), i))
    for j, near in enumerate(by_newer):
        chosen.update((i, j) for _, i in sorted(near)[:_MOST])
    return chosen
