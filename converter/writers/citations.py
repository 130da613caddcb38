"""The index of citations: every document that is named, and every citation that leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from converter.bundle import Citation, CitationStatus
from converter.model import Document, in_title_marks
from converter.named import NamedDocument, Names, named_documents
from converter.slugs import letter, pinyin_key
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.lists import amount, filter_box, filtered, letter_id, letter_name, place_list
from converter.writers.page import clause_link, doc_name, fold, page

#: With more citing clauses than this the sentences stand on pages of their own, by letter.
MOST_ON_INDEX = 4_000

#: What leads from the pages below the index to the root of the site.
_ROOT = "../../"

_INTRODUCTION = (
    "列出各文件正文提到的其他文件，本站收录与否均在其内，按引证它的条目数排列；"
    "点按名称，即列出引证它的条目和语句。同一文件的不同文本合为一项。"
    "文件对自身条款的引证不在此列。"
)


def citation_pages(view: View, extra: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Write the index of citations.

    Args:
        view: The bundle.
        extra: Blocks to stand above the list, such as a picture.

    Yields:
        The folder of each page below `citations/`, empty for the index itself, and the
        page. Every named document has the address `citations/#<page>`, however many pages
        there are.
    """
    named = named_documents(view)
    whole = sum(entry.clauses for entry in named) <= MOST_ON_INDEX
    yield "", _index(view, named, whole, extra)
    yield "unresolved", _unresolved(view, whole)
    if not whole:
        by_name = sorted(named, key=lambda entry: pinyin_key(entry.name))
        for first, group in groupby(by_name, key=lambda entry: letter(entry.name)):
            yield letter_id(first), _letter_page(view, first, list(group))


def _index(view: View, named: Sequence[NamedDocument], whole: bool, extra: Sequence[str]) -> str:
    heading = "# 引证索引 { #citations }"
    if not named:
        return page("引证索引", heading, "本站文件没有提到其他文件。", _to_unresolved(view))
    return page(
        "引证索引",
        heading,
        _INTRODUCTION,
        _counts(named),
        _to_unresolved(view),
        *extra,
        filter_box("查找文件"),
        _folds(_entry(view, entry, whole) for entry in named),
    )


def _counts(named: Sequence[NamedDocument]) -> str:
    inside = sum(bool(entry.documents) for entry in named)
    clauses = len({(c.slug, c.key) for entry in named for c in entry.citations})
    return (
        f"共提到文件 {len(named):,} 件，其中本站收录 {inside:,} 件，"
        f"未收录 {len(named) - inside:,} 件；引证条目 {clauses:,} 条。"
    )


def _to_unresolved(view: View) -> str:
    count = sum(c.status is not CitationStatus.RESOLVED for c in view.bundle.citations)
    return (
        f"全部引证 {len(view.bundle.citations):,} 处，[未认定 {count:,} 处](unresolved/index.md)。"
    )


def _name(entry: NamedDocument) -> str:
    return html_text(entry.title if entry.is_number else in_title_marks(entry.title))


def _entry(view: View, entry: NamedDocument, whole: bool) -> str:
    if whole:
        inside = place_list(view, "../", entry.citations, _leads("../"))
    else:
        inside = _clauses(view, entry) + f"<p>{_to_sentences(entry, '')}</p>"
    return _folded(entry, _texts(entry, "../") + inside)


def _folded(entry: NamedDocument, inside: str) -> str:
    absent = "" if entry.documents else ' <span class="tw-mark">本站未收录</span>'
    summary = f"{_name(entry)}{absent} <small>{amount(entry.citations)}</small>"
    return fold(summary, inside, named=f'id="{entry.page}" {filtered(entry.name)}')


def _clauses(view: View, entry: NamedDocument) -> str:
    """List the clauses that cite a document without their sentences, a line each document."""
    lines = []
    for slug, citations in groupby(entry.citations, key=lambda citation: citation.slug):
        doc = view.documents[slug]
        keys = dict.fromkeys(citation.key for citation in citations)
        links = (clause_link("../", doc, key, html_text(doc.labels[key])) for key in keys)
        lines.append(f"<li>{doc_name(doc)}{'、'.join(links)}</li>")
    return f"<ul>{''.join(lines)}</ul>"


def _to_sentences(entry: NamedDocument, base: str) -> str:
    """Lead to the page of a letter, from a page from which `base` leads to the index."""
    folder = letter_id(letter(entry.name))
    return f'<a href="{base}{folder}/#{entry.page}">列出引证的语句</a>'


def _folds(entries: Iterable[str]) -> str:
    return f'<div class="tw-folds" data-filter data-search-exclude>{"".join(entries)}</div>'


def _texts(entry: NamedDocument, root: str) -> str:
    """List the documents of the corpus that an entry stands for."""
    if not entry.documents:
        return ""
    links = "、".join(_text_link(doc, root) for doc in entry.documents)
    return f"<p>本站收录：{links}</p>"


def _text_link(doc: Document, root: str) -> str:
    date = doc.fact("date")
    dated = f"（{html_text(date)}）" if date else ""
    return f'<a href="{root}{doc.url}">{doc_name(doc)}</a>{dated}'


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
            _folded(
                entry,
                _texts(entry, _ROOT) + place_list(view, _ROOT, entry.citations, _leads(_ROOT)),
            )
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
    lead = f"共 {total:,} 处，不设链接。" if total else "全部引证都已认定。"
    return page(
        "未认定的引证",
        "# 未认定的引证 { #unresolved }",
        f"{lead}提到的全部文件见[引证索引](../index.md)。",
        *_reason("本站没有该文件", "not-in-corpus", absent, _by_name(view, names, absent, whole)),
        *_reason("该文件没有此条款", "no-such-clause", missing, place_list(view, _ROOT, missing)),
        *_reason("指向不唯一", "ambiguous", several, _by_name(view, names, several, True)),
    )


def _reason(title: str, eid: str, citations: Sequence[Citation], listed: str) -> Iterator[str]:
    if citations:
        yield f"## {title} {{ #{eid} }}"
        yield f"{len(citations):,} 处。"
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
    texts = "、".join(_text_link(doc, _ROOT) for doc in entry.documents)
    candidates = f"<p>可能是：{texts}</p>" if texts else ""
    if whole or not entry.name:
        inside = place_list(view, _ROOT, entry.citations)
    else:
        inside = f"<p>{_to_sentences(entry, '../')}</p>"
    return fold(f"{name} <small>{amount(entry.citations)}</small>", candidates + inside)
