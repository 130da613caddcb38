"""The same definition in several texts of one document: the latest, and those that it replaced.

Reads: a view. Guarantees: each sense in one group; the definition of an older text is no sense of
its own where a later text defines the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from converter.history.fates import Fate
from converter.model import Document
from converter.normal import normal
from converter.term import Term, TermOrigin
from converter.view import View


@dataclass(frozen=True, slots=True)
class OldDefinition:
    """A definition that stands in a superseded text.

    Attributes:
        term: The sense.
        doc: The text.
        latest: The latest text of the document.
        now: The sense that takes its place in the latest text; None if that has none.
        reworded: True if that says something else, or in other words.
    """

    term: Term
    doc: Document
    latest: Document
    now: Term | None
    reworded: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """A sense with the wordings that it had before.

    Attributes:
        term: The sense as the latest text that has it defines it.
        earlier: Those of the texts before that, the latest first.
    """

    term: Term
    earlier: tuple[Term, ...] = ()


def old_definition(view: View, term: Term) -> OldDefinition | None:
    """Tell what became of a definition of a superseded text.

    Args:
        view: The bundle.
        term: A sense.

    Returns:
        What became of it; None for one that no superseded text defines.
    """
    doc = _defining(view, term)
    if doc is None or doc is view.current(doc):
        return None
    latest = view.current(doc)
    now = _answer(view, term, doc, latest)
    return OldDefinition(
        term,
        doc,
        latest,
        now,
        now is not None and normal(now.definition or "") != normal(term.definition or ""),
    )


def fate_of(view: View, found: OldDefinition) -> Fate | None:
    """Tell what became of the clause that a definition of a superseded text stands in.

    Args:
        view: The bundle; the text is read.
        found: The definition.

    Returns:
        Its fate; None where that is not known.
    """
    source = found.term.source
    key = view.of(found.doc.slug).keys.get(source.clause or "") if source else None
    return view.fates.of(found.doc.slug, key) if key is not None else None


def senses(view: View, terms: Sequence[Term]) -> list[Sense]:
    """Put senses of one wording together that are one definition in several texts.

    Args:
        view: The bundle.
        terms: All senses of the wording, in the order of its page.

    Returns:
        The senses in the same order, each at the place of the latest.
    """
    groups: dict[str, list[Term]] = {term.id: [] for term in terms}
    for term in terms:
        latest = _latest(view, term)
        if latest is not term and latest.id in groups:
            groups[latest.id].append(term)
            del groups[term.id]
    return [
        Sense(term, tuple(sorted(groups[term.id], key=lambda t: _date(view, t), reverse=True)))
        for term in terms
        if term.id in groups
    ]


def _defining(view: View, term: Term) -> Document | None:
    """Return the document of the corpus that defines a sense, if any."""
    return view.documents.get(term.source.document or "") if term.source else None


def _date(view: View, term: Term) -> str:
    doc = _defining(view, term)
    return doc.version if doc else ""


def _latest(view: View, term: Term) -> Term:
    """Return the same sense in the latest text that has it; else itself."""
    doc = _defining(view, term)
    if doc is None or term.origin is not TermOrigin.TEXT:
        return term  # what an editor has chosen stays where it is
    versions = view.versions(doc)
    later = versions[versions.index(doc) + 1 :]
    found = (_answer(view, term, doc, version) for version in reversed(later))
    return next((answer for answer in found if answer), term)


def _answer(view: View, term: Term, doc: Document, later: Document) -> Term | None:
    """Return the sense of the same words in a later text.

    That is the one that the counterpart of the defining clause defines; else the only one.
    """
    there = [
        other
        for other in view.pages.get(term.page, ())
        if other.source and other.source.document == later.slug
    ]
    if len(there) < 2:  # which no text need be read for
        return there[0] if there else None
    source = term.source
    of = view.of(later.slug)
    key = view.of(doc.slug).keys.get(source.clause or "") if source else None
    to = view.lineage.between(doc.slug, later.slug).get(key) if key is not None else None
    if to is not None:
        for other in there:
            at = of.keys.get(other.source.clause or "") if other.source else None
            if at is not None and of.units[at] == of.units[to]:
                return other
    return None
