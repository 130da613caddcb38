"""Running text of a source as Markdown or HTML, with the marks of its footnotes.

This is the one place that splices what is kept beside the text into it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from converter.discards import is_discard
from converter.model import Document, Kind, Node
from converter.source import SourceText, Span
from converter.writers.escape import attribute, html_text, markdown, opening


class Inline:
    """Writes spans of one document's text.

    Attributes:
        marks: Offset, mark and id of each footnote that is marked in the text, ascending.
        mark_of: Id of a footnote to its mark.
    """

    def __init__(self, doc: Document) -> None:
        self.source = doc.source
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

    def _pieces(self, span: Span) -> Iterator[tuple[str, tuple[str, str] | None]]:
        """Yield the text of a span piece by piece, each with the footnote marked behind it."""
        if not self.marks:
            yield self.source.slice(span), None
            return
        at = span.start
        for offset, mark, eid in self._within(span):
            yield self.source.slice(Span(at, offset)), (mark, eid)
            at = offset
        yield self.source.slice(Span(at, span.end)), None

    def markdown(self, span: Span) -> str:
        """Write a span as Markdown."""
        return "".join(
            markdown(text) + (self._reference(*note) if note else "")
            for text, note in self._pieces(span)
        )

    def opening(self, span: Span) -> str:
        """Write a span as Markdown that begins a block."""
        return "".join(
            (markdown(text) if nth else opening(text)) + (self._reference(*note) if note else "")
            for nth, (text, note) in enumerate(self._pieces(span))
        )

    def html(self, span: Span) -> str:
        """Write a span as HTML."""
        return "".join(
            html_text(text) + (_html_reference(*note) if note else "")
            for text, note in self._pieces(span)
        )

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
    return f'<a class="tw-link" href="#{eid}" data-editorial="" aria-label="{label}"></a>'


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
