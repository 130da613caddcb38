"""Entries of the glossary whose clause was revised: what an editor has to look at.

Reads: a view. Writes: findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.comparison import Change
from converter.diagnostics import Diagnostic
from converter.findings import report_file
from converter.glossary import says
from converter.history.fates import Fate
from converter.model import Document
from converter.span import Position
from converter.term import Term, TermOrigin
from converter.view import View


def check_revised(terms: Sequence[Term], view: View, shown: str) -> list[Diagnostic]:
    """Check whether the clauses that the glossary quotes are what they were.

    Args:
        terms: The glossary.
        view: The bundle.
        shown: How to name the glossary file.

    Returns:
        A finding for every entry that names a clause of a superseded text that is another
        one now, or that names the latest text and quotes an older one.
    """
    return [
        report_file("glossary-revised", shown, f"{term.term}: {problem}", Position(term.line, 1))
        for term in terms
        if term.origin is TermOrigin.GLOSSARY
        for problem in _problems(term, view)
    ]


def _problems(term: Term, view: View) -> Iterator[str]:
    source = term.source
    doc = view.documents.get(source.document or "") if source else None
    if source is None or doc is None or not source.clause:
        return
    if view.fates.latest(doc.slug) is not None:
        key = view.of(doc.slug).keys.get(source.clause)
        fate = view.fates.of(doc.slug, key) if key is not None else None
        if fate and not fate.is_as_it_was:
            yield f"{doc.slug}#{source.clause} {_became(view, fate)}"
    elif term.definition and not says(doc, source.clause, term.definition):
        yield from _quoted(view, doc, source.clause, term.definition)


def _quoted(view: View, doc: Document, clause: str, definition: str) -> Iterator[str]:
    """Say from which older text a definition was taken, if it was from one."""
    for older in reversed(view.versions(doc)[:-1]):
        if says(older, clause, definition):
            fate = view.fates.of(older.slug, view.of(older.slug).keys[clause])
            if fate:
                yield (
                    f"the definition is in the words of {older.slug}#{clause}, which"
                    f" {_became(view, fate)}"
                )
            return


def _became(view: View, fate: Fate) -> str:
    """Say what became of a clause, and what to write instead."""
    if not fate.now:
        return f"is deleted from the latest text, {fate.newer}"
    ids = view.documents[fate.newer].ids
    now = " and ".join(f"{fate.newer}#{ids[key]}" for key in fate.now)
    words = "in the same words" if fate.change is Change.UNCHANGED else _RUN[fate.change]
    alike = "" if fate.likeness == 1 else f", {fate.likeness:.0%} alike"
    return f"is {now} in the latest text, {words}{alike}"


_RUN = {
    Change.REWORDED: "reworded",
    Change.SPLIT: "split",
    Change.MERGED: "merged with others",
    Change.REGROUPED: "regrouped with others",
}
