"""What the search needs of one document: a function of that document alone.

Reads: a document, without its slug and title, which may change while the document does not.
Guarantees: small, and quick to hand to another process; the index is made of nothing else but
these parts and what is known of the documents as wholes (`write.About`).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring

import numpy as np

from converter.model import Document
from converter.search.clauses import Folded, article_starts, clauses, folded
from converter.search.outlines import outline


@dataclass(frozen=True, slots=True)
class Words:
    """One word for each clause, such as its id.

    Attributes:
        whole: The words, a line each.
        rest: Of each what it does not share with the beginning of the one before, a line each,
            behind the number of characters that it does share, counted from "0" on.
    """

    whole: str
    rest: str


@dataclass(frozen=True, slots=True)
class Part:
    """What the search needs of one document. Numbers take four bytes each, low ones first.

    Attributes:
        folded: The folded texts of its clauses.
        articles: The clauses where articles begin, as numbers.
        eids: The ids of the clauses.
        labels: Their labels, with the levels above.
        short_labels: Their labels, without these; a line each.
        headings: The clauses that begin with a heading, each with its length in characters.
        sizes: The length of each text in characters, as numbers.
        hashes: A CRC-32 of each text.
        texts: The texts as JSON, with a comma between them.
        ends: Where the JSON of each text ends, as numbers.
        outline: The outline.
    """

    folded: Folded
    articles: bytes
    eids: Words
    labels: Words
    short_labels: str
    headings: tuple[tuple[int, int], ...]
    sizes: bytes
    hashes: bytes
    texts: bytes
    ends: bytes
    outline: str

    def text_json(self, first: int, last: int) -> bytes:
        """Return the JSON of the texts from one clause to the one before another."""
        ends = np.frombuffer(self.ends, "<u4")
        begin = int(ends[first - 1]) + 1 if first else 0
        return self.texts[begin : int(ends[last - 1])]


def part(document: Document) -> Part:
    """Take out of a document what the search needs of it.

    Args:
        document: The document.

    Returns:
        Its part, the same under any slug and title.
    """
    listed = clauses(document)
    texts = [clause.text for clause in listed]
    keys = [clause.node.key for clause in listed]
    raw = [encode_basestring(text).encode() for text in texts]
    ends = np.cumsum([len(text) + 1 for text in raw], dtype=np.int64) - 1
    return Part(
        folded=folded(listed),
        articles=_numbers(article_starts(listed)),
        eids=words([document.ids[key] for key in keys]),
        labels=words([document.full_labels[key] for key in keys]),
        short_labels="\n".join(document.labels[key] for key in keys),
        headings=tuple((at, each.heading) for at, each in enumerate(listed) if each.heading),
        sizes=_numbers(list(map(len, texts))),
        hashes=_numbers([zlib.crc32(text.encode()) for text in texts]),
        texts=b",".join(raw),
        ends=ends.astype("<u4").tobytes(),
        outline=outline(document),
    )


def _numbers(numbers: Sequence[int]) -> bytes:
    return np.array(numbers, "<u4").tobytes()


#: More characters than this are not left out, so that one character says how many are.
_MOST_SHARED = 70
_COUNTS = tuple(chr(ord("0") + count) for count in range(_MOST_SHARED + 1))


def words(listed: Sequence[str]) -> Words:
    """Write words, each by what it does not share with the one before, the first in full."""
    begins = np.array([word[:_MOST_SHARED] for word in listed] or [""])
    rows = begins.view(np.uint32).reshape(len(begins), -1)
    alike = np.zeros((len(rows) - 1, rows.shape[1] + 1), bool)
    alike[:, :-1] = rows[1:] == rows[:-1]
    sizes = np.char.str_len(begins)
    # Behind the end of both they are alike as well.
    shared = np.minimum(alike.argmin(axis=1), np.minimum(sizes[1:], sizes[:-1])).tolist()
    rest = [
        _COUNTS[count] + word[count:] for count, word in zip((0, *shared), listed, strict=False)
    ]
    return Words("\n".join(listed), "\n".join(rest))


def shorten(before: str, word: str) -> str:
    """Write a word by what it does not share with the one before."""
    pairs = zip(before[:_MOST_SHARED], word, strict=False)
    count = next((at for at, (a, b) in enumerate(pairs) if a != b), None)
    if count is None:
        count = min(len(before), len(word), _MOST_SHARED)
    return _COUNTS[count] + word[count:]
