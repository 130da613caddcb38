"""A document's own 目录 against the headings of its text.

Reads: the tree. Writes: findings. An entry of the 目录 stands for a heading of the same
number or, where it has none, of the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from converter.anchors import SCOPES
from converter.diagnostics import Diagnostic
from converter.discards import essential
from converter.findings import report
from converter.levels import match_level
from converter.numerals import CHINESE
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node

#: Where an entry begins on a line that holds several.
_ENTRY = re.compile(rf"第{CHINESE}+(?:分?编|[章节篇])(?!的)")
#: What leads from an entry to its page.
_PAGE = re.compile(r"[…·.．。\-—_]*[（(]?[0-9０-９]{0,4}[）)]?\Z")
_WORD = re.compile(r"目[录錄次][:：]?")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a 目录, or a heading: the level and number it has, and its words."""

    level: str
    number: str
    words: str
    span: Span

    def shown(self, source: SourceText) -> str:
        return " ".join(source.slice(self.span).split())


def check_contents(source: SourceText, root: Node) -> Iterator[Diagnostic]:
    """Compare every 目录 with the headings of the document it belongs to.

    Args:
        source: The text.
        root: The tree.

    Yields:
        A finding for an entry without a heading, for one whose heading has other words,
        and for a heading that is not listed among others of its level.
    """
    for scope in root.walk():
        if scope is root or scope.kind in SCOPES:
            tocs = [child for child in scope.children if child.kind is Kind.TOC]
            for toc in tocs:
                yield from _compare(source, toc, _headings(source, scope))


def _compare(source: SourceText, toc: Node, headings: list[_Entry]) -> Iterator[Diagnostic]:
    entries = list(_entries(source, toc))
    left = list(headings)
    for entry in entries:
        heading = next((h for h in left if _same_place(entry, h)), None)
        if heading is None:
            message = f"the contents list {entry.shown(source)!r}, which is no heading of the text"
            yield report("contents-differ", source, entry.span, message)
            continue
        # Numbers of sections begin anew in each chapter: what comes before is passed.
        del left[: left.index(heading) + 1]
        if entry.words != heading.words:
            line = source.position(heading.span.start).line
            message = (
                f"the contents list {entry.shown(source)!r},"
                f" and the heading in line {line} is {heading.shown(source)!r}"
            )
            yield report("contents-differ", source, entry.span, message)
    listed = {(entry.level, entry.number, entry.words) for entry in entries}
    levels = {entry.level for entry in entries if entry.level}
    numbers = {(entry.level, entry.number) for entry in entries}
    for heading in headings:
        key = (heading.level, heading.number, heading.words)
        # A changed wording has been reported at the entry.
        if heading.level in levels and key not in listed and key[:2] not in numbers:
            message = f"the heading {heading.shown(source)!r} is not in the contents"
            yield report("contents-differ", source, heading.span, message)


def _same_place(entry: _Entry, heading: _Entry) -> bool:
    if entry.level:
        return (entry.level, entry.number) == (heading.level, heading.number)
    return entry.words == heading.words


def _entries(source: SourceText, toc: Node) -> Iterator[_Entry]:
    for line in toc.body:
        starts = [found.start() for found in _ENTRY.finditer(source.text, line.start, line.end)]
        if len(starts) < 2:
            starts = [line.start]
        ends = [*starts[1:], line.end]
        for start, end in zip(starts, ends, strict=True):
            span = source.strip(Span(start, end))
            if not _WORD.fullmatch(essential(source.slice(span))):
                yield _entry(source, span)


def _entry(source: SourceText, span: Span) -> _Entry:
    marker = match_level(source.text, span.start, span.end)
    level, number = (marker.level.name, str(marker.number)) if marker else ("", "")
    return _Entry(level, number, _PAGE.sub("", essential(source.slice(span))), span)


def _headings(source: SourceText, scope: Node) -> list[_Entry]:
    """List the headings of a document, without those of what it carries."""
    found = []
    stack = list(reversed(scope.children))
    while stack:
        node = stack.pop()
        if node.kind in SCOPES:
            continue
        stack.extend(reversed(node.children))
        if node.heading:
            start = node.num.start if node.num else node.heading.start
            span = Span(start, node.heading.end)
            number = str(node.number) if node.number else ""
            level = node.level if node.num else ""
            found.append(_Entry(level, number, essential(source.slice(span)), span))
    return found
