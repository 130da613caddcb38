"""Addresses of the site that stand in any text, and where each leads now.

Reads: what is published, and what is known of old addresses. Guarantees: an address is only said
to be right if no earlier text of the document lets it name another rule. Which text somebody had
before the eyes who copied an address without a date cannot be known: then both are said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from converter.bundle import Bundle, Change
from converter.ledger.decisions import Decisions
from converter.ledger.decisions import Place as Target
from converter.lookup.cite import Place
from converter.lookup.find_addresses import Found
from converter.lookup.published import Line, Published
from converter.model import Document, Entry, Kind, Node, Profile
from converter.source import SourceText, Span
from converter.versions.fates import Fate
from converter.versions.history import align
from converter.view import View
from converter.works import families


class Lead(StrEnum):
    """Where an address leads now."""

    RIGHT = "right"
    MOVED = "moved"
    REWORDED = "reworded"
    OTHER_RULE = "other-rule"
    GONE = "gone"
    UNKNOWN = "unknown"


class Former(NamedTuple):
    """What was decided of an address that no page or clause bears any more.

    Attributes:
        slug: The document that it leads to; empty for nowhere.
        eid: The clause there; empty for the document as a whole.
        removed: True if what it named is no more; then it leads to the successor.
        excerpt: The first words of what it named.
        date: The day of the decision, ISO 8601.
    """

    slug: str
    eid: str
    removed: bool
    excerpt: str = ""
    date: str = ""


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
        former: Mapping[tuple[str, str], Former] | None = None,
    ) -> None:
        """Take what there is.

        Args:
            published: The documents and their clauses.
            pages: The pages beside the documents, such as `glossary/x/`, with their ids.
            former: What was decided of addresses that are no more, by slug and id; the id of
                a page as a whole is empty.
        """
        self._published = published
        self._pages = pages
        self._former = former or {}
        self._views: dict[tuple[str, ...], View] = {}

    @cached_property
    def _family_of(self) -> Mapping[str, tuple[str, ...]]:
        shells = [_shell(line) for line in self._published.documents.values()]
        return {slug: family for family in families(shells) for slug in family}

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
        decided = self._decided(found, found.slug)
        if decided.lead is not Lead.UNKNOWN:
            return replace(decided, earlier=(last,))
        return Answer(found, Lead.MOVED if last.now else Lead.GONE, last.now, (last,))

    def _decided(self, found: Found, slug: str) -> Answer:
        """Answer from what was decided of an address."""
        known = self._former.get((slug, found.eid))
        if known is None:
            there = slug in self._published.documents
            # Beside its clauses a page has other places, such as the marks of footnotes.
            if there and found.eid in self._pages.get(f"documents/{slug}/", ()):
                return Answer(found, Lead.RIGHT, (self._place(slug),))
            return Answer(found, Lead.UNKNOWN, known=there)
        there = known.slug in self._published.documents
        targets = (self._place(known.slug, known.eid or None),) if there else ()
        lead = Lead.GONE if known.removed else Lead.MOVED
        return Answer(found, lead, targets, words=known.excerpt)

    def _place(self, slug: str, eid: str | None = None) -> Place:
        return Place.of(self._published, slug, eid or None)

    def _earlier(self, family: Sequence[str], eid: str) -> Iterator[Earlier]:
        for slug in reversed(family[:-1]):
            if eid in self._published.outline(slug).places:
                yield self._became(slug, eid)

    def _became(self, slug: str, eid: str) -> Earlier:
        """Tell what became of a clause of a superseded text."""
        view = self._view(self._family_of[slug])
        fate = view.fates.of(slug, view.of(slug).keys[eid])
        assert fate is not None  # it is no latest text
        return Earlier(self._place(slug, eid), self._now(view, fate), fate.change, fate.likeness)

    def _now(self, view: View, fate: Fate) -> tuple[Place, ...]:
        ids = view.documents[fate.newer].ids
        return tuple(self._place(fate.newer, ids[key]) for key in fate.now)

    def _view(self, family: tuple[str, ...]) -> View:
        """Align the texts of one document, once."""
        if family not in self._views:
            documents = [self._document(slug) for slug in family]
            steps = tuple(align(older, newer) for older, newer in pairwise(documents))
            bundle = Bundle(tuple(documents), comparisons=steps, families=(family,))
            self._views[family] = View(bundle)
        return self._views[family]

    def _document(self, slug: str) -> Document:
        """Put a document together from what is published of it, as far as it is aligned by."""
        outline = self._published.outline(slug)
        tree = outline.tree
        shell = _shell(self._published.documents[slug])
        return replace(shell, source=tree.source, root=tree.root, ids=dict(tree.ids))


def _shell(line: Line) -> Document:
    """Make a document without its text, from what is published of it as a whole."""
    return Document(
        Entry(line["source"], line["slug"]),
        SourceText.plain(line["source"], ""),
        "",
        0,
        Node(0, Kind.DOCUMENT, Span(0, 0)),
        line["title"],
        False,
        Profile(line["profile"]),
        {},
        {},
        {},
        (),
        version=line["version"] or "",
    )


def former(decisions: Decisions) -> dict[tuple[str, str], Former]:
    """Look up what was decided of old addresses, by slug and id.

    Args:
        decisions: The decisions of the ledger.

    Returns:
        What each leads to, as `Addresses` takes it.
    """
    table = {
        (slug, old.eid): _former(old.place, old.removed, old.excerpt, old.date)
        for slug, ids in decisions.ids.items()
        for old in ids
    }
    for page in decisions.pages:
        table[page.slug, ""] = _former(page.place, page.removed, page.title, page.date)
        for old in page.ids:
            table[page.slug, old.eid] = _former(old.place, old.removed, old.excerpt, old.date)
    return table


def _former(place: Target | None, removed: bool, words: str, date: str) -> Former:
    slug, eid = place or ("", "")
    return Former(slug, eid, removed, words if removed else "", date)


def answers(found: Iterable[Found], addresses: Addresses) -> list[Answer]:
    """Tell where each of several addresses leads, in their order."""
    return [addresses.answer(one) for one in found]
