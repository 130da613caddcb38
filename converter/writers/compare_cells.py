"""The cells of a row of a comparison: the wordings of its clauses on either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from converter.comparison import Match
from converter.document_view import DocumentView
from converter.versions.diff import Marked, diff
from converter.versions.lines import Line, lines
from converter.writers.compare_text import marked, plain, shared
from converter.writers.escape import html_text
from converter.writers.naming import clause_link
from converter.writers.page import fold

#: What leads from the page of a comparison to the root of the site.
ROOT = "../../../"

#: How much of a clause that has not changed is seen while it is folded away, in characters.
_EXCERPT = 30

#: Clauses of documents that are no versions of one are less alike than this, as a rule, though
#: they treat the same matter: what was deleted and inserted would be all of their words.
ALIKE = 0.75

#: A clause of a cell: its number, as HTML, and its lines.
Clause = tuple[str, list[Line]]


@dataclass(frozen=True, slots=True)
class Side:
    """A column of the table.

    Attributes:
        of: The document.
        name: What the column is called.
        nothing: What stands in it where there is no clause.
        tag: The element for what only this side has.
    """

    of: DocumentView
    name: str
    nothing: str
    tag: str

    def clauses(self, keys: Sequence[int]) -> list[Clause]:
        """Return the wordings of clauses, each behind its number with a link to it."""
        return [(self._number(key), lines(self.of.document, self.of.nodes[key])) for key in keys]

    def _number(self, key: int) -> str:
        doc, node = self.of.document, self.of.nodes[key]
        words = doc.source.slice(node.num) if node.num else doc.labels[key]
        return f'<span class="tw-no">{clause_link(ROOT, doc, key, html_text(words))}</span>'

    def link(self, key: int) -> str:
        """Write a link to a clause that says which text it leads to."""
        return clause_link(ROOT, self.of.document, key, f"{html_text(self.name)}文本")

    def cell(self, text: str) -> str:
        """Write a cell."""
        label = html_text(self.name)
        if text:
            return f'<td data-label="{label}">{text}</td>'
        return f'<td class="tw-none" data-label="{label}">{self.nothing}</td>'


def same(older: Side, newer: Side, row: Match, badges: str) -> str:
    """Write a cell for both sides, as they have the same words; folded away.

    Args:
        older: The older side.
        newer: The newer one.
        row: The row.
        badges: What became of the clause, as HTML; it is seen while the rest is not.
    """
    clauses = newer.clauses(row.newer)
    start = "".join(line.number + line.text for _, part in clauses for line in part)
    seen = html_text(start[:_EXCERPT]) + ("…" if len(start) > _EXCERPT else "")
    text = "".join(plain(part, number) for number, part in clauses)
    links = f"{older.link(row.older[0])}{newer.link(row.newer[0])}"
    summary = f'{badges}<span class="tw-start">{seen}</span><span class="tw-less">收起</span>'
    inside = f'{text}<p class="tw-both">{links}</p>'
    folded = fold(summary, inside, attributes='class="tw-fold"')
    return f'<td class="tw-same" colspan="2">{folded}</td>'


def both(older: Side, newer: Side, row: Match, versions: bool) -> str:
    """Write the two cells of a row.

    Args:
        older: The older side.
        newer: The newer one.
        row: The row.
        versions: True for versions of one document, of which is shown what was deleted and
            inserted however much that is.
    """
    before, after = older.clauses(row.older), newer.clauses(row.newer)
    if not before or not after:
        written = ("".join(plain(part, no) for no, part in side) for side in (before, after))
    elif versions or row.likeness >= ALIKE:
        found = diff(_all(before), _all(after))
        written = (
            _marked(side, marks, of.tag)
            for side, marks, of in zip((before, after), found, (older, newer), strict=True)
        )
    else:
        written = (
            "".join(shared(part, row.shared, no) for no, part in side) for side in (before, after)
        )
    return "".join(map(Side.cell, (older, newer), written))


def _all(clauses: Sequence[Clause]) -> list[Line]:
    return [line for _, part in clauses for line in part]


def _marked(clauses: Sequence[Clause], marks: Sequence[Marked], tag: str) -> str:
    """Write the clauses of a side, to each as many of the marked lines as it has."""
    coming = iter(marks)
    return "".join(marked(list(islice(coming, len(part))), tag, no) for no, part in clauses)
