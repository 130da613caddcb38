"""All documents together with what lies between them: terms, their uses, citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from converter.citation import Citation
from converter.comparison import Comparison
from converter.diagnostics import Diagnostic
from converter.ledger.decisions import Decisions
from converter.model import Document
from converter.term import Candidate, Term, TermUse


class Related(NamedTuple):
    """A clause of another document that treats the same matter.

    There are hundreds of thousands of them, which tuples make in a third of the time.

    Attributes:
        slug: The document.
        key: The node.
        target_slug: The other document.
        target_key: The node there.
        shared: The words that both have, the telling ones first.
        score: How near they are, above 0 and at most 1, in steps of 0.05.
        target_eid: The id of that node.
        target_label: The label to cite it by.
        excerpt: How it begins, on one line.
    """

    slug: str
    key: int
    target_slug: str
    target_key: int
    shared: tuple[str, ...]
    score: float
    target_eid: str
    target_label: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that the writers need.

    Attributes:
        documents: All documents, in the order of their files' names.
        terms: The terms: the glossary in its own order, then those that the texts define,
            in the order of the documents.
        uses: The uses of all terms, in the order of the documents and their clauses.
        citations: The citations, in the order of the documents and their clauses.
        related: Related clauses, in the order of the documents and their clauses, the
            nearest first.
        unexplained: Places where a set phrase that some documents explain stands in one in
            which no sense of it holds; `term` is the name of its page, none is linked. In
            the order of the documents and their clauses.
        comparisons: Documents side by side: consecutive versions of one, consecutive years of
            a series, and what an editor asks for.
        candidates: What the glossary might take up, the most frequent first.
        diagnostics: Findings, those of the documents included.
        families: The slugs of documents that are versions of one, the oldest first.
        decisions: What the ledger says of addresses that no clause has any more.
        sense_parts: In the part of a bundle that one page shows (see `extract`), which of the
            pages of its word a sense stands on, by its id; the first if it is not listed.
    """

    documents: tuple[Document, ...]
    terms: tuple[Term, ...] = ()
    uses: tuple[TermUse, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Related, ...] = ()
    unexplained: tuple[TermUse, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    families: tuple[tuple[str, ...], ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    sense_parts: Mapping[str, int] | None = None

    def document(self, slug: str) -> Document | None:
        """Return the document of a slug, or None."""
        return next((doc for doc in self.documents if doc.slug == slug), None)
