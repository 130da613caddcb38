"""Bundles for tests: short texts, with citations and uses of terms put in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from converter.bundle import Bundle
from converter.citation import Citation, CitationBasis, CitationStatus
from converter.entry import Entry
from converter.model import Document
from converter.term import Term, TermUse
from converter.view import View
from tests.helpers import make_document, node_at


def documents(texts: Mapping[str, str]) -> dict[str, Document]:
    """Make documents: slug to text."""
    return {
        slug: replace(make_document(text, f"{slug}.txt"), entry=Entry(f"{slug}.txt", slug))
        for slug, text in texts.items()
    }


def _place(doc: Document, eid: str, words: str) -> tuple[int, int, int]:
    """Find words in a clause's own text: key, start, end."""
    node = node_at(doc, eid)
    start = doc.own_text(node).index(words)
    return node.key, start, start + len(words)


def cites(
    doc: Document,
    eid: str,
    words: str,
    to: str = "",
    basis: CitationBasis | None = None,
    status: CitationStatus = CitationStatus.NOT_IN_CORPUS,
    named: str = "",
) -> Citation:
    """Make a citation by words of a clause; `to` is `slug`, `slug#eid` or `slug#eid..eid`.

    With an empty `to` it leads nowhere, for the reason `status`.
    """
    slug, _, clause = to.partition("#")
    first, _, last = clause.partition("..")
    return Citation(
        doc.slug,
        *_place(doc, eid, words),
        words,
        CitationStatus.RESOLVED if to else status,
        slug or None,
        first or None,
        last or None,
        named=named,
        basis=basis,
    )


def uses(doc: Document, eid: str, words: str, term: Term) -> TermUse:
    """Make a linked use of a term by words of a clause."""
    return TermUse(term.id, doc.slug, *_place(doc, eid, words))


def view_of(
    docs: Mapping[str, Document],
    citations: tuple[Citation, ...] = (),
    terms: tuple[Term, ...] = (),
    term_uses: tuple[TermUse, ...] = (),
) -> View:
    """Make a bundle's view."""
    return View(Bundle(tuple(docs.values()), terms, term_uses, citations))
