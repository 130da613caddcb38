"""What the pictures show: how often documents use terms, and how often they cite each other.

Reads: a view. Guarantees: of many, those that matter most, chosen and ordered by rules
that do not depend on the order in which anything was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from converter.citation import Citation
from converter.model import Document
from converter.term import Term, TermUse
from converter.view import View


def by_date(doc: Document) -> tuple[str, str]:
    """Return what documents are ordered by: their date, the undated last; then their slug."""
    return doc.fact("date") or "9", doc.slug


@dataclass(frozen=True, slots=True)
class Usage:
    """How often documents use terms.

    Attributes:
        terms: The terms, one sense for each page of a term; those of the most documents first.
        documents: The documents by date.
        uses: By page of the term and slug of the document, the uses in the order of the text.
        more_terms: How many terms are used and not among these.
        more_documents: How many documents use terms and are not among these.
    """

    terms: tuple[Term, ...]
    documents: tuple[Document, ...]
    uses: Mapping[tuple[str, str], list[TermUse]]
    more_terms: int
    more_documents: int


def usage(view: View, most_terms: int, most_documents: int) -> Usage:
    """Count the uses of terms that documents share.

    Args:
        view: The bundle.
        most_terms: The most terms: those that most of these documents use.
        most_documents: The most documents: those with most terms that others use as well.

    Returns:
        The counts.
    """
    uses: dict[str, dict[str, list[TermUse]]] = {}
    for use in view.bundle.uses:
        page = view.terms[use.term].page
        uses.setdefault(page, {}).setdefault(use.slug, []).append(use)
    shared = {page for page, by_slug in uses.items() if len(by_slug) > 1}
    used: dict[str, list[str]] = {}
    for page, by_slug in uses.items():
        for slug in by_slug:
            used.setdefault(slug, []).append(page)
    chosen = sorted(
        used, key=lambda slug: (-len(shared.intersection(used[slug])), -len(used[slug]), slug)
    )[:most_documents]
    counts = Counter(page for slug in chosen for page in used[slug])
    total = {page: sum(map(len, uses[page].values())) for page in counts}
    shown = sorted(counts, key=lambda page: (-counts[page], -len(uses[page]), -total[page], page))[
        :most_terms
    ]
    names = {term.page: term for term in reversed(view.bundle.terms)}
    return Usage(
        tuple(names[page] for page in shown),
        tuple(sorted((view.documents[slug] for slug in chosen), key=by_date)),
        {(page, slug): uses[page][slug] for page in shown for slug in chosen if slug in uses[page]},
        len(uses) - len(shown),
        len(used) - len(chosen),
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """The citations of one document by another, in the order of its text; at least one."""

    citing: Document
    cited: Document
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Which documents cite which.

    Attributes:
        documents: The documents by date.
        edges: Who cites whom, by the date of the citing document and then of the cited one.
        cited_by: By slug, how many of all documents cite it.
        more: How many documents cite or are cited and are not among these.
        more_edges: How often one of these cites another and is not among the edges.
    """

    documents: tuple[Document, ...]
    edges: tuple[Edge, ...]
    cited_by: Mapping[str, int]
    more: int
    more_edges: int = 0


def network(view: View, most: int, most_edges: int) -> Network:
    """Find which documents cite which; citations of the own document do not count.

    Args:
        view: The bundle.
        most: The most documents: those that cite and are cited by most others.
        most_edges: The most edges between them: those of the most citations.

    Returns:
        The network of these documents.
    """
    pairs: dict[tuple[str, str], list[Citation]] = {}
    for citation in view.bundle.citations:
        if citation.target_slug and citation.target_slug != citation.slug:
            pairs.setdefault((citation.slug, citation.target_slug), []).append(citation)
    cited_by = Counter(cited for _, cited in pairs)
    degree = cited_by + Counter(citing for citing, _ in pairs)
    chosen = set(sorted(degree, key=lambda slug: (-degree[slug], slug))[:most])
    every = [pair for pair in pairs if chosen.issuperset(pair)]
    among = sorted(every, key=lambda pair: (-len(pairs[pair]), pair))[:most_edges]
    # A document that cites none of these has no arc, and is left out like the others.
    slugs = sorted({slug for pair in among for slug in pair})
    documents = sorted((view.documents[slug] for slug in slugs), key=by_date)
    place = {doc.slug: number for number, doc in enumerate(documents)}
    among.sort(key=lambda pair: (place[pair[0]], place[pair[1]]))
    edges = (
        Edge(view.documents[citing], view.documents[cited], tuple(pairs[citing, cited]))
        for citing, cited in among
    )
    more, more_edges = len(degree) - len(documents), len(every) - len(among)
    return Network(tuple(documents), tuple(edges), cited_by, more, more_edges)
