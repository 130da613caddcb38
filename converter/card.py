"""What others need to know of a document without reading it: its card.

Reads: one document. Writes: its card. Guarantees: it depends on that document alone. Lists,
counts and other documents' pages are made of cards, so that no tree is read for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.model import Card, Document, Kind

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
        characters=sum(len(source.slice(span)) for n in root.walk() for span in n.own_spans()),
        # One more than is shown, which tells whether something is left out.
        begins=first[: BEGINNING + 1],
        unit=source.unit,
        left_out=tuple((rule, len(sizes), sum(sizes)) for rule, sizes in sorted(counts.items())),
        fact_ids=tuple(None if f.key is None else ids.get(f.key) for f in document.facts),
        carried=tuple(_carried(document)),
    )


def _carried(document: Document) -> Iterator[tuple[str, str]]:
    for node in document.root.children:
        if node.kind is Kind.DOCUMENT:
            heads = [child for child in node.children if child.kind is Kind.TITLE]
            slice_ = document.source.slice
            title = "".join(slice_(span) for head in heads for span in head.body)
            yield document.ids[node.key], title
