"""Finding the citations of one document, purely from its text.

Reads: source, tree, ids and title. Writes: `Mention` values in document order.
"""

from __future__ import annotations

from collections.abc import Mapping

from converter.citations import named, placed, unnamed
from converter.citations.finder import Finder, Handler
from converter.citations.places import Tree
from converter.mention import Mention
from converter.source import SourceText
from converter.tree import Node

#: What reads the rows of `citation_forms` that begin a citation.
HANDLERS: Mapping[str, Handler] = {
    "titled": named.titled,
    "self": named.own,
    "attachment": named.attachment,
    "mentioned": named.mentioned,
    "above": named.above,
    "order": named.order,
    "number": named.number,
    "state": named.state,
    "relative": placed.relative,
    "here": placed.here,
    "same": placed.same,
    "clause": unnamed.clause,
}


def find_mentions(
    source: SourceText, root: Node, ids: Mapping[int, str], title: str
) -> tuple[Mention, ...]:
    """Find the citations of a document, as far as it alone shows them.

    Args:
        source: The text.
        root: The tree.
        ids: Node key to eId.
        title: The document's title.

    Returns:
        Its mentions, in document order.
    """
    return Finder(Tree(source, root, ids), title).run(HANDLERS)
