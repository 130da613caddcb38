"""The lists of documents by kind, issuer, year and initial, and the table that lists documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.card import card_of
from converter.listing import SHELVES, Category, Listing, Shelf, Work
from converter.model import Document
from converter.search.facets import OTHER_KIND, UNKNOWN
from converter.settings import Settings
from converter.slugs import pinyin
from converter.writers.escape import html_text, opening
from converter.writers.lists import filter_box, filtered, letter_name
from converter.writers.naming import day
from converter.writers.page import page
from converter.writers.paging import below, numbered, pager, parts, up

#: The heads of the table's columns.
_COLUMNS = ("文件", "文种", "发文机关", "日期", "条目", "篇幅")


def clause_count(doc: Document) -> int:
    """Return how many clauses of a document can be cited."""
    return card_of(doc).clauses


def character_count(doc: Document) -> int:
    """Return how long a document is: its characters without white space."""
    return card_of(doc).characters


def table(works: Iterable[Work], documents: str) -> str:
    """List works in an HTML table on one line.

    Args:
        works: The works.
        documents: What leads from the page to the folder of the documents.
    """
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(work, documents) for work in works)
    return (
        f'<table class="tw-documents"><thead><tr>{head}</tr></thead>'
        f'<tbody data-filter="">{rows}</tbody></table>'
    )


def _row(work: Work, base: str) -> str:
    doc = work.doc
    assigned = '<small class="tw-mark">（编者拟题）</small>' if doc.title_assigned else ""
    link = f'<a href="{base}{doc.slug}/">{html_text(doc.title)}</a>'
    cells = (
        f'<th scope="row">{link}{assigned}{_older(work, base)}</th>',
        f"<td>{html_text(_known(work.kind))}</td>",
        f"<td>{html_text(_known('、'.join(work.issuers)))}</td>",
        f"<td>{html_text(work.date or '—')}</td>",
        f"<td>{clause_count(doc):,}</td>",
        f"<td>{character_count(doc):,} 字</td>",
    )
    return f'<tr data-pinyin="{" ".join(pinyin(doc.title))}">{"".join(cells)}</tr>'


def _known(value: str) -> str:
    return "—" if value in (OTHER_KIND, UNKNOWN) else value


def _older(work: Work, base: str) -> str:
    """Write links to the earlier versions of a work, if there are any."""
    links = [
        f'<a href="{base}{doc.slug}/">{day(doc.version) or "日期不明"}</a>' for doc in work.older
    ]
    return f'<small class="tw-others">其他文本：{"、".join(links)}</small>' if links else ""


def value_name(shelf: Shelf, value: str) -> str:
    """Write a value for readers, as text: 2023年, 其他 for titles that begin with no letter."""
    if shelf.name == "letter":
        return letter_name(value)
    return f"{value}年" if shelf.name == "year" and value.isdecimal() else value


def crumbs(*steps: tuple[str, str]) -> str:
    """Write the way from home to a page.

    Args:
        steps: Each step's address and its name as text; the last is the page itself, and has
            no address.
    """
    items = "".join(
        f'<li><a href="{href}">{html_text(name)}</a></li>'
        if href
        else f'<li aria-current="page">{html_text(name)}</li>'
        for href, name in steps
    )
    return f'<nav class="tw-crumbs" aria-label="当前位置" data-editorial=""><ol>{items}</ol></nav>'


def shelves(listing: Listing, root: str, most: int) -> str:
    """Write the categories in short: of each shelf so many, with a link to all of them.

    Args:
        listing: The works.
        root: What leads from the page to the root of the site.
        most: How many categories of each.

    Returns:
        HTML on one line.
    """
    rows = "".join(_shelf(listing, shelf, root, most) for shelf in SHELVES.values())
    return f'<dl class="tw-shelves">{rows}</dl>'


def _shelf(listing: Listing, shelf: Shelf, root: str, most: int) -> str:
    found = listing.categories(shelf)
    shown = found if shelf.name == "letter" else found[:most]
    links = "".join(_to_category(shelf, one, root) for one in shown)
    more = f'<a href="{root}{shelf.page}">全部 {len(found):,} 类</a>'
    rest = more if len(found) > len(shown) else ""
    return (
        f'<div><dt><a href="{root}{shelf.page}">{shelf.title}</a></dt><dd>{links}{rest}</dd></div>'
    )


def _to_category(shelf: Shelf, category: Category, root: str) -> str:
    name = html_text(value_name(shelf, category.value))
    return f'<a href="{root}{category.page}">{name}<small>{len(category.works):,}</small></a>'


def browse_pages(listing: Listing, settings: Settings) -> Iterator[tuple[str, str]]:
    """Write the lists of all shelves.

    Args:
        listing: The works.
        settings: How long a page may be.

    Yields:
        The folder of each page, from the root of the site, and the page.
    """
    for shelf in SHELVES.values():
        found = parts(listing.categories(shelf), settings.rows_per_page)
        for number, categories in enumerate(found, 1):
            text = _shelf_page(listing, shelf, categories, number, len(found))
            yield f"{shelf.page}{below(number)}", text
        for category in listing.categories(shelf):
            yield from _category_pages(shelf, category, settings)


def _shelf_page(
    listing: Listing, shelf: Shelf, categories: Sequence[Category], number: int, count: int
) -> str:
    base = up(number)
    title = f"文件目录（按{shelf.title}）"
    every = len(listing.categories(shelf))
    lines = "".join(
        f"<li {filtered(value_name(shelf, one.value))}>"
        f'<a href="{base}{one.page.removeprefix(shelf.page)}">'
        f"{html_text(value_name(shelf, one.value))}</a><small>{len(one.works):,} 件</small></li>"
        for one in categories
    )
    root = f"{base}../../"
    return page(
        numbered(title, number),
        crumbs((root, "首页"), (f"{root}documents/", "文件"), ("", f"按{shelf.title}")),
        f"# {title} {{ #browse }}",
        f"收录文件 {len(listing.works):,} 件，分为 {every:,} 类。",
        filter_box(_filters(shelf.title, count)) if every > 1 else "",
        f'<ul class="tw-list" data-filter>{lines}</ul>',
        pager(number, count),
    )


def _filters(what: str, count: int) -> str:
    """Say what the box filters; of a list on several pages it filters the one that is shown."""
    return f"在本页查找{what}" if count > 1 else f"查找{what}"


def _category_pages(
    shelf: Shelf, category: Category, settings: Settings
) -> Iterator[tuple[str, str]]:
    found = parts(category.works, settings.rows_per_page)
    name = value_name(shelf, category.value)
    title = f"{shelf.title}：{name}"
    order = "按拼音排列" if shelf.name == "letter" else "按日期排列，日期在后的在前"
    for number, works in enumerate(found, 1):
        root = f"{up(number)}../../../"
        here = (root, "首页"), (f"{root}documents/", "文件"), (f"{root}{shelf.page}", shelf.title)
        yield (
            f"{category.page}{below(number)}",
            page(
                numbered(title, number),
                crumbs(*here, ("", name)),
                f"# {opening(title)} {{ #browse }}",
                f"共 {len(category.works):,} 件，{order}。",
                filter_box(_filters("文件", len(found))) if len(works) > 1 else "",
                table(works, f"{root}documents/"),
                pager(number, len(found)),
                hide=("toc",),
            ),
        )
