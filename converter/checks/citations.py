"""Citations of a document's own clauses that it does not have.

Reads: the mentions. Writes: findings. Says nothing of other documents: whether they have
what is cited is in the published citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.diagnostics import Diagnostic
from converter.findings import report
from converter.mention import Mention
from converter.model import Node
from converter.source import SourceText, Span


def check_citations(
    source: SourceText, root: Node, mentions: Iterable[Mention]
) -> Iterator[Diagnostic]:
    """Look for citations into the document itself that lead nowhere.

    Args:
        source: The text.
        root: The tree.
        mentions: Its citations.

    Yields:
        A finding for each.
    """
    wrong = [m for m in mentions if not m.named and m.outcome == "no-such-clause"]
    nodes = {node.key: node for node in root.walk()} if wrong else {}
    for mention in wrong:
        span = _span(source, nodes[mention.key], mention)
        message = f"{mention.text} cites a clause that this document does not have"
        yield report("citation-no-such-clause", source, span, message)


def _span(source: SourceText, node: Node, mention: Mention) -> Span:
    """Find in the source what is known by offsets in a node's own text."""
    at = 0
    for whole in ([node.heading] if node.heading else []) + list(node.body):
        piece = source.strip(whole)
        if mention.start < at + len(piece):
            shift = piece.start - at
            return Span(mention.start + shift, mention.end + shift)
        at += len(piece)
    raise ValueError(f"node {node.key} of {source.name} has no text at {mention.start}")
