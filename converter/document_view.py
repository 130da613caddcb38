"""One document looked at closely: its nodes by key, by id, and by place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from converter.model import Document
from converter.quote import Quote, Shown, quote
from converter.span import Span
from converter.tree import Kind, Node


class DocumentView:
    """One document with its nodes by key and by id."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def nodes(self) -> Mapping[int, Node]:
        """All nodes by key, the root among them."""
        return {node.key: node for node in self.document.root.walk()}

    @cached_property
    def keys(self) -> Mapping[str, int]:
        """The key of each id."""
        return {eid: key for key, eid in self.document.ids.items()}

    @cached_property
    def parents(self) -> Mapping[int, int]:
        """The key of each node's parent; the root has none."""
        return {child.key: n.key for n in self.nodes.values() for child in n.children}

    @cached_property
    def units(self) -> Mapping[int, int]:
        """The unit that each node belongs to, by keys: what a reader takes in as one clause.

        For all within an article that is the article, for what stands in a table the
        table, for a point within a paragraph the paragraph; else the node itself.
        """
        units: dict[int, int] = {}
        for node in self.nodes.values():
            parent = self.parents.get(node.key)
            unit = units.get(parent, node.key) if parent is not None else node.key
            whole = parent is not None and self.nodes[unit].kind in (Kind.ARTICLE, Kind.TABLE)
            units[node.key] = unit if whole or not node.block else node.key
        return units

    def between(self, first: str, last: str) -> tuple[int, ...]:
        """List the clauses of a range: its first one and all of the same kind up to its last.

        Args:
            first: The id of the first.
            last: The id of the last.

        Returns:
            Their keys in the order of the text.
        """
        start, end = self.keys[first], self.keys[last]
        kind = self.nodes[start].kind
        order = sorted((start, end))
        nodes = (self.nodes.get(key) for key in range(order[0], order[1] + 1))
        return tuple(node.key for node in nodes if node and node.kind is kind)

    def span(self, key: int, start: int, end: int) -> Span:
        """Find in the source what is known by offsets in a node's own text.

        Args:
            key: The node.
            start: An offset in its own text.
            end: Another, in the same piece (see `Node.pieces`).

        Returns:
            The span in the source.
        """
        return self.nodes[key].locate(self.document.source, start, end)

    def at(self, offset: int) -> Node:
        """Return the innermost node that holds a character of the source."""
        return self.document.root.at(offset)

    def quote(self, key: int, start: int, end: int) -> Quote:
        """Cut the sentence around a place out of a node's own text."""
        return quote(self.document.own_text(self.nodes[key]), start, end)

    def shown(self, key: int, start: int, end: int) -> Shown:
        """Tell what other pages show of a place in a node's own text."""
        doc, text = self.document, self.document.own_text(self.nodes[key])
        said = quote(text, start, end)
        position = doc.source.position(self.span(key, start, end).start)
        sentence = text.rfind("。", 0, start)
        return Shown(
            doc.ids[key], doc.labels[key], position, said.before, said.hit, said.after, sentence
        )
