"""Words quoted out of a text: a clause in short, a place in its sentence."""

from __future__ import annotations

from converter.document_view import DocumentView
from converter.quote import Quote
from converter.tree import Kind
from converter.writers.escape import html_text

#: How much of a cited clause or of a definition is shown, in characters.
LONGEST_EXCERPT = 300

#: What parts a number from the words behind it.
_GAP = " "


def shorten(text: str, most: int = LONGEST_EXCERPT) -> str:
    """Cut a text to a length.

    Args:
        text: The text.
        most: How many characters to keep.

    Returns:
        The text, with `…` for what is cut off.
    """
    return text if len(text) <= most else text[:most].rstrip() + "…"


def clause_text(of: DocumentView, key: int, most: int = LONGEST_EXCERPT, between: str = " ") -> str:
    """Return what a clause says with all below it, on one line.

    Args:
        of: The document.
        key: The clause.
        most: How many characters of it.
        between: What parts its paragraphs.

    Returns:
        Its words with the numbers of its parts, without its own number.
    """
    doc, parts, number, length = of.document, list[str](), "", 0
    for node in of.nodes[key].walk():
        if node.num and node.key != key:
            number += doc.source.slice(node.num)
            # The words of an article are those of its first paragraph.
            number += _GAP if node.kind is Kind.ARTICLE else ""
        own = doc.own_text(node)
        if own:
            parts.append(number + own)
            length += len(parts[-1])
            number = ""
        if length > most:
            break
    return shorten(between.join(parts), most)


def marked(quote: Quote, href: str = "") -> str:
    """Write a sentence with what it is quoted for marked, and linked where it leads on."""
    hit = f"<mark>{html_text(quote.hit)}</mark>"
    hit = f'<a href="{href}">{hit}</a>' if href else hit
    return f"{html_text(quote.before)}{hit}{html_text(quote.after)}"
