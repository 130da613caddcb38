"""Related clauses of other documents: 相关条款, folded away behind a clause, with the reason.

A page has dozens of them, so their markup is short: the name of a document is its link, and what
is said of it is plain text in a small element. All that is shown of the other clause stands in
the row itself (`Related`), so that its document is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.bundle import Related
from converter.model import Document
from converter.tree import Node
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.naming import doc_name
from converter.writers.page import fold

#: What is said in place of an excerpt and shared words where these are all.
_SAME = "（文字基本相同）"
#: So many of the shared words are shown.
_WORDS = 3
#: A document that says the same in so many clauses is a copy; it is named once, at the end.
_COPY = 10


def related_keys(view: View, doc: Document) -> set[int]:
    """Return behind which nodes of a document there may be related clauses."""
    return {related.key for related in view.related_in.get(doc.slug, ())}


def related_clauses(view: View, doc: Document, node: Node) -> Iterator[str]:
    """Write the related clauses of a clause.

    Args:
        view: The bundle.
        doc: The document.
        node: The clause.

    Yields:
        One fold, or nothing.
    """
    found = view.related_to.get((doc.slug, node.key), ())
    copied = view.copied.get(doc.slug, {})
    found = [one for one in found if one.shared or copied[one.target_slug] < _COPY]
    if found:
        items = "".join(f"<li>{_item(view, doc, related)}</li>" for related in found)
        yield fold(f"相关条款 {len(found)}", f"<ul>{items}</ul>", attributes='class="tw-fold"')


def copies(view: View, doc: Document) -> Iterator[str]:
    """Write which other documents say the same in many clauses: 文字基本相同的文件.

    Args:
        view: The bundle.
        doc: The document.

    Yields:
        One fold, or nothing.
    """
    counted = view.copied.get(doc.slug, {})
    many = sorted((-count, slug) for slug, count in counted.items() if count >= _COPY)
    if many:
        items = "".join(
            f'<li><a href="{doc.to_documents}{slug}/">{doc_name(view, view.documents[slug])}</a>'
            f"（{-count:,}条）</li>"
            for count, slug in many
        )
        summary = f"文字基本相同的文件：{len(many):,}件"
        yield fold(summary, f"<ul>{items}</ul>", attributes='class="tw-fold"')


def _item(view: View, doc: Document, related: Related) -> str:
    name = doc_name(view, view.documents[related.target_slug])
    link = (
        f'<a href="{doc.to_documents}{related.target_slug}/#{related.target_eid}">'
        f"{name}{html_text(related.target_label)}</a>"
    )
    if not related.shared:
        return link + _SAME
    words = "、".join(map(html_text, related.shared[:_WORDS]))
    return f"{link} {html_text(related.excerpt)}<small>同有：{words}</small>"
