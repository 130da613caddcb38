"""What has to be looked at after a law is revised: clauses and entries that rest on its old text.

Reads: a view. Writes nothing. Guarantees: each place once; what is as it was, in words and
number, is not listed, nor is what only a text cites that is itself superseded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from converter.citation import Citation, CitationBasis
from converter.history.fates import Fate, together
from converter.term import Term, TermOrigin
from converter.view import View


@dataclass(frozen=True, slots=True)
class Affected:
    """A place that rests on a clause that is not what it was.

    Attributes:
        fate: What became of the clause, or of all clauses of a range.
        parts: Of a range, what became of each of its clauses; else `fate` alone.
        citation: The citation, if it is one.
        term: The entry of the glossary, if it is one.
        uses: How often the term of the entry is used.
    """

    fate: Fate
    parts: tuple[Fate, ...]
    citation: Citation | None = None
    term: Term | None = None
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """A superseded version with what rests on it.

    Attributes:
        older: The slug of the version.
        newer: That of the latest one.
        affected: What rests on it and has to be looked at, the most urgent first, then in the
            order of the documents and their clauses.
        untouched: How many further citations of its clauses there are, of clauses that are
            as they were.
    """

    older: str
    newer: str
    affected: tuple[Affected, ...]
    untouched: int

    @property
    def clauses(self) -> int:
        """How many clauses cite what is not as it was."""
        cited = (item.citation for item in self.affected if item.citation)
        return len({(citation.slug, citation.key) for citation in cited})


def fates_of(view: View, citation: Citation) -> tuple[Fate, ...]:
    """Tell what became of the clauses that a citation names.

    Args:
        view: The bundle.
        citation: A citation.

    Returns:
        The fate of each clause in the order of the text; none for a citation of the citing
        document itself, of a document as a whole, or of a text that is not superseded.
    """
    slug, first = citation.target_slug, citation.target_eid
    if not slug or not first or slug == citation.slug or view.fates.latest(slug) is None:
        return ()
    keys = view.of(slug).between(first, citation.last_eid or first)
    return tuple(fate for key in keys if (fate := view.fates.of(slug, key)))


def revisions(view: View) -> tuple[Revision, ...]:
    """List all superseded versions.

    Args:
        view: The bundle.

    Returns:
        The versions in the order of the works, the oldest first; those on which nothing
        rests that has to be looked at are among them.
    """
    return tuple(revision(view, slug) for family in view.bundle.families for slug in family[:-1])


def revision(view: View, slug: str) -> Revision:
    """List what rests on the text of one superseded version.

    Args:
        view: The bundle.
        slug: The version.

    Returns:
        What rests on it.

    Raises:
        KeyError: The document is no superseded version.
    """
    newer = view.fates.latest(slug)
    if newer is None:
        raise KeyError(slug)
    # No text is changed for the sake of one that nobody applies any more.
    living = [c for c in view.citations_of.get(slug, ()) if view.fates.latest(c.slug) is None]
    cited = [(citation, fates_of(view, citation)) for citation in living]
    found = [
        Affected(together(fates), fates, citation=citation) for citation, fates in cited if fates
    ]
    found += _entries(view, slug)
    rest = [item for item in found if item.fate.is_as_it_was]
    order = {doc.slug: at for at, doc in enumerate(view.bundle.documents)}
    return Revision(
        slug,
        newer,
        tuple(
            sorted((i for i in found if not i.fate.is_as_it_was), key=lambda i: _order(i, order))
        ),
        sum(item.citation is not None for item in rest),
    )


def _order(item: Affected, documents: Mapping[str, int]) -> tuple[int, ...]:
    citation = item.citation
    if citation is None:
        return item.fate.urgency, len(documents), item.term.line if item.term else 0
    return item.fate.urgency, documents[citation.slug], citation.key, citation.start


def _entries(view: View, slug: str) -> Iterator[Affected]:
    """Yield the entries of the glossary whose definition stands in a version."""
    for term in view.bundle.terms:
        source = term.source
        if term.origin is not TermOrigin.GLOSSARY or not source or source.document != slug:
            continue
        key = view.of(slug).keys.get(source.clause or "")
        fate = view.fates.of(slug, key) if key is not None else None
        if fate:
            yield Affected(fate, (fate,), term=term, uses=len(view.uses_of.get(term.id, ())))


def undated(view: View) -> Mapping[str, int]:
    """Count the citing clauses of which nobody can tell which text they were written with.

    Args:
        view: The bundle.

    Returns:
        For the slug of the latest version of each work that has several, how many clauses of
        documents without a date cite clauses of it, where there are any.
    """
    found = {
        (citation.target_slug, citation.slug, citation.key)
        for family in view.bundle.families
        for citation in view.citations_of.get(family[-1], ())
        if citation.basis is CitationBasis.CURRENT
        and citation.target_eid
        and citation.slug not in family
    }
    counts = Counter(slug or "" for slug, _, _ in found)
    return {family[-1]: counts[family[-1]] for family in view.bundle.families if counts[family[-1]]}
