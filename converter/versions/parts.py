"""Clauses that have been split, or merged: what is left over, and whose part it is.

Reads: wordings, and the clauses that answer to each other one to one. Guarantees: each clause
in at most one group, and in each group one clause on one of the sides.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from converter.versions.likeness import SAME, Rarity, Wording
from converter.versions.path import Pair

Parts = tuple[tuple[int, ...], tuple[int, ...]]

#: How much a part shares at least with what the rest of the whole leaves of it, in thousandths
#: of the geometric mean of both.
_SHARES = 170
#: The same for a part that stands far from the rest, and how many clauses that is.
_SHARES_FAR, _FAR = 260, 7


def join_parts(
    older: Sequence[Wording],
    newer: Sequence[Wording],
    pairs: Sequence[Pair],
    near: Collection[Pair],
    rarity: Rarity,
) -> list[Parts]:
    """Add to pairs what is left over and is a part of one of the two.

    Args:
        older: The clauses of the older version.
        newer: Those of the newer one.
        pairs: Places of clauses that answer to each other.
        near: Places of clauses that are near each other at all.
        rarity: How telling the words are.

    Returns:
        The places in both of each group.
    """
    there = dict(pairs)
    back = {j: i for i, j in pairs}
    split = _leftover(older, newer, there, near, rarity)
    merged = _leftover(newer, older, back, {(j, i) for i, j in near}, rarity)
    groups: list[Parts] = []
    for i, j in sorted(pairs):
        also_newer, also_older = split.get(i, []), merged.get(j, [])
        if also_newer and also_older:  # several to several would say nothing
            if sum(n for n, _ in also_newer) >= sum(n for n, _ in also_older):
                also_older = []
            else:
                also_newer = []
        groups.append(
            (
                tuple(sorted([i, *(at for _, at in also_older)])),
                tuple(sorted([j, *(at for _, at in also_newer)])),
            )
        )
    return groups


def _leftover(
    wholes: Sequence[Wording],
    parts: Sequence[Wording],
    answer: Mapping[int, int],
    near: Collection[Pair],
    rarity: Rarity,
) -> dict[int, list[tuple[int, int]]]:
    """Find the clauses without an answer that are parts of one that has another answer.

    Args:
        wholes: The clauses of one version.
        parts: Those of the other.
        answer: Which of the other version answers to which of the first.
        near: Places of wholes and parts that are near each other at all.
        rarity: How telling the words are.

    Returns:
        For places of wholes the further parts, each with how much of it that is.
    """
    answered = set(answer.values())
    places = sorted((j, i) for i, j in answer.items())
    found: dict[int, list[tuple[int, int]]] = {}
    for part in range(len(parts)):
        if part in answered:
            continue
        best = (0, -1)
        for j, whole in places:
            far = abs(j - part) >= _FAR
            if far and (whole, part) not in near:
                continue
            share = _share(wholes[whole], parts[part], parts[j], rarity)
            least = _SHARES_FAR if far else _SHARES
            if share >= least and share > best[0]:
                best = (share, whole)
        if best[0]:
            found.setdefault(best[1], []).append((best[0], part))
    return found


def _share(whole: Wording, part: Wording, rest: Wording, rarity: Rarity) -> int:
    """Tell how much a part shares with what the rest of the whole leaves of it."""
    common = 0
    for pair, n in part.pairs.items():
        left = whole.pairs.get(pair, 0) - rest.pairs.get(pair, 0)
        if left > 0:
            common += rarity.weight(pair) * min(n, left)
    root = math.isqrt(rarity.mass(whole) * rarity.mass(part))
    return SAME * common // root if root else 0
