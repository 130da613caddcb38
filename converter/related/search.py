"""The search for what is near to some texts, in any process.

Reads: an index of all clauses. Writes: for each clause with one of the texts others, how near
they are, and the words that both share.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from operator import add
from pathlib import Path

from converter.parallel import pack, unpack, without_collection
from converter.related.choose import choose
from converter.related.index import Index, Matter
from converter.related.near import near
from converter.related.rows import Ints
from converter.related.store import load
from converter.related.words import Ties, by_pair, shared_words

#: So many related clauses are shown at most.
MOST = 3
#: One word may be shared by chance.
_FEWEST_WORDS = 2

#: So many texts are searched at once.
_BLOCK = 1024

#: A clause, another one, how near they are, the words that they share.
Found = tuple[int, int, float, tuple[str, ...]]
#: The words that two texts share.
Known = dict[tuple[int, int], tuple[str, ...]]


class _Words:
    """The words that texts share."""

    def __init__(self, matter: Matter) -> None:
        self._texts = matter.texts
        self._weights = by_pair(matter.codes, matter.weights)
        self._ties = Ties.in_order(matter.codes, matter.counts, matter.first, matter.second)

    def of(self, one: int, other: int) -> tuple[str, ...]:
        """Return those of two texts; none for the same, which share all."""
        if one == other:
            return ()
        text, there = self._texts.text(one), self._texts.text(other)
        both = set(map(add, text, text[1:])) & set(map(add, there, there[1:]))
        shared = [pair for pair in both if self._weights[pair]]
        return shared_words(text, there, shared, self._weights, self._ties)


def search(index: Index, texts: Ints, known: Known) -> Iterator[Found]:
    """Find what is near to some texts, wherever they stand.

    Args:
        index: All clauses.
        texts: The texts, ascending.
        known: The words that texts are known to share; others that are asked for are added.
    """
    words = _Words(index.matter)
    for low in range(0, len(texts), _BLOCK):
        found = near(index, texts[low : low + _BLOCK])
        for clause, own, others in choose(index, found):
            # Of clauses with the very same words one is enough, also if it is this one's.
            seen: set[int] = set()
            shown = 0
            for other, text, score in others:
                if shown == MOST:
                    break
                if text in seen:
                    continue
                seen.add(text)
                if (own, text) not in known:
                    known[own, text] = words.of(own, text)
                if text == own or len(known[own, text]) >= _FEWEST_WORDS:
                    shown += 1
                    yield clause, other, _in_steps(score), known[own, text]


#: A document that is changed elsewhere shifts the score of nearly every pair a little. In steps so
#: large it is mostly as it was, and so is the page that it belongs to.
_STEPS = 20


def _in_steps(score: float) -> float:
    """Round a score up to a multiple of 0.05; it is at most 1."""
    return min(_STEPS, math.ceil(round(score * _STEPS, 6))) / _STEPS


def search_file(path: Path, texts: Ints, known: Known) -> bytes | None:
    """Search an index in a file; None where this process does not see it."""
    try:
        index: Index = load(path)
    except OSError:
        return None
    return _packed(index, texts, known)


def search_sent(packed: bytes, texts: Ints, known: Known) -> bytes:
    """Search where nothing but the arguments is at hand."""
    return _packed(unpack(packed), texts, known)


def _packed(index: Index, texts: Ints, known: Known) -> bytes:
    with without_collection():
        found = list(search(index, texts, known))
        return pack((found, known))
