"""Citations: what a text refers to, and what became of that among the documents at hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from converter.quote import Shown


class CitationStatus(StrEnum):
    """What became of a citation; only a resolved one has a target."""

    RESOLVED = "resolved"
    NOT_IN_CORPUS = "not-in-corpus"
    NO_SUCH_CLAUSE = "no-such-clause"
    AMBIGUOUS = "ambiguous"


class CitationBasis(StrEnum):
    """Why this version of a cited document was chosen among those that are there."""

    AS_OF = "as-of"  # the latest that is not later than the citing document
    CURRENT = "current"  # the latest, as a date is not known
    LATER = "later"  # the earliest, though later than the citing document


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference in the text to a document or a clause.

    Attributes:
        slug: The citing document.
        key: The citing node.
        start: Offset in the node's own text, in characters.
        end: Offset of its end.
        text: The words.
        status: Whether it could be resolved.
        target_slug: The cited document, if resolved.
        target_eid: The cited clause, or None for the document as a whole.
        last_eid: The last clause of a range of which `target_eid` is the first, else None.
        form: The row of `citation_forms` that it follows.
        named: The document as the text names it, without 《》 and without the clause; empty
            where the citing document is meant.
        basis: Why this version, where another document is cited and found.
        shown: What other pages show of it, if that is known already (see `View.shown`).
    """

    slug: str
    key: int
    start: int
    end: int
    text: str
    status: CitationStatus
    target_slug: str | None = None
    target_eid: str | None = None
    last_eid: str | None = None
    form: str = ""
    named: str = ""
    basis: CitationBasis | None = None
    shown: Shown | None = None
