"""What an earlier run found of related clauses, and how much of it still holds.

Reads: what that run left, and the clauses of today. Writes: which texts have to be searched
again, and what was found for the others. Guarantees: what is taken over is what a search would
find. A text is searched again if anything has changed that is looked at for it:

- where it stands: the documents, their order, titles and dates;
- how telling its pairs of characters are, or by what it is normalised;
- either of these for a text that shares enough of its rarest pairs to be compared with it, now
  or before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from converter.related.index import Index, Layout, Matter
from converter.related.near import FEWEST
from converter.related.pairs import Pairs
from converter.related.rows import Floats, Ints, Rows, Some, alike, firsts
from converter.related.search import Found
from converter.related.titles import Titles

#: If a larger share of the texts has changed, all are searched again.
_MOST_CHANGED = 0.25


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a run found, and what it found it with.

    Attributes:
        layout: Its clauses.
        pairs: The pairs of characters in their texts.
        matter: How telling these were, without lists.
        wanted: Whether candidates were looked up by a pair.
        clause: What it found: a clause;
        other: another one;
        score: how near they were;
        words: the words that they shared.
    """

    layout: Layout
    pairs: Pairs
    matter: Matter
    wanted: Some
    clause: Ints
    other: Ints
    score: Floats
    words: list[tuple[str, ...]]

    @classmethod
    def of(cls, layout: Layout, pairs: Pairs, index: Index, found: list[Found]) -> Earlier:
        """Keep what a run has found, for the next one.

        Args:
            layout: The clauses.
            pairs: The pairs of characters in their texts.
            index: All that was searched.
            found: What was found, in any order of clauses.
        """
        none = Rows(np.zeros(1, np.int64), np.zeros(0, np.int32))
        return cls(
            layout,
            pairs,
            replace(index.matter, features=none, lookup=none, rarest=none),
            _wanted(index.matter),
            np.array([one[0] for one in found], np.int64),
            np.array([one[1] for one in found], np.int64),
            np.array([one[2] for one in found], np.float64),
            [one[3] for one in found],
        )

    def moves(self, layout: Layout, numbers: dict[str, int]) -> Ints:
        """Tell which texts stand where they stood, in the same order.

        Args:
            layout: The clauses of today.
            numbers: The numbers of their texts.

        Returns:
            For each text of before its number of today, ascending; -1 for those that are no
            more, and for those that stand in other documents or places among others.
        """
        old, new = self.layout.places, layout.places
        moved = np.array([numbers.get(text, -1) for text in self.layout.texts.all()], np.int64)
        documents = _documents(self.layout, layout)
        stood = Rows(old.clauses.starts, documents[old.document[old.clauses.values]])
        stands = Rows(new.clauses.starts, new.document[new.clauses.values])
        there = np.flatnonzero(moved >= 0)
        moved[there[~alike(stood, stands, there, moved[there])]] = -1
        # The same documents have these texts as often as before: but in the same order?
        steady = np.zeros(len(layout.texts), bool)
        steady[moved[moved >= 0]] = True
        was, now = moved[self.layout.text], layout.text
        was, at = was[was >= 0], np.flatnonzero(steady[now])
        swapped = np.zeros(len(layout.documents), bool)
        swapped[new.document[at[was != now[at]]]] = True
        # All that stand in a document where they are not.
        turned = np.zeros(len(layout.texts) + 1, bool)
        turned[now[swapped[new.document]]] = True
        moved[turned[moved]] = -1
        return moved

    def outdated(self, index: Index, pairs: Pairs, moved: Ints) -> Some:
        """Tell which texts have to be searched again.

        Args:
            index: All clauses of today.
            pairs: The pairs of characters in their texts.
            moved: What `moves` returned.
        """
        if not len(self.matter.codes) or not len(pairs.codes):
            return np.ones(len(index.matter.texts), bool)
        was = np.full(len(index.matter.texts), -1)
        was[moved[moved >= 0]] = np.flatnonzero(moved >= 0)
        changed = (was < 0) | (self.matter.sizes[was] != index.matter.sizes)
        pair = self._changed_pairs(index.matter)
        at = np.repeat(np.arange(len(was)), np.diff(pairs.features.starts))
        changed[at[pair[pairs.features.values]]] = True
        gone = np.flatnonzero(moved < 0)
        if changed.sum() + len(gone) > _MOST_CHANGED * len(was):
            return np.ones(len(was), bool)
        # Which of these may be compared with which others?
        number = np.searchsorted(pairs.codes, self.pairs.codes)
        number[number == len(pairs.codes)] = 0
        number[pairs.codes[number] != self.pairs.codes] = -1
        before, pair = self.pairs.features.several(gone)
        after, other = pairs.features.several(np.flatnonzero(changed))
        one = np.append(before, after + len(gone))
        return changed | _beside(index.matter, one, np.append(number[pair], other))

    def _changed_pairs(self, matter: Matter) -> Some:
        """Tell which pairs are as telling as they were, and hold together as firmly."""
        was = np.searchsorted(self.matter.codes, matter.codes)
        was[was == len(self.matter.codes)] = 0
        changed: Some = self.matter.codes[was] != matter.codes
        changed |= self.matter.weights[was] != matter.weights
        changed |= self.matter.counts[was] != matter.counts
        changed |= self.wanted[was] != _wanted(matter)
        changed |= (self.matter.first != matter.first)[matter.codes & 0xFFFF]
        changed |= (self.matter.second != matter.second)[matter.codes >> 16]
        return changed

    def found(self, index: Index, moved: Ints, outdated: Some) -> list[Found]:
        """Return what was found for the texts that need not be searched again.

        Args:
            index: All clauses of today.
            moved: What `moves` returned.
            outdated: What `outdated` returned.
        """
        old, new = self.layout.places.clauses, index.places.clauses
        steady = np.flatnonzero(moved >= 0)
        clause = np.full(len(self.layout.text), -1)
        clause[old.several(steady)[1]] = new.several(moved[steady])[1]
        text = moved[self.layout.text[self.clause]]
        holds = np.flatnonzero((text >= 0) & ~outdated[text])
        return list(
            zip(
                clause[self.clause[holds]].tolist(),
                clause[self.other[holds]].tolist(),
                self.score[holds].tolist(),
                [self.words[at] for at in holds.tolist()],
                strict=True,
            )
        )


