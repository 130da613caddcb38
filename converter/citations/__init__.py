"""Citations: what each document mentions, resolved against all of them.

Reads: all documents, each with its mentions. Writes: `Citation` values in document order.
Guarantees: exactly one candidate, or no target and a status that says why; citations never
overlap.
"""

from __future__ import annotations

from collections.abc import Iterable

from converter.citation import Citation, CitationStatus
from converter.citations.index import Index, Resolution
from converter.mention import Mention
from converter.model import Document
from converter.title_names import STATE

#: Forms that speak of the document as a whole, which may have been published in parts.
_OF_WHOLE = frozenset({"self", "clause", "member", "range", "abbreviated"})


def find_citations(documents: Iterable[Document]) -> tuple[Citation, ...]:
    """Resolve the citations of all documents.

    Args:
        documents: The documents.

    Returns:
        The citations in the order of documents and clauses.
    """
    documents = list(documents)
    index = Index.of(documents)
    return tuple(
        citation
        for document in documents
        for mention in document.mentions
        if (citation := _resolve(document, mention, index)) is not None
    )


def _resolve(document: Document, mention: Mention, index: Index) -> Citation | None:
    if mention.outcome:
        status = CitationStatus(mention.outcome)
        slug = document.slug if status is CitationStatus.RESOLVED else None
        found = Resolution(status, slug, mention.eid, mention.last_eid)
        if status is CitationStatus.NO_SUCH_CLAUSE and mention.form in _OF_WHOLE:
            found = index.elsewhere(document.slug, mention.path, mention.last) or found
        return _citation(document, mention, found)
    name, start, title = mention.named, mention.start, mention.title
    if mention.lead and mention.title == mention.named:
        longer = _longest_known(mention, index)
        if longer:
            name, title = longer, longer
            start = mention.start - (len(longer) - len(mention.named))
    found = index.resolve(
        title,
        mention.path,
        mention.last,
        date=index.dates[document.slug],
        hint=mention.hint,
        citing=document.slug,
    )
    if mention.vague and found.status is CitationStatus.RESOLVED:
        found = Resolution(CitationStatus.AMBIGUOUS)
    if not mention.sure and found.status is CitationStatus.NOT_IN_CORPUS:
        return None
    return _citation(document, mention, found, name, start)


def _longest_known(mention: Mention, index: Index) -> str:
    """Find the longest name that ends where a name without 《》 does, and is a document's.

    What looks like a word before a name may be part of it: 关于适用…的规定.
    """
    words = mention.lead + mention.named
    for at in range(len(words) - 1):
        if index.knows(words[at:]) and words[at:] != STATE:
            return words[at:]
    return ""


def _citation(
    document: Document, mention: Mention, found: Resolution, named: str = "", start: int = -1
) -> Citation:
    start = mention.start if start < 0 else start
    text = mention.text
    if start < mention.start:
        text = named[: mention.start - start] + text
    elif start > mention.start:
        text = text[start - mention.start :]
    return Citation(
        document.slug,
        mention.key,
        start,
        mention.end,
        text,
        found.status,
        found.slug,
        found.eid,
        found.last_eid,
        mention.form,
        named,
        found.basis,
    )


__all__ = ["Index", "find_citations"]
