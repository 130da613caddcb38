"""One of two versions, as it is compared: its units, and the words of all its nodes."""

from __future__ import annotations

from functools import cached_property

from converter.model import Document
from converter.normal import normal
from converter.tree import Node
from converter.versions.likeness import Clause, Wording, own_words, words
from converter.versions.units import FRAME, Unit, is_container, units


class Side:
    """A version with what is asked of it more than once.

    Attributes:
        document: The document.
        units: What of it is compared clause by clause.
        nodes: The nodes of the units.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.units: list[Unit] = units(document)
        self.nodes: list[Node] = [unit.node for unit in self.units]
        self._wordings: dict[int, Wording] = {}

    def wording(self, node: Node) -> Wording:
        """Return the words of a node and of all in it."""
        if node.key not in self._wordings:
            self._wordings[node.key] = Wording.of(words(self.document, node))
        return self._wordings[node.key]

    def heading(self, node: Node) -> Wording:
        """Return the words of a node's heading, or else of itself."""
        if node.heading:
            return Wording.of(normal(self.document.source.slice(node.heading)))
        return Wording.of(own_words(self.document, node))

    @cached_property
    def clauses(self) -> list[Clause]:
        """The units as they are aligned."""
        return [Clause(self.wording(unit.node), unit.node.kind, unit.place) for unit in self.units]

    @cached_property
    def containers(self) -> list[tuple[Node, frozenset[int]]]:
        """What holds units, each with the keys of those in it, in the order of the text."""
        keys = {node.key for node in self.nodes}
        return [
            (node, frozenset(below.key for below in node.walk() if below.key in keys))
            for node in self.document.root.walk()
            if node is not self.document.root and node.kind not in FRAME and is_container(node)
        ]
