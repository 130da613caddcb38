"""What other pages show of the places in each document, noted while its text is at hand.

Reads: documents, with their citations and uses of terms. Writes: the same citations and uses, each
with what is shown of it. Pages that quote a little of very many documents would otherwise read
each of them again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TypeVar

from converter.bundle import Citation, Shown, TermUse
from converter.model import Document
from converter.parallel import stream
from converter.stored import Place, carried, learn, places
from converter.view import DocumentView

#: A node, and two offsets in its own text.
Spot = tuple[int, int, int]
_Item = TypeVar("_Item", Citation, TermUse)


@dataclass(frozen=True, slots=True)
class _Job:
    document: Document
    places: dict[str, Place]
    spots: tuple[Spot, ...]

    def ship(self, _: Collection[str]) -> _Job:
        """Return the same job for a machine that sees none of our files."""
        return replace(self, places=carried(self.places))


def _show(job: _Job) -> list[Shown]:
    learn(job.places)
    of = DocumentView(job.document)
    return [of.shown(*spot) for spot in job.spots]


def note_shown(
    documents: Sequence[Document],
    citations: Sequence[Citation],
    uses: Sequence[TermUse],
    executor: Executor | None = None,
) -> tuple[tuple[Citation, ...], tuple[TermUse, ...]]:
    """Note what other pages show of citations and uses.

    Args:
        documents: The documents.
        citations: Their citations, in the order of the documents.
        uses: The uses of terms in them, likewise.
        executor: Where the documents are read; in this process if None.

    Returns:
        The same citations and uses, with `shown`.
    """
    spots: dict[str, dict[Spot, None]] = {}
    every: list[Citation | TermUse] = [*citations, *uses]
    for item in every:
        spots.setdefault(item.slug, {})[item.key, item.start, item.end] = None
    listed = [doc for doc in documents if doc.slug in spots]
    jobs = (_Job(doc, places([doc]), tuple(spots[doc.slug])) for doc in listed)
    known: dict[str, dict[Spot, Shown]] = {}
    for doc, shown in zip(listed, stream(_show, jobs, executor), strict=True):
        known[doc.slug] = dict(zip(spots[doc.slug], shown, strict=True))
    return tuple(_with(citations, known)), tuple(_with(uses, known))


def _with(items: Iterable[_Item], known: dict[str, dict[Spot, Shown]]) -> Iterator[_Item]:
    for item in items:
        yield replace(item, shown=known[item.slug][item.key, item.start, item.end])
