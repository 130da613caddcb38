"""The two pictures of the site: terms by documents, and who cites whom.

Static SVG inside the page. It takes its colours from the page by class (`charts.css`), has
no styles of its own, and its text is never scaled: what is wider than the page scrolls.
With a mouse, points and cells lead to the text; with a keyboard or a screen reader, the
table behind each picture does, so that the picture itself is one image with a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from converter.citation import Citation
from converter.model import Document
from converter.pictures.layout import Arc, Grid, arc, radius, shorten, step, width
from converter.pictures.tally import Edge, Network, Usage, network, usage
from converter.term import TermUse
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.lists import UNFILTERED

#: The most terms and documents of the first picture, and documents and arcs of the second.
MOST_TERMS, MOST_COLUMNS, MOST_POINTS, MOST_ARCS = 30, 30, 60, 200

_TERMS = "常用术语在各文件中的使用次数"
_CITATIONS = "文件之间的引用关系"

#: The least counts of the five shades of a cell.
SHADES = (1, 2, 5, 10, 20)

#: What a picture is to a screen reader: not `img`, which must not hold links (WAI-ARIA 1.2,
#: presentational children), though these are out of its way.
_ROLE = "graphics-document document"

#: Size of the letters, in pixels; charts.css says the same.
_FONT = 12
_CELL = 22
#: Rows of points are as high as a finger needs (WCAG 2.2, 2.5.8).
_ROW = 24
#: The room for names, in sizes of the font.
_TERM_ROOM, _COLUMN_ROOM, _POINT_ROOM = 8, 12, 14
#: How far the longest arc goes to the right, in pixels.
_REACH = 124


def terms_by_documents(view: View, base: str = "../") -> str:
    """Write the picture of how often each document uses each of the frequent terms.

    Args:
        view: The bundle.
        base: The way from the page to the root of the site.

    Returns:
        HTML on one line: a figure with its table, or a sentence where there is nothing to see.
    """
    found = usage(view, MOST_TERMS, MOST_COLUMNS)
    if len(found.documents) < 2:
        return f"<p {UNFILTERED}>使用术语的文件不足两件，无从比较。</p>"
    about = (
        f"列为使用共同术语最多的 {len(found.documents)} 件文件，按日期先后排列；行为其中最常用的 "
        f"{len(found.terms)} 个术语；颜色越深，使用次数越多。具体次数见图后的表。"
    )
    notes = [f"另有 {found.more_terms:,} 个术语未列入。"] * bool(found.more_terms)
    notes += [f"另有 {found.more_documents:,} 件文件未列入。"] * bool(found.more_documents)
    return _figure("terms", _TERMS, about, _heat_map(view, found, base), _legend(),
                   "".join(notes), _usage_table(view, found, base))  # fmt: skip


def citation_network(view: View, base: str = "../") -> str:
    """Write the picture of which documents cite which.

    Args:
        view: The bundle.
        base: The way from the page to the root of the site.

    Returns:
        HTML on one line: a figure with its table, or a sentence where there is nothing to see.
    """
    found = network(view, MOST_POINTS, MOST_ARCS)
    if not found.edges:
        return f"<p {UNFILTERED}>本站文件之间没有相互引用，无从绘图。</p>"
    about = (
        f"{len(found.documents)} 件文件自上而下按日期先后排列，弧线连接引用的文件和被引用的文件，"
        "圆点越大，引用它的文件越多；引用日期在后的文件的，弧线为虚线。逐项见图后的表。"
    )
    note = f"另有 {found.more:,} 件引用或者被引用的文件未列入。" if found.more else ""
    if found.more_edges:
        note += f"这些文件之间另有 {found.more_edges:,} 对引用关系未列入，所列为引用次数较多的。"
    return _figure("citations", _CITATIONS, about, _arcs(view, found, base), "", note,
                   _network_table(view, found, base))  # fmt: skip


def _figure(
    name: str, title: str, about: str, svg: tuple[int, int, str], legend: str, note: str, table: str
) -> str:
    """Put a picture, what it says, and its table into one figure."""
    wide, high, drawn = svg
    ids = f"tw-chart-{name}-title", f"tw-chart-{name}-about"
    return (
        f'<figure class="tw-chart" {UNFILTERED}>'
        f'<div class="tw-scroll" role="region" tabindex="0" aria-label="{title}">'
        f'<svg class="tw-chart-{name}" role="{_ROLE}" aria-labelledby="{" ".join(ids)}"'
        f' width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<title id="{ids[0]}">{title}</title><desc id="{ids[1]}">{about}</desc>'
        f'<g aria-hidden="true">{drawn}</g></svg></div>'
        f"{legend}<figcaption>{title}。{about}{note}</figcaption>"
        f"<details><summary>表：{title}</summary>{table}</details></figure>"
    )


def _link(href: str, said: str, drawn: str, css: str = "") -> str:
    """Write a link in a picture; the table has the same link for the keyboard."""
    named = f' class="{css}"' if css else ""
    return f'<a href="{href}" tabindex="-1"{named}><title>{html_text(said)}</title>{drawn}</a>'


def _text(x: int, y: int, css: str, words: str) -> str:
    return f'<text x="{x}" y="{y}" class="{css}">{html_text(words)}</text>'


def _name(doc: Document) -> str:
    """Name a document in full; its date tells versions apart."""
    date = doc.fact("date")
    return in_title_marks(doc.title) + (f"（{date}）" if date else "")


def _short_name(doc: Document, room: int) -> str:
    """Name a document within some room: without the state's name, with the year if known."""
    title = doc.title.removeprefix("中华人民共和国")
    year = (doc.fact("date") or "")[:4]
    said = f" {year}" if year and year not in title else ""
    return shorten(title, room - width(said)) + said


