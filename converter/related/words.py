"""The words that two clauses share, as the reason why one is shown with the other.

Reads: two texts, and how telling each pair of characters is. Guarantees: every word stands
in both texts, and none within another.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, repeat
from operator import add

import numpy as np

from converter.related.rows import Ints, Some

#: So many words are shown; longer stretches are cut where they hold together least.
MOST_WORDS = 5
LONGEST = 16

#: Words of law and office that join others and say nothing of a matter.
_JOINT = re.compile(
    "应当|可以|不得|必须|或者|以及|按照|依照|根据|符合|规定|有关|相关|违反|进行|需要|能够|其他"
    "|本法|本条例|本办法|本规定|中华人民共和国|的"
)
#: Characters that do so where they are not part of a word, as 和 is of 和平.
_JOINING = re.compile(
    "[和与及或等并对在由向以于为从按经被将把让使给应可须得其该此这所各每有是又再已就都如若因自要至了地]"
)
#: A character is part of a word where it stands beside another at least so often, as a share of
#: all places of that other one.
_BOUND = 0.12


class _Counts(dict[str, int]):
    """Numbers that are looked up when they are first asked for."""

    def __init__(self, find: Callable[[str], int]) -> None:
        self._find = find

    def __missing__(self, key: str) -> int:
        self[key] = found = self._find(key)
        return found


def by_pair(codes: Some, numbers: Ints) -> Mapping[str, int]:
    """Make a table from pairs of characters to numbers; 0 for other pairs.

    Args:
        codes: The pairs as numbers, ascending.
        numbers: The number of each.
    """

    def find(pair: str) -> int:
        code = ord(pair[0]) | ord(pair[1]) << 16
        at = bisect_left(codes, code)
        return int(numbers[at]) if at < len(codes) and codes[at] == code else 0

    return _Counts(find)


@dataclass(frozen=True, slots=True)
class Ties:
    """How firmly neighbouring characters hold together, from how often they meet.

    Attributes:
        together: In how many clauses a pair of characters stands; 0 for pairs in none.
        first: The same, summed over all pairs that begin with a character.
        second: The same, summed over all pairs that end with a character.
    """

    together: Mapping[str, int]
    first: Mapping[str, int]
    second: Mapping[str, int]

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> Ties:
        """Count from the pairs alone, written as numbers."""
        codes = np.array(sorted(counts), np.int64)
        numbers = np.array([counts[code] for code in sorted(counts)], np.int64)
        first = np.bincount(codes & 0xFFFF, numbers, 1 << 16).astype(np.int64)
        second = np.bincount(codes >> 16, numbers, 1 << 16).astype(np.int64)
        return cls.in_order(codes, numbers, first, second)

    @classmethod
    def in_order(cls, codes: Some, counts: Ints, first: Ints, second: Ints) -> Ties:
        """Take counts from arrays, those of pairs in the order of their numbers."""
        return cls(
            by_pair(codes, counts),
            _Counts(lambda char: int(first[ord(char)])),
            _Counts(lambda char: int(second[ord(char)])),
        )

    def tie(self, pair: str) -> float:
        """Measure how much more often two characters meet than by chance.

        It is their PMI but for how many pairs there are, which is the same for all.
        """
        met = self.together[pair]
        if not met:
            return -math.inf
        return math.log(met / (self.first[pair[0]] * self.second[pair[1]]))

    def bound(self, text: str, at: int) -> bool:
        """Tell whether a character is part of a word, by those on either side of it."""
        if at:
            before = text[at - 1 : at + 1]
            if self.together[before] >= _BOUND * self.first[before[0]]:
                return True
        after = text[at : at + 2]
        return len(after) > 1 and self.together[after] >= _BOUND * self.second[after[1]]

    def firmer(self, one: str, other: str) -> bool:
        """Tell whether one pair holds together more firmly than another, and meets more often."""
        if self.together[one] <= self.together[other]:
            return False
        return self.tie(one) > self.tie(other)


def shared_words(
    text: str, other: str, shared: Collection[str], weights: Mapping[str, int], ties: Ties
) -> tuple[str, ...]:
    """List the words that two clauses share.

    Args:
        text: The one, as `units.matter` leaves it.
        other: The other.
        shared: The telling pairs of characters that both have.
        weights: How telling each pair is; others say nothing.
        ties: Where words may end.

    Returns:
        At most `MOST_WORDS` words of at least two characters, the most telling first.
    """
    values = map(weights.get, map(add, text, text[1:]), repeat(0))
    until = list(accumulate(values, initial=0))
    parts = [
        (until[start] - until[end - 1], text[start:end])
        for start, end in _parts(text, other, shared, ties)
        if end - start >= 2
    ]
    parts.sort()
    found: dict[str, int] = {}
    for weight, part in parts:
        # No word of a part weighs more than all of it.
        heavier = len(found) >= MOST_WORDS and {w: n for w, n in found.items() if n > -weight}
        if heavier and len(words := _best(heavier)) == MOST_WORDS:
            return words
        for word in _cut(part, ties):
            if len(word) >= 2 and word not in found:
                pairs = set(map(add, word, word[1:]))
                found[word] = sum([weights[pair] for pair in pairs if pair in weights])
    return _best(found)


def _best(found: Mapping[str, int]) -> tuple[str, ...]:
    """Choose the words that weigh most, none within another."""
    words: list[str] = []
    for word in sorted(found, key=lambda word: (-found[word], word)):
        if not found[word] or len(words) == MOST_WORDS:
            break
        if not any(word in chosen or chosen in word for chosen in words):
            words.append(word)
    return tuple(words)


def _parts(text: str, other: str, shared: Collection[str], ties: Ties) -> Iterator[tuple[int, int]]:
    """Yield where the common stretches of two texts stand in the one, without words that join."""
    for start, end in _untorn(text, other, shared, ties):
        for joint in _JOINT.finditer(text, start, end):
            yield start, joint.start()
            start = joint.end()
        yield start, end


def _stretches(text: str, other: str, shared: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where the longest common stretches with a telling pair stand in a text."""
    starts = sorted({text.find(pair) for pair in shared} - {-1})
    done = 0
    for at in starts:
        if at + 2 <= done:
            continue
        start, end = at, at + 2
        while end < len(text) and text[end] != "\n" and text[start : end + 1] in other:
            end += 1
        while start and text[start - 1] != "\n" and text[start - 1 : end] in other:
            start -= 1
        done = end
        yield start, end


