"""Documents of consecutive years side by side: a page a pair, linked from both documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from converter.bundle import Comparison, Match
from converter.model import Document, Node, in_title_marks
from converter.related.units import unit_text
from converter.view import DocumentView, View
from converter.writers.escape import html_text, opening
from converter.writers.excerpts import title_of


def comparison_pages(view: View) -> Iterator[tuple[str, str]]:
    """Write the pages of all comparisons.

    Args:
        view: The bundle.

    Yields:
        The folder of each page, from the root of the site, and the page.
    """
    for comparison in view.bundle.comparisons:
        yield comparison.page, _page(view, comparison)


def compared(view: View, doc: Document) -> Iterator[str]:
    """Write what a document is compared with.

    Args:
        view: The bundle.
        doc: The document.

    Yields:
        A paragraph of links, or nothing.
    """
    links = []
    for comparison in view.bundle.comparisons:
        if doc.slug in (comparison.older, comparison.newer):
            other = comparison.older if doc.slug == comparison.newer else comparison.newer
            title = title_of(view.documents[other])
            links.append(f'<a href="../../{comparison.page}">{title}</a>')
    if links:
        yield f'<p class="tw-compared">逐条对照：{"、".join(links)}</p>'


def _page(view: View, comparison: Comparison) -> str:
    older, newer = view.of(comparison.older), view.of(comparison.newer)
    titles = [in_title_marks(of.document.title) for of in (newer, older)]
    title = f"{titles[0]}与{titles[1]}对照"
    both = sum(row.older is not None and row.newer is not None for row in comparison.rows)
    new = sum(row.older is None for row in comparison.rows)
    gone = sum(row.newer is None for row in comparison.rows)
    lead = (
        f"按文字相近程度逐条对照：相近的 {both} 条，只见于{titles[0]}的 {new} 条，"
        f"只见于{titles[1]}的 {gone} 条。共同词语加粗；左右并列不表示内容相同。"
    )
    head = "".join(
        f'<th scope="col"><a href="../../../{of.document.url}">{title_of(of.document)}</a></th>'
        for of in (newer, older)
    )
    rows = "".join(_row(newer, older, row) for row in comparison.rows)
    table = (
        '<table class="tw-comparison" data-search-exclude>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    front = f"---\ntitle: {json.dumps(html_text(title), ensure_ascii=False)}\n---"
    heading = f"# {opening(title)} {{ #compare }}"
    return "\n\n".join((front, heading, f"<p>{html_text(lead)}</p>", table)) + "\n"


def _row(newer: DocumentView, older: DocumentView, row: Match) -> str:
    cells = _cell(newer, row.newer, row.shared) + _cell(older, row.older, row.shared)
    return f"<tr>{cells}</tr>"


def _cell(of: DocumentView, key: int | None, shared: Sequence[str]) -> str:
    title = title_of(of.document)
    if key is None:
        return f'<td class="tw-none" data-label="{title}">没有相近的条目</td>'
    node, doc = of.nodes[key], of.document
    link = f'<a href="../../../{doc.url}#{doc.ids[key]}">{html_text(doc.labels[key])}</a>'
    return f'<td data-label="{title}">{link}{_text(doc, node, shared)}</td>'


def _text(doc: Document, node: Node, shared: Sequence[str]) -> str:
    lines = [line for line in unit_text(doc, node).split("\n") if line]
    heading = html_text(doc.source.slice(node.heading)) if node.heading else ""
    if heading and lines and html_text(lines[0]) == heading:
        first = f"<strong>{_marked(lines.pop(0), shared)}</strong>"
    else:
        first = ""
    return first + "".join(f"<p>{_marked(line, shared)}</p>" for line in lines)


def _marked(line: str, shared: Sequence[str]) -> str:
    """Mark the words that both clauses share."""
    if not shared:
        return html_text(line)
    words = "|".join(map(re.escape, sorted(shared, key=len, reverse=True)))
    parts = re.split(f"({words})", line)
    return "".join(
        f"<mark>{html_text(part)}</mark>" if at % 2 else html_text(part)
        for at, part in enumerate(parts)
    )
