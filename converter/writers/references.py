"""What a document cites: 本文引用, at the end of its page.

It is also where the previews take the words from that stand on other pages: an entry with
`data-ref` begins with the very link that stands in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.card import BEGINNING, card_of
from converter.citation import Citation, CitationStatus
from converter.model import Document
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.excerpts import clause_text, shorten
from converter.writers.fates import citation_note
from converter.writers.naming import doc_name, facts_in_short, old_id, version_note
from converter.writers.page import fold

#: What parts the paragraphs of a cited clause, until they are escaped.
_BREAK = "\n"

#: Why a citation leads nowhere, in the order of the page.
REASONS = {
    CitationStatus.NOT_IN_CORPUS: "本站未收入",
    CitationStatus.NO_SUCH_CLAUSE: "没有所引条款",
    CitationStatus.AMBIGUOUS: "不能确定所指",
}


def cited_documents(view: View, doc: Document) -> Iterator[str]:
    """Write what a document cites: documents, the clauses of each, and what was not found.

    Args:
        view: The bundle.
        doc: The document.

    Yields:
        One fold, or nothing.
    """
    citations = view.citations_in.get(doc.slug, ())
    if not citations:
        return
    by_target: dict[str, list[Citation]] = {}
    for citation in citations:
        if citation.target_slug and citation.target_slug != doc.slug:
            by_target.setdefault(citation.target_slug, []).append(citation)
    order = sorted(by_target, key=lambda slug: -len(by_target[slug]))
    rows = [_document(view, doc, slug, by_target[slug]) for slug in order]
    own = sum(citation.target_slug == doc.slug for citation in citations)
    if own:
        rows.append(f"<li>本文件：{own:,}处</li>")
    rows += _not_found(view, doc, citations)
    yield fold(
        f"本文引用：{_counted(citations)}",
        f'<ul class="tw-fold-groups">{"".join(rows)}</ul>',
        attributes='class="tw-fold tw-cites"',
    )


def _counted(citations: Sequence[Citation]) -> str:
    lost = sum(citation.target_slug is None for citation in citations)
    return f"{len(citations):,}处" + (f"，其中{lost:,}处未能链接" if lost else "")


def _document(view: View, doc: Document, slug: str, citations: Sequence[Citation]) -> str:
    """Write one cited document with its clauses, in their order there."""
    of = view.of(slug)
    # More is said of a clause than of the document as a whole.
    note = max((version_note(view, citation) for citation in citations), key=len)
    by_clause: dict[tuple[str | None, str | None], list[Citation]] = {}
    for citation in citations:
        by_clause.setdefault((citation.target_eid, citation.last_eid), []).append(citation)
    whole = by_clause.pop((None, None), [])
    order = sorted(by_clause, key=lambda ids: of.keys[ids[0] or ""])
    entries = "".join(_clause(view, doc, by_clause[ids]) for ids in order)
    about = f'<span class="tw-ref-text">{html_text(_about(of.document))}</span>' if whole else ""
    if view.fates.latest(slug):  # then each of its clauses says so
        remark = _old(view, doc, whole[0]) if whole else ""
    else:
        remark = f'<small class="tw-ref-note">{html_text(note)}</small>' if note else ""
    return (
        f'<li data-ref=""><a href="{doc.to_documents}{slug}/">{doc_name(view, of.document)}</a>'
        + _times(len(whole))
        + about
        + remark
        + (f"<ul>{entries}</ul>" if entries else "")
        + "</li>"
    )


def _old(view: View, doc: Document, citation: Citation) -> str:
    """Say what became of what a citation of a superseded text names; nothing for others."""
    note = citation_note(view, f"{doc.to_documents}../", citation)
    if not note:
        return ""
    eid = old_id(citation.target_slug or "", citation.target_eid, citation.last_eid)
    return f'<small class="tw-ref-note" id="{eid}">{note}</small>'


def _about(doc: Document) -> str:
    """Say what a cited document is: its number and date, and how it begins."""
    begins = shorten(card_of(doc).begins, BEGINNING)
    return " ".join(filter(None, ("，".join(facts_in_short(doc)), begins)))


def _times(count: int) -> str:
    return f"（{count:,}处）" if count > 1 else ""


def _clause(view: View, doc: Document, citations: Sequence[Citation]) -> str:
    """Write one cited clause, or range of clauses, for all that cite it."""
    slug, first, last = citations[0].target_slug, citations[0].target_eid, citations[0].last_eid
    assert slug is not None and first is not None  # only a document as a whole has none
    of = view.of(slug)
    key = of.keys[first]
    label = of.document.labels[key]
    until = f' data-last="{last}"' if last else ""
    if last:
        label += f"至{of.document.labels[of.keys[last]]}"
    words = "<br>".join(map(html_text, clause_text(of, key, between=_BREAK).split(_BREAK)))
    return (
        f'<li data-ref=""{until}><a href="{doc.to_documents}{slug}/#{first}">{html_text(label)}</a>'
        f"{_times(len(citations))}"
        f'<span class="tw-ref-text">{words}</span>{_old(view, doc, citations[0])}</li>'
    )


def _not_found(view: View, doc: Document, citations: Sequence[Citation]) -> Iterator[str]:
    for status, reason in REASONS.items():
        by_words: dict[str, list[int]] = {}
        for citation in citations:
            if citation.status is status:
                by_words.setdefault(_words(citation), []).append(citation.key)
        if by_words:
            items = "".join(
                f"<li>{html_text(words)}（见{'、'.join(_places(doc, keys))}）</li>"
                for words, keys in by_words.items()
            )
            yield f"<li>{reason}<ul>{items}</ul></li>"


def _words(citation: Citation) -> str:
    """Return what a citation that leads nowhere is listed under: a missing document by name."""
    if citation.status is not CitationStatus.NOT_IN_CORPUS or not citation.named:
        return citation.text
    return in_title_marks(citation.named) if "《" in citation.text else citation.named


def _places(doc: Document, keys: Sequence[int]) -> Iterator[str]:
    for key in dict.fromkeys(keys):
        yield f'<a href="#{doc.ids[key]}">{html_text(doc.labels[key])}</a>'
