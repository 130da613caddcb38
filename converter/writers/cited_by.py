"""Who cites a clause: 引用本条, folded away behind it, with the sentences that do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from converter.citation import Citation
from converter.model import Document
from converter.quote import narrowed
from converter.terms.names import term_page
from converter.title_names import normal_title
from converter.tree import Node
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.excerpts import marked
from converter.writers.naming import day, doc_name
from converter.writers.page import fold

#: What a clause is called at the end of its label: 第二十条第二款, 第十条之一, 第二条（第二处）.
_CALLED = re.compile(
    r"(条|款|项|目|编|章|节|部分|类|篇|附件|附表|表)(?:[\d一二三四五六七八九十之]*)(?:（第.+处）)?$"
)

#: How much of a sentence is shown on either side, in characters; less in a long list.
CONTEXT = 60
_CONTEXT_IN_LONG_LISTS = 24
_LONG_LIST = 50


def cited_keys(view: View, doc: Document) -> set[int]:
    """Return which nodes of a document are cited, as they are or as they were."""
    versions = view.versions(doc)
    older = versions[:-1] if doc is versions[-1] else ()
    former = (view.fates.of(one.slug, key) for one in older for key in view.cited_in(one.slug))
    return {*view.cited_in(doc.slug), *(key for fate in former if fate for key in fate.now)}


def cited_by(view: View, doc: Document, node: Node) -> Iterator[str]:
    """Write who cites a clause.

    An article takes in what cites its parts. What cites it from within itself (前款) is
    listed behind that and counted apart: the reader has it before the eyes. What cites the
    clause as it was in an older text comes last, by text.

    Args:
        view: The bundle.
        doc: The document.
        node: The clause.

    Yields:
        One fold, or nothing.
    """
    found = view.cited_in(doc.slug).get(node.key, [])
    former = list(_former(view, doc, node))
    if not found and not former:
        return
    units = view.of(doc.slug).units
    inner = [c for c in found if c.slug == doc.slug and units[c.key] == node.key]
    outer = [c for c in found if not (c.slug == doc.slug and units[c.key] == node.key)]
    called = _CALLED.search(doc.labels[node.key])
    name = called.group(1) if called else "处"
    most = view.settings.most_in_fold
    others = [c for c in outer if c.slug != doc.slug]  # its own text bounds the rest
    own = [c for c in outer if c.slug == doc.slug]
    groups = _groups(view, doc, [*own, *_first(others, most)])
    if inner:
        groups.append(_Group(f"本{name}之内", tuple(inner)))
    counts = [f"引用本{name} {len(outer):,}"] if outer else []
    counts += [f"引用原条文 {sum(len(f.citations) for f in former):,}"] if former else []
    listed = "".join(_group(view, doc, group, _context(len(outer))) for group in groups)
    listed += _rest(doc, doc.title, _clauses(others) - most, "条")
    listed += "".join(_earlier(view, doc, earlier) for earlier in former)
    yield fold(
        "，".join(counts) or f"本{name}内引用 {len(inner):,}",
        f'<ul class="tw-fold-groups">{listed}</ul>',
        attributes='class="tw-fold tw-cited"',
    )


def _clauses(found: Sequence[Citation]) -> int:
    return len({(citation.slug, citation.key) for citation in found})


def _first(found: Sequence[Citation], most: int) -> list[Citation]:
    """Return what stands in the first clauses that cite, in the order of the documents."""
    shown = set(islice(dict.fromkeys((c.slug, c.key) for c in found), most))
    return [citation for citation in found if (citation.slug, citation.key) in shown]


def _rest(doc: Document, title: str, count: int, unit: str) -> str:
    """Say on the page of a document how many clauses or documents that cite it are left out.

    All are listed in the index of citations under the title that they cite.
    """
    if count <= 0:
        return ""
    page = term_page(normal_title(title))
    link = f'<a href="{doc.to_documents}../citations/#{page}">引证索引</a>'
    return f"<li>另有{count:,}{unit}，见{link}</li>"


@dataclass(frozen=True, slots=True)
class _Former:
    """What cites a clause as it was in an older text."""

    older: Document
    keys: tuple[int, ...]
    citations: tuple[Citation, ...]


def _former(view: View, doc: Document, node: Node) -> Iterator[_Former]:
    """Yield what other documents cite of what has become a clause, the latest text first."""
    versions = view.versions(doc)
    if doc is not versions[-1]:
        return
    own = {version.slug for version in versions}
    for older in reversed(versions[:-1]):
        cited = view.cited_in(older.slug)
        fates = [fate for key in sorted(cited) if (fate := view.fates.of(older.slug, key))]
        keys = tuple(key for fate in fates if node.key in fate.now for key in fate.was)
        citations = dict.fromkeys(c for key in keys for c in cited[key] if c.slug not in own)
        if citations:
            order = sorted(citations, key=lambda c: (c.slug, c.key, c.start))
            yield _Former(older, keys, tuple(order))


def _earlier(view: View, doc: Document, former: _Former) -> str:
    """Write what cites a clause as it was in one older text."""
    older = former.older
    labels = "、".join(
        f'<a href="{doc.to_documents}{older.slug}/#{older.ids[key]}">原'
        f"{html_text(older.labels[key])}</a>"
        for key in former.keys
    )
    most = view.settings.most_in_fold
    groups = _groups(view, doc, _first(former.citations, most))
    context = _context(len(former.citations))
    listed = "".join(_group(view, doc, group, context) for group in groups)
    listed += _rest(doc, older.title, _clauses(former.citations) - most, "条")
    return f"<li>引用{labels}（{day(older.version)}文本）<ul>{listed}</ul></li>"


def cited_as_a_whole(view: View, doc: Document) -> Iterator[str]:
    """Write which documents cite one as a whole, without the sentences.

    Args:
        view: The bundle.
        doc: The document.

    Yields:
        One fold, or nothing.
    """
    found = [
        citation
        for citation in view.citations_of.get(doc.slug, ())
        if citation.target_eid is None and citation.slug != doc.slug
    ]
    if not found:
        return
    groups = _groups(view, doc, found)
    most = view.settings.most_in_fold
    shown = groups[:most]
    items = "".join(
        f"<li>{group.heading}：{'、'.join(_places(view, doc, group.citations))}</li>"
        for group in shown
    ) + _rest(doc, doc.title, len(groups) - most, "件文件")
    yield fold(
        f"引用本文件：{len(groups):,}件文件，{len(found):,}处",
        f'<ul class="tw-fold-groups">{items}</ul>',
        attributes='class="tw-fold tw-cited-whole"',
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """The citations from one document, under its name as HTML."""

    heading: str
    citations: tuple[Citation, ...]


def _groups(view: View, doc: Document, found: Sequence[Citation]) -> list[_Group]:
    """Group citations by document: this one first, then those that cite most often."""
    by_slug = defaultdict[str, list[Citation]](list)
    for citation in found:
        by_slug[citation.slug].append(citation)
    order = sorted(by_slug, key=lambda slug: (slug != doc.slug, -len(by_slug[slug])))
    return [_Group(_named(view, doc, slug), tuple(by_slug[slug])) for slug in order]


def _named(view: View, doc: Document, slug: str) -> str:
    if slug == doc.slug:
        return "本文件"
    return f'<a href="{doc.to_documents}{slug}/">{doc_name(view, view.documents[slug])}</a>'


def _context(count: int) -> int:
    return CONTEXT if count <= _LONG_LIST else _CONTEXT_IN_LONG_LISTS


def _group(view: View, doc: Document, group: _Group, context: int) -> str:
    by_key = defaultdict[int, list[Citation]](list)
    for citation in group.citations:
        by_key[citation.key].append(citation)
    items = "".join(
        f"<li>{_link(view, doc, citations[0])}：{_sentences(view, citations, context)}</li>"
        for citations in by_key.values()
    )
    return f"<li>{group.heading}<ul>{items}</ul></li>"


def _sentences(view: View, citations: Sequence[Citation], context: int) -> str:
    """Quote the sentences of one clause that cite, each once."""
    quoted: dict[int, str] = {}
    for shown in map(view.shown, citations):
        if shown.sentence not in quoted:
            quoted[shown.sentence] = marked(narrowed(shown, context))
    return "".join(quoted.values())


def _places(view: View, doc: Document, citations: Sequence[Citation]) -> Iterator[str]:
    """Yield links to the clauses that cite, each once."""
    first: dict[int, Citation] = {}
    for citation in citations:
        first.setdefault(citation.key, citation)
    for citation in first.values():
        yield _link(view, doc, citation)


def _link(view: View, doc: Document, citation: Citation) -> str:
    shown = view.shown(citation)
    page = "" if citation.slug == doc.slug else f"{doc.to_documents}{citation.slug}/"
    return f'<a href="{page}#{shown.eid}">{html_text(shown.label)}</a>'
