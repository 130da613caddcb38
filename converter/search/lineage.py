"""Versions for the browser: which documents are versions of one, and what their numbers became.

A file for each family of versions (`TwLineage` of `docs/javascripts/search/types.d.ts`), loaded
when somebody cites one of them. Clauses are named by their places in their documents, and runs
of clauses that live on as a run of clauses are written as one; `lineage.js` reads it. Beside it,
what old addresses lead to that the ledger knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from converter.ledger.decisions import Place
from converter.view import View

#: A step from one version to the next: runs, and clauses that live on in several.
Step = tuple[list[int], list[list[int]]]

#: Stands for the place of a clause that did not last.
GONE = -1


def families(view: View) -> list[list[int]]:
    """List the documents that are versions of one, by their places, the oldest first."""
    places = {doc.slug: place for place, doc in enumerate(view.bundle.documents)}
    return [[places[slug] for slug in family] for family in view.bundle.families]


def lineage_files(view: View) -> Iterator[list[Step | None]]:
    """Write what the clauses of each version became in the next.

    Args:
        view: What there is.

    Yields:
        For each family, in the order of `families`, its steps from version to version; None for
        one that is not known.
    """
    for family in view.bundle.families:
        yield [
            _step(view, older, newer) if older in view.lineage.steps else None
            for older, newer in pairwise(family)
        ]


def _step(view: View, older: str, newer: str) -> Step:
    places = {key: place for place, key in enumerate(view.lineage.listed(newer).labels)}
    successors = view.lineage.successors(older)
    became = [[places[to] for to in found if to in places] for found in successors.values()]
    several = [[place, *found] for place, found in enumerate(became) if len(found) > 1]
    return _runs([found[0] if found else GONE for found in became]), several


def _runs(places: Sequence[int]) -> list[int]:
    """Write places by runs that each go up by one, or are gone: how many, and the first."""
    runs: list[int] = []
    for at, place in enumerate(places):
        before = places[at - 1] if at else None
        follows = before is not None and place == (GONE if before == GONE else before + 1)
        # What follows upon nothing is the first clause, and no run of those that are gone.
        if follows and (place == GONE) == (before == GONE):
            runs[-2] += 1
        else:
            runs += [1, place]
    return runs


def moved(view: View) -> dict[str, list[object]]:
    """Write what old addresses lead to that the ledger knows.

    Args:
        view: What there is.

    Returns:
        `TwMoved` of `docs/javascripts/search/types.d.ts`; empty where it knows none.
    """
    places = {doc.slug: at for at, doc in enumerate(view.bundle.documents)}
    found: dict[str, list[object]] = {}
    for slug, old in view.bundle.decisions.listed():
        to = old.place or Place("")
        leads = [places.get(to.slug, GONE), to.eid, int(old.removed), old.excerpt]
        found[f"{slug}#{old.eid}"] = leads
    return found
