"""Words that the apparatus shares: a clause in short, a document by its title and version."""

from __future__ import annotations

from collections.abc import Iterator

from converter.bundle import Citation, CitationBasis
from converter.model import Document, Kind, Node, in_title_marks
from converter.view import DocumentView, View
from converter.writers.escape import html_text

#: How much of a cited clause or of a definition is shown, in characters.
LONGEST_EXCERPT = 300

#: What parts the paragraphs of a clause on one line.
_SEPARATOR = " "


def shorten(text: str, most: int = LONGEST_EXCERPT) -> str:
    """Cut a text to a length.

    Args:
        text: The text.
        most: How many characters to keep.

    Returns:
        The text, with `…` for what is cut off.
    """
    return text if len(text) <= most else text[:most].rstrip() + "…"


def clause_text(of: DocumentView, key: int, most: int = LONGEST_EXCERPT) -> str:
    """Return what a clause says with all below it, on one line.

    Args:
        of: The document.
        key: The clause.
        most: How many characters of it.

    Returns:
        Its words with the numbers of its parts, without its own number.
    """
    parts: list[str] = []
    length = 0
    for node in of.nodes[key].walk():
        own = _own(of.document, node, with_number=node.key != key)
        if own:
            parts.append(own)
            length += len(own)
        if length > most:
            break
    return shorten(_SEPARATOR.join(parts), most)


def _own(doc: Document, node: Node, with_number: bool) -> str:
    number = doc.source.slice(node.num) if node.num and with_number else ""
    text = doc.own_text(node)
    gap = _SEPARATOR if number and text and node.kind is Kind.ARTICLE else ""
    return f"{number}{gap}{text}"


def title_of(doc: Document) -> str:
    """Write a document's title in 书名号, as HTML."""
    return html_text(in_title_marks(doc.title))


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


#: What is said of the version that a citation leads to; {} is its date.
_VERSIONS = {
    CitationBasis.AS_OF: "所引为{}的版本",
    CitationBasis.CURRENT: "未能确定引用时的文本，所列为现收最新的版本（{}）",
    CitationBasis.LATER: "引用时的文本未收入，所列为{}的版本",
}


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
    return _VERSIONS[citation.basis].format(day(doc.fact("date") or "日期不明"))


def facts_in_short(doc: Document) -> Iterator[str]:
    """Yield what tells a document from others: its number and its date, as text."""
    number, date = doc.fact("number"), doc.fact("date")
    if number:
        yield number
    if date:
        yield day(date)
