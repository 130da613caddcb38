"""One citation that a person types, answered: the address, the label, the text, the status.

Reads: what is published. Guarantees: exactly one clause, or the reason why there is none
and what may be meant. Where nobody says which version is meant, it is the latest, and what the
same number was in earlier ones is said beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from converter.citations.typed import TypedCitation, parse_citation
from converter.citations.versions import date_among
from converter.lookup.lineage import Former, formers
from converter.lookup.names import Found, Titled, current, latest, look, nearest
from converter.lookup.outline import Line, Outline
from converter.lookup.places import Place
from converter.lookup.published import Published
from converter.mention import Path


class Status(StrEnum):
    """What became of a citation: as for those in texts, and one for what is none."""

    RESOLVED = "resolved"
    NOT_IN_CORPUS = "not-in-corpus"
    NO_SUCH_CLAUSE = "no-such-clause"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"


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
        versions: The other versions of the document, the oldest first.
        former: What became of the clauses that bore the number or id in earlier versions, the
            latest first, as far as that is not the target; of a target in an earlier version,
            what became of it. Only these may tell where a clause is that the latest version
            does not have.
    """

    query: str
    status: Status
    target: Place | None = None
    text: tuple[str, ...] = ()
    candidates: tuple[Place, ...] = ()
    more: int = 0
    versions: tuple[Place, ...] = ()
    former: tuple[Former, ...] = ()


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
    documents = [_titled(doc, published) for doc in published.documents.values()]
    found = look(typed.name, documents)
    chosen = current(found.documents)
    if chosen is None or found.missing:
        return _several(query, typed, found, nearest(typed.name, documents), published)
    return _in_document(query, typed, chosen.slug, published, dated=bool(found.version))


def _titled(doc: Line, published: Published) -> Titled:
    facts = ((str(fact["name"]), str(fact["value"])) for fact in doc["facts"])
    family = published.family(doc["slug"])
    return Titled(
        doc["slug"],
        doc["title"],
        tuple(doc["aliases"]),
        tuple(fact["value"] for fact in doc["facts"] if fact["name"] == "number"),
        date_among(doc["version"], facts),
        family if len(family) > 1 else (),
    )


def _by_id(query: str, address: str, eid: str | None, published: Published) -> Answer:
    slug = _document_at(address, published)
    known = slug is not None and (eid is None or eid in published.outline(slug).places)
    moved = None if known else published.moved(slug or address, eid)
    if moved:
        return _moved(query, moved, published)
    if slug is None:
        alike = nearest(address, (Titled(known, known) for known in published.documents))
        places = tuple(Place.of(published, doc.slug) for doc in alike)
        return Answer(query, Status.NOT_IN_CORPUS, candidates=places)

    def find(version: str) -> Sequence[str | None]:
        return [eid] if eid in published.outline(version).places else []

    found = find(slug) if eid else [None]
    # Who writes a date knows which version is meant.
    changes = formers(published, slug, find, found, dated="/" in address) if eid else ()
    if found:
        target = Place.of(published, slug, eid)
        return _resolved(query, target, changes, published)
    versions = _others(published, slug)
    near = () if changes else (Place.of(published, slug),)
    return Answer(query, Status.NO_SUCH_CLAUSE, candidates=near, versions=versions, former=changes)


def _moved(query: str, moved: Line, published: Published) -> Answer:
    """Answer an address that the ledger knows."""
    now = moved["now"]
    if moved["removed"]:
        near = (Place.of(published, now["doc"], now["eid"]),) if now else ()
        status = Status.NO_SUCH_CLAUSE if moved["eid"] else Status.NOT_IN_CORPUS
        return Answer(query, status, candidates=near)
    return _by_id(query, now["doc"], now["eid"], published)


def _document_at(address: str, published: Published) -> str | None:
    """Return the document at an address: each version has a dated one, the latest two."""
    if address in published.documents:
        return address
    work, _, date = address.partition("/")
    family = published.family(work) if work in published.documents else ()
    return next((slug for slug in family if published.documents[slug]["version"] == date), None)


def _others(published: Published, slug: str) -> tuple[Place, ...]:
    """Return the other versions of a document."""
    return tuple(Place.of(published, other) for other in published.family(slug) if other != slug)


def _resolved(
    query: str, target: Place, changes: tuple[Former, ...], published: Published
) -> Answer:
    lines: tuple[str, ...] = ()
    if target.eid:
        lines = _words(published.outline(target.doc), target.eid, target.last)
    versions = _others(published, target.doc)
    return Answer(query, Status.RESOLVED, target, lines, versions=versions, former=changes)


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
    query: str, typed: TypedCitation, slug: str, published: Published, *, dated: bool
) -> Answer:
    first = _clauses(published, slug, typed.path)
    last = _clauses(published, slug, typed.last) if typed.last else [None]

    def find(version: str) -> Sequence[str | None]:
        return _clauses(published, version, typed.path)

    # Of a range what its two ends became says nothing of what lies between.
    one = typed.path and not typed.last
    changes = formers(published, slug, find, first, dated=dated) if one else ()
    if len(first) == len(last) == 1:
        target = Place.of(published, slug, first[0], last[0])
        return _resolved(query, target, changes, published)
    others = _others(published, slug)
    if first and last:
        places = tuple(Place.of(published, slug, eid) for eid in first)
        return Answer(query, Status.AMBIGUOUS, candidates=places, versions=others, former=changes)
    near = () if changes else (_nearest_above(published, slug, typed.path),)
    return Answer(query, Status.NO_SUCH_CLAUSE, candidates=near, versions=others, former=changes)


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
    query: str, typed: TypedCitation, found: Found, near: Sequence[Titled], published: Published
) -> Answer:
    """List what may be meant where no document is, or several are."""
    hits = found.documents if found.version else latest(found.documents)
    if not hits:
        places = tuple(Place.of(published, doc.slug) for doc in near)
        return Answer(query, Status.NOT_IN_CORPUS, candidates=places)
    shown, more = hits[:MOST_CANDIDATES], max(0, len(hits) - MOST_CANDIDATES)
    places = tuple(
        Place.of(published, doc.slug, eid)
        for doc in shown
        for eid in _clauses(published, doc.slug, typed.path)
    )
    if found.missing:
        return Answer(query, Status.NOT_IN_CORPUS, candidates=places, more=more)
    if not places and not more:
        places = tuple(Place.of(published, doc.slug) for doc in shown)
        return Answer(query, Status.NO_SUCH_CLAUSE, candidates=places)
    return Answer(query, Status.AMBIGUOUS, candidates=places, more=more)
