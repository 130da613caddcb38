"""Documents of consecutive years side by side: a page a pair, linked from both documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from converter.bundle import Comparison, Match
from converter.model import Document, Node
from converter.related.units import unit_text
from converter.view import View
from converter.writers.escape import html_text, opening
from converter.writers.naming import clause_link, doc_link, doc_name, doc_text
from converter.writers.page import page

#: What leads from the page of a comparison to the root of the site.
_ROOT = "../../../"


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
            name = doc_name(view, view.documents[other])
            links.append(f'<a href="{doc.to_documents}../{comparison.page}">{name}</a>')
    if links:
        yield f'<p class="tw-compared">逐条对照：{"、".join(links)}</p>'


def _page(view: View, comparison: Comparison) -> str:
    older, newer = view.of(comparison.older), view.of(comparison.newer)
    titles = [doc_text(view, of.document) for of in (newer, older)]
    title = f"{titles[0]}与{titles[1]}对照"
    both = sum(bool(row.older and row.newer) for row in comparison.rows)
    new = sum(not row.older for row in comparison.rows)
    gone = sum(not row.newer for row in comparison.rows)
    lead = (
        f"按文字相近程度逐条对照：相近的 {both} 条，只见于{titles[0]}的 {new} 条，"
        f"只见于{titles[1]}的 {gone} 条。共同词语加粗；左右并列不表示内容相同。"
    )
    head = "".join(
        f'<th scope="col">{doc_link(view, _ROOT, of.document)}</th>' for of in (newer, older)
    )
    rows = "".join(_row(view, comparison, row) for row in comparison.rows)
    table = (
        f'<table class="tw-comparison"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )
    heading = f"# {opening(title)} {{ #compare }}"
    return page(title, heading, f"<p>{html_text(lead)}</p>", table)


def _row(view: View, comparison: Comparison, row: Match) -> str:
    newer = _cell(view, comparison.newer, row.newer, row.shared)
    own = f' id="{_row_id(view, comparison, row)}"' if comparison.versions else ""
    return f"<tr{own}>{newer}{_cell(view, comparison.older, row.older, row.shared)}</tr>"


def _row_id(view: View, comparison: Comparison, row: Match) -> str:
    """Name a row by its first newer clause, or by that which is gone."""
    if row.newer:
        return view.documents[comparison.newer].ids[row.newer[0]]
    return f"old_{view.documents[comparison.older].ids[row.older[0]]}"


def _cell(view: View, slug: str, keys: Sequence[int], shared: Sequence[str]) -> str:
    doc = view.documents[slug]
    name = doc_name(view, doc)
    if not keys:
        return f'<td class="tw-none" data-label="{name}">没有相近的条目</td>'
    parts = (
        clause_link(_ROOT, doc, key, html_text(doc.labels[key]))
        + _text(doc, view.of(slug).nodes[key], shared)
        for key in keys
    )
    return f'<td data-label="{name}">{"".join(parts)}</td>'


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
