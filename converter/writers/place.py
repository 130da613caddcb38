"""Where a document stands on the site: the way to it, and what stands beside it in its category."""

from __future__ import annotations

from dataclasses import dataclass

from converter.listing import SHELVES, Listing, Work
from converter.model import Document
from converter.title_names import in_title_marks
from converter.writers.browse import crumbs
from converter.writers.escape import html_text
from converter.writers.naming import day, page_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What a document's page says of where it stands, as HTML.

    Attributes:
        way: The way to it from the home page.
        neighbours: What stands beside it; may be empty.
    """

    way: str
    neighbours: str


def standing(listing: Listing, doc: Document) -> Standing:
    """Tell where a document stands; for its page, which needs no list of all documents then."""
    return Standing(way_to(listing, doc), neighbours(listing, doc))


def way_to(listing: Listing, doc: Document) -> str:
    """Write the way to a document: 首页, 文件, its kind, its title.

    Args:
        listing: The works.
        doc: The document; an earlier version stands below the work.

    Returns:
        HTML on one line, for the page of the document.
    """
    work = listing.work(doc)
    root = f"{doc.to_documents}../"
    kind = listing.category(SHELVES["kind"], work.kind)
    steps = [(root, "首页"), (f"{root}documents/", "文件"), (f"{root}{kind.page}", kind.value)]
    name = in_title_marks(work.doc.title)
    if doc is not work.doc:
        steps.append((page_of(work.doc, doc), name))
        name = f"{day(doc.version) or '较早的'}文本"
    return crumbs(*steps, ("", name))


def neighbours(listing: Listing, doc: Document) -> str:
    """Write links to the documents before and behind one among those of its kind.

    Args:
        listing: The works.
        doc: The document.

    Returns:
        HTML on one line; nothing for an earlier version, or where there is no other.
    """
    work = listing.work(doc)
    if doc is not work.doc:
        return ""
    before, behind = listing.neighbours(work)
    links = [
        f'<a rel="{rel}" href="{page_of(other.doc, doc)}"><small>{words}</small>{_name(other)}</a>'
        for rel, words, other in (("prev", "上一件", before), ("next", "下一件", behind))
        if other
    ]
    if not links:
        return ""
    said = html_text(f"{work.kind}中的前后文件")
    return (
        f'<nav class="tw-neighbours" aria-label="{said}" data-editorial="">{"".join(links)}</nav>'
    )


def _name(work: Work) -> str:
    return html_text(in_title_marks(work.doc.title))
