"""The versions of published documents, aligned anew from what is published of them.

Reads: what is published. Guarantees: what became of a clause is what a build of the same texts
says. The published data has the changes from each version to the next; what several of them did
in turn follows only from the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from converter.bundle import Bundle
from converter.entry import Entry, Profile
from converter.lookup.outline import Line
from converter.lookup.published import Published
from converter.model import Document
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node
from converter.versions.pair import align
from converter.view import View
from converter.works import families


class Realigned:
    """The versions of published documents, those of each document aligned when asked for."""

    def __init__(self, published: Published) -> None:
        """Take what there is."""
        self._published = published
        self._views: dict[tuple[str, ...], View] = {}

    @cached_property
    def family_of(self) -> Mapping[str, tuple[str, ...]]:
        """All versions of a document that has several, the oldest first, by the slug of each."""
        shells = [_shell(line) for line in self._published.documents.values()]
        return {slug: family for family in families(shells) for slug in family}

    def view(self, slug: str) -> View:
        """Look up the versions of a document.

        Args:
            slug: One of them.

        Returns:
            All of them with their comparisons, and nothing else.

        Raises:
            KeyError: The document has one version only.
        """
        family = self.family_of[slug]
        if family not in self._views:
            documents = [self._document(one) for one in family]
            steps = tuple(align(older, newer) for older, newer in pairwise(documents))
            bundle = Bundle(tuple(documents), comparisons=steps, families=(family,))
            self._views[family] = View(bundle)
        return self._views[family]

    def _document(self, slug: str) -> Document:
        """Put a document together from what is published of it, as far as it is aligned by."""
        outline = self._published.outline(slug)
        tree = outline.tree
        shell = _shell(self._published.documents[slug])
        return replace(shell, source=tree.source, root=tree.root, ids=dict(tree.ids))


def _shell(line: Line) -> Document:
    """Make a document without its text, from what is published of it as a whole."""
    return Document(
        Entry(line["source"], line["slug"]),
        SourceText.plain(line["source"], ""),
        "",
        0,
        Node(0, Kind.DOCUMENT, Span(0, 0)),
        line["title"],
        False,
        Profile(line["profile"]),
        {},
        {},
        {},
        (),
        version=line["version"] or "",
    )
