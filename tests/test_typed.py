"""What people type is understood by the command line as the table says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from converter.lookup.cite import Answer, Status, cite
from converter.lookup.places import Place
from converter.lookup.published import Published
from converter.work import publish
from tests.typed import Row, bundle, table

ROWS = [row for row in table() if not row.web]

#: The status that a sign of the table stands for.
STATUSES = {
    "": [Status.RESOLVED],
    "～": [Status.RESOLVED],
    "？": [Status.AMBIGUOUS],
    "×": [Status.NO_SUCH_CLAUSE],
    "无": [Status.NOT_IN_CORPUS, Status.UNREADABLE],
}


@cache
def published() -> Published:
    """Return what the documents of the table would publish."""
    return publish(bundle())


def written(place: Place) -> str:
    """Write a place as the table does."""
    last = f"..{place.last}" if place.last else ""
    return place.doc + (f"#{place.eid}" if place.eid else "") + last


def more(answer: Answer, places: Sequence[Place]) -> list[str]:
    """Write what is said of other versions, what a clause is now before what it was, once each."""
    listed = [place for former in answer.former for place in (*former.now, former.was)]
    new = [written(place) for place in listed if place not in places]
    return list(dict.fromkeys(new))


def ask(row: Row) -> Answer:
    """Ask for a row; for what is typed on an open page, with its title before it."""
    if row.here is None:
        return cite(row.typed, published())
    doc = published().documents[row.here]
    year = f"（{doc['version'][:4]}年）" if row.here.endswith("2018") else ""
    return cite(f"《{doc['title']}{year}》{row.typed}", published())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.line} {row.typed}")
def test_a_typed_citation(row: Row) -> None:
    answer = ask(row)
    assert answer.status in STATUSES[row.sign]
    places = [answer.target] if answer.target else answer.candidates
    # What is offered where there is no such document is for the command line to choose.
    if row.sign != "无" or row.places:
        assert [written(place) for place in places] == list(row.places)
    assert more(answer, places) == list(row.more)
