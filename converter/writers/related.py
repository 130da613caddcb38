"""Related clauses of other documents: 相关条款, folded away behind a clause, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from converter.bundle import Related
from converter.model import Document, Node
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.excerpts import clause_text
from converter.writers.naming import doc_name
from converter.writers.page import fold

#: How much of a related clause is shown, in characters.
_EXCERPT = 50


def related_clauses(view: View, doc: Document, node: Node) -> Iterator[str]:
    """Write the related clauses of a clause.

    Args:
        view: The bundle.
        doc: The document.
        node: The clause.

    Yields:
        One fold, or nothing.
    """
    found = view.related_to.get((doc.slug, node.key))
    if found:
        items = "".join(f"<li>{_item(view, doc, related)}</li>" for related in found)
        yield fold(
            f"相关条款 {len(found)}", f"<ul>{items}</ul>", attributes='class="tw-fold tw-related"'
        )


def _item(view: View, doc: Document, related: Related) -> str:
    of = view.of(related.target_slug)
    eid, label = of.document.ids[related.target_key], of.document.labels[related.target_key]
    excerpt = html_text(clause_text(of, related.target_key, _EXCERPT))
    words = "、".join(map(html_text, related.shared))
    name = doc_name(view, of.document)
    return (
        f'<a href="{doc.to_documents}{related.target_slug}/#{eid}">'
        f"{name}{html_text(label)}</a>"
        f'<span class="tw-ref-text">{excerpt}</span>'
        f'<small class="tw-ref-note">共同词语：{words}</small>'
    )
