"""What stands beside the text of a document's page and needs the other documents.

Links in the text; behind each clause what belongs to it (who cites it, related clauses);
at the end of the page what belongs to the document as a whole. All of it carries
`data-editorial`; the blocks are HTML, one line each, which Markdown leaves alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from converter.model import Document, Node
from converter.view import View
from converter.writers.links import Link, links

#: What is written behind a clause, in this order: each a function of the view, the
#: document and the node to blocks of HTML.
BEHIND_CLAUSE: tuple[Callable[[View, Document, Node], Iterator[str]], ...] = ()

#: What is written at the end of a page, in this order.
AT_END: tuple[Callable[[View, Document], Iterator[str]], ...] = ()


class Apparatus:
    """The apparatus of one document's page.

    Attributes:
        links: The links in its text, ascending.
    """

    def __init__(self, view: View | None, doc: Document | None) -> None:
        self._view, self._doc = view, doc
        self.links: Sequence[Link] = links(view, doc) if view and doc else ()

    @classmethod
    def none(cls) -> Apparatus:
        """Return that of a document that stands alone: nothing."""
        return cls(None, None)

    def behind(self, node: Node) -> Iterator[str]:
        """Yield the blocks behind a clause; points within its paragraph belong to it."""
        if self._view and self._doc:
            for write in BEHIND_CLAUSE:
                yield from write(self._view, self._doc, node)

    def end(self) -> Iterator[str]:
        """Yield the blocks at the end of the page."""
        if self._view and self._doc:
            for write in AT_END:
                yield from write(self._view, self._doc)
