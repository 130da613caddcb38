"""Long pages in parts, which browsers style and lay out only when they come into sight.

Reads: the blocks of a page, with seams where it may be cut. Writes: the blocks with the marks of
parts instead, comments of HTML of which the frame makes elements (`content.html`, and `PARTS` in
`converter/shell/render.py`). Guarantees: nothing else is changed; a short page has no parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Where a page may be cut; no block of any page.
SEAM = "\0"
#: Where a part begins and where it ends.
OPEN, CLOSE = "<!--part-->", "<!--/part-->"
#: How long a part is at least, in characters of Markdown: one to two and a half windows.
#: `contain-intrinsic-block-size` in `tiaowen.css` takes the most of it for given.
LONG = 5_000
#: What a block that is folded away adds to that.
FOLDED = 100
#: A page of fewer parts has none.
FEWEST = 3

#: What stands behind the number of an article and is no paragraph that it runs into.
_APART = re.compile(
    r"(?:\#|<(?!a\s|p\ id=)).*|.*\{ [^{}\n]*\.tw-(?:conclusions|signature|date|note)\b[^{}\n]*\}",
    re.S | re.X,
)
_ARTICLE = " .tw-article }"
_ALONE = " .tw-article .tw-alone }"


def divided(blocks: Sequence[str]) -> list[str]:
    """Put the marks of parts into a page.

    Args:
        blocks: The blocks of the page, with seams.

    Returns:
        Blocks without seams.
    """
    parts: list[list[str]] = [[]]
    weight, cut = 0, False
    for block in blocks:
        if block == SEAM:
            cut = cut or weight >= LONG or len(parts) == 1
            continue
        if cut:
            parts.append([])
            weight, cut = 0, False
        parts[-1].append(block)
        weight += FOLDED if block.startswith("<") else len(block)
    before, *rest = parts
    if len(rest) < FEWEST:
        return [block for part in parts for block in part]
    return [*before, *(block for part in rest for block in (OPEN, *part, CLOSE))]


def with_lone_articles(blocks: Sequence[str]) -> list[str]:
    """Mark the numbers of articles that stay lines of their own.

    The number of an article runs into the paragraph that follows it; a style sheet that looked
    ahead for one would have a browser look again with every paragraph that comes in.
    """
    out = list(blocks)
    at = [nth for nth, block in enumerate(out) if block.endswith(_ARTICLE)]
    for nth in at:
        behind = next((block for block in out[nth + 1 : nth + 3] if block != SEAM), "#")
        if _APART.match(behind):
            out[nth] = out[nth].removesuffix(_ARTICLE) + _ALONE
    return out
