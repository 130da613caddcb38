"""The part of a bundle that the page of one document shows, and nothing else.

Reads: a view. Writes: a small bundle. Guarantees: the page is the same written from it as written
from the whole; and where nothing of the part has changed, nothing on the page has. So a page can
be written in any process, and need not be written again as long as its part stays the same.

Of a document in it whose text the page does not show, only the light part is there: an attempt
to read the rest fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from converter.bundle import Bundle
from converter.cache import digest
from converter.card import card_of
from converter.columns import pack_rows
from converter.comparison import Comparison
from converter.ledger.decisions import Decisions
from converter.model import Document
from converter.parallel import pack_plainly
from converter.stored import Stored, changed, light_part, without_text
from converter.term import Term
from converter.view import View


@dataclass(slots=True)
class _Needed:
    """What a page needs, by slugs and ids."""

    named: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    families: set[tuple[str, ...]] = field(default_factory=set)


class Extracts:
    """Takes the parts of single pages out of a bundle."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._order = {doc.slug: at for at, doc in enumerate(view.bundle.documents)}
        self._terms = {term.id: at for at, term in enumerate(view.bundle.terms)}
        self._named: dict[str, tuple[Document, Document]] = {}
        self._pages_to: dict[str, list[int]] = {}
        for at, page in enumerate(view.bundle.decisions.pages):
            for slug in {page.slug.partition("/")[0], page.place.slug if page.place else ""}:
                self._pages_to.setdefault(slug, []).append(at)

    def of(self, doc: Document) -> Bundle:
        """Take out what the page of a document shows.

        Args:
            doc: A document of the bundle.

        Returns:
            A bundle with that document and what of the others its page shows.
        """
        view, bundle = self._view, self._view.bundle
        needed = _Needed()
        versions = view.versions(doc)
        self._read_family(needed, versions)
        citations = list(view.citations_in.get(doc.slug, ()))
        for slug in dict.fromkeys(c.target_slug for c in citations if c.target_slug):
            self._cite(needed, view.documents[slug])
        seen = set(map(id, citations))
        for version in versions:
            for citation in view.citations_of.get(version.slug, ()):
                self._name(needed, view.documents[citation.slug])
                if id(citation) not in seen:
                    citations.append(citation)
        terms = self._terms_of(needed, doc)
        related = view.related_in.get(doc.slug, ())
        for row in related:
            self._name(needed, view.documents[row.target_slug])
        own = view.comparisons_of.get(doc.slug, ())
        for comparison in own:
            for slug in (comparison.older, comparison.newer):
                self._name(needed, view.documents[slug])
        decisions = self._decisions(needed, versions)
        return Bundle(
            documents=self._documents(needed, doc),
            terms=terms,
            uses=tuple(view.uses_in.get(doc.slug, ())),
            citations=tuple(citations),
            related=tuple(related),
            comparisons=self._comparisons(needed, own),
            families=tuple(f for f in bundle.families if f in needed.families),
            decisions=decisions,
            sense_parts={term.id: part for term in terms if (part := view.sense_part(term)) > 1},
        )

    def of_comparison(self, comparison: Comparison) -> Bundle:
        """Take out what the page of a comparison shows.

        Args:
            comparison: A comparison of the bundle.

        Returns:
            A bundle with that comparison, its two documents, and what they are told from.
        """
        needed = _Needed()
        for slug in (comparison.older, comparison.newer):
            needed.read.add(slug)
            doc = self._view.documents[slug]
            needed.named.update(other.slug for other in self._view.same_title(doc))
        return Bundle(self._documents(needed), comparisons=(comparison,))

    def _name(self, needed: _Needed, doc: Document) -> None:
        """Have a document named: with all of the same title, which tells how."""
        if doc.slug not in needed.named:
            needed.named.update(other.slug for other in self._view.same_title(doc))
            needed.named.add(doc.slug)
            versions = self._view.versions(doc)
            if len(versions) > 1:
                needed.families.add(tuple(version.slug for version in versions))
                needed.named.update(version.slug for version in versions)

    def _read_family(self, needed: _Needed, versions: Iterable[Document]) -> None:
        for version in versions:
            self._name(needed, version)
            needed.read.add(version.slug)

    def _cite(self, needed: _Needed, doc: Document) -> None:
        """Have a document cited; what became of a superseded text is told from all versions."""
        needed.read.add(doc.slug)
        self._name(needed, doc)
        if self._view.current(doc) is not doc:
            self._read_family(needed, self._view.versions(doc))

    def _terms_of(self, needed: _Needed, doc: Document) -> tuple[Term, ...]:
        """Return the terms that a page shows, in the order of the bundle."""
        view = self._view
        found = {use.term for use in view.uses_in.get(doc.slug, ())}
        for term in [view.terms[name] for name in found]:
            defining = view.documents.get((term.source and term.source.document) or "")
            if defining is None:
                continue
            clause = term.source and term.source.clause
            if len(view.versions(defining)) == 1 and clause in view.at_hand(defining.slug):
                self._name(needed, defining)
            else:
                self._cite(needed, defining)
            if len(view.versions(defining)) > 1:
                family = {version.slug for version in view.versions(defining)}
                found.update(
                    other.id
                    for other in view.pages.get(term.page, ())
                    if other.source and other.source.document in family
                )
        found.update(term.id for term in view.terms_from.get(doc.slug, ()))
        return tuple(view.terms[name] for name in sorted(found, key=self._terms.__getitem__))

    def _decisions(self, needed: _Needed, versions: Iterable[Document]) -> Decisions:
        every = self._view.bundle.decisions
        slugs = [version.slug for version in versions]
        ids = {slug: every.ids[slug] for slug in slugs if slug in every.ids}
        works = {*slugs, *(slug.partition("/")[0] for slug in slugs)}
        at = {at for slug in works for at in self._pages_to.get(slug, ())}
        pages = tuple(every.pages[number] for number in sorted(at))
        for old in (*ids.values(), *(page.ids for page in pages)):
            for place in (one.place for one in old if one.place):
                if place.slug in self._view.documents:
                    self._cite(needed, self._view.documents[place.slug])
        return Decisions(ids, pages)

    def _comparisons(self, needed: _Needed, own: Iterable[Comparison]) -> tuple[Comparison, ...]:
        listed = {id(one): one for one in own}
        for family in needed.families:
            if needed.read.issuperset(family):
                for slug in family:
                    found = self._view.comparisons_of.get(slug, ())
                    listed.update((id(one), one) for one in found if one.versions)
        # Of others only their addresses are shown.
        return tuple(
            one if one.versions else replace(one, rows=())
            for one in self._view.bundle.comparisons
            if id(one) in listed
        )

    def _documents(self, needed: _Needed, doc: Document | None = None) -> tuple[Document, ...]:
        slugs = sorted(needed.named | needed.read, key=self._order.__getitem__)
        documents = self._view.documents
        return tuple(
            documents[slug]
            if doc and slug == doc.slug
            else self._light(documents[slug], slug in needed.read)
            for slug in slugs
        )

    def _light(self, doc: Document, read: bool) -> Document:
        """Return a document without what no other page shows of it; each time the same one."""
        if doc.slug not in self._named:
            card = card_of(doc)
            # Of definitions only where they stand; what they say stands in the terms.
            bare = tuple(replace(one, text="", begins=None) for one in card.meanings)
            card = replace(card, meanings=bare)
            light = changed(doc, mentions=(), diagnostics=(), definitions=(), card=card)
            self._named[doc.slug] = light, without_text(light)
        light, named = self._named[doc.slug]
        return light if read else named


