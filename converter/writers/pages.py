"""Home, the list of documents, the navigation.

A document that is there in several versions is listed once, the latest, with the others below it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from converter.bundle import Bundle
from converter.citation import CitationStatus
from converter.listing import SHELVES, Listing
from converter.view import View
from converter.writers.browse import clause_count, shelves, table
from converter.writers.escape import html_text
from converter.writers.lists import filter_box
from converter.writers.page import page

_GUIDE = "\n".join(
    (
        "## 怎样使用 { #guide }",
        "",
        "- **查找**：按 `/` 键或点右上角的检索框，输入词语或者条款序号；结果直达所在条目。",
        "- **定位**：每一条、款、项、段都有固定地址；鼠标移到文字上（或用 Tab 键）出现链接标记，"
        "点按可复制链接、引文或引文连同原文。",
        "- **核对**：页面文字与原始文件逐字一致；编者所加的内容（拟题、说明、链接标记）另行标明，"
        "不混入正文。",
        "- **释义**：常用提法的含义、出处和用例见[术语表](glossary/index.md)。",
        "- **引用**：正文引用了哪些文件、由哪些条目引用，见[引证索引](citations/index.md)。",
        "",
        "详细说明见[使用说明](guide.md)。",
    )
)


def _earlier(bundle: Bundle, latest: int) -> str:
    """Say how many earlier versions there are, if any."""
    earlier = len(bundle.documents) - latest
    return f"（另有较早的文本 {earlier:,} 件）" if earlier else ""


def home(view: View, listing: Listing) -> str:
    """Write the home page: all documents, or with many the categories and the latest."""
    bundle, settings, count = view.bundle, view.settings, len(listing.works)
    clauses = sum(map(clause_count, bundle.documents))
    terms = len({term.page for term in bundle.terms})
    resolved = sum(c.status is CitationStatus.RESOLVED for c in bundle.citations)
    lead = (
        f"本站收录文件 **{count:,}** 件{_earlier(bundle, count)}，可引用条目 **{clauses:,}** 条，"
        f"[术语](glossary/index.md) **{terms:,}** 个，"
        f"[引用](citations/index.md) **{len(bundle.citations):,}** 处"
        f"（可链接 {resolved:,} 处）。每一条都有固定地址，可以查找、引用、打印。"
    )
    if count <= settings.most_on_home:
        blocks = ["## 文件 { #documents }", table(listing.works, "documents/")]
    else:
        blocks = [
            "## 文件 { #documents }",
            shelves(listing, "", settings.most_kinds),
            "## 日期最近的文件 { #latest }",
            table(listing.latest[: settings.latest_on_home], "documents/"),
        ]
    return page("首页", "# 公文法规条文库 { #home }", lead, *blocks, _GUIDE)


def document_list(view: View, listing: Listing) -> str:
    """Write the list of all documents, or with many the categories that hold them."""
    bundle, settings, count = view.bundle, view.settings, len(listing.works)
    whole = count <= settings.rows_per_page
    lead = f"共收录文件 {count:,} 件{_earlier(bundle, count)}"
    if whole:
        listed = [filter_box("查找文件") if count > 1 else "", table(listing.works, "")]
    else:
        lead += f"，全部文件见[按拼音排列的目录](../{SHELVES['letter'].page}index.md)"
        works = listing.latest[: settings.latest_on_home]
        listed = ["## 日期最近的文件 { #latest }", table(works, "")]
    return page(
        "文件目录",
        "# 文件目录 { #documents }",
        lead + ("，按文件名排列。" if whole else "。"),
        shelves(listing, "../", settings.most_kinds),
        *listed,
    )


def navigation(view: View, listing: Listing, written: Iterable[str]) -> str:
    """Write the navigation as YAML.

    Args:
        view: What there is. With more documents than the settings say the sidebar leads to
            categories in their place: MkDocs writes the whole of it into every page, which
            would grow with the square of their number.
        listing: The works.
        written: The pages written by hand, below `docs/`; the guide comes first
            among them, under the titles that they give themselves.

    Returns:
        A file with the key `nav`, in the form that MkDocs reads.
    """
    bundle, settings = view.bundle, view.settings
    nav: list[object] = [{"首页": "index.md"}]
    pages: list[object] = ["documents/index.md"]
    if len(listing.works) <= settings.most_in_navigation:
        documents = (work.doc for work in listing.works)
        pages.extend({html_text(doc.title): f"documents/{doc.slug}/index.md"} for doc in documents)
    else:
        kinds = listing.categories(SHELVES["kind"])[: settings.most_kinds]
        pages.extend({html_text(kind.value): f"{kind.page}index.md"} for kind in kinds)
        pages.extend({f"按{one.title}": f"{one.page}index.md"} for one in SHELVES.values())
    nav.append({"文件": pages})
    nav.append({"检索": "search/index.md"})
    nav.append({"术语表": "glossary/index.md"})
    nav.append({"引证索引": "citations/index.md"})
    nav.extend([{"条文对照": "compare/index.md"}] if bundle.comparisons else [])
    nav.extend(sorted(written, key=lambda page: (page != "guide.md", page)))
    nav.append({"检查项目": "findings/index.md"})
    return json.dumps({"nav": nav}, ensure_ascii=False, indent=1) + "\n"
