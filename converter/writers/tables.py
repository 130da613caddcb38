"""Tables as HTML: Markdown has no cells that cover several rows or columns."""

from __future__ import annotations

from itertools import groupby

from converter.beside import Cell, Table
from converter.model import Document
from converter.tree import Node
from converter.writers.escape import html_text
from converter.writers.inline import Inline, html_link


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
    table = doc.source.table_at(node.span)
    rows = {row.number.value: row for row in node.children if row.number}
    head = _head(table)
    lines = []
    for number, cells in groupby(table.cells, key=lambda cell: cell.row):
        row = rows.get(number)
        known = {cell.number.value: cell for cell in row.children if cell.number} if row else {}
        own = f' id="{doc.ids[row.key]}"' if row else ""
        scope = "col" if number <= head else "row"
        inner = "".join(_cell(doc, inline, cell, known.get(cell.column), scope) for cell in cells)
        lines.append((number, f"<tr{own}>{inner}</tr>\n"))
    above = "".join(line for number, line in lines if number <= head)
    below = "".join(line for number, line in lines if number > head)
    eid, label = doc.ids[node.key], html_text(doc.labels[node.key])
    return (
        '<div class="tw-table">'
        f'<div class="tw-scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<table id="{eid}" class="tw-grid">'
        + (f"<thead>\n{above}</thead>" if above else "")
        + (f"<tbody>\n{below}</tbody>" if below else "")
        + f"</table></div>{html_link(doc, node)}</div>"
    )


def _head(table: Table) -> int:
    """Return how many rows a table is headed by: a printed page repeats them.

    Those are its first rows that hold headers only, if no cell reaches out of them.
    """
    head = 0
    for number, row in groupby(table.cells, key=lambda cell: cell.row):
        cells = list(row)
        if not all(cell.header for cell in cells):
            break
        head = number
    reach = max((c.row + c.rows - 1 for c in table.cells if c.row <= head), default=0)
    return head if reach <= head else 0


def _cell(doc: Document, inline: Inline, cell: Cell, node: Node | None, scope: str) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    if node is None:
        return f"<td{spans}></td>"
    tag, spans = ("th", f'{spans} scope="{scope}"') if cell.header else ("td", spans)
    text = "<br>".join(inline.html(span) for span in node.body)
    return f'<{tag} id="{doc.ids[node.key]}"{spans}>{text}{html_link(doc, node)}</{tag}>'
