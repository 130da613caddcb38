"""Where what was in the versions of a document is found in the latest of them.

Reads: the comparisons of versions. Guarantees: each node of each version has exactly one place:
a node of the latest version, or the clause with which it went.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from converter.comparison import Comparison, Match
from converter.document_view import DocumentView
from converter.model import Document
from converter.tree import Node
from converter.versions.likeness import Wording, coverage, likeness, words
from converter.view import View

#: What was merged is still there while another clause has so much of its words, in thousandths.
_KEPT = 120


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a node came to rest.

    Attributes:
        at: The version: the latest, or the last one that has what is gone.
        key: The node there.
        exact: True if it is the node's own counterpart; False if the node has none, and this
            is what it stood in, or what stood in it.
        gone: True if the next version has it no more.
    """

    at: int
    key: int
    exact: bool = True
    gone: bool = False


class Descent:
    """The versions of one document, the oldest first.

    Attributes:
        family: The versions.
        latest: The number of the last of them.
    """

    def __init__(self, view: View, doc: Document) -> None:
        found = view.versions(doc)
        steps = [view.lineage.steps.get(version.slug) for version in found[:-1]]
        # Without a comparison nothing can be said of what was before it.
        missing = [at for at, step in enumerate(steps) if step is None]
        first = missing[-1] + 1 if missing else 0
        self.family = found[first:]
        self.latest = len(self.family) - 1
        self.steps: list[Comparison] = [step for step in steps[first:] if step]
        self.of: list[DocumentView] = [view.of(version.slug) for version in self.family]
        self._rests: dict[tuple[int, int], Rest] = {}

    @cached_property
    def _counterparts(self) -> list[Mapping[int, int]]:
        return [dict(step.counterparts) for step in self.steps]

    @cached_property
    def units(self) -> list[frozenset[int]]:
        """For each version its clauses, which are the rows of comparisons."""
        found: list[set[int]] = [set() for _ in self.family]
        for at, step in enumerate(self.steps):
            for row in step.rows:
                found[at].update(row.older)
                found[at + 1].update(row.newer)
        return [frozenset(keys) for keys in found]

    def node(self, at: int, key: int) -> Node:
        """Return a node of a version."""
        return self.of[at].nodes[key]

    def unit(self, at: int, key: int) -> int | None:
        """Return the clause that a node is or stands in, or None."""
        up: int | None = key
        while up is not None and up not in self.units[at]:
            up = self.of[at].parents.get(up)
        return up

    def rest(self, at: int, key: int) -> Rest:
        """Tell where a node is found.

        Args:
            at: The version that it is in.
            key: The node.

        Returns:
            Its counterpart in the latest version; of a part that has none, that of the nearest
            it stood in; of a chapter whose clauses stand elsewhere now, the first of them; or
            the clause or chapter that it went with.
        """
        if (at, key) not in self._rests:
            self._rests[at, key] = self._rest(at, key)
        return self._rests[at, key]

    def _rest(self, at: int, key: int) -> Rest:
        if at == self.latest:
            return Rest(at, key)
        if at + 1 < self.latest and self._is_mixed(at, key):
            return self._by_words(at, key)
        to = self._counterparts[at].get(key)
        if to is not None:
            return self.rest(at + 1, to)
        nearest = None if key in self.units[at] else self._nearest(at, key)
        if nearest is None:
            return Rest(at, key, exact=False, gone=True)
        if nearest == key:  # a note or a title: the whole document is what is left of it
            return Rest(self.latest, self._first(), exact=False)
        return replace(self.rest(at, nearest), exact=False)

    @cached_property
    def _rows(self) -> list[Mapping[int, Match]]:
        """For each version but the latest, what each clause has become in the next."""
        return [{key: row for row in step.rows for key in row.older} for step in self.steps]

    def _is_mixed(self, at: int, key: int) -> bool:
        """Tell whether what a clause has become was ever split, or put together with others."""
        while at < self.latest and key in self._rows[at]:
            row = self._rows[at][key]
            if len(row.older) > 1 or len(row.newer) > 1:
                return True
            if not row.newer:
                return False
            at, (key,) = at + 1, row.newer
        return False

    def _by_words(self, at: int, key: int) -> Rest:
        """Find what was merged and split through several versions by its own words.

        What was merged may be split again, and the main part of the whole be another clause's;
        or the part that it was may be gone.
        """
        own = Wording.of(words(self.family[at], self.node(at, key)))
        last = Rest(at, key, exact=False, gone=True)
        ends = {key}
        for to in range(at + 1, self.latest + 1):
            rows = self._rows[to - 1]
            ends = {part for end in ends if end in rows for part in rows[end].newer}
            others = {end: Wording.of(words(self.family[to], self.node(to, end))) for end in ends}
            kept = [end for end, other in others.items() if coverage(own, other) >= _KEPT]
            if not kept:
                break
            likest = max(kept, key=lambda end: (likeness(own, others[end]), -end))
            last = Rest(to, likest, exact=False, gone=to < self.latest)
        return last

    def _nearest(self, at: int, key: int) -> int | None:
        """Return what is looked for in the place of a node that has no counterpart.

        Returns:
            What it stands in, within a clause; the first of the clauses in it that has a
            counterpart, or None if all are gone; itself if it has nothing to do with clauses.
        """
        if self.unit(at, key) is not None:
            return self.of[at].parents[key]
        below = [node.key for node in self.node(at, key).walk() if node.key in self.units[at]]
        if not below:
            return key
        return next((unit for unit in below if unit in self._counterparts[at]), None)

    def _first(self) -> int:
        return next(self.family[self.latest].clauses()).key

    def clauses(self, at: int) -> Iterator[tuple[str, Node]]:
        """Yield what of a version can be cited, each with its id."""
        doc = self.family[at]
        for node in doc.clauses():
            yield doc.ids[node.key], node
