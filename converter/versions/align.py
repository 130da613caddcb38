"""Two sequences of clauses side by side: which clause of the one answers to which of the other.

Reads: wordings and where they stand. Guarantees: each clause in exactly one group; the same
result on any machine, as all is reckoned in whole numbers and ties are settled by places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from converter.versions.candidates import candidates
from converter.versions.likeness import Rarity, Wording
from converter.versions.parts import join_parts
from converter.versions.path import Pair, heaviest


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it is aligned.

    Attributes:
        wording: Its words.
        place: What it stands in, such as the words of the headings above it.
    """

    wording: Wording
    place: str = ""


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


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which likeness on clauses answer to each other.

    Attributes:
        stay: Clauses that stand in order.
        between: Clauses that are alone between others that answer to each other.
        move: Clauses that stand elsewhere.
        beside: What is added for a clause whose neighbour answers to the neighbour.
        place: What is added for a clause in the same place.
    """

    stay: int = 330
    between: int = 220
    move: int = 550
    beside: int = 40
    place: int = 40


#: For clauses of a document.
WHOLE = Bounds()
#: For parts of clauses that answer to each other already.
WITHIN = Bounds(stay=250, between=120, move=500)


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
    like = candidates(before, after, rarity)
    path = _path(older, newer, like, bounds)
    moves = _moves(like, path, bounds)
    moved = set(moves)
    parts = join_parts(before, after, [*path, *moves], rarity)
    groups = []
    for ones, others in parts:
        likeness = rarity.likeness(_together(before, ones), _together(after, others))
        groups.append(Group(ones, others, likeness, (ones[0], others[0]) in moved))
    return _ordered(groups, len(older), len(newer))


def _path(
    older: Sequence[Clause], newer: Sequence[Clause], like: Mapping[Pair, int], bounds: Bounds
) -> list[Pair]:
    taken = _plainly_elsewhere(like, bounds)
    worth = {}
    for (i, j), likeness in like.items():
        if taken.get(i, j) != j or taken.get(~j, i) != i:
            continue
        place = older[i].place
        value = likeness + (bounds.place if place and place == newer[j].place else 0)
        if value > bounds.stay:
            worth[i, j] = value - bounds.stay
    path = heaviest(worth, bounds.beside)
    return _fill(path, like, bounds, len(older), len(newer))


def _plainly_elsewhere(like: Mapping[Pair, int], bounds: Bounds) -> dict[int, int]:
    """Find the clauses that are each other's nearest by far: they answer to nothing else.

    Returns:
        For such a clause of the older version its place to that of the other, and for one of
        the newer version the inverse of its place.
    """
    nearest: dict[int, list[tuple[int, int]]] = {}
    for (i, j), likeness in like.items():
        nearest.setdefault(i, []).append((likeness, j))
        nearest.setdefault(~j, []).append((likeness, i))
    plain: dict[int, int] = {}
    for clause, others in nearest.items():
        others.sort(reverse=True)
        second = others[1][0] if len(others) > 1 else 0
        if others[0][0] >= bounds.move and others[0][0] - second >= _BY_FAR:
            plain[clause] = others[0][1]
    return {
        clause: other
        for clause, other in plain.items()
        if plain.get(~other if clause >= 0 else other) == (clause if clause >= 0 else ~clause)
    }


#: So much more like than any other, a clause is plainly the same.
_BY_FAR = 200


def _fill(
    path: Sequence[Pair], like: Mapping[Pair, int], bounds: Bounds, older: int, newer: int
) -> list[Pair]:
    """Add the pairs that are less like, but alone between two that stand side by side."""
    filled: list[Pair] = []
    last = (-1, -1)
    for pair in (*path, (older, newer)):
        gap = (pair[0] - last[0] - 1, pair[1] - last[1] - 1)
        between = (last[0] + 1, last[1] + 1)
        if gap == (1, 1) and like.get(between, 0) >= bounds.between:
            filled.append(between)
        filled.append(pair)
        last = pair
    return filled[:-1]


def _moves(like: Mapping[Pair, int], path: Iterable[Pair], bounds: Bounds) -> list[Pair]:
    """Choose the most alike of what is left, whatever the order."""
    used_older, used_newer = {i for i, _ in path}, {j for _, j in path}
    moves = []
    ranked = sorted(
        (-likeness, i, j) for (i, j), likeness in like.items() if likeness >= bounds.move
    )
    for _, i, j in ranked:
        if i not in used_older and j not in used_newer:
            moves.append((i, j))
            used_older.add(i)
            used_newer.add(j)
    return moves


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
