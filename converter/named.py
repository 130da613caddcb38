"""The documents that the texts name, in the corpus or not, each with its citations.

Reads: a view. Guarantees: a document is listed once, under whatever short name it is cited;
versions of one document are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from converter.citation import Citation
from converter.model import Document
from converter.slugs import pinyin_key
from converter.terms.names import fold, term_page
from converter.title_names import STATE, normal_title
from converter.view import View


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that other documents cite.

    Attributes:
        name: Its normal title, or its 文号.
        documents: The documents of the corpus that have this title: its versions, or
            several of one name; empty where there is none.
        citations: The citations of it in other documents, in their order.
    """

    name: str
    documents: tuple[Document, ...]
    citations: tuple[Citation, ...]

    @property
    def page(self) -> str:
        """Its name in addresses; it depends on the words alone."""
        return term_page(self.name)

    @property
    def is_number(self) -> bool:
        """Whether it is known by its 文号 only."""
        return self.name.endswith("号")

    @property
    def title(self) -> str:
        """The name as the texts mostly write it, without 中华人民共和国 before it.

        For a document that is cited by its 文号 or a short name only, its own title.
        """
        written = Counter(c.named.removeprefix(STATE) for c in self.citations)
        known = sorted(written, key=lambda title: (-written[title], title))
        own = (doc.title.removeprefix(STATE) for doc in self.documents)
        named = (title for title in (*known, *own) if normal_title(title) == self.name)
        return next(named, self.name)

    @property
    def clauses(self) -> int:
        """How many clauses cite it."""
        return len({(citation.slug, citation.key) for citation in self.citations})


class Names:
    """Tells which document a citation names."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def documents(self) -> Mapping[str, tuple[Document, ...]]:
        """The documents by their normal title."""
        found: dict[str, tuple[Document, ...]] = {}
        for doc in self._view.bundle.documents:
            name = normal_title(doc.title)
            found[name] = (*found.get(name, ()), doc)
        return found

    @cached_property
    def _short(self) -> Mapping[tuple[str, str], str]:
        """The full names that documents have short ones for: 以下简称《办法》."""
        return {
            (term.source.document, fold(term.term)): normal_title(_titled(term.definition))
            for term in self._view.bundle.terms
            if term.source and term.source.document and term.definition
            if "《" in term.definition
        }

    def of(self, citation: Citation) -> str:
        """Return the normal title or 文号 of what a citation names, or an empty string.

        Args:
            citation: A citation; one within its own document names none.
        """
        if citation.target_slug:
            if citation.target_slug == citation.slug:
                return ""
            return normal_title(self._view.documents[citation.target_slug].title)
        return self._short.get((citation.slug, fold(citation.named))) or normal_title(
            citation.named
        )


def _titled(text: str) -> str:
    """Return what stands within the outer title marks of a text."""
    return text[text.index("《") + 1 : text.rindex("》") if "》" in text else len(text)]


def named_documents(view: View) -> tuple[NamedDocument, ...]:
    """List the documents that are named in other documents.

    Args:
        view: The bundle.

    Returns:
        The documents, the most cited first; of those that as many clauses cite, by pinyin.
    """
    names = Names(view)
    groups: dict[str, list[Citation]] = {}
    for citation in view.bundle.citations:
        name = names.of(citation)
        if name:
            groups.setdefault(name, []).append(citation)
    found = [
        NamedDocument(name, names.documents.get(name, ()), tuple(citations))
        for name, citations in groups.items()
    ]
    return tuple(sorted(found, key=lambda named: (-named.clauses, pinyin_key(named.name))))
