"""What lives on as what through the versions of a document, looked up from either side.

Reads: the comparisons of versions. Guarantees: what two comparisons say in turn is what is said
of the versions before the one and after the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from converter.bundle import Bundle
from converter.comparison import Comparison, Match
from converter.model import Document
from converter.tree import Node


@dataclass(frozen=True, slots=True)
class Listed:
    """What is asked of a version again and again, so that its text is read once.

    Attributes:
        ids: The ids of its nodes, by their keys.
        labels: The labels of its clauses that can be cited, by their keys, in their order.
        visible: For each of its nodes the innermost of these clauses at or above it.
    """

    ids: Mapping[int, str]
    labels: Mapping[int, str]
    visible: Mapping[int, int]

    @classmethod
    def of(cls, document: Document) -> Listed:
        """Take it from a version, which is read for it."""
        labels = {node.key: document.labels[node.key] for node in document.clauses()}
        return cls(document.ids, labels, _visible(document.root, labels))


class Lineage:
    """The clauses of all versions, each with what it was and what it has become."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._between: dict[tuple[str, str], Mapping[int, int]] = {}
        self._listed: dict[str, Listed] = {}
        self._successors: dict[str, Mapping[int, tuple[int, ...]]] = {}

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {doc.slug: doc for doc in self._bundle.documents}

    def listed(self, slug: str) -> Listed:
        """Return the clauses of a version; it is read when that is asked for the first time."""
        if slug not in self._listed:
            self._listed[slug] = Listed.of(self._documents[slug])
        return self._listed[slug]

    @cached_property
    def steps(self) -> Mapping[str, Comparison]:
        """The comparison of each version with the next one, by the slug of the former."""
        compared = {(c.older, c.newer): c for c in self._bundle.comparisons if c.versions}
        return {
            older: compared[older, newer]
            for family in self._bundle.families
            for older, newer in pairwise(family)
            if (older, newer) in compared
        }

    @cached_property
    def steps_to(self) -> Mapping[str, Comparison]:
        """The comparison of each version with the one before, by the slug of the latter."""
        return {step.newer: step for step in self.steps.values()}

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], Mapping[int, Match]]:
        """For each version and the side it is on, the row that each of its units stands in."""
        rows: dict[tuple[str, str], dict[int, Match]] = {}
        for step in self.steps.values():
            rows["older", step.older] = {key: row for row in step.rows for key in row.older}
            rows["newer", step.newer] = {key: row for row in step.rows for key in row.newer}
        return rows

    def became(self, slug: str, key: int) -> Match | None:
        """Return the row that a unit stands in with what it became in the next version."""
        return self._rows.get(("older", slug), {}).get(key)

    def was(self, slug: str, key: int) -> Match | None:
        """Return the row that a unit stands in with what it was in the version before."""
        return self._rows.get(("newer", slug), {}).get(key)

    def successors(self, older: str) -> Mapping[int, tuple[int, ...]]:
        """Map the clauses of a version to what they are in the next one.

        Args:
            older: The slug of a version that is not the latest.

        Returns:
            For each clause that can be cited those that it lives on in, in their order; several
            for one that was split, none for one that did not last. A 款 without words is none:
            its article stands for it.

        Raises:
            KeyError: There is no later version.
        """
        if older not in self._successors:
            self._successors[older] = self._followed(self.steps[older])
        return self._successors[older]

    def _followed(self, step: Comparison) -> Mapping[int, tuple[int, ...]]:
        visible = self.listed(step.newer).visible
        found: dict[int, set[int]] = {key: set() for key in self.listed(step.older).labels}
        for key, to in step.counterparts:
            if key in found:
                found[key].add(visible[to])
        for row in step.rows:
            for key in row.older:
                found.setdefault(key, set()).update(visible[to] for to in row.newer)
        return {key: tuple(sorted(to)) for key, to in found.items()}

    def between(self, older: str, newer: str) -> Mapping[int, int]:
        """Map the nodes of a version to what they are in a later one.

        Args:
            older: The slug of a version.
            newer: That of a later one of the same document.

        Returns:
            Keys there to keys here; nodes that did not last are left out.

        Raises:
            KeyError: The second is no later version of the first.
        """
        if (older, newer) not in self._between:
            if older == newer:
                raise KeyError(older)
            step = self.steps[older]
            found = dict(step.counterparts)
            if step.newer != newer:
                rest = self.between(step.newer, newer)
                found = {key: rest[to] for key, to in found.items() if to in rest}
            self._between[older, newer] = found
        return self._between[older, newer]

    def origins(self, older: str, newer: str) -> Mapping[int, tuple[int, ...]]:
        """Map the nodes of a version to those that they were in an earlier one; see `between`."""
        origins: dict[int, tuple[int, ...]] = {}
        for key, to in self.between(older, newer).items():
            origins[to] = (*origins.get(to, ()), key)
        return origins


def _visible(root: Node, listed: Collection[int]) -> Mapping[int, int]:
    """Map all nodes of a document to the innermost clause at or above them."""
    visible = {root.key: root.key}
    for node in root.walk():
        visible.setdefault(node.key, node.key)
        for child in node.children:
            visible[child.key] = child.key if child.key in listed else visible[node.key]
    return visible
