"""The files of the lists of pairs, of which only those are made again that are new.

Reads: the groups of all segments. Guarantees: the files are those that would be made without an
earlier run. A file is a function of the groups of its pairs, of how many documents there are, and
of which characters: where these are the same and no group has changed, neither has the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from converter.cache import digest
from converter.search import filing
from converter.search.files import Packed, pack_files
from converter.search.filing import Division, Range, divide, ranges
from converter.search.groups import Groups, Pairs, changed_pairs
from converter.search.postings import merge
from converter.search.spread import Spread
from converter.search.stream import Stream

#: Where in the cache segments are kept, and the lists.
SEGMENTS, LISTS = "search-segments", "search-lists"
#: If more segments than these have changed, the lists are made anew.
_MOST_CHANGED = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """The files of an earlier run, and what they were made of.

    Attributes:
        segments: The keys of its segments.
        world: What every file depends on.
        starts: The first pair of each file.
        files: The files.
    """

    segments: list[str]
    world: str
    starts: Pairs
    files: list[Packed]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The lists of an earlier run, with the segments that are no longer what they were.

    Attributes:
        kept: The files.
        groups: The groups of the segments between `begin` and as many at the end as there were.
        begin: So many segments at the beginning have not changed.
        end: So many at the end.
    """

    kept: Kept
    groups: list[Groups]
    begin: int
    end: int


def earlier_lists(keys: Sequence[str], spread: Spread) -> Earlier | None:
    """Read the lists of an earlier run, before its segments are dropped.

    Args:
        keys: The keys of the segments that there are now.
        spread: Where earlier results are.

    Returns:
        The lists; None if all are to be made anew.
    """
    kept: Kept | None = spread.load(LISTS, spread.key(LISTS.encode()))
    if kept is None:
        return None
    begin = _alike(kept.segments, keys)
    end = _alike(kept.segments[begin:][::-1], keys[begin:][::-1])
    changed = kept.segments[begin : len(kept.segments) - end]
    if max(len(changed), len(keys) - begin - end) > _MOST_CHANGED:
        return None
    found = [spread.load(SEGMENTS, key) for key in changed]
    groups = [each.groups for each in found if each is not None]
    return Earlier(kept, groups, begin, end) if len(groups) == len(changed) else None


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count with how many like ones two lists begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


@dataclass(frozen=True, slots=True)
class Lists:
    """Writes the files of the lists.

    Attributes:
        spread: Where they are made.
        keys: The keys of the segments.
        earlier: The lists of an earlier run.
    """

    spread: Spread
    keys: list[str]
    earlier: Earlier | None

    def write(
        self, stream: Stream, groups: Sequence[Groups], alone: frozenset[int]
    ) -> tuple[Pairs, list[Packed]]:
        """Write the lists of all pairs.

        Args:
            stream: The texts.
            groups: The groups of its segments.
            alone: As for `filing.divide`.

        Returns:
            The first pair of each file, and the files.
        """
        world = _world(stream, alone)
        earlier = self.earlier if self.earlier and self.earlier.kept.world == world else None
        division = divide(groups, alone, filing.FILE_BYTES)
        known = _known(earlier, division, groups) if earlier else {}
        wanted = np.ones(len(division.starts), bool)
        wanted[[*known]] = False
        jobs = ranges(stream, groups, division, wanted)
        made = (packed for each in self.spread.map(merged, jobs) for packed in each)
        files = [known.get(at) or next(made) for at in range(len(wanted))]
        assert next(made, None) is None
        if not earlier or earlier.kept.segments != self.keys:
            kept = Kept(self.keys, world, division.starts, files)
            self.spread.store(LISTS, self.spread.key(LISTS.encode()), kept)
        return division.starts, files


def _world(stream: Stream, alone: frozenset[int]) -> str:
    """Name what every file depends on: documents, characters, and how files are divided."""
    alphabet = stream.alphabet.astype("<u2").tobytes()
    return digest(alphabet, repr((len(stream.counts), sorted(alone), filing.FILE_BYTES)))


def _known(earlier: Earlier, division: Division, groups: Sequence[Groups]) -> dict[int, Packed]:
    """Find the files that are what they were, by their numbers."""
    kept = earlier.kept
    now = groups[earlier.begin : len(groups) - earlier.end]
    changed = _changed(earlier.groups, now)
    # A file has the pairs from its first one to the first one of the next.
    before = {pair: at for at, pair in enumerate(kept.starts.tolist())}
    ends = {**dict(pairwise(kept.starts.tolist())), **dict.fromkeys(kept.starts[-1:].tolist())}
    starts = division.starts.tolist()
    touched = {*(np.searchsorted(division.starts, changed, "right") - 1).tolist()}
    return {
        at: kept.files[before[start]]
        for at, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True))
        if at not in touched and start in before and ends[start] == end
    }


def _changed(before: Sequence[Groups], now: Sequence[Groups]) -> Pairs:
    """List the pairs that may have other groups than they had."""
    if len(before) == len(now) and all(
        one.count == other.count for one, other in zip(before, now, strict=True)
    ):
        pairs = [changed_pairs(one, other) for one, other in zip(before, now, strict=True)]
    else:
        pairs = [each.pairs for each in (*before, *now)]
    return np.unique(np.concatenate([np.zeros(0, np.uint32), *pairs]))


def merged(these: Range) -> list[Packed]:
    """Write the files of a range."""
    return pack_files([each.data for each in merge(these)])
