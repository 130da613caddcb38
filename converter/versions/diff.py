"""What of a text was deleted and what inserted, so that a person can read it.

Reads: two wordings as lines. Writes: each with the stretches that changed. Guarantees: the
stretches of a side are its text; what has not changed reads the same on both sides, where width
and white space do not count; texts that differ in nothing else have no changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from converter.discards import is_discard
from converter.normal import normal
from converter.versions.lines import Line
from converter.versions.runs import EDGE, Run, Token, tidy


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line, and whether it has changed."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with what has changed in it.

    Attributes:
        line: The line.
        stretches: Its text, in stretches that have changed and stretches that have not in turn.
        renumbered: Whether its number is another one, or stands in what has changed.
    """

    line: Line
    stretches: tuple[Stretch, ...]
    renumbered: bool = False


#: Numbers and Latin words change as a whole: 二十日 becomes 三十日, not 二 a 三.
_TOKENS = re.compile(r"[0-9]+(?:\.[0-9]+)*|[A-Za-z]+|[〇零一二三四五六七八九十百千万亿两]+|.", re.S)

#: Above this many pairs of characters whole lines are compared: a table of that size would not
#: fit into the memory of a small machine.
_MOST_PAIRS = 500_000_000


def diff(
    older: Sequence[Line], newer: Sequence[Line]
) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
    """Mark what differs between two wordings.

    Args:
        older: The lines of the older one.
        newer: Those of the newer one.

    Returns:
        The same lines: the older ones with what was deleted, the newer ones with what was
        inserted.
    """
    if _words(older) == _words(newer) and _numbers(older) == _numbers(newer):
        return _unmarked(older), _unmarked(newer)
    before, after = list(_tokens(older)), list(_tokens(newer))
    if len(before) * len(after) > _MOST_PAIRS:
        return _by_lines(older, newer)
    runs = tidy(_common(before, after), before, after)
    kept = {at for run in runs for at in range(run.older, run.older + run.length)}
    left = {at for run in runs for at in range(run.newer, run.newer + run.length)}
    return _marked(older, before, kept), _marked(newer, after, left)


def _words(side: Sequence[Line]) -> str:
    return normal("".join(line.text for line in side))


def _numbers(side: Sequence[Line]) -> list[str]:
    return [normal(line.number) for line in side if line.number]


def _unmarked(side: Sequence[Line]) -> tuple[Marked, ...]:
    return tuple(_plain(line, changed=False) for line in side)


def _plain(line: Line, changed: bool) -> Marked:
    stretches = (Stretch(line.text, changed),) if line.text else ()
    return Marked(line, stretches, renumbered=changed and bool(line.number))


def _by_lines(
    older: Sequence[Line], newer: Sequence[Line]
) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
    keys = [[normal(line.number + line.text) for line in side] for side in (older, newer)]
    same = [op for op in LCSseq.opcodes(*keys) if op.tag == "equal"]
    kept = {at for op in same for at in range(op.src_start, op.src_end)}
    left = {at for op in same for at in range(op.dest_start, op.dest_end)}
    return (
        tuple(_plain(line, at not in kept) for at, line in enumerate(older)),
        tuple(_plain(line, at not in left) for at, line in enumerate(newer)),
    )


def _tokens(side: Sequence[Line]) -> Iterator[Token]:
    """Take lines apart: numbers of lines, numbers in the text, Latin words, characters."""
    for at, line in enumerate(side):
        opens = True
        if line.number:
            yield Token(normal(line.number), at, is_number=True, opens=True)
            opens = False
        text, starts, ends = _normalised(line.text)
        for found in _TOKENS.finditer(text):
            first, last = found.start(), found.end() - 1
            yield Token(found[0], at, starts[first], ends[last], opens=opens)
            opens = False


def _normalised(text: str) -> tuple[str, list[int], list[int]]:
    """Normalise a text, and tell for each character where it comes from: from and to."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        made = normal(text[start:end])
        chars.append(made)
        starts += [start] * len(made)
        ends += [end] * len(made)
    return "".join(chars), starts, ends


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is normalised together: a character with the marks that are put on it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and text[at] > "\u02ff":
            first = unicodedata.normalize("NFKC", text[at])[:1]
            if first and unicodedata.combining(first):
                continue
        if at > start:
            yield start, at
            start = at


def _common(before: Sequence[Token], after: Sequence[Token]) -> list[Run]:
    """Find what both have in common, in the same order, in stretches of two tokens or more.

    The longest common subsequence of *pairs* of neighbouring tokens is looked for: a stretch
    counts the more the longer it is, and single characters that happen to agree (的, 应) are
    none. Both texts begin and end with the same token, so that their ends may agree, too.
    """
    numbers: dict[tuple[Hashable, Hashable], int] = {}
    coded = [
        [
            numbers.setdefault(pair, len(numbers))
            for pair in zip((EDGE, *keys), (*keys, EDGE), strict=True)
        ]
        for keys in ([token.key for token in side] for side in (before, after))
    ]
    runs: list[Run] = []
    from_a = from_b = 0
    for op in LCSseq.opcodes(*coded):
        if op.tag != "equal":
            continue
        # The pair at `i` is of the tokens `i - 1` and `i`.
        a, b, last = op.src_start - 1, op.dest_start - 1, op.src_end - 1
        skip = max(from_a - a, from_b - b, 0)
        a, b, length = a + skip, b + skip, last - a - skip + 1
        length = min(length, len(before) - a, len(after) - b)
        if length > 0:
            runs.append(Run(a, b, length))
            from_a, from_b = a + length, b + length
    return runs


def _marked(side: Sequence[Line], tokens: Sequence[Token], same: set[int]) -> tuple[Marked, ...]:
    changed = [bytearray(len(line.text)) for line in side]
    renumbered = set()
    for at, token in enumerate(tokens):
        if at in same:
            continue
        if token.is_number:
            renumbered.add(token.line)
        else:
            changed[token.line][token.start : token.end] = b"\1" * (token.end - token.start)
    return tuple(
        Marked(line, tuple(_stretches(line.text, changed[at])), at in renumbered)
        for at, line in enumerate(side)
    )


def _stretches(text: str, changed: bytearray) -> Iterator[Stretch]:
    for at, char in enumerate(text):
        # White space belongs to a change that goes on behind it.
        if is_discard(char) and 0 < at < len(text) - 1 and changed[at - 1]:
            after = next((n for n in range(at + 1, len(text)) if not is_discard(text[n])), at)
            changed[at] = changed[after]
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or changed[at] != changed[start]:
            yield Stretch(text[start:at], bool(changed[start]))
            start = at
