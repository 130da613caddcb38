"""Long lists on several pages: `x/`, then `x/2/`, `x/3/` and so on.

A script follows the links of the pager to an id that stands on a later page, so that an address
holds when a list grows beyond one page (`docs/javascripts/paging.js`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from converter.writers.escape import html_text

_Item = TypeVar("_Item")

#: So many pages before and behind the one that is shown are linked, beside the first and last.
_NEAR = 2


def parts(
    items: Iterable[_Item], most: int, weight: Callable[[_Item], int] = lambda _: 1
) -> list[list[_Item]]:
    """Share a list out to pages.

    Args:
        items: The list.
        most: How much stands on one page.
        weight: How much an item is; one that is more than a page has one to itself.

    Returns:
        The items of each page; one empty page for an empty list.
    """
    found: list[list[_Item]] = [[]]
    room = most
    for item in items:
        if found[-1] and weight(item) > room:
            found.append([])
            room = most
        found[-1].append(item)
        room -= weight(item)
    return found


def below(number: int) -> str:
    """Return the folder of a page, from that of the first one."""
    return f"{number}/" if number > 1 else ""


def up(number: int) -> str:
    """Return what leads from a page to the folder of the first one."""
    return "../" if number > 1 else ""


def numbered(title: str, number: int) -> str:
    """Name a page of several, as text."""
    return f"{title}（第 {number} 页）" if number > 1 else title


def pager(number: int, count: int, elsewhere: str = "") -> str:
    """Write the links between the pages of one list.

    Args:
        number: The page that it stands on, from 1.
        count: How many there are.
        elsewhere: Where a script looks for an id that this page has not: `{}` stands for
            the id, `{0}` for its first character. If empty, on the next page.

    Returns:
        HTML on one line; nothing for a single page without `elsewhere`.
    """
    lead = f' data-elsewhere="{html_text(elsewhere)}"' if elsewhere else ""
    if count < 2:
        return f'<div class="tw-pager"{lead} hidden></div>' if lead else ""
    shown = sorted({1, count, *range(max(1, number - _NEAR), min(count, number + _NEAR) + 1)})
    links, last = [], 0
    for one in shown:
        links += ["<span>…</span>"] * (one > last + 1)
        links.append(_link(number, one, str(one)))
        last = one
    before = [_link(number, number - 1, "上一页", "prev")] * (number > 1)
    behind = [_link(number, number + 1, "下一页", "next")] * (number < count)
    inner = "".join((*before, *links, *behind))
    return f'<nav class="tw-pager" aria-label="分页"{lead}>{inner}</nav>'


def _link(number: int, to: int, words: str, rel: str = "") -> str:
    if to == number:
        return f'<strong aria-current="page">{words}</strong>'
    href = f"{up(number)}{below(to)}"
    said = f' rel="{rel}"' if rel else ""
    return f'<a href="{href}"{said}>{words}</a>'
