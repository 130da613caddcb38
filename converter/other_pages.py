"""All pages of a site but those of documents: which there are, and who writes them.

A further kind of page is a further row of `WRITERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from converter.listing import Listing
from converter.view import View
from converter.writers import (
    browse,
    charts,
    citations,
    compare,
    findings,
    pages,
    revisions,
    search_page,
    stubs,
    term_index,
    terms,
)

#: A page: its place below `docs/`, and its Markdown (or HTML, of one that ends in `.html`).
Page = tuple[str, str]
#: Pages by their folders.
_Folders = Iterator[tuple[str, str]]


def _browse(view: View, listing: Listing) -> _Folders:
    return browse.browse_pages(listing, view.settings)


def _glossary(view: View, _: Listing) -> _Folders:
    yield from _below("glossary", term_index.term_index(view, charts.terms_by_documents(view)))
    yield from _below("glossary/documents", term_index.terms_by_document(view))
    yield from _below("glossary", terms.term_pages(view))


def _citations(view: View, _: Listing) -> _Folders:
    return _below("citations", citations.citation_pages(view, charts.citation_network(view)))


def _revisions(view: View, _: Listing) -> _Folders:
    if view.bundle.families:
        yield from revisions.revision_pages(view)


def _below(folder: str, found: _Folders) -> _Folders:
    yield from ((f"{folder}/{name}" if name else folder, text) for name, text in found)


#: Each takes the bundle and its works, and yields pages by their folders; "" is the home page.
WRITERS: tuple[Callable[[View, Listing], _Folders], ...] = (
    lambda view, listing: iter([("", pages.home(view, listing))]),
    lambda view, listing: iter([("documents", pages.document_list(view, listing))]),
    _browse,
    _glossary,
    _citations,
    lambda view, _: compare.comparison_pages(view),
    _revisions,
    lambda _view, _listing: iter([("findings", findings.render())]),
    lambda view, listing: iter([("search", search_page.render(view, listing))]),
)


def other_pages(view: View, listing: Listing) -> Iterator[Page]:
    """Write all pages but those of documents.

    Args:
        view: What there is.
        listing: Its works.

    Yields:
        The pages, one at a time.
    """
    for write in WRITERS:
        for folder, text in write(view, listing):
            yield "/".join(filter(None, (folder.strip("/"), "index.md"))), text
    for folder, text in stubs.stub_pages(view):
        yield f"{folder.strip('/')}/index.html", text
