"""What a browser shows of an element, as lines and tables whose text knows its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from converter.readers.html.elements import BLOCKS, MARKUP, Element, Run
from converter.readers.html.lists import numbers_of
from converter.readers.html.tables import Slot, grid, left_out

#: White space that a browser collapses (CSS Text 3, 4.1); U+00A0 and U+3000 are not.
_SPACE = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_KEEPS_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line that stand together in the file, or a number made for a list."""

    text: str
    at: int
    generated: bool = False


@dataclass(slots=True)
class Line:
    """A line as a browser shows it, before it is wrapped.

    Attributes:
        owner: The innermost block that it stands in.
        pieces: Its text.
        images: Its pictures, each with the number of characters before it.
        linked: How many of its characters stand in links.
        length: How many characters it has.
    """

    owner: Element
    pieces: list[Piece] = field(default_factory=list)
    images: list[tuple[int, Element]] = field(default_factory=list)
    linked: int = 0
    length: int = 0

    def add(self, piece: Piece) -> None:
        """Add text at the end."""
        self.pieces.append(piece)
        self.length += len(piece.text)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def written(self) -> str:
        """Its characters without a number made for a list."""
        return "".join(piece.text for piece in self.pieces if not piece.generated)

    @property
    def at(self) -> int:
        """Offset in the file where it begins."""
        return self.pieces[0].at if self.pieces else self.images[0][1].at


@dataclass(slots=True)
class Grid:
    """A table: its element, and the lines of its cells."""

    owner: Element
    cells: list[tuple[Slot, list[Line]]]


@dataclass(slots=True)
class Left:
    """An element that was left out, by which rule, with its lines."""

    element: Element
    rule: str


Item = Line | Grid


class Flow:
    """Goes through an element in the order of the file.

    Attributes:
        items: Lines and tables. A line without text holds a picture.
        left: What was left out.
    """

    def __init__(self, removed: Mapping[Element, str], tables: bool = True) -> None:
        self.items: list[Item] = []
        self.left: list[Left] = []
        self._removed = removed
        self._tables = tables
        self._numbers: dict[Element, str] = {}
        self._line: Line | None = None
        self._space: tuple[int, bool] | None = None
        self._blocks: list[Element] = []
        self._kept = 0  # how many open elements keep white space
        self._links = 0  # how many open links
        self._prefix: Piece | None = None

    def through(self, root: Element) -> Flow:
        """Take in an element and everything below it; returns itself."""
        todo: list[Element | Run | _Close] = [root]
        while todo:
            node = todo.pop()
            if isinstance(node, Run):
                self._add_text(node)
            elif isinstance(node, _Close):
                self._leave(node.element)
            elif self._enter(node, node is root):
                todo.append(_Close(node))
                todo += reversed(node.children)
        self._end_line()
        return self

    def _enter(self, element: Element, is_root: bool) -> bool:
        """Begin an element; tell whether its children are to be read."""
        tag = element.tag
        if tag in MARKUP:
            return False
        if element in self._removed and not is_root:
            if self._removed[element]:
                self.left.append(Left(element, self._removed[element]))
            if tag in BLOCKS:
                self._end_line()
            return False
        if tag in ("br", "hr"):
            self._end_line()
            return False
        if tag == "img":
            line = self._open_line()
            line.images.append((line.length, element))
            return False
        if tag == "table" and self._tables and not is_root:
            slots = grid(element, self._removed)
            if slots:
                self._add_table(element, slots)
                return False
        self._open(element)
        return True

    def _open(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._end_line()
            self._blocks.append(element)
        if tag == "ol":
            self._numbers.update(numbers_of(element))
        if element in self._numbers:
            self._prefix = Piece(self._numbers[element], element.at, generated=True)
        self._kept += _keeps_space(element)
        self._links += tag == "a"

    def _leave(self, element: Element) -> None:
        if element.tag in BLOCKS:
            self._end_line()
            self._blocks.pop()
            if element.tag == "li":
                self._prefix = None
        self._kept -= _keeps_space(element)
        self._links -= element.tag == "a"

    def _add_table(self, table: Element, slots: list[Slot]) -> None:
        self._end_line()
        self.left += [
            Left(part, self._removed[part])
            for part in left_out(table, self._removed)
            if self._removed[part]
        ]
        for child in table.children:
            if isinstance(child, Element) and child.tag == "caption" and child not in self._removed:
                above = Flow(self._removed, tables=False).through(child)
                self.items += above.items
                self.left += above.left
        cells = []
        for slot in slots:
            flow = Flow(self._removed, tables=False).through(slot.element)
            self.left += flow.left
            cells.append((slot, [item for item in flow.items if isinstance(item, Line)]))
        self.items.append(Grid(table, cells))

    def _open_line(self) -> Line:
        if self._line is None:
            owner = self._blocks[-1] if self._blocks else Element("body")
            self._line = Line(owner)
            if self._prefix:
                self._line.add(self._prefix)
                self._prefix = None
        return self._line

    def _end_line(self) -> None:
        if self._line is not None and (self._line.pieces or self._line.images):
            self.items.append(self._line)
        self._line = self._space = None

    def _add_text(self, run: Run) -> None:
        if self._kept:
            self._add_kept(run)
            return
        for found in _SPACE.finditer(run.text):
            at = run.at + found.start()
            if found[0][0] not in " \t\n\r\f":
                self._add_words(found[0], at)
            elif self._line is not None and self._line.pieces:
                broken = "\n" in found[0] or "\r" in found[0]
                first, had_break = self._space or (at, False)
                self._space = (first, broken or had_break)

    def _add_words(self, text: str, at: int) -> None:
        line = self._open_line()
        if self._space and line.pieces and not line.pieces[-1].generated:
            # A line end between two Chinese characters is no space (CSS Text 3, 4.1.3).
            last = line.pieces[-1].text[-1]
            if not (self._space[1] and _is_wide(last) and _is_wide(text[0])):
                line.add(Piece(" ", self._space[0]))
        self._space = None
        line.add(Piece(text, at))
        line.linked += len(text) if self._links else 0

    def _add_kept(self, run: Run) -> None:
        at = 0
        for end in _LINE_END.finditer(run.text):
            if end.start() > at:
                self._add_words(run.text[at : end.start()], run.at + at)
            self._end_line()
            at = end.end()
        if at < len(run.text):
            self._add_words(run.text[at:], run.at + at)


@dataclass(slots=True)
class _Close:
    element: Element


def _keeps_space(element: Element) -> bool:
    return element.tag == "pre" or bool(_KEEPS_SPACE.search(element.get("style")))


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def text_of(element: Element) -> str:
    """Return the text of an element as a browser shows it, without numbers made for lists."""
    flow = Flow({}, tables=False).through(element)
    return "\n".join(item.written for item in flow.items if isinstance(item, Line))
