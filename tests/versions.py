"""Versions of one document for tests: texts by their dates, compared as a build compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from converter.bundle import Bundle
from converter.ledger.decisions import Decisions
from converter.model import Entry
from converter.versions.history import align
from converter.view import View
from tests.helpers import make_document


def versions(
    texts: Mapping[str, str], work: str = "fa", decisions: Decisions | None = None
) -> View:
    """Make a bundle of versions of one document.

    Args:
        texts: Date to text, the oldest first.
        work: The name in addresses; the last text has it.
        decisions: What the ledger says.
    """
    *_, last = texts
    documents = []
    for date, text in texts.items():
        slug = work if date == last else f"{work}/{date}"
        made = make_document(text, f"{date}.txt")
        entry = Entry(f"{date}.txt", slug, version=date)
        documents.append(replace(made, entry=entry, version=date))
    return View(
        Bundle(
            tuple(documents),
            comparisons=tuple(align(older, newer) for older, newer in pairwise(documents)),
            families=(tuple(doc.slug for doc in documents),) if len(documents) > 1 else (),
            decisions=decisions or Decisions(),
        )
    )
