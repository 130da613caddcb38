"""All documents together with what lies between them: terms, their uses, citations."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from converter.diagnostics import Diagnostic
from converter.ledger.decisions import Decisions
from converter.model import Document
from converter.quote import Shown


@dataclass(frozen=True, slots=True)
class TermSource:
    """Where a definition comes from: a clause of the corpus, or a public document."""

    document: str | None = None
    clause: str | None = None
    title: str | None = None
    date: str | None = None


class TermOrigin(StrEnum):
    """Who defines a term. The values are those of `origin` in `data/glossary.json`."""

    GLOSSARY = "glossary"  # an editor, in the glossary file
    TEXT = "text"  # a document of the corpus


@dataclass(frozen=True, slots=True)
class Term:
    """One sense of a term: an entry of the glossary, or a definition in a text.

    The same words defined in two documents are two senses; they share a page.

    Attributes:
        term: The term, without quotation marks.
        page: The name of its page in addresses; it depends on the words alone.
        anchor: The id of this sense on that page.
        aliases: Other wordings that count as the same term.
        definition: What it means, or None where the corpus does not say.
        source: Where the definition comes from.
        scope: Where the term has this sense: `corpus`, `document:SLUG`, or
            `document:SLUG#EID` for a part of a document.
        since: The offset in the document's source from which the sense holds there; 0
            for all of its scope. 以下简称 holds from its place on.
        category: A heading to sort it under.
        see_also: Related terms.
        origin: Who defines it.
        form: For a definition in a text, the row of `definition_forms` that it follows.
        line: Line of the glossary file, or of the text that defines it.
    """

    term: str
    page: str
    anchor: str
    aliases: tuple[str, ...] = ()
    definition: str | None = None
    source: TermSource | None = None
    scope: str = "corpus"
    since: int = 0
    category: str | None = None
    see_also: tuple[str, ...] = ()
    origin: TermOrigin = TermOrigin.GLOSSARY
    form: str = ""
    line: int = 0

    @property
    def id(self) -> str:
        """The name of this sense, unique in a bundle; uses of it share one string."""
        return sys.intern(f"{self.page}#{self.anchor}")

    @property
    def url(self) -> str:
        """The address of this sense, from the root of the site."""
        return f"glossary/{self.page}/#{self.anchor}"


@dataclass(frozen=True, slots=True)
class TermUse:
    """A place where a term is used.

    Attributes:
        term: The id of the term.
        slug: The document.
        key: The node.
        start: Offset in the node's own text, in characters.
        end: Offset of its end.
        linked: True for a use that leads to the term's page: the first in its clause that
            is in nothing's way (a citation, the definition itself, a quotation).
        shown: What other pages show of it, if that is known already (see `View.shown`).
    """

    term: str
    slug: str
    key: int
    start: int
    end: int
    linked: bool = True
    shown: Shown | None = None


class CitationStatus(StrEnum):
    """What became of a citation; only a resolved one has a target."""

    RESOLVED = "resolved"
    NOT_IN_CORPUS = "not-in-corpus"
    NO_SUCH_CLAUSE = "no-such-clause"
    AMBIGUOUS = "ambiguous"


class CitationBasis(StrEnum):
    """Why this version of a cited document was chosen among those that are there."""

    AS_OF = "as-of"  # the latest that is not later than the citing document
    CURRENT = "current"  # the latest, as a date is not known
    LATER = "later"  # the earliest, though later than the citing document


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
        last_eid: The last clause of a range of which `target_eid` is the first, else None.
        form: The row of `citation_forms` that it follows.
        named: The document as the text names it, without 《》 and without the clause; empty
            where the citing document is meant.
        basis: Why this version, where another document is cited and found.
        shown: What other pages show of it, if that is known already (see `View.shown`).
    """

    slug: str
    key: int
    start: int
    end: int
    text: str
    status: CitationStatus
    target_slug: str | None = None
    target_eid: str | None = None
    last_eid: str | None = None
    form: str = ""
    named: str = ""
    basis: CitationBasis | None = None
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A clause of another document that treats the same matter.

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


class Change(StrEnum):
    """What became of a clause from one version to the next.

    The values are those of `change` in the published data. That a clause bears another number,
    or stands elsewhere, is said beside it (`Match.renumbered`, `Match.moved`).
    """

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    SPLIT = "split"  # one clause has become several
    MERGED = "merged"  # several have become one
    REGROUPED = "regrouped"  # several have become several others
    NEW = "new"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Match:
    """A row of a comparison: clauses of the one document, and what answers to them in the other.

    Attributes:
        older: The nodes in the older document; none if nothing there answers.
        newer: The nodes in the newer one; none likewise.
        likeness: How like their words are, from 0 to 1; 1 for the same words, where width,
            white space and the clauses' own numbers do not count.
        renumbered: True if what answers bears another number (原第十二条，现第十三条).
        moved: True if it stands elsewhere in the order of the clauses, not only behind
            others that are new or gone.
        shared: The words that both have, the telling ones first; for documents that are no
            versions of each other.
    """

    older: tuple[int, ...]
    newer: tuple[int, ...]
    likeness: float = 0.0
    renumbered: bool = False
    moved: bool = False
    shared: tuple[str, ...] = ()

    @property
    def change(self) -> Change:
        """What became of the older clauses."""
        if not self.older or not self.newer:
            return Change.DELETED if self.older else Change.NEW
        if len(self.older) > 1:
            return Change.REGROUPED if len(self.newer) > 1 else Change.MERGED
        if len(self.newer) > 1:
            return Change.SPLIT
        return Change.UNCHANGED if self.likeness == 1 else Change.REWORDED


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side: two versions of one, or two that are of the same matter.

    Attributes:
        older: The slug of the one.
        newer: The slug of the other.
        rows: Their clauses, each in one row. Of versions in the order of the newer one, with
            those that are gone where they stood; else those of the newer in its order, then
            what is left of the older.
        versions: True for two versions of one document.
        counterparts: For versions, the nodes of the older one at all levels that live on in
            the newer one, ascending, each with the node that answers to it there.
        dates: For versions, their dates.
    """

    older: str
    newer: str
    rows: tuple[Match, ...]
    versions: bool = False
    counterparts: tuple[tuple[int, int], ...] = ()
    dates: tuple[str, str] = ("", "")

    @property
    def page(self) -> str:
        """The folder of its page, from the root of the site.

        Versions are named by their dates: the latest will not be the latest for ever.
        """
        names: Iterable[str] = (self.older, self.newer)
        if self.versions:
            works = (name.partition("/")[0] for name in names)
            names = [f"{work}_{date}" for work, date in zip(works, self.dates, strict=True)]
        return "".join(f"{part}/" for part in ("compare", *(n.replace("/", "_") for n in names)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that recurs in the corpus and has no entry in the glossary.

    Attributes:
        wording: The phrase, without quotation marks.
        count: How often it is used.
        documents: In how many documents.
        examples: Some places, each a slug and a node key.
    """

    wording: str
    count: int
    documents: int
    examples: tuple[tuple[str, int], ...] = ()


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