def bare(part: Bundle) -> Bundle:
    """Return a part without what other pages show of the uses in it, which its page does not.

    Args:
        part: What `Extracts.of` returned.
    """
    return replace(part, uses=tuple([use.with_shown(None) for use in part.uses]))


class PartDigests:
    """Tells of parts of a bundle what changes when something in them does."""

    #: What is in many parts, and so looked at once; documents are told by their own names, too.
    _SHARED = ("documents", "terms")
    #: What is written row by row.
    _ROWS = ("uses", "citations", "related")

    def __init__(self) -> None:
        #: What was looked at. It has to stay, or another may get its place in memory.
        self._known: dict[int | tuple[int, ...], tuple[object, str]] = {}

    def of(self, part: Bundle) -> str:
        """Return the digest of a part as it is without what `bare` leaves out.

        Equal parts have equal ones.
        """
        shared = (self._one(one) for name in self._SHARED for one in (name, *getattr(part, name)))
        rows = (pack_rows(getattr(part, name), _NOT_SHOWN.get(name, _ALL)) for name in self._ROWS)
        apart = {*self._SHARED, *self._ROWS}
        rest = (getattr(part, field.name) for field in fields(Bundle) if field.name not in apart)
        return digest(*shared, "rows", *rows, pack_plainly(tuple(rest)))

    def _one(self, value: object) -> str:
        if isinstance(value, Stored):
            return f"{self._light(value)} {value.digest}"
        found = self._known.get(id(value))
        if found is None:
            found = self._known[id(value)] = value, digest(pack_plainly(value))
        return found[1]

    def _light(self, document: Stored) -> str:
        """Return a digest of what is in memory; with and without its text that is the same."""
        light = light_part(document)
        key = tuple(map(id, light))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = light, digest(pack_plainly(light))
        return found[1]


_ALL = frozenset[str]()
#: What `bare` leaves out.
_NOT_SHOWN = {"uses": frozenset({"shown"})}
