"""The index of citations: every document that is named, and every citation that leads nowhere.

With few citations all is on one page. With many the index lists the documents that are cited most,
and each letter has pages where the clauses are that cite them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from converter.citation import CitationStatus
from converter.named import named_documents
from converter.slugs import letter, pinyin_key
from converter.view import View
from converter.writers.cited_names import (
    CitedName,
    absent,
    entry,
    in_short,
    name_of,
    name_text,
    own_texts,
    sentences,
)
from converter.writers.escape import opening
from converter.writers.lists import (
    UNFILTERED,
    amount,
    by_document,
    filter_box,
    filtered,
    letter_id,
    letter_name,
    letters,
    link_list,
)
from converter.writers.page import page
from converter.writers.paging import below, numbered, pager, parts, up
from converter.writers.unresolved import unresolved_pages

_INTRODUCTION = (
    "列出各文件正文引用的其他文件，本站收入与否均在其内，按引用它的条目数排列；"
    "点按名称，即列出引用它的条目{}。同一文件的不同版本合为一项；"
    "文件对自身条款的引用不在此列。未收入的文件按名称归并，同名的未必是同一件。"
)


def citation_pages(view: View, picture: str = "") -> Iterator[tuple[str, str]]:
    """Write the index of citations.

    Args:
        view: The bundle.
        picture: What to show below the list, as HTML.

    Yields:
        The folder of each page below `citations/`, empty for the index itself, and the
        page. Every named document has the address `citations/#<page>`, however many pages
        there are.
    """
    cited = [CitedName.of(named) for named in named_documents(view)]
    total = sum(len(one.clauses) for one in cited)
    whole = total <= view.settings.most_on_index and len(cited) <= view.settings.rows_per_page
    shared = {} if whole else _shared(view, cited)
    where = {
        one.named.name: f"{folder}{below(number)}#{one.named.page}"
        for folder, pages in shared.items()
        for number, listed in enumerate(pages, 1)
        for one in listed
    }
    if whole:
        yield "", _whole(view, cited, picture)
    else:
        yield "", _most_cited(view, cited, where, picture)
    yield from unresolved_pages(view, None if whole else where)
    for folder, pages in shared.items():
        yield from _letter_pages(view, folder, pages)
    for one in cited if not whole else ():
        if len(one.clauses) > view.settings.links_per_entry:
            yield from _own_pages(view, one)


def _shared(view: View, cited: Iterable[CitedName]) -> dict[str, list[list[CitedName]]]:
    """Share the documents out to the pages of their letters, by the lines that they take."""
    most = view.settings.links_per_entry
    by_name = sorted(cited, key=lambda one: pinyin_key(one.named.name))
    return {
        f"{letter_id(first)}/": parts(
            group, view.settings.places_per_page, lambda one: 1 + min(len(one.clauses), most)
        )
        for first, group in groupby(by_name, key=lambda one: letter(one.named.name))
    }


def _whole(view: View, cited: Sequence[CitedName], picture: str) -> str:
    """Write the index with all that cites the documents."""
    if not cited:
        said = "本站文件没有引用其他文件。"
        return page("引证索引", "# 引证索引 { #citations }", said, _to_unresolved(view))
    folds = (
        entry(one.named, own_texts(view, "../", one.named) + sentences(view, "../", one))
        for one in cited
    )
    listed = [filter_box("查找文件"), _folds(folds)]
    return _index(view, cited, _INTRODUCTION.format("和原句"), listed, picture)


def _most_cited(
    view: View, cited: Sequence[CitedName], where: Mapping[str, str], picture: str
) -> str:
    """Write the index as a list of the documents that are cited most, and of the letters."""
    shown = cited[: view.settings.rows_per_page]
    first = sorted({letter(one.named.name) for one in cited}, key=lambda one: (one == "#", one))
    lines = "".join(
        f'<li id="{one.named.page}" {filtered(one.named.name)}>'
        f'<a href="{where[one.named.name]}">{name_of(one.named)}</a>{absent(one.named)}'
        f"<small>{amount(one.named.citations)}</small></li>"
        for one in shown
    )
    listed = [
        f"## 按拼音 {{ #by-pinyin {UNFILTERED} }}",
        letters(first, to="letter-{}/"),
        f"## 引用最多的 {len(shown):,} 件文件 {{ #most-cited }}",
        filter_box("在本页查找文件"),
        f'<ul class="tw-list" data-filter>{lines}</ul>',
        pager(1, 1, "letter-{0}/"),
    ]
    return _index(view, cited, _INTRODUCTION.format(""), listed, picture)


def _index(
    view: View, cited: Sequence[CitedName], said: str, listed: Sequence[str], picture: str
) -> str:
    return page(
        "引证索引",
        "# 引证索引 { #citations }",
        said,
        _counts(cited),
        _to_unresolved(view) + ("另见[引证关系图](#chart)。" if picture else ""),
        *listed,
        *([f"## 引证关系图 {{ #chart {UNFILTERED} }}", picture] if picture else []),
    )


def _counts(cited: Sequence[CitedName]) -> str:
    inside = sum(bool(one.named.documents) for one in cited)
    clauses = len({(c.slug, c.key) for one in cited for c in one.named.citations})
    return (
        f"共引用文件 {len(cited):,} 件，其中本站收入 {inside:,} 件，"
        f"未收入 {len(cited) - inside:,} 件；引用它们的条目 {clauses:,} 条。"
    )


def _to_unresolved(view: View) -> str:
    every = view.bundle.citations
    count = sum(c.status is not CitationStatus.RESOLVED for c in every)
    return f"全部引用 {len(every):,} 处，[未能链接 {count:,} 处](unresolved/index.md)。"


def _folds(entries: Iterable[str]) -> str:
    return f'<div class="tw-folds" data-filter>{"".join(entries)}</div>'


def _letter_pages(
    view: View, folder: str, pages: Sequence[Sequence[CitedName]]
) -> Iterator[tuple[str, str]]:
    most = view.settings.links_per_entry
    title = f"引证索引：{letter_name(letter(pages[0][0].named.name))}"
    for number, listed in enumerate(pages, 1):
        root = f"{up(number)}../../"
        yield (
            f"{folder}{below(number)}".rstrip("/"),
            page(
                numbered(title, number),
                f"# {title} {{ #citations }}",
                f"全部文件见[引证索引]({up(number)}../index.md)。",
                filter_box("查找文件" if len(pages) == 1 else "在本页查找文件"),
                _folds(
                    entry(
                        one.named,
                        own_texts(view, root, one.named) + in_short(view, root, one, most),
                    )
                    for one in listed
                ),
                pager(number, len(pages)),
            ),
        )


def _own_pages(view: View, cited: CitedName) -> Iterator[tuple[str, str]]:
    """Write the pages of a document that very many clauses cite."""
    found = parts(cited.clauses, view.settings.places_per_page)
    title = f"引用{name_text(cited.named)}的条目"
    for number, clauses in enumerate(found, 1):
        root = f"{up(number)}../../"
        yield (
            f"{cited.named.page}/{below(number)}".rstrip("/"),
            page(
                numbered(title, number),
                f"# {opening(title)} {{ #citations }}",
                f"{amount(cited.named.citations)}。全部文件见[引证索引]({up(number)}../index.md)。",
                link_list(view, root, by_document(clauses)),
                pager(number, len(found)),
            ),
        )
