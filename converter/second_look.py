"""The second look at each document, when the terms and citations of all documents are known.

Reads: documents, terms, citations. Writes: the uses of terms, with what other pages show of them
and of the citations, and counts of phrases. Guarantees: what is found in a document follows from
that document, its citations and the terms. Pages that quote a little of very many documents would
otherwise read each of them again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from converter.aside import Place, carried, learn
from converter.cache import Cache, digest, fingerprint
from converter.citation import Citation
from converter.document_view import DocumentView
from converter.model import Document
from converter.packs import Kept, Packs, Way, each
from converter.parallel import pack_plainly
from converter.stored import Stored, changed, opened, places
from converter.term import Candidate, Term, TermUse
from converter.terms.candidates import Count, Marked, merge, phrases, phrases_in
from converter.terms.holding import own_terms
from converter.terms.sought import Wordings
from converter.terms.uses import Uses, uses_in


@dataclass(frozen=True, slots=True)
class _Job:
    """What is looked for in a document, and where the document lies."""

    document: Document
    places: dict[str, Place]
    wordings: Wordings
    phrases: tuple[str, ...]
    own: tuple[Term, ...]
    citations: tuple[Citation, ...]

    def ship(self, _: Collection[str]) -> _Job:
        """Return the same job for a machine that sees none of our files."""
        return replace(self, places=carried(self.places))

    def key(self) -> str:
        """Return what changes when the result may; nothing where that cannot be told."""
        if not isinstance(self.document, Stored):  # in memory, without a name by its content
            return ""
        looked_for = self.wordings.digest, *self.phrases
        own = pack_plainly(
            (self.document.slug, self.document.definitions, self.own, self.citations)
        )
        return digest(fingerprint(), self.document.digest, *looked_for, own)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is found in one document."""

    uses: tuple[TermUse, ...]
    unexplained: tuple[TermUse, ...]
    citations: tuple[Citation, ...]
    counts: tuple[Count, ...]


#: The sort of result, in a cache.
KEPT = "looks"


def _look(job: _Job) -> _Found:
    learn(job.places)
    document = opened(job.document)
    found = uses_in(document, job.wordings, job.own, job.citations)
    of = DocumentView(document)
    return _Found(
        tuple([use.with_shown(of.shown(use.key, use.start, use.end)) for use in found.uses]),
        tuple([use.with_shown(of.shown(use.key, use.start, use.end)) for use in found.unexplained]),
        tuple([replace(c, shown=of.shown(c.key, c.start, c.end)) for c in job.citations]),
        phrases_in(document, job.phrases),
    )


def _kept(job: _Job, found: _Found) -> Kept[_Found] | None:
    key = job.key()
    return Kept(key, "", found, ()) if key else None


_WAY = Way(_look, _Job.key, _kept)


def look_again(
    documents: Sequence[Document],
    terms: Sequence[Term],
    citations: Sequence[Citation],
    marked: Mapping[str, Marked],
    executor: Executor | None = None,
    cache: Cache | None = None,
) -> tuple[Uses, tuple[Citation, ...], tuple[Candidate, ...]]:
    """Look for terms and phrases in all documents, and note what is shown of places in them.

    Args:
        documents: The documents.
        terms: All terms.
        citations: The citations, in the order of the documents.
        marked: What `candidates.marked_in` counted in each document, by its file.
        executor: Where the documents are read; in this process if None.
        cache: What earlier runs have found. The result does not depend on it.

    Returns:
        The uses of terms, in the order of the documents and clauses; the citations with what
        is shown of them; what the glossary might take up.
    """
    wordings, own = Wordings.of(terms), own_terms(terms)
    counted = [marked[doc.entry.file] for doc in documents]
    sought = phrases(terms, counted)
    cited: dict[str, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.slug, []).append(citation)
    jobs = (
        _Job(
            changed(doc, mentions=(), diagnostics=(), facts=()),
            places([doc]),
            wordings,
            sought,
            tuple(own.get(doc.slug, ())),
            tuple(cited.get(doc.slug, ())),
        )
        for doc in documents
    )
    every = list(each(_WAY, jobs, executor, Packs(cache, KEPT) if cache else None))
    uses = Uses(
        tuple(use for found in every for use in found.uses),
        tuple(use for found in every for use in found.unexplained),
    )
    slugs = [doc.slug for doc in documents]
    return (
        uses,
        tuple(citation for found in every for citation in found.citations),
        merge(terms, slugs, counted, [found.counts for found in every]),
    )
