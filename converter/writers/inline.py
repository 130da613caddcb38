"""Running text of a source as Markdown or HTML, with its links and the marks of its footnotes.

This is the one place that splices what is kept beside the text into it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.discards import is_discard
from converter.model import Document
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node
from converter.writers.escape import attribute, html_text, markdown, opening
from converter.writers.links import Link

#: The class of a link to a superseded text.
_OLD = "tw-old"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text: within one link or none, with the footnotes marked behind it."""

    text: str
    link: Link | None = None
    notes: tuple[tuple[str, str], ...] = ()


class Inline:
    """Writes spans of one document's text.

    Attributes:
        links: The links in the text, ascending.
        marks: Offset, mark and id of each footnote that is marked in the text, ascending.
        mark_of: Id of a footnote to its mark.
    """

    def __init__(self, doc: Document, links: Sequence[Link] = ()) -> None:
        self.source = doc.source
        self.links = links
        self._starts = [link.start for link in links]
        notes = [node for node in doc.root.children if node.kind is Kind.FOOTNOTE]
        ids = {node.span.start: doc.ids[node.key] for node in notes}
        self.marks: list[tuple[int, str, str]] = []
        self.mark_of: dict[str, str] = {}
        for note in doc.source.footnotes:
            eid = ids.get(doc.source.strip(note.span).start)
            if eid:
                self.marks.append((_after_text(doc.source, note.offset), note.mark, eid))
                self.mark_of[eid] = note.mark
        self.marks.sort(key=lambda mark: mark[0])
        self._offsets = [offset for offset, _, _ in self.marks]
        self._marked = self._ids_in_text(doc) if self.marks else frozenset[str]()

    def _ids_in_text(self, doc: Document) -> frozenset[str]:
        """Return the ids of the footnotes whose marks stand in what is written."""
        spans = (span for node in doc.root.walk() for span in node.own_spans())
        return frozenset(eid for span in spans for _, _, eid in self._within(span))

    def _within(self, span: Span) -> list[tuple[int, str, str]]:
        """Return the marks that stand in or right behind a span, or before all of the text."""
        find = bisect_right if span.start else bisect_left
        low, high = find(self._offsets, span.start), bisect_right(self._offsets, span.end)
        return self.marks[low:high]

    def _links_in(self, span: Span) -> Sequence[Link]:
        """Return the links that lie within a span."""
        low = bisect_left(self._starts, span.start)
        high = bisect_left(self._starts, span.end, low)
        return [link for link in self.links[low:high] if link.end <= span.end]

    def _is_plain(self, span: Span) -> bool:
        """Tell whether no link begins within a span, and no footnote may be marked there."""
        starts = self._starts
        if self.marks or not starts:
            return not self.marks
        low = bisect_left(starts, span.start)
        return low == len(starts) or starts[low] >= span.end

    def _pieces(self, span: Span) -> Iterator[_Piece]:
        """Yield the text of a span piece by piece; a link is not cut by a footnote's mark."""
        links = self._links_in(span) if self.links else ()
        marks = self._within(span) if self.marks else ()
        notes = [(_behind(links, offset), (mark, eid)) for offset, mark, eid in marks]
        at = span.start
        for link in links:
            yield from self._plain(Span(at, link.start), notes)
            behind = _taken(notes, link.end)
            yield _Piece(self.source.slice(Span(link.start, link.end)), link, behind)
            at = link.end
        yield from self._plain(Span(at, span.end), notes)

    def _plain(self, span: Span, notes: list[tuple[int, tuple[str, str]]]) -> Iterator[_Piece]:
        """Yield text without links, cut behind each place where footnotes are marked."""
        at = span.start
        while notes and notes[0][0] <= span.end:
            place = notes[0][0]
            yield _Piece(self.source.slice(Span(at, place)), None, _taken(notes, place))
            at = place
        yield _Piece(self.source.slice(Span(at, span.end)))

    def markdown(self, span: Span) -> str:
        """Write a span as Markdown."""
        if self._is_plain(span):
            return markdown(self.source.slice(span))
        return "".join(self._written(piece, markdown(piece.text)) for piece in self._pieces(span))

    def opening(self, span: Span) -> str:
        """Write a span as Markdown that begins a block."""
        if self._is_plain(span):
            return opening(self.source.slice(span))
        return "".join(
            self._written(piece, markdown(piece.text) if nth or piece.link else opening(piece.text))
            for nth, piece in enumerate(self._pieces(span))
        )

    def _written(self, piece: _Piece, text: str) -> str:
        link = piece.link
        out = f"[{text}]({link.file}){{ {_marks(link)} }}" if link else text
        return out + "".join(self._reference(*note) for note in piece.notes)

    def html(self, span: Span) -> str:
        """Write a span as HTML."""
        if self._is_plain(span):
            return html_text(self.source.slice(span))
        return "".join(map(_html_piece, self._pieces(span)))

    def way_back(self, eid: str) -> str:
        """Write the link from the end of a footnote to its mark in the text, as Markdown."""
        if eid not in self._marked:
            return ""
        mark = self.mark_of[eid]
        name = f"返回正文中脚注{attribute(mark)}处"
        return f'[返回](#{_mark_id(eid)}){{ .tw-fnback data-editorial="" aria-label="{name}" }}'

    @staticmethod
    def _reference(mark: str, eid: str) -> str:
        named = f'#{_mark_id(eid)} .tw-fnref data-editorial="" aria-label="脚注{attribute(mark)}"'
        return f"[{markdown(mark)}](#{eid}){{ {named} }}"


