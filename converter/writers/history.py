"""What is published of versions and old addresses; written by `data`, as its schemas say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from converter.ledger.decisions import OldId
from converter.view import View


def versions(view: View) -> Iterator[dict[str, object]]:
    """Describe the versions of each document that has several, in the bundle's order."""
    lineage = view.lineage
    for family in view.bundle.families:
        yield {
            "documents": list(family),
            "changed": [
                _changed(view, older, newer) if older in lineage.steps else None
                for older, newer in pairwise(family)
            ],
        }


def _changed(view: View, older: str, newer: str) -> dict[str, list[str]]:
    """List the clauses of a version that do not bear the same id in the next, and it alone."""
    ids, newer_ids = view.documents[older].ids, view.documents[newer].ids
    successors = view.lineage.successors(older)
    became = ((ids[key], [newer_ids[to] for to in found]) for key, found in successors.items())
    return {eid: found for eid, found in became if found != [eid]}


def addresses(view: View) -> Iterator[dict[str, object]]:
    """Describe the addresses that the ledger knows and no clause has any more, in order."""
    decisions = view.bundle.decisions
    for slug, ids in sorted(decisions.ids.items()):
        yield from (_old_id(slug, old) for old in ids)
    for page in sorted(decisions.pages, key=lambda page: page.slug):
        yield {
            "slug": page.slug,
            "eid": None,
            "now": page.place and {"doc": page.place.slug, "eid": page.place.eid or None},
            "removed": page.removed,
            "text": page.title or None,
            "date": page.date,
        }
        moved = page.place.slug if page.place and not page.removed else None
        # Under another name most ids are what they were.
        others = (old for old in page.ids if old.place != (moved, old.eid))
        yield from (_old_id(page.slug, old) for old in others)


def _old_id(slug: str, old: OldId) -> dict[str, object]:
    return {
        "slug": slug,
        "eid": old.eid,
        "now": old.place and {"doc": old.place.slug, "eid": old.place.eid or None},
        "removed": old.removed,
        "text": old.excerpt or None,
        "date": old.date,
    }
