"""What pages carry beside the text: numbers that count on from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

#: `3`, `- 3 -`, `— 3 —`, `第3页`, `第 3 页 共 9 页`, `3/9`.
_PAGE_NUMBER = re.compile(
    r"[-—–－―─·•]*\s*(?:第\s*)?([0-9０-９]{1,4})(?:\s*页)?"
    r"(?:\s*[/／,，]?\s*(?:共\s*)?[0-9０-９]{1,4}(?:\s*页)?)?\s*[-—–－―─·•]*"
)

Key = TypeVar("Key", bound=Hashable)


def page_number(text: str) -> int | None:
    """Return the number of a line that may be a page number, else None."""
    found = _PAGE_NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else None


def steady(found: Mapping[Key, tuple[int, int]]) -> set[Key]:
    """Find the lines whose numbers count on with the pages.

    Args:
        found: For each line the page that it stands on, and its number.

    Returns:
        The lines whose number differs from the page's place by what most differ by: at
        least two of them, on pages of their own, else none.
    """
    offsets = Counter(number - page for page, number in found.values())
    if not offsets:
        return set()
    usual = min(offsets, key=lambda offset: (-offsets[offset], offset))
    lines = {key for key, (page, number) in found.items() if number - page == usual}
    return lines if len({found[key][0] for key in lines}) > 1 else set()
