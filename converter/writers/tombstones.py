"""What stands on a page in the place of a clause that is there no more."""

from __future__ import annotations

from collections.abc import Iterator

from converter.model import Document
from converter.old_ids.kept import Tombstone
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.excerpts import clause_text
from converter.writers.naming import day, doc_text, page_of

#: How much of the last words of a clause is shown, in characters.
LAST_WORDS = 60


def tombstone(view: View, doc: Document, stone: Tombstone) -> str:
    """Write a tombstone.

    Args:
        view: The bundle.
        doc: The document on whose page it stands.
        stone: What is gone.

    Returns:
        One block of HTML; it bears the ids that no other clause bears.
    """
    anchors = "".join(f'<a id="{html_text(eid)}"></a>' for eid in stone.ids)
    gone = f' data-gone="{stone.gone}"' if stone.gone else ""
    said = _said(view, doc, stone) if stone.slug else _decided(view, doc, stone)
    return (
        f'<aside class="tw-tombstone" id="{_id(view, stone)}" role="note" data-editorial=""{gone}>'
        f"{anchors}{said}{''.join(_was(view, doc, stone))}</aside>"
    )


def _id(view: View, stone: Tombstone) -> str:
    """Name a tombstone: by the id of the clause, unless another clause bears that now."""
    if stone.eid:
        return html_text(stone.eid)
    if not stone.slug:  # decided of an id of an earlier version
        ((slug, (eid, *_)), *_) = stone.was
        return f"old_{html_text(eid)}_{view.documents[slug].version}"
    older = view.documents[stone.slug]
    return f"old_{older.ids[stone.key]}_{older.version}"


def _said(view: View, doc: Document, stone: Tombstone) -> str:
    """Say what is gone with a version."""
    older, of = view.documents[stone.slug], view.of(stone.slug)
    label = html_text(older.labels[stone.key])
    text = f"{day(older.version) or '日期不明的'}文本"
    link = f'<a href="{page_of(older, doc)}#{older.ids[stone.key]}">查看{text}</a>'
    node = of.nodes[stone.key]
    # Of a chapter the heading: its clauses have tombstones of their own.
    if node.heading and not node.body:
        words = older.source.slice(node.heading)
    else:
        words = clause_text(of, stone.key, LAST_WORDS)
    return (
        f"<p{_formers(view, stone)}><strong>{label}</strong>（{text}）已删去{_since(doc, stone)}。"
        f"原文：“{html_text(words)}”{link}{_compared(view, doc, stone)}</p>"
    )


def _formers(view: View, stone: Tombstone) -> str:
    """Write which of its ids other clauses bear now, as attributes."""
    ids = next((ids for slug, ids in stone.was if slug == stone.slug), ())
    if not ids:
        return ""
    version = view.documents[stone.slug].version
    return (
        f' class="tw-former" data-editorial="" data-former="{html_text(" ".join(ids))}"'
        f' data-version="{version}"'
    )


def _since(doc: Document, stone: Tombstone) -> str:
    """Say which version has it no more, where it is not the latest."""
    if not stone.gone or stone.gone == doc.version:
        return ""
    return f"，{day(stone.gone)}文本起无此内容"


def _compared(view: View, doc: Document, stone: Tombstone) -> str:
    step = view.lineage.steps.get(stone.slug)
    if step is None or not any(stone.key in row.older for row in step.rows):
        return ""
    eid = view.documents[stone.slug].ids[stone.key]
    return f'<a href="{doc.to_documents}../{step.page}#old_{eid}">对照</a>'


def _decided(view: View, doc: Document, stone: Tombstone) -> str:
    """Say what an editor has decided of an id; the words are those that the ledger keeps."""
    act = "已删去" if stone.removed else "已移至他处"
    date = f"（{day(stone.gone)}登记）" if stone.gone else ""
    said = f"<p>原载此处的内容{act}{date}。原文：“{html_text(stone.excerpt)}”"
    if stone.place:
        other = view.documents[stone.place.slug]
        key = view.of(other.slug).keys.get(stone.place.eid)
        name = "" if other is doc else doc_text(view, other)
        name += other.labels[key] if key is not None else ""
        page = "" if other is doc else page_of(other, doc)
        fragment = f"#{stone.place.eid}" if stone.place.eid else ""
        said += f'现见<a href="{page}{fragment}">{html_text(name)}</a>'
    return f"{said}</p>"


def _was(view: View, doc: Document, stone: Tombstone) -> Iterator[str]:
    """Yield what it was in still earlier versions, as far as other clauses bear those ids now."""
    for slug, ids in stone.was:
        if slug == stone.slug:
            continue
        older = view.documents[slug]
        key = view.of(slug).keys.get(ids[0])
        # What was decided of an id of that version stands on its page, too.
        label = html_text(older.labels[key]) if key is not None else "登记情况"
        link = f'<a href="{page_of(older, doc)}#{ids[0]}">{label}</a>'
        yield (
            f'<p class="tw-former" data-editorial="" data-former="{html_text(" ".join(ids))}"'
            f' data-version="{older.version}">{day(older.version) or "日期不明的"}文本：{link}</p>'
        )
