"""Where on a page something stands that is no clause of it.

Reads: one document. Guarantees: what is returned has an element of its own on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from converter.document_view import DocumentView
from converter.tree import Kind, Node

_LAST_NUMBER = re.compile(r"(.*?)(\d+)(?:-(\d+))?")


def _numbered(eid: str) -> tuple[str, tuple[int, int]] | None:
    """Split an id into what it shares with its neighbours, and its number among them."""
    found = _LAST_NUMBER.fullmatch(eid)
    return (found[1], (int(found[2]), int(found[3] or 0))) if found else None


def beside(of: DocumentView, borne: Mapping[str, int], eid: str) -> tuple[str, int]:
    """Find where a clause would stand of which the id alone is known: by its number.

    Args:
        of: The document.
        borne: The ids of its clauses, with their nodes.
        eid: The id.

    Returns:
        `behind` or `before`, and the node; `end` if there is none like it.
    """
    own = _numbered(eid)
    others = [(other, key) for one, key in borne.items() if (other := _numbered(one))]
    if own:
        alike = sorted((n, key) for (prefix, n), key in others if prefix == own[0])
        below = [key for number, key in alike if number < own[1]]
        if below:
            return "behind", block(of, below[-1])
        if alike:
            return "before", block(of, alike[0][1])
    return "end", 0


def shown(of: DocumentView, key: int) -> int:
    """Return what has an element of its own on the page: an empty 款 has none."""
    return of.parents[key] if of.nodes[key].is_empty else key


#: What stands in the middle of a table.
_IN_TABLES = frozenset({Kind.ROW, Kind.CELL})


def block(of: DocumentView, key: int) -> int:
    """Return the node or the nearest above it before and behind which something may stand."""

    def stands_alone(node: Node) -> bool:
        return node.block and node.kind not in _IN_TABLES and not node.is_empty

    while not stands_alone(of.nodes[key]):
        key = of.parents[key]
    return key
