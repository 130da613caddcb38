"""What old addresses resolve to: the table that pages of old addresses are written from.

Made by `table.make_decisions`. Chains are followed: what was moved to a clause that was moved
in turn is found where that one is.

Not in this table is what follows from the documents themselves: an id of an older version
that the version in force does not bear lives on at its counterpart there
(`comparison.Comparison.counterparts`). What was decided of an older version stands here under
that version; on the page of the version in force it leads to the counterpart of `place`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """A clause, or a document, that is there.

    Attributes:
        slug: Of the document (`Document.slug`).
        eid: Of the clause; empty for the document as a whole.
    """

    slug: str
    eid: str = ""


@dataclass(frozen=True, slots=True)
class OldId:
    """An id that was published and that no clause of its page bears any more.

    Attributes:
        eid: The id.
        place: Where the clause is found now, a clause or document that is there; None if it
            was removed and has no successor.
        removed: True if the clause is no more; then `place` is its successor.
        excerpt: Its first words, without white space; ends with `…` if there were more.
        date: The day on which it was decided, ISO 8601.
    """

    eid: str
    place: Place | None
    removed: bool
    excerpt: str
    date: str


@dataclass(frozen=True, slots=True)
class OldPage:
    """A document, or a version of one, that was published under a name that no longer is.

    Attributes:
        slug: Its name in addresses then, such as `jiancha-fa` or `jiancha-fa/2018-03-20`; the
            pages were `documents/<slug>/`.
        place: The document or version that it is now, or the successor of one removed; None
            if there is none.
        removed: True if the document is no more.
        title: Of a document that was removed, without white space.
        date: The day on which it was decided, ISO 8601.
        ids: All its ids, sorted, each with where it is found now. Of a document with another
            name the ids that are still borne there are listed too, with their new address.
    """

    slug: str
    place: Place | None
    removed: bool
    title: str
    date: str
    ids: tuple[OldId, ...] = ()

    @property
    def whole(self) -> OldId:
        """The page as a whole, as an id that is empty."""
        return OldId("", self.place, self.removed, self.title, self.date)

    @property
    def changed(self) -> tuple[OldId, ...]:
        """The ids without those that the page's present name bears; mostly none is left."""
        now = None if self.removed or self.place is None else self.place.slug
        return tuple(old for old in self.ids if old.place != (now, old.eid))


@dataclass(frozen=True, slots=True)
class Decisions:
    """All old addresses.

    Attributes:
        ids: By the slug of a document that is there (`Document.slug`), the old ids of its page,
            sorted.
        pages: The pages that no longer are, by slug.
    """

    ids: Mapping[str, tuple[OldId, ...]] = field(default_factory=dict)
    pages: tuple[OldPage, ...] = ()

    def listed(self, *, renamed: bool = False) -> Iterator[tuple[str, OldId]]:
        """Yield all old addresses in their order, each with the slug of its page.

        Args:
            renamed: True for all ids of a page with another name; else those are left out that
                are borne under its present name.

        Yields:
            Slug and id; of a page that no longer is first the page as a whole, whose id is empty.
        """
        for slug, ids in sorted(self.ids.items()):
            yield from ((slug, old) for old in ids)
        for page in sorted(self.pages, key=lambda page: page.slug):
            yield page.slug, page.whole
            yield from ((page.slug, old) for old in (page.ids if renamed else page.changed))
