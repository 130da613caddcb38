"""Where the documents use the terms.

Reads: terms, documents, citations. Writes: uses, and the places where a set phrase that
is explained elsewhere stands unexplained. Guarantees: a use is the longest term at its
place, no use lies in another, and each lies within one piece of a node's own text. The
work is linear in the text, and nearly independent of the number of terms (Aho-Corasick).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from converter.citation import Citation
from converter.definition_forms import SHORT_NAME
from converter.model import Document
from converter.term import Term, TermUse
from converter.terms.authorities import is_other_authority
from converter.terms.automaton import Search, search_for
from converter.terms.holding import FOREVER, Sense, Senses, own_terms, sense_at, senses_in
from converter.terms.names import Folded
from converter.terms.quotations import quotations
from converter.terms.sought import Wordings, automaton
from converter.terms.traps import is_trap
from converter.tree import Kind, Node

#: Where no term is looked for.
_NOT_IN = frozenset({Kind.TITLE, Kind.TOC, Kind.SIGNATURE, Kind.DATE})


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
    senses = senses_in(doc, own)
    if not (wordings.common or wordings.phrases or senses):
        return Uses()
    return _Finder(doc, wordings, senses, citations).run(automaton(wordings))


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
    sense: Sense | None
    place: _Place


@dataclass(slots=True)
class _Finder:
    """Finds the uses in one document."""

    doc: Document
    wordings: Wordings
    own: Senses
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
            at = bisect_right(taken, (match.start, FOREVER)) - 1
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

    def _sense(self, wording: str, at: int) -> Sense | None:
        """Return what a wording means at a place; in the document's own terms first."""
        best = sense_at(self.own.get(wording, ()), at)
        if best is None and wording in self.wordings.common:
            best = Sense(self.wordings.common[wording])
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
    at = bisect_right(spans, (start, FOREVER))
    before = at > 0 and spans[at - 1][1] > start
    return before or (at < len(spans) and spans[at][0] < end)


def _in_title(text: str, at: int) -> bool:
    """Tell whether a place stands between 《 and 》 on its line."""
    opened = text.rfind("《", max(0, at - 120), at)
    if opened < 0:
        return False
    between = text[opened + 1 : at]
    return "》" not in between and "\n" not in between
