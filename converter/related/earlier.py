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
from converter.related.search import Found, Known
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
        one: What it knew of two texts: the one;
        two: the other;
        shared: the words of both.
    """

    layout: Layout
    pairs: Pairs
    matter: Matter
    wanted: Some
    clause: Ints
    other: Ints
    score: Floats
    words: list[tuple[str, ...]]
    one: Ints
    two: Ints
    shared: list[tuple[str, ...]]

    @classmethod
    def of(
        cls, layout: Layout, pairs: Pairs, index: Index, found: list[Found], known: Known
    ) -> Earlier:
        """Keep what a run has found, for the next one.

        Args:
            layout: The clauses.
            pairs: The pairs of characters in their texts.
            index: All that was searched.
            found: What was found, in any order of clauses.
            known: The words of texts that were compared.
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
            np.fromiter((one for one, _ in known), np.int64, len(known)),
            np.fromiter((two for _, two in known), np.int64, len(known)),
            list(known.values()),
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

    def change(self, index: Index, pairs: Pairs, moved: Ints) -> Change:
        """Tell what has changed for which texts.

        Args:
            index: All clauses of today.
            pairs: The pairs of characters in their texts.
            moved: What `moves` returned.
        """
        every = np.ones(len(index.matter.texts), bool)
        if not len(self.matter.codes) or not len(pairs.codes):
            return Change(moved, every, every)
        was = np.full(len(every), -1)
        was[moved[moved >= 0]] = np.flatnonzero(moved >= 0)
        weighed, tied = self._changed_pairs(index.matter)
        changed = (was < 0) | (self.matter.sizes[was] != index.matter.sizes)
        changed |= _having(pairs, weighed)
        if changed.sum() > _MOST_CHANGED * len(every):
            return Change(moved, every, every)
        reworded = changed | _having(pairs, tied)
        outdated = changed | self._beside(index.matter, pairs, moved, changed)
        one, two = moved[self.one], moved[self.two]
        outdated[one[(one >= 0) & (two >= 0) & (reworded[one] | reworded[two])]] = True
        return Change(moved, outdated, reworded)

    def _beside(self, matter: Matter, pairs: Pairs, moved: Ints, changed: Some) -> Some:
        """Tell which texts may be compared with one that has changed, or might have been."""
        number = np.searchsorted(pairs.codes, self.pairs.codes)
        number[number == len(pairs.codes)] = 0
        number[pairs.codes[number] != self.pairs.codes] = -1
        gone = np.flatnonzero(moved < 0)
        before, pair = self.pairs.features.several(gone)
        after, other = pairs.features.several(np.flatnonzero(changed))
        one = np.append(before, after + len(gone))
        return _beside(matter, one, np.append(number[pair], other))

    def _changed_pairs(self, matter: Matter) -> tuple[Some, Some]:
        """Tell which pairs are not as telling as they were, and which hold not together so."""
        was = np.searchsorted(self.matter.codes, matter.codes)
        was[was == len(self.matter.codes)] = 0
        weighed: Some = self.matter.codes[was] != matter.codes
        weighed |= self.matter.weights[was] != matter.weights
        weighed |= self.matter.counts[was] != matter.counts
        weighed |= self.wanted[was] != _wanted(matter)
        tied: Some = (self.matter.first != matter.first)[matter.codes & 0xFFFF]
        tied |= (self.matter.second != matter.second)[matter.codes >> 16]
        return weighed, tied

    def found(self, index: Index, change: Change) -> list[Found]:
        """Return what was found for the texts that need not be searched again.

        Args:
            index: All clauses of today.
            change: What `change` returned.
        """
        old, new, moved = self.layout.places.clauses, index.places.clauses, change.moved
        steady = np.flatnonzero(moved >= 0)
        clause = np.full(len(self.layout.text), -1)
        clause[old.several(steady)[1]] = new.several(moved[steady])[1]
        text = moved[self.layout.text[self.clause]]
        holds = np.flatnonzero((text >= 0) & ~change.outdated[text])
        return list(
            zip(
                clause[self.clause[holds]].tolist(),
                clause[self.other[holds]].tolist(),
                self.score[holds].tolist(),
                [self.words[at] for at in holds.tolist()],
                strict=True,
            )
        )

    def known(self, change: Change) -> Known:
        """Return the words of texts of which it is known that they still share these."""
        one, two = change.moved[self.one], change.moved[self.two]
        holds = (one >= 0) & (two >= 0) & ~change.reworded[one] & ~change.reworded[two]
        at = np.flatnonzero(holds)
        both = zip(one[at].tolist(), two[at].tolist(), strict=True)
        return dict(zip(both, [self.shared[nth] for nth in at.tolist()], strict=True))


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed since an earlier run.

    Attributes:
        moved: The number of today of each text of before, or -1 (see `Earlier.moves`).
        outdated: Which texts of today have to be searched again.
        reworded: Which may share other words than they did.
    """

    moved: Ints
    outdated: Some
    reworded: Some


def _having(pairs: Pairs, which: Some) -> Some:
    """Tell which texts have any of some pairs."""
    out = np.zeros(len(pairs.features.starts) - 1, bool)
    out[pairs.texts.several(np.flatnonzero(which))[1]] = True
    return out


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
