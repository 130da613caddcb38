"""What others need to know of a document without reading it: its card.

Reads: one document. Writes: its card. Guarantees: it depends on that document alone. Lists,
counts and other documents' pages are made of cards, so that no tree is read for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.definition import Definition, Meaning
from converter.model import Card, Document
from converter.tree import Kind, Node

#: How much of its beginning tells what a document is about, in characters; and what begins it.
BEGINNING = 120
_TEXT = (Kind.PARAGRAPH, Kind.TEXT, Kind.PREFACE)


def card_of(document: Document) -> Card:
    """Return the card of a document; made now, if it has none yet."""
    return document.card or make_card(document)


def make_card(document: Document) -> Card:
    """Write the card of a document."""
    source, root, ids = document.source, document.root, document.ids
    listed = list(document.clauses())
    begins = (node for node in listed if node.kind in _TEXT and any(node.body))
    first = next((document.own_text(node) for node in begins), "")
    counts: dict[str, list[int]] = {}
    for removal in source.removals:
        counts.setdefault(removal.rule, []).append(len("".join(removal.text.split())))
    return Card(
        clauses=len(listed),
        characters=sum(map(_length, root.walk())),
        # One more than is shown, which tells whether something is left out.
        begins=first[: BEGINNING + 1],
        unit=source.unit,
        left_out=tuple((rule, len(sizes), sum(sizes)) for rule, sizes in sorted(counts.items())),
        fact_ids=tuple(None if f.key is None else ids.get(f.key) for f in document.facts),
        carried=tuple(_carried(document)),
        meanings=tuple(_meaning(document, found) for found in document.definitions),
    )


def _length(node: Node) -> int:
    """Return how many characters belong to a node itself."""
    found = len(node.num) if node.num else 0
    found += len(node.heading) if node.heading else 0
    for span in node.body:
        found += span.end - span.start
    return found


def labels_on(card: Card) -> dict[str, str]:
    """Return the labels that a card knows, by the ids of the clauses."""
    parts = {found.part: found.part_label for found in card.meanings if found.part is not None}
    return parts | {found.eid: found.label for found in card.meanings}


def _meaning(document: Document, found: Definition) -> Meaning:
    source, ids, labels, scope = document.source, document.ids, document.labels, found.scope
    # The sense begins behind its definition, which may end its clause.
    begins = document.root.at(found.since - 1).key if found.since else None
    return Meaning(
        eid=ids[found.key],
        label=labels[found.key],
        part=None if scope is None else ids[scope],
        part_label="" if scope is None else labels[scope],
        begins=None if begins is None else ids.get(begins),
        text=source.slice(found.text),
        line=source.position(found.term.start).line,
    )


def _carried(document: Document) -> Iterator[tuple[str, str]]:
    for node in document.root.children:
        if node.kind is Kind.DOCUMENT:
            heads = [child for child in node.children if child.kind is Kind.TITLE]
            slice_ = document.source.slice
            title = "".join(slice_(span) for head in heads for span in head.body)
            yield document.ids[node.key], title
