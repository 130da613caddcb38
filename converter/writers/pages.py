"""The pages beside the documents: home, the list of documents, the glossary."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from converter.bundle import Bundle, Term, TermUse
from converter.model import Document, Node, in_title_marks
from converter.writers.escape import html_text, opening

#: How much of a clause is shown around a use of a term, in characters on either side.
_CONTEXT = 24
#: More uses of one term than this are counted, not listed.
MOST_USES = 50


def _page(title: str, *blocks: str) -> str:
    front = f"---\ntitle: {json.dumps(html_text(title), ensure_ascii=False)}\n---"
    return "\n\n".join((front, *blocks)) + "\n"


def _size(doc: Document) -> str:
    """Say how long a document is: its characters without white space."""
    count = sum(len(doc.source.slice(span)) for n in doc.root.walk() for span in n.own_spans())
    return f"{count:,} 字"


def _table(documents: Iterable[Document], base: str) -> str:
    """List documents in an HTML table; `base` leads from the page to `documents/`."""
    rows = []
    for doc in documents:
        assigned = '<small class="tw-mark">（编者拟题）</small>' if doc.title_assigned else ""
        link = f'<a href="{base}{doc.slug}/">{html_text(doc.title)}</a>'
        cells = (
            f'<th scope="row">{link}{assigned}</th>',
            f'<td data-label="文种">{html_text(doc.entry.kind or "—")}</td>',
            f'<td data-label="发文机关">{html_text(doc.fact("issuer") or "—")}</td>',
            f'<td data-label="日期">{html_text(doc.fact("date") or "—")}</td>',
            f'<td data-label="条目">{sum(1 for _ in doc.clauses()):,}</td>',
            f'<td data-label="篇幅">{_size(doc)}</td>',
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("文件", "文种", "发文机关", "日期", "条目", "篇幅")
    )
    return (
        f'<table class="tw-documents" data-search-exclude><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


_GUIDE = "\n".join(
    (
        "## 怎样使用 { #guide }",
        "",
        "- **查找**：按 `/` 键或点右上角的搜索框，输入词语；结果直达所在条目。",
        "- **定位**：每一条、款、项、段都有固定地址；鼠标移到文字上（或用 Tab 键）出现链接标记，"
        "点按可复制链接、引文或引文连同原文。",
        "- **核对**：页面文字与原始文件逐字一致；编者所加的内容（拟题、说明、链接标记）另行标明，"
        "不混入正文。",
        "- **释义**：常用提法的含义和出处见[术语表](glossary/index.md)。",
        "",
        "详细说明见[使用说明](guide.md)。",
    )
)

#: More documents than this are listed on a page of their own only.
MOST_ON_HOME = 100


def home(bundle: Bundle) -> str:
    """Write the home page."""
    count = len(bundle.documents)
    clauses = sum(1 for doc in bundle.documents for _ in doc.clauses())
    lead = (
        f"本站收录文件 **{count:,}** 件，可引用条目 **{clauses:,}** 条，"
        f"术语 **{len(bundle.terms):,}** 个。每一条都有固定地址，可以查找、引用、打印。"
    )
    listed = bundle.documents[:MOST_ON_HOME]
    more = [
        f"共 {count:,} 件，此处列出前 {MOST_ON_HOME} 件，其余见[文件目录](documents/index.md)。"
    ]
    return _page(
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
    return _page(
        "文件目录",
        "# 文件目录 { #documents }",
        f"共收录文件 {len(bundle.documents):,} 件，按文件名排列。",
        _table(bundle.documents, ""),
    )


def glossary(bundle: Bundle) -> str:
    """Write the glossary: every term with its definition, its source and its uses."""
    if not bundle.terms:
        return _page("术语表", "# 术语表 { #glossary }", "本站尚未收录术语。")
    uses: dict[str, list[TermUse]] = {}
    for use in bundle.uses:
        uses.setdefault(use.term, []).append(use)
    blocks = [
        "# 术语表 { #glossary }",
        "收录文件中反复出现的提法，注明含义和出处。出处或为本站文件的条目，"
        "或为公开文件（列明名称和日期）；两者都不能确定的，注明“语料中未作解释”，只列用例。",
    ]
    by_category = sorted(bundle.terms, key=lambda term: _category_order(bundle, term))
    categories = groupby(by_category, key=lambda term: term.category or "其他")
    for number, (category, terms) in enumerate(categories, 1):
        blocks.append(f"## {opening(category)} {{ #category-{number} }}")
        for term in terms:
            blocks.append(f"### {opening(term.term)} {{ #{term.page} .tw-term-name }}")
            blocks.append(_entry(bundle, term, uses.get(term.id, [])))
    return _page("术语表", *blocks)


def _category_order(bundle: Bundle, term: Term) -> int:
    """Order categories as they first appear in the glossary file."""
    return next(i for i, other in enumerate(bundle.terms) if other.category == term.category)


def _entry(bundle: Bundle, term: Term, uses: list[TermUse]) -> str:
    rows = [("释义", html_text(term.definition) if term.definition else "语料中未作解释")]
    origin = _origin(bundle, term)
    if origin:
        rows.append(("出处", origin))
    if term.aliases:
        rows.append(("又作", "、".join(map(html_text, term.aliases))))
    if term.scope != "corpus":
        doc = bundle.document(term.scope.removeprefix("document:"))
        if doc:
            rows.append(("适用", f'<a href="../{doc.url}">{_cited(doc)}</a>'))
    related = _related(bundle, term)
    if related:
        rows.append(("参见", related))
    rows.append(("用例", _uses(bundle, uses)))
    cells = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return f'<dl class="tw-term">{cells}</dl>'


def _related(bundle: Bundle, term: Term) -> str:
    by_name = {other.term: other for other in bundle.terms}
    links = [
        f'<a href="#{by_name[name].page}">{html_text(name)}</a>'
        for name in term.see_also
        if name in by_name
    ]
    return "、".join(links)


def _cited(doc: Document) -> str:
    return html_text(in_title_marks(doc.title))


def _origin(bundle: Bundle, term: Term) -> str:
    source = term.source
    if source is None:
        return ""
    doc = bundle.document(source.document or "")
    if doc and source.clause:
        key = next((key for key, eid in doc.ids.items() if eid == source.clause), None)
        if key is not None:
            label = html_text(doc.labels[key])
            return f'<a href="../{doc.url}#{source.clause}">{_cited(doc)}{label}</a>'
    if source.title:
        return f"{html_text(source.title)}（{html_text(source.date or '')}）"
    return ""


def _uses(bundle: Bundle, uses: list[TermUse]) -> str:
    if not uses:
        return "本站文件中没有用例"
    items = []
    for slug, group in groupby(uses[:MOST_USES], key=lambda use: use.slug):
        doc = bundle.document(slug)
        if doc is None:
            continue
        nodes = {node.key: node for node in doc.clauses()}
        for use in group:
            label = html_text(doc.labels[use.key])
            items.append(
                f'<li><a href="../{doc.url}#{doc.ids[use.key]}">{_cited(doc)}{label}</a>：'
                f"{_quoted(doc, nodes[use.key], use)}</li>"
            )
    documents = len({use.slug for use in uses})
    rest = f"，此处列出前 {MOST_USES} 处" if len(uses) > MOST_USES else ""
    return (
        f"<details data-search-exclude><summary>{documents} 件文件，{len(uses)} 处{rest}</summary>"
        f"<ul>{''.join(items)}</ul></details>"
    )


def _quoted(doc: Document, node: Node, use: TermUse) -> str:
    text = doc.own_text(node)
    start, end = max(0, use.start - _CONTEXT), min(len(text), use.end + _CONTEXT)
    return (
        f"{'…' if start else ''}{html_text(text[start : use.start])}"
        f"<mark>{html_text(text[use.start : use.end])}</mark>"
        f"{html_text(text[use.end : end])}{'…' if end < len(text) else ''}"
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
    if len(bundle.documents) <= most:
        pages.extend(
            {html_text(doc.title): f"documents/{doc.slug}/index.md"} for doc in bundle.documents
        )
    nav.append({"文件": pages})
    nav.append({"术语表": "glossary/index.md"})
    nav.extend(sorted(written, key=lambda page: (page != "guide.md", page)))
    nav.append({"检查项目": "findings/index.md"})
    return json.dumps({"nav": nav}, ensure_ascii=False, indent=1) + "\n"
