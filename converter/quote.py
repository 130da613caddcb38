"""A place in its sentence: cut out of a text, and as other pages show it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from converter.span import Position

#: How much of a sentence is shown on either side of what is quoted, in characters.
LONGEST_CONTEXT = 60


#: Where a sentence ends, or a clause of one that may stand alone.
_STOPS = "。！？；\n"
_STOP = re.compile(f"[{_STOPS}]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in its sentence: what stands before it, itself, and what follows."""

    before: str
    hit: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What other pages show of a place: its clause, and its sentence.

    Attributes:
        eid: The id of its clause.
        label: The label to cite that by.
        position: Where the place stands in the file.
        before: What stands before it in its sentence, cut to what is shown at most.
        hit: Its words.
        after: What follows in its sentence, likewise.
        sentence: Where that begins in the clause's own text; all up to 。 is one.
    """

    eid: str
    label: str
    position: Position
    before: str
    hit: str
    after: str
    sentence: int


def quote(text: str, start: int, end: int, most: int = LONGEST_CONTEXT) -> Quote:
    """Cut the sentence around a place out of a text.

    Args:
        text: The text.
        start: Where the place begins.
        end: Where it ends.
        most: How much to show on either side, in characters; what is cut off becomes `…`.

    Returns:
        The sentence in three parts, its stop included.
    """
    first = 0
    for stop in _STOPS:
        first = max(first, text.rfind(stop, first, start) + 1)
    stopped = _STOP.search(text, end)
    last = stopped.end() if stopped else len(text)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if len(before) > most:
        before = "…" + before[-most:]
    if len(after) > most:
        after = after[:most] + "…"
    return Quote(before, text[start:end], after)


def narrowed(said: Shown, most: int) -> Quote:
    """Cut the sentence of a place shorter than it is kept.

    Args:
        said: What is shown of the place.
        most: How much to show on either side, in characters.
    """
    before, after = said.before, said.after
    if most < LONGEST_CONTEXT:
        before = before if len(before) <= most else "…" + before[-most:]
        after = after if len(after) <= most else after[:most] + "…"
    return Quote(before, said.hit, after)
