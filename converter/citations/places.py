"""The clauses of one document, found by their numbers, and seen from a place among them.

Reads: the tree. Writes nothing. Guarantees: one clause, or the reason why there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from converter.anchors import SCOPES
from converter.citations.units import PARAGRAPHS, UNITS, is_called
from converter.mention import Path, Step
from converter.model import Document
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node

Found = Sequence[Node]


class Tree:
    """A document's clauses by number, by place and by what is above them."""

    def __init__(self, source: SourceText, root: Node, ids: Mapping[int, str]) -> None:
        self.source = source
        self.root = root
        self.ids = ids
        # What has been looked up: a long list is gone through once.
        self._children: dict[int, dict[tuple[int, int], list[Node]]] = {}
        self._paragraphs: dict[tuple[int, str], list[Node]] = {}
        self._alike: dict[tuple[int, Kind], list[Node]] = {}

    @classmethod
    def of(cls, document: Document) -> Tree:
        """Make the tree of a converted document."""
        return cls(document.source, document.root, document.ids)

    def pieces(self, node: Node) -> tuple[Span, ...]:
        """Return where a node's own text stands (see `Node.pieces`)."""
        return node.pieces(self.source)

    @cached_property
    def nodes(self) -> Mapping[int, Node]:
        """All nodes by key."""
        return {node.key: node for node in self.root.walk()}

    @cached_property
    def parents(self) -> Mapping[int, Node]:
        """The parent of each node by key."""
        return {child.key: n for n in self.nodes.values() for child in n.children}

    @cached_property
    def _by_unit(self) -> Mapping[tuple[int, Kind, str, int, int], list[Node]]:
        """Numbered nodes by scope, kind, level and number; a level counts as none as well."""
        table: dict[tuple[int, Kind, str, int, int], list[Node]] = {}
        scopes = {self.root.key: self.root.key}
        for node in self.root.walk():
            if node is self.root:
                continue
            outer = scopes[self.parents[node.key].key]
            scopes[node.key] = node.key if node.kind in SCOPES else outer
            number = node.number
            value, sub = (number.value, number.inserted) if number else (0, 0)
            for level in {node.level, ""}:
                table.setdefault((outer, node.kind, level, value, sub), []).append(node)
        return table

    @cached_property
    def _kinds(self) -> frozenset[tuple[int, Kind, str]]:
        return frozenset(key[:3] for key in self._by_unit)

    def articles(self, scope: Node) -> list[Node]:
        """List the articles of a scope in their order."""
        return self._articles.get(scope.key, [])

    @cached_property
    def _articles(self) -> Mapping[int, list[Node]]:
        table: dict[int, list[Node]] = {}
        for node in self.root.walk():
            if node.kind is Kind.ARTICLE:
                table.setdefault(self.scope_of(node).key, []).append(node)
        return table

    def above(self, node: Node) -> Iterable[Node]:
        """Yield a node and all above it, the root last."""
        current: Node | None = node
        while current is not None:
            yield current
            current = self.parents.get(current.key)

    def scope_of(self, node: Node) -> Node:
        """Return the attachment or carried document that holds a node, or the root."""
        return next((n for n in self.above(node) if n.kind in SCOPES), self.root)

    def holding(self, node: Node, kinds: Iterable[Kind], level: str = "") -> Node | None:
        """Return the nearest node of a kind that is or holds a node, within its scope."""
        wanted = frozenset(kinds)
        for current in self.above(node):
            if current.kind in wanted and (not level or current.level == level):
                return current
            if current.kind in SCOPES:
                return None
        return None

    def resolve(self, path: Path, at: Node, within: bool = False) -> Found:
        """Follow the steps of a path.

        Args:
            path: The steps.
            at: Where the citation stands; the root, seen from another document.
            within: True where the path begins below `at` itself: 本条第二款.

        Returns:
            The clauses that it may be; one where all is well.
        """
        if not path:
            return [at]
        found = [at] if within else self._first(path[0], at)
        for step in path if within else path[1:]:
            if len(found) != 1:
                return found
            found = self._below(found[0], step)
        return found

    # The first step, seen from a place

    def _first(self, step: Step, at: Node) -> Found:
        scope = self.scope_of(at)
        if step.unit in ("款", "项", "目"):
            return self._in_own_article(step, at)
        while True:
            found = self._in_scope(step, scope)
            if found:
                return self._nearest(found, at)
            if scope is self.root:
                return []
            scope = self.scope_of(self.parents[scope.key])

    def _in_scope(self, step: Step, scope: Node) -> Found:
        if step.unit in ("总则", "分则"):
            return self._headed(scope, step.unit)
        for kind, level in self._order(step, scope):
            found = self._by_unit.get((scope.key, kind, level, step.value, step.inserted))
            if found:
                return found
            # A 1. of a document with articles is none of them.
            if kind is Kind.ARTICLE and (scope.key, kind, "") in self._kinds:
                return []
        if step.unit == "附件" and step.value == 1:
            return self._sole_attachment(scope)
        if step.unit.startswith("附") and not step.value:
            every = [n for n in scope.children if n.kind is Kind.ATTACHMENT]
            return every if len(every) == 1 else []
        return []

    def _order(self, step: Step, scope: Node) -> Sequence[tuple[Kind, str]]:
        """第二条 of a 公文 is its 二、 unless its 1. run through several parts."""
        units = UNITS.get(step.unit, ())
        if step.unit != "条" or step.arabic or (scope.key, Kind.ARTICLE, "") in self._kinds:
            return units
        return units if scope.key in self._running else (*units[2:3], *units[1:2], *units[3:])

    @cached_property
    def _running(self) -> frozenset[int]:
        """Scopes in whose several parts there are 1. that run through."""
        parents: dict[int, set[int]] = {}
        for (scope, kind, level, _, _), nodes in self._by_unit.items():
            if kind is Kind.CLAUSE and not level:
                parents.setdefault(scope, set()).update(
                    self.parents[node.key].key for node in nodes
                )
        return frozenset(scope for scope, several in parents.items() if len(several) > 1)

    def _sole_attachment(self, scope: Node) -> Found:
        every = [n for n in scope.children if n.kind is Kind.ATTACHMENT]
        return every if len(every) == 1 and every[0].number is None else []

    def _headed(self, scope: Node, words: str) -> Found:
        source = self.source
        return [
            node
            for node in scope.walk()
            if node.kind in (Kind.PART, Kind.CHAPTER)
            and (
                node.level == words
                or (node.heading and "".join(source.slice(node.heading).split()) == words)
            )
        ]

    def _nearest(self, found: Found, at: Node) -> Found:
        """Of several bearers of a number take the one that is nearest in the tree."""
        if len(found) < 2:
            return found
        keys = {node.key for node in found}
        for current in self.above(at):
            inside = [n for n in found if current.key in {a.key for a in self.above(n)}]
            if inside and current.key not in keys:
                return inside
        return found

    def _in_own_article(self, step: Step, at: Node) -> Found:
        """第二款 and 第（二）项 alone mean the article in which they stand."""
        if step.unit == "目":
            item = self.holding(at, [Kind.ITEM])
            return self._below(item, step) if item else []
        if step.unit == "项":
            for current in self.above(at):
                if current.kind in (Kind.ARTICLE, *SCOPES) or current is self.root:
                    break
                items = self._numbered(current, step)
                if items or any(child.kind is Kind.ITEM for child in current.children):
                    return items
        article = self.container(at)
        return self._below(article, step) if article else []

    def container(self, at: Node) -> Node | None:
        """Return what 本条 is: the article, or the numbered part of a 公文 that holds a place."""
        article = self.holding(at, [Kind.ARTICLE])
        if article:
            return article
        for current in self.above(at):
            if current is self.root or current.kind in SCOPES:
                return current
            if current.kind not in (Kind.TEXT, Kind.PARAGRAPH, Kind.CELL, Kind.ROW, Kind.TABLE):
                return current
        return None

    # The steps below

    def _below(self, node: Node, step: Step) -> Found:
        if step.unit in PARAGRAPHS:
            every = self.paragraphs(node, step.unit)
            return every[step.value - 1 : step.value] if step.value else []
        if step.unit == "项" and node.kind is Kind.ARTICLE:
            # 立法法 says 第十二条第三项, with no 款: the first 款 that has items.
            holder = self.first_with_items(node)
            return self._numbered(holder, step) if holder else []
        direct = self._numbered(node, step)
        if direct or (step.unit in ("项", "目") and node.kind in (Kind.PARAGRAPH, Kind.ITEM)):
            return direct
        return [n for n in node.walk() if n is not node and is_called(n, step)]

    def _numbered(self, node: Node, step: Step) -> Found:
        if node.key not in self._children:
            table: dict[tuple[int, int], list[Node]] = {}
            for child in node.children:
                if child.number:
                    place = child.number.value, child.number.inserted
                    table.setdefault(place, []).append(child)
            self._children[node.key] = table
        found = self._children[node.key].get((step.value, step.inserted), ())
        return [child for child in found if is_called(child, step)]

    @staticmethod
    def first_with_items(article: Node) -> Node | None:
        """Return the first 款 of an article that has items."""
        for child in article.children:
            if any(item.kind is Kind.ITEM for item in child.children):
                return child
        return article if any(c.kind is Kind.ITEM for c in article.children) else None

    def paragraphs(self, node: Node, unit: str = "款") -> list[Node]:
        """List the 款 of an article; the words behind the number of a 公文's part are its first."""
        if (node.key, unit) not in self._paragraphs:
            kinds = PARAGRAPHS[unit]
            every = [child for child in node.children if child.kind in kinds]
            if node.kind not in (Kind.ARTICLE, *SCOPES) and any(node.body):
                every.insert(0, node)
            self._paragraphs[node.key, unit] = every
        return self._paragraphs[node.key, unit]

    def alike(self, node: Node) -> list[Node]:
        """List the nodes among which one is counted: articles run through a document."""
        if node.kind is Kind.ARTICLE:
            return self.articles(self.scope_of(node))
        parent = self.parents[node.key]
        if (parent.key, node.kind) not in self._alike:
            alike = [child for child in parent.children if child.kind is node.kind]
            self._alike[parent.key, node.kind] = alike
        return self._alike[parent.key, node.kind]

    def visible(self, node: Node) -> Node:
        """Return what can be shown for a node: for an empty 款 its article."""
        return self.parents[node.key] if node.is_empty else node
