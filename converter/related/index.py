"""The clauses of all documents weighed against each other, ready to be searched.

Reads: the units of the documents. Writes: an index. Guarantees: weights are whole numbers, so
that no score depends on the order of the documents.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from converter.model import Document
from converter.related.units import Unit, features, matter
from converter.title_names import common_title

#: Weights are whole numbers, so that sums do not depend on the order of their parts.
_UNIT = 1000


@dataclass(frozen=True, slots=True)
class Titles:
    """What the titles of the documents say of their matter.

    Attributes:
        features: The pairs of characters of each.
        weights: How telling a pair is.
        sizes: The sum of the weights of each.
    """

    features: tuple[frozenset[int], ...]
    weights: dict[int, int]
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, titles: Sequence[str]) -> Titles:
        """Weigh the titles against each other."""
        pairs = tuple(frozenset(features(matter(title))) for title in titles)
        counts = Counter(pair for title in pairs for pair in title)
        weights = {p: int(_UNIT * math.log(1 + len(titles) / n) ** 2) for p, n in counts.items()}
        return cls(pairs, weights, tuple(sum(map(weights.__getitem__, t)) for t in pairs))

    def likeness(self, one: int, other: int) -> float:
        """Return how much two titles have in common, from 0 to 1."""
        common = self.features[one] & self.features[other]
        if not common:
            return 0.0
        both = math.sqrt(self.sizes[one] * self.sizes[other])
        return sum(map(self.weights.__getitem__, common)) / both


@dataclass(frozen=True, slots=True)
class Index:
    """All clauses that are compared, with what telling them apart needs.

    Attributes:
        document: The number of the document of each clause.
        texts: The words of each, as `units.matter` leaves them.
        features: The telling pairs of characters of each that other documents have, too.
        sizes: By what each is normalised.
        weights: How telling a pair is.
        counts: In how many clauses each pair stands, also those that tell nothing.
        titles: Those of the documents.
        groups: For each document a number that its versions share.
        dates: The date of each document; empty where it is not known.
    """

    document: array[int]
    texts: list[str]
    features: list[array[int]]
    sizes: array[float]
    weights: dict[int, int]
    counts: dict[int, int]
    titles: Titles
    groups: list[int]
    dates: list[str]


#: Short clauses would be near with a word or two: the weight of so many pairs that no other has
#: is added to each.
_PRIOR = 4
#: A pair that no other document has says less of what a clause is about than one that some have.
_ALONE = 0.25
#: Clauses of so many telling pairs are of usual length; of longer ones a smaller part is compared
#: (pivoted normalisation).
_USUAL, _SLOPE = 16, 0.75


def make_index(documents: Sequence[Document], listed: Sequence[Sequence[Unit]]) -> Index:
    """Weigh the units of documents against each other.

    Args:
        documents: The documents.
        listed: The units of each.

    Returns:
        The index.
    """
    all_units = [unit for own in listed for unit in own]
    counts: Counter[int] = Counter()
    spread: Counter[int] = Counter()
    known_texts: set[str] = set()
    single: Counter[int] = Counter()
    for own in listed:
        texts = [unit.features for unit in own]
        counts.update(chain.from_iterable(texts))
        all_pairs: set[int] = set().union(*texts)
        single.update(all_pairs)
        # A clause that others repeat word for word counts once, or copies would be formulas.
        new = [unit.features for unit in own if unit.text not in known_texts]
        spread.update(set().union(*new) if len(new) < len(texts) else all_pairs)
        known_texts.update(unit.text for unit in own)
    weights = _weights(counts, spread, len(documents), len(all_units))
    most = max(weights.values(), default=_UNIT)
    # What no other document has is told by its sign, so that each pair is looked up once.
    signed = {pair: w if single[pair] > 1 else -w for pair, w in weights.items()}
    known, sizes = [], array("d")
    for unit in all_units:
        values = list(map(signed.get, unit.features, repeat(0)))
        known.append(array("I", [p for p, w in zip(unit.features, values, strict=True) if w > 0]))
        both = sum([w for w in values if w > 0])
        size = _PRIOR * most + both + _ALONE * (both - sum(values))
        sizes.append(math.sqrt(size**_SLOPE * (_USUAL * most) ** (1 - _SLOPE)))
    groups: dict[str, int] = {}
    return Index(
        array("I", [at for at, own in enumerate(listed) for _ in own]),
        [unit.text for unit in all_units],
        known,
        sizes,
        {pair: weight for pair, weight in signed.items() if weight > 0},
        dict(counts),
        Titles.of([common_title(doc.title) for doc in documents]),
        [groups.setdefault(common_title(doc.title), len(groups)) for doc in documents],
        [doc.fact("date") or "" for doc in documents],
    )


#: Pairs of characters that are in more than this share of the documents are formulas; in a small
#: collection, those that are in more than so many documents.
_FORMULA, _FEW = 0.2, 6


def _weights(
    counts: Counter[int], spread: Counter[int], documents: int, clauses: int
) -> dict[int, int]:
    """Weigh pairs of characters by how few documents and how few clauses have them."""
    most = max(_FORMULA * documents, min(_FEW, documents + 1))
    # Few different numbers occur many times.
    by_spread = {n: math.log(most / n) for n in set(spread.values()) if n < most}
    by_count = {n: math.log((clauses + 1) / n) for n in set(counts.values())}
    return {
        pair: max(1, int(_UNIT * by_spread[n] * by_count[counts[pair]]))
        for pair, n in spread.items()
        if n < most
    }
