"""All consecutive versions of all documents, each pair compared apart from the others.

Reads: documents. Writes: comparisons. Guarantees: the same in any process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import pairwise

from converter.aside import Place, carried, learn
from converter.cache import Cache, digest, fingerprint
from converter.comparison import Comparison
from converter.entry import Entry
from converter.keeping import Step, Trace, take_note
from converter.model import Document
from converter.parallel import pack_plainly, stream
from converter.stored import Stored, changed, light_part, opened, places
from converter.versions.pair import align

#: The sort of result, in a cache.
KEPT = "versions"


@dataclass(frozen=True, slots=True)
class _Job:
    """Two versions, and where they lie."""

    older: Document
    newer: Document
    places: dict[str, Place]
    cache: str = ""

    def ship(self, _: Collection[str]) -> _Job:
        """Return the same job for a machine that sees none of our files."""
        return replace(self, places=carried(self.places), cache="")

    def key(self) -> str:
        """Return what changes when the result may; nothing where that cannot be told."""
        both = self.older, self.newer
        texts = [doc.digest for doc in both if isinstance(doc, Stored)]
        if len(texts) < len(both):
            return ""
        return digest(fingerprint(), *texts, pack_plainly([light_part(doc) for doc in both]))


class _Alignments(Step[_Job, Comparison, tuple[Comparison, Trace | None]]):
    """Compares two versions, unless an earlier run has done so."""

    kind = KEPT

    def where(self, job: _Job) -> tuple[str, str]:
        """Return the cache and the key; see `Step`."""
        return job.cache, job.key() if job.cache else ""

    def make(self, job: _Job) -> Comparison:
        """Compare two versions."""
        learn(job.places)
        return align(opened(job.older), opened(job.newer))

    def finish(
        self, job: _Job, made: Comparison, trace: Trace | None
    ) -> tuple[Comparison, Trace | None]:
        """Return the comparison, and what became of it."""
        return made, trace


def align_all(
    documents: Mapping[str, Document],
    families: Iterable[Sequence[str]],
    executor: Executor | None = None,
    cache: Cache | None = None,
) -> Iterator[Comparison]:
    """Compare each version of each document with the next.

    Args:
        documents: The documents by slug.
        families: The slugs of documents that are versions of one, the oldest first.
        executor: Where they are compared; in this process if None.
        cache: What earlier runs have compared. The result does not depend on it.

    Yields:
        The comparisons, in the order of the families.
    """
    pairs = ((documents[a], documents[b]) for family in families for a, b in pairwise(family))
    folder = str(cache.folder.resolve()) if cache else ""
    jobs = (
        _Job(_bare(older), _bare(newer), places([older, newer]), folder) for older, newer in pairs
    )
    for found, trace in stream(_Alignments(), jobs, executor, 1):
        take_note(cache, trace)
        yield found


def _bare(doc: Document) -> Document:
    """Leave out what no comparison looks at."""
    entry = Entry(doc.entry.file, doc.entry.slug)
    nothing: dict[str, object] = dict.fromkeys(("mentions", "diagnostics", "definitions"), ())
    return changed(doc, entry=entry, facts=(), card=None, **nothing)
