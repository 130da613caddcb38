"""The clauses of all documents weighed against each other, ready to be searched.

Reads: the units of the documents. Writes: an index of arrays, which any process can search.

Clauses with the very same words are one text, which is weighed and searched once: laws are
there in several versions, and many rules repeat each other word for word. What a text is near
to follows from the texts alone; which clause is shown for it, from titles and dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from converter.related.coarse import all_coarse
from converter.related.pairs import Pairs, Texts
from converter.related.rows import Floats, Ints, Rows, Some, places
from converter.related.titles import Titles
from converter.related.units import Unit
from converter.related.weights import Weights

#: Candidates are looked up by pairs that are in fewer texts than this; by the rarest of a text,
#: so many.
_MOST_TEXTS, _LOOKED_UP = 256, 16

#: So many texts are looked at together: their numbers and those of up to 2^20 pairs fit into one
#: of 32 bits.
_TOGETHER, _RANK = 1 << 12, 20

#: Of the clauses with the same words so many may be shown, those of the latest documents.
_MOST_HOLDERS = 24


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as far as its clauses are compared.

    Attributes:
        slug: Its own name in addresses.
        title: Its title, which its versions share (see `common_title`).
        date: Its date, ISO 8601; empty where it is not known.
        units: Its clauses.
    """

    slug: str
    title: str
    date: str
    units: Sequence[Unit]


@dataclass(frozen=True, slots=True)
class Matter:
    """The distinct texts of all clauses.

    Attributes:
        texts: The texts.
        sizes: By what each is normalised.
        features: The telling pairs of each that other documents have, too, as numbers.
        lookup: The texts with a pair, if it is one by which candidates are looked up.
        rarest: The pairs of each text by which candidates are looked up for it.
        codes: The pairs of characters, ascending.
        weights: How telling each is; 0 for what tells nothing.
        counts: In how many texts each stands, in steps.
        first: The same, summed over all pairs that begin with a character, in steps.
        second: The same, summed over all pairs that end with a character, in steps.
    """

    texts: Texts
    sizes: Floats
    features: Rows
    lookup: Rows
    rarest: Rows
    codes: Some
    weights: Ints
    counts: Ints
    first: Ints
    second: Ints

    @classmethod
    def of(cls, texts: Texts, pairs: Pairs, owners: Ints, shared: Some) -> Matter:
        """Weigh texts against each other (see `Weights.of`)."""
        weighed = Weights.of(pairs, owners, shared)
        wanted = weighed.known & (pairs.counts > 1) & (pairs.counts < _MOST_TEXTS)
        counts = all_coarse(pairs.counts)
        return cls(
            texts,
            weighed.sizes(pairs.features),
            _keep(pairs.features, weighed.known[pairs.features.values]),
            _keep(pairs.texts, np.repeat(wanted, pairs.counts)),
            _rarest(pairs.features, np.where(wanted, counts, 0)),
            pairs.codes,
            np.where(weighed.known, weighed.weights, 0),
            counts,
            all_coarse(np.bincount(pairs.codes & 0xFFFF, pairs.counts, 1 << 16)),
            all_coarse(np.bincount(pairs.codes >> 16, pairs.counts, 1 << 16)),
        )


def _rarest(features: Rows, counts: Ints) -> Rows:
    """List the rarest pairs of each text; those of which the count is 0 are left out."""
    order = np.argsort(counts, kind="stable")
    # Small numbers sort in half the time.
    small = len(counts) < 1 << _RANK
    kind, shift = (np.dtype(np.uint32), _RANK) if small else (np.dtype(np.uint64), 32)
    rank: Some = np.empty(len(counts), kind)
    rank[order] = np.arange(len(counts))
    none = int((counts == 0).sum())
    lengths, values = [np.zeros(1, np.int64)], [np.zeros(0, np.int32)]
    ends = features.starts
    for start in range(0, len(ends) - 1, _TOGETHER):
        until = min(start + _TOGETHER, len(ends) - 1)
        own = rank[features.values[ends[start] : ends[until]]]
        at: Some = np.arange(until - start).astype(kind)
        at = at << kind.type(shift)
        rare = (np.repeat(at, np.diff(ends[start : until + 1])) | own)[own >= none]
        rare.sort()
        text = rare >> kind.type(shift)
        first = places(text) < _LOOKED_UP
        lengths.append(np.bincount(text[first].astype(np.int64), minlength=until - start))
        ranks = rare[first] & kind.type((1 << shift) - 1)
        values.append(order[ranks.astype(np.int64)].astype(np.int32))
    return Rows(np.cumsum(np.concatenate(lengths)), np.concatenate(values))


