"""The published data: JSON and JSON lines, described by the schemas in `schemas/`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from converter.bundle import Bundle
from converter.model import Document, Fact, Node

SCHEMAS = Path(__file__).parent.parent / "schemas"


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def documents(bundle: Bundle) -> list[dict[str, object]]:
    """Describe every document, as `data/documents.json` does."""
    return [
        {
            "slug": doc.slug,
            "title": doc.title,
            "title_assigned": doc.title_assigned,
            "url": doc.url,
            "source": doc.entry.file,
            "unit": doc.source.unit.value,
            "profile": doc.profile.value,
            "issuer": doc.fact("issuer"),
            "number": doc.fact("number"),
            "date": doc.fact("date"),
            "version": doc.fact("date"),
            "facts": [_fact(doc, fact) for fact in doc.facts],
            "left_out": _left_out(doc),
            "sha256": doc.sha256,
            "clause_count": sum(1 for _ in doc.clauses()),
        }
        for doc in bundle.documents
    ]


def _left_out(doc: Document) -> list[dict[str, object]]:
    """Say what the reader left out, by rule; characters without white space."""
    counts: dict[str, list[int]] = {}
    for removal in doc.source.removals:
        counts.setdefault(removal.rule, []).append(len("".join(removal.text.split())))
    return [
        {"rule": rule, "count": len(sizes), "characters": sum(sizes)}
        for rule, sizes in sorted(counts.items())
    ]


def _fact(doc: Document, fact: Fact) -> dict[str, object]:
    return {
        "name": fact.name,
        "value": fact.value,
        "act": fact.act or None,
        "by": fact.by or None,
        "label": fact.label or None,
        "from": fact.origin.value,
        "text": fact.text or None,
        "line": fact.line or None,
        "eid": doc.ids.get(fact.key) if fact.key is not None else None,
    }


def clauses(doc: Document) -> Iterator[dict[str, object]]:
    """Describe every node of a document that can be cited, in document order."""
    parents = {child.key: node.key for node in doc.root.walk() for child in node.children}
    listed = {node.key for node in doc.clauses()}
    for node in doc.clauses():
        parent = parents[node.key]
        while parent not in listed and parent in parents:
            parent = parents[parent]
        yield _clause(doc, node, doc.ids.get(parent) if parent in listed else None)


def _clause(doc: Document, node: Node, parent: str | None) -> dict[str, object]:
    source = doc.source
    place = source.position(node.span.start)
    eid = doc.ids[node.key]
    return {
        "doc": doc.slug,
        "version": doc.fact("date"),
        "eid": eid,
        "kind": node.kind.value,
        "num": source.slice(node.num) if node.num else None,
        "label": doc.full_labels[node.key],
        "heading": source.slice(node.heading) if node.heading else None,
        "parent": parent,
        "text": doc.own_text(node),
        "url": f"{doc.url}#{eid}",
        "source": {"file": doc.entry.file, "line": place.line, "column": place.column},
    }


def citations(bundle: Bundle) -> Iterator[dict[str, object]]:
    """Describe every citation, in the order of documents and clauses."""
    by_slug = {doc.slug: doc for doc in bundle.documents}
    for citation in bundle.citations:
        target = by_slug.get(citation.target_slug or "")
        yield {
            "doc": citation.slug,
            "eid": by_slug[citation.slug].ids[citation.key],
            "start": citation.start,
            "end": citation.end,
            "text": citation.text,
            "status": citation.status.value,
            "target": target
            and {
                "doc": target.slug,
                "version": target.fact("date"),
                "eid": citation.target_eid,
            },
        }


def related(bundle: Bundle) -> Iterator[dict[str, object]]:
    """Describe every pair of related clauses, in the order of documents and clauses."""
    by_slug = {doc.slug: doc for doc in bundle.documents}
    for found in bundle.related:
        target = by_slug[found.target_slug]
        yield {
            "doc": found.slug,
            "eid": by_slug[found.slug].ids[found.key],
            "target": {
                "doc": target.slug,
                "version": target.fact("date"),
                "eid": target.ids[found.target_key],
            },
            "score": found.score,
            "shared": list(found.shared),
        }


def glossary(bundle: Bundle) -> list[dict[str, object]]:
    """Describe every term with its definition and uses, as `data/glossary.json` does."""
    by_slug = {doc.slug: doc for doc in bundle.documents}
    uses: dict[str, list[dict[str, object]]] = {}
    for use in bundle.uses:
        doc = by_slug[use.slug]
        uses.setdefault(use.term, []).append(
            {
                "doc": use.slug,
                "version": doc.fact("date"),
                "eid": doc.ids[use.key],
                "start": use.start,
                "end": use.end,
            }
        )
    return [
        {
            "id": term.id,
            "term": term.term,
            "aliases": list(term.aliases),
            "definition": term.definition,
            "source": None
            if term.source is None
            else {
                "document": term.source.document,
                "clause": term.source.clause,
                "title": term.source.title,
                "date": term.source.date,
            },
            "scope": term.scope,
            "category": term.category,
            "see_also": list(term.see_also),
            "url": term.url,
            "uses": uses.get(term.id, []),
        }
        for term in bundle.terms
    ]


def write_data(bundle: Bundle, folder: Path) -> None:
    """Write the data files.

    Args:
        bundle: What there is.
        folder: The folder `data` of the site's pages; made if it is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "documents.json", json.dumps(documents(bundle), ensure_ascii=False, indent=1))
    lines = (_dump(clause) for doc in bundle.documents for clause in clauses(doc))
    _write(folder / "clauses.jsonl", "\n".join(lines))
    _write(folder / "citations.jsonl", "\n".join(map(_dump, citations(bundle))))
    _write(folder / "related.jsonl", "\n".join(map(_dump, related(bundle))))
    _write(folder / "glossary.json", json.dumps(glossary(bundle), ensure_ascii=False, indent=1))


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n" if text else "", encoding="utf-8", newline="\n")
