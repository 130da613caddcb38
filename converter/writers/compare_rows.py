"""The rows of a comparison: what became of which clause, and both wordings side by side.

The table is one line of HTML, which Markdown leaves alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.comparison import Comparison, Match
from converter.model import Document
from converter.normal import normal
from converter.view import View
from converter.writers.compare_cells import ROOT, Side, both, same
from converter.writers.compare_heads import Heading, arrange, heading_text
from converter.writers.compare_words import badges, outcome
from converter.writers.escape import html_text
from converter.writers.naming import clause_link

#: Stands between the older clauses of a row and the newer ones: of versions, and of others.
_BECAME = '<span class="tw-to"> → </span>'
_BESIDE = '<span class="tw-to"> / </span>'


class Rows:
    """The rows of one comparison, and the headings between them."""

    def __init__(self, view: View, comparison: Comparison, older: Side, newer: Side) -> None:
        self._view, self._comparison = view, comparison
        self._sides = older, newer
        self._older, self._newer = older.of.document, newer.of.document

    def bodies(self) -> Iterator[str]:
        """Yield a body of the table for each heading, with the rows below it."""
        rows: list[str] = []
        for part in arrange(self._view, self._comparison):
            if isinstance(part, Match):
                rows.append(self._row(part))
                continue
            if rows:
                yield f"<tbody>{''.join(rows)}</tbody>"
            rows = [self._heading(part)]
        if rows:
            yield f"<tbody>{''.join(rows)}</tbody>"

    def _heading(self, heading: Heading) -> str:
        was = heading_text(self._older, heading.older) if heading.older else ""
        css = "tw-part tw-quiet" if heading.quiet else "tw-part"
        if heading.newer:
            eid = self._newer.ids[heading.newer.key]
            now = heading_text(self._newer, heading.newer)
            words = clause_link(ROOT, self._newer, heading.newer.key, html_text(now))
            if was and normal(was) != normal(now):
                words += f'<span class="tw-was">（原{html_text(was)}）</span>'
            elif self._comparison.versions and not was:
                words += _badge("new", "新增")
        else:
            assert heading.older
            eid = f"old_{self._older.ids[heading.older.key]}"
            words = clause_link(ROOT, self._older, heading.older.key, html_text(was))
            words += _badge("deleted", "不再设立")
        return f'<tr class="{css}" id="{eid}"><th colspan="3" scope="rowgroup">{words}</th></tr>'

    def _row(self, row: Match) -> str:
        said = outcome(self._comparison, row)
        eid = self._view.row_id(self._comparison, row)
        css = ' class="tw-quiet"' if said.quiet else ""
        marks = "".join(
            _badge("moved" if at else said.name, words)
            for at, words in enumerate(badges(self._comparison, row))
        )
        head = f'<th scope="row">{self._head(row, eid)}{"" if said.same else marks}</th>'
        cells = (
            same(*self._sides, row, marks)
            if said.same
            else both(*self._sides, row, self._comparison.versions)
        )
        return f'<tr{css} id="{eid}">{head}{cells}</tr>'

    def _head(self, row: Match, eid: str) -> str:
        name = _labels(self._newer, row.newer) or _labels(self._older, row.older)
        link = (
            f'<a class="tw-row-link" href="#{eid}"'
            f' aria-label="复制本行的链接：{html_text("、".join(name))}"></a>'
        )
        return f'<span class="tw-numbers">{self._numbers(row, eid)}</span>{link}'

    def _numbers(self, row: Match, eid: str) -> str:
        """Write what the clauses of a row are called, those of either side with their ids."""
        was, now = _labels(self._older, row.older), _labels(self._newer, row.newer)
        after = _named(map(html_text, now), [self._newer.ids[key] for key in row.newer], eid)
        # Of both at once, where both are called the same.
        words = after if was == now else list(map(html_text, was))
        before = _named(words, [f"old_{self._older.ids[key]}" for key in row.older], eid)
        if was == now:
            return "、".join(before)
        # Another document did not have the number before; it has a number of its own.
        first, between = ("原", _BECAME) if self._comparison.versions else ("", _BESIDE)
        numbers = between.join("、".join(side) for side in (before, after) if side)
        return f"{first if was else ''}{numbers}"


def _labels(doc: Document, keys: Sequence[int]) -> list[str]:
    return [doc.labels[key] for key in keys]


def _named(words: Iterable[str], ids: Sequence[str], row: str) -> list[str]:
    """Put ids to what clauses are called, in HTML; that of the row is not written twice."""
    return [
        said if eid == row else f'<span id="{eid}">{said}</span>'
        for said, eid in zip(words, ids, strict=True)
    ]


def _badge(name: str, words: str) -> str:
    return f'<span class="tw-change tw-change--{name}">{words}</span>'
