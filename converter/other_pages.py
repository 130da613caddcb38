"""All pages of a site but those of documents: which there are, and who writes them.

A further kind of page is a further row of `WRITERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from converter.apart import Apart
from converter.extract import Extracts
from converter.listing import Listing
from converter.view import View
from converter.writers import (
    browse,
    charts,
    citations,
    compare_index,
    findings,
    pages,
    revisions,
    search_page,
    stubs,
    term_index,
    terms,
)

#: A page: its place below `docs/`, and its Markdown (or HTML, of one that ends in `.html`), or
#: what writes that.
Page = tuple[str, str | Apart]
#: Pages by their folders.
_Folders = Iterator[tuple[str, str]]
_FoldersApart = Iterator[tuple[str, str | Apart]]


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


def _comparisons(view: View, _: Listing) -> _FoldersApart:
    if not view.bundle.comparisons:
        return
    yield from _below("compare", compare_index.comparison_index(view))
    extracts = Extracts(view)
    for comparison in view.bundle.comparisons:
        yield comparison.page, Apart(extracts.of_comparison(comparison))


def _below(folder: str, found: _Folders) -> _Folders:
    yield from ((f"{folder}/{name}" if name else folder, text) for name, text in found)


#: Each takes the bundle and its works, and yields pages by their folders; "" is the home page.
WRITERS: tuple[Callable[[View, Listing], _Folders | _FoldersApart], ...] = (
    lambda view, listing: iter([("", pages.home(view, listing))]),
    lambda view, listing: iter([("documents", pages.document_list(view, listing))]),
    _browse,
    _glossary,
    _citations,
    _comparisons,
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
        for folder, page in write(view, listing):
            yield "/".join(filter(None, (folder.strip("/"), "index.md"))), page
    for folder, text in stubs.stub_pages(view):
        yield f"{folder.strip('/')}/index.html", text
