"""Where the documents use the terms.

Reads: terms, documents, citations. Writes: uses, and the places where a set phrase that
is explained elsewhere stands unexplained. Guarantees: a use is the longest term at its
place, no use lies in another, and each lies within one piece of a node's own text. The
work is linear in the text, and nearly independent of the number of terms (Aho-Corasick).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from converter.cache import digest
from converter.citation import Citation
from converter.definition_forms import SHORT_NAME
from converter.model import Document
from converter.span import Span
from converter.term import Term, TermOrigin, TermUse
from converter.terms.authorities import is_other_authority
from converter.terms.automaton import Search, search_for
from converter.terms.names import Folded, fold
from converter.terms.number_phrases import is_set_phrase
from converter.terms.quotations import quotations
from converter.terms.traps import is_trap
from converter.tree import Kind, Node

#: Where no term is looked for.
_NOT_IN = frozenset({Kind.TITLE, Kind.TOC, Kind.SIGNATURE, Kind.DATE})
#: The end of a scope that has none.
_FOREVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Uses:
    """What is found in the documents.

    Attributes:
        uses: The uses of all terms, in the order of the documents and their clauses.
        unexplained: Places where a set phrase stands in a document in which no sense of
            it holds; `term` is the name of its page.
    """

    uses: tuple[TermUse, ...] = ()
    unexplained: tuple[TermUse, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sense:
    """A sense of a wording within a document: it holds from `since` on, from `start` to `end`."""

    term: Term
    start: int = 0
    end: int = _FOREVER
    since: int = 0
    #: The definition itself, where the term is no use.
    own: Span | None = None


_Senses = Mapping[str, list[_Sense]]


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """What is looked for in all documents: small enough to be sent to other processes.

    Attributes:
        common: Wordings that mean the same in all documents, folded, each with its term.
        phrases: Set phrases that some documents explain, folded, each with its page.
        digest: Changes when anything of it does.
    """

    common: Mapping[str, Term]
    phrases: Mapping[str, str]
    digest: str

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Wordings:
        """Take from all terms those that concern all documents."""
        terms = list(terms)
        common: dict[str, Term] = {}
        for term in terms:
            if term.scope == "corpus":
                for wording in (term.term, *term.aliases):
                    common.setdefault(fold(wording), term)
        phrases = _set_phrases(terms)
        return cls(common, phrases, digest(repr(list(common.items())), repr(phrases)))

    def __eq__(self, other: object) -> bool:
        """Tell whether two tables are the same."""
        return isinstance(other, Wordings) and other.digest == self.digest

    def __hash__(self) -> int:
        """Return a number by which a table is found again."""
        return hash(self.digest)


def find_uses(
    terms: Sequence[Term], documents: Iterable[Document], citations: Iterable[Citation] = ()
) -> Uses:
    """Find the uses of all terms.

    Args:
        terms: The terms, of the glossary and of the texts.
        documents: The documents.
        citations: The citations; within them only short names of documents are used.

    Returns:
        The uses, in the order of documents and clauses.
    """
    wordings, own = Wordings.of(terms), own_terms(terms)
    cited: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        cited[citation.slug].append(citation)
    uses: list[TermUse] = []
    unexplained: list[TermUse] = []
    for doc in documents:
        found = uses_in(doc, wordings, own.get(doc.slug, ()), cited.get(doc.slug, ()))
        uses += found.uses
        unexplained += found.unexplained
    return Uses(tuple(uses), tuple(unexplained))


def own_terms(terms: Iterable[Term]) -> Mapping[str, Sequence[Term]]:
    """Return by document the terms that hold in one document only, or in a part of it."""
    own: dict[str, list[Term]] = {}
    for term in terms:
        if term.scope != "corpus":
            slug = term.scope.removeprefix("document:").partition("#")[0]
            own.setdefault(slug, []).append(term)
    return own


def uses_in(
    doc: Document, wordings: Wordings, own: Sequence[Term], citations: Sequence[Citation]
) -> Uses:
    """Find the uses of terms in one document.

    The result follows from its slug, text, tree, ids and definitions, from the terms of its own,
    from where its citations stand, and of the wordings from those alone that stand in its text.

    Args:
        doc: The document.
        wordings: What is looked for in all documents; the automaton for it is made once in each
            process.
        own: The terms that hold in this document only.
        citations: The citations in this document.

    Returns:
        The uses, in the order of the clauses.
    """
    senses = _senses(doc, own)
    if not (wordings.common or wordings.phrases or senses):
        return Uses()
    return _Finder(doc, wordings, senses, citations).run(_automaton(wordings))


@lru_cache(maxsize=2)
def _automaton(wordings: Wordings) -> Search:
    return search_for({*wordings.common, *wordings.phrases})


def _set_phrases(terms: Iterable[Term]) -> dict[str, str]:
    """Return the number phrases that hold in some documents only, and their pages."""
    phrases = {}
    for term in terms:
        for wording in (term.term, *term.aliases):
            folded = fold(wording)
            if term.scope != "corpus" and is_set_phrase(folded):
                phrases[folded] = term.page
    return phrases


def _senses(doc: Document, terms: Sequence[Term]) -> _Senses:
    """Return what the wordings mean that a document explains itself, or the glossary for it."""
    if not terms:
        return {}
    by_eid = {doc.ids[node.key]: node.span for node in doc.root.walk() if node.key in doc.ids}
    written: dict[tuple[str, int], Span] = {}
    for definition in doc.definitions:
        line = doc.source.position(definition.term.start).line
        start = min(definition.term.start, definition.text.start)
        end = max(definition.term.end, definition.text.end)
        written[fold(definition.wording), line] = Span(start, end)
    senses: dict[str, list[_Sense]] = defaultdict(list)
    for term in terms:
        part = by_eid.get(term.scope.partition("#")[2])
        start, end = (part.start, part.end) if part else (0, _FOREVER)
        own = written.get((fold(term.term), term.line)) if term.origin is TermOrigin.TEXT else None
        for wording in (term.term, *term.aliases):
            senses[fold(wording)].append(_Sense(term, start, end, term.since, own))
    return senses


class _Place(NamedTuple):
    """A piece of a node's own text: where it stands, and at what offset of that text."""

    start: int
    end: int
    key: int
    at: int


