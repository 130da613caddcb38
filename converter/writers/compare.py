"""Documents side by side, clause by clause: a page a pair, linked from both documents.

One look for two versions of a document (条文对照表) and for two documents of the same matter,
such as those of consecutive years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from converter.comparison import Comparison
from converter.model import Document
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.compare_cells import ROOT, Side
from converter.writers.compare_rows import Rows
from converter.writers.compare_words import OUTCOMES, Outcome, counts
from converter.writers.escape import opening
from converter.writers.naming import day, doc_link, doc_name, doc_text
from converter.writers.page import page


def compared(view: View, doc: Document) -> Iterator[str]:
    """Write what a document is compared with.

    Args:
        view: The bundle.
        doc: The document.

    Yields:
        A paragraph of links, or nothing.
    """
    links = []
    for comparison in view.comparisons_of.get(doc.slug, ()):
        other = comparison.older if doc.slug == comparison.newer else comparison.newer
        name = doc_name(view, view.documents[other])
        links.append(f'<a href="{doc.to_documents}../{comparison.page}">{name}</a>')
    if links:
        yield f'<p class="tw-compared">逐条对照：{"、".join(links)}</p>'


def page_title(view: View, comparison: Comparison) -> str:
    """Name a comparison, as text."""
    older, newer = (view.documents[slug] for slug in (comparison.older, comparison.newer))
    if comparison.versions:
        return f"{in_title_marks(newer.title)}条文对照表"
    return f"{doc_text(view, older)}与{doc_text(view, newer)}对照表"


def comparison_page(view: View, comparison: Comparison) -> str:
    """Write the page of a comparison.

    Args:
        view: The bundle, or the part of it that the page shows.
        comparison: The comparison.
    """
    title = page_title(view, comparison)
    dates = "、".join(map(day, comparison.dates)) if comparison.versions else ""
    older, newer = view.of(comparison.older), view.of(comparison.newer)
    if comparison.versions:
        sides = (
            Side(older, "修改前", "（无）", "del"),
            Side(newer, "修改后", "（删去）", "ins"),
        )
    else:
        names = (doc_text(view, of.document) for of in (older, newer))
        sides = (
            Side(older, next(names), "没有相近的条目", "del"),
            Side(newer, next(names), "没有相近的条目", "ins"),
        )
    heads = ["条文", *(_head(view, comparison, at, side) for at, side in enumerate(sides))]
    head = "".join(f'<th scope="col">{words}</th>' for words in heads)
    bodies = "".join(Rows(view, comparison, *sides).bodies())
    return page(
        f"{title}（{dates}）" if dates else title,
        f"# {opening(title)} {{ #compare }}",
        f'<p class="tw-compare-lead">{_lead(view, comparison)}</p>',
        count_table(comparison),
        _ONLY_CHANGES,
        f'<table class="tw-comparison"><thead><tr>{head}</tr></thead>{bodies}</table>',
        hide=("navigation", "toc"),
    )


#: The script shows it; without one, what has not changed is folded away and that is all.
_ONLY_CHANGES = (
    '<p class="tw-only-changes" hidden><label><input type="checkbox" id="only_changes">'
    '只看有变化的条文</label><output for="only_changes" aria-live="polite"></output></p>'
)


def _head(view: View, comparison: Comparison, at: int, side: Side) -> str:
    if not comparison.versions:
        return doc_link(view, ROOT, side.of.document)
    link = f'<a href="{ROOT}{side.of.document.url}">{day(comparison.dates[at])}文本</a>'
    return f'{side.name}<span class="tw-dated">（{link}）</span>'


def _lead(view: View, comparison: Comparison) -> str:
    if comparison.versions:
        dates = [day(date) for date in comparison.dates]
        which = f"修改前为{dates[0]}文本，修改后为{dates[1]}文本，均为本站收录的文本。"
        marks = (
            "<del>删去的文字</del>加删除线，<ins>增加的文字</ins>加下划线；"
            "格式、全角半角和空白的差别不算修改。"
            "一条拆分为几条、几条合并为一条、几条调整为几条的，各为一项。"
        )
    else:
        names = [doc_name(view, view.documents[s]) for s in (comparison.older, comparison.newer)]
        which = f"前者为{names[0]}，后者为{names[1]}，按文字相近程度逐条对照；并列不表示内容相同。"
        marks = (
            "文字大体相同的，<del>前者独有的文字</del>加删除线，<ins>后者独有的文字</ins>加下划线；"
            "仅部分相近的，<mark>共同词语</mark>加粗。"
        )
    return f"{which}{marks}对照由程序按文字比对生成，以文件原文为准。"


def count_table(comparison: Comparison) -> str:
    """Write how often clauses have become what, as a small table."""
    counted = counts([comparison])
    said = _said(counted, comparison.versions)
    head = "".join(f'<th scope="col">{words}</th>' for words in (*said, "合计"))
    row = "".join(f"<td>{count:,}</td>" for count in (*said.values(), sum(said.values())))
    sides = [sum(map(len, side)) for side in _sides(comparison)]
    names = ("修改前", "修改后") if comparison.versions else ("前者", "后者")
    both = "，".join(f"{name} {count:,} 条" for name, count in zip(names, sides, strict=True))
    return (
        f'<table class="tw-counts"><caption>按变化计数（单位：项，{both}）</caption>'
        f"<thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    )


def _sides(comparison: Comparison) -> Iterator[list[tuple[int, ...]]]:
    yield [row.older for row in comparison.rows]
    yield [row.newer for row in comparison.rows]


def _said(counted: Counter[Outcome], versions: bool) -> dict[str, int]:
    """Count by what is said; what does not occur is left out."""
    said: dict[str, int] = {}
    for kind in OUTCOMES:
        if counted[kind]:
            words = kind.words if versions else kind.others
            said[words] = said.get(words, 0) + counted[kind]
    return said
