"""The documents that are cited, as entries of lists: names, counts, the clauses that cite them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from converter.citation import Citation
from converter.model import Document
from converter.named import NamedDocument
from converter.slugs import letter
from converter.title_names import in_title_marks
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.lists import (
    amount,
    by_clause,
    by_document,
    filtered,
    letter_id,
    link_list,
    place_list,
)
from converter.writers.naming import doc_link
from converter.writers.page import fold

#: On the pages of letters, of a document that more clauses cite than these none is quoted.
MOST_QUOTED = 5


@dataclass(frozen=True, slots=True)
class CitedName:
    """A document that is cited, with what cites it by clause."""

    named: NamedDocument
    clauses: tuple[Sequence[Citation], ...]

    @classmethod
    def of(cls, named: NamedDocument) -> CitedName:
        """Return the entry of a document."""
        return cls(named, tuple(by_clause(named.citations)))

    @property
    def folder(self) -> str:
        """The folder of the letter that it is listed under, below that of citations."""
        return f"{letter_id(letter(self.named.name))}/"


def name_text(named: NamedDocument) -> str:
    """Name a cited document, as text."""
    return named.title if named.is_number else in_title_marks(named.title)


def name_of(named: NamedDocument) -> str:
    """Write the name of a cited document, as HTML."""
    return html_text(name_text(named))


def summary(named: NamedDocument) -> str:
    """Say which document is cited, whether it is there, and how often it is cited."""
    return f"{name_of(named)}{absent(named)} <small>{amount(named.citations)}</small>"


def absent(named: NamedDocument) -> str:
    """Mark a document that is not in the collection."""
    return "" if named.documents else ' <span class="tw-mark">本站未收入</span>'


def entry(named: NamedDocument, inside: str) -> str:
    """Write the entry of a document, folded away under its address."""
    attributes = f'id="{named.page}" {filtered(named.name)}'
    return fold(summary(named), inside, attributes=attributes)


def texts(view: View, root: str, documents: Sequence[Document]) -> str:
    """List documents that a name may stand for; of many the first."""
    most = view.settings.most_in_fold
    links = "、".join(doc_link(view, root, doc) for doc in documents[:most])
    return links + (f"等 {len(documents):,} 件" if len(documents) > most else "")


def own_texts(view: View, root: str, named: NamedDocument) -> str:
    """List the documents of the collection that an entry stands for."""
    if not named.documents:
        return ""
    return f"<p>本站收入：{texts(view, root, named.documents)}</p>"


def leads(root: str) -> Callable[[Citation], str]:
    """Tell where citations lead, from a page from which `root` leads to that of the site."""

    def href(citation: Citation) -> str:
        if not citation.target_slug:
            return ""
        fragment = f"#{citation.target_eid}" if citation.target_eid else ""
        return f"{root}documents/{citation.target_slug}/{fragment}"

    return href


def sentences(view: View, root: str, cited: CitedName) -> str:
    """List what cites a document with the sentences, linked to what they cite."""
    return place_list(view, root, cited.clauses, leads(root))


def in_short(view: View, root: str, cited: CitedName, most: int) -> str:
    """List what cites a document: few clauses with their sentences, of many only links.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        cited: The document.
        most: How many clauses may be linked; for more there is a page of its own.
    """
    if len(cited.clauses) <= MOST_QUOTED:
        return sentences(view, root, cited)
    listed = link_list(view, root, by_document(cited.clauses[:most]))
    if len(cited.clauses) <= most:
        return listed
    to = f'<a href="{root}citations/{cited.named.page}/">全部 {len(cited.clauses):,} 条</a>'
    return f'{listed}<p class="tw-more">以上列出前 {most:,} 条，另见{to}。</p>'
