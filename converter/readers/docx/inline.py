"""What stands within a paragraph of a Word file: runs, fields, changes, pictures, marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lxml.etree import _Element

from converter.readers.docx.drawings import Box, Elsewhere, name_of, shown_in
from converter.readers.docx.fields import Field, matched, show
from converter.readers.docx.math import linear
from converter.readers.docx.package import Story
from converter.readers.docx.sheet import Sheet
from converter.readers.docx.styles import Styles
from converter.readers.docx.symbols import MISSING, symbol
from converter.readers.docx.tally import NoteReference, Tally
from converter.readers.docx.xml import (
    MC,
    M,
    W,
    choose,
    elements,
    hexadecimal,
    is_alternative,
    text_of,
    value,
)

#: Elements that hold no text of the page.
_SILENT = frozenset(
    W + name
    for name in (
        "pPr rPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr sectPr delInstrText fldData"
        " annotationRef footnoteRef endnoteRef separator continuationSeparator"
    ).split()
)

#: Elements that stand for one character.
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}

#: Elements whose content is text that the reader of the file does not see as part of it.
_RULES = {"del": "tracked-deletion", "moveFrom": "tracked-deletion", "rt": "ruby"}


class Inline:
    """Walks through the content of paragraphs and writes it on a sheet.

    Attributes:
        rule: The rule by which everything is left out at present, or empty.
        boxes: Text boxes met, and the text of word art and the like, each with the rule in force;
            they are to be written after the line.
    """

    def __init__(self, story: Story, sheet: Sheet, styles: Styles, tally: Tally) -> None:
        self.rule = ""
        self.boxes: list[tuple[_Element | str, str]] = []
        self._story = story
        self._sheet = sheet
        self._styles = styles
        self._tally = tally
        self._fields: list[Field] = []
        self._seen: set[_Element] = set()
        self._matched = matched(story.root)
        self._paragraph: _Element = story.root
        self._handlers: dict[str, Callable[[_Element], None]] = {
            W + "r": self._run,
            W + "t": self._text,
            W + "delText": self._text,
            M + "t": self._text,
            W + "sym": self._symbol,
            W + "fldChar": self._field_mark,
            W + "instrText": self._field_code,
            W + "ins": self._inserted,
            W + "moveTo": self._inserted,
            W + "drawing": self._drawing,
            W + "pict": self._drawing,
            W + "object": self._drawing,
            W + "footnoteReference": self._note,
            W + "endnoteReference": self._note,
            W + "commentReference": self._note,
            W + "altChunk": self.foreign,
            W + "subDoc": self.foreign,
            MC + "AlternateContent": self._alternatives,
            M + "oMath": self._formula,
        }
        for name in _CHARACTERS:
            self._handlers[W + name] = self._character
        for name in _RULES:
            self._handlers[W + name] = self._ruled

    def paragraph(self, paragraph: _Element) -> None:
        """Write the content of a paragraph, without a line end."""
        self._paragraph = paragraph
        self._children(paragraph)

    @contextmanager
    def under(self, rule: str) -> Iterator[None]:
        """Leave out by a rule what is written meanwhile; an outer rule goes first."""
        before, self.rule = self.rule, self.rule or rule
        try:
            yield
        finally:
            self.rule = before

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Write something that no field of the text around it reaches into."""
        before, paragraph = self._fields, self._paragraph
        self._fields = []
        try:
            yield
        finally:
            self._fields, self._paragraph = before, paragraph

    def write(self, text: str, made: bool = False) -> None:
        """Write text, or leave it out by the rule in force.

        Args:
            text: The text.
            made: The file's program makes it.
        """
        rule = self.rule
        if not rule and any(not field.in_result for field in self._fields):
            rule = "field-code"
        if rule:
            if not made:
                self._sheet.remove(rule, text)
        elif made:
            self._sheet.generate(text)
        else:
            self._sheet.put(text)

    def leave_out_rest(self) -> None:
        """Leave out the text that stands where no text may stand, and nobody came by."""
        for element in self._story.root.iter(W + "t", W + "delText", M + "t"):
            if element not in self._seen and not is_alternative(element):
                self._sheet.set_aside("misplaced", text_of(element), 0)

    def _children(self, parent: _Element) -> None:
        for child in elements(parent):
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child)
            elif child.tag not in _SILENT:
                self._children(child)

    def _run(self, run: _Element) -> None:
        start = self._sheet.length
        custom = next(
            (r for r in run if r.get(W + "customMarkFollows") in ("1", "true", "on")), None
        )
        rule = "hidden" if self._styles.is_hidden(self._paragraph, run) else ""
        rule = rule or ("footnote-mark" if custom is not None else "")
        with self.under(rule):
            self._children(run)
        raised = value(run, "rPr", "vertAlign") in ("superscript", "subscript")
        if raised and self._sheet.length > start:
            self._tally.raised.append((start, self._sheet.length))
        if custom is not None and self._tally.notes:
            self._tally.notes[-1].mark = "".join(text_of(t) for t in run.findall(W + "t")).strip()

    def _text(self, element: _Element) -> None:
        self._seen.add(element)
        self.write(text_of(element))

    def _character(self, element: _Element) -> None:
        self.write(_CHARACTERS[element.tag.removeprefix(W)])

    def _symbol(self, element: _Element) -> None:
        code = hexadecimal(element.get(W + "char"))
        font = element.get(W + "font") or ""
        known = symbol(font, code)
        start = self._sheet.length
        self.write(known or MISSING, made=known is None)
        if known is None and self._sheet.length > start:
            message = f"the symbol U+{code:04X} of the font {font!r} has no known equal;"
            message += f" {MISSING} stands for it"
            self._sheet.remark("symbol-unknown", message, start, self._sheet.length)

    def _ruled(self, element: _Element) -> None:
        rule = _RULES[element.tag.removeprefix(W)]
        if rule == "tracked-deletion":
            self._tally.change("deletion", self._sheet.length, self._sheet.length)
        with self.under(rule):
            self._children(element)

    def _inserted(self, element: _Element) -> None:
        start = self._sheet.length
        self._children(element)
        self._tally.change("insertion", start, self._sheet.length)

    def _alternatives(self, element: _Element) -> None:
        chosen = choose(element)
        if chosen is not None:
            self._children(chosen)

    def _formula(self, element: _Element) -> None:
        for text, holder in linear(element):
            if holder is not None:
                self._seen.add(holder)
            self.write(text, made=holder is None)

    # Fields

    def _field_mark(self, mark: _Element) -> None:
        if mark not in self._matched or self.rule == "tracked-deletion":
            return
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(Field())
        elif not self._fields:
            return
        elif kind == "separate":
            self._fields[-1].in_result = True
        else:
            self._end_field(self._fields.pop())

    def _field_code(self, element: _Element) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].code.append(text_of(element))

    def _end_field(self, ended: Field) -> None:
        if ended.in_result:
            return
        code = "".join(ended.code).strip()
        shown = show(code)
        start = self._sheet.length
        self.write(shown.text, made=True)
        if shown.unknown and not self.rule:
            message = f"Word shows something for the field {code!r} that the file does not hold;"
            message += " it is missing here"
            self._sheet.remark("field-unknown", message, start, start)

    # What stands beside the text

    def _note(self, element: _Element) -> None:
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        sheet = self._sheet
        # The mark of its own that a footnote may have does not hide the footnote.
        rule = "" if self.rule == "footnote-mark" else self.rule
        reference = NoteReference(
            kind,
            element.get(W + "id") or "",
            sheet.length,
            sheet.paragraph,
            self._tally.section,
            rule,
        )
        self._tally.notes.append(reference)

    def _drawing(self, element: _Element) -> None:
        for shown in shown_in(element):
            if isinstance(shown, Box):
                self.boxes.append((shown.content, self.rule))
            elif isinstance(shown, Elsewhere):
                self.foreign(shown.element)
            elif not self.rule:
                name, data = self._story.picture(shown.relation)
                self._sheet.picture(name, shown.alt, data)

    def foreign(self, element: _Element) -> None:
        """Note that something is shown here that is no text of this part."""
        if self.rule:
            return
        at = self._sheet.length
        message = f"Word shows {name_of(element)} here, which cannot be taken over"
        self._sheet.remark("object-left-out", message, at, at)
