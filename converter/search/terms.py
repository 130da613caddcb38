"""What terms mean, for a search for one of them: files of wordings with their senses.

Reads: a view. Writes nothing. Guarantees: a wording stands in one file, whose number depends
on the wording and on how many files there are; the script `terms.js` works it out alike.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from converter.search.fold import fold
from converter.search.part import Part
from converter.term import Term, TermSource
from converter.view import View
from converter.writers.excerpts import shorten
from converter.writers.naming import day, doc_text
from converter.writers.used_terms import UNEXPLAINED

#: How large a file may be on average, in bytes of UTF-8: a search loads one.
_FILE = 6 << 10
#: How much of a definition is shown above the results, in characters.
_SHOWN = 200

#: FNV-1a of 32 bits (Fowler, Noll, Vo), over UTF-16 units, which are what scripts count in.
_BASIS, _PRIME, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


def wording_hash(wording: str) -> int:
    """Hash a wording, as `terms.js` does.

    Args:
        wording: Any text.

    Returns:
        A number of 32 bits.
    """
    value = _BASIS
    units = wording.encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = (value ^ (low | high << 8)) * _PRIME & _MASK
    return value


def term_key(wording: str) -> str:
    """Return what counts of a wording when a term is searched for: “两新”组织 is 两新组织."""
    return fold(wording).replace(fold("“"), "")


def term_files(view: View, parts: Mapping[str, Part]) -> list[dict[str, list[object]]]:
    """Sort the senses of all terms into files.

    Args:
        view: What there is; nothing is asked of it about single clauses.
        parts: The parts of the documents that define terms, by their slugs.

    Returns:
        The files, none where there is no term. Each has wordings, by `term_key`; each of these
        has its senses in the order of the bundle: the term as written, the beginning of its
        definition, who says so, the address of the sense, and the defining clause, by the place
        of its document and its own among the clauses of that, both None where no clause of the
        documents defines it.
    """
    places = {doc.slug: at for at, doc in enumerate(view.bundle.documents)}
    senses: dict[str, list[object]] = {}
    clauses = _Clauses(parts)
    for term in view.bundle.terms:
        row = _row(view, places, clauses, term)
        for key in dict.fromkeys(map(term_key, (term.term, *term.aliases))):
            if key:
                senses.setdefault(key, []).append(row)
    size = len(json.dumps(senses, ensure_ascii=False, separators=(",", ":")).encode())
    files: list[dict[str, list[object]]] = [{} for _ in range(-(-size // _FILE) if senses else 0)]
    for key, rows in senses.items():
        files[wording_hash(key) % len(files)][key] = rows
    return files


class _Clauses:
    """Looks clauses up in one document after another."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._parts = parts
        self._slug = ""
        self._places: dict[str, int] = {}
        self._labels: list[str] = []

    def find(self, said: TermSource) -> tuple[int | None, str]:
        """Say where a defining clause stands among those of its document, and its label."""
        slug = said.document or ""
        if slug not in self._parts:
            return None, ""
        if slug != self._slug:
            # Terms come in the order of the documents that define them.
            part, self._slug = self._parts[slug], slug
            self._places = {eid: at for at, eid in enumerate(part.eids.whole.split("\n"))}
            self._labels = part.short_labels.split("\n")
        place = self._places.get(said.clause or "")
        return place, "" if place is None else self._labels[place]


def _row(view: View, places: dict[str, int], clauses: _Clauses, term: Term) -> list[object]:
    # A definition may run over paragraphs; above the results it is one.
    lines = (term.definition or UNEXPLAINED).splitlines()
    text = shorten("".join(map(str.strip, lines)), _SHOWN)
    clause, label = clauses.find(term.source) if term.source else (None, "")
    doc = places.get(term.source.document or "") if term.source else None
    return [term.term, text, _source(view, term, label), view.sense_url(term), doc, clause]


def _source(view: View, term: Term, label: str) -> str:
    """Say who defines a term: a clause, or a public document with its date."""
    said = term.source
    if said is None:
        return ""
    doc = view.documents.get(said.document or "")
    if doc is None:
        return f"{said.title}（{day(said.date)}）" if said.title and said.date else said.title or ""
    return doc_text(view, doc) + label
