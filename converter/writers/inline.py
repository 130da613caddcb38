"""Running text of a source as Markdown or HTML, with the marks of its footnotes.

This is the one place that splices what is kept beside the text into it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from converter.model import Document, Kind
from converter.source import SourceText, Span, is_discard
from converter.writers.escape import html_text, markdown, opening


class Inline:
    """Writes spans of one document's text.

    Attributes:
        marks: Offset to the footnote whose mark stands there, ascending.
    """

    def __init__(self, doc: Document) -> None:
        self.source = doc.source
        notes = [node for node in doc.root.children if node.kind is Kind.FOOTNOTE]
        ids = {node.span.start: doc.ids[node.key] for node in notes}
        self.marks: list[tuple[int, str, str]] = []
        for note in doc.source.footnotes:
            eid = ids.get(doc.source.strip(note.span).start)
            if eid:
                self.marks.append((_after_text(doc.source, note.offset), note.mark, eid))
        self.marks.sort(key=lambda mark: mark[0])
        self._offsets = [offset for offset, _, _ in self.marks]

    def _pieces(self, span: Span) -> Iterator[tuple[str, tuple[str, str] | None]]:
        """Yield the text of a span piece by piece, each with the footnote marked behind it."""
        if not self.marks:
            yield self.source.slice(span), None
            return
        at = span.start
        low, high = bisect_right(self._offsets, span.start), bisect_right(self._offsets, span.end)
        if span.start == 0:
            low = bisect_left(self._offsets, 0)
        for offset, mark, eid in self.marks[low:high]:
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
            html_text(text)
            + (
                f'<a class="tw-fnref" href="#{note[1]}" data-editorial=""'
                f' aria-label="脚注{html_text(note[0])}">{html_text(note[0])}</a>'
                if note
                else ""
            )
            for text, note in self._pieces(span)
        )

    @staticmethod
    def _reference(mark: str, eid: str) -> str:
        shown = markdown(mark)
        return f'[{shown}](#{eid}){{ .tw-fnref data-editorial="" aria-label="脚注{shown}" }}'


def _after_text(source: SourceText, offset: int) -> int:
    """Move an offset back over discards, so that it lies in the paragraph it belongs to."""
    at = offset
    while at > 0 and is_discard(source.text[at - 1]):
        at -= 1
    return at
