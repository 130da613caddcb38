"""Lines to tree, with a rank stack: the only place that decides what lies in what.

Reads: the division of a document. Writes: the frozen tree. Guarantees: every line
is in exactly one node; children lie within their parents, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from converter.divide import Division
from converter.headings import run_in_levels, split_heading
from converter.levels import Marker, match_level
from converter.model import Kind, Node, Number, Profile
from converter.points import block_points, inline_points, opens_series
from converter.scan import Line, Trait
from converter.source import SourceText, Span, lines_of

#: Rank of a 款: below its article, above the items in it.
_PARAGRAPH_RANK = 65
#: Rank of 一、 where it counts the items of an article, as some older statutes do.
_ITEM_RANK = 68
_POINT_RANK = 98
_LEAF_RANK = 99

#: Nodes that text without a number goes into when it follows them.
_HOLDERS = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.SUBSUBITEM})


#: Nodes whose words are a heading even with nothing below them.
_ALWAYS_HEADED = frozenset({Kind.PART, Kind.SUBPART, Kind.CHAPTER})


@dataclass(slots=True)
class _Draft:
    """A node while it is being built."""

    kind: Kind
    rank: int = _LEAF_RANK
    level: str = ""
    num: Span | None = None
    number: Number | None = None
    heading: Span | None = None
    body: list[Span] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)
    block: bool = True
    start: int = 0

    def freeze(self, keys: Iterator[int]) -> Node:
        """Turn the draft and all below it into nodes, numbered in document order."""
        key = next(keys)
        if self.heading and not self.children and self.kind not in _ALWAYS_HEADED:
            # A heading over nothing is a paragraph: the last member of a list.
            self.body.insert(0, self.heading)
            self.heading = None
        children = tuple(child.freeze(keys) for child in self.children)
        own = [s for s in (self.num, self.heading, *self.body) if s]
        spans = own + [child.span for child in children if child.span]
        span = (
            Span(min(s.start for s in spans), max(s.end for s in spans))
            if spans
            else Span(self.start, self.start)
        )
        return Node(
            key,
            self.kind,
            span,
            self.level,
            self.num,
            self.number,
            self.heading,
            tuple(s for s in self.body if s),
            children,
            self.block,
        )


def build(source: SourceText, division: Division, profile: Profile) -> Node:
    """Build the tree of a document.

    Args:
        source: The text.
        division: Its lines, divided.
        profile: What its numbering follows.

    Returns:
        The root, of kind `document`.
    """
    return _division(source, division, profile).freeze(count())


def _division(source: SourceText, division: Division, profile: Profile) -> _Draft:
    root = _Draft(division.kind, rank=0, number=division.number)
    if division.opening:
        root.num = division.opening.span
    for block in division.head:
        root.children.append(
            _Draft(block.kind, body=[line.span for line in block.lines], rank=_LEAF_RANK)
        )
    _Body(source, root, division.body, profile).run()
    for block in division.tail:
        if block.kind is Kind.TABLE:
            root.children.extend(_table(source, line.span) for line in block.lines)
            continue
        draft = _Draft(block.kind, body=[line.span for line in block.lines])
        if block.kind is Kind.CONCLUSIONS:
            _split_points(source, draft)
        root.children.append(draft)
    root.children.extend(_division(source, inner, profile) for inner in division.inner)
    for position, line in enumerate(division.footnotes, 1):
        spans = _lines_in(source, line.span)
        root.children.append(_Draft(Kind.FOOTNOTE, number=Number(position), body=spans))
    return root


def _lines_in(source: SourceText, span: Span) -> list[Span]:
    """Return the lines of a span, without the discards at their ends."""
    found = lines_of(source.slice(span))
    lines = (source.strip(Span(span.start + s.start, span.start + s.end)) for s in found)
    return [line for line in lines if line]


def _table(source: SourceText, span: Span) -> _Draft:
    """Make a table of rows and cells; cells without text are no nodes."""
    table = next(t for t in source.tables if source.strip(t.span) == span)
    draft = _Draft(Kind.TABLE)
    for cell in table.cells:
        lines = _lines_in(source, cell.span)
        if not lines:
            continue
        if not draft.children or draft.children[-1].number != Number(cell.row):
            draft.children.append(_Draft(Kind.ROW, number=Number(cell.row)))
        row = draft.children[-1]
        row.children.append(_Draft(Kind.CELL, number=Number(cell.column), body=lines))
    return draft


def _split_points(source: SourceText, draft: _Draft) -> None:
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
            _Draft(
                Kind.POINT,
                _POINT_RANK,
                mark.style.name,
                mark.span,
                Number(mark.value),
                body=[Span(mark.span.end, end)],
                block=False,
            )
        )


class _Body:
    """The numbered text of one division, line by line, over a stack of open nodes."""

    def __init__(
        self, source: SourceText, root: _Draft, lines: Sequence[Line], profile: Profile
    ) -> None:
        self.source = source
        self.lines = lines
        self.profile = profile
        # A line that is a series of points says nothing about the headings of its level.
        other = [line for line in lines if not self._is_series(line)]
        self.run_in = run_in_levels(source, other, profile)
        self.root = root
        self.stack = [root]
        self.first_level = next((i for i, line in enumerate(lines) if line.marker), None)
        self.points = self._find_points()

    def run(self) -> None:
        """Add every line to the tree."""
        for index, line in enumerate(self.lines):
            if line.is_a(Trait.TABLE):
                self.top.children.append(_table(self.source, line.span))
            elif line.marker:
                self._numbered(index, line, line.marker)
            elif index in self.points:
                self._point(index, line)
            elif self.first_level is not None and index < self.first_level:
                self._preface(line)
            else:
                self._unnumbered(line)

    def _is_series(self, line: Line) -> bool:
        start = line.marker.span.end if line.marker else line.span.start
        return opens_series(self.source, self.source.strip(Span(start, line.span.end)))

    def _find_points(self) -> dict[int, tuple[int, bool]]:
        found: dict[int, tuple[int, bool]] = {}
        start = 0
        for end in [i for i, line in enumerate(self.lines) if line.marker] + [len(self.lines)]:
            segment = self.lines[start:end]
            found |= {start + i: value for i, value in block_points(segment).items()}
            start = end + 1
        return found

    @property
    def top(self) -> _Draft:
        return self.stack[-1]

    def _open(self, kind: Kind) -> _Draft | None:
        return next((draft for draft in reversed(self.stack) if draft.kind is kind), None)

    def _close_to(self, rank: int) -> None:
        while len(self.stack) > 1 and self.top.rank >= rank:
            self.stack.pop()

    def _push(self, draft: _Draft) -> _Draft:
        self.top.children.append(draft)
        self.stack.append(draft)
        return draft

    def _leaf(self, kind: Kind, span: Span) -> _Draft:
        draft = _Draft(kind, body=[span])
        _split_points(self.source, draft)
        self.top.children.append(draft)
        return draft

    def _preface(self, line: Line) -> None:
        if line.is_a(Trait.PREFACE):
            self._close_to(1)
            self._push(_Draft(Kind.PREFACE, rank=_POINT_RANK, heading=line.span))
        else:
            self._leaf(Kind.PREFACE, line.span)

    def _numbered(self, index: int, line: Line, marker: Marker) -> None:
        level = marker.level
        kind, rank = level.kind, level.rank
        article = self._open(Kind.ARTICLE)
        if article and level.in_article and (level.name != "一、" or self._counts_items(index)):
            kind = level.in_article
            rank = _ITEM_RANK if level.name == "一、" else rank
        self._close_to(rank)
        if kind is Kind.ITEM and self.top.kind is Kind.ARTICLE:
            # 立法法: an article's items belong to a 款 of it, be it an empty one.
            empty = _Draft(Kind.PARAGRAPH, rank=_PARAGRAPH_RANK, start=marker.span.start)
            self._push(empty)
        draft = self._push(
            _Draft(kind, rank, level.name, marker.span, marker.number, start=marker.span.start)
        )
        rest = self.source.strip(Span(marker.span.end, line.span.end))
        item = self._first_item(draft, rest)
        if item:
            self._numbered(index, line, item)
        elif rest:
            self._rest(draft, rest, level.title_only)

    def _first_item(self, draft: _Draft, rest: Span) -> Marker | None:
        """Find the （一） that an article opens with on the line of its own number."""
        if draft.kind is not Kind.ARTICLE:
            return None
        item = match_level(self.source.text, rest.start, rest.end)
        opens = item and item.level.name == "（一）" and item.number.value == 1
        return item if opens else None

    def _counts_items(self, index: int) -> bool:
        """Tell whether 一、 counts items: it follows a colon, or an item 一、 before it."""
        marker = self.lines[index].marker
        if marker and marker.number.value == 1:
            return self.lines[index - 1].is_a(Trait.COLON)
        return any(draft.kind is Kind.ITEM and draft.level == "一、" for draft in self.stack)

    def _rest(self, draft: _Draft, rest: Span, title_only: bool) -> None:
        """Add what follows the number on its line: a heading, text, or both."""
        if title_only:
            draft.heading = rest
        elif draft.kind is Kind.ARTICLE:
            self._paragraph(rest)
        elif draft.kind in _HOLDERS or opens_series(self.source, rest):
            draft.body = [rest]
            _split_points(self.source, draft)
        else:
            heading, text = split_heading(self.source, rest, draft.level in self.run_in)
            if self.profile is Profile.STATUTE and self.source.slice(rest).endswith("。"):
                # 二、删去第五条。 is a rule, also where 本决定自公布之日起施行 follows it.
                heading, text = None, rest
            draft.heading = heading
            if heading and text:
                self._leaf(Kind.TEXT, text)
            elif text:
                draft.body = [text]
                _split_points(self.source, draft)

    def _paragraph(self, span: Span) -> None:
        draft = self._push(_Draft(Kind.PARAGRAPH, rank=_PARAGRAPH_RANK, body=[span]))
        _split_points(self.source, draft)

    def _point(self, index: int, line: Line) -> None:
        assert line.point
        value, last = self.points[index]
        self._close_to(_POINT_RANK)
        rest = self.source.strip(Span(line.point.span.end, line.span.end))
        draft = self._push(
            _Draft(
                Kind.POINT,
                _POINT_RANK,
                line.point.style.name,
                line.point.span,
                Number(value),
                body=[rest],
            )
        )
        _split_points(self.source, draft)
        if last:
            self.stack.pop()

    def _unnumbered(self, line: Line) -> None:
        if self._open(Kind.ARTICLE):
            self._close_to(_PARAGRAPH_RANK)
            self._paragraph(line.span)
        else:
            self._leaf(Kind.TEXT, line.span)
