"""What rests on superseded texts: 受修订影响的引用, a page for editors, and what leads to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.comparison import Change
from converter.history.affected import Affected, Revision, revision, revisions, undated
from converter.history.fates import Fate
from converter.model import Document
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.escape import html_text, opening
from converter.writers.fates import KINDS, clauses_now, dated, each_became, kind_of
from converter.writers.naming import clause_link, doc_name
from converter.writers.page import page
from converter.writers.paging import below, numbered, pager, parts, up

#: The folder of the first page, from the root of the site, and what leads back there.
PAGE = "revisions/"
_ROOT = "../"

_INTRODUCTION = (
    "法规修订以后，依原条文写成的引用和释义可能需要核对。下列各处所依据的条文，在本站收录的最新文本中"
    "已经删去、拆分、合并、修改，或者改了序号，按轻重缓急排列；条文没有变动的不列。"
)


def revision_pages(view: View) -> Iterator[tuple[str, str]]:
    """Write the list of what rests on superseded texts.

    Args:
        view: The bundle.

    Yields:
        The folder of each page, from the root of the site, and the page.
    """
    title = "受修订影响的引用"
    found = [one for one in revisions(view) if one.affected]
    summary, most = _summary(view, found), view.settings.rows_per_page
    pieces = [
        _Piece(one, start, one.affected[start : start + most])
        for one in found
        for start in range(0, len(one.affected), most)
    ]
    shared = parts(pieces, most, lambda piece: len(piece.rows))
    for number, listed in enumerate(shared, 1):
        root = f"{up(number)}{_ROOT}"
        blocks = (block for piece in listed for block in _section(view, piece, root))
        yield (
            f"{PAGE}{below(number)}",
            page(
                numbered(title, number),
                f"# {title} {{ #revisions }}",
                _INTRODUCTION,
                summary,
                *blocks,
                pager(number, len(shared)),
            ),
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of what rests on one text, from one of its rows on."""

    revision: Revision
    start: int
    rows: Sequence[Affected]


def _section(view: View, piece: _Piece, root: str) -> Iterator[str]:
    one = piece.revision
    older, newer = view.documents[one.older], view.documents[one.newer]
    name = f"{in_title_marks(newer.title)}（{dated(older)}→{dated(newer)}）"
    eid = _anchor(one.older)
    if piece.start:
        yield f"## {opening(f'{name}续')} {{ #{eid}--from-{piece.start + 1} }}"
    else:
        yield f"## {opening(name)} {{ #{eid} }}"
        yield _head(view, one, root)
    yield _table(view, piece.rows, root)


def affected_link(view: View, root: str, slug: str) -> str:
    """Write a link to what rests on a superseded text and has to be looked at.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        slug: Any document.

    Returns:
        HTML; nothing where there is nothing to look at.
    """
    if view.fates.latest(slug) is None:
        return ""
    found = revision(view, slug)
    if not found.affected:
        return ""
    count = f"{len(found.affected):,} 处"
    return f'<a href="{root}{PAGE}#{_anchor(slug)}">受修订影响的引用 {count}</a>'


def affected_citations(view: View, doc: Document) -> Iterator[str]:
    """Write on the page of a superseded text what leads to the citations to look at.

    Args:
        view: The bundle.
        doc: The document.

    Yields:
        A paragraph, or nothing.
    """
    link = affected_link(view, f"{doc.to_documents}../", doc.slug)
    if link:
        yield f'<p class="tw-compared">{link}</p>'


def _anchor(slug: str) -> str:
    return slug.replace("/", "--")


def _summary(view: View, found: Sequence[Revision]) -> str:
    if not found:
        said = "没有需要核对的引用和释义。"
    else:
        clauses = sum(one.clauses for one in found)
        entries = sum(item.term is not None for one in found for item in one.affected)
        what = f"作出引用的条文 {clauses:,} 条，术语释义 {entries:,} 项"
        said = f"共涉及 {len(found):,} 个文本，{what}。"
    unsure = sum(undated(view).values())
    if unsure:
        said += f"另有日期不明的文件 {unsure:,} 条引用了修订过的文件，不能确定所引文本，未列入。"
    return said


def _head(view: View, found: Revision, root: str) -> str:
    """Name both texts, and count what became of what is cited."""
    texts = "，".join(
        f'{name}：<a href="{root}{doc.url}">{dated(doc)}</a>'
        for name, doc in (
            ("原文本", view.documents[found.older]),
            ("最新文本", view.documents[found.newer]),
        )
    )
    kinds = Counter(kind_of(item.fate) for item in found.affected)
    counts = "，".join(f"{KINDS[kind]} {count:,} 处" for kind, count in kinds.items())
    rest = f"；另有 {found.untouched:,} 处所引条文没有变动" if found.untouched else ""
    return f"<p>{texts}。{counts}{rest}。</p>"


def _table(view: View, found: Sequence[Affected], root: str) -> str:
    names = ("变动", "引用处", "原文", "所引条文", "最新文本")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(_row(view, item, root) for item in found)
    return (
        '<table class="tw-documents tw-revised">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(view: View, item: Affected, root: str) -> str:
    fate = item.fate
    shown = fate.change is not Change.DELETED and fate.likeness < 1
    alike = f"<small>（相近 {fate.likeness:.0%}）</small>" if shown else ""
    cells = (
        ("变动", KINDS[kind_of(fate)] + alike),
        ("引用处", _where(view, item, root)),
        ("原文", html_text(item.citation.text if item.citation else _wording(item))),
        ("所引条文", _cited(view, fate, root)),
        ("最新文本", _now(view, item, root)),
    )
    written = (f'<td data-label="{name}">{cell}</td>' for name, cell in cells)
    return f"<tr>{''.join(written)}</tr>"


def _now(view: View, item: Affected, root: str) -> str:
    if len(item.parts) > 1:
        changed = [part for part in item.parts if not part.is_as_it_was]
        return each_became(view, root, changed)
    return clauses_now(view, root, item.fate) or "—"


def _wording(item: Affected) -> str:
    return item.term.term if item.term else ""


def _where(view: View, item: Affected, root: str) -> str:
    if item.citation is None:
        assert item.term is not None
        uses = f"（用例 {item.uses:,} 处）"
        return f'<a href="{root}{html_text(view.sense_url(item.term))}">术语表</a>{uses}'
    doc, shown = view.documents[item.citation.slug], view.shown(item.citation)
    words = f"{doc_name(view, doc)}{html_text(shown.label)}"
    return f'<a href="{root}{doc.url}#{shown.eid}">{words}</a>'


def _cited(view: View, fate: Fate, root: str) -> str:
    doc = view.documents[fate.older]
    ends = dict.fromkeys((fate.was[0], fate.was[-1]))
    return "至".join(clause_link(root, doc, key, html_text(doc.labels[key])) for key in ends)
