"""What is met on the way through a Word file and dealt with at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class NoteReference:
    """The place in the text of a footnote, an endnote, or a comment."""

    kind: str
    id: str
    offset: int
    paragraph: int
    section: int
    rule: str
    mark: str = ""


@dataclass(slots=True)
class Tally:
    """What has been met in a file, to be reported once at its end.

    Attributes:
        notes: The references to notes and comments, in order.
        changes: How many tracked changes of each kind.
        first_change: Where the first of them stands.
        raised: Where raised or lowered text stands.
        section: The number of the section that is being read, from 0.
    """

    notes: list[NoteReference] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    first_change: tuple[int, int] = (0, 0)
    raised: list[tuple[int, int]] = field(default_factory=list)
    section: int = 0

    def change(self, kind: str, start: int, end: int) -> None:
        """Count a tracked change, and what of the text it put in."""
        if not self.changes:
            self.first_change = (start, end)
        self.changes[kind] += 1
