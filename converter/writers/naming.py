"""How documents and clauses are named and linked, everywhere beside the text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from converter.citation import Citation, CitationBasis
from converter.citations.versions import date_of
from converter.model import Document
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.escape import html_text


def day(date: str) -> str:
    """Write a date as documents do.

    Args:
        date: A date in ISO 8601.

    Returns:
        Such as `2018年3月20日`; what is no such date, as it is.
    """
    parts = date.split("-")
    if len(parts) != len("年月日") or not all(part.isdigit() for part in parts):
        return date
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=True))


def doc_text(view: View, doc: Document) -> str:
    """Name a document, as text.

    One of several with the same title is told by its date, too; one of several of the same
    date, such as two parts of a code or a text that is there twice, by its file.
    """
    name, same = in_title_marks(doc.title), view.same_title(doc)
    if len(same) == 1:
        return name
    date = date_of(doc)
    told = [day(date)] * bool(date)
    if sum(date_of(other) == date for other in same) > 1:
        told.append(f"原文：{doc.entry.file}")
    return f"{name}（{'，'.join(told) or '日期不明'}）"


def doc_name(view: View, doc: Document) -> str:
    """Name a document, as HTML."""
    return html_text(doc_text(view, doc))


def doc_link(view: View, root: str, doc: Document) -> str:
    """Write a link to a document; `root` leads from the page to the root of the site."""
    return f'<a href="{root}{doc.url}">{doc_name(view, doc)}</a>'


def page_of(doc: Document, other: Document) -> str:
    """Write the way to the page of a document from that of another one, as short as it is."""
    return f"{posixpath.relpath(doc.slug, other.slug)}/"


def clause_link(root: str, doc: Document, key: int, words: str) -> str:
    """Write a link to a clause under words in HTML; `root` leads to the root of the site."""
    return f'<a href="{root}{doc.url}#{doc.ids[key]}">{words}</a>'


#: What is said of the version that a citation leads to; {} is its date.
_VERSIONS = {
    CitationBasis.AS_OF: "所引为{}的文本",
    CitationBasis.CURRENT: "未能确定引用时的文本，所列为本站收录的最新文本（{}）",
    CitationBasis.LATER: "引用时的文本未收入，所列为{}的文本",
}
#: What is said of a clause that is cited from a text that is not there.
_MAY_HAVE_MOVED = "，条文序号可能有变动"


def version_note(view: View, citation: Citation) -> str:
    """Say which version of a document a citation leads to, where there is a doubt.

    Args:
        view: The bundle.
        citation: A resolved citation of another document.

    Returns:
        A sentence without a full stop, or nothing: the document is there once, and not
        later than what cites it.
    """
    if citation.target_slug is None or citation.basis is None:
        return ""
    doc = view.documents[citation.target_slug]
    if citation.basis is not CitationBasis.LATER and len(view.same_title(doc)) == 1:
        return ""
    said = _VERSIONS[citation.basis].format(day(date_of(doc)) or "日期不明")
    later = citation.basis is CitationBasis.LATER
    return said + _MAY_HAVE_MOVED if later and citation.target_eid else said


def old_id(slug: str, first: str | None, last: str | None) -> str:
    """Name the place on a page where it says what became of a cited clause.

    Args:
        slug: The superseded version that it stands in.
        first: The clause, the first of a range; None for the document as a whole.
        last: The last of a range, else None.

    Returns:
        An id that no clause has, nor anything else that is cited.
    """
    return "--".join(("old", slug.replace("/", "--"), *filter(None, (first, last))))


def facts_in_short(doc: Document) -> Iterator[str]:
    """Yield what tells a document from others: its number and its date, as text."""
    number, date = doc.fact("number"), doc.fact("date")
    if number:
        yield number
    if date:
        yield day(date)


def term_ids(view: View, doc: Document) -> dict[str, str]:
    """Name the places on a document's page where it says what its terms mean.

    Args:
        view: The bundle.
        doc: The document.

    Returns:
        The id of each sense that the document uses to a short one that no clause has, in the
        order of the text.
    """
    used = dict.fromkeys(use.term for use in view.uses_in.get(doc.slug, ()))
    return {term: f"t{number}" for number, term in enumerate(used, 1)}
