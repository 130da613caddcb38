"""The links within a document's running text: its citations, and its terms where first used.

A term leads to its entry at the end of the same page, which says what it means and leads on to its
page of the glossary; so the address is short, and stands once however often the term is linked.

Reads: the tables of a bundle. Guarantees: links in the order of the text that do not
overlap; where a term stands in a citation, the citation goes before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from converter.citation import Citation
from converter.model import Document
from converter.view import View
from converter.writers.naming import old_id, term_ids


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a document's text that leads somewhere.

    Attributes:
        start: Offset in the source's text, in characters.
        end: Offset of its end.
        page: The folder of the page that it leads to, from that of the document; empty for
            the document's own page.
        fragment: The id there; empty for the page as a whole.
        css: Its class: `tw-cite` or `tw-term`.
        last: For a range, the id of its last clause there; else empty.
        old: For a citation of a superseded text, the id of what the page says of that; else
            empty.
    """

    start: int
    end: int
    page: str
    fragment: str
    css: str
    last: str = ""
    old: str = ""

    @property
    def href(self) -> str:
        """The address, for HTML."""
        return self.page + (f"#{self.fragment}" if self.fragment else "")

    @property
    def file(self) -> str:
        """The address as Markdown has it: MkDocs checks links to files, not to folders."""
        page = f"{self.page}index.md" if self.page else ""
        return page + (f"#{self.fragment}" if self.fragment else "")


def links(view: View, doc: Document) -> tuple[Link, ...]:
    """List the links in a document's text.

    Args:
        view: The bundle.
        doc: The document.

    Returns:
        The links in the order of the text; no two overlap.
    """
    found = sorted([*_citations(view, doc), *_terms(view, doc)], key=lambda link: link.start)
    kept: list[Link] = []
    for link in found:
        if kept and link.start < kept[-1].end:
            if link.css == kept[-1].css or kept[-1].css == "tw-cite":
                continue
            kept.pop()
        kept.append(link)
    return tuple(kept)


def _citations(view: View, doc: Document) -> Iterator[Link]:
    of = view.of(doc.slug)
    for citation in view.citations_in.get(doc.slug, ()):
        if citation.target_slug is None:
            continue
        own = citation.target_slug == doc.slug
        span = of.span(citation.key, citation.start, citation.end)
        page = "" if own else f"{doc.to_documents}{citation.target_slug}/"
        # A document that names itself as a whole leads to its title.
        fragment = citation.target_eid or ("title" if own and "title" in of.keys else "")
        if page or fragment:
            last = citation.last_eid or ""
            old = "" if own else _old(view, citation)
            yield Link(span.start, span.end, page, fragment, "tw-cite", last, old)


def _old(view: View, citation: Citation) -> str:
    slug = citation.target_slug
    if slug is None or view.fates.latest(slug) is None:
        return ""
    return old_id(slug, citation.target_eid, citation.last_eid)


def _terms(view: View, doc: Document) -> Iterator[Link]:
    of, ids = view.of(doc.slug), term_ids(view, doc)
    for use in view.uses_in.get(doc.slug, ()):
        if use.linked:
            span = of.span(use.key, use.start, use.end)
            yield Link(span.start, span.end, "", ids[use.term], "tw-term")
