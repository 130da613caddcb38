"""What the nodes of the older version live on as: chapters, clauses, 款, 项, notes and all else.

Reads: both versions, and which units answer to each other. Guarantees: at most one counterpart
for a node; none where nothing plainly answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from converter.tree import Node
from converter.versions.align import WITHIN, Group, align_clauses
from converter.versions.choose import Bounds
from converter.versions.likeness import SAME, Clause, Rarity
from converter.versions.side import Side
from converter.versions.units import FRAME, is_container

#: What has left its parent within a clause.
_STRAYED = Bounds(stay=500, move=500, late=500, gap=500)
#: What has left its clause for another one has to be plainly the same.
_ELSEWHERE = Bounds(stay=750, move=750, late=750, gap=750)
#: Shorter parts of clauses, in characters, are not looked for in other clauses.
_SHORTEST = 12
#: Titles, notes and dates answer to each other where they stand.
_FRAMING = Bounds(stay=200, move=500, late=500, gap=150)
#: How many of the units of two containers answer to each other at least, in thousandths of all;
#: fewer will do if their headings are as near as this.
_SHARE, _HEADING = 300, 600


class Counterparts:
    """The counterparts of one version in the other.

    Attributes:
        found: Keys of the older version to keys of the newer one.
    """

    def __init__(self, older: Side, newer: Side, rarity: Rarity) -> None:
        self.found: dict[int, int] = {}
        self._answering: set[int] = set()
        self._older = older
        self._newer = newer
        self._rarity = rarity

    def find(self, groups: Sequence[Group]) -> None:
        """Find all of them.

        Args:
            groups: Which units answer to which.
        """
        self._take(groups, self._older.nodes, self._newer.nodes)
        self._containers()
        self._frames()
        self._elsewhere()

    def _note(self, one: Node, other: Node) -> None:
        if one.key not in self.found:
            self.found[one.key] = other.key
            self._answering.add(other.key)

    def _take(self, groups: Iterable[Group], older: Sequence[Node], newer: Sequence[Node]) -> None:
        """Note what the nodes of groups answer to, and look into them."""
        for group in groups:
            ones = [older[i] for i in group.older]
            others = [newer[j] for j in group.newer]
            if ones and others:
                for one in ones:
                    self._note(one, self._most_of(one, others))
                self._inside(ones, others)

    def _most_of(self, one: Node, others: Sequence[Node]) -> Node:
        """Return the part that has most of a clause; of parts that have as much the first."""
        if len(others) == 1:
            return others[0]
        wording = self._older.wording(one)
        return max(others, key=lambda n: self._rarity.shared(wording, self._newer.wording(n)))

    def _inside(self, ones: Sequence[Node], others: Sequence[Node]) -> None:
        """Align what is in clauses that answer to each other."""
        below = [child for node in ones for child in node.children]
        there = [child for node in others for child in node.children]
        if not below or not there:
            return
        if len(below) == len(there) == 1 and below[0].kind is there[0].kind:
            self._note(below[0], there[0])
            self._inside(below, there)
            return
        self._align(below, there, WITHIN)
        self._stray(below, there)

    def _stray(self, older: Sequence[Node], newer: Sequence[Node]) -> None:
        """Align what is left in clauses that answer to each other, wherever it is in them."""
        left = [n for node in older for n in node.walk() if n.key not in self.found]
        free = [n for node in newer for n in node.walk() if n.key not in self._answering]
        if left and free:
            self._align(left, free, _STRAYED)

    def _align(self, older: Sequence[Node], newer: Sequence[Node], bounds: Bounds) -> None:
        before = [Clause(self._older.wording(node), node.kind) for node in older]
        after = [Clause(self._newer.wording(node), node.kind) for node in newer]
        self._take(align_clauses(before, after, self._rarity, bounds), older, newer)

    def _containers(self) -> None:
        """Find the counterparts of chapters and other containers, the plainest first."""
        ranked = []
        older, newer = self._older.containers, self._newer.containers
        for i, (one, units) in enumerate(older):
            answers = {self.found[key] for key in units if key in self.found}
            for j, (other, there) in enumerate(newer):
                if one.kind is other.kind:
                    share = SAME * 2 * len(answers & there) // max(1, len(units) + len(there))
                    likeness = self._rarity.nearness(
                        self._older.heading(one), self._newer.heading(other)
                    )
                    emptied = not answers or not there
                    if share >= _SHARE or (likeness >= _HEADING and (share or emptied)):
                        ranked.append((-(share + likeness), abs(i - j), i, j))
        for *_, i, j in sorted(ranked):
            one, other = older[i][0], newer[j][0]
            if other.key not in self._answering:
                self._note(one, other)

    def _frames(self) -> None:
        """Find the counterparts of titles, notes, dates and the like, where they stand."""
        pairs = [(self._older.document.root, self._newer.document.root)]
        newer = {node.key: node for node, _ in self._newer.containers}
        pairs += [
            (node, newer[self.found[node.key]])
            for node, _ in self._older.containers
            if node.key in self.found
        ]
        for one, other in pairs:
            framing = [child for child in one.children if child.kind in FRAME]
            for kind in dict.fromkeys(child.kind for child in framing):
                there = [child for child in other.children if child.kind is kind]
                here = [child for child in framing if child.kind is kind]
                self._align(here, there, _FRAMING)
                if len(here) == len(there) == 1:
                    self._note(here[0], there[0])

    def _elsewhere(self) -> None:
        """Look for parts of clauses that have left their clause for another one."""
        older = [n for n in self._older.document.root.walk() if n.key not in self.found]
        newer = [n for n in self._newer.document.root.walk() if n.key not in self._answering]
        left = [n for n in older if self._says_enough(self._older, n)]
        free = [n for n in newer if self._says_enough(self._newer, n)]
        for kind in dict.fromkeys(node.kind for node in left):
            same = [node for node in free if node.kind is kind]
            if same:
                self._align([node for node in left if node.kind is kind], same, _ELSEWHERE)

    def _says_enough(self, side: Side, node: Node) -> bool:
        if node.kind in FRAME or is_container(node):
            return False
        return len(side.wording(node).text) >= _SHORTEST
