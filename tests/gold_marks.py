"""The marks of the gold files of definitions and of uses, and how their places are found.

A gold file is an invented document with marks in it; without them it is what the converter
reads.

In `tests/gold/definitions`:
    〖湿地〗，是指〘具有…地带、水域〙     a defined wording and its definition
                                        several in a line: the first with the first, or those
    〘2|〖1|甲〗〙（以下简称〖2|乙〗）     with the same number
    〖湿地名录|chapter〗                 the scope, where it is not the document
    〖行政审批|says〗                    the form, where it is not that of the folder
    ✗                                   what follows looks like a definition and is none
In `tests/gold/uses`:
    〖湿地〗 〖湿地|art_2〗              a use that is a link; of which sense, where the wording
                                        has several: that defined in a clause of the document,
                                        or that of the glossary (`glossary`)
    〘湿地〙 〘湿地|art_2〙              a use that is no link: not the first in its clause
    ⦅湿地⦆                            no link, whether or not it is counted as a use: its own
                                        definition, a citation, other text that is quoted, a title
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from converter.model import Document
from converter.tree import Node
from tests.helpers import ROOT

GOLD = ROOT / "tests" / "gold"

_MARK = re.compile(
    r"〖(?:(?P<label>\d+)\|)?(?P<wording>[^〖〗|\n]+)(?:\|(?P<options>[^〗\n]*))?〗"
    r"|(?P<open>〘)(?:(?P<number>\d+)\|)?|(?:\|(?P<sense>[a-z0-9_-]+))?(?P<close>〙)"
    r"|⦅(?P<barred>[^⦆\n]+)⦆|(?P<trap>✗)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark.

    Attributes:
        sign: `〖`, `〘`, `⦅` or `✗`.
        start: Where it begins in the text without marks.
        end: Where it ends there.
        line: The line where it begins, from 1.
        label: The number that joins it to another; empty if it has none.
        options: What stands behind `|`.
    """

    sign: str
    start: int
    end: int
    line: int
    label: str = ""
    options: tuple[str, ...] = ()


def read_marks(marked: str) -> tuple[str, list[Mark]]:
    """Split a gold file into the document and its marks, in the order of their beginnings.

    Raises:
        ValueError: A bracket has no partner.
    """
    plain, at, marks = "", 0, list[Mark]()
    opened: list[tuple[int, int, str]] = []
    for match in _MARK.finditer(marked):
        plain += marked[at : match.start()]
        at, start = match.end(), len(plain)
        line = plain.count("\n") + 1
        if words := match["wording"] or match["barred"]:
            plain += words
            options = tuple((match["options"] or "").split("|")) if match["options"] else ()
            sign, label = match.group()[0], match["label"] or ""
            marks.append(Mark(sign, start, len(plain), line, label, options))
        elif match["open"]:
            opened.append((start, line, match["number"] or ""))
        elif match["close"]:
            if not opened:
                raise ValueError(f"line {line}: 〙 without 〘")
            begin, first, label = opened.pop()
            options = (match["sense"],) if match["sense"] else ()
            marks.append(Mark("〘", begin, start, first, label, options))
        else:
            marks.append(Mark("✗", start, start, line))
    if opened:
        raise ValueError(f"line {opened[-1][1]}: 〘 without 〙")
    plain += marked[at:]
    left = re.search("[〖〗〘〙⦅⦆✗]", plain)
    if left:
        raise ValueError(f"line {plain.count(chr(10), 0, left.start()) + 1}: {left.group()}")
    return plain, sorted(marks, key=lambda mark: (mark.start, mark.end))


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A gold file, read.

    Attributes:
        name: Its path in its folder, such as `called/湿地保护条例.txt`.
        text: The document.
        marks: Its marks.
    """

    name: str
    text: str
    marks: tuple[Mark, ...]

    def words(self, mark: Mark) -> str:
        """Return what a mark encloses."""
        return self.text[mark.start : mark.end]


@cache
def read_folder(folder: str) -> tuple[GoldFile, ...]:
    """Read the gold files of a folder of `tests/gold`."""
    files = []
    for path in sorted((GOLD / folder).rglob("*.txt")):
        name = path.relative_to(GOLD / folder).as_posix()
        try:
            text, marks = read_marks(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{folder}/{name}: {error}") from error
        files.append(GoldFile(name, text, tuple(marks)))
    return tuple(files)


def write_plain(files: tuple[GoldFile, ...], folder: Path) -> Path:
    """Write the documents without marks, for the converter to read."""
    for file in files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="\n")
    return folder


def nodes_with_parents(document: Document) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Yield the nodes of a document with what they stand in, the innermost last."""
    waiting: list[tuple[Node, tuple[Node, ...]]] = [(document.root, ())]
    while waiting:
        node, above = waiting.pop()
        yield node, above
        waiting += [(child, (*above, node)) for child in reversed(node.children)]


def place_of(document: Document, offset: int) -> tuple[Node, tuple[Node, ...]]:
    """Return the node to which a character of a document belongs, and what that stands in."""
    return next(
        (node, above)
        for node, above in nodes_with_parents(document)
        if any(span.start <= offset < span.end for span in node.own_spans())
    )


def own_offset(document: Document, node: Node, offset: int) -> int:
    """Return the place of a character in `own_text` of its node."""
    at = 0
    for span in ([node.heading] if node.heading else []) + list(node.body):
        span = document.source.strip(span)
        if span.start <= offset < span.end:
            return at + offset - span.start
        at += span.end - span.start
    raise ValueError(f"{document.source.position(offset)} is in no own text")
