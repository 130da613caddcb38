"""The blocks of a Word file: paragraphs and tables, in order, each paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from converter.beside import Cell
from converter.readers.docx.inline import Inline
from converter.readers.docx.numbering import Numbering
from converter.readers.docx.package import Story
from converter.readers.docx.sheet import Sheet
from converter.readers.docx.styles import Styles
from converter.readers.docx.table import Slot, plan
from converter.readers.docx.tally import Tally
from converter.readers.docx.xml import MC, W, choose, elements, find, switch
from converter.span import Span


class Body:
    """Writes the blocks of one part of a file on a sheet.

    Attributes:
        counting: True where Word counts the paragraphs: in the main text and its tables,
            but not in text boxes and notes.
    """

    def __init__(
        self, story: Story, sheet: Sheet, styles: Styles, numbering: Numbering, tally: Tally
    ) -> None:
        self.counting = False
        self._sheet = sheet
        self._styles = styles
        self._numbering = numbering
        self._tally = tally
        self._inline = Inline(story, sheet, styles, tally)

    def write(self, container: _Element, in_table: bool = False) -> None:
        """Write the blocks of a body, a cell, a text box, or a note.

        Args:
            container: What holds them.
            in_table: A table in it is written as lines, as none stands within another.
        """
        joined: list[_Element] = []
        for block in _blocks(container):
            if block.tag == W + "p":
                joined.append(block)
                if not self._has_no_end(block):
                    self._line(joined)
                    joined = []
                continue
            self._line(joined)
            joined = []
            if block.tag == W + "tbl":
                self._table(block, in_table)
            else:
                self._inline.foreign(block)
        self._line(joined)

    def leave_out(self, rule: str, container: _Element) -> None:
        """Go through blocks that are not shown and note their text as left out."""
        with self._inline.under(rule):
            self.write(container, in_table=True)

    def leave_out_rest(self) -> None:
        """Leave out the text of this part that stands where no text may stand."""
        self._inline.leave_out_rest()

    # Paragraphs

    def _has_no_end(self, paragraph: _Element) -> bool:
        """Tell whether a paragraph runs on into the next one."""
        return _is_deleted(paragraph) or bool(switch(find(paragraph, "pPr", "rPr", "vanish")))

    def _line(self, paragraphs: list[_Element]) -> None:
        """Write paragraphs that stand on one line: all but the last have no end of their own."""
        if not paragraphs:
            return
        shown = not self._inline.rule
        start, numbered = self._sheet.length, False
        for index, paragraph in enumerate(paragraphs):
            if self.counting:
                self._sheet.paragraph += 1
            if shown:
                self._sheet.begin_paragraph()
                if not numbered and self._sheet.length == self._sheet.line_start:
                    # A paragraph whose end is deleted becomes part of the next one, and
                    # that one's properties hold.
                    rest = (p for p in paragraphs[index:-1] if not _is_deleted(p))
                    numbered = self._number(next(rest, paragraphs[-1]))
            if index < len(paragraphs) - 1 and _is_deleted(paragraph):
                self._tally.change("deletion", self._sheet.length, self._sheet.length)
            self._inline.paragraph(paragraph)
            if find(paragraph, "pPr", "sectPr") is not None:
                self._tally.section += 1
        if shown:
            if self.counting:
                self._sheet.hint(self._styles.role_of(paragraphs[-1]), start)
            self._sheet.end_line()
        self._boxes()

    def _number(self, paragraph: _Element) -> bool:
        """Write the number of a paragraph; tell whether it was its turn."""
        if self._has_no_end(paragraph) and not self._shows(paragraph):
            return False
        number = self._numbering.number(paragraph)
        if number is None:
            return True
        start = self._sheet.length
        self._sheet.generate(number.text)
        self._sheet.put(number.gap)
        if number.unknown:
            message = f"the number format {number.unknown!r} is not known; digits stand for it"
            self._sheet.remark("number-format", message, start, self._sheet.length)
        # Columns count what the file stores, not what Word makes.
        self._sheet.begin_paragraph()
        return True

    def _shows(self, paragraph: _Element) -> bool:
        runs = paragraph.iter(W + "r")
        return any(
            run.find(W + "t") is not None and not self._styles.is_hidden(paragraph, run)
            for run in runs
        )

    def _boxes(self) -> None:
        """Write the text boxes of the line as lines of their own, after it."""
        boxes, self._inline.boxes = self._inline.boxes, []
        counting, self.counting = self.counting, False
        for box, rule in boxes:
            with self._inline.apart(), self._inline.under(rule):
                if not self._inline.rule:
                    self._sheet.begin_paragraph()
                if isinstance(box, str):
                    self._inline.write(box)
                else:
                    self.write(box, in_table=True)
                if not self._inline.rule:
                    self._sheet.end_open_line()
        self.counting = counting

    # Tables

    def _table(self, table: _Element, in_table: bool) -> None:
        slots = plan(table)
        shown = [slot for slot in slots if not slot.rule]
        # A table of one cell is a frame around paragraphs.
        frame = len(shown) == 1
        if in_table or frame or self._inline.rule:
            for slot in slots:
                self._slot(slot, in_table)
            return
        cells = [cell for slot in slots if (cell := self._slot(slot, True))]
        if cells:
            self._sheet.table(cells)

    def _slot(self, slot: Slot, in_table: bool) -> Cell | None:
        """Write a cell; return it if it is shown."""
        if slot.rule:
            if slot.rule == "tracked-deletion":
                self._tally.change("deletion", self._sheet.length, self._sheet.length)
            self.leave_out(slot.rule, slot.element)
            return None
        start = self._sheet.length
        self.write(slot.element, in_table)
        if self._sheet.length == start and not self._inline.rule:
            self._sheet.end_line()
        span = Span(start, self._sheet.length)
        return Cell(span, slot.row, slot.column, slot.rows, slot.columns, slot.header)


def _is_deleted(paragraph: _Element) -> bool:
    """Tell whether the end of a paragraph is deleted or moved away (ECMA-376-1, 17.13.5.15)."""
    properties = find(paragraph, "pPr", "rPr")
    return find(properties, "del") is not None or find(properties, "moveFrom") is not None


#: Paragraphs, tables, and what stands for another document.
_BLOCKS = (W + "p", W + "tbl", W + "altChunk", W + "subDoc")


def _blocks(container: _Element) -> Iterator[_Element]:
    """Yield the blocks, through what is wrapped around them."""
    for child in elements(container):
        if child.tag in _BLOCKS:
            yield child
        elif child.tag == MC + "AlternateContent":
            chosen = choose(child)
            if chosen is not None:
                yield from _blocks(chosen)
        else:
            yield from _blocks(child)
