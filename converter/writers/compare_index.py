"""The list of all comparisons, with how many clauses have become what in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from converter.bundle import Comparison
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.compare_words import OUTCOMES, Outcome, counts
from converter.writers.escape import html_text
from converter.writers.naming import day, doc_name
from converter.writers.page import page


def comparison_index(view: View) -> str:
    """Write the list of all comparisons.

    Args:
        view: The bundle; it has comparisons.

    Returns:
        The page: first the versions of documents, then other documents side by side.
    """
    versions = [found for found in view.bundle.comparisons if found.versions]
    others = [found for found in view.bundle.comparisons if not found.versions]
    groups = (("同一文件的不同文本", versions), ("内容相关的文件", others))
    which = "、".join(f"{name} {len(listed):,} 组" for name, listed in groups if listed)
    lead = (
        f"逐条对照{which}。各组按条文的变化计数；"
        "一条拆分为几条、几条合并为一条、几条调整为几条的，各计一项。"
    )
    return page(
        "条文对照",
        "# 条文对照 { #compare }",
        lead,
        *_section("同一文件的不同文本", "versions", view, versions),
        *_section("内容相关的文件", "others", view, others),
        hide=("toc",),
    )


def _section(title: str, eid: str, view: View, listed: Sequence[Comparison]) -> Iterable[str]:
    if listed:
        yield f"## {title} {{ #{eid} }}"
        yield _table(view, listed)


def _table(view: View, listed: Sequence[Comparison]) -> str:
    versions = listed[0].versions
    total = counts(listed)
    # Several outcomes may be called the same where numbers and places say nothing.
    columns: dict[str, list[Outcome]] = {}
    for kind in OUTCOMES:
        if total[kind]:
            columns.setdefault(kind.words if versions else kind.others, []).append(kind)
    first = "文件" if versions else "前者与后者"
    head = "".join(f'<th scope="col">{words}</th>' for words in (first, *columns, "合计"))
    rows = []
    for comparison in listed:
        counted = counts([comparison])
        numbers = [sum(counted[kind] for kind in kinds) for kinds in columns.values()]
        rows.append(f"<tr>{_name(view, comparison)}{_numbers(columns, numbers)}</tr>")
    foot = [sum(total[kind] for kind in kinds) for kinds in columns.values()]
    return (
        f'<table class="tw-comparisons"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody>"
        f'<tfoot><tr><th scope="row">合计</th>{_numbers(columns, foot)}</tr></tfoot></table>'
    )


def _numbers(columns: Iterable[str], numbers: Sequence[int]) -> str:
    return "".join(
        f'<td data-label="{words}">{number:,}</td>'
        for words, number in zip((*columns, "合计"), (*numbers, sum(numbers)), strict=True)
    )


def _name(view: View, comparison: Comparison) -> str:
    older, newer = (view.documents[slug] for slug in (comparison.older, comparison.newer))
    address = comparison.page.removeprefix("compare/")
    if comparison.versions:
        dates = "—".join(map(day, comparison.dates))
        name = f"{html_text(in_title_marks(newer.title))}"
        return f'<th scope="row"><a href="{address}">{name}</a><small>{dates}</small></th>'
    name = f"{doc_name(view, older)}与{doc_name(view, newer)}"
    return f'<th scope="row"><a href="{address}">{name}</a></th>'
