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
from converter.related.rows import Floats, Ints, Rows, Some, places
from converter.related.titles import Titles
from converter.related.units import Unit
from converter.related.weights import Pairs, Texts, Weights

#: Candidates are looked up by pairs that are in fewer texts than this.
_MOST_TEXTS = 256

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
    codes: Some
    weights: Ints
    counts: Ints
    first: Ints
    second: Ints

    @classmethod
    def of(cls, texts: Texts, owners: Ints, shared: Some) -> Matter:
        """Weigh texts against each other (see `Weights.of`)."""
        pairs = Pairs.of(texts)
        weighed = Weights.of(pairs, owners, shared)
        wanted = weighed.known & (pairs.counts > 1) & (pairs.counts < _MOST_TEXTS)
        return cls(
            texts,
            weighed.sizes(pairs.features),
            _keep(pairs.features, weighed.known[pairs.features.values]),
            _keep(pairs.texts, np.repeat(wanted, pairs.counts)),
            pairs.codes,
            np.where(weighed.known, weighed.weights, 0),
            all_coarse(pairs.counts),
            all_coarse(np.bincount(pairs.codes & 0xFFFF, pairs.counts, 1 << 16)),
            all_coarse(np.bincount(pairs.codes >> 16, pairs.counts, 1 << 16)),
        )


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


def make_index(listed: Sequence[Listed]) -> Index:
    """Weigh the clauses of documents against each other.

    Args:
        listed: The documents, in the order of their slugs.

    Returns:
        The index.
    """
    numbers: dict[str, int] = {}
    text = [numbers.setdefault(unit.text, len(numbers)) for one in listed for unit in one.units]
    places = Places.of(listed, np.array(text, np.int64), len(numbers))
    matter = Matter.of(Texts.of(list(numbers)), *places.owners())
    return Index(matter, places, Titles.of([one.title for one in listed]))


def _keep(rows: Rows, wanted: Some) -> Rows:
    """Leave out the numbers that are not wanted."""
    until = np.concatenate(([0], np.cumsum(wanted)))
    return Rows(until[rows.starts], rows.values[wanted])
