"""How like the words of two clauses are.

Reads: texts. Guarantees: whole numbers, so that the same texts are as like on any machine;
`SAME` for the same words and for no others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from converter.model import Document
from converter.normal import normal
from converter.tree import Kind, Node

#: The likeness of two clauses with the same words; all others are less like.
SAME = 1000

#: Numbers of clauses, sums and dates change while the rule stays the same.
_DIGITS = re.compile("[〇零一二三四五六七八九十百千万亿两0-9]+")
_ANY_NUMBER = "#"
#: The formulas of duties and penalties, each as one character: nothing that two clauses share
#: tells less of what they are about.
_FORMULAS = re.compile(
    "由[^,。;、]{0,24}?(?:部门|机关)(?=责令|予以|给予|处|没收|依法|警告|吊销|依照)"
    "|违反(?:本|前款)[^,。;、]{0,8}?规定|(?:依法)?追究(?:其)?刑事责任|构成犯罪的?|尚不构成犯罪"
    "|(?:直接)?(?:负责|负有责任)的(?:主管人员|领导人员)|(?:其他)?直接责任人员|(?:依法)?给予(?:行政|政务)?(?:处分|处罚)"
    "|(?:由)?有关(?:主管)?(?:部门|机关|单位)|责令(?:其)?(?:限期)?(?:停止违法行为|改正)|(?:逾期|拒)不改正的?"
    "|情节(?:较|特别)?(?:严重|轻微|较轻)的?|没收违法所得|有违法所得的?|可以并处|处以|罚款|给予警告|滥用职权|玩忽职守|徇私舞弊"
    "|违反治安管理(?:行为)?的?|治安管理处罚法|按照国家有关规定|应当|可以|不得|有下列(?:情形|行为)之#的?"
)
_FORMULA = "§"
_UNTOLD = re.compile(f"{_FORMULA}[,、;的并。]*")
#: What stands before the first and behind the last character, so that both are in two pairs.
_EDGE = "\n"

#: What stands in at most so many clauses of both versions is rare: a clause and two of its
#: neighbours may be about the same.
_RARE = 6

#: What is no text of the clause that it stands in.
_BESIDE = frozenset({Kind.FOOTNOTE})


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
        told: The same with each number and each formula as one character.
        pairs: The pairs of neighbouring characters in that, each with how often it occurs.
    """

    text: str
    told: str
    pairs: Mapping[str, int]

    @classmethod
    def of(cls, text: str) -> Wording:
        """Take a text apart.

        Chinese has no spaces; pairs of characters serve as words.
        """
        marked = _FORMULAS.sub(_FORMULA, _DIGITS.sub(_ANY_NUMBER, text))
        edged = f"{_EDGE}{marked}{_EDGE}" if marked else ""
        pairs = Counter(edged[at : at + 2] for at in range(len(edged) - 1))
        return cls(text, _UNTOLD.sub("", marked), pairs)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it is aligned.

    Attributes:
        wording: Its words.
        kind: What it is, such as an article.
        place: What it stands in, such as the words of the heading above it.
    """

    wording: Wording
    kind: str = ""
    place: str = ""


def likeness(one: Wording, other: Wording) -> int:
    """Return how like the words of two texts are, as a reader would count.

    Args:
        one: A text.
        other: Another.

    Returns:
        From 0 to `SAME`: how much of both is in their longest common subsequence. `SAME`
        only for the same texts.
    """
    if one.text == other.text:
        return SAME
    return min(_in_order(one.text, other.text), SAME - 1)


def _in_order(one: str, other: str) -> int:
    return 2 * SAME * LCSseq.similarity(one, other) // max(1, len(one) + len(other))


class Rarity:
    """How telling each pair of characters is among the clauses of two documents.

    国务院体育行政部门 stands in half of the articles of a law on sports and makes none of them
    alike; what stands in one clause of either version tells which they are. That is measured in
    the two documents themselves.
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

    def specific(self, one: Wording, other: Wording) -> int:
        """Return how much two texts share that hardly any other clause has, up to `SAME`."""
        few, many = one.pairs, other.pairs
        rare = [p for p in few if p in many and self.counts[p] <= _RARE]
        common = sum(self.weight(p) * min(few[p], many[p]) for p in rare)
        root = math.isqrt(self.mass(one) * self.mass(other))
        return SAME * common // root if root else 0

    def nearness(self, one: Wording, other: Wording) -> int:
        """Return how surely two texts are wordings of the same rule.

        Two measures are mixed. The telling pairs that both have, against the geometric mean
        of what either has: it asks what a clause is about, and holds for a clause to which
        an item was added. The longest common subsequence against the mean length: it knows
        the order of words, and the ordinary ones. Numbers and formulas count little in both.

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
        return min((2 * telling + _in_order(one.told, other.told)) // 3, SAME - 1)


def coverage(one: Wording, other: Wording) -> int:
    """Return how much of the words of one text another has, whatever else that says.

    Args:
        one: The text.
        other: Another.

    Returns:
        From 0 to `SAME`.
    """
    shared = sum(min(count, other.pairs.get(pair, 0)) for pair, count in one.pairs.items())
    return SAME * shared // max(1, sum(one.pairs.values()))
