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
from converter.keeping import Step, Trace, take_note
from converter.model import Document
from converter.parallel import pack_plainly, stream
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
    cache: str = ""

    def ship(self, _: Collection[str]) -> _Job:
        """Return the same job for a machine that sees none of our files."""
        return replace(self, places=carried(self.places), cache="")

    def key(self) -> str:
        """Return what changes when the result may."""
        text = self.document.digest if isinstance(self.document, Stored) else ""
        looked_for = self.wordings.digest, *self.phrases
        own = pack_plainly(
            (self.document.slug, self.document.definitions, self.own, self.citations)
        )
        return digest(fingerprint(), text, *looked_for, own)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is found in one document."""

    uses: tuple[TermUse, ...]
    unexplained: tuple[TermUse, ...]
    citations: tuple[Citation, ...]
    counts: tuple[Count, ...]


#: The sort of result, in a cache.
KEPT = "looks"


class _Looks(Step[_Job, _Found, tuple[_Found, Trace | None]]):
    """Looks at a document, unless an earlier run has looked for the same in it."""

    kind = KEPT

    def where(self, job: _Job) -> tuple[str, str]:
        """Return the cache and the key; see `Step`."""
        if not (job.cache and isinstance(job.document, Stored)):
            return "", ""  # what is in memory has no name by its content
        return job.cache, job.key()

    def make(self, job: _Job) -> _Found:
        """Look at a document."""
        return _look(job)

    def finish(self, job: _Job, made: _Found, trace: Trace | None) -> tuple[_Found, Trace | None]:
        """Return what was found, and what became of it."""
        return made, trace


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
            str(cache.folder.resolve()) if cache else "",
        )
        for doc in documents
    )
    every = []
    for found, trace in stream(_Looks(), jobs, executor):
        take_note(cache, trace)
        every.append(found)
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
