"""Lines of a source, each classified by what it shows on its own.

Reads: `SourceText`. Writes: a tuple of `Line`; a table is one, and a footnote. Guarantees:
every character that is no discard lies in exactly one line; no decision depends on
another line, but for the quotation that an amending decision carries over several
paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from converter.beside import Role
from converter.discards import essential
from converter.levels import Marker, PointMark, match_level, match_point
from converter.numerals import ARABIC, CHINESE
from converter.source import SourceText, line_texts
from converter.span import Span
from converter.traits import DATE_LINE, SIGNED, Trait, traits_of


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        span: Its characters, without the discards at either end.
        marker: The number of a level that it begins with.
        point: The number of a point that it begins with.
        traits: What else it shows.
        quoted: True inside a provision that an amending decision quotes.
    """

    span: Span
    marker: Marker | None
    point: PointMark | None
    traits: frozenset[Trait]
    quoted: bool = False

    def is_a(self, trait: Trait) -> bool:
        """Tell whether the line has a trait."""
        return trait in self.traits


#: Titles of documents that quote whole provisions of others over several paragraphs.
#: A note under a title names such a decision too (根据…《关于修改…的决定》修正), but in brackets.
_AMENDING = re.compile(
    r"(?![（(]).*?(?:修正案|关于.*(?:修改|废止).*决定)(?:[（(][^（）()]*[）)])*", re.DOTALL
)


def is_amending(source: SourceText) -> bool:
    """Tell whether a text amends another, or carries one that does, by their titles.

    Args:
        source: The text.

    Returns:
        True if a line among the first three, or behind the date of a decree, names it a
        修正案 or 关于修改…的决定; a title may run over two lines.
    """
    return _amends(source.text)


#: Where titles are looked for, in characters: a decree is short.
_HEAD = 3000
#: Lines that are no part of a title: notes under one.
_NO_TITLE = re.compile(rf"[（(《〈]|{ARABIC}|{CHINESE}{{4}}年")


@lru_cache(maxsize=4)
def _amends(text: str) -> bool:
    """Tell once for all passes over a text whether it amends others."""
    return any(map(_AMENDING.fullmatch, _titles(text)))


def _titles(text: str) -> tuple[str, ...]:
    """Return what may be titles: the first lines, those behind a date, and pairs of them."""
    lines = list(filter(None, map(essential, line_texts(text[:_HEAD]))))
    found = []
    for at, line in enumerate(lines):
        if at < 3 or DATE_LINE.fullmatch(lines[at - 1]):
            found.append(line)
            # 关于修改 / 《某某条例》的决定
            below = lines[at + 1] if at + 1 < len(lines) else ""
            if at != 2 and len(line) <= 60 and not _NO_TITLE.match(line) and len(below) <= 60:
                found.append(line + below)
    return tuple(found)


def signature_and_date(source: SourceText, line: Line) -> tuple[Line, Line]:
    """Divide a line that holds both.

    Args:
        source: The text.
        line: A line with the trait `SIGNED`.

    Returns:
        The line of the signature, and that of the date.
    """
    found = SIGNED.fullmatch(source.text, line.span.start, line.span.end)
    assert found
    name = source.strip(Span(line.span.start, found.start("date")))
    date = Span(found.start("date"), line.span.end)
    return (
        replace(line, span=name, traits=traits_of(source.text, name)),
        replace(line, span=date, traits=traits_of(source.text, date)),
    )


_NAMED = re.compile(r"《([^《》]{2,80})》")


def _amended(source: SourceText) -> frozenset[str]:
    """Return the titles in the title of an amending decision: 《X》 in 关于修改《X》的决定."""
    return frozenset(name for title in _titles(source.text) for name in _NAMED.findall(title))


def _quote_state(text: str, open_before: bool) -> bool:
    """Tell whether a quotation is open behind a text.

    Quotations are not counted but switched: each paragraph of a long quotation
    may open with a mark of its own, and only the last one closes.
    """
    last_open, last_close = text.rfind("“"), text.rfind("”")
    return open_before if last_open == last_close == -1 else last_open > last_close


#: What the style of a paragraph adds to what its line shows.
_STYLED = {
    Role.TITLE: frozenset({Trait.TITLE_STYLE}),
    Role.HEADING: frozenset({Trait.HEADING_STYLE}),
}


def _units(source: SourceText) -> Iterator[tuple[Span, Trait | None]]:
    """Yield what is a line: a table and a footnote are, however many they have of their own."""
    wholes = [(table.span, Trait.TABLE) for table in source.tables]
    wholes += [(note.span, Trait.FOOTNOTE) for note in source.footnotes]
    taken = sorted((source.strip(span), trait) for span, trait in wholes if source.strip(span))
    nth = 0
    for _, span in source.lines():
        if not span:
            continue
        while nth < len(taken) and taken[nth][0].end <= span.start:
            nth += 1
        if nth == len(taken) or span.start < taken[nth][0].start:
            yield span, None
        elif span.start == taken[nth][0].start:
            yield taken[nth]


def scan(source: SourceText) -> tuple[Line, ...]:
    """Classify the lines of a source.

    Args:
        source: The text.

    Returns:
        Its lines without the blank ones, in order.
    """
    text = source.text
    hinted = {source.strip(hint.span).start: _STYLED[hint.role] for hint in source.hints}
    amending = is_amending(source)
    reprints = _amended(source) if amending else frozenset()
    quoted = False
    lines = []
    for span, whole in _units(source):
        if whole:
            lines.append(Line(span, None, None, frozenset({whole})))
            continue
        # Behind the decision the text that it amends is printed anew: no quotation is so long.
        quoted = quoted and essential(source.slice(span)) not in reprints
        styled = hinted.get(span.start, frozenset())
        lines.append(
            Line(
                span,
                None if quoted else match_level(text, span.start, span.end),
                None if quoted else match_point(text, span.start, span.end),
                traits_of(text, span) | styled,
                quoted,
            )
        )
        if amending:
            quoted = _quote_state(source.slice(span), quoted)
    return tuple(lines)
