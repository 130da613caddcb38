"""The items of the published data, described by the schemas in `schemas/`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import repeat
from pathlib import Path

from converter.bundle import Bundle
from converter.card import card_of
from converter.citation import Citation
from converter.fact import Fact
from converter.history.affected import fates_of
from converter.history.fates import together
from converter.model import Document
from converter.span import Position
from converter.term import Term
from converter.view import View
from converter.writers.clause_lines import clause_lines

SCHEMAS = Path(__file__).parent.parent / "schemas"


def documents(bundle: Bundle) -> list[dict[str, object]]:
    """Describe every document, as `data/documents.json` does."""
    return [
        {
            "slug": doc.slug,
            "work": doc.work,
            "title": doc.title,
            "title_assigned": doc.title_assigned,
            "aliases": list(doc.entry.aliases),
            "url": doc.url,
            "source": doc.entry.file,
            "unit": card_of(doc).unit.value,
            "profile": doc.profile.value,
            "issuer": doc.fact("issuer"),
            "number": doc.fact("number"),
            "date": doc.fact("date"),
            "version": doc.version or None,
            "facts": list(_facts(doc)),
            "left_out": _left_out(doc),
            "sha256": doc.sha256,
            "clause_count": card_of(doc).clauses,
        }
        for doc in bundle.documents
    ]


def _left_out(doc: Document) -> list[dict[str, object]]:
    """Say what the reader left out, by rule; characters without white space."""
    return [
        {"rule": rule, "count": count, "characters": characters}
        for rule, count, characters in card_of(doc).left_out
    ]


def _facts(doc: Document) -> Iterator[dict[str, object]]:
    ids = card_of(doc).fact_ids
    # The catalog's facts may have been added since; they stand in no clause.
    yield from map(_fact, doc.facts, ids if len(ids) == len(doc.facts) else repeat(None))


def _fact(fact: Fact, eid: str | None) -> dict[str, object]:
    return {
        "name": fact.name,
        "value": fact.value,
        "act": fact.act or None,
        "by": fact.by or None,
        "label": fact.label or None,
        "from": fact.origin.value,
        "text": fact.text or None,
        "line": fact.line or None,
        "eid": eid,
    }


def clauses(doc: Document) -> Iterator[dict[str, object]]:
    """Describe every node of a document that can be cited, in document order."""
    return map(json.loads, clause_lines(doc))


def _place(doc: Document, place: Position) -> dict[str, object]:
    """Say where in its file something of a document stands."""
    return {"file": doc.entry.file, "line": place.line, "column": place.column}


def citations(view: View, doc: Document) -> Iterator[dict[str, object]]:
    """Describe every citation of a document, in the order of its clauses."""
    for citation in view.citations_in.get(doc.slug, ()):
        shown = view.shown(citation)
        yield {
            "doc": citation.slug,
            "eid": shown.eid,
            "start": citation.start,
            "end": citation.end,
            "text": citation.text,
            "status": citation.status.value,
            "form": citation.form or None,
            "named": citation.named or None,
            "basis": citation.basis and citation.basis.value,
            "target": _target(citation, view),
            "now": _now(citation, view),
            "source": _place(view.documents[citation.slug], shown.position),
        }


def _target(citation: Citation, view: View) -> dict[str, object] | None:
    target = view.documents.get(citation.target_slug or "")
    if target is None:
        return None
    return {
        "doc": target.slug,
        "version": target.version or None,
        "eid": citation.target_eid,
        "last": citation.last_eid,
    }


def _now(citation: Citation, view: View) -> dict[str, object] | None:
    """Say where what a citation names lives on, if its text is superseded."""
    slug = citation.target_slug
    latest = view.fates.latest(slug) if slug and slug != citation.slug else None
    if latest is None:
        return None
    newer, fates = view.documents[latest], fates_of(view, citation)
    fate = together(fates) if fates else None
    return {
        "doc": newer.slug,
        "version": newer.version or None,
        "eids": [newer.ids[key] for key in fate.now] if fate else [],
        "change": fate.change.value if fate else None,
        "renumbered": fate.renumbered if fate else None,
        "likeness": round(fate.likeness, 3) if fate else None,
    }


def related(view: View, doc: Document) -> Iterator[dict[str, object]]:
    """Describe the related clauses of a document, in the order of its clauses."""
    by_slug = view.documents
    for found in view.related_in.get(doc.slug, ()):
        target = by_slug[found.target_slug]
        yield {
            "doc": found.slug,
            "eid": by_slug[found.slug].ids[found.key],
            "target": {
                "doc": target.slug,
                "version": target.version or None,
                "eid": found.target_eid,
            },
            "score": found.score,
            "shared": list(found.shared),
        }


def changes(view: View) -> Iterator[dict[str, object]]:
    """Describe what became of each clause, by the rows of the comparisons of versions."""
    for comparison in view.bundle.comparisons:
        if not comparison.versions:
            continue
        older, newer = (view.documents[s] for s in (comparison.older, comparison.newer))
        for row in comparison.rows:
            yield {
                "work": newer.work,
                "older": _version(view, older, comparison.dates[0], row.older),
                "newer": _version(view, newer, comparison.dates[1], row.newer),
                "change": row.change.value,
                "likeness": row.likeness,
                "renumbered": row.renumbered,
                "moved": row.moved,
                "url": f"{comparison.page}#{view.row_id(comparison, row)}",
            }


def _version(view: View, doc: Document, date: str, keys: Iterable[int]) -> dict[str, object]:
    ids = view.lineage.listed(doc.slug).ids
    return {"doc": doc.slug, "version": date or None, "eids": [ids[key] for key in keys]}


def glossary(view: View) -> Iterator[dict[str, object]]:
    """Describe every sense of a term with its definition and uses, in the bundle's order."""
    versions = {slug: doc.version or None for slug, doc in view.documents.items()}
    for term in view.bundle.terms:
        yield {
            "id": term.id,
            "term": term.term,
            "url": view.sense_url(term),
            "aliases": list(term.aliases),
            "definition": term.definition,
            "origin": term.origin.value,
            "form": term.form or None,
            "source": term.source
            and {
                "document": term.source.document,
                "clause": term.source.clause,
                "title": term.source.title,
                "date": term.source.date,
            },
            "scope": term.scope,
            "since": _since(term, view),
            "category": term.category,
            "see_also": list(term.see_also),
            "uses": [
                {
                    "doc": use.slug,
                    "version": versions[use.slug],
                    "eid": view.shown(use).eid,
                    "start": use.start,
                    "end": use.end,
                    "linked": use.linked,
                }
                for use in view.uses_of.get(term.id, [])
            ],
        }


def _since(term: Term, view: View) -> str | None:
    """Return the clause from which on a term has its sense, if not in all of its scope."""
    slug = term.scope.removeprefix("document:").partition("#")[0]
    if not term.since or slug not in view.documents:
        return None
    doc = view.documents[slug]
    for definition, meaning in zip(doc.definitions, card_of(doc).meanings, strict=True):
        if definition.since == term.since:
            return meaning.begins
    return None
