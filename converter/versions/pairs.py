"""All consecutive versions of all documents, each pair compared apart from the others.

Reads: documents. Writes: comparisons. Guarantees: the same in any process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import pairwise

from converter.comparison import Comparison
from converter.model import Document
from converter.parallel import stream
from converter.stored import Place, carried, changed, learn, opened, places
from converter.versions.pair import align


@dataclass(frozen=True, slots=True)
class _Job:
    """Two versions, and where they lie."""

    older: Document
    newer: Document
    places: dict[str, Place]

    def ship(self, _: Collection[str]) -> _Job:
        """Return the same job for a machine that sees none of our files."""
        return replace(self, places=carried(self.places))


def _align(job: _Job) -> Comparison:
    learn(job.places)
    return align(opened(job.older), opened(job.newer))


def align_all(
    documents: Mapping[str, Document],
    families: Iterable[Sequence[str]],
    executor: Executor | None = None,
) -> Iterator[Comparison]:
    """Compare each version of each document with the next.

    Args:
        documents: The documents by slug.
        families: The slugs of documents that are versions of one, the oldest first.
        executor: Where they are compared; in this process if None.

    Returns:
        The comparisons, in the order of the families.
    """
    pairs = ((documents[a], documents[b]) for family in families for a, b in pairwise(family))
    jobs = (_Job(_bare(older), _bare(newer), places([older, newer])) for older, newer in pairs)
    return stream(_align, jobs, executor, 1)


def _bare(doc: Document) -> Document:
    """Leave out what no comparison looks at."""
    return changed(doc, mentions=(), diagnostics=(), definitions=(), facts=(), card=None)
