"""Long lists: places in the texts with their sentences, and what a box filters as one types.

Blocks of HTML are one line each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from converter.citation import Citation
from converter.quote import LONGEST_CONTEXT, narrowed
from converter.slugs import letter_folder, pinyin
from converter.term import TermUse
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.excerpts import marked
from converter.writers.naming import doc_link, doc_name
from converter.writers.page import fold

#: A list with more clauses than this is folded away, document by document.
MOST_OPEN = 20
#: Marks what is out of sight while the box filters the lists.
UNFILTERED = 'data-unfiltered=""'


def filter_box(label: str) -> str:
    """Write the box that filters the lists below it; the script shows it."""
    return (
        '<div class="tw-filter" hidden><label for="filter_box">'
        f'{label}</label><input id="filter_box" type="search" placeholder="汉字、拼音或者首字母"'
        ' autocomplete="off" autocapitalize="off" spellcheck="false">'
        '<output for="filter_box" aria-live="polite"></output></div>'
    )


def letters(present: Sequence[str], more: str = "", to: str = "#letter-{}") -> str:
    """Write the bar that leads to the letters of a list.

    Args:
        present: The letters that have something, in order.
        more: Further links, as HTML.
        to: Where the letters are; {} stands for one.
    """
    links = "".join(
        f'<a href="{to.format(letter_folder(first))}">{letter_name(first)}</a>' for first in present
    )
    return f'<nav class="tw-letters" aria-label="拼音首字母" {UNFILTERED}>{links}{more}</nav>'


def letter_id(first: str) -> str:
    """Name the place of a letter on a page."""
    return f"letter-{letter_folder(first)}"


def letter_name(first: str) -> str:
    """Write a letter for readers."""
    return first if first.isalpha() else "其他"


def filtered(text: str, *others: str) -> str:
    """Write the attributes by which the box finds an entry: its pinyin and other wordings."""
    spelt = "|".join(" ".join(pinyin(wording)) for wording in (text, *others))
    also = f' data-also="{html_text("|".join(others))}"' if others else ""
    return f'data-pinyin="{spelt}"{also}'


def amount(places: Sequence[TermUse] | Sequence[Citation]) -> str:
    """Say in how many documents and clauses there are places, and how many if that is more."""
    clauses = len({(place.slug, place.key) for place in places})
    documents = len({place.slug for place in places})
    more = f"，{len(places):,} 处" if len(places) > clauses else ""
    return f"{documents:,} 件文件，{clauses:,} 条{more}"


_Place = TypeVar("_Place", TermUse, Citation)


def by_clause(places: Iterable[_Place]) -> list[list[_Place]]:
    """Group places by the clauses that they stand in; the places are in the order of the texts."""
    return [list(group) for _, group in groupby(places, lambda place: (place.slug, place.key))]


def place_list(
    view: View,
    root: str,
    clauses: Sequence[Sequence[_Place]],
    leads: Callable[[_Place], str] = lambda _: "",
    named: bool = True,
) -> str:
    """List clauses, each with the sentence of its first place.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        clauses: The places by clause, in the order of the documents.
        leads: Where a place leads to, or an empty string.
        named: Whether documents are; else all clauses are in one that is named above.

    Returns:
        The clauses by document, as HTML; long lists are folded away.
    """
    out = []
    for slug, group in groupby(clauses, lambda places: places[0].slug):
        doc = view.documents[slug]
        lines = [_quoted(view, root, places, leads) for places in group]
        items = f"<ul>{''.join(lines)}</ul>"
        if len(clauses) > MOST_OPEN:
            out.append(fold(f"{doc_name(view, doc)} <small>{len(lines):,} 条</small>", items))
        else:
            out.append(f"<p>{doc_link(view, root, doc)}</p>{items}" if named else items)
    return f'<div class="tw-places">{"".join(out)}</div>'


def _quoted(view: View, root: str, places: Sequence[_Place], leads: Callable[[_Place], str]) -> str:
    first = places[0]
    shown = view.shown(first)
    more = f"<small>（{len(places)} 处）</small>" if len(places) > 1 else ""
    url = f"{root}{view.documents[first.slug].url}#{shown.eid}"
    sentence = marked(narrowed(shown, LONGEST_CONTEXT), leads(first))
    return f'<li><a href="{url}">{html_text(shown.label)}</a>{more}　{sentence}</li>'


#: The clauses of one document.
Row = Sequence[Sequence[_Place]]


def by_document(clauses: Iterable[Sequence[_Place]]) -> list[Row[_Place]]:
    """Group clauses by their documents."""
    return [list(group) for _, group in groupby(clauses, lambda places: places[0].slug)]


def link_list(view: View, root: str, rows: Iterable[Row[_Place]], most: int | None = None) -> str:
    """List clauses without their sentences, a line each document.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        rows: The clauses of each document.
        most: How many clauses of a document are linked; all if None.

    Returns:
        HTML on one line.
    """
    lines = []
    for row in rows:
        doc = view.documents[row[0][0].slug]
        # A heading and its only paragraph are cited by the same words.
        places: dict[str, str] = {}
        for shown in (view.shown(one[0]) for one in row[:most]):
            places.setdefault(shown.label, shown.eid)
        url = f"{root}{doc.url}"
        links = "、".join(
            f'<a href="{url}#{eid}">{html_text(label)}</a>' for label, eid in places.items()
        )
        more = f"等 {len(row):,} 条" if most and len(row) > most else ""
        lines.append(f"<li>{doc_name(view, doc)}：{links}{more}</li>")
    return f'<ul class="tw-compact">{"".join(lines)}</ul>'
