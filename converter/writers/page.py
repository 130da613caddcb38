"""What the pages beside the documents are made of: front matter, blocks, folds.

Blocks of HTML are one line each, which Markdown leaves alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from converter.writers.escape import html_text


def page(title: str, *blocks: str, hide: Sequence[str] = ()) -> str:
    """Put a page together.

    Args:
        title: Its title, as text.
        blocks: Its blocks, in Markdown; empty ones are left out.
        hide: What the theme leaves out beside it, such as `navigation` and `toc`.

    Returns:
        The page with its front matter.
    """
    lines = [f"title: {json.dumps(html_text(title), ensure_ascii=False)}"]
    if hide:
        lines += ["hide:", *(f"  - {part}" for part in hide)]
    front = "\n".join(("---", *lines, "---"))
    return "\n\n".join((front, *filter(None, blocks))) + "\n"


def fold(summary: str, inside: str, unfolded: bool = False, attributes: str = "") -> str:
    """Write what is folded away until it is asked for.

    Args:
        summary: What is seen of it, as HTML.
        inside: What is not.
        unfolded: Whether it stands open at first.
        attributes: Its attributes, as HTML: an id, if it has an address, or a class.
    """
    said = f" {attributes}" if attributes else ""
    is_open = " open" if unfolded else ""
    return f"<details{said}{is_open}><summary>{summary}</summary>{inside}</details>"
