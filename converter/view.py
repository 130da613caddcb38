"""A bundle seen from its documents: what cites whom, what is used where, each looked up at once.

Reads: a bundle. Writes nothing. Everything that shows a bundle (pages, data, commands)
looks things up here, so that no writer walks through all citations for one clause.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from converter.bundle import (
    Bundle,
    Citation,
    Comparison,
    Match,
    Related,
    Shown,
    Term,
    TermOrigin,
    TermUse,
)
from converter.card import card_of, labels_on
from converter.history.fates import Fates
from converter.history.lineage import Lineage
from converter.model import Document
from converter.settings import Settings
from converter.source import Span
from converter.title_names import normal_title
from converter.tree import Kind, Node

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)

#: So many documents are kept at hand with their nodes by key.
_VIEWS = 32

#: How much of a sentence is shown on either side of what is quoted, in characters.
LONGEST_CONTEXT = 60

#: Where a sentence ends, or a clause of one that may stand alone.
_STOPS = "。！？；\n"


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in its sentence: what stands before it, itself, and what follows."""

    before: str
    hit: str
    after: str


def quote(text: str, start: int, end: int, most: int = LONGEST_CONTEXT) -> Quote:
    """Cut the sentence around a place out of a text.

    Args:
        text: The text.
        start: Where the place begins.
        end: Where it ends.
        most: How much to show on either side, in characters; what is cut off becomes `…`.

    Returns:
        The sentence in three parts, its stop included.
    """
    first = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    stops = [found for stop in _STOPS if (found := text.find(stop, end)) >= 0]
    last = min(stops) + 1 if stops else len(text)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if len(before) > most:
        before = "…" + before[-most:]
    if len(after) > most:
        after = after[:most] + "…"
    return Quote(before, text[start:end], after)


def narrowed(said: Shown, most: int) -> Quote:
    """Cut the sentence of a place shorter than it is kept.

    Args:
        said: What is shown of the place.
        most: How much to show on either side, in characters.
    """
    before, after = said.before, said.after
    if most < LONGEST_CONTEXT:
        before = before if len(before) <= most else "…" + before[-most:]
        after = after if len(after) <= most else after[:most] + "…"
    return Quote(before, said.hit, after)


class DocumentView:
    """One document with its nodes by key and by id."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def nodes(self) -> Mapping[int, Node]:
        """All nodes by key, the root among them."""
        return {node.key: node for node in self.document.root.walk()}

    @cached_property
    def keys(self) -> Mapping[str, int]:
        """The key of each id."""
        return {eid: key for key, eid in self.document.ids.items()}

    @cached_property
    def parents(self) -> Mapping[int, int]:
        """The key of each node's parent; the root has none."""
        return {child.key: n.key for n in self.nodes.values() for child in n.children}

    @cached_property
    def units(self) -> Mapping[int, int]:
        """The unit that each node belongs to, by keys: what a reader takes in as one clause.

        For all within an article that is the article, for what stands in a table the
        table, for a point within a paragraph the paragraph; else the node itself.
        """
        units: dict[int, int] = {}
        for node in self.nodes.values():
            parent = self.parents.get(node.key)
            unit = units.get(parent, node.key) if parent is not None else node.key
            whole = parent is not None and self.nodes[unit].kind in (Kind.ARTICLE, Kind.TABLE)
            units[node.key] = unit if whole or not node.block else node.key
        return units

    def between(self, first: str, last: str) -> tuple[int, ...]:
        """List the clauses of a range: its first one and all of the same kind up to its last.

        Args:
            first: The id of the first.
            last: The id of the last.

        Returns:
            Their keys in the order of the text.
        """
        start, end = self.keys[first], self.keys[last]
        kind = self.nodes[start].kind
        order = sorted((start, end))
        nodes = (self.nodes.get(key) for key in range(order[0], order[1] + 1))
        return tuple(node.key for node in nodes if node and node.kind is kind)

    def span(self, key: int, start: int, end: int) -> Span:
        """Find in the source what is known by offsets in a node's own text.

        Args:
            key: The node.
            start: An offset in its own text.
            end: Another, in the same piece (see `Node.pieces`).

        Returns:
            The span in the source.
        """
        return self.nodes[key].locate(self.document.source, start, end)

    def at(self, offset: int) -> Node:
        """Return the innermost node that holds a character of the source."""
        return self.document.root.at(offset)

    def quote(self, key: int, start: int, end: int) -> Quote:
        """Cut the sentence around a place out of a node's own text."""
        return quote(self.document.own_text(self.nodes[key]), start, end)

    def shown(self, key: int, start: int, end: int) -> Shown:
        """Tell what other pages show of a place in a node's own text."""
        doc, text = self.document, self.document.own_text(self.nodes[key])
        said = quote(text, start, end)
        position = doc.source.position(self.span(key, start, end).start)
        sentence = text.rfind("。", 0, start)
        return Shown(
            doc.ids[key], doc.labels[key], position, said.before, said.hit, said.after, sentence
        )


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
            return self.documents[comparison.newer].ids[row.newer[0]]
        return f"old_{self.documents[comparison.older].ids[row.older[0]]}"

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
