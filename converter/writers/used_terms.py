"""The terms of a document: 本文术语, at the end of its page, with what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from converter.model import Document
from converter.term import Term
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.excerpts import shorten
from converter.writers.fates import definition_note
from converter.writers.naming import doc_name, term_ids
from converter.writers.page import fold

#: What stands in the place of a definition that the corpus does not give.
UNEXPLAINED = "语料中未作解释"


def used_terms(view: View, doc: Document) -> Iterator[str]:
    """Write the terms that a document uses, with definition and source.

    The links in the text lead here, and the previews take their words from here, as they do from
    本文引用.

    Args:
        view: The bundle.
        doc: The document.

    Yields:
        One fold, or nothing.
    """
    counts = Counter(use.term for use in view.uses_in.get(doc.slug, ()))
    if not counts:
        return
    ids = term_ids(view, doc)
    items = "".join(_term(view, doc, view.terms[term], counts[term], ids[term]) for term in counts)
    yield fold(
        f"本文术语：{len(counts):,}个，{counts.total():,}处",
        f'<ul class="tw-fold-groups">{items}</ul>',
        attributes='class="tw-fold tw-terms"',
    )


def _term(view: View, doc: Document, term: Term, count: int, eid: str) -> str:
    definition = shorten(term.definition) if term.definition else UNEXPLAINED
    source = _source(view, doc, term)
    note = definition_note(view, f"{doc.to_documents}../", term)
    said = "；".join(filter(None, (f"出处：{source}" if source else "", note)))
    page = f"{doc.to_documents}../{html_text(view.sense_url(term))}"
    return (
        f'<li id="{eid}" data-ref=""><a href="{page}">{html_text(term.term)}</a>（{count:,}处）'
        f'<span class="tw-ref-text">{html_text(definition)}</span>'
        + (f'<small class="tw-ref-note">{said}</small>' if said else "")
        + "</li>"
    )


def _source(view: View, doc: Document, term: Term) -> str:
    """Write where a definition comes from: a link into the corpus, or a public document."""
    source = term.source
    if source is None:
        return ""
    other = view.documents.get(source.document or "")
    if other:
        own = other.slug == doc.slug
        # A clause that the glossary names may be missing: that is a finding.
        found = view.label(other.slug, source.clause or "")
        label, fragment = ("", "") if found is None else (html_text(found), f"#{source.clause}")
        page = "" if own and fragment else f"{doc.to_documents}{other.slug}/"
        words = label if own and label else f"{doc_name(view, other)}{label}"
        return f'<a href="{page}{fragment}">{words}</a>'
    dated = f"（{source.date}）" if source.date else ""
    return html_text(f"{source.title or ''}{dated}")
