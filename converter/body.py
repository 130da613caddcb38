"""Numbered lines to nodes, with a rank stack: the only place that decides what lies in what.

Reads: the lines of the body of one division. Writes: drafts of nodes. Guarantees: every line is
in exactly one of them; children lie within their parents, in order.
"""

from __future__ import annotations

from collections.abc import Sequence

from converter.discards import essential
from converter.drafts import POINT_RANK, Draft, split_points, table_draft
from converter.entry import Profile
from converter.headings import split_heading
from converter.levels import Marker, match_level
from converter.overview import CHAPTER_RANK, look_over
from converter.points import opens_series
from converter.scan import Line
from converter.source import SourceText
from converter.span import Span
from converter.traits import Trait
from converter.tree import Kind, Number

#: Rank of a 款: below its article, above the items in it.
_PARAGRAPH_RANK = 65
#: Rank of 一、 where it counts the items of an article, as some older statutes do.
_ITEM_RANK = 68
#: Longer lines below 第三章 are text, in characters.
_LONGEST_BELOW = 30

#: What a rule ends with, and a heading only where all of its level do.
_STOPS = ("。", "！", "；", ";")

#: Nodes that text without a number goes into when it follows them.
_HOLDERS = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.SUBSUBITEM})


class Body:
    """The numbered text of one division, line by line, over a stack of open nodes."""

    def __init__(
        self, source: SourceText, root: Draft, lines: Sequence[Line], profile: Profile
    ) -> None:
        """Look the lines over.

        Args:
            source: The text.
            root: What they are added to.
            lines: The lines of the body.
            profile: What its numbering follows.
        """
        self.source = source
        self.lines = lines
        self.profile = profile
        self.view = look_over(source, lines, profile)
        self.root = root
        self.stack = [root]
        self.consumed: set[int] = set()

    def run(self) -> None:
        """Add every line to the tree."""
        for index, line in enumerate(self.lines):
            if index in self.consumed:
                continue
            if line.is_a(Trait.TABLE):
                self.top.children.append(table_draft(self.source, line.span))
            elif line.is_a(Trait.NAMED):
                self._named(line)
            elif line.marker:
                self._numbered(index, line, line.marker)
            elif index in self.view.points:
                self._point(index, line)
            elif self._is_bare_heading(index):
                rank = self._bare_rank(index)
                self._close_to(rank)
                self._push(Draft(Kind.CHAPTER, rank, heading=line.span))
            elif self.view.first_level is not None and index < self.view.first_level:
                self._preface(line)
            else:
                self._unnumbered(index, line)

    @property
    def top(self) -> Draft:
        """The innermost open node."""
        return self.stack[-1]

    def _open(self, kind: Kind) -> Draft | None:
        return next((draft for draft in reversed(self.stack) if draft.kind is kind), None)

    def _close_to(self, rank: int) -> None:
        while len(self.stack) > 1 and self.top.rank >= rank:
            self.stack.pop()

    def _push(self, draft: Draft) -> Draft:
        self.top.children.append(draft)
        self.stack.append(draft)
        return draft

    def _leaf(self, kind: Kind, span: Span) -> Draft:
        draft = Draft(kind, body=[span])
        split_points(self.source, draft)
        self.top.children.append(draft)
        return draft

    def _preface(self, line: Line) -> None:
        if line.is_a(Trait.PREFACE):
            self._close_to(1)
            self._push(Draft(Kind.PREFACE, rank=POINT_RANK, heading=line.span))
        else:
            self._leaf(Kind.PREFACE, line.span)

    def _named(self, line: Line) -> None:
        """Open 总则 or 附则: a heading in the rank of the highest that has a number."""
        rank = self.view.highest_rank
        self._close_to(rank)
        name = essential(self.source.slice(line.span))
        self._push(Draft(Kind.CHAPTER, rank, name, heading=line.span))

    def _is_bare_heading(self, index: int) -> bool:
        """Tell whether a line is the heading of a chapter that has lost its number.

        It stands between a finished article and the next one, and is no sentence: no 款
        of a statute is without a stop.
        """
        line, article = self.lines[index], self._open(Kind.ARTICLE)
        below = self.lines[index + 1].marker if index + 1 < len(self.lines) else None
        if self.profile is not Profile.STATUTE or not article or not below or line.quoted:
            return False
        follows = article.number and below.number.value == article.number.value + 1
        if below.level.name != "条" or not follows or not line.is_a(Trait.PLAIN):
            return False
        words = self.source.slice(line.span)
        ended = self.lines[index - 1].is_a(Trait.ENDED)
        return ended and len(words) <= _LONGEST_BELOW and words.replace("、", "").isalpha()

    def _bare_rank(self, index: int) -> int:
        """Return the rank of a heading without a number: a 节 if the next one counts on from it."""
        below = self.view.next_heading[index]
        if below is None or below.level.name != "节":
            return CHAPTER_RANK
        open_ = next((d for d in reversed(self.stack) if d.level == "节"), None)
        last = open_.number.value if open_ and open_.number else 0
        return below.level.rank if below.number.value == last + 2 else CHAPTER_RANK

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
            empty = Draft(Kind.PARAGRAPH, rank=_PARAGRAPH_RANK, start=marker.span.start)
            self._push(empty)
        draft = self._push(
            Draft(kind, rank, level.name, marker.span, marker.number, start=marker.span.start)
        )
        rest = self.source.strip(Span(marker.span.end, line.span.end))
        if not rest and level.title_only and self._is_heading_below(index):
            self.consumed.add(index + 1)
            rest = self.lines[index + 1].span
        item = self._first_item(draft, rest)
        if item:
            self._numbered(index, line, item)
        elif rest:
            self._rest(draft, rest, level.title_only)

    def _is_heading_below(self, index: int) -> bool:
        """Tell whether the words of a heading stand in the line below its number."""
        below = self.lines[index + 1 : index + 3]
        if len(below) < 2 or below[0].marker or below[0].point:
            return False
        return below[0].is_a(Trait.PLAIN) and len(below[0].span) <= _LONGEST_BELOW

    def _first_item(self, draft: Draft, rest: Span) -> Marker | None:
        """Find the （一） that an article opens with on the line of its own number."""
        if draft.kind is not Kind.ARTICLE:
            return None
        item = match_level(self.source.text, rest.start, rest.end)
        opens = item and item.level.name == "（一）" and item.number.value == 1
        return item if opens else None

    def _counts_items(self, index: int) -> bool:
        """Tell whether 一、 counts items of an article: it follows a colon, or begins anew."""
        marker = self.lines[index].marker
        if marker and marker.number.value == 1:
            headed = self.top.kind is Kind.ARTICLE and self.top.heading is not None
            return (
                headed or self.lines[index - 1].is_a(Trait.COLON) or self.view.restarts_in_articles
            )
        return any(draft.kind is Kind.ITEM and draft.level == "一、" for draft in self.stack)

    def _rest(self, draft: Draft, rest: Span, title_only: bool) -> None:
        """Add what follows the number on its line: a heading, text, or both."""
        if title_only:
            draft.heading = rest
        elif draft.kind is Kind.ARTICLE:
            self._article(draft, rest)
        elif draft.kind in _HOLDERS or opens_series(self.source, rest):
            draft.body = [rest]
            split_points(self.source, draft)
        else:
            styled = rest.end in self.view.styled_headings
            heading, text = split_heading(self.source, rest, draft.level in self.view.run_in)
            if styled:
                heading, text = rest, None
            elif draft.level not in self.view.run_in and self.source.slice(rest).endswith(_STOPS):
                # 二、删去第五条。 is a rule, also where a paragraph follows it.
                heading, text = None, rest
            draft.heading = heading
            draft.headed = styled or rest.end in self.view.before_pictures
            if heading and text:
                self._leaf(Kind.TEXT, text)
            elif text:
                draft.body = [text]
                split_points(self.source, draft)

    def _article(self, draft: Draft, rest: Span) -> None:
        """Add the heading of an article, if the text has such, and its first 款."""
        style = self.view.article_heading
        found = style and style.match(self.source.text, rest.start, rest.end)
        if found:
            draft.heading = Span(found.start(), found.end())
            rest = self.source.strip(Span(found.end(), rest.end))
        if rest:
            self._paragraph(rest)

    def _paragraph(self, span: Span) -> None:
        draft = self._push(Draft(Kind.PARAGRAPH, rank=_PARAGRAPH_RANK, body=[span]))
        split_points(self.source, draft)

    def _continued(self, index: int) -> Draft | None:
        """Find the open item that the next number counts on from: what stands between is its own.

        A 款 would end the list, and the next number would have no list to be of.
        """
        marker = self.view.next_marker[index]
        if marker is None:
            return None
        for draft in reversed(self.stack):
            counted = draft.kind in _HOLDERS and draft.level == marker.level.name
            if counted and draft.number and draft.number.value + 1 == marker.number.value:
                return draft
        return None

    def _point(self, index: int, line: Line) -> None:
        assert line.point
        value, last = self.view.points[index]
        self._close_to(POINT_RANK)
        rest = self.source.strip(Span(line.point.span.end, line.span.end))
        draft = self._push(
            Draft(
                Kind.POINT,
                POINT_RANK,
                line.point.style.name,
                line.point.span,
                Number(value),
                body=[rest],
            )
        )
        split_points(self.source, draft)
        if last:
            self.stack.pop()

    def _unnumbered(self, index: int, line: Line) -> None:
        item = self._continued(index)
        if line.is_a(Trait.QUESTION) and not self._open(Kind.ARTICLE):
            self._close_to(1)  # the numbers of the answer before are no part of it
            self._leaf(Kind.TEXT, line.span)
        elif item:
            self._close_to(item.rank + 1)
            self._leaf(Kind.TEXT, line.span)
        elif self._open(Kind.ARTICLE):
            self._close_to(_PARAGRAPH_RANK)
            self._paragraph(line.span)
        else:
            self._leaf(Kind.TEXT, line.span)
