"""The page of the search: where the scripts show results, and an index that needs none.

Blocks of HTML are one line each: of the index one a letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from converter.listing import Listing
from converter.model import Document
from converter.slugs import letter, pinyin_key
from converter.view import View
from converter.writers.browse import shelves
from converter.writers.escape import html_text
from converter.writers.lists import letter_id, letter_name, letters
from converter.writers.naming import doc_link, facts_in_short
from converter.writers.page import page

#: What leads from the page to the root of the site.
_ROOT = "../"

#: The scripts put the box and the results here.
_RESULTS = (
    '<div id="tw-search-page" data-editorial=""><p class="tw-notice">'
    "检索需要启用脚本。未启用的，可以从下列索引查找。</p></div>"
)

_ELSEWHERE = (
    "另见[文件目录](../documents/index.md)、[术语表](../glossary/index.md)、"
    "[引证索引](../citations/index.md)。"
)


def render(view: View, listing: Listing) -> str:
    """Write the page.

    Args:
        view: The bundle.
        listing: Its works.

    Returns:
        The page `search/`: a place for results, and all documents by the pinyin of their
        titles with links, which the scripts hide while there are results. Of many documents
        only the letters are there, with what the site sorts them by.
    """
    documents = view.bundle.documents
    if len(documents) > view.settings.rows_per_page:
        listed = [shelves(listing, _ROOT, view.settings.most_kinds)]
    else:
        entries = sorted(documents, key=lambda d: (*pinyin_key(d.title), d.fact("date") or ""))
        by_letter = [
            (first, list(group))
            for first, group in groupby(entries, key=lambda doc: letter(doc.title))
        ]
        present = [first for first, _ in by_letter]
        listed = [
            letters(present) if len(present) > 1 else "",
            *(block for first, group in by_letter for block in _under(view, first, group)),
        ]
    order = "按拼音排列" if len(documents) <= view.settings.rows_per_page else "分类列出"
    return page(
        "检索",
        "# 检索 { #search }",
        _RESULTS,
        "## 文件索引 { #index }",
        f"共收录文件 {len(documents):,} 件，{order}。{_ELSEWHERE}",
        *listed,
    )


def _under(view: View, first: str, group: Sequence[Document]) -> Iterator[str]:
    yield f"### {letter_name(first)} {{ #{letter_id(first)} }}"
    lines = "".join(_line(view, doc) for doc in group)
    yield f'<ul class="tw-list">{lines}</ul>'


def _line(view: View, doc: Document) -> str:
    facts = "".join(f"<small>{html_text(fact)}</small>" for fact in facts_in_short(doc))
    return f"<li>{doc_link(view, _ROOT, doc)}{facts}</li>"
