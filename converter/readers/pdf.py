"""PDF files that have a text layer: pages to paragraphs.

A PDF file knows characters and their places, and neither lines nor paragraphs. Paragraphs
begin where a line is indented by about two characters or stands apart, and end where a
line ends well before the right edge. What pages repeat in their margins is left out and
listed. A place is given as page and character on the page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from converter.beside import Remark, Removal
from converter.discards import essential
from converter.readers.page_furniture import page_number, steady
from converter.readers.pdf_pages import Page, PageLine, read_pages
from converter.readers.text import Unreadable
from converter.readers.wrapping import Line, ends_sentence, first_word, join, starts
from converter.source import SourceText
from converter.span import Mark, Position, Span, Unit

#: A page with a picture and fewer characters than this is a picture of a page.
_FEWEST = 5
#: A line is indented from here on, in full-width characters; the standard is two
#: (GB/T 9704-2012, 7.3.3).
_INDENT = 1.2
#: How far from the right edge a full line may end, and one that ends a sentence.
_SLACK, _SENTENCE_SLACK = 1.0, 0.3
#: From this multiple of the usual distance on, a line stands apart from that before it.
_GAP = 1.3
#: Of the pages, the share that must have a number or a running head at one place.
_NUMBERED, _HEADED = 0.5, 0.4
#: Of the lines, the share that an edge of the text must have.
_EDGE = 0.04


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line and the number of its page, from 1."""

    page: int
    line: PageLine

    @property
    def position(self) -> Position:
        return Position(self.page, self.line.column)


@dataclass(frozen=True, slots=True)
class _Edges:
    left: float
    right: float


def read_pdf(name: str, data: bytes) -> SourceText:
    """Read a PDF file.

    Args:
        name: How to name the file in messages.
        data: Its bytes.

    Returns:
        Its text in paragraphs. Left out are page numbers (rule `page-number`) and what is
        repeated in the margins (rule `running-head`).

    Raises:
        Unreadable: It is broken, encrypted or a scan, or pypdfium2 is not installed.
    """
    pages = read_pages(data)
    empty = [number for number, page in enumerate(pages, 1) if _is_empty(page)]
    if len(empty) * 2 > len(pages) or not pages:
        raise Unreadable(
            f"is a PDF file without text on {len(empty)} of {len(pages)} pages, as a scan is;"
            " recognise its text with `ocrmypdf -l chi_sim FILE NEW`,"
            " and compare it word by word"
        )
    placed = [_Placed(n, line) for n, page in enumerate(pages, 1) for line in page.lines]
    pitch = _pitch(placed)
    removed = _margins(pages, placed, pitch)
    kept = [line for number, line in enumerate(placed) if number not in removed]
    if not kept:
        raise Unreadable("is a PDF file that holds page numbers only")
    lines = _measure(kept, pages, pitch)
    joined = join(lines, starts(lines))
    remarks = [joined.remark(len(lines))] if joined.joins else []
    remarks += _page_remarks(pages, empty, joined.marks)
    return SourceText(
        name,
        joined.text,
        joined.marks,
        "",
        Unit.PAGE,
        removals=tuple(
            Removal(placed[number].position, rule, placed[number].line.text)
            for number, rule in sorted(removed.items())
        ),
        remarks=tuple(remarks),
    )


def _is_empty(page: Page) -> bool:
    letters = sum(len(essential(line.text)) for line in page.lines)
    return letters < (_FEWEST if page.pictures else 1)


def _pitch(placed: Sequence[_Placed]) -> float:
    """Return the usual distance of two lines that follow each other, else 0."""
    steps = Counter(
        round(one.line.base - other.line.base)
        for one, other in pairwise(placed)
        if one.page == other.page and one.line.base - other.line.base > one.line.em / 2
    )
    return float(min(steps, key=lambda step: (-steps[step], step))) if steps else 0.0


def _margins(pages: Sequence[Page], placed: Sequence[_Placed], pitch: float) -> dict[int, str]:
    """Find page numbers and running heads.

    Returns:
        For each line of these, by its place in the list, the rule that leaves it out.
    """
    outer = _outermost(placed)
    numbers = {
        n: (placed[n].page, value)
        for n in outer
        if (value := page_number(placed[n].line.text)) is not None
    }
    found = dict.fromkeys(_page_numbers(placed, numbers, len(pages)), "page-number")
    repeated: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for n in outer:
        if page_number(placed[n].line.text) is None:
            text = re.sub(r"[0-9０-９]+", "0", "".join(placed[n].line.text.split()))
            repeated[text, round(placed[n].line.base / placed[n].line.em)].append(n)
    heads = {
        n
        for group in repeated.values()
        if len({placed[n].page for n in group}) >= max(2, _HEADED * len(pages))
        for n in group
    }
    body = [line for n, line in enumerate(placed) if n not in found and n not in heads]
    found |= {n: "running-head" for n in heads if _stands_off(placed[n], body, pitch)}
    return found


