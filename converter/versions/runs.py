"""What two wordings have in common, tidied so that the rest reads as changes of words.

Reads: stretches that agree. Guarantees: what is left of them agrees as well, in the same order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

#: What stands before the first token and behind the last one.
EDGE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """The least part of a text that changes as a whole.

    Attributes:
        text: Its characters, normalised.
        line: Its line, from 0.
        start: Where it begins in the words of the line.
        end: Where it ends.
        is_number: True for the number of a line.
        opens: True for the first one of its line.
    """

    text: str
    line: int
    start: int = 0
    end: int = 0
    is_number: bool = False
    opens: bool = False

    @property
    def key(self) -> Hashable:
        """What it agrees by; the number of a line agrees with no word."""
        return (self.text, True) if self.is_number else self.text

    @property
    def weight(self) -> int:
        """How much it says: a punctuation mark nothing, the number of a line as a short word."""
        if self.is_number:
            return _LEAST
        return 0 if _SILENT.fullmatch(self.text) else len(self.text)


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens that agree: from where in the older text, from where in the newer, how many."""

    older: int
    newer: int
    length: int


_SILENT = re.compile(r"[\W_的]")

#: What agrees and weighs less says nothing between two changes.
_LEAST = 2
#: What weighs no more than this gives way to larger changes on both sides of it.
_SMALL = 4
#: What stands between two commas and weighs less is no clause that a reader would look for.
_CLAUSE = 4
#: A sentence of which a smaller part (in hundredths) agrees is replaced as a whole.
_SPARSE = 35

_ENDS = frozenset("。；：！？;:!?")
#: How well a change may begin or end behind a punctuation mark, and before one.
_COMMA = 4
_BEHIND = {**dict.fromkeys("。；！？;!?", 5), **dict.fromkeys("，：,:", _COMMA), "、": 3}
_BEFORE = 2
_AT_LINE = 6
#: How much better two changes are that become one.
_JOINED = 12


