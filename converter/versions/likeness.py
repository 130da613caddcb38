"""How like the words of two clauses are.

Reads: texts. Guarantees: whole numbers, so that the same texts are as like on any machine;
`SAME` for the same words and for no others.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from converter.discards import essential
from converter.model import Document, Kind, Node

#: The likeness of two clauses with the same words; all others are less like.
SAME = 1000

#: Numbers of clauses, sums and dates change while the rule stays the same.
_DIGITS = re.compile("[〇零一二三四五六七八九十百千万亿两0-9]+")
_ANY_NUMBER = "#"
#: What stands before the first and behind the last character, so that both are in two pairs.
_EDGE = "\n"

#: What is no text of the clause that it stands in.
_BESIDE = frozenset({Kind.FOOTNOTE})


def normal(text: str) -> str:
    """Leave of a text what counts when versions are compared.

    Args:
        text: Any text.

    Returns:
        The text in NFKC (Unicode Standard Annex 15), where full-width and half-width
        characters are the same, without white space and all else that conservation leaves
        out of account.
    """
    return essential(unicodedata.normalize("NFKC", essential(text)))


def own_words(document: Document, node: Node) -> str:
    """Return the words of a node itself, normalised, without its number and children."""
    return normal(document.own_text(node))


def words(document: Document, node: Node) -> str:
    """Return the words of a clause and of all that is in it, normalised, without numbers.

    Args:
        document: The document.
        node: The clause.

    Returns:
        The words in the order of the text. What stands in a paragraph stands there: a
        paragraph that goes on behind a part of it (一是…) comes before that part.
    """
    return "".join(_words(document, node))


def _words(document: Document, node: Node) -> Iterator[str]:
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield own_words(document, part)
        waiting += reversed([child for child in part.children if child.kind not in _BESIDE])


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared.

    Attributes:
        text: The text as `normal` leaves it.
        pairs: The pairs of neighbouring characters in it, numbers taken as one character,
            each with how often it occurs.
    """

    text: str
    pairs: Mapping[str, int]

    @classmethod
    def of(cls, text: str) -> Wording:
        """Take a text apart.

        Chinese has no spaces; pairs of characters serve as words.
        """
        folded = f"{_EDGE}{_DIGITS.sub(_ANY_NUMBER, text)}{_EDGE}" if text else ""
        return cls(text, Counter(folded[at : at + 2] for at in range(len(folded) - 1)))


class Rarity:
    """How telling each pair of characters is among the clauses of two documents.

    处二万元以下罚款 stands in half of the articles of a law and makes none of them alike; what
    stands in one clause of either version tells which they are. That is measured in the two
    documents themselves, so that no list of set phrases is needed.
    """

    def __init__(self, wordings: Iterable[Wording]) -> None:
        """Count in how many of all clauses, of both documents, each pair stands."""
        listed = list(wordings)
        self.counts = Counter(pair for wording in listed for pair in wording.pairs)
        by_count = {n: round(1000 * math.log1p(len(listed) / n)) for n in self.counts.values()}
        self._weights = {pair: by_count[n] for pair, n in self.counts.items()}
        self._unknown = round(1000 * math.log1p(len(listed)))
        self._masses: dict[int, tuple[Wording, int]] = {}

    def weight(self, pair: str) -> int:
        """Return how telling a pair is."""
        return self._weights.get(pair, self._unknown)

    def mass(self, wording: Wording) -> int:
        """Return how telling all pairs of a text are together."""
        known = self._masses.get(id(wording))
        if known is None:
            mass = sum(self.weight(pair) * n for pair, n in wording.pairs.items())
            known = self._masses[id(wording)] = (wording, mass)
        return known[1]

    def shared(self, one: Wording, other: Wording) -> int:
        """Return how telling the pairs are that two texts share."""
        few, many = sorted((one.pairs, other.pairs), key=len)
        weight = self.weight
        return sum([weight(p) * min(n, many[p]) for p, n in few.items() if p in many])

    def likeness(self, one: Wording, other: Wording) -> int:
        """Return how like two texts are.

        Two measures are mixed. The telling pairs that both have, against the geometric mean
        of what either has: it asks what a clause is about, and holds for a clause to which
        an item was added. The longest common subsequence against the mean length: it knows
        the order of words, and the ordinary ones.

        Args:
            one: A text.
            other: Another.

        Returns:
            From 0 to `SAME`, and that only for the same texts.
        """
        if one.text == other.text:
            return SAME
        if not one.text or not other.text:
            return 0
        root = math.isqrt(self.mass(one) * self.mass(other))
        telling = SAME * self.shared(one, other) // root if root else 0
        both = 2 * LCSseq.similarity(one.text, other.text)
        in_order = SAME * both // (len(one.text) + len(other.text))
        return min((2 * telling + in_order) // 3, SAME - 1)
