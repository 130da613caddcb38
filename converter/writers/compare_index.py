"""The list of all comparisons, with how many clauses have become what in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from converter.comparison import Comparison
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.compare_words import OUTCOMES, Outcome, counts
from converter.writers.escape import html_text
from converter.writers.naming import day, doc_name
from converter.writers.page import page
from converter.writers.paging import below, numbered, pager, parts, up


def comparison_index(view: View) -> Iterator[tuple[str, str]]:
    """Write the list of all comparisons.

    Args:
        view: The bundle; it has comparisons.

    Yields:
        The folder of each page below `compare/`, empty for the first, and the page: first the
        versions of documents, then other documents side by side.
    """
    every = view.bundle.comparisons
    versions = [found for found in every if found.versions]
    others = [found for found in every if not found.versions]
    groups = ((_VERSIONS, versions), (_OTHERS, others))
    which = "、".join(f"{name} {len(listed):,} 组" for (name, _), listed in groups if listed)
    lead = (
        f"逐条对照{which}。各组按条文的变化计数；"
        "一条拆分为几条、几条合并为一条、几条调整为几条的，各计一项。"
    )
    shared = parts([*versions, *others], view.settings.rows_per_page)
    totals = [(name, counts(listed)) for name, listed in groups]
    for number, listed in enumerate(shared, 1):
        here = [[one for one in listed if one.versions is own] for own in (True, False)]
        sections = zip(totals, here, strict=True)
        yield (
            below(number).rstrip("/"),
            page(
                numbered("条文对照", number),
                "# 条文对照 { #compare }",
                lead,
                *(
                    block
                    for ((title, eid), total), found in sections
                    if found
                    for block in (
                        f"## {title} {{ #{eid} }}",
                        _table(view, found, total, up(number)),
                    )
                ),
                pager(number, len(shared)),
                hide=("toc",),
            ),
        )


_VERSIONS = ("同一文件的不同文本", "versions")
_OTHERS = ("内容相关的文件", "others")


def _table(view: View, listed: Sequence[Comparison], total: Counter[Outcome], base: str) -> str:
    """List comparisons; the foot counts those of all pages."""
    versions = listed[0].versions
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
        rows.append(f"<tr>{_name(view, comparison, base)}{_numbers(columns, numbers)}</tr>")
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


def _name(view: View, comparison: Comparison, base: str) -> str:
    older, newer = (view.documents[slug] for slug in (comparison.older, comparison.newer))
    address = base + comparison.page.removeprefix("compare/")
    if comparison.versions:
        dates = "—".join(map(day, comparison.dates))
        name = f"{html_text(in_title_marks(newer.title))}"
        return f'<th scope="row"><a href="{address}">{name}</a><small>{dates}</small></th>'
    name = f"{doc_name(view, older)}与{doc_name(view, newer)}"
    return f'<th scope="row"><a href="{address}">{name}</a></th>'
