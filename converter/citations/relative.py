"""Words that name a clause from where they stand: 前款, 前两条, 本条, 本章."""

from __future__ import annotations

from bisect import bisect_left

from converter.citations.places import Tree
from converter.tree import Kind, Node

#: What 本章 and the like are in the tree: kinds, and the level where the kind has several.
_HERE: dict[str, tuple[tuple[Kind, ...], str]] = {
    "项": ((Kind.ITEM, Kind.SUBSECTION), ""),
    "章": ((Kind.CHAPTER,), ""),
    "节": ((Kind.SECTION,), "节"),
    "编": ((Kind.PART,), ""),
}


#: What a 公文 may call 本条.
_CLAUSES = frozenset({Kind.ARTICLE, Kind.SECTION, Kind.SUBSECTION, Kind.CLAUSE, Kind.SUBCLAUSE})


def _paragraph(tree: Tree, node: Node) -> Node | None:
    """Return the 款 that is or holds a place; the words of a 公文's part are one."""
    return tree.holding(node, [Kind.PARAGRAPH, Kind.TEXT]) or tree.container(node)


def here(tree: Tree, node: Node, unit: str) -> Node | None:
    """Find what 本条, 本款, 本项, 本章, 本节 or 本编 is at a place.

    Args:
        tree: The document.
        node: The place.
        unit: The unit.

    Returns:
        The clause, or None where the place is in none.
    """
    if unit == "条":
        found = tree.container(node)
        return found if found is not None and found.kind in _CLAUSES else None
    if unit == "款":
        return _paragraph(tree, node)
    kinds, level = _HERE[unit]
    return tree.holding(node, kinds, level)


def previous(tree: Tree, node: Node, unit: str, count: int) -> list[Node]:
    """Find the clauses before a place that 前款, 前两条 or 前三项 means.

    Args:
        tree: The document.
        node: The place.
        unit: 款, 条 or 项.
        count: How many.

    Returns:
        The clauses in their order; none where there are not as many.
    """
    if unit == "款":
        article = tree.container(node)
        every = tree.paragraphs(article) if article else []
        current = _paragraph(tree, node)
    else:
        kinds = [Kind.ITEM, Kind.SUBSECTION]
        current = tree.container(node) if unit == "条" else tree.holding(node, kinds)
        every = tree.alike(current) if current and current is not tree.root else []
    if current is None:
        return []
    at = bisect_left(every, current.key, key=lambda node: node.key)
    if at == len(every) or every[at] is not current:
        return []
    return every[at - count : at] if at >= count else []
