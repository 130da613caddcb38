"""A bundle seen from its documents: what cites whom, what is used where, each looked up at once.

Reads: a bundle. Writes nothing. Everything that shows a bundle (pages, data, commands)
looks things up here, so that no writer walks through all citations for one clause.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from converter.bundle import Bundle, Related
from converter.card import card_of, labels_on
from converter.citation import Citation
from converter.comparison import Comparison, Match
from converter.document_view import DocumentView
from converter.history.fates import Fates
from converter.history.lineage import Lineage
from converter.model import Document
from converter.quote import Shown
from converter.settings import Settings
from converter.term import Term, TermOrigin, TermUse
from converter.title_names import normal_title

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)

#: So many documents are kept at hand with their nodes by key.
_VIEWS = 32


class View:
    """A bundle with its tables by document, by target and by term."""

    def __init__(self, bundle: Bundle, settings: Settings | None = None) -> None:
        self.bundle = bundle
        self._views: OrderedDict[str, DocumentView] = OrderedDict()
        self.settings = settings or Settings()
        self._cited: dict[str, Mapping[int, list[Citation]]] = {}
        self._parts: dict[str, Mapping[str, int]] = {}
        self._labels: dict[str, Mapping[str, str]] = {}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents by slug."""
        return {doc.slug: doc for doc in self.bundle.documents}

    def of(self, slug: str) -> DocumentView:
        """Return a document with its nodes by key and id."""
        found = self._views.get(slug)
        if found is None:
            found = self._views[slug] = DocumentView(self.documents[slug])
            if len(self._views) > _VIEWS:
                self._views.popitem(last=False)
        else:
            self._views.move_to_end(slug)
        return found

    def label(self, slug: str, eid: str) -> str | None:
        """Return the label of a clause, without reading its document if it defines a term.

        Args:
            slug: A document of the bundle.
            eid: An id.

        Returns:
            The label; None if the document has no such clause.
        """
        known = self.at_hand(slug).get(eid)
        if known is not None:
            return known
        of = self.of(slug)
        return of.document.labels[of.keys[eid]] if eid in of.keys else None

    def at_hand(self, slug: str) -> Mapping[str, str]:
        """Return the labels of a document that are known without reading it, by ids."""
        if slug not in self._labels:
            self._labels[slug] = labels_on(card_of(self.documents[slug]))
        return self._labels[slug]

    def shown(self, place: TermUse | Citation) -> Shown:
        """Tell what other pages show of a place, without reading its document if possible."""
        return place.shown or self.of(place.slug).shown(place.key, place.start, place.end)

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """The terms by id."""
        return {term.id: term for term in self.bundle.terms}

    @cached_property
    def citations_in(self) -> Mapping[str, list[Citation]]:
        """The citations of each document, by its slug."""
        return _grouped(self.bundle.citations, lambda citation: citation.slug)

    @cached_property
    def citations_of(self) -> Mapping[str, list[Citation]]:
        """The resolved citations of each document, by the slug of the cited one."""
        resolved = (c for c in self.bundle.citations if c.target_slug)
        return _grouped(resolved, lambda citation: citation.target_slug or "")

    def cited_in(self, slug: str) -> Mapping[int, list[Citation]]:
        """Return the citations of each unit of a document, by its key (see `units`).

        A range is a citation of each clause that it names; citations of the document as a
        whole are left out.
        """
        if slug not in self._cited:
            of, cited = self.of(slug), dict[int, list[Citation]]()
            for citation in self.citations_of.get(slug, ()):
                if citation.target_eid is None:
                    continue
                last = citation.last_eid or citation.target_eid
                keys = of.between(citation.target_eid, last)
                for unit in dict.fromkeys(of.units[key] for key in keys):
                    cited.setdefault(unit, []).append(citation)
            self._cited[slug] = cited
        return self._cited[slug]

    def versions(self, doc: Document) -> tuple[Document, ...]:
        """Return all versions of what a document is one of, itself included, the oldest first."""
        return self._versions.get(doc.slug, (doc,))

    def current(self, doc: Document) -> Document:
        """Return the latest version of what a document is one of."""
        return self.versions(doc)[-1]

    @cached_property
    def _versions(self) -> Mapping[str, tuple[Document, ...]]:
        families = (tuple(map(self.documents.__getitem__, f)) for f in self.bundle.families)
        return {doc.slug: family for family in families for doc in family}

    @cached_property
    def lineage(self) -> Lineage:
        """What lives on as what through the versions of each document."""
        return Lineage(self.bundle)

    @cached_property
    def fates(self) -> Fates:
        """What became of the clauses of superseded versions."""
        return Fates(self.bundle, self.lineage)

    @cached_property
    def comparisons_of(self) -> Mapping[str, list[Comparison]]:
        """The comparisons that a document stands in, by its slug."""
        found: dict[str, list[Comparison]] = {}
        for comparison in self.bundle.comparisons:
            for slug in (comparison.older, comparison.newer):
                found.setdefault(slug, []).append(comparison)
        return found

    def row_id(self, comparison: Comparison, row: Match) -> str:
        """Return the id of a row on the page of its comparison: that of its newer clause.

        A clause that is gone has its old id behind `old_`, which begins no id of a clause.
        """
        if row.newer:
            return self.lineage.listed(comparison.newer).ids[row.newer[0]]
        return f"old_{self.lineage.listed(comparison.older).ids[row.older[0]]}"

    def same_title(self, doc: Document) -> list[Document]:
        """Return the documents with the title of one, itself included: versions, mostly."""
        return self._by_title[normal_title(doc.title)]

    @cached_property
    def _by_title(self) -> Mapping[str, list[Document]]:
        return _grouped(self.bundle.documents, lambda doc: normal_title(doc.title))

    @cached_property
    def uses_in(self) -> Mapping[str, list[TermUse]]:
        """The uses of terms in each document, by its slug."""
        return _grouped(self.bundle.uses, lambda use: use.slug)

    @cached_property
    def uses_of(self) -> Mapping[str, list[TermUse]]:
        """The uses of each term, by its id."""
        return _grouped(self.bundle.uses, lambda use: use.term)

    @cached_property
    def pages(self) -> Mapping[str, list[Term]]:
        """The senses of each wording, by the name of their page."""
        return _grouped(self.bundle.terms, lambda term: term.page)

    def sense_url(self, term: Term) -> str:
        """Return the address of a sense, from the root of the site.

        Of a word that many documents explain, the senses stand on several pages.
        """
        part = self.sense_part(term)
        return f"glossary/{term.page}/{f'{part}/' if part > 1 else ''}#{term.anchor}"

    def sense_part(self, term: Term) -> int:
        """Return which of the pages of its word a sense stands on, from 1.

        All versions of a document that defines it share one.
        """
        if self.bundle.sense_parts is not None:
            return self.bundle.sense_parts.get(term.id, 1)
        senses = self.pages.get(term.page, ())
        if len(senses) <= self.settings.senses_per_page:
            return 1
        if term.page not in self._parts:
            works = dict.fromkeys(map(_defining_work, senses))
            self._parts[term.page] = {work: at for at, work in enumerate(works)}
        place = self._parts[term.page][_defining_work(term)]
        return 1 + place // self.settings.senses_per_page

    @cached_property
    def page_of(self) -> Mapping[str, str]:
        """The name of the page of each term, by its wording."""
        return {term.term: term.page for term in self.bundle.terms}

    @cached_property
    def unexplained_of(self) -> Mapping[str, list[TermUse]]:
        """The unexplained uses of each wording, by the name of its page."""
        return _grouped(self.bundle.unexplained, lambda use: use.term)

    @cached_property
    def related_in(self) -> Mapping[str, list[Related]]:
        """The related clauses of each document, by its slug."""
        return _grouped(self.bundle.related, lambda related: related.slug)

    @cached_property
    def terms_from(self) -> Mapping[str, list[Term]]:
        """The terms whose definition stands in a document, by its slug."""
        defined = (term for term in self.bundle.terms if term.source and term.source.document)
        return _grouped(defined, lambda t: (t.source and t.source.document) or "")

    @cached_property
    def copied(self) -> Mapping[str, Mapping[str, int]]:
        """By document the others that say the same in so many of its clauses."""
        counted: dict[str, dict[str, int]] = {}
        for related in self.bundle.related:
            if not related.shared:
                others = counted.setdefault(related.slug, {})
                others[related.target_slug] = others.get(related.target_slug, 0) + 1
        return counted

    @cached_property
    def related_to(self) -> Mapping[tuple[str, int], list[Related]]:
        """The related clauses of each clause, by the slug of its document and its key."""
        return _grouped(self.bundle.related, lambda related: (related.slug, related.key))


def _defining_work(term: Term) -> str:
    """Return what the senses of one document have in common; each of an editor's is alone."""
    if term.origin is TermOrigin.TEXT and term.source and term.source.document:
        return term.source.document.partition("/")[0]
    return term.id


def _grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> dict[_Key, list[_Item]]:
    groups: dict[_Key, list[_Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
