"""Which of several documents of one name is meant: versions by their dates, others by a hint.

Reads: what is known of the documents. Guarantees: one, or none where nothing decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from converter.citation import CitationBasis
from converter.citations.numbers import normal_number
from converter.entry import Profile
from converter.model import Document

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Documents of these kinds often share a title and are about different matters.
MATTERS = re.compile(r"(?:批复|复函|函|通知|决定|决议|公告|通告|答复|解答|意见)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A document that bears a name, or one that is carried in it.

    Attributes:
        slug: The document.
        eid: The carried document, else None.
        date: When the document got its text, ISO 8601; empty where that is not known.
        versions: True if documents of its title are versions of one.
        clues: What else may be said of it beside its name: its 文号 and its issuers.
    """

    slug: str
    eid: str | None
    date: str
    versions: bool
    clues: tuple[str, ...] = ()


def date_of(document: Document) -> str:
    """Return the date of a document's text, or nothing where it is not known.

    That is the date of its version, where that is settled; else its own date; else the last of
    the acts that made it; else when it was promulgated or took effect.
    """
    if document.version:
        return document.version
    facts = ((fact.name, fact.value) for fact in document.facts)
    return date_among(document.fact("date"), facts)


def date_among(date: str | None, facts: Iterable[tuple[str, str]]) -> str:
    """Return the same from a document's own date and the names and values of its facts."""
    if date and _ISO.fullmatch(date):
        return date
    known = list(facts)
    for names in (("amended", "passed", "approved", "promulgated"), ("effective",), ("published",)):
        dates = [value for name, value in known if name in names and _ISO.fullmatch(value)]
        if dates:
            return max(dates)
    return ""


def are_versions(document: Document) -> bool:
    """Tell whether documents with this one's title are versions of it."""
    return document.profile is Profile.STATUTE and not MATTERS.search(document.title)


Choice = tuple[Named | None, CitationBasis | None]


def choose(candidates: Sequence[Named], date: str, hint: str = "") -> Choice:
    """Choose the document that is meant.

    Args:
        candidates: The documents of the name; at least one.
        date: The citing document's date, or nothing.
        hint: What the text says beside the name: a 文号, a year, an issuer.

    Returns:
        The document and why it, or twice None.
    """
    if len(candidates) == 1:
        return candidates[0], _basis(candidates[0], date)
    hinted = [named for named in candidates if _fits(named, hint)]
    if len(hinted) == 1:
        return hinted[0], _basis(hinted[0], date)
    dates = [named.date for named in candidates]
    if not all(named.versions for named in candidates):
        return None, None
    if not all(dates) or len(set(dates)) != len(dates):
        return None, None
    ordered = sorted(candidates, key=lambda named: named.date)
    if not date:
        return ordered[-1], CitationBasis.CURRENT
    before = [named for named in ordered if named.date <= date]
    chosen = before[-1] if before else ordered[0]
    return chosen, _basis(chosen, date)


def _basis(named: Named, date: str) -> CitationBasis:
    if not date or not named.date:
        return CitationBasis.CURRENT
    return CitationBasis.AS_OF if named.date <= date else CitationBasis.LATER


def _fits(named: Named, hint: str) -> bool:
    if not hint:
        return False
    plain = normal_number(hint)
    if any(clue and normal_number(clue) in plain for clue in named.clues):
        return True
    # A 文号 that is not this one's says that another is meant.
    year = re.search(r"(?:19|20)\d{2}", plain)
    return bool(year and "号" not in plain and named.date.startswith(year.group()))
