"""Terms in one of their senses, and the places where they are used."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum

from converter.quote import Shown


@dataclass(frozen=True, slots=True)
class TermSource:
    """Where a definition comes from: a clause of the corpus, or a public document."""

    document: str | None = None
    clause: str | None = None
    title: str | None = None
    date: str | None = None


class TermOrigin(StrEnum):
    """Who defines a term. The values are those of `origin` in `data/glossary.json`."""

    GLOSSARY = "glossary"  # an editor, in the glossary file
    TEXT = "text"  # a document of the corpus


@dataclass(frozen=True, slots=True)
class Term:
    """One sense of a term: an entry of the glossary, or a definition in a text.

    The same words defined in two documents are two senses; they share a page.

    Attributes:
        term: The term, without quotation marks.
        page: The name of its page in addresses; it depends on the words alone.
        anchor: The id of this sense on that page.
        aliases: Other wordings that count as the same term.
        definition: What it means, or None where the corpus does not say.
        source: Where the definition comes from.
        scope: Where the term has this sense: `corpus`, `document:SLUG`, or
            `document:SLUG#EID` for a part of a document.
        since: The offset in the document's source from which the sense holds there; 0
            for all of its scope. 以下简称 holds from its place on.
        category: A heading to sort it under.
        see_also: Related terms.
        origin: Who defines it.
        form: For a definition in a text, the row of `definition_forms` that it follows.
        line: Line of the glossary file, or of the text that defines it.
    """

    term: str
    page: str
    anchor: str
    aliases: tuple[str, ...] = ()
    definition: str | None = None
    source: TermSource | None = None
    scope: str = "corpus"
    since: int = 0
    category: str | None = None
    see_also: tuple[str, ...] = ()
    origin: TermOrigin = TermOrigin.GLOSSARY
    form: str = ""
    line: int = 0

    @property
    def id(self) -> str:
        """The name of this sense, unique in a bundle; uses of it share one string."""
        return sys.intern(f"{self.page}#{self.anchor}")

    @property
    def url(self) -> str:
        """The address of this sense, from the root of the site."""
        return f"glossary/{self.page}/#{self.anchor}"


@dataclass(frozen=True, slots=True)
class TermUse:
    """A place where a term is used.

    Attributes:
        term: The id of the term.
        slug: The document.
        key: The node.
        start: Offset in the node's own text, in characters.
        end: Offset of its end.
        linked: True for a use that leads to the term's page: the first in its clause that
            is in nothing's way (a citation, the definition itself, a quotation).
        shown: What other pages show of it, if that is known already (see `View.shown`).
    """

    term: str
    slug: str
    key: int
    start: int
    end: int
    linked: bool = True
    shown: Shown | None = None

    def with_shown(self, shown: Shown | None) -> TermUse:
        """Return the same use with what is shown of it, much quicker than `replace` does."""
        return TermUse(self.term, self.slug, self.key, self.start, self.end, self.linked, shown)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that recurs in the corpus and has no entry in the glossary.

    Attributes:
        wording: The phrase, without quotation marks.
        count: How often it is used.
        documents: In how many documents.
        examples: Some clauses, each the slug of a document and an id.
    """

    wording: str
    count: int
    documents: int
    examples: tuple[tuple[str, str], ...] = ()