def _place(view: View, at: TermUse | Citation, base: str) -> str:
    """Return the address of the clause in which something stands."""
    return f"{base}{view.documents[at.slug].url}#{view.shown(at).eid}"


# Terms by documents


def _heat_map(view: View, found: Usage, base: str) -> tuple[int, int, str]:
    names = [shorten(term.term, _TERM_ROOM) for term in found.terms]
    heads = [_short_name(doc, _COLUMN_ROOM) for doc in found.documents]
    left = round(max(map(width, names)) * _FONT) + 10
    top = round(max(map(width, heads)) * _FONT) + 10
    grid = Grid(left, top, _CELL, len(names), len(heads))
    drawn = []
    for row, (term, name) in enumerate(zip(found.terms, names, strict=True)):
        y = grid.y(row) + _CELL // 2
        label = _text(left - 6, y, "tw-chart-row", name)
        drawn.append(f'<path class="tw-chart-line" d="M{left} {grid.y(row)}H{grid.right}"/>')
        drawn.append(_link(f"{base}glossary/{term.page}/", term.term, label))
    for column, (doc, head) in enumerate(zip(found.documents, heads, strict=True)):
        label = _text(grid.x(column) + _CELL // 2, top - 6, "tw-chart-column", head)
        drawn.append(_link(f"{base}{doc.url}", _name(doc), label))
        drawn += _cells(view, found, grid, column, base)
    return grid.right + 2, grid.bottom + 2, "".join(drawn)


def _cells(view: View, found: Usage, grid: Grid, column: int, base: str) -> Iterable[str]:
    """Write a column of cells, each with its count."""
    doc = found.documents[column]
    for row, term in enumerate(found.terms):
        uses = found.uses.get((term.page, doc.slug))
        if uses:
            shade = step(len(uses), SHADES)
            cell = (
                f'<rect x="{grid.x(column) + 1}" y="{grid.y(row) + 1}" width="{_CELL - 2}"'
                f' height="{_CELL - 2}" rx="2" class="tw-shade-{shade}"/>'
            )
            middle = grid.x(column) + _CELL // 2, grid.y(row) + _CELL // 2
            cell += _text(*middle, "tw-chart-count", _short_count(len(uses)))
            said = f"{term.term}：{_name(doc)}，{len(uses)} 处"
            yield _link(_place(view, uses[0], base), said, cell)


def _short_count(count: int) -> str:
    """Write a count with three characters at most."""
    return str(count) if count < 1000 else f"{count // 1000}千"


def _legend() -> str:
    """Write what the shades stand for."""
    ends = [str(following - 1) for following in SHADES[1:]]
    names = [
        str(least) if str(least) == last else f"{least}–{last}"
        for least, last in zip(SHADES, ends, strict=False)
    ] + [f"{SHADES[-1]} 以上"]
    items = "".join(
        f'<li><svg width="14" height="14" aria-hidden="true" focusable="false">'
        f'<rect width="14" height="14" rx="2" class="tw-shade-{number}"/></svg>{name}</li>'
        for number, name in enumerate(names, 1)
    )
    return f'<ul class="tw-chart-legend" aria-label="图例：使用次数">{items}</ul>'


def _usage_table(view: View, found: Usage, base: str) -> str:
    heads = [
        f'<th scope="col"><a href="{base}{doc.url}">{html_text(_name(doc))}</a></th>'
        for doc in found.documents
    ]
    rows = []
    for term in found.terms:
        name = f'<a href="{base}glossary/{term.page}/">{html_text(term.term)}</a>'
        cells = [f'<th scope="row">{name}</th>']
        for doc in found.documents:
            uses = found.uses.get((term.page, doc.slug), [])
            count = f'<a href="{_place(view, uses[0], base)}">{len(uses)}</a>' if uses else "0"
            cells.append(f"<td>{count}</td>")
        rows.append("".join(cells))
    return _table("terms", _TERMS, ['<th scope="col">术语</th>', *heads], rows)


def _table(name: str, said: str, heads: Sequence[str], rows: Iterable[str]) -> str:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<div class="tw-scroll" role="region" tabindex="0" aria-label="表：{said}">'
        f'<table class="tw-grid tw-chart-table-{name}"><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


# Who cites whom


def _arcs(view: View, found: Network, base: str) -> tuple[int, int, str]:
    names = [_short_name(doc, _POINT_ROOM) for doc in found.documents]
    line = round(max(map(width, names)) * _FONT) + 22
    places = {doc.slug: _ROW // 2 + _ROW * n for n, doc in enumerate(found.documents)}
    drawn = [_arc(view, edge, places, line, base) for edge in found.edges]
    for doc, name in zip(found.documents, names, strict=True):
        y, count = places[doc.slug], found.cited_by.get(doc.slug, 0)
        said = f"{_name(doc)}，引用它的文件 {count} 件"
        point = f'<circle cx="{line}" cy="{y}" r="{radius(count)}" class="tw-chart-point"/>'
        label = _text(line - 14, y, "tw-chart-row", name)
        drawn.append(_link(f"{base}{doc.url}", said, label + point))
    return line + _REACH + 6, _ROW * len(names), "".join(drawn)


def _arc(view: View, edge: Edge, places: dict[str, int], line: int, base: str) -> str:
    """Write an arc; a wider one that is not seen lies under it, for the mouse."""
    citing, cited = places[edge.citing.slug], places[edge.cited.slug]
    lain = arc(citing, cited, max(places.values()) - min(places.values()), _REACH)
    path = _path(lain, line)
    css = "tw-chart-arc" if citing > cited else "tw-chart-arc tw-chart-later"
    said = f"{_name(edge.citing)}引用{_name(edge.cited)}，{len(edge.citations)} 处"
    lines = f'<path class="tw-chart-under" d="{path}"/><path class="{css}" d="{path}"/>'
    return _link(_place(view, edge.citations[0], base), said, lines)


def _path(lain: Arc, x: int) -> str:
    return f"M{x} {lain.top}A{lain.reach} {lain.half:g} 0 0 1 {x} {lain.bottom}"


def _network_table(view: View, found: Network, base: str) -> str:
    names = ("引用的文件", "被引用的文件", "处数")
    heads = [f'<th scope="col">{name}</th>' for name in names]
    rows = (
        f'<td><a href="{base}{edge.citing.url}">{html_text(_name(edge.citing))}</a></td>'
        f'<td><a href="{base}{edge.cited.url}">{html_text(_name(edge.cited))}</a></td>'
        f'<td><a href="{_place(view, edge.citations[0], base)}">{len(edge.citations)}</a></td>'
        for edge in found.edges
    )
    return _table("citations", _CITATIONS, heads, rows)
