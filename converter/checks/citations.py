"""Citations of a document's own clauses that it does not have.

Reads: the mentions. Writes: findings. Says nothing of other documents: whether they have
what is cited is in the published citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.diagnostics import Diagnostic
from converter.findings import report
from converter.mention import Mention
from converter.source import SourceText
from converter.tree import Node


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
        span = nodes[mention.key].locate(source, mention.start, mention.end)
        message = f"{mention.text} cites a clause that this document does not have"
        yield report("citation-no-such-clause", source, span, message)
