"""One citation that a person types, answered: the address, the label, the text, the status.

Reads: what is published. Guarantees: exactly one clause, or the reason why there is none
and what may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from converter.citations.typed import TypedCitation, parse_citation
from converter.citations.versions import MATTERS, date_among
from converter.lookup.names import Titled, current, find, nearest
from converter.lookup.published import Line, Outline, Published
from converter.mention import Path
from converter.model import Profile
from converter.title_names import in_title_marks


class Status(StrEnum):
    """What became of a citation: as for those in texts, and one for what is none."""

    RESOLVED = "resolved"
    NOT_IN_CORPUS = "not-in-corpus"
    NO_SUCH_CLAUSE = "no-such-clause"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Place:
    """A document or a clause of it.

    Attributes:
        doc: The slug of the document.
        version: Its date, or None.
        eid: The clause; None for the document as a whole.
        last: The last clause of a range, else None.
        label: How to cite it, the title in 《》 included.
        url: Its address, from the root of the site.
    """

    doc: str
    version: str | None
    eid: str | None
    last: str | None
    label: str
    url: str

    @classmethod
    def of(
        cls, published: Published, slug: str, eid: str | None = None, last: str | None = None
    ) -> Place:
        """Name a place of what is published."""
        doc = published.documents[slug]
        label = in_title_marks(doc["title"])
        if eid:
            outline = published.outline(slug)
            label += outline.label(eid) + (f"至{outline.label(last)}" if last else "")
        url = doc["url"] + (f"#{eid}" if eid else "")
        return cls(slug, doc["version"], eid, last, label, url)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a citation.

    Attributes:
        query: What was typed.
        status: Whether it leads anywhere.
        target: Where to, if resolved.
        text: The words of that clause, a line a clause below it; empty for a document.
        candidates: Where it may lead if it does not; the documents of nearest names if
            there is none of that name, the clause above if there is no such clause.
        more: How many others there are beside these.
        versions: The other versions of the document.
    """

    query: str
    status: Status
    target: Place | None = None
    text: tuple[str, ...] = ()
    candidates: tuple[Place, ...] = ()
    more: int = 0
    versions: tuple[Place, ...] = ()


#: Of more documents than this the first are listed.
MOST_CANDIDATES = 20

#: Full-width letters, digits and signs as half-width ones; brackets keep their width.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "（），；"}
_NARROW[0x3000] = 0x20

_ADDRESS = re.compile(
    r"(?:.*/)?documents/(?P<slug>[a-z0-9-]+(?:/\d{4}-\d{2}-\d{2})?)/?(?:index\.[a-z]+)?"
    r"(?:#(?P<eid>[a-z0-9_-]*))?"
)
_ID = re.compile(
    r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*(?:/\d{4}-\d{2}-\d{2})?)(?:\s*#\s*|\s+)"
    r"(?P<eid>[a-z]+[a-z0-9_-]*)"
)


def cite(query: str, published: Published) -> Answer:
    """Answer one citation.

    Args:
        query: What a clerk types: 监察法第二十条第二款, 监察法 20, 要点第20条, 《X》第三条,
            a 文号, an address, or a slug with an id.
        published: What there is.

    Returns:
        The answer.
    """
    plain = query.translate(_NARROW).strip()
    known = _ADDRESS.fullmatch(plain) or _ID.fullmatch(plain)
    if known:
        return _by_id(query, known["slug"], known["eid"] or None, published)
    if plain in published.documents:
        return _by_id(query, plain, None, published)
    typed = parse_citation(plain)
    if typed is None or not typed.name:
        return Answer(query, Status.UNREADABLE)
    documents = [_titled(doc) for doc in published.documents.values()]
    hits = find(typed.name, documents)
    chosen = current(hits)
    if chosen is None:
        return _several(query, typed, hits, nearest(typed.name, documents), published)
    others = tuple(Place.of(published, doc.slug) for doc in hits if doc is not chosen)
    return _in_document(query, typed, chosen.slug, others, published)


def _titled(doc: Line) -> Titled:
    facts = ((str(fact["name"]), str(fact["value"])) for fact in doc["facts"])
    return Titled(
        doc["slug"],
        doc["title"],
        tuple(doc["aliases"]),
        tuple(fact["value"] for fact in doc["facts"] if fact["name"] == "number"),
        date_among(doc["version"], facts),
        doc["profile"] == Profile.STATUTE and not MATTERS.search(doc["title"]),
    )


def _by_id(query: str, slug: str, eid: str | None, published: Published) -> Answer:
    if slug not in published.documents:
        alike = nearest(slug, (Titled(known, known) for known in published.documents))
        places = tuple(Place.of(published, doc.slug) for doc in alike)
        return Answer(query, Status.NOT_IN_CORPUS, candidates=places)
    if eid and eid not in published.outline(slug).places:
        whole = (Place.of(published, slug),)
        return Answer(query, Status.NO_SUCH_CLAUSE, candidates=whole)
    return _resolved(query, Place.of(published, slug, eid), (), published)


