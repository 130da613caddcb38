"""What stands beside the text of a document's page and needs the other documents.

Links in the text; behind each clause what belongs to it (who cites it, related clauses);
at the end of the page what belongs to the document as a whole. All of it carries
`data-editorial`; the blocks are HTML, one line each, which Markdown leaves alone. Each of
the functions named here yields folds: `<details class="tw-fold …">`.

Nothing belongs to most clauses, so what is written behind them is asked for only where there is
something.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from converter.model import Document
from converter.tree import Node
from converter.view import View
from converter.writers.cited_by import cited_as_a_whole, cited_by, cited_keys
from converter.writers.compare import compared
from converter.writers.links import Link, links
from converter.writers.references import cited_documents
from converter.writers.related import copies, related_clauses, related_keys
from converter.writers.revisions import affected_citations
from converter.writers.used_terms import used_terms
from converter.writers.versions import Versions

_Write = Callable[[View, Document, Node], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Behind:
    """Something that is written behind clauses.

    Attributes:
        keys: Tells behind which nodes of a document there may be something; of all others
            nothing is asked.
        write: Writes it for one of them, as blocks of HTML.
    """

    keys: Callable[[View, Document], Collection[int]]
    write: _Write


#: What is written behind a clause, in this order.
BEHIND_CLAUSE = (
    Behind(cited_keys, cited_by),
    Behind(related_keys, related_clauses),
)

#: What is written at the end of a page, in this order.
AT_END: tuple[Callable[[View, Document], Iterator[str]], ...] = (
    cited_as_a_whole,
    cited_documents,
    used_terms,
    copies,
    compared,
    affected_citations,
)


class Apparatus:
    """The apparatus of one document's page.

    Attributes:
        links: The links in its text, ascending.
    """

    def __init__(self, view: View | None, doc: Document | None) -> None:
        self._view, self._doc = view, doc
        self.links: Sequence[Link] = links(view, doc) if view and doc else ()
        self._versions = Versions(view, doc) if view and doc else None
        self._behind: list[tuple[Collection[int], _Write]] = []
        if view and doc:
            self._behind = [(one.keys(view, doc), one.write) for one in BEHIND_CLAUSE]

    @classmethod
    def none(cls) -> Apparatus:
        """Return that of a document that stands alone: nothing."""
        return cls(None, None)

    def banner(self) -> Iterator[str]:
        """Yield the block behind the title, if there are several versions."""
        if self._versions:
            yield from self._versions.banner()

    def anchors(self, node: Node) -> str:
        """Write the old ids that live on at a node, as HTML within its text."""
        return self._versions.anchors(node) if self._versions else ""

    def before(self, node: Node) -> Iterable[str]:
        """Write what stands before a node."""
        return self._versions.before(node) if self._versions else ()

    def after(self, node: Node) -> Iterable[str]:
        """Write what stands behind a node and all below it."""
        return self._versions.behind(node) if self._versions else ()

    def behind(self, node: Node) -> Iterable[str]:
        """Write the blocks behind a clause, if anything belongs there.

        Its folds stand side by side in one element, so that they take one line.
        """
        out = [*self._versions.notes(node)] if self._versions and self._versions.tells else []
        if self._view and self._doc:
            for keys, _ in self._behind:
                if node.key in keys:
                    folds = _folds(self._behind, self._view, self._doc, node)
                    return [*out, *_together("tw-behind", folds)]
        return out

    def end(self) -> Iterator[str]:
        """Yield the block at the end of the page, if anything belongs there."""
        if self._versions:
            yield from self._versions.end()
        if self._view and self._doc:
            yield from _together("tw-end", _end(self._view, self._doc))


def _folds(
    behind: Sequence[tuple[Collection[int], _Write]], view: View, doc: Document, node: Node
) -> Iterator[str]:
    for keys, write in behind:
        if node.key in keys:
            yield from write(view, doc, node)


def _end(view: View, doc: Document) -> Iterator[str]:
    for write in AT_END:
        yield from write(view, doc)


def _together(css: str, folds: Iterator[str]) -> Iterator[str]:
    inner = "".join(folds)
    if inner:
        yield f'<footer class="{css}" data-editorial="">{inner}</footer>'
