"""Two documents side by side: rows of clauses, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a clause from one version to the next.

    The values are those of `change` in the published data. That a clause bears another number,
    or stands elsewhere, is said beside it (`Match.renumbered`, `Match.moved`).
    """

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    SPLIT = "split"  # one clause has become several
    MERGED = "merged"  # several have become one
    REGROUPED = "regrouped"  # several have become several others
    NEW = "new"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Match:
    """A row of a comparison: clauses of the one document, and what answers to them in the other.

    Attributes:
        older: The nodes in the older document; none if nothing there answers.
        newer: The nodes in the newer one; none likewise.
        likeness: How like their words are, from 0 to 1; 1 for the same words, where width,
            white space and the clauses' own numbers do not count.
        renumbered: True if what answers bears another number (原第十二条，现第十三条).
        moved: True if it stands elsewhere in the order of the clauses, not only behind
            others that are new or gone.
        shared: The words that both have, the telling ones first; for documents that are no
            versions of each other.
    """

    older: tuple[int, ...]
    newer: tuple[int, ...]
    likeness: float = 0.0
    renumbered: bool = False
    moved: bool = False
    shared: tuple[str, ...] = ()

    @property
    def change(self) -> Change:
        """What became of the older clauses."""
        if not self.older or not self.newer:
            return Change.DELETED if self.older else Change.NEW
        if len(self.older) > 1:
            return Change.REGROUPED if len(self.newer) > 1 else Change.MERGED
        if len(self.newer) > 1:
            return Change.SPLIT
        return Change.UNCHANGED if self.likeness == 1 else Change.REWORDED


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side: two versions of one, or two that are of the same matter.

    Attributes:
        older: The slug of the one.
        newer: The slug of the other.
        rows: Their clauses, each in one row. Of versions in the order of the newer one, with
            those that are gone where they stood; else those of the newer in its order, then
            what is left of the older.
        versions: True for two versions of one document.
        counterparts: For versions, the nodes of the older one at all levels that live on in
            the newer one, ascending, each with the node that answers to it there.
        dates: For versions, their dates.
    """

    older: str
    newer: str
    rows: tuple[Match, ...]
    versions: bool = False
    counterparts: tuple[tuple[int, int], ...] = ()
    dates: tuple[str, str] = ("", "")

    @property
    def page(self) -> str:
        """The folder of its page, from the root of the site.

        Versions are named by their dates: the latest will not be the latest for ever.
        """
        names: Iterable[str] = (self.older, self.newer)
        if self.versions:
            works = (name.partition("/")[0] for name in names)
            names = [f"{work}_{date}" for work, date in zip(works, self.dates, strict=True)]
        return "".join(f"{part}/" for part in ("compare", *(n.replace("/", "_") for n in names)))