def html_link(doc: Document, node: Node) -> str:
    """Write the mark that links a clause, where the page is HTML."""
    label, eid = html_text(doc.labels[node.key]), doc.ids[node.key]
    return f'<a href="#{eid}" aria-label="{label}" data-editorial="link"></a>'


def _html_piece(piece: _Piece) -> str:
    text, link = html_text(piece.text), piece.link
    if link:
        css = f"{link.css} {_OLD}" if link.old else link.css
        text = f'<a class="{css}" href="{link.href}"{_last(link)}>{text}</a>'
    return text + "".join(_html_reference(*note) for note in piece.notes)


def _behind(links: Sequence[Link], offset: int) -> int:
    """Move a place within a link behind it."""
    return next((link.end for link in links if link.start < offset < link.end), offset)


def _taken(notes: list[tuple[int, tuple[str, str]]], place: int) -> tuple[tuple[str, str], ...]:
    """Take the footnotes that are marked up to a place."""
    due = tuple(note for offset, note in notes if offset <= place)
    del notes[: len(due)]
    return due


def _marks(link: Link) -> str:
    """Write the class and the attributes of a link for Markdown."""
    return f".{link.css}{f' .{_OLD}' if link.old else ''}{_last(link)}"


def _last(link: Link) -> str:
    """Write where a range ends, and where it says what became of an old text: attributes."""
    last = f' data-last="{link.last}"' if link.last else ""
    return last + (f' aria-describedby="{link.old}"' if link.old else "")


def _html_reference(mark: str, eid: str) -> str:
    return (
        f'<a class="tw-fnref" id="{_mark_id(eid)}" href="#{eid}" data-editorial=""'
        f' aria-label="脚注{html_text(mark)}">{html_text(mark)}</a>'
    )


def _mark_id(eid: str) -> str:
    """Name the place of a footnote's mark: `fn_1` is marked at `fnref_1`."""
    return eid.replace("fn_", "fnref_", 1)


def _after_text(source: SourceText, offset: int) -> int:
    """Move an offset back over discards, so that it lies in the paragraph it belongs to."""
    at = offset
    while at > 0 and is_discard(source.text[at - 1]):
        at -= 1
    return at
