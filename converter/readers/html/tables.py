"""Tables: which are only there to place things, and where the cells of the others stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from converter.discards import essential
from converter.readers.html.elements import CELLS, Element, Run

#: HTML Standard, 4.9.11.
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
_WHOLE = re.compile(r"\s*\+?(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a cell stands: rows and columns count from 1."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int
    header: bool


def grid(table: Element, removed: Mapping[Element, str]) -> list[Slot]:
    """Put the cells of a table in a grid.

    Args:
        table: The table.
        removed: Elements that are left out.

    Returns:
        Its cells by rows, or none if the table only places things: if it says so, holds
        another table, has text outside its cells, or text in one row and one column only.
        A row or column in which no cell begins is not counted.
    """
    if table.get("role") in ("presentation", "none"):
        return []
    placed = slots_of(table, removed)
    columns = {slot.column for slot in placed if _has_text(slot.element, removed)}
    return placed if len(columns) > 1 else []


def slots_of(table: Element, removed: Mapping[Element, str]) -> list[Slot]:
    """Put the cells of any table in a grid that holds no other and no text outside cells."""
    rows = [
        (row, group)
        for row, group in _rows(table)
        if row not in removed and (group is None or group not in removed)
    ]
    return [] if not rows or _is_mixed(table) else _compress(_place(rows, removed))


def left_out(table: Element, removed: Mapping[Element, str]) -> Iterator[Element]:
    """Yield the parts of a table that are left out, none within another."""
    todo = [table]
    while todo:
        for child in todo.pop().children:
            if not isinstance(child, Element):
                continue
            if child in removed:
                yield child
            elif child.tag in ("tr", *_GROUPS):
                todo.append(child)


def _rows(table: Element) -> Iterator[tuple[Element, Element | None]]:
    """Yield the rows, each with the element that groups it."""
    for child in table.children:
        if not isinstance(child, Element):
            continue
        if child.tag == "tr":
            yield child, None
        elif child.tag in _GROUPS:
            for row in child.children:
                if isinstance(row, Element) and row.tag == "tr":
                    yield row, child


def _is_mixed(table: Element) -> bool:
    """Tell whether a table holds another, or text outside of cells and caption."""
    todo = [table]
    while todo:
        element = todo.pop()
        for child in element.children:
            if isinstance(child, Run):
                if essential(child.text):
                    return True
            elif element.tag in _PLACES.get(child.tag, ()):
                if child.tag in ("tr", *_GROUPS):
                    todo.append(child)
                elif any(below.tag == "table" for below in child.walk()):
                    return True
            elif any(
                essential(node.text) if isinstance(node, Run) else node.tag in ("table", "img")
                for node in child.nodes()
            ):
                return True
    return False


_GROUPS = ("thead", "tbody", "tfoot")
#: The parts of a table, and where they have to stand.
_PLACES = {
    "caption": ("table",),
    **dict.fromkeys(_GROUPS, ("table",)),
    "tr": ("table", *_GROUPS),
    **dict.fromkeys(CELLS, ("tr",)),
}


def _has_text(element: Element, removed: Mapping[Element, str]) -> bool:
    todo: list[Element] = [element]
    while todo:
        for child in todo.pop().children:
            if isinstance(child, Run):
                if essential(child.text):
                    return True
            elif child not in removed:
                todo.append(child)
    return False


def _span(cell: Element, name: str, most: int) -> int:
    found = _WHOLE.match(cell.get(name))
    return min(int(found[1]), most) if found else 1


def _place(
    rows: list[tuple[Element, Element | None]], removed: Mapping[Element, str]
) -> list[Slot]:
    """Place the cells (HTML Standard, 4.9.12.1); of cells that overlap, the later gives way."""
    last = {}  # the last row of each group: no cell reaches beyond it
    for number, (_, group) in enumerate(rows, 1):
        last[group] = number
    slots: list[Slot] = []
    busy: list[tuple[int, int, int]] = []  # first column, column after, last row
    for number, (row, group) in enumerate(rows, 1):
        above = sorted(taken for taken in busy if taken[2] >= number)
        busy = list(above)
        ahead = iter(above)
        taken = next(ahead, None)
        column = 1
        for cell in row.children:
            if not isinstance(cell, Element) or cell.tag not in CELLS or cell in removed:
                continue
            while taken and taken[0] <= column:
                column = max(column, taken[1])
                taken = next(ahead, None)
            columns = max(1, _span(cell, "colspan", _MOST_COLUMNS))
            if taken:
                columns = min(columns, taken[0] - column)
            down = _span(cell, "rowspan", _MOST_ROWS)
            end = min(number + down - 1, last[group]) if down else last[group]
            header = cell.tag == "th" or (group is not None and group.tag == "thead")
            slots.append(Slot(cell, number, column, end - number + 1, columns, header))
            if end > number:
                busy.append((column, column + columns, end))
            column += columns
    return slots


def _compress(slots: list[Slot]) -> list[Slot]:
    """Leave out rows and columns in which no cell begins."""
    rows = sorted({slot.row for slot in slots})
    columns = sorted({slot.column for slot in slots})
    row_at = {row: n for n, row in enumerate(rows, 1)}
    column_at = {column: n for n, column in enumerate(columns, 1)}

    def count(starts: list[int], first: int, size: int) -> int:
        return bisect_left(starts, first + size) - bisect_left(starts, first)

    return [
        Slot(
            slot.element,
            row_at[slot.row],
            column_at[slot.column],
            count(rows, slot.row, slot.rows),
            count(columns, slot.column, slot.columns),
            slot.header,
        )
        for slot in slots
    ]
