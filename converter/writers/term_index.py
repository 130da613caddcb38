"""The lists of the terms: by pinyin, by category, by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from converter.bundle import Term, TermOrigin
from converter.history.senses import senses
from converter.slugs import letter, pinyin_key
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
from converter.writers.terms import gist

#: How much of a definition the list shows, in characters.
_GIST = 28
#: More documents than this are listed folded.
_MOST_OPEN = 10

_INTRODUCTION = (
    "收录编者登记的术语和文件自行界定的术语，注明释义、出处、适用范围和全部用例。"
    "同一用语在不同文件中有不同释义的，分别列出。"
)


def term_index(view: View, picture: str = "") -> str:
    """Write the list of all terms.

    Args:
        view: The bundle.
        picture: What to show below the lists, as HTML.

    Returns:
        The page `glossary/`. Every term keeps the address `glossary/#<page>` there.
    """
    if not view.pages:
        return page("术语表", "# 术语表 { #glossary }", "本站尚未收录术语。")
    entries = sorted(view.pages.items(), key=lambda entry: pinyin_key(entry[1][0].term))
    by_letter = [
        (first, list(group))
        for first, group in groupby(entries, key=lambda entry: letter(entry[1][0].term))
    ]
    categories = list(_categories(view))
    return page(
        "术语表",
        "# 术语表 { #glossary }",
        _INTRODUCTION,
        _counts(view),
        filter_box("查找术语"),
        letters([first for first, _ in by_letter], _elsewhere(bool(categories), bool(picture))),
        "## 按拼音 { #by-pinyin }",
        *(block for first, group in by_letter for block in _under(view, first, group)),
        *([f"## 按类别 {{ #by-category {UNFILTERED} }}", *categories] if categories else []),
        *([f"## 术语使用图 {{ #chart {UNFILTERED} }}", picture] if picture else []),
    )


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


def _under(view: View, first: str, group: Sequence[tuple[str, list[Term]]]) -> Iterator[str]:
    yield f"### {letter_name(first)} {{ #{letter_id(first)} }}"
    lines = "".join(_line(view, name, terms) for name, terms in group)
    yield f'<ul class="tw-list" data-filter>{lines}</ul>'


def _line(view: View, name: str, terms: Sequence[Term]) -> str:
    listed = senses(view, terms)
    term = listed[0].term
    aliases = tuple(dict.fromkeys(alias for one in terms for alias in one.aliases))
    uses = sum(len(view.uses_of.get(one.id, [])) for one in terms)
    said = f"{len(listed)} 种释义" if len(listed) > 1 else gist(term, _GIST)
    return (
        f'<li id="{name}" {filtered(term.term, *aliases)}>'
        f'<a href="{name}/">{html_text(term.term)}</a>'
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


def terms_by_document(view: View) -> str:
    """Write the page `glossary/documents/`: what each document defines and what it uses."""
    defined: dict[str, list[Term]] = {}
    for term in view.bundle.terms:
        if term.origin is TermOrigin.TEXT and term.source and term.source.document:
            defined.setdefault(term.source.document, []).append(term)
    entries = []
    with_terms = [d for d in view.bundle.documents if d.slug in defined or d.slug in view.uses_in]
    for doc in with_terms:
        own = defined.get(doc.slug, [])
        used = dict.fromkeys(use.term for use in view.uses_in.get(doc.slug, ()))
        others = [view.terms[term] for term in used]
        parts = [
            f'<p class="tw-words">{name}：{_words(terms, "../")}</p>'
            for name, terms in (("界定", own), ("使用", others))
            if terms
        ]
        counts = f"界定 {_wordings(own)} 个，使用 {_wordings(others)} 个"
        summary = f"{doc_name(view, doc)} <small>{counts}</small>"
        inside = f"<p>{doc_link(view, '../../', doc)}</p>{''.join(parts)}"
        spelt = filtered(doc.title)
        entries.append(
            fold(summary, inside, len(with_terms) <= _MOST_OPEN, f'id="{doc.slug}" {spelt}')
        )
    listed = "".join(entries)
    return page(
        "术语表（按文件）",
        "# 术语表（按文件） { #terms_by_document }",
        "逐件列出文件界定的术语和使用的术语。按拼音查找，见[术语表](../index.md)。"
        if entries
        else "本站尚未收录术语。",
        filter_box("查找文件") if entries else "",
        f'<div class="tw-folds" data-filter>{listed}</div>' if entries else "",
    )


def _wordings(terms: Sequence[Term]) -> int:
    return len({term.page for term in terms})
