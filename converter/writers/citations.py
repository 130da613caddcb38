"""The index of citations: every document that is named, and every citation that leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from converter.bundle import Citation, CitationStatus
from converter.named import NamedDocument, Names, named_documents
from converter.slugs import letter, pinyin_key
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.lists import (
    UNFILTERED,
    amount,
    filter_box,
    filtered,
    letter_id,
    letter_name,
    place_list,
)
from converter.writers.naming import doc_link, doc_name
from converter.writers.page import fold, page
from converter.writers.references import REASONS

#: With more citing clauses than this the sentences stand on pages of their own, by letter.
MOST_ON_INDEX = 4_000

#: What leads from the pages below the index to the root of the site.
_ROOT = "../../"

_INTRODUCTION = (
    "列出各文件正文引用的其他文件，本站收入与否均在其内，按引用它的条目数排列；"
    "点按名称，即列出引用它的条目和原句。同一文件的不同版本合为一项；"
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
    named = named_documents(view)
    whole = sum(entry.clauses for entry in named) <= MOST_ON_INDEX
    yield "", _index(view, named, whole, picture)
    yield "unresolved", _unresolved(view, whole)
    if not whole:
        by_name = sorted(named, key=lambda entry: pinyin_key(entry.name))
        for first, group in groupby(by_name, key=lambda entry: letter(entry.name)):
            yield letter_id(first), _letter_page(view, first, list(group))


def _index(view: View, named: Sequence[NamedDocument], whole: bool, picture: str) -> str:
    heading = "# 引证索引 { #citations }"
    if not named:
        return page("引证索引", heading, "本站文件没有引用其他文件。", _to_unresolved(view))
    return page(
        "引证索引",
        heading,
        _INTRODUCTION,
        _counts(named),
        _to_unresolved(view) + ("另见[引证关系图](#chart)。" if picture else ""),
        filter_box("查找文件"),
        _folds(_entry(view, entry, whole) for entry in named),
        *([f"## 引证关系图 {{ #chart {UNFILTERED} }}", picture] if picture else []),
    )


def _counts(named: Sequence[NamedDocument]) -> str:
    inside = sum(bool(entry.documents) for entry in named)
    clauses = len({(c.slug, c.key) for entry in named for c in entry.citations})
    return (
        f"共引用文件 {len(named):,} 件，其中本站收入 {inside:,} 件，"
        f"未收入 {len(named) - inside:,} 件；引用它们的条目 {clauses:,} 条。"
    )


def _to_unresolved(view: View) -> str:
    every = view.bundle.citations
    count = sum(c.status is not CitationStatus.RESOLVED for c in every)
    return f"全部引用 {len(every):,} 处，[未能链接 {count:,} 处](unresolved/index.md)。"


def _name(entry: NamedDocument) -> str:
    return html_text(entry.title if entry.is_number else in_title_marks(entry.title))


def _entry(view: View, entry: NamedDocument, whole: bool) -> str:
    if whole:
        inside = _sentences(view, entry, "../")
    else:
        inside = _clauses(view, entry) + f"<p>{_to_sentences(entry, '')}</p>"
    return _folded(entry, _texts(view, entry, "../") + inside)


def _folded(entry: NamedDocument, inside: str) -> str:
    absent = "" if entry.documents else ' <span class="tw-mark">本站未收入</span>'
    summary = f"{_name(entry)}{absent} <small>{amount(entry.citations)}</small>"
    return fold(summary, inside, attributes=f'id="{entry.page}" {filtered(entry.name)}')


def _sentences(view: View, entry: NamedDocument, root: str) -> str:
    return place_list(view, root, entry.citations, _leads(root))


def _clauses(view: View, entry: NamedDocument) -> str:
    """List the clauses that cite a document without their sentences, a line each document."""
    lines = []
    for slug, citations in groupby(entry.citations, key=lambda citation: citation.slug):
        doc = view.documents[slug]
        # A heading and its only paragraph are cited by the same words.
        places: dict[str, str] = {}
        for citation in citations:
            shown = view.shown(citation)
            places.setdefault(shown.label, shown.eid)
        links = (
            f'<a href="../{doc.url}#{eid}">{html_text(words)}</a>' for words, eid in places.items()
        )
        lines.append(f"<li>{doc_name(view, doc)}{'、'.join(links)}</li>")
    return f"<ul>{''.join(lines)}</ul>"


def _to_sentences(entry: NamedDocument, base: str) -> str:
    """Lead to the page of a letter, from a page from which `base` leads to the index."""
    folder = letter_id(letter(entry.name))
    return f'<a href="{base}{folder}/#{entry.page}">列出引用的原句</a>'


def _folds(entries: Iterable[str]) -> str:
    return f'<div class="tw-folds" data-filter>{"".join(entries)}</div>'


def _texts(view: View, entry: NamedDocument, root: str) -> str:
    """List the documents of the corpus that an entry stands for."""
    if not entry.documents:
        return ""
    links = "、".join(doc_link(view, root, doc) for doc in entry.documents)
    return f"<p>本站收入：{links}</p>"


def _leads(root: str) -> Callable[[Citation], str]:
    """Tell where citations lead, from a page from which `root` leads to that of the site."""

    def href(citation: Citation) -> str:
        if not citation.target_slug:
            return ""
        fragment = f"#{citation.target_eid}" if citation.target_eid else ""
        return f"{root}documents/{citation.target_slug}/{fragment}"

    return href


def _letter_page(view: View, first: str, entries: Sequence[NamedDocument]) -> str:
    name = f"引证索引：{letter_name(first)}"
    return page(
        name,
        f"# {name} {{ #citations }}",
        "全部文件见[引证索引](../index.md)。",
        filter_box("查找文件"),
        _folds(
            _folded(entry, _texts(view, entry, _ROOT) + _sentences(view, entry, _ROOT))
            for entry in entries
        ),
    )


def _unresolved(view: View, whole: bool) -> str:
    names = Names(view)
    by_status: dict[CitationStatus, list[Citation]] = {}
    for citation in view.bundle.citations:
        by_status.setdefault(citation.status, []).append(citation)
    absent = by_status.get(CitationStatus.NOT_IN_CORPUS, [])
    missing = by_status.get(CitationStatus.NO_SUCH_CLAUSE, [])
    several = by_status.get(CitationStatus.AMBIGUOUS, [])
    total = len(absent) + len(missing) + len(several)
    links = "、".join(
        f"[{REASONS[status]} {len(by_status[status]):,} 处](#{status.value})"
        for status in REASONS
        if status in by_status
    )
    lead = f"共 {total:,} 处：{links}。" if total else "全部引用都有链接。"
    return page(
        "未能链接的引用",
        "# 未能链接的引用 { #unresolved }",
        f"{lead}引用的全部文件见[引证索引](../index.md)。",
        *_reason(CitationStatus.NOT_IN_CORPUS, absent, _by_name(view, names, absent, whole)),
        *_reason(CitationStatus.NO_SUCH_CLAUSE, missing, place_list(view, _ROOT, missing)),
        *_reason(CitationStatus.AMBIGUOUS, several, _by_name(view, names, several, True)),
    )


def _reason(status: CitationStatus, citations: Sequence[Citation], listed: str) -> Iterator[str]:
    if citations:
        yield f"## {REASONS[status]} {{ #{status.value} }}"
        yield listed


def _by_name(view: View, names: Names, citations: Sequence[Citation], whole: bool) -> str:
    """List citations by the document that they name, with those of the corpus it may be."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(names.of(citation), []).append(citation)
    entries = [
        NamedDocument(name, names.documents.get(name, ()), tuple(group))
        for name, group in groups.items()
    ]
    entries.sort(key=lambda entry: (-entry.clauses, pinyin_key(entry.name)))
    return _folds(_nowhere(view, entry, whole) for entry in entries)


def _nowhere(view: View, entry: NamedDocument, whole: bool) -> str:
    name = _name(entry) if entry.name else "未写明名称"
    texts = "、".join(doc_link(view, _ROOT, doc) for doc in entry.documents)
    candidates = f"<p>可能是：{texts}</p>" if texts else ""
    if whole or not entry.name:
        inside = place_list(view, _ROOT, entry.citations)
    else:
        inside = f"<p>{_to_sentences(entry, '../')}</p>"
    return fold(f"{name} <small>{amount(entry.citations)}</small>", candidates + inside)
