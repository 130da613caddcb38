"""Which clauses have given words: the truth that a search is held against.

Written apart from `converter/search` and never calling it: whoever measures with the rule
that is measured finds nothing.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from converter.compress import read_either

_SPACE = re.compile(r"\s+")
#: Which marks a text is printed with is a matter of style, single or double ones too.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟″«»「」『』〝〞〟﹁﹂﹃﹄＂‘’‚‛′＇'‹›", '"'))
#: Full width to half width; the other forms of Unicode (①, ㎡) are other characters.
_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
_END = "\0"


@cache
def conversion(name: str) -> Callable[[str], str] | None:
    """Return what converts between traditional and simplified characters (`s2t`, `t2s`).

    None without OpenCC; then they are held to differ, and no query is written in them.
    """
    try:
        from opencc import OpenCC
    except ImportError:
        return None
    convert: Callable[[str], str] = OpenCC(name).convert
    return convert


@cache
def _simplified(character: str) -> str:
    convert = conversion("t2s")
    if convert is None or not "㐀" <= character <= "鿿":
        return character
    simple = convert(character)
    return simple if len(simple) == 1 else character


def fold(text: str) -> str:
    """Leave out of a text what a reader does not mean: white space, width, case, styles."""
    plain = _SPACE.sub("", text).translate(_QUOTES).translate(_WIDTH).lower()
    return "".join(map(_simplified, plain))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its own text, without that of the clauses in it."""

    doc: str
    eid: str
    kind: str
    num: str | None
    text: str

    @property
    def name(self) -> str:
        """What tells it from all others."""
        return f"{self.doc}#{self.eid}"


class Corpus:
    """The clauses of a site, as its published data has them."""

    def __init__(self, data: Path) -> None:
        self.documents: list[dict[str, str | None]] = json.loads(
            read_either(data / "documents.json")
        )
        rows = map(json.loads, read_either(data / "clauses.jsonl").splitlines())
        self.clauses = [
            Clause(row["doc"], row["eid"], row["kind"], row["num"], row["text"]) for row in rows
        ]
        self._starts: list[int] = []
        pieces, start = [], 0
        for clause in self.clauses:
            piece = fold(clause.text) + _END
            self._starts.append(start)
            pieces.append(piece)
            start += len(piece)
        self._text = "".join(pieces)

    def having(self, *words: str) -> frozenset[str]:
        """Return the names of the clauses whose own text has each of the words."""
        places = set.intersection(*(self._places(fold(word)) for word in words))
        return frozenset(self.clauses[place].name for place in places)

    def _places(self, word: str) -> set[int]:
        """Find the places of the clauses that have a word."""
        found = set()
        at = self._text.find(word)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            found.add(place)
            if place + 1 == len(self._starts):
                break
            at = self._text.find(word, self._starts[place + 1])
        return found

    @property
    def text_bytes(self) -> int:
        """How large the clauses' own texts are, as UTF-8."""
        return sum(len(clause.text.encode()) for clause in self.clauses)

    def by_title(self) -> dict[str, list[dict[str, str | None]]]:
        """Return the documents by what they are called, with and without the country's name."""
        found = defaultdict(list)
        for document in self.documents:
            title = fold(document["title"] or "")
            found[title].append(document)
            if (short := title.removeprefix(COUNTRY)) and short != title:
                found[short].append(document)
        return found


#: Mostly left out when a law is named.
COUNTRY = "中华人民共和国"
