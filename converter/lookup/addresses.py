"""Addresses of the site that stand in any text, and where each leads now.

Reads: what is published, and what is known of old addresses. Guarantees: an address is only said
to be right if no earlier text of the document lets it name another rule. Which text somebody had
before the eyes who copied an address without a date cannot be known: then both are said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from converter.comparison import Change
from converter.history.fates import Fate
from converter.ledger.decisions import Decisions
from converter.lookup.find_addresses import Found
from converter.lookup.pages import Old, SitePages
from converter.lookup.places import Place
from converter.lookup.published import Published
from converter.lookup.realigned import Realigned
from converter.view import View


class Lead(StrEnum):
    """Where an address leads now."""

    RIGHT = "right"
    MOVED = "moved"
    REWORDED = "reworded"
    OTHER_RULE = "other-rule"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an address without a date named in an earlier text.

    Attributes:
        place: The clause there.
        now: What it has become in the latest text; none if it was deleted.
        change: What became of it.
        likeness: How like the words are, from 0 to 1.
    """

    place: Place
    now: tuple[Place, ...]
    change: Change
    likeness: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an address leads.

    Attributes:
        found: The address, and where it stands.
        lead: Where it leads, in a word.
        targets: What is there now; for `unknown`, and what is gone without successor, none.
        earlier: What it named in earlier texts, where that matters, the latest first; of a
            superseded text's own address what became of the clause.
        words: Of what was removed the first words.
        known: For `unknown`, whether the document at least is there.
    """

    found: Found
    lead: Lead
    targets: tuple[Place, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    words: str = ""
    known: bool = True


class Addresses:
    """What is published, asked for addresses."""

    def __init__(
        self,
        published: Published,
        pages: Mapping[str, Collection[str]],
        decisions: Decisions | None = None,
    ) -> None:
        """Take what there is.

        Args:
            published: The documents and their clauses.
            pages: The pages beside the documents, such as `glossary/x/`, with their ids.
            decisions: What was decided of addresses that are no more.
        """
        self._published = published
        self._pages = pages
        listed = (decisions or Decisions()).listed(renamed=True)
        self._old = {(slug, old.eid): old for slug, old in listed}
        self._realigned = Realigned(published)
        self._family_of = self._realigned.family_of

    def answer(self, found: Found) -> Answer:
        """Tell where an address leads.

        Args:
            found: The address.

        Returns:
            Where it leads.
        """
        if found.slug:
            return self._of_document(found)
        ids = self._pages.get(found.page)
        known = ids is not None and (not found.eid or found.eid in ids)
        return Answer(found, Lead.RIGHT if known else Lead.UNKNOWN, known=ids is not None)

    def _of_document(self, found: Found) -> Answer:
        slug = self._slug(found.slug)
        if slug is None:
            return self._decided(found, found.slug)
        if not found.eid:
            return Answer(found, Lead.RIGHT, (self._place(slug),))
        family = self._family_of.get(slug, (slug,))
        there = found.eid in self._published.outline(slug).places
        if slug != family[-1]:
            return self._of_older(found, slug) if there else self._decided(found, slug)
        if found.slug != slug:  # its date was given, so no other text is meant
            right = Answer(found, Lead.RIGHT, (self._place(slug, found.eid),))
            return right if there else self._decided(found, slug)
        earlier = list(self._earlier(family, found.eid))
        return self._of_latest(found, earlier) if there else self._of_lost(found, earlier)

    def _slug(self, name: str) -> str | None:
        """Return the document of an address: with a date, also the latest text."""
        if name in self._published.documents:
            return name
        work, _, date = name.partition("/")
        versions = self._family_of.get(work, (work,))
        listed = (self._published.documents.get(slug) for slug in versions)
        return next((str(d["slug"]) for d in listed if d and date and d["version"] == date), None)

    def _of_older(self, found: Found, slug: str) -> Answer:
        """Answer for the address of a superseded text: it is right for ever."""
        place = self._place(slug, found.eid)
        return Answer(found, Lead.RIGHT, (place,), (self._became(slug, found.eid),))

    def _of_latest(self, found: Found, earlier: Sequence[Earlier]) -> Answer:
        """Answer for an id of the latest text that earlier ones may have, too."""
        here = (self._place(found.slug, found.eid),)
        other = [e for e in earlier if found.eid not in [place.eid for place in e.now]]
        reworded = [e for e in earlier if e.change is not Change.UNCHANGED]
        if other:
            return Answer(found, Lead.OTHER_RULE, here, tuple(other))
        if reworded:
            return Answer(found, Lead.REWORDED, here, tuple(reworded))
        return Answer(found, Lead.RIGHT, here)

    def _of_lost(self, found: Found, earlier: Sequence[Earlier]) -> Answer:
        """Answer for an id that the latest text lacks."""
        if not earlier:
            return self._decided(found, found.slug)
        last = earlier[0]
        if (found.slug, found.eid) in self._old:
            return replace(self._decided(found, found.slug), earlier=(last,))
        return Answer(found, Lead.MOVED if last.now else Lead.GONE, last.now, (last,))

    def _decided(self, found: Found, slug: str) -> Answer:
        """Answer from what was decided of an address."""
        old = self._old.get((slug, found.eid))
        if old is None:
            return self._on_page(found, slug)
        there = old.place is not None and old.place.slug in self._published.documents
        targets = (self._place(*old.place),) if old.place and there else ()
        lead = Lead.GONE if old.removed else Lead.MOVED
        return Answer(found, lead, targets, words=old.excerpt if old.removed else "")

    def _on_page(self, found: Found, slug: str) -> Answer:
        """Answer from the page itself, if it is there to be read."""
        page = f"documents/{slug}/"
        old = self._pages.old(page) if isinstance(self._pages, SitePages) else Old()
        if slug not in self._published.documents:
            to = old.lead.removeprefix("documents/").strip("/")
            if to not in self._published.documents or found.eid not in ("", *self._pages[page]):
                return Answer(found, Lead.UNKNOWN, known=bool(old.lead))
            there = found.eid in self._published.outline(to).places
            return Answer(found, Lead.MOVED, (self._place(to, found.eid if there else None),))
        # Beside its clauses a page has other places, such as the marks of footnotes.
        if not found.eid or found.eid not in self._pages.get(page, ()):
            return Answer(found, Lead.UNKNOWN)
        if found.eid in old.gone:
            return Answer(found, Lead.GONE)
        lead = Lead.MOVED if found.eid in old.moved else Lead.RIGHT
        return Answer(found, lead, (self._place(slug),))

    def _place(self, slug: str, eid: str | None = None) -> Place:
        return Place.of(self._published, slug, eid or None)

    def _earlier(self, family: Sequence[str], eid: str) -> Iterator[Earlier]:
        for slug in reversed(family[:-1]):
            if eid in self._published.outline(slug).places:
                yield self._became(slug, eid)

    def _became(self, slug: str, eid: str) -> Earlier:
        """Tell what became of a clause of a superseded text."""
        view = self._realigned.view(slug)
        fate = view.fates.of(slug, view.of(slug).keys[eid])
        assert fate is not None  # it is no latest text
        return Earlier(self._place(slug, eid), self._now(view, fate), fate.change, fate.likeness)

    def _now(self, view: View, fate: Fate) -> tuple[Place, ...]:
        ids = view.documents[fate.newer].ids
        return tuple(self._place(fate.newer, ids[key]) for key in fate.now)


def answers(found: Iterable[Found], addresses: Addresses) -> list[Answer]:
    """Tell where each of several addresses leads, in their order."""
    return [addresses.answer(one) for one in found]
