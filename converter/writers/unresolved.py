"""The citations that lead nowhere, by reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from converter.citation import Citation, CitationStatus
from converter.named import NamedDocument, Names
from converter.slugs import pinyin_key
from converter.view import View
from converter.writers.cited_names import CitedName, name_of, texts
from converter.writers.lists import amount, by_clause, filtered, place_list
from converter.writers.page import fold, page
from converter.writers.paging import below, numbered, pager, parts, up
from converter.writers.references import REASONS


@dataclass(frozen=True, slots=True)
class _Row:
    """Something that is listed.

    Attributes:
        status: Why it leads nowhere.
        weight: How many lines it takes.
        clause: The places of one clause, for a row that is one.
        write: For any other row, its HTML on a page from which the text leads to the root.
    """

    status: CitationStatus
    weight: int
    clause: Sequence[Citation] = ()
    write: Callable[[str], str] | None = None


def unresolved_pages(view: View, where: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    """Write the list of all citations that lead nowhere.

    Args:
        view: The bundle.
        where: By the name of a document its address below `citations/`, for names under
            which the sentences stand elsewhere; None if they stand here.

    Yields:
        The folder of each page below `citations/`, and the page.
    """
    by_status: dict[CitationStatus, list[Citation]] = {}
    for citation in view.bundle.citations:
        by_status.setdefault(citation.status, []).append(citation)
    names, rows = Names(view), list[_Row]()
    for status in REASONS:
        found = by_status.get(status, [])
        if status is CitationStatus.NO_SUCH_CLAUSE:
            rows += _clauses(status, found)
        else:
            here = None if status is CitationStatus.AMBIGUOUS else where
            rows += _by_name(view, names, status, found, here, where)
    shared = parts(rows, view.settings.places_per_page, lambda row: row.weight)
    yield from _pages(view, by_status, shared)


def _clauses(status: CitationStatus, found: Sequence[Citation]) -> Iterator[_Row]:
    yield from (_Row(status, 1, clause=clause) for clause in by_clause(found))


def _by_name(
    view: View,
    names: Names,
    status: CitationStatus,
    found: Sequence[Citation],
    here: Mapping[str, str] | None,
    where: Mapping[str, str] | None,
) -> Iterator[_Row]:
    """Yield a row for each document that is named, with those of the collection it may be."""
    groups: dict[str, list[Citation]] = {}
    for citation in found:
        groups.setdefault(names.of(citation), []).append(citation)
    nameless = groups.pop("", []) if where is not None else []
    entries = [
        NamedDocument(name, names.documents.get(name, ()), tuple(group))
        for name, group in groups.items()
    ]
    entries.sort(key=lambda entry: (-entry.clauses, pinyin_key(entry.name)))
    for named in entries:
        if here is not None:
            yield _Row(status, 1, write=_line(named, here[named.name]))
        else:
            to = where.get(named.name, "") if where else ""
            yield _fold(view, status, CitedName.of(named), to)
    yield from _clauses(status, nameless)


def _line(named: NamedDocument, to: str) -> Callable[[str], str]:
    def write(root: str) -> str:
        said = f"<small>{amount(named.citations)}</small>"
        link = f'<a href="{root}citations/{to}">{name_of(named)}</a>'
        return f"<li {filtered(named.name)}>{link}{said}</li>"

    return write


def _fold(view: View, status: CitationStatus, cited: CitedName, to: str) -> _Row:
    named, most = cited.named, view.settings.most_in_fold if to else len(cited.clauses)
    shown = cited.clauses[:most]

    def write(root: str) -> str:
        may_be = texts(view, root, named.documents)
        inside = f"<p>可能是：{may_be}</p>" if may_be else ""
        inside += place_list(view, root, shown)
        if len(cited.clauses) > most:
            link = f'<a href="{root}citations/{to}">引证索引</a>'
            inside += f'<p class="tw-more">以上列出前 {most:,} 条，其余见{link}。</p>'
        name = name_of(named) if named.name else "未写明名称"
        return fold(f"{name} <small>{amount(named.citations)}</small>", inside)

    return _Row(status, len(shown), write=write)


def _pages(
    view: View,
    by_status: Mapping[CitationStatus, Sequence[Citation]],
    shared: Sequence[Sequence[_Row]],
) -> Iterator[tuple[str, str]]:
    first: dict[CitationStatus, int] = {}
    for number, rows in enumerate(shared, 1):
        for row in rows:
            first.setdefault(row.status, number)
    for number, rows in enumerate(shared, 1):
        base = up(number)
        links = "、".join(
            f"[{REASONS[status]} {len(by_status[status]):,} 处]"
            f"({_file(base, first[status], number)}#{status.value})"
            for status in REASONS
            if status in by_status
        )
        total = sum(len(by_status[status]) for status in REASONS if status in by_status)
        lead = f"共 {total:,} 处：{links}。" if total else "全部引用都有链接。"
        title = "未能链接的引用"
        yield (
            f"unresolved/{below(number)}".rstrip("/"),
            page(
                numbered(title, number),
                f"# {title} {{ #unresolved }}",
                f"{lead}引用的全部文件见[引证索引]({base}../index.md)。",
                *_sections(view, f"{base}../../", rows),
                pager(number, len(shared)),
            ),
        )


def _file(base: str, number: int, here: int) -> str:
    return "" if number == here else f"{base}{below(number)}index.md"


def _sections(view: View, root: str, rows: Sequence[_Row]) -> Iterator[str]:
    for status, section in groupby(rows, lambda row: row.status):
        yield f"## {REASONS[status]} {{ #{status.value} }}"
        for clauses, group in groupby(section, lambda row: not row.write):
            listed = list(group)
            if clauses:
                yield place_list(view, root, [row.clause for row in listed])
                continue
            inner = "".join(row.write(root) for row in listed if row.write)
            if inner.startswith("<li"):
                yield f'<ul class="tw-list">{inner}</ul>'
            else:
                yield f'<div class="tw-folds" data-filter>{inner}</div>'
