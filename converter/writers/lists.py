"""Long lists: places in the texts with their sentences, and what a box filters as one types.

Blocks of HTML are one line each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from converter.bundle import Citation, TermUse
from converter.slugs import pinyin
from converter.view import LONGEST_CONTEXT, View, narrowed
from converter.writers.escape import html_text
from converter.writers.excerpts import marked
from converter.writers.naming import doc_link, doc_name
from converter.writers.page import fold

#: A list with more clauses than this is folded away, document by document.
MOST_OPEN = 20
#: With more clauses than this the sentences are cut shorter, so that a page stays usable.
MOST_WHOLE = 2_000
#: How much is shown on either side then, in characters.
SHORT_CONTEXT = 20

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


def letters(present: Sequence[str], more: str = "") -> str:
    """Write the bar that leads to the letters of a list.

    Args:
        present: The letters that have something, in order.
        more: Further links, as HTML.
    """
    links = "".join(f'<a href="#{letter_id(first)}">{letter_name(first)}</a>' for first in present)
    return f'<nav class="tw-letters" aria-label="拼音首字母" {UNFILTERED}>{links}{more}</nav>'


def letter_id(first: str) -> str:
    """Name the place of a letter on a page."""
    return f"letter-{first.lower() if first.isalpha() else 'other'}"


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


def place_list(
    view: View, root: str, places: Sequence[_Place], leads: Callable[[_Place], str] = lambda _: ""
) -> str:
    """List the clauses that places stand in, each with the sentence of its first place.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        places: The places, in the order of the documents and their clauses.
        leads: Where a place leads to, or an empty string.

    Returns:
        The clauses by document, as HTML; long lists are folded away.
    """
    by_clause = [list(group) for _, group in groupby(places, lambda p: (p.slug, p.key))]
    many = len(by_clause) > MOST_OPEN
    most = SHORT_CONTEXT if len(by_clause) > MOST_WHOLE else LONGEST_CONTEXT
    out = []
    for slug, clauses in groupby(by_clause, lambda group: group[0].slug):
        doc = view.documents[slug]
        lines, count = [], 0
        for group in clauses:
            first = group[0]
            shown = view.shown(first)
            sentence = marked(narrowed(shown, most), leads(first))
            more = f"<small>（{len(group)} 处）</small>" if len(group) > 1 else ""
            link = f'<a href="{root}{doc.url}#{shown.eid}">{html_text(shown.label)}</a>'
            lines.append(f"<li>{link}{more}　{sentence}</li>")
            count += 1
        items = f"<ul>{''.join(lines)}</ul>"
        if many:
            out.append(fold(f"{doc_name(view, doc)} <small>{count:,} 条</small>", items))
        else:
            out.append(f"<p>{doc_link(view, root, doc)}</p>{items}")
    return f'<div class="tw-places">{"".join(out)}</div>'
