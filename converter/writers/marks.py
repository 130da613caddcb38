"""What links a clause: its printed number, or a mark behind its text.

The number of an article or 项 is a link to the clause where what is printed says how it is cited:
it is source text, and needs neither a name of its own nor to be told apart. All other clauses have
a mark, which bears the citation label and is apparatus. The scripts of the site find the one or the
other, and the label that a number says, by the same rule: `markOf` and `labelOf` in
`docs/javascripts/target.js`.
"""

from __future__ import annotations

from converter.model import Document
from converter.tree import Kind, Node
from converter.writers.escape import attribute

#: The brackets of （一）, which is cited as 第一项 of what it stands in.
_BRACKETS = ("（）", "()")


class Marks:
    """Links the clauses of one document, in the order of its page."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        #: What a script says of the clauses linked so far, by their ids.
        self._said: dict[str, str] = {}

    def behind(self, node: Node) -> str:
        """Write the mark behind a clause, as Markdown."""
        eid, label = self._doc.ids[node.key], self._doc.labels[node.key]
        self._said[eid] = label
        return f'[](#{eid}){{ aria-label="{attribute(label)}" data-editorial="link" }}'

    def number(self, node: Node, written: str) -> str:
        """Write the number of a clause as a link to it.

        Args:
            node: The clause.
            written: Its number as Markdown.

        Returns:
            Markdown; "" where the number does not say how the clause is cited, or holds a link.
        """
        eid, label = self._doc.ids[node.key], self._doc.labels[node.key]
        if not node.num or "](" in written or self._as_printed(node, eid) != label:
            return ""
        self._said[eid] = label
        return f"[{written}](#{eid})"

    def _as_printed(self, node: Node, eid: str) -> str | None:
        """Return the label that follows from the printed number, as `labelOf` finds it."""
        printed = self._doc.source.slice(node.num) if node.num else ""
        if node.kind is Kind.ARTICLE:
            return printed
        if node.kind is not Kind.ITEM or printed[:1] + printed[-1:] not in _BRACKETS:
            return None
        above = eid.rpartition("__")[0]
        # The only paragraph of an article has the mark of the article.
        said = self._said.get(above) or self._said.get(above.removesuffix("__para_1"))
        return f"{said}第{printed[1:-1]}项" if said else None
