"""The lists of the terms: by pinyin, by category, by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from converter.history.senses import senses
from converter.model import Document
from converter.slugs import letter, pinyin_key
from converter.term import Term, TermOrigin
from converter.view import View
from converter.writers.escape import html_text, opening
from converter.writers.lists import (
    UNFILTERED,
    filter_box,
    filtered,
    letter_id,
    letter_name,
    letters,
)
from converter.writers.naming import doc_link, doc_name
from converter.writers.page import fold, page
from converter.writers.paging import below, numbered, pager, parts, up
from converter.writers.terms import gist

#: How much of a definition the list shows, in characters.
_GIST = 28
#: More documents than this are listed folded.
_MOST_OPEN = 10

_INTRODUCTION = (
    "收录编者登记的术语和文件自行界定的术语，注明释义、出处、适用范围和用例。"
    "同一用语在不同文件中有不同释义的，分别列出。"
)


def term_index(view: View, picture: str = "") -> Iterator[tuple[str, str]]:
    """Write the list of all terms; of many the most used, with a list for each letter.

    Args:
        view: The bundle.
        picture: What to show below the lists, as HTML.

    Yields:
        The folder of each page below `glossary/`, empty for the index itself, and the page.
        Every term keeps the address `glossary/#<page>`.
    """
    if not view.pages:
        yield "", page("术语表", "# 术语表 { #glossary }", "本站尚未收录术语。")
        return
    entries = sorted(view.pages.items(), key=lambda entry: pinyin_key(entry[1][0].term))
    by_letter = [
        (first, list(group))
        for first, group in groupby(entries, key=lambda entry: letter(entry[1][0].term))
    ]
    whole = len(entries) <= view.settings.rows_per_page
    yield "", _index(view, by_letter, picture, whole)
    for first, group in by_letter if not whole else ():
        yield from _letter_pages(view, first, group)


_Group = Sequence[tuple[str, list[Term]]]


def _index(view: View, by_letter: Sequence[tuple[str, _Group]], picture: str, whole: bool) -> str:
    categories = list(_categories(view))
    elsewhere = _elsewhere(bool(categories), bool(picture))
    present = [first for first, _ in by_letter]
    if whole:
        listed = [
            filter_box("查找术语"),
            letters(present, elsewhere),
            "## 按拼音 { #by-pinyin }",
            *(block for first, group in by_letter for block in _under(view, first, group)),
        ]
    else:
        entries = [entry for _, group in by_letter for entry in group]
        most = view.settings.rows_per_page
        used = sorted(entries, key=lambda entry: -_uses(view, entry[1]))[:most]
        lines = "".join(_line(view, name, terms, "") for name, terms in used)
        listed = [
            f"## 按拼音 {{ #by-pinyin {UNFILTERED} }}",
            letters(present, elsewhere, "letter-{}/"),
            f"## 用例最多的 {most:,} 个术语 {{ #most-used }}",
            filter_box("在本页查找术语"),
            f'<ul class="tw-list" data-filter>{lines}</ul>',
            pager(1, 1, "{}/"),
        ]
    return page(
        "术语表",
        "# 术语表 { #glossary }",
        _INTRODUCTION,
        _counts(view),
        *listed,
        *([f"## 按类别 {{ #by-category {UNFILTERED} }}", *categories] if categories else []),
        *([f"## 术语使用图 {{ #chart {UNFILTERED} }}", picture] if picture else []),
    )


def _letter_pages(view: View, first: str, group: _Group) -> Iterator[tuple[str, str]]:
    found = parts(group, view.settings.rows_per_page)
    name = f"术语表：{letter_name(first)}"
    for number, entries in enumerate(found, 1):
        base = f"{up(number)}../"
        lines = "".join(_line(view, page_of, terms, base) for page_of, terms in entries)
        yield (
            f"{letter_id(first)}/{below(number)}".rstrip("/"),
            page(
                numbered(name, number),
                f"# {name} {{ #glossary }}",
                f"共有术语 {len(group):,} 个，全部术语见[术语表]({base}index.md)。",
                filter_box("查找术语" if len(found) == 1 else "在本页查找术语"),
                f'<ul class="tw-list" data-filter>{lines}</ul>',
                pager(number, len(found)),
            ),
        )


def _uses(view: View, terms: Sequence[Term]) -> int:
    return sum(len(view.uses_of.get(term.id, ())) for term in terms)


def _counts(view: View) -> str:
    edited = sum(term.origin is TermOrigin.GLOSSARY for term in view.bundle.terms)
    defined = len(view.bundle.terms) - edited
    return (
        f"共有术语 {len(view.pages):,} 个：编者登记的释义 {edited:,} 项，"
        f"文件自行界定的释义 {defined:,} 项；用例 {len(view.bundle.uses):,} 处。"
    )


def _elsewhere(categories: bool, picture: bool) -> str:
    by_category = '<a href="#by-category">按类别</a>' if categories else ""
    chart = '<a href="#chart">使用图</a>' if picture else ""
    return f'{by_category}<a href="documents/">按文件</a>{chart}'


def _under(view: View, first: str, group: _Group) -> Iterator[str]:
    yield f"### {letter_name(first)} {{ #{letter_id(first)} }}"
    lines = "".join(_line(view, name, terms, "") for name, terms in group)
    yield f'<ul class="tw-list" data-filter>{lines}</ul>'


def _line(view: View, name: str, terms: Sequence[Term], base: str) -> str:
    listed = senses(view, terms)
    term = listed[0].term
    aliases = tuple(dict.fromkeys(alias for one in terms for alias in one.aliases))
    uses = _uses(view, terms)
    said = f"{len(listed)} 种释义" if len(listed) > 1 else gist(term, _GIST)
    return (
        f'<li id="{name}" {filtered(term.term, *aliases)}>'
        f'<a href="{base}{name}/">{html_text(term.term)}</a>'
        f"<small>{uses:,} 处</small> {html_text(said)}</li>"
    )


def _categories(view: View) -> Iterator[str]:
    """Yield the terms of the glossary file by category, in the order that it names them."""
    groups: dict[str, list[Term]] = {}
    for term in view.bundle.terms:
        if term.category:
            groups.setdefault(term.category, []).append(term)
    for number, (category, terms) in enumerate(groups.items(), 1):
        yield f"### {opening(category)} {{ #category-{number} {UNFILTERED} }}"
        yield f'<p class="tw-words" {UNFILTERED}>{_words(terms, "")}</p>'


def _words(terms: Sequence[Term], base: str) -> str:
    """List terms one after the other by pinyin, each wording once."""
    names = {term.page: term.term for term in terms}
    ordered = sorted(names.items(), key=lambda entry: pinyin_key(entry[1]))
    return "".join(f'<a href="{base}{name}/">{html_text(word)}</a>' for name, word in ordered)


def terms_by_document(view: View) -> Iterator[tuple[str, str]]:
    """Write what each document defines and what it uses.

    Args:
        view: The bundle.

    Yields:
        The folder of each page below `glossary/documents/`, empty for the first, and the page.
    """
    defined: dict[str, list[Term]] = {}
    for term in view.bundle.terms:
        if term.origin is TermOrigin.TEXT and term.source and term.source.document:
            defined.setdefault(term.source.document, []).append(term)
    every = [d for d in view.bundle.documents if d.slug in defined or d.slug in view.uses_in]
    # A document takes one row of a page, or as much as its terms.
    row = view.settings.places_per_page // view.settings.rows_per_page

    def weight(doc: Document) -> int:
        used = {use.term for use in view.uses_in.get(doc.slug, ())}
        return max(row, 1, len(defined.get(doc.slug, ())) + len(used))

    found = parts(every, view.settings.places_per_page, weight)
    for number, documents in enumerate(found, 1):
        root = f"{up(number)}../../"
        unfolded = len(every) <= _MOST_OPEN
        entries = [_document(view, doc, defined.get(doc.slug, []), root, unfolded)
                   for doc in documents]  # fmt: skip
        yield below(number).rstrip("/"), _documents_page(entries, number, len(found))


def _documents_page(entries: Sequence[str], number: int, count: int) -> str:
    if not entries:
        said, listed = "本站尚未收录术语。", []
    else:
        index = f"{up(number)}../index.md"
        said = f"逐件列出文件界定的术语和使用的术语。按拼音查找，见[术语表]({index})。"
        listed = [
            filter_box("查找文件" if count == 1 else "在本页查找文件"),
            f'<div class="tw-folds" data-filter>{"".join(entries)}</div>',
            pager(number, count),
        ]
    title = "术语表（按文件）"
    return page(numbered(title, number), f"# {title} {{ #terms_by_document }}", said, *listed)


def _document(view: View, doc: Document, own: Sequence[Term], root: str, unfolded: bool) -> str:
    """Write what one document defines and uses, folded away."""
    used = dict.fromkeys(use.term for use in view.uses_in.get(doc.slug, ()))
    others = [view.terms[term] for term in used]
    listed = [
        f'<p class="tw-words">{name}：{_words(terms, f"{root}glossary/")}</p>'
        for name, terms in (("界定", own), ("使用", others))
        if terms
    ]
    counts = f"界定 {_wordings(own)} 个，使用 {_wordings(others)} 个"
    summary = f"{doc_name(view, doc)} <small>{counts}</small>"
    inside = f"<p>{doc_link(view, root, doc)}</p>{''.join(listed)}"
    return fold(summary, inside, unfolded, f'id="{doc.slug}" {filtered(doc.title)}')


def _wordings(terms: Sequence[Term]) -> int:
    return len({term.page for term in terms})
