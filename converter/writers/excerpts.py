"""Words quoted out of a text: a clause in short, a place in its sentence."""

from __future__ import annotations

from converter.model import Document, Kind, Node
from converter.view import DocumentView, Quote
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


def marked(quote: Quote, href: str = "") -> str:
    """Write a sentence with what it is quoted for marked, and linked where it leads on."""
    hit = f"<mark>{html_text(quote.hit)}</mark>"
    hit = f'<a href="{href}">{hit}</a>' if href else hit
    return f"{html_text(quote.before)}{hit}{html_text(quote.after)}"
