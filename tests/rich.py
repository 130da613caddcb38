"""Sources with tables, footnotes and pictures, written so that a person can read them.

    第一条　收费标准如下[^1]：
    | 项目 | 标准 |
    | 甲   |      |
    第二条　以上。
    [^1]: 另有规定的除外。

A line between bars is a row of a table; cells may be empty, and `/` parts the paragraphs of
one. `[^1]` is the mark of the footnote that is written at the end; `![name]` is a picture.
"""

from __future__ import annotations

import re
from dataclasses import replace

from converter.beside import Cell, Footnote, Image, Table
from converter.entry import Entry
from converter.model import Document
from converter.pipeline import Work, run_passes
from converter.source import SourceText
from converter.span import Span

_MARK = re.compile(r"\[\^(?P<note>\d+)\]|!\[(?P<image>[^\]]*)\]")


class _Maker:
    def __init__(self) -> None:
        self.text = ""
        self.tables: list[Table] = []
        self.images: list[Image] = []
        self.notes: dict[str, int] = {}

    def line(self, line: str) -> Span:
        """Add a line, its marks taken out; return where it stands."""
        start, at = len(self.text), 0
        for mark in _MARK.finditer(line):
            self.text += line[at : mark.start()]
            at = mark.end()
            if mark["note"]:
                self.notes[mark["note"]] = len(self.text)
            else:
                self.images.append(Image(len(self.text), mark["image"]))
        self.text += line[at:] + "\n"
        return Span(start, len(self.text) - 1)

    def table(self, rows: list[str]) -> None:
        """Add a table."""
        cells = []
        start = len(self.text)
        for number, row in enumerate(rows, 1):
            for column, words in enumerate(row.strip().strip("|").split("|"), 1):
                begin = len(self.text)
                spans = [self.line(part.strip()) for part in words.split("/") if part.strip()]
                span = Span(spans[0].start, spans[-1].end) if spans else Span(begin, begin)
                cells.append(Cell(span, number, column))
        self.tables.append(Table(Span(start, len(self.text)), tuple(cells)))


def make_source(written: str) -> SourceText:
    """Make a source of what is written in the form that the module describes."""
    maker = _Maker()
    footnotes = []
    rows: list[str] = []
    for line in [*written.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            maker.table(rows)
            rows = []
        note = re.match(r"\[\^(\d+)\]: ?", line)
        if note:
            span = maker.line(line[note.end() :])
            footnotes.append(Footnote(maker.notes[note[1]], note[1], span))
        elif line:
            maker.line(line)
    return replace(
        SourceText.plain("x.txt", maker.text),
        tables=tuple(maker.tables),
        images=tuple(maker.images),
        footnotes=tuple(footnotes),
    )


def make_rich_document(written: str) -> Document:
    """Take such a source through all passes."""
    work = Work(make_source(written), None, "x")
    return replace(run_passes(work, "x.txt", "", 0), entry=Entry(file="x.txt", slug="x"))