def _wanted(matter: Matter) -> Some:
    return np.diff(matter.lookup.starts) > 0


def _documents(old: Layout, new: Layout) -> Ints:
    """Return the number of each old document among the new ones; -1 for what has changed.

    A title may be more or less telling than it was.
    """
    number = {one: at for at, one in enumerate(new.documents)}
    now = np.array([number.get(one, -1) for one in old.documents], np.int64)
    there = np.flatnonzero(now >= 0)
    same = alike(_weights(old.titles), _weights(new.titles), there, now[there])
    now[there[~same]] = -1
    return now


def _weights(titles: Titles) -> Rows:
    return Rows(titles.pairs.starts, titles.weights[titles.pairs.values])


def _beside(matter: Matter, one: Ints, pair: Ints) -> Some:
    """Tell which texts share enough of their rarest pairs with one of some.

    Args:
        matter: All texts.
        one: Numbers of some texts, each as often as it has pairs.
        pair: Their pairs; -1 for those that no text has.
    """
    sought = np.zeros(len(matter.codes) + 1, bool)
    sought[pair] = True
    sought[-1] = False
    text = np.repeat(np.arange(len(matter.texts)), np.diff(matter.rarest.starts))
    some = sought[matter.rarest.values]
    text, rare = text[some], matter.rarest.values[some]
    order = np.argsort(rare, kind="stable")
    having = Rows.of(rare[order], text[order], len(matter.codes))
    some = sought[pair]
    at, found = having.several(pair[some])
    met = one[some][at] << 32 | found
    met.sort()
    begin = firsts(met)
    enough = np.diff(np.append(begin, len(met))) >= FEWEST
    out = np.zeros(len(matter.texts), bool)
    out[met[begin[enough]] & 0xFFFFFFFF] = True
    return out
