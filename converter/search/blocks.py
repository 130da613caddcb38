"""The texts of the clauses, in files of a few thousand characters: what results are shown from.

Reads: documents. Guarantees: every clause, in the order of documents and clauses.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from converter.model import Document
from converter.search.stream import Clause

#: A file is closed when its texts have so many characters.
BLOCK_CHARACTERS = 2_400

#: How many bytes of the texts all files may refer to; a browser loads them once.
SAMPLE_BYTES = 20_000
#: Clauses that are neither mere headings nor long have the most in common with others.
_TYPICAL = range(15, 150)


@dataclass(frozen=True, slots=True)
class Block:
    """A file of texts: the number of its first clause, and what `TwBlock` describes."""

    first: int
    value: dict[str, object]


def blocks(
    documents: Iterable[tuple[Document, list[Clause]]], most: int = BLOCK_CHARACTERS
) -> Iterator[Block]:
    """Divide the clauses of all documents into files.

    Args:
        documents: Each document with its clauses.
        most: How many characters close a file.

    Yields:
        The files.
    """
    slugs: dict[int, str] = {}
    rows: list[tuple[Document, Clause]] = []
    first = size = 0
    for place, (document, clauses) in enumerate(documents):
        for clause in clauses:
            slugs[place] = document.slug
            rows.append((document, clause))
            size += len(clause.text)
            if size >= most:
                yield Block(first, _value(slugs, rows))
                first += len(rows)
                slugs, rows, size = {}, [], 0
    if rows:
        yield Block(first, _value(slugs, rows))


def _value(slugs: dict[int, str], rows: list[tuple[Document, Clause]]) -> dict[str, object]:
    # Column by column, since like stands with like then and takes less.
    return {
        "slugs": slugs,
        "eids": _lines(document.ids[clause.node.key] for document, clause in rows),
        "labels": _lines(document.full_labels[clause.node.key] for document, clause in rows),
        "headings": [
            number
            for place, (_, clause) in enumerate(rows)
            if clause.heading
            for number in (place, clause.heading)
        ],
        "texts": [clause.text for _, clause in rows],
    }


def sample(documents: Iterable[list[Clause]]) -> bytes:
    """Choose some of the texts as what all have in common.

    The choice falls by a hash of the text, so that it hardly changes with a document.

    Args:
        documents: The clauses of each document.

    Returns:
        The texts one behind another, in UTF-8.
    """
    texts = {c.text for listed in documents for c in listed if len(c.text) in _TYPICAL}
    chosen = b""
    for text in sorted(texts, key=lambda text: (zlib.crc32(text.encode()), text)):
        if len(chosen) + len(text.encode()) > SAMPLE_BYTES:
            break
        chosen += text.encode()
    return chosen


#: More characters than this are not left out, so that one character says how many are.
_MOST_SHARED = 70


def _lines(words: Iterable[str]) -> str:
    """Write lines, each by what it does not share with the beginning of the one before."""
    lines = []
    before = ""
    for word in words:
        shared = _shared(before[:_MOST_SHARED], word)
        lines.append(chr(ord("0") + shared) + word[shared:])
        before = word
    return "\n".join(lines)


def _shared(one: str, other: str) -> int:
    """Count the characters that two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