def _outermost(placed: Sequence[_Placed]) -> list[int]:
    """Return the two uppermost and the two lowest lines of each page."""
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(placed):
        by_page[line.page].append(number)
    found: set[int] = set()
    for numbers in by_page.values():
        ordered = sorted(numbers, key=lambda n: -placed[n].line.base)
        found |= {*ordered[:2], *ordered[-2:]}
    return sorted(found)


def _page_numbers(
    placed: Sequence[_Placed], numbers: dict[int, tuple[int, int]], pages: int
) -> set[int]:
    if pages == 1:
        # Nothing to count on from: only what can be nothing else, such as — 1 —.
        return {
            n
            for n, (_, value) in numbers.items()
            if value == 1 and not placed[n].line.text.strip().isdigit()
        }
    found = steady(numbers)
    if not found:
        return set()
    height = median(placed[n].line.base for n in found)
    level = {n for n in found if abs(placed[n].line.base - height) < 2 * placed[n].line.em}
    return level if len(level) >= _NUMBERED * pages else set()


def _stands_off(head: _Placed, body: Iterable[_Placed], pitch: float) -> bool:
    """Tell whether a line is further from the text of its page than lines are."""
    distances = (abs(line.line.base - head.line.base) for line in body if line.page == head.page)
    return min(distances, default=2 * pitch + 1) > _GAP * pitch


def _measure(kept: Sequence[_Placed], pages: Sequence[Page], pitch: float) -> list[Line]:
    edges = _edges(kept, pages)
    lines = []
    for number, item in enumerate(kept):
        line, edge = item.line, edges[item.page]
        following = kept[number + 1].line if number + 1 < len(kept) else None
        before = kept[number - 1] if number else None
        step = before.line.base - line.base if before and before.page == item.page else 0.0
        lines.append(
            Line(
                line.text,
                item.position,
                full=following is not None and _is_full(line, following, edge),
                indented=line.left - edge.left >= _INDENT * line.em,
                apart=step > _GAP * pitch,
                turned=before is not None and before.page != item.page,
            )
        )
    return lines


def _is_full(line: PageLine, following: PageLine, edge: _Edges) -> bool:
    width = sum(0.5 if char.isascii() else 1.0 for char in first_word(following.text))
    needed = min(width * following.em, (edge.right - edge.left) / 2)
    slack = (_SENTENCE_SLACK if ends_sentence(line.text) else _SLACK) * line.em
    return line.right + needed > edge.right - slack


def _edges(kept: Sequence[_Placed], pages: Sequence[Page]) -> dict[int, _Edges]:
    """Find the edges of the text of each page; left and right pages may differ."""
    groups: defaultdict[tuple[int, int], list[_Placed]] = defaultdict(list)
    for item in kept:
        groups[round(pages[item.page - 1].width), item.page % 2].append(item)
    found: dict[int, _Edges] = {}
    for (width, parity), items in groups.items():
        sample = items
        if len(items) < 20:  # too few to tell: the pages of the other side count as well
            sample = items + groups.get((width, 1 - parity), [])
        left = _edge([item.line.left for item in sample], 1)
        left = min(item.line.left for item in sample) if left is None else left
        right = _edge([item.line.right for item in sample], -1)
        # Where no two lines end together, the margins are taken to be equal.
        edge = _Edges(left, width - left if right is None else right)
        found |= {item.page: edge for item in items}
    return found


def _edge(places: Sequence[float], sign: int) -> float | None:
    """Return the outermost place at which more than a few lines begin (1) or end (-1)."""
    counts = Counter(round(place / 4) for place in places)
    least = max(2.0, _EDGE * len(places))
    near = [key * sign for key, count in counts.items() if count >= least]
    if not near:
        return None
    return median(place for place in places if round(place / 4) == min(near) * sign)


def _page_remarks(
    pages: Sequence[Page], empty: Sequence[int], marks: Sequence[Mark]
) -> Iterable[Remark]:
    """Say which pages have no text, and which have pictures."""
    last = marks[-1].offset
    pictured = [n for n, page in enumerate(pages, 1) if page.pictures and n not in empty]
    for code, found, what in (
        ("page-without-text", empty, "no text; if it has some, recognise it first (OCR)"),
        ("page-pictures", pictured, "pictures, which are not taken over"),
    ):
        if found:
            after = next((m.offset for m in marks if m.position.line >= found[0]), last)
            some = ", ".join(map(str, found[:10])) + (", …" if len(found) > 10 else "")
            verb = f"Page {some} holds" if len(found) == 1 else f"Pages {some} hold"
            yield Remark(code, Span(after, after), f"{verb} {what}")
