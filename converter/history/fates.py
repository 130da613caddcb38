"""What became of a clause of a superseded version: where it lives on in the latest text.

Reads: the comparisons of consecutive versions. Guarantees: what several revisions did in turn is
told as one; a clause that is said to be unchanged has the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from converter.bundle import Bundle
from converter.comparison import Change
from converter.history.lineage import Lineage
from converter.tree import Node
from converter.versions.likeness import SAME, Wording, likeness, words


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a clause, or of the clauses of a range.

    Attributes:
        older: The slug of the version that they stand in.
        newer: That of the latest version.
        was: Their keys there.
        now: The keys of the clauses that they live on in here, in the order of the text.
        change: What became of them; of a range what became of the clause that fared worst.
        likeness: How like the words are, from 0 to 1; 1 for the same. Of a range the least of
            those that live on.
        renumbered: True if what lives on is cited by another number.
        above: For what is gone from a clause that lives on, that clause here, else None.
    """

    older: str
    newer: str
    was: tuple[int, ...]
    now: tuple[int, ...]
    change: Change
    likeness: float
    renumbered: bool = False
    above: int | None = None

    @property
    def urgency(self) -> int:
        """How much a citation of it asks for an editor: the place in `URGENCIES`."""
        return URGENCIES.index((self.change, self.renumbered and self.change in _NUMBERED))

    @property
    def is_as_it_was(self) -> bool:
        """True if words and number are the same."""
        return self.change is Change.UNCHANGED and not self.renumbered


_NUMBERED = (Change.REWORDED, Change.UNCHANGED)

#: What becomes of clauses, and whether they are renumbered, the most urgent first.
URGENCIES = (
    (Change.DELETED, False),
    (Change.REGROUPED, False),
    (Change.SPLIT, False),
    (Change.MERGED, False),
    (Change.REWORDED, True),
    (Change.REWORDED, False),
    (Change.UNCHANGED, True),
    (Change.UNCHANGED, False),
)


def together(fates: Sequence[Fate]) -> Fate:
    """Tell what became of the clauses of a range as of one.

    Args:
        fates: What became of each, at least one.

    Returns:
        The fate of all.
    """
    if len(fates) == 1:
        return fates[0]
    worst = min(fates, key=lambda fate: fate.urgency)
    return Fate(
        worst.older,
        worst.newer,
        tuple(dict.fromkeys(chain.from_iterable(fate.was for fate in fates))),
        tuple(sorted(set(chain.from_iterable(fate.now for fate in fates)))),
        worst.change,
        min((fate.likeness for fate in fates if fate.now), default=0.0),
        any(fate.renumbered for fate in fates),
        worst.above,
    )


