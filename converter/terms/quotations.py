"""What an amending decision quotes: the words of another text, whose terms are not its own."""

from __future__ import annotations

import re

from converter.scan import is_amending
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node

_MARKS = re.compile("[“”]")


def quotations(source: SourceText, root: Node) -> tuple[Span, ...]:
    """Find the wording that a decision quotes from the text that it amends.

    Args:
        source: The text.
        root: Its tree.

    Returns:
        The quotations with their marks, in order; none where the text amends nothing.
        Quotations are not counted but switched: each paragraph of a long one may open with
        a mark of its own, and only the last one closes. What is carried or attached behind
        the decision is no quotation.
    """
    if "“" not in source.text or not is_amending(source):
        return ()
    carried = (node for node in root.children if node.kind in (Kind.DOCUMENT, Kind.ATTACHMENT))
    end = min((node.span.start for node in carried), default=len(source.text))
    found: list[Span] = []
    opened = -1
    for mark in _MARKS.finditer(source.text, 0, end):
        if mark.group() == "“" and opened < 0:
            opened = mark.start()
        elif mark.group() == "”" and opened >= 0:
            found.append(Span(opened, mark.end()))
            opened = -1
    return tuple(found)
