"""Nodes while they are being built, and those that one line makes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from converter.points import inline_points
from converter.source import SourceText, lines_of
from converter.span import Span
from converter.tree import Kind, Node, Number

#: Ranks of what has no level of its own.
POINT_RANK = 98
LEAF_RANK = 99

#: Nodes whose words are a heading even with nothing below them.
_ALWAYS_HEADED = frozenset({Kind.PART, Kind.SUBPART, Kind.CHAPTER})


@dataclass(slots=True)
class Draft:
    """A node while it is being built."""

    kind: Kind
    rank: int = LEAF_RANK
    level: str = ""
    num: Span | None = None
    number: Number | None = None
    heading: Span | None = None
    body: list[Span] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)
    block: bool = True
    start: int = 0
    headed: bool = False

    def freeze(self, keys: Iterator[int]) -> Node:
        """Turn the draft and all below it into nodes, numbered in document order."""
        key = next(keys)
        headed = self.children or self.headed or self.kind in _ALWAYS_HEADED
        if self.heading and not headed:
            # A heading over nothing is a paragraph: the last member of a list.
            if self.kind is Kind.ARTICLE:
                self.children.append(Draft(Kind.PARAGRAPH, body=[self.heading]))
            else:
                self.body.insert(0, self.heading)
            self.heading = None
        children = tuple([child.freeze(keys) for child in self.children])
        body = tuple([span for span in self.body if span])
        own = [span for span in (self.num, self.heading) if span]
        own += body
        own += [child.span for child in children if child.span]
        return Node(
            key,
            self.kind,
            _around(own) if own else Span(self.start, self.start),
            self.level,
            self.num,
            self.number,
            self.heading,
            body,
            children,
            self.block,
        )


def _around(spans: list[Span]) -> Span:
    """Return the span from the first to the last character of several."""
    if len(spans) == 1:
        return spans[0]
    return Span(min([span.start for span in spans]), max([span.end for span in spans]))


def lines_in(source: SourceText, span: Span) -> list[Span]:
    """Return the lines of a span, without the discards at their ends."""
    found = lines_of(source.slice(span))
    lines = (source.strip(Span(span.start + s.start, span.start + s.end)) for s in found)
    return [line for line in lines if line]


def table_draft(source: SourceText, span: Span) -> Draft:
    """Make a table of rows and cells; cells without text are no nodes."""
    table = source.table_at(span)
    draft = Draft(Kind.TABLE)
    for cell in table.cells:
        lines = lines_in(source, cell.span)
        if not lines:
            continue
        if not draft.children or draft.children[-1].number != Number(cell.row):
            draft.children.append(Draft(Kind.ROW, number=Number(cell.row)))
        row = draft.children[-1]
        row.children.append(Draft(Kind.CELL, number=Number(cell.column), body=lines))
    return draft


def split_points(source: SourceText, draft: Draft) -> None:
    """Move the points that stand inside a paragraph into children of it."""
    if len(draft.body) != 1:
        return
    span = draft.body[0]
    marks = inline_points(source, span)
    if not marks:
        return
    draft.body = [Span(span.start, marks[0].span.start)]
    ends = [mark.span.start for mark in marks[1:]] + [span.end]
    for mark, end in zip(marks, ends, strict=True):
        draft.children.append(
            Draft(
                Kind.POINT,
                POINT_RANK,
                mark.style.name,
                mark.span,
                Number(mark.value),
                body=[Span(mark.span.end, end)],
                block=False,
            )
        )