class Fates:
    """What became of the clauses of all superseded versions."""

    def __init__(self, bundle: Bundle, lineage: Lineage) -> None:
        """Take all documents.

        Args:
            bundle: The documents with the comparisons of their versions.
            lineage: The same, looked up.
        """
        self._documents = {doc.slug: doc for doc in bundle.documents}
        self._latest = {slug: family[-1] for family in bundle.families for slug in family[:-1]}
        self._lineage = lineage
        self._nodes: dict[str, Mapping[int, Node]] = {}
        self._parents: dict[str, Mapping[int, int]] = {}
        self._followed: dict[str, Mapping[int, tuple[int, ...]]] = {}
        self._came_from: dict[str, dict[int, list[int]]] = {}
        self._known: dict[tuple[str, int], Fate] = {}

    def latest(self, slug: str) -> str | None:
        """Return the slug of the latest version, if a document is superseded by it."""
        return self._latest.get(slug)

    def of(self, slug: str, key: int) -> Fate | None:
        """Tell what became of a clause.

        Args:
            slug: The version that it stands in.
            key: The clause.

        Returns:
            Its fate; None in a version that is not superseded.
        """
        if slug not in self._latest:
            return None
        if (slug, key) not in self._known:
            unit = self._lineage.became(slug, key) is not None
            self._known[slug, key] = (self._of_unit if unit else self._of_part)(slug, key)
        return self._known[slug, key]

    def _of_unit(self, slug: str, key: int) -> Fate:
        now = self._ends(slug)[key]
        row = self._lineage.became(slug, key)
        if row and self._lineage.steps[slug].newer == self._latest[slug]:
            alike = row.likeness
        else:
            alike = self._likeness(slug, key, now)
        return self._fate(slug, key, now, self._change(slug, key, now), alike)

    def _ends(self, slug: str) -> Mapping[int, tuple[int, ...]]:
        """Follow all units of a version through the rows up to the latest."""
        if slug not in self._followed:
            step = self._lineage.steps[slug]
            last = step.newer == self._latest[slug]
            later = {} if last else self._ends(step.newer)
            self._followed[slug] = {
                key: tuple(sorted({to for new in row.newer for to in later.get(new, (new,))}))
                for row in step.rows
                for key in row.older
            }
        return self._followed[slug]

    def _sources(self, slug: str) -> Mapping[int, list[int]]:
        """Return the units of a version that each unit of the latest one came from."""
        if slug not in self._came_from:
            found = self._came_from[slug] = dict[int, list[int]]()
            for key, ends in self._ends(slug).items():
                for end in ends:
                    found.setdefault(end, []).append(key)
        return self._came_from[slug]

    def _change(self, slug: str, key: int, now: Sequence[int]) -> Change:
        if not now:
            return Change.DELETED
        sources = self._sources(slug)
        shared = len({key for one in now for key in sources[one]}) > 1
        if len(now) > 1:
            return Change.REGROUPED if shared else Change.SPLIT
        return Change.MERGED if shared else _wording(self._likeness(slug, key, now))

    def _of_part(self, slug: str, key: int) -> Fate:
        """Tell what became of a part of a unit, of what holds units, or of a title and the like."""
        to = self._lineage.between(slug, self._latest[slug])
        if key in to:
            now = (to[key],)
            alike = self._likeness(slug, key, now)
            return self._fate(slug, key, now, _wording(alike), alike)
        above: int | None = key
        while above is not None and above not in to and not self._lineage.became(slug, above):
            above = self._parents_of(slug).get(above)
        # What lives on of the clause that it stood in; a chapter is no clause.
        within = above is not None and self._is_in_unit(slug, above)
        alive = to.get(above) if above is not None and within else None
        return self._fate(slug, key, (), Change.DELETED, 0.0, alive)

    def _is_in_unit(self, slug: str, key: int) -> bool:
        at: int | None = key
        while at is not None and not self._lineage.became(slug, at):
            at = self._parents_of(slug).get(at)
        return at is not None

    def _likeness(self, slug: str, key: int, now: Sequence[int]) -> float:
        """Return how like a clause is to the one of several that it is most like."""
        before = self._words(slug, key)
        after = (self._words(self._latest[slug], one) for one in now)
        return max((likeness(before, words) for words in after), default=0) / SAME

    def _words(self, slug: str, key: int) -> Wording:
        return Wording.of(words(self._documents[slug], self._nodes_of(slug)[key]))

    def _fate(
        self,
        slug: str,
        key: int,
        now: tuple[int, ...],
        change: Change,
        alike: float,
        above: int | None = None,
    ) -> Fate:
        latest = self._latest[slug]
        # Ids say the numbers of all levels; labels leave out what goes without saying.
        eid, others = self._documents[slug].ids.get(key), self._documents[latest].ids
        renumbered = bool(now) and eid not in [others.get(one) for one in now]
        return Fate(slug, latest, (key,), now, change, alike, renumbered, above)

    def _nodes_of(self, slug: str) -> Mapping[int, Node]:
        if slug not in self._nodes:
            root = self._documents[slug].root
            self._nodes[slug] = {node.key: node for node in root.walk()}
        return self._nodes[slug]

    def _parents_of(self, slug: str) -> Mapping[int, int]:
        if slug not in self._parents:
            nodes = self._nodes_of(slug).values()
            self._parents[slug] = {child.key: node.key for node in nodes for child in node.children}
        return self._parents[slug]


def _wording(alike: float) -> Change:
    """Tell whether words are the same by how like they are."""
    return Change.UNCHANGED if alike == 1 else Change.REWORDED
