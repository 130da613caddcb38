"""The lines of `data/clauses.jsonl`: what is published of each clause.

Reads: one document. Guarantees: all that its schema asks for, in the order of its table.

There are half a million of these lines, so they are not written by way of dictionaries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring

from converter.model import Document
from converter.tree import Kind

#: What is said of a clause, in the order in which a line says it; then where it stands.
_FIELDS = (
    "doc",
    "version",
    "eid",
    "kind",
    "num",
    "label",
    "heading",
    "parent",
    "text",
    "url",
)
_LINE = (
    "{"
    + "".join(f'"{name}":%s,' for name in _FIELDS)
    + '"source":{"file":%s,"line":%d,"column":%d}}'
)
_KINDS = {kind: encode_basestring(kind.value) for kind in Kind}


def clause_lines(doc: Document) -> Iterator[str]:
    """Write the line of every node of a document that can be cited, in document order.

    Args:
        doc: The document.

    Yields:
        JSON, without line ends.
    """
    source, ids, labels, url, above = doc.source, doc.ids, doc.full_labels, doc.url, _above(doc)
    slug, version, file = _json(doc.slug), _json(doc.version or None), _json(doc.entry.file)
    for node in doc.clauses():
        eid = ids[node.key]
        place = source.position(node.span.start)
        yield _LINE % (
            slug,
            version,
            encode_basestring(eid),
            _KINDS[node.kind],
            _json(source.slice(node.num) if node.num else None),
            encode_basestring(labels[node.key]),
            _json(source.slice(node.heading) if node.heading else None),
            _json(above.get(node.key)),
            encode_basestring(doc.own_text(node)),
            encode_basestring(f"{url}#{eid}"),
            file,
            place.line,
            place.column,
        )


def _json(text: str | None) -> str:
    return "null" if text is None else encode_basestring(text)


def _above(doc: Document) -> Mapping[int, str]:
    """Map the nodes below clauses to the id of the innermost clause that they lie in."""
    listed = {node.key for node in doc.clauses()}
    above: dict[int, str] = {}
    for node in doc.root.walk():
        if node.children:
            own = doc.ids[node.key] if node.key in listed else above.get(node.key)
            if own is not None:
                for child in node.children:
                    above[child.key] = own
    return above
