"""Headings that have lost their number."""

from __future__ import annotations

from collections.abc import Iterator

from converter.anchors import SCOPES
from converter.diagnostics import Diagnostic
from converter.findings import report
from converter.source import SourceText
from converter.tree import Kind, Node


def bare_headings(scope: Node) -> list[Node]:
    """List the chapters of a document that have a heading and no number.

    总则 and 附则, which may do without one, are not among them.

    Args:
        scope: The document, or what it carries; what that carries is left out.

    Returns:
        The nodes, in order.
    """
    found = []
    stack = list(reversed(scope.children))
    while stack:
        node = stack.pop()
        if node.kind in SCOPES:
            continue
        if node.kind is Kind.CHAPTER and not node.num and not node.level:
            found.append(node)
        if node.children:
            stack.extend(reversed(node.children))
    return found


def check_headings(source: SourceText, root: Node) -> Iterator[Diagnostic]:
    """Report headings that have lost their number.

    Args:
        source: The text.
        root: The tree.

    Yields:
        A finding for each.
    """
    for scope in root.walk():
        if scope is root or scope.kind in SCOPES:
            for node in bare_headings(scope):
                span = node.heading or node.span
                message = f"{source.slice(span)!r} stands as a heading and has no number"
                yield report("heading-unnumbered", source, span, message)