@dataclass(slots=True)
class _Match:
    start: int
    end: int
    folded: str
    sense: _Sense | None
    place: _Place


@dataclass(slots=True)
class _Finder:
    """Finds the uses in one document."""

    doc: Document
    wordings: Wordings
    own: _Senses
    citations: Sequence[Citation]
    nodes: list[Node] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    places: dict[int, list[_Place]] = field(default_factory=dict)
    barred: list[tuple[int, int]] = field(default_factory=list)
    cited: list[tuple[int, int]] = field(default_factory=list)

    def run(self, common: Search) -> Uses:
        """Search the text."""
        folded = Folded(self.doc.source.text)
        hits = [*common(folded.text)]
        if self.own:
            hits += search_for(self.own)(folded.text)
        if not hits:
            return Uses()
        uses: list[TermUse] = []
        unexplained: list[TermUse] = []
        self._prepare()
        matches = sorted(self._matches(folded, hits), key=lambda m: (m.start, -m.end))
        seen: set[tuple[int, str]] = set()
        taken: list[tuple[int, int]] = []
        for match in self._apart(match for match in matches if match.sense):
            taken.append((match.start, match.end))
            self._add(match, seen, uses)
        for match in self._apart(match for match in matches if not match.sense):
            # A longer term that is used there is what the text means.
            at = bisect_right(taken, (match.start, _FOREVER)) - 1
            if at < 0 or taken[at][1] < match.end:
                page = self.wordings.phrases[match.folded]
                unexplained.append(self._use(match, page, linked=False))
        return Uses(tuple(uses), tuple(unexplained))

    def _apart(self, matches: Iterable[_Match]) -> Iterator[_Match]:
        """Yield the longest match at each place, none that shares characters with another."""
        end = 0
        for match in matches:
            if match.start >= end and not _shared(self.barred, match.start, match.end):
                end = match.end
                yield match

    def _prepare(self) -> None:
        """Note where the pieces stand, and where no use is counted."""
        nodes = {node.key: node for node in self.doc.clauses() if node.kind not in _NOT_IN}
        starts = [
            (span.start, node.key)
            for node in nodes.values()
            for span in ((node.heading, *node.body) if node.heading else node.body)
        ]
        starts.sort()
        self.starts = [start for start, _ in starts]
        self.nodes = [nodes[key] for _, key in starts]
        for citation in self.citations:
            for place in self._places(nodes[citation.key]) if citation.key in nodes else ():
                if place.at <= citation.start < place.at + place.end - place.start:
                    shift = place.start - place.at
                    self.cited.append((citation.start + shift, citation.end + shift))
        self.cited.sort()
        quoted = quotations(self.doc.source, self.doc.root)
        defined = (d.term for d in self.doc.definitions)
        self.barred = sorted((span.start, span.end) for span in (*quoted, *defined))

    def _places(self, node: Node) -> list[_Place]:
        """Return the pieces of a node; they are made when first asked for."""
        if node.key not in self.places:
            self.places[node.key] = made = []
            at = 0
            for span in self.doc.pieces(node):
                made.append(_Place(span.start, span.end, node.key, at))
                at += span.end - span.start
        return self.places[node.key]

    def _place(self, start: int, end: int) -> _Place | None:
        """Return the piece within which a stretch of the text lies."""
        nth = bisect_right(self.starts, start) - 1
        if nth < 0:
            return None
        for place in self._places(self.nodes[nth]):
            if place.start <= start and end <= place.end:
                return place
        return None

    def _matches(self, folded: Folded, hits: Iterable[tuple[int, str]]) -> Iterator[_Match]:
        text = self.doc.source.text
        for last, wording in hits:
            start, end = folded.span(last + 1 - len(wording), last + 1)
            place = self._place(start, end)
            if place is None:
                continue
            sense = self._sense(wording, start)
            if sense is None and wording not in self.wordings.phrases:
                continue
            named = sense is not None and sense.term.form == SHORT_NAME
            if is_trap(wording, text, start, end, named):
                continue
            if sense is None or not is_other_authority(sense.term, text, start):
                yield _Match(start, end, wording, sense, place)

    def _sense(self, wording: str, at: int) -> _Sense | None:
        """Return what a wording means at a place: the narrowest scope, then the latest sense."""
        best: _Sense | None = None
        for sense in self.own.get(wording, ()):
            if sense.start <= at < sense.end and sense.since <= at:
                key = (sense.end - sense.start, -sense.since)
                if best is None or key < (best.end - best.start, -best.since):
                    best = sense
        if best is None and wording in self.wordings.common:
            best = _Sense(self.wordings.common[wording])
        return best

    def _add(self, match: _Match, seen: set[tuple[int, str]], uses: list[TermUse]) -> None:
        """Add a use, if it is one."""
        sense = match.sense
        if sense is None or (sense.own and sense.own.start <= match.start < sense.own.end):
            return
        term = sense.term
        if _shared(self.cited, match.start, match.end):
            if term.form == SHORT_NAME:
                uses.append(self._use(match, term.id, linked=False))
            return
        if not match.folded.startswith("《") and _in_title(self.doc.source.text, match.start):
            return
        first = (match.place.key, term.id) not in seen
        uses.append(self._use(match, term.id, linked=first))
        seen.add((match.place.key, term.id))

    def _use(self, match: _Match, term: str, linked: bool) -> TermUse:
        place = match.place
        shift = place.at - place.start
        start, end = match.start + shift, match.end + shift
        return TermUse(term, self.doc.slug, place.key, start, end, linked)


def _shared(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a stretch shares characters with one of some spans, which are in order."""
    at = bisect_right(spans, (start, _FOREVER))
    before = at > 0 and spans[at - 1][1] > start
    return before or (at < len(spans) and spans[at][0] < end)


def _in_title(text: str, at: int) -> bool:
    """Tell whether a place stands between 《 and 》 on its line."""
    opened = text.rfind("《", max(0, at - 120), at)
    if opened < 0:
        return False
    between = text[opened + 1 : at]
    return "》" not in between and "\n" not in between