@dataclass(frozen=True, slots=True)
class Places:
    """Where the texts stand.

    Attributes:
        document: The document of each clause.
        clauses: The clauses with each text.
        shown: Those of them that may be shown.
        group: A number for each document that its versions share.
        date: A number for each document that is the higher the later it is.
        alone: For each text the group that has it alone; a number below 0 where several have.
    """

    document: Ints
    clauses: Rows
    shown: Rows
    group: Ints
    date: Ints
    alone: Ints

    @classmethod
    def of(cls, listed: Sequence[Listed], text: Ints, texts: int) -> Places:
        """Tell which text stands where, from the text of each clause."""
        document = np.repeat(np.arange(len(listed)), [len(one.units) for one in listed])
        names: dict[str, int] = {}
        group = np.array([names.setdefault(one.title, len(names)) for one in listed], np.int64)
        dates = np.array([one.date for one in listed], dtype=str)
        date = np.unique(dates, return_inverse=True)[1].astype(np.int64)
        order = np.argsort(text, kind="stable")
        clauses = Rows.of(text[order], order, texts)
        latest = np.lexsort((np.arange(len(text)), -date[document], text))
        some = places(text[latest]) < _MOST_HOLDERS
        shown = Rows.of(text[latest][some], latest[some], texts)
        groups = group[document[order]]
        least = np.minimum.reduceat(groups, clauses.starts[:-1]) if texts else groups
        most = np.maximum.reduceat(groups, clauses.starts[:-1]) if texts else groups
        alone = np.where(least == most, least, -1 - np.arange(texts))
        return cls(document, clauses, shown, group, date, alone)

    def owners(self) -> tuple[Ints, Some]:
        """Return the document that has each text first, and whether others have it, too."""
        documents = self.document[self.clauses.values]
        begin = self.clauses.starts[:-1]
        if not len(begin):
            return np.zeros(0, np.int64), np.zeros(0, bool)
        first = np.minimum.reduceat(documents, begin)
        return first, np.maximum.reduceat(documents, begin) > first


@dataclass(frozen=True, slots=True)
class Index:
    """All clauses that are compared, ready to be searched.

    Attributes:
        matter: Their texts.
        places: Where these stand.
        titles: The titles of the documents.
    """

    matter: Matter
    places: Places
    titles: Titles


@dataclass(frozen=True, slots=True)
class Layout:
    """Which clauses there are, before they are weighed.

    Attributes:
        documents: The names of the documents, their titles and dates.
        texts: The distinct texts of the clauses.
        text: The text of each clause.
        places: Where the texts stand.
        titles: The titles of the documents.
    """

    documents: tuple[tuple[str, str, str], ...]
    texts: Texts
    text: Ints
    places: Places
    titles: Titles


def lay_out(listed: Sequence[Listed]) -> tuple[Layout, dict[str, int]]:
    """Number the clauses of documents and their texts.

    Args:
        listed: The documents, in the order of their slugs.

    Returns:
        The layout; the number of each text.
    """
    numbers: dict[str, int] = {}
    text = [numbers.setdefault(unit.text, len(numbers)) for one in listed for unit in one.units]
    texts = np.array(text, np.int64)
    layout = Layout(
        tuple((one.slug, one.title, one.date) for one in listed),
        Texts.of(list(numbers)),
        texts,
        Places.of(listed, texts, len(numbers)),
        Titles.of([one.title for one in listed]),
    )
    return layout, numbers


def make_index(layout: Layout, pairs: Pairs) -> Index:
    """Weigh the clauses of documents against each other.

    Args:
        layout: The clauses.
        pairs: The pairs of characters in their texts.
    """
    matter = Matter.of(layout.texts, pairs, *layout.places.owners())
    return Index(matter, layout.places, layout.titles)


def _keep(rows: Rows, wanted: Some) -> Rows:
    """Leave out the numbers that are not wanted."""
    until = np.concatenate(([0], np.cumsum(wanted)))
    return Rows(until[rows.starts], rows.values[wanted])
