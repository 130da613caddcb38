"""All documents together with what lies between them: terms, their uses, citations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from converter.diagnostics import Diagnostic
from converter.model import Document


@dataclass(frozen=True, slots=True)
class TermSource:
    """Where a definition comes from: a clause of the corpus, or a public document."""

    document: str | None = None
    clause: str | None = None
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary.

    Attributes:
        term: The term, without quotation marks.
        id: Its anchor on the glossary page.
        aliases: Other wordings that count as the same term.
        definition: What it means, or None where the corpus does not say.
        source: Where the definition comes from.
        scope: `corpus`, or `document:` and a slug.
        category: A heading to sort it under.
        see_also: Related terms.
        line: Line of the glossary file.
    """

    term: str
    id: str
    aliases: tuple[str, ...] = ()
    definition: str | None = None
    source: TermSource | None = None
    scope: str = "corpus"
    category: str | None = None
    see_also: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class TermUse:
    """A place where a term is used.

    Attributes:
        term: The id of the term.
        slug: The document.
        key: The node.
        start: Offset in the node's own text, in characters.
        end: Offset of its end.
    """

    term: str
    slug: str
    key: int
    start: int
    end: int


class CitationStatus(StrEnum):
    """What became of a citation; only a resolved one has a target."""

    RESOLVED = "resolved"
    NOT_IN_CORPUS = "not-in-corpus"
    NO_SUCH_CLAUSE = "no-such-clause"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference in the text to a document or a clause.

    Attributes:
        slug: The citing document.
        key: The citing node.
        start: Offset in the node's own text, in characters.
        end: Offset of its end.
        text: The words.
        status: Whether it could be resolved.
        target_slug: The cited document, if resolved.
        target_eid: The cited clause, or None for the document as a whole.
    """

    slug: str
    key: int
    start: int
    end: int
    text: str
    status: CitationStatus
    target_slug: str | None = None
    target_eid: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that the writers need.

    Attributes:
        documents: All documents, in the order of their files' names.
        terms: The glossary, in its own order.
        uses: The uses of each term, in the order of the documents.
        citations: The citations, in the order of the documents.
        diagnostics: Findings, those of the documents included.
    """

    documents: tuple[Document, ...]
    terms: tuple[Term, ...] = ()
    uses: tuple[TermUse, ...] = ()
    citations: tuple[Citation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def document(self, slug: str) -> Document | None:
        """Return the document of a slug, or None."""
        return next((doc for doc in self.documents if doc.slug == slug), None)
