"""Clauses that have been split, or merged: what is left over, and whose part it is.

Reads: wordings, and the clauses that answer to each other one to one. Guarantees: each clause
in at most one group, and in each group one clause on one of the sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from converter.versions.likeness import Rarity, Wording
from converter.versions.path import Pair

Parts = tuple[tuple[int, ...], tuple[int, ...]]

#: A part has at least so much of its words, in thousandths, from what it is a part of.
_OF_PART = 500
#: And it is at least so much of what it is a part of.
_OF_WHOLE = 120
#: How far from the rest of it a part may stand, in clauses.
_NEAR = 6


def join_parts(
    older: Sequence[Wording], newer: Sequence[Wording], pairs: Sequence[Pair], rarity: Rarity
) -> list[Parts]:
    """Add to pairs what is left over and is a part of one of the two.

    Args:
        older: The clauses of the older version.
        newer: Those of the newer one.
        pairs: Places of clauses that answer to each other.
        rarity: How telling the words are.

    Returns:
        The places in both of each group.
    """
    there = dict(pairs)
    back = {j: i for i, j in pairs}
    split = _leftover(older, newer, there, rarity)
    merged = _leftover(newer, older, back, rarity)
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
    wholes: Sequence[Wording], parts: Sequence[Wording], answer: Mapping[int, int], rarity: Rarity
) -> dict[int, list[tuple[int, int]]]:
    """Find the clauses without an answer that are parts of one that has another answer.

    Args:
        wholes: The clauses of one version.
        parts: Those of the other.
        answer: Which of the other version answers to which of the first.
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
            if abs(j - part) > _NEAR:
                continue
            share = _share(wholes[whole], parts[part], parts[j], rarity)
            if share > best[0]:
                best = (share, whole)
        if best[0]:
            found.setdefault(best[1], []).append((best[0], part))
    return found


def _share(whole: Wording, part: Wording, rest: Wording, rarity: Rarity) -> int:
    """Tell how much of a part is in what the rest of the whole leaves of it; 0 if too little."""
    common = 0
    for pair, n in part.pairs.items():
        left = whole.pairs.get(pair, 0) - rest.pairs.get(pair, 0)
        if left > 0:
            common += rarity.weight(pair) * min(n, left)
    if not common or not part.text:
        return 0
    of_part = 1000 * common // rarity.mass(part)
    of_whole = 1000 * common // rarity.mass(whole)
    return of_part if of_part >= _OF_PART and of_whole >= _OF_WHOLE else 0
