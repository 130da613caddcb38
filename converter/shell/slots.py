"""A page frame with slots: what differs from page to page is put in, all else stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(r"<[^>]*>")
#: As templates escape; the standard library writes quotation marks otherwise.
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"})


def _plain(text: str) -> str:
    return unescape(" ".join(_TAG.sub("", text).split()))


#: In what ways a theme shows a text that is HTML already: as it is, with its markup escaped once
#: more, without elements and entities, and the last escaped (as in an attribute).
WAYS: Mapping[str, Callable[[str], str]] = {
    "html": lambda text: text,
    "escaped": lambda text: text.translate(_ESCAPED),
    "plain": _plain,
    "plain-escaped": lambda text: _plain(text).translate(_ESCAPED),
}


class ShellError(Exception):
    """The theme builds pages in another way than the fast path knows; the message says how."""


@dataclass(frozen=True, slots=True)
class Slotted:
    """A text with slots.

    Attributes:
        parts: What stands before each slot, and the slot's name.
        end: What stands behind the last one.
    """

    parts: tuple[tuple[str, str], ...]
    end: str

    def fill(self, values: Mapping[str, str]) -> str:
        """Put values into the slots."""
        out = []
        for text, name in self.parts:
            out.append(text)
            out.append(values[name])
        out.append(self.end)
        return "".join(out)


def shown(name: str, text: str, slotted: Sequence[Slotted]) -> dict[str, str]:
    """Write a text in every way in which slots ask for it.

    Args:
        name: The name of its slots, before the way.
        text: The text, as HTML.
        slotted: Where the slots are.
    """
    asked = {slot for one in slotted for _, slot in one.parts}
    return {
        slot: WAYS[way](text)
        for slot in asked
        for own, _, way in [slot.partition(":")]
        if own == name and way
    }


def slotted(page: str, found: Mapping[str, Sequence[str]], strange: str) -> Slotted:
    """Find the slots of a page.

    Args:
        page: The page.
        found: The name of each slot, and the texts that it is known by.
        strange: What no page has outside of its slots, as all those texts have it; in small
            letters.

    Returns:
        The page with slots.

    Raises:
        ShellError: Something of a probe stands where no slot is known.
    """
    names = {text: name for name, texts in found.items() for text in texts}
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    parts, at = [], 0
    for match in pattern.finditer(page):
        parts.append((page[at : match.start()], names[match[0]]))
        at = match.end()
    whole = Slotted(tuple(parts), page[at:])
    for text in (*(text for text, _ in parts), whole.end):
        where = text.lower().find(strange)
        if where >= 0:
            raise ShellError(f"it shows {text[max(0, where - 60) : where + 60]!r}")
    return whole
