"""The published data: JSON and JSON lines, described by the schemas in `schemas/`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, fields
from itertools import islice, repeat
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
from converter.writers import history
from converter.writers.clause_lines import clause_lines
from converter.writers.large import ENDING, compressed

SCHEMAS = Path(__file__).parent.parent / "schemas"


#: So many senses of terms are compressed together.
_PACKED_TOGETHER = 200

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


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
                "older": _version(older, comparison.dates[0], row.older),
                "newer": _version(newer, comparison.dates[1], row.newer),
                "change": row.change.value,
                "likeness": row.likeness,
                "renumbered": row.renumbered,
                "moved": row.moved,
                "url": f"{comparison.page}#{view.row_id(comparison, row)}",
            }


def _version(doc: Document, date: str, keys: Iterable[int]) -> dict[str, object]:
    return {"doc": doc.slug, "version": date or None, "eids": [doc.ids[key] for key in keys]}


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


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one document in each of the files that hold lines of documents."""

    clauses: bytes = b""
    citations: bytes = b""
    related: bytes = b""

    def packed(self) -> Lines:
        """Compress them, each file's apart from those of other documents."""
        return Lines(*(compressed(getattr(self, field.name)) for field in fields(self)))


def lines(view: View, doc: Document) -> Lines:
    """Write the lines of a document.

    Args:
        view: The bundle, or the part of it that the document's page shows.
        doc: The document.
    """
    each = (clause_lines(doc), map(_dump, citations(view, doc)), map(_dump, related(view, doc)))
    return Lines(*("".join(f"{line}\n" for line in lines).encode() for lines in each))


def write_lines(every: Iterable[Lines], folder: Path, packed: bool) -> None:
    """Write the files that hold lines of documents.

    Args:
        every: The lines of each document, in the order of the documents.
        folder: The folder `data` of the site; made if it is missing.
        packed: Whether the lines are compressed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ending = f".jsonl{ENDING if packed else ''}"
    with ExitStack() as opened:
        names = [field.name for field in fields(Lines)]
        files = [opened.enter_context((folder / f"{name}{ending}").open("wb")) for name in names]
        for of_one in every:
            for name, file in zip(names, files, strict=True):
                file.write(getattr(of_one, name))


def write_data(view: View, folder: Path, packed: bool = False) -> None:
    """Write all data files.

    Args:
        view: What there is.
        folder: The folder `data` of the site's pages; made if it is missing.
        packed: Whether large ones are compressed.
    """
    every = (lines(view, doc) for doc in view.bundle.documents)
    write_lines((one.packed() for one in every) if packed else every, folder, packed)
    write_tables(view, folder, packed)


def write_tables(view: View, folder: Path, packed: bool) -> None:
    """Write the data files that hold no lines of documents.

    Args:
        view: What there is.
        folder: The folder `data` of the site; made if it is missing.
        packed: Whether large ones are compressed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    bundle = view.bundle
    # Laid out for readers, unless it is too long to be read.
    listed = documents(bundle)
    _write(folder / "documents.json", _array(map(_dump, listed)) if packed else [_indented(listed)])
    write = _write_packed if packed else _write
    ending = ENDING if packed else ""
    write(folder / f"changes.jsonl{ending}", map(_dump, changes(view)))
    _write(folder / "versions.json", _array(map(_dump, history.versions(view))))
    _write(folder / "addresses.json", _array(map(_dump, history.addresses(view))))
    write(folder / f"glossary.json{ending}", _array(map(_dump, glossary(view))))


def _indented(value: object, before: str = "\n") -> str:
    """Write JSON as `json.dumps` does with `indent=1`, in a quarter of its time."""
    if not value or not isinstance(value, dict | list):
        return _dump(value)
    inner = f"{before} "
    if isinstance(value, list):
        return f"[{inner}{f',{inner}'.join(_indented(one, inner) for one in value)}{before}]"
    rows = (f"{_dump(name)}: {_indented(one, inner)}" for name, one in value.items())
    return f"{{{inner}{f',{inner}'.join(rows)}{before}}}"


def _array(items: Iterable[str]) -> Iterator[str]:
    """Write an array an item a line, so that a large one can be read a line at a time."""
    yield "["
    last = ""
    for item in items:
        if last:
            yield f"{last},"
        last = item
    if last:
        yield last
    yield "]"


def _write_packed(path: Path, lines: Iterable[str]) -> None:
    """Write lines compressed, many of them to a member, so that the memory holds few."""
    waiting = iter(lines)
    with path.open("wb") as file:
        while many := "".join(f"{line}\n" for line in islice(waiting, _PACKED_TOGETHER)):
            file.write(compressed(many.encode()))


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