def _untorn(
    text: str, other: str, shared: Collection[str], ties: Ties
) -> Iterator[tuple[int, int]]:
    """Yield the common stretches of two texts without halves of words at their ends."""
    for start, end in _stretches(text, other, shared):
        there = other.find(text[start:end])
        while end - start >= 2 and (_torn(text, start, ties) or _torn(other, there, ties)):
            start, there = start + 1, there + 1
        behind = there + end - start
        while end - start >= 2 and (_torn_end(text, end, ties) or _torn_end(other, behind, ties)):
            end, behind = end - 1, behind - 1
        yield start, end


def _torn(text: str, at: int, ties: Ties) -> bool:
    """Tell whether a character belongs rather to the one before it than to the next one."""
    if at == 0 or text[at - 1] == "\n":
        return False
    return ties.firmer(text[at - 1 : at + 1], text[at : at + 2])


def _torn_end(text: str, end: int, ties: Ties) -> bool:
    """Tell whether the last character belongs rather to the one behind it."""
    if end == len(text) or text[end] == "\n":
        return False
    return ties.firmer(text[end - 1 : end + 1], text[end - 2 : end])


def _cut(part: str, ties: Ties) -> Iterator[str]:
    """Yield words out of a stretch: cut at 和 and the like, and where it holds together least."""
    for joining in _JOINING.finditer(part):
        at = joining.start()
        if not ties.bound(part, at):
            yield from _cut(part[:at], ties)
            yield from _cut(part[at + 1 :], ties)
            return
    if len(part) > LONGEST:
        weakest = min(range(2, len(part) - 1), key=lambda at: (ties.tie(part[at - 1 : at + 1]), at))
        yield from _cut(part[:weakest], ties)
        yield from _cut(part[weakest:], ties)
    else:
        yield part
