"""Word documents (docx): the text as the reader of the file sees it.

Automatic numbers are written out, and tracked changes are taken as accepted. Styles are
hints only, for many files use none and others use them for their look. What is left out is
a removal by one of `RULES`.
"""

from __future__ import annotations

import re

from lxml.etree import _Element

from converter.readers.docx.body import Body
from converter.readers.docx.notes import Notes
from converter.readers.docx.numbering import Numbering
from converter.readers.docx.package import Story, open_package
from converter.readers.docx.sheet import Sheet
from converter.readers.docx.styles import Styles
from converter.readers.docx.tally import NoteReference, Tally
from converter.readers.docx.xml import R, W, find
from converter.readers.text import Unreadable
from converter.source import SourceText

#: What is left out: rule to what it is.
RULES = {
    "comment": "批注",
    "field-code": "text within the code of a field",
    "footer": "页脚, unless it is a page number only",
    "footnote-mark": "the mark of a footnote that an author chose; it is kept as its mark",
    "header": "页眉, likewise",
    "hidden": "隐藏文字",
    "misplaced": "text where the format allows none, so that no program shows it",
    "merged-cell": "text in a cell that another covers",
    "note-unused": "a footnote that no mark in the text refers to",
    "ruby": "拼音指南: the reading above a character",
    "tracked-deletion": "text deleted or moved away while changes were tracked",
}


def read_docx(name: str, data: bytes) -> SourceText:
    """Read a Word document.

    Args:
        name: How to name the file in messages.
        data: Its bytes.

    Returns:
        Its text: paragraphs are lines, cells of tables lines by rows, text boxes lines after
        the paragraph that holds them, footnotes stand at the end. Positions count
        paragraphs of the main text as Word does.

    Raises:
        Unreadable: It is no Word document, or a broken, locked or harmful one.
    """
    main = open_package(data)
    body = find(main.root, "body")
    if body is None:
        raise Unreadable("is a Word document without a body; save it again in Word or WPS")
    reader = _Reader(main)
    reader.headers()
    reader.text(main, body)
    reader.notes()
    reader.report()
    return reader.sheet.source(name)


class _Reader:
    """What the steps of reading share."""

    def __init__(self, main: Story) -> None:
        self.sheet = Sheet()
        self._main = main
        self._tally = Tally()
        styles, numbering = main.related("styles"), main.related("numbering")
        self._styles = Styles(None if styles is None else styles.root)
        self._numbering = Numbering(None if numbering is None else numbering.root, self._styles)
        self._notes = Notes(main)

    def _body(self, story: Story) -> Body:
        return Body(story, self.sheet, self._styles, self._numbering, self._tally)

    def headers(self) -> None:
        """Leave out headers and footers, each wording once, and page numbers silently."""
        seen: set[tuple[str, str]] = set()
        for element in self._main.root.iter(W + "headerReference", W + "footerReference"):
            rule = "header" if element.tag == W + "headerReference" else "footer"
            story = self._main.by_id(element.get(R + "id"))
            if story is None:
                continue
            text = _plain(story, self._styles)
            if not _PAGE_NUMBER.fullmatch(text) and (rule, text) not in seen:
                seen.add((rule, text))
                self.sheet.set_aside(rule, text, 0)

    def text(self, main: Story, body: _Element) -> None:
        """Write the main text."""
        writer = self._body(main)
        writer.counting = True
        writer.write(body)
        self.sheet.end_open_line()
        writer.leave_out_rest()

    def notes(self) -> None:
        """Write the notes that the text refers to, and leave out the others and comments."""
        references = self._tally.notes
        writers = {kind: self._body(story) for kind, story in self._notes.stories.items()}
        waiting = {kind: self._notes.all(kind) for kind in writers}
        for reference in list(references):
            note = waiting.get(reference.kind, {}).pop(reference.id, None)
            if note is None:
                continue
            self.sheet.paragraph = reference.paragraph
            if reference.rule:
                writers[reference.kind].leave_out(reference.rule, note)
                continue
            mark = self._notes.mark(reference)
            start = self.sheet.length
            writers[reference.kind].write(note, in_table=True)
            self.sheet.footnote(reference.offset, mark, start)
        for kind, unused in waiting.items():
            for note in unused.values():
                writers[kind].leave_out("note-unused", note)
        for writer in writers.values():
            writer.leave_out_rest()
        self._comments(references)

    def _comments(self, references: list[NoteReference]) -> None:
        story = self._main.related("comments")
        if story is None:
            return
        places = {r.id: r.paragraph for r in references if r.kind == "comment"}
        for comment in story.root.findall(W + "comment"):
            text = _plain(story, self._styles, comment)
            if text:
                paragraph = places.get(comment.get(W + "id") or "", 0)
                self.sheet.set_aside("comment", text, paragraph)

    def report(self) -> None:
        """Remark once on what is spread over the file."""
        tally, sheet = self._tally, self.sheet
        if tally.changes:
            taken, left = tally.changes["insertion"], tally.changes["deletion"]
            message = (
                "the file holds tracked changes; they are taken as accepted:"
                f" {_count(taken, 'insertion')} taken into the text,"
                f" {_count(left, 'deletion')} left out"
            )
            sheet.remark("tracked-changes", message, *tally.first_change)
        if tally.raised:
            what = _count(len(tally.raised), "piece")
            message = f"{what} of raised or lowered text, as in m² or H₂O, on the line"
            sheet.remark("raised-text", message, *tally.raised[0])


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _plain(story: Story, styles: Styles, container: _Element | None = None) -> str:
    """Return the text of a part, or of something in it, without places."""
    sheet = Sheet()
    body = Body(story, sheet, styles, Numbering(None, styles), Tally())
    body.write(story.root if container is None else container, in_table=True)
    return sheet.source("").text.strip()


#: What footers usually hold: — 1 —, 第 1 页 共 8 页, Page 1 of 8, and nothing else.
_PAGE_NUMBER = re.compile(r"(?:[\s\d０-９—–－―\-·•./]|第|页|共|Page|of)*", re.I)
