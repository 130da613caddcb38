"""Blocks of HTML, which stay as they are: where each of their elements ends."""

from __future__ import annotations

import re
from itertools import pairwise

from converter.shell.refusal import Refused

#: Elements that make a block of HTML of the line that they begin.
BLOCKS = frozenset(
    "address article aside blockquote details div dl figure footer form h1 h2 h3 h4 h5 h6 header"
    " main nav ol p section table ul".split()
)
_VOID = frozenset("area br col embed hr img input source track wbr".split())
#: Elements whose content is no HTML to the reader that Markdown has.
_OPAQUE = frozenset(
    "iframe math noembed noframes noscript plaintext script style textarea title xmp".split()
)
#: A tag as the writers write it.
_TAG = re.compile(
    r"""<(/?)([a-z][a-z0-9]*)(?:[ ][A-Za-z_:][A-Za-z0-9_:.-]*(?:="[^"<>]*")?)*[ ]?(/?)>""",
    re.ASCII,
)


def elements(block: str) -> list[str]:
    """Divide a block of HTML into its elements.

    Markdown reads HTML of its own, so each tag is looked at: every element has its end.

    Args:
        block: One or more elements, with nothing between them.

    Returns:
        The elements.

    Raises:
        Refused: It is something else.
    """
    tags = _TAG.findall(block)
    if block.count("<") != len(tags) or block.count(">") != len(tags):
        raise Refused("HTML that is not well-formed")
    tops = _depths(tags)
    if tops == [len(tags) - 1]:
        found = [block]
    else:
        ends = [match.end() for match in _TAG.finditer(block)]
        cuts = [0, *(ends[top] for top in tops)]
        found = [block[start:end] for start, end in pairwise(cuts)]
    if not tops or tops[-1] != len(tags) - 1 or not all(map(_whole, found)):
        raise Refused("text between blocks of HTML")
    return found


def _depths(tags: list[tuple[str, str, str]]) -> list[int]:
    """Return which tags end an element that is in no other."""
    open_: list[str] = []
    tops = []
    for position, (closing, name, empty) in enumerate(tags):
        if closing:
            if not open_ or open_.pop() != name:
                raise Refused(f"</{name}> that ends nothing")
            if not open_:
                tops.append(position)
        elif name in _OPAQUE or (not open_ and name not in BLOCKS):
            raise Refused(f"<{name}> that begins a block of HTML")
        elif name not in _VOID and not empty:
            open_.append(name)
    return tops


def _whole(element: str) -> bool:
    return element[0] == "<" and element[-1] == ">"