class _Side:
    """The tokens of a text with the weights of all stretches and the ends of its sentences."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._weights = [0, *accumulate(token.weight for token in tokens)]
        self._numbers = [0, *accumulate(token.is_number for token in tokens)]
        self.starts = [
            at
            for at, token in enumerate(tokens)
            if at == 0 or token.opens or tokens[at - 1].text in _ENDS
        ]

    def weight(self, start: int, end: int) -> int:
        """Weigh a stretch."""
        return self._weights[end] - self._weights[start]

    def words(self, start: int, end: int) -> int:
        """Weigh a stretch without numbers of lines; any stretch weighs something."""
        numbers = self._numbers[end] - self._numbers[start]
        return max(self.weight(start, end) - _LEAST * numbers, end > start)

    def sentence(self, at: int) -> int:
        """Return the number of the sentence that a token stands in."""
        return bisect_right(self.starts, at) - 1

    def quality(self, at: int) -> int:
        """Tell how well a change may begin or end before a token."""
        if at in (0, len(self.tokens)) or self.tokens[at].opens:
            return _AT_LINE
        before, behind = self.tokens[at - 1].text, self.tokens[at].text
        return _BEHIND.get(before, _BEFORE if behind in _BEHIND else 0)


def tidy(runs: Sequence[Run], older: Sequence[Token], newer: Sequence[Token]) -> list[Run]:
    """Leave those stretches that agree which help a reader.

    Args:
        runs: Stretches that agree, in order.
        older: The tokens of the older text.
        newer: Those of the newer one.

    Returns:
        Fewer of them, or others that agree as well: none that are lost between larger
        changes, none of a sentence that is all but replaced; whole clauses inserted or
        deleted rather than the end of one and the beginning of the next.
    """
    before, after = _Side(older), _Side(newer)
    kept = _without_islands(list(runs), before, after)
    kept = _joined(_without_shreds(kept, before, after))
    return _with_their_lines(_shifted(kept, before, after), before, after)


def _gap(one: Run | None, other: Run | None, before: _Side, after: _Side) -> tuple[int, int]:
    """Weigh what was deleted and what inserted between two stretches that agree."""
    a = one.older + one.length if one else 0
    b = one.newer + one.length if one else 0
    to_a = other.older if other else len(before.tokens)
    to_b = other.newer if other else len(after.tokens)
    return before.words(a, to_a), after.words(b, to_b)


def _without_islands(runs: list[Run], before: _Side, after: _Side) -> list[Run]:
    """Give up what agrees between two changes and is smaller than they are, the least first."""
    while True:
        lost: list[tuple[int, int]] = []
        for at, run in enumerate(runs):
            one = _gap(runs[at - 1] if at else None, run, before, after)
            other = _gap(run, runs[at + 1] if at + 1 < len(runs) else None, before, after)
            weight = before.weight(run.older, run.older + run.length)
            small = any(one) and any(other) and _is_lost(weight, one, other)
            if small and (weight < _CLAUSE or not _holds_clause(run, before, after)):
                lost.append((weight, at))
        if not lost:
            return runs
        # Those of the least weight go at once, but for neighbours: each is asked again.
        least = min(lost)[0]
        gone: set[int] = set()
        for weight, at in lost:
            if weight == least and at - 1 not in gone:
                gone.add(at)
        runs = [run for at, run in enumerate(runs) if at not in gone]


def _is_lost(weight: int, one: tuple[int, int], other: tuple[int, int]) -> bool:
    if weight < _LEAST:
        return True
    only_deleted, only_inserted = (not (one[side] or other[side]) for side in (1, 0))
    if only_deleted or only_inserted:
        return False
    return weight <= min(_SMALL, max(one), max(other))


def _without_shreds(runs: Sequence[Run], before: _Side, after: _Side) -> list[Run]:
    """Give up what agrees in sentences that are all but replaced on both sides."""
    pieces = [piece for run in runs for piece in _by_sentence(run, before, after)]
    shares = [dict[int, int](), dict[int, int]()]
    for piece in pieces:
        weight = before.weight(piece.older, piece.older + piece.length)
        for share, number in zip(shares, _sentences(piece, before, after), strict=True):
            share[number] = share.get(number, 0) + weight

    def is_sparse(side: _Side, share: dict[int, int], number: int) -> bool:
        start = side.starts[number]
        end = side.starts[number + 1] if number + 1 < len(side.starts) else len(side.tokens)
        return 100 * share[number] < _SPARSE * side.weight(start, end)

    def is_shred(piece: Run) -> bool:
        one, other = _sentences(piece, before, after)
        if not (is_sparse(before, shares[0], one) and is_sparse(after, shares[1], other)):
            return False
        return not _holds_clause(piece, before, after)

    return [piece for piece in pieces if not is_shred(piece)]


def _holds_clause(run: Run, before: _Side, after: _Side) -> bool:
    """Tell whether all of what stands between two commas or stops has stayed."""
    start = None
    for at in range(run.length + 1):
        if min(before.quality(run.older + at), after.quality(run.newer + at)) < _COMMA:
            continue
        if start is not None and before.weight(start, run.older + at) >= _CLAUSE:
            return True
        start = run.older + at
    return False


def _joined(pieces: Sequence[Run]) -> list[Run]:
    """Join what follows on each other on both sides."""
    runs: list[Run] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        ends = last and (last.older + last.length, last.newer + last.length)
        if last and ends == (piece.older, piece.newer):
            runs[-1] = Run(last.older, last.newer, last.length + piece.length)
        else:
            runs.append(piece)
    return runs


def _sentences(run: Run, before: _Side, after: _Side) -> tuple[int, int]:
    return before.sentence(run.older), after.sentence(run.newer)


def _by_sentence(run: Run, before: _Side, after: _Side) -> Iterator[Run]:
    start = 0
    for at in range(1, run.length + 1):
        whole = at == run.length
        if whole or _sentences(Run(run.older + at, run.newer + at, 0), before, after) != _sentences(
            Run(run.older + start, run.newer + start, 0), before, after
        ):
            yield Run(run.older + start, run.newer + start, at - start)
            start = at


def _shifted(runs: Sequence[Run], before: _Side, after: _Side) -> list[Run]:
    """Move what was only inserted, or only deleted, to where clauses and sentences end.

    甲、|乙、|丙 instead of 甲|、乙|、丙, where both are right. What agrees between two changes may
    pass to the other side of one of them, so that they are one.
    """
    done: list[Run] = []
    for run in runs:
        if not done:
            done.append(run)
            continue
        last = done[-1]
        a, b = last.older + last.length, last.newer + last.length
        inserted, deleted = run.newer - b, run.older - a
        if bool(inserted) == bool(deleted):
            done.append(run)
            continue
        side, at, size = (after, b, inserted) if inserted else (before, a, deleted)
        by = _best_shift(side, at, size, last.length, run.length)
        done[-1] = Run(last.older, last.newer, last.length + by)
        done.append(Run(run.older + by, run.newer + by, run.length - by))
    return [run for run in done if run.length]


def _with_their_lines(runs: Sequence[Run], before: _Side, after: _Side) -> list[Run]:
    """Let the number of a line that was inserted, or deleted, go with its words.

    Where a （三） is inserted, the old （三） becomes （四）: both have a （三） at the same place,
    before words that do not answer to each other.
    """
    done: list[Run] = []
    for run, coming in zip(runs, [*runs[1:], None], strict=False):
        length = run.length
        if coming and before.tokens[run.older + length - 1].is_number:
            deleted = before.tokens[run.older + length : coming.older]
            inserted = after.tokens[run.newer + length : coming.newer]
            whole = inserted or deleted
            if not (inserted and deleted) and whole and whole[-1].is_number:
                length -= 1
        done.append(Run(run.older, run.newer, length))
    return [run for run in done if run.length]


def _best_shift(side: _Side, at: int, size: int, left: int, right: int) -> int:
    """Find how far a change may go to the left (below 0) or right, and where it stands best."""
    keys = [token.key for token in side.tokens[max(at - left, 0) : at + size + right]]
    origin = min(at, left)
    shifts = [0]
    for by in range(1, right + 1):
        if keys[origin + by - 1] != keys[origin + size + by - 1]:
            break
        shifts.append(by)
    for by in range(1, min(left, at) + 1):
        if keys[origin - by] != keys[origin + size - by]:
            break
        shifts.append(-by)

    def worth(by: int) -> tuple[int, int, int]:
        joined = by in (-left, right) and at + by > 0 and at + size + by < len(side.tokens)
        ends = side.quality(at + by) + side.quality(at + size + by)
        return ends + _JOINED * joined, -abs(by), by

    return max(shifts, key=worth)
