"""The pages of the terms: one for each wording, with all its senses and uses."""

from __future__ import annotations

import json
from collections.abc import Iterator

from converter.bundle import Term
from converter.view import View
from converter.writers.escape import html_text, opening


def term_pages(view: View) -> Iterator[tuple[str, str]]:
    """Write the pages of all terms.

    Args:
        view: The bundle.

    Yields:
        The name of each page in addresses, and the page.
    """
    by_page: dict[str, list[Term]] = {}
    for term in view.bundle.terms:
        by_page.setdefault(term.page, []).append(term)
    for page, senses in by_page.items():
        title = json.dumps(html_text(senses[0].term), ensure_ascii=False)
        blocks = [f"---\ntitle: {title}\n---", f"# {opening(senses[0].term)}"]
        for term in senses:
            definition = html_text(term.definition or "语料中未作解释")
            blocks.append(f'<p id="{term.anchor}">{definition}</p>')
        yield page, "\n\n".join(blocks) + "\n"
