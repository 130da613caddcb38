"""Lines to tree: the head of a document, its numbered text (`body`), what follows and lies in it.

Reads: the division of a document. Writes: the frozen tree. Guarantees: every line
is in exactly one node; children lie within their parents, in order.
"""

from __future__ import annotations

from itertools import count

from converter.body import Body
from converter.divide import Division, attachment_word
from converter.drafts import Draft, lines_in, split_points, table_draft
from converter.entry import Profile
from converter.source import SourceText
from converter.tree import Kind, Node, Number


def build(source: SourceText, division: Division, profile: Profile) -> Node:
    """Build the tree of a document.

    Args:
        source: The text.
        division: Its lines, divided.
        profile: What its numbering follows.

    Returns:
        The root, of kind `document`.
    """
    return _division(source, division, profile).freeze(count())


def _division(source: SourceText, division: Division, profile: Profile) -> Draft:
    root = Draft(division.kind, rank=0, number=division.number)
    if division.opening:
        root.num = division.opening.span
        root.level = attachment_word(source, division)
    for block in division.head:
        root.children.append(
            Draft(block.kind, level=block.level, body=[line.span for line in block.lines])
        )
    Body(source, root, division.body, profile).run()
    for block in division.tail:
        if block.kind is Kind.TABLE:
            root.children.extend(table_draft(source, line.span) for line in block.lines)
            continue
        draft = Draft(block.kind, level=block.level, body=[line.span for line in block.lines])
        if block.kind is Kind.CONCLUSIONS:
            split_points(source, draft)
        root.children.append(draft)
    root.children.extend(_division(source, inner, profile) for inner in division.inner)
    for position, line in enumerate(division.footnotes, 1):
        spans = lines_in(source, line.span)
        root.children.append(Draft(Kind.FOOTNOTE, number=Number(position), body=spans))
    return root
