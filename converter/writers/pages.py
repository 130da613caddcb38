"""Home, the list of documents, the navigation.

A document that is there in several versions is listed once, the latest, with the others below it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from converter.bundle import Bundle, CitationStatus
from converter.card import card_of
from converter.model import Document
from converter.writers.escape import html_text
from converter.writers.naming import day
from converter.writers.page import page


def _size(doc: Document) -> str:
    """Say how long a document is: its characters without white space."""
    return f"{card_of(doc).characters:,} 字"


def _latest(bundle: Bundle) -> list[tuple[Document, tuple[Document, ...]]]:
    """List the latest versions, each with the earlier ones, the later of them first.

    A document stands where the first of its versions would.
    """
    by_slug = {doc.slug: doc for doc in bundle.documents}
    families = {slug: family for family in bundle.families for slug in family}
    found: dict[str, tuple[Document, tuple[Document, ...]]] = {}
    for doc in bundle.documents:
        *older, latest = map(by_slug.__getitem__, families.get(doc.slug, (doc.slug,)))
        found.setdefault(latest.slug, (latest, tuple(reversed(older))))
    return list(found.values())


def _older(documents: Iterable[Document], base: str) -> str:
    """Write links to the earlier versions of a document, if there are any."""
    links = [
        f'<a href="{base}{doc.slug}/">{day(doc.version) or "日期不明"}</a>' for doc in documents
    ]
    return f'<small class="tw-others">其他文本：{"、".join(links)}</small>' if links else ""


def _table(listed: Iterable[tuple[Document, tuple[Document, ...]]], base: str) -> str:
    """List documents in an HTML table; `base` leads from the page to `documents/`."""
    rows = []
    for doc, older in listed:
        assigned = '<small class="tw-mark">（编者拟题）</small>' if doc.title_assigned else ""
        link = f'<a href="{base}{doc.slug}/">{html_text(doc.title)}</a>'
        cells = (
            f'<th scope="row">{link}{assigned}{_older(older, base)}</th>',
            f'<td data-label="文种">{html_text(doc.entry.kind or "—")}</td>',
            f'<td data-label="发文机关">{html_text(doc.fact("issuer") or "—")}</td>',
            f'<td data-label="日期">{html_text(doc.fact("date") or "—")}</td>',
            f'<td data-label="条目">{card_of(doc).clauses:,}</td>',
            f'<td data-label="篇幅">{_size(doc)}</td>',
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("文件", "文种", "发文机关", "日期", "条目", "篇幅")
    )
    return (
        f'<table class="tw-documents"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


_GUIDE = "\n".join(
    (
        "## 怎样使用 { #guide }",
        "",
        "- **查找**：按 `/` 键或点右上角的检索框，输入词语或者条款序号；结果直达所在条目。",
        "- **定位**：每一条、款、项、段都有固定地址；鼠标移到文字上（或用 Tab 键）出现链接标记，"
        "点按可复制链接、引文或引文连同原文。",
        "- **核对**：页面文字与原始文件逐字一致；编者所加的内容（拟题、说明、链接标记）另行标明，"
        "不混入正文。",
        "- **释义**：常用提法的含义、出处和全部用例见[术语表](glossary/index.md)。",
        "- **引用**：正文引用了哪些文件、由哪些条目引用，见[引证索引](citations/index.md)。",
        "",
        "详细说明见[使用说明](guide.md)。",
    )
)

#: More documents than this are listed on a page of their own only.
MOST_ON_HOME = 100


def _earlier(bundle: Bundle, latest: int) -> str:
    """Say how many earlier versions there are, if any."""
    earlier = len(bundle.documents) - latest
    return f"（另有较早的文本 {earlier:,} 件）" if earlier else ""


def home(bundle: Bundle) -> str:
    """Write the home page."""
    latest = _latest(bundle)
    count = len(latest)
    clauses = sum(card_of(doc).clauses for doc in bundle.documents)
    terms = len({term.page for term in bundle.terms})
    resolved = sum(c.status is CitationStatus.RESOLVED for c in bundle.citations)
    lead = (
        f"本站收录文件 **{count:,}** 件{_earlier(bundle, count)}，可引用条目 **{clauses:,}** 条，"
        f"[术语](glossary/index.md) **{terms:,}** 个，"
        f"[引用](citations/index.md) **{len(bundle.citations):,}** 处"
        f"（可链接 {resolved:,} 处）。每一条都有固定地址，可以查找、引用、打印。"
    )
    listed = latest[:MOST_ON_HOME]
    more = [
        f"共 {count:,} 件，此处列出前 {MOST_ON_HOME} 件，其余见[文件目录](documents/index.md)。"
    ]
    return page(
        "首页",
        "# 公文法规条文库 { #home }",
        lead,
        "## 文件 { #documents }",
        _table(listed, "documents/"),
        *(more if count > MOST_ON_HOME else []),
        _GUIDE,
    )


def document_list(bundle: Bundle) -> str:
    """Write the list of all documents."""
    latest = _latest(bundle)
    return page(
        "文件目录",
        "# 文件目录 { #documents }",
        f"共收录文件 {len(latest):,} 件{_earlier(bundle, len(latest))}，按文件名排列。",
        _table(latest, ""),
    )


def navigation(bundle: Bundle, most: int, written: Iterable[str]) -> str:
    """Write the navigation as YAML.

    Args:
        bundle: What there is.
        most: With more documents than this, the sidebar leads to their list only.
        written: The pages written by hand, below `docs/`; the guide comes first
            among them, under the titles that they give themselves.

    Returns:
        A file with the key `nav`, in the form that MkDocs reads.
    """
    nav: list[object] = [{"首页": "index.md"}]
    pages: list[object] = ["documents/index.md"]
    latest = [doc for doc, _ in _latest(bundle)]
    if len(latest) <= most:
        pages.extend({html_text(doc.title): f"documents/{doc.slug}/index.md"} for doc in latest)
    nav.append({"文件": pages})
    nav.append({"检索": "search/index.md"})
    nav.append({"术语表": "glossary/index.md"})
    nav.append({"引证索引": "citations/index.md"})
    nav.extend([{"条文对照": "compare/index.md"}] if bundle.comparisons else [])
    nav.extend(sorted(written, key=lambda page: (page != "guide.md", page)))
    nav.append({"检查项目": "findings/index.md"})
    return json.dumps({"nav": nav}, ensure_ascii=False, indent=1) + "\n"
