"""What the pages beside the documents are made of: front matter, links, quotations, folds.

Blocks of HTML are one line each, which Markdown leaves alone.
"""

from __future__ import annotations

import json

from converter.model import Document, in_title_marks
from converter.view import Quote, View
from converter.writers.escape import html_text
from converter.writers.excerpts import day


def page(title: str, *blocks: str) -> str:
    """Put a page together.

    Args:
        title: Its title, as text.
        blocks: Its blocks, in Markdown; empty ones are left out.

    Returns:
        The page with its front matter.
    """
    front = f"---\ntitle: {json.dumps(html_text(title), ensure_ascii=False)}\n---"
    return "\n\n".join((front, *filter(None, blocks))) + "\n"


def doc_text(view: View, doc: Document) -> str:
    """Name a document, as text; one of several with the same title by its date, too."""
    date = doc.fact("date") if len(view.same_title(doc)) > 1 else None
    return in_title_marks(doc.title) + (f"（{day(date)}）" if date else "")


def doc_name(view: View, doc: Document) -> str:
    """Name a document, as HTML."""
    return html_text(doc_text(view, doc))


def doc_link(view: View, root: str, doc: Document) -> str:
    """Write a link to a document; `root` leads from the page to the root of the site."""
    return f'<a href="{root}{doc.url}">{doc_name(view, doc)}</a>'


def clause_link(root: str, doc: Document, key: int, words: str) -> str:
    """Write a link to a clause under words in HTML; `root` leads to the root of the site."""
    return f'<a href="{root}{doc.url}#{doc.ids[key]}">{words}</a>'


def marked(quote: Quote, href: str = "") -> str:
    """Write a sentence with what it is quoted for marked, and linked where it leads on."""
    hit = f"<mark>{html_text(quote.hit)}</mark>"
    hit = f'<a href="{href}">{hit}</a>' if href else hit
    return f"{html_text(quote.before)}{hit}{html_text(quote.after)}"


def fold(summary: str, inside: str, unfolded: bool = False, named: str = "") -> str:
    """Write what is folded away until it is asked for.

    Args:
        summary: What is seen of it, as HTML.
        inside: What is not.
        unfolded: Whether it stands open at first.
        named: Its id, if it has an address; the attributes that come with it may follow.
    """
    attributes = f" {named}" if named else ""
    is_open = " open" if unfolded else ""
    return f"<details{attributes}{is_open}><summary>{summary}</summary>{inside}</details>"
