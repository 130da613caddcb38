"""Tables as HTML: Markdown has no cells that cover several rows or columns."""

from __future__ import annotations

from itertools import groupby

from converter.model import Document, Node
from converter.source import Cell
from converter.writers.escape import html_text
from converter.writers.inline import Inline


def render_table(doc: Document, inline: Inline, node: Node) -> str:
    """Write a table.

    Args:
        doc: The document.
        inline: The writer of its text.
        node: A node of kind `table`.

    Returns:
        One HTML block. Every cell with text bears the id of its node, every row that has
        such a cell the id of its own; empty cells are only there for the grid.
    """
    table = next(t for t in doc.source.tables if doc.source.strip(t.span) == node.span)
    rows = {row.number.value: row for row in node.children if row.number}
    lines = []
    for number, cells in groupby(table.cells, key=lambda cell: cell.row):
        row = rows.get(number)
        known = {cell.number.value: cell for cell in row.children if cell.number} if row else {}
        own = f' id="{doc.ids[row.key]}"' if row else ""
        inner = "".join(_cell(doc, inline, cell, known.get(cell.column)) for cell in cells)
        lines.append(f"<tr{own}>{inner}</tr>")
    eid, label = doc.ids[node.key], html_text(doc.labels[node.key])
    return (
        f'<div class="tw-table" role="region" tabindex="0" aria-label="{label}">'
        f'<table id="{eid}" class="tw-grid"><tbody>\n' + "\n".join(lines) + "\n</tbody></table>"
        f"{_link(doc, node)}</div>"
    )


def _cell(doc: Document, inline: Inline, cell: Cell, node: Node | None) -> str:
    tag = "th" if cell.header else "td"
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    if node is None:
        return f"<td{spans}></td>"
    text = "<br>".join(inline.html(span) for span in node.body)
    return f'<{tag} id="{doc.ids[node.key]}"{spans}>{text}{_link(doc, node)}</{tag}>'


def _link(doc: Document, node: Node) -> str:
    label, eid = html_text(doc.labels[node.key]), doc.ids[node.key]
    return f'<a class="tw-link" href="#{eid}" data-editorial="" aria-label="{label}"></a>'
