"""What a document cites: 本文引用, at the end of its page.

It is also where the previews take the words from that stand on other pages: an entry with
`data-ref` begins with the very link that stands in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from converter.bundle import Citation, CitationStatus
from converter.model import Document, Kind
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.excerpts import clause_text, shorten
from converter.writers.naming import doc_name, facts_in_short, version_note
from converter.writers.page import fold

#: How much of its beginning tells what a document is about, in characters; and what begins it.
_BEGINNING = 120
_TEXT = (Kind.PARAGRAPH, Kind.TEXT, Kind.PREFACE)

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
    note = next(filter(None, (version_note(view, citation) for citation in citations)), "")
    counts = Counter((c.target_eid, c.last_eid) for c in citations)
    whole = counts.pop((None, None), 0)
    order = sorted(counts, key=lambda ids: of.keys[ids[0] or ""])
    entries = "".join(_clause(view, doc, slug, *ids, counts[ids]) for ids in order)
    about = f'<span class="tw-ref-text">{html_text(_about(of.document))}</span>' if whole else ""
    remark = f'<small class="tw-ref-note">{html_text(note)}</small>' if note else ""
    return (
        f'<li data-ref=""><a href="{doc.to_documents}{slug}/">{doc_name(view, of.document)}</a>'
        + _times(whole)
        + about
        + remark
        + (f"<ul>{entries}</ul>" if entries else "")
        + "</li>"
    )


def _about(doc: Document) -> str:
    """Say what a cited document is: its number and date, and how it begins."""
    begins = (n for n in doc.root.walk() if n.kind in _TEXT and any(n.body))
    first = next((doc.own_text(node) for node in begins), "")
    return " ".join(filter(None, ("，".join(facts_in_short(doc)), shorten(first, _BEGINNING))))


def _times(count: int) -> str:
    return f"（{count:,}处）" if count > 1 else ""


def _clause(
    view: View, doc: Document, slug: str, first: str | None, last: str | None, count: int
) -> str:
    of = view.of(slug)
    assert first is not None  # only a document as a whole has none
    key = of.keys[first]
    label = of.document.labels[key]
    until = f' data-last="{last}"' if last else ""
    if last:
        label += f"至{of.document.labels[of.keys[last]]}"
    words = "<br>".join(map(html_text, clause_text(of, key, between=_BREAK).split(_BREAK)))
    return (
        f'<li data-ref=""{until}><a href="{doc.to_documents}{slug}/#{first}">{html_text(label)}</a>'
        f"{_times(count)}"
        f'<span class="tw-ref-text">{words}</span></li>'
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
