"""Two sequences of clauses side by side: which clause of the one answers to which of the other.

Reads: wordings and where they stand. Guarantees: each clause in exactly one group; the same
result on any machine, as all is reckoned in whole numbers and ties are settled by places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from converter.versions.candidates import candidates
from converter.versions.choose import Bounds, Near, filled, in_order, settled
from converter.versions.likeness import SAME, Clause, Rarity, Wording, likeness
from converter.versions.parts import Link, join, links
from converter.versions.path import Pair


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses of the older version, and those of the newer one that answer to them.

    Attributes:
        older: Their places in the older sequence, ascending; none if nothing there answers.
        newer: Their places in the newer sequence likewise.
        likeness: How like the words of the ones together are to those of the others.
        moved: True if the order of the others does not lead from the ones to the others.
    """

    older: tuple[int, ...]
    newer: tuple[int, ...]
    likeness: int = 0
    moved: bool = False


#: For clauses of a document.
WHOLE = Bounds()
#: For parts of clauses that answer to each other already.
WITHIN = Bounds(stay=250, move=450, late=350, gap=180)
#: What a pair gains whose clauses stand in the same place.
_PLACE = 40
#: What two clauses share that others do not have is at least so much of them, if one has moved.
_SPECIFIC = 100
#: A paragraph that answers to an item, or a table to a text, is as near as this.
_OTHER_KIND = 600
#: A clause of which so much is in another one is a part of that, in thousandths.
_PLAINLY_PART = 450


def align_clauses(
    older: Sequence[Clause], newer: Sequence[Clause], rarity: Rarity, bounds: Bounds = WHOLE
) -> list[Group]:
    """Align two sequences of clauses.

    First the order of both is kept: the path on which all pairs together are most alike, where
    a pair counts for more if its neighbours answer to each other, or what it stands in is the
    same. Then what is left is looked for elsewhere, and what is still left may be a part of a
    clause that has been split, or have been merged with another.

    Args:
        older: The clauses of the older version.
        newer: Those of the newer one.
        rarity: How telling the words of both are.
        bounds: From which likeness on clauses answer to each other.

    Returns:
        The groups, those with clauses of the newer version in its order, those without where
        they stood: behind what answers to the clause before them.
    """
    before, after = [c.wording for c in older], [c.wording for c in newer]
    like = _weighed(older, newer, candidates(before, after, rarity))
    movable = {
        (i, j)
        for (i, j), value in like.items()
        if value == SAME or rarity.specific(before[i], after[j]) >= _SPECIFIC
    }
    pairs = settled(like, movable, bounds)
    bound = _bound(like, pairs, links(older, newer, pairs, like, rarity))
    free = {(i, j): n for (i, j), n in like.items() if i not in bound and ~j not in bound}
    pairs = sorted([*pairs, *filled(free, pairs, movable, (len(older), len(newer)), bounds)])
    kept = set(in_order(like, pairs))
    groups = []
    for ones, others in join(pairs, links(older, newer, pairs, like, rarity)):
        value = likeness(_together(before, ones), _together(after, others))
        # Those that have become several others may well have changed places among themselves.
        own = {(i, j) for i in ones for j in others}.intersection(pairs)
        moved = bool(own) and own.isdisjoint(kept)
        groups.append(Group(ones, others, value, moved))
    return _ordered(groups, len(older), len(newer))


def _weighed(older: Sequence[Clause], newer: Sequence[Clause], near: Near) -> Near:
    """Weigh in what clauses are, and what they stand in."""
    weighed = {}
    for (i, j), value in near.items():
        one, other = older[i], newer[j]
        if one.kind != other.kind and value < _OTHER_KIND:
            continue
        same_place = value < SAME and one.place and one.place == other.place
        weighed[i, j] = value + _PLACE if same_place else value
    return weighed


def _bound(near: Near, pairs: Sequence[Pair], found: Sequence[Link]) -> set[int]:
    """Find the clauses that are rather a part of a link than anything that is still free.

    Returns:
        Places of the older version, and inverse ones of the newer.
    """
    used = {i for i, _ in pairs} | {~j for _, j in pairs}
    nearest: dict[int, int] = {}
    for (i, j), value in near.items():
        if i not in used and ~j not in used:
            for clause in (i, ~j):
                nearest[clause] = max(value, nearest.get(clause, 0))
    return {
        clause
        for link in found
        for clause in (link.older, ~link.newer)
        if clause not in used
        and (link.most >= _PLAINLY_PART or link.share >= nearest.get(clause, 0))
    }


def _together(wordings: Sequence[Wording], places: Sequence[int]) -> Wording:
    """Join the words of several clauses."""
    if len(places) == 1:
        return wordings[places[0]]
    return Wording.of("".join(wordings[at].text for at in places))


def _ordered(groups: Sequence[Group], older: int, newer: int) -> list[Group]:
    """Put groups into the order of the newer version, and add what answers to nothing."""
    by_newer = {group.newer[0]: group for group in groups}
    used = {j for group in groups for j in group.newer}
    answers = {i: group for group in groups for i in group.older}
    gone: dict[int, list[Group]] = {}
    last = -1
    for i in range(older):
        if i not in answers:
            gone.setdefault(last, []).append(Group((i,), ()))
        elif not answers[i].moved:
            last = answers[i].newer[0]
    rows = gone.get(-1, [])
    for j in range(newer):
        if j in by_newer:
            rows.append(by_newer[j])
        elif j not in used:
            rows.append(Group((), (j,)))
        rows += gone.get(j, [])
    return rows
