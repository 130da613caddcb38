"""The outlines of the documents, by which the browser finds a cited clause.

What `citations.places` needs of a tree and no more: kinds, numbers, ids, and what lies in
what. An outline is a string of nodes in the order of the text:

    node   = ["^"] letter [number] ["~"] ["!" | "?"] [id] ["(" node… ")"]
    number = "0" for none, else its value and "-" with what is inserted
    id     = '"' eId '"'

A number that is one more than the last of its kind, and an id that follows from what stands
above it, are left out, so that most nodes are a letter. `outlines.js` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from converter.anchors import FLOATING, SCOPES
from converter.discards import essential
from converter.model import Document
from converter.tree import Kind, Node

#: How long the outlines of one file are together, in characters; the last may be longer.
FILE_SIZE = 24_000


@dataclass(frozen=True, slots=True)
class _Row:
    """How nodes of a kind are written.

    Attributes:
        letter: What stands for it.
        kind: The kind.
        element: Its word in an id, as in `anchors.ELEMENTS`.
        level: The level, where the kind has several that are cited differently.
        numbered: True if its nodes have numbers; the others are counted where ids need it.
        worded: True if it matters whether a node has words of its own beside its heading.
    """

    letter: str
    kind: Kind
    element: str
    level: str = ""
    numbered: bool = True
    worded: bool = False


#: The first row that fits counts. `outlines.js` has the same letters.
ROWS = (
    _Row("B", Kind.PART, "part", "编", worded=True),
    _Row("Q", Kind.PART, "part", "篇", worded=True),
    _Row("F", Kind.PART, "part", "部分", worded=True),
    _Row("U", Kind.PART, "part", worded=True),
    _Row("Z", Kind.SUBPART, "subpart", worded=True),
    _Row("H", Kind.CHAPTER, "chp", worded=True),
    _Row("J", Kind.SECTION, "sec", "节", worded=True),
    _Row("K", Kind.SECTION, "sec", "一、", worded=True),
    _Row("L", Kind.SECTION, "sec", worded=True),
    _Row("A", Kind.ARTICLE, "art"),
    _Row("P", Kind.PARAGRAPH, "para", numbered=False),
    _Row("I", Kind.ITEM, "point"),
    _Row("S", Kind.SUBITEM, "indent"),
    _Row("s", Kind.SUBSUBITEM, "subindent"),
    _Row("G", Kind.SUBSECTION, "subsec", worded=True),
    _Row("C", Kind.CLAUSE, "para", worded=True),
    _Row("c", Kind.SUBCLAUSE, "subpara", worded=True),
    _Row("O", Kind.POINT, "pt"),
    _Row("T", Kind.TEXT, "p", numbered=False),
    _Row("V", Kind.PREFACE, "p", numbered=False),
    _Row("v", Kind.CONCLUSIONS, "p", numbered=False),
    _Row("N", Kind.NOTE, "note", numbered=False),
    _Row("t", Kind.TITLE, "title", numbered=False),
    _Row("o", Kind.TOC, "toc", numbered=False),
    _Row("a", Kind.ADDRESSEE, "addressee", numbered=False),
    _Row("g", Kind.SIGNATURE, "signature", numbered=False),
    _Row("d", Kind.DATE, "date", numbered=False),
    _Row("Y", Kind.ATTACHMENT, "att", "附表"),
    _Row("y", Kind.ATTACHMENT, "att", "附录"),
    _Row("X", Kind.ATTACHMENT, "att"),
    _Row("D", Kind.DOCUMENT, "doc"),
    _Row("b", Kind.TABLE, "table", numbered=False),
    _Row("r", Kind.ROW, "tr", numbered=False),
    _Row("l", Kind.CELL, "td", numbered=False),
    _Row("f", Kind.FOOTNOTE, "fn", numbered=False),
)
#: A 款 without words, which is not among the clauses.
EMPTY = "E"


@cache
def _row(kind: Kind, level: str) -> _Row:
    """Return the first row that fits."""
    return next(row for row in ROWS if row.kind is kind and row.level in ("", level))


_SINGLE = frozenset("toagd")
_CONTEXT = {"V": "preface", "v": "conclusions"}
_MAY_BE_HEADED = (Kind.PART, Kind.CHAPTER)
_HEADED = {"总则": "!", "分则": "?"}


def outlines(listed: Iterable[str]) -> list[tuple[int, list[object]]]:
    """Pack outlines into files.

    Args:
        listed: The outlines of all documents.

    Returns:
        For each file the place of its first document, and the outlines of that and the
        following ones.
    """
    files: list[tuple[int, list[object]]] = []
    size = FILE_SIZE
    for place, text in enumerate(listed):
        if size + len(text) > FILE_SIZE:
            files.append((place, []))
            size = 0
        files[-1][1].append(text)
        size += len(text)
    return files


def outline(document: Document) -> str:
    """Write the outline of one document."""
    return "".join(_Writer(document).below(document.root, _Place("", "")))


@dataclass(slots=True)
class _Place:
    """What is known above a node: its parent's id, and that of the scope they are in."""

    parent: str
    scope: str
    counts: dict[Kind, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        #: Letters of levels that restart in each parent, so that their ids begin with its id.
        self.restarting: set[str] = set()
        #: The last number of a letter that runs through a scope.
        self.running: dict[tuple[str, str], int] = {}

    def below(self, parent: Node, place: _Place) -> list[str]:
        """Write all below a node."""
        written: list[str] = []
        for node in parent.children:
            row = _row(node.kind, node.level)
            eid = self.document.ids[node.key]
            written.append(self._node(node, row, eid, place))
            if node.children:
                scope = eid if node.kind in SCOPES else place.scope
                written += ["(", *self.below(node, _Place(eid, scope)), ")"]
        return written

    def _node(self, node: Node, row: _Row, eid: str, place: _Place) -> str:
        place.counts[row.kind] = place.counts.get(row.kind, 0) + 1
        words = EMPTY if node.is_empty else row.letter
        if row.kind in FLOATING:
            restarts = bool(place.parent) and eid.startswith(f"{place.parent}__")
            # At the top of a scope both are the same.
            if place.parent != place.scope and restarts != (row.letter in self.restarting):
                self.restarting ^= {row.letter}
                words = f"^{words}"
        number = self._number(node, row, place) if row.numbered else ""
        expected = self._expected(node, row, place)
        worded = "~" if row.worded and self._has_words(node) else ""
        headed = self._headed(node) if node.kind in _MAY_BE_HEADED else ""
        return words + number + worded + headed + ("" if eid == expected else f'"{eid}"')

    def _number(self, node: Node, row: _Row, place: _Place) -> str:
        """Write a number that is not the next one."""
        number = node.number
        running = row.kind is Kind.ARTICLE or (
            row.kind in FLOATING and row.letter not in self.restarting
        )
        key = row.letter, place.scope
        last = self.running.get(key, 0) if running else place.last.get(row.letter, 0)
        value = number.value if number else last
        if running:
            self.running[key] = value
        else:
            place.last[row.letter] = value
        if number is None:
            return "0"
        return "" if value == last + 1 and not number.inserted else str(number)

    def _expected(self, node: Node, row: _Row, place: _Place) -> str:
        """Return the id that a reader of the outline works out."""
        context = place.parent
        if row.letter in _CONTEXT:
            context = _join(place.scope, _CONTEXT[row.letter])
        elif row.kind in FLOATING and row.letter not in self.restarting:
            context = place.scope
        if row.letter in _SINGLE:
            return _join(context, row.element)
        number = node.number if row.numbered else None
        rest = f"{row.element}_{number or place.counts[row.kind]}"
        return f"{context}__{rest}" if context else rest

    def _has_words(self, node: Node) -> bool:
        source = self.document.source
        return any(len(source.strip(span)) for span in node.body)

    def _headed(self, node: Node) -> str:
        """Mark 总则 and 分则, which 分则第二章 is looked for in."""
        if node.level in _HEADED:
            return _HEADED[node.level]
        heading = essential(self.document.source.slice(node.heading)) if node.heading else ""
        return _HEADED.get(heading, "")


def _join(prefix: str, rest: str) -> str:
    return f"{prefix}__{rest}" if prefix else rest