def _resolved(
    query: str, target: Place, versions: tuple[Place, ...], published: Published
) -> Answer:
    lines: tuple[str, ...] = ()
    if target.eid:
        lines = _words(published.outline(target.doc), target.eid, target.last)
    return Answer(query, Status.RESOLVED, target, lines, versions=versions)


def _words(outline: Outline, eid: str, last: str | None) -> tuple[str, ...]:
    """Return the words of clauses, a line each; a number without words joins the next."""
    lines, number = [], ""
    for line in outline.within(eid, last):
        number += line["num"] or ""
        if line["text"]:
            lines.append(f"{number} {line['text']}".strip() if number else line["text"])
            number = ""
    return (*lines, number) if number else tuple(lines)


def _in_document(
    query: str, typed: TypedCitation, slug: str, others: tuple[Place, ...], published: Published
) -> Answer:
    first = _clauses(published, slug, typed.path)
    last = _clauses(published, slug, typed.last) if typed.last else [None]
    if len(first) == len(last) == 1:
        target = Place.of(published, slug, first[0], last[0])
        return _resolved(query, target, others, published)
    if first and last:
        places = tuple(Place.of(published, slug, eid) for eid in first)
        return Answer(query, Status.AMBIGUOUS, candidates=places, versions=others)
    near = (_nearest_above(published, slug, typed.path),)
    return Answer(query, Status.NO_SUCH_CLAUSE, candidates=near, versions=others)


def _clauses(published: Published, slug: str, path: Path) -> Sequence[str | None]:
    """Return the ids of the clauses that a path may mean; None is the document itself."""
    if not path:
        return [None]
    tree = published.outline(slug).tree
    return [tree.ids[tree.visible(node).key] for node in tree.resolve(path, tree.root)]


def _nearest_above(published: Published, slug: str, path: Path) -> Place:
    """Return the clause that is there of those above one that is not, or the document."""
    for steps in range(len(path) - 1, 0, -1):
        found = _clauses(published, slug, path[:steps])
        if len(found) == 1:
            return Place.of(published, slug, found[0])
    return Place.of(published, slug)


def _several(
    query: str,
    typed: TypedCitation,
    hits: Sequence[Titled],
    near: Sequence[Titled],
    published: Published,
) -> Answer:
    """List what may be meant where no document is, or several are."""
    if not hits:
        places = tuple(Place.of(published, doc.slug) for doc in near)
        return Answer(query, Status.NOT_IN_CORPUS, candidates=places)
    shown, more = hits[:MOST_CANDIDATES], max(0, len(hits) - MOST_CANDIDATES)
    places = tuple(
        Place.of(published, doc.slug, eid)
        for doc in shown
        for eid in _clauses(published, doc.slug, typed.path)
    )
    if not places and not more:
        places = tuple(Place.of(published, doc.slug) for doc in shown)
        return Answer(query, Status.NO_SUCH_CLAUSE, candidates=places)
    return Answer(query, Status.AMBIGUOUS, candidates=places, more=more)


#: What is said of each status, above what may be meant.
_SAID = {
    Status.NOT_IN_CORPUS: ("not in the corpus", "not in the corpus; the nearest names:"),
    Status.NO_SUCH_CLAUSE: ("no such clause", "no such clause; what there is:"),
    Status.AMBIGUOUS: ("ambiguous", "ambiguous; it may be:"),
    Status.UNREADABLE: ("no document and clause that can be read, such as 监察法第二十条第二款",)
    * 2,
}


def to_lines(answer: Answer) -> list[str]:
    """Write an answer for a person.

    Args:
        answer: The answer.

    Returns:
        Lines.
    """
    lines = [answer.query]
    if answer.target:
        lines.append(f"  resolved: {_said(answer.target)}")
        lines.append(f"  {answer.target.url}")
    else:
        lines.append(f"  {_SAID[answer.status][bool(answer.candidates)]}")
        lines += [f"    {_said(place)}  {place.url}" for place in answer.candidates]
        lines += [f"    and {answer.more:,} others; name it in full"] * bool(answer.more)
    lines += [f"  other version: {_said(place)}  {place.url}" for place in answer.versions]
    return [*lines, *(f"    {line}" for line in answer.text)]


def _said(place: Place) -> str:
    return place.label + (f" ({place.version})" if place.version else "")


def to_item(answer: Answer) -> dict[str, Any]:
    """Write an answer for a program.

    Args:
        answer: The answer.

    Returns:
        What JSON can hold; see docs/data.md.
    """
    return {
        "query": answer.query,
        "status": answer.status.value,
        "target": _item(answer.target) if answer.target else None,
        "text": "\n".join(answer.text) or None,
        "candidates": [_item(place) for place in answer.candidates],
        "more": answer.more,
        "versions": [_item(place) for place in answer.versions],
    }


def _item(place: Place) -> dict[str, str | None]:
    return {
        "doc": place.doc,
        "version": place.version,
        "eid": place.eid,
        "last": place.last,
        "label": place.label,
        "url": place.url,
    }
