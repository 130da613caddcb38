"""The grid of a table: which cell stands where, and how much it covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from converter.readers.docx.xml import MC, W, choose, elements, find, integer, switch, value

#: The most columns that Word allows.
_MOST_COLUMNS = 63


@dataclass(slots=True)
class Slot:
    """A cell and its place in the grid.

    Attributes:
        element: Its `w:tc`.
        row: Its first row, from 1.
        column: Its first column, from 1.
        rows: How many rows it covers.
        columns: How many columns.
        header: True if it stands in the rows that head the table on each page.
        rule: Why it is not shown: the rule of its removal, or empty.
    """

    element: _Element
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False
    rule: str = ""


def plan(table: _Element) -> list[Slot]:
    """Lay out a table (ECMA-376 Part 1, 17.4).

    Args:
        table: A `w:tbl`.

    Returns:
        Its cells in the order of the file. Those of deleted rows and those that a merged
        cell covers have a rule by which they are left out.
    """
    slots: list[Slot] = []
    above: dict[int, Slot] = {}
    number, heading = 0, True
    for row in parts(table, "tr"):
        properties = find(row, "trPr")
        if find(properties, "del") is not None:
            cells = parts(row, "tc")
            slots += [Slot(cell, 0, 0, rule="tracked-deletion") for cell in cells]
            continue
        number += 1
        heading = heading and bool(switch(find(properties, "tblHeader")))
        laid = list(_lay_row(row, number, heading, above))
        slots += laid
    return slots


def _lay_row(row: _Element, number: int, heading: bool, above: dict[int, Slot]) -> Iterator[Slot]:
    """Lay out a row; `above` holds the cells that reach down to it, and then its own."""
    skipped = integer(value(row, "trPr", "gridBefore"), 0, _MOST_COLUMNS)
    column = 1 + (skipped or 0)
    reaching = dict(above)
    above.clear()
    merged: Slot | None = None
    for cell in parts(row, "tc"):
        properties = find(cell, "tcPr")
        columns = integer(value(properties, "gridSpan"), 1, _MOST_COLUMNS) or 1
        if merged is not None and _continues(properties, "hMerge"):
            merged.columns += columns
            column += columns
            yield Slot(cell, 0, 0, rule="merged-cell")
            continue
        over = reaching.get(column)
        if over is not None and over.columns == columns and _continues(properties, "vMerge"):
            over.rows += 1
            above[column] = over
            yield Slot(cell, 0, 0, rule="merged-cell")
        else:
            merged = Slot(cell, number, column, 1, columns, heading)
            above[column] = merged
            yield merged
        column += columns


def _continues(properties: _Element | None, name: str) -> bool:
    """Tell whether a cell goes on from the one before it; that is the usual value."""
    found = find(properties, name)
    return found is not None and found.get(W + "val", "continue") == "continue"


def parts(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, through what is wrapped around them."""
    for child in elements(parent):
        if child.tag == W + name:
            yield child
        elif child.tag == MC + "AlternateContent":
            chosen = choose(child)
            if chosen is not None:
                yield from parts(chosen, name)
        elif child.tag not in (W + "tr", W + "tc", W + "tbl", W + "p"):
            yield from parts(child, name)
