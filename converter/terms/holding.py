"""Which senses of a wording hold where in a document that explains it, or the glossary for it.

Reads: the terms of one document, and the document. Guarantees: at any place a wording has one
sense at most, that of the narrowest scope, of several there the latest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from converter.model import Document
from converter.span import Span
from converter.term import Term, TermOrigin
from converter.terms.names import fold

#: The end of a scope that has none.
FOREVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Sense:
    """A sense of a wording within a document: it holds from `since` on, from `start` to `end`."""

    term: Term
    start: int = 0
    end: int = FOREVER
    since: int = 0
    #: The definition itself, where the term is no use.
    own: Span | None = None


#: The senses of each wording, folded.
Senses = Mapping[str, list[Sense]]


def own_terms(terms: Iterable[Term]) -> Mapping[str, Sequence[Term]]:
    """Return by document the terms that hold in one document only, or in a part of it."""
    own: dict[str, list[Term]] = {}
    for term in terms:
        if term.scope != "corpus":
            slug = term.scope.removeprefix("document:").partition("#")[0]
            own.setdefault(slug, []).append(term)
    return own


def senses_in(doc: Document, terms: Sequence[Term]) -> Senses:
    """Return what the wordings mean that a document explains itself, or the glossary for it.

    Args:
        doc: The document.
        terms: Those that hold in it only (see `own_terms`).
    """
    if not terms:
        return {}
    by_eid = {doc.ids[node.key]: node.span for node in doc.root.walk() if node.key in doc.ids}
    written: dict[tuple[str, int], Span] = {}
    for definition in doc.definitions:
        line = doc.source.position(definition.term.start).line
        start = min(definition.term.start, definition.text.start)
        end = max(definition.term.end, definition.text.end)
        written[fold(definition.wording), line] = Span(start, end)
    senses: dict[str, list[Sense]] = defaultdict(list)
    for term in terms:
        part = by_eid.get(term.scope.partition("#")[2])
        start, end = (part.start, part.end) if part else (0, FOREVER)
        own = written.get((fold(term.term), term.line)) if term.origin is TermOrigin.TEXT else None
        for wording in (term.term, *term.aliases):
            senses[fold(wording)].append(Sense(term, start, end, term.since, own))
    return senses


def sense_at(senses: Sequence[Sense], at: int) -> Sense | None:
    """Return what a wording means at a place: the narrowest scope, then the latest sense.

    Args:
        senses: The senses of the wording.
        at: An offset in the source.

    Returns:
        The sense, or None if none of them holds there.
    """
    best: Sense | None = None
    for sense in senses:
        if sense.start <= at < sense.end and sense.since <= at:
            key = (sense.end - sense.start, -sense.since)
            if best is None or key < (best.end - best.start, -best.since):
                best = sense
    return best
