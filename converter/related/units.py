"""What of a document is compared with others: its units, and the features of their text.

Reads: one document. Writes: its units. Guarantees: a result depends on that document alone,
so that it may be kept from run to run.
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass

from converter.model import Document, Kind, Node

#: Units of 公文, beside articles: what a reader would compare is the innermost of them.
_NUMBERED = frozenset({Kind.SECTION, Kind.SUBSECTION, Kind.CLAUSE})

#: What is no text of a clause: it frames the document, or is looked up in it.
_FRAME = frozenset(
    {
        Kind.TITLE,
        Kind.NOTE,
        Kind.TOC,
        Kind.ADDRESSEE,
        Kind.PREFACE,
        Kind.CONCLUSIONS,
        Kind.SIGNATURE,
        Kind.DATE,
        Kind.TABLE,
        Kind.FOOTNOTE,
    }
)

#: Shorter units, in characters, say too little: 第八条 （删去）.
SHORTEST = 20


#: 本条例自2020年1月1日起施行。1998年…通过的《…》同时废止。
_EFFECT = re.compile(r"\s*(?:本|该|这)[^，。；自]{1,12}自[^。；]{1,30}?(?:施行|实施|生效|执行)")
_LONGEST_EFFECT = 300


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause that is compared with those of other documents.

    Attributes:
        key: Its node.
        text: The words, as `matter` leaves them.
        features: The pairs of characters in them, ascending, each once.
    """

    key: int
    text: str
    features: array[int]


def units(doc: Document, every: bool = False) -> list[Unit]:
    """List what of a document is compared.

    Args:
        doc: The document.
        every: Also those that say too little to be found near others.

    Returns:
        Its articles with all that is in them, and outside of articles the innermost of
        一、（一）1. with what stands below them, in document order.
    """
    found: list[Node] = []
    _collect(doc.root, found)
    out = []
    for node in sorted(found, key=lambda node: node.key):
        text = unit_text(doc, node)
        if every or _says_enough(text):
            folded = matter(text)
            out.append(Unit(node.key, folded, features(folded)))
    return out


def _says_enough(text: str) -> bool:
    return len(text) >= SHORTEST and not (len(text) < _LONGEST_EFFECT and _EFFECT.match(text))


def _collect(node: Node, found: list[Node]) -> bool:
    """Collect the units in a node; tell whether there are any."""
    if node.kind is Kind.ARTICLE:
        found.append(node)
        return True
    below = [_collect(child, found) for child in node.children if child.kind not in _FRAME]
    if any(below):
        return True
    if node.kind in _NUMBERED and node.num:
        found.append(node)
        return True
    return False


def unit_text(doc: Document, node: Node) -> str:
    """Return all text of a clause without numbers, notes and tables, a line a node."""
    lines = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        own = doc.own_text(part)
        lines += [own] if own else []
        waiting += reversed([child for child in part.children if child.kind not in _FRAME])
    return "\n".join(lines)


#: Numbers of clauses, sums, terms and sizes say nothing of the matter; the numbers in 三会一课 and
#: 一级保护区 do.
_DIGITS = "[〇零一二三四五六七八九十百千万亿两0-9０-９.．]+"
#: Nor do the formulas of duties and penalties: in a small collection they would be what its
#: documents have in common.
_FORMULAS = (
    "责令(?:其|限期|停止违法行为|立即)*(?:改正|整改)?|(?:逾期|拒)不改正|可以并处|处以|罚款|没收违法所得|情节严重"
    "|造成严重后果|(?:尚不)?构成犯罪|(?:依法)?追究刑事责任|玩忽职守|滥用职权|徇私舞弊"
    "|(?:依法)?给予(?:行政|政务)?处分|直接负责的主管人员|其他直接责任人员|违反本[^，。；]{1,6}规定"
    "|制定本(?:法|条例|办法|规定|细则|规则|决定|解释)|结合本[省市区州县]实际|以上|以下"
)
_SILENT = re.compile(
    f"{_FORMULAS}|第{_DIGITS}(?:[条款项目章节编次届]|部分)(?:之[一二三四五六七八九十]+)?"
    f"|{_DIGITS}(?:元|年|个?月|日|天|个工作日|小时|分钟|周?岁|倍|分之[一二三四五六七八九十百千0-9]*|人|名|次|平方米|公里|米|吨|亩)"
)
_GAP = "\n"
_END = ord(_GAP)


class _Table(dict[int, str]):
    """Translation to Chinese characters and gaps; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = out = char if "\u4e00" <= char <= "\u9fff" else _GAP
        return out


_TABLE = _Table()


def matter(text: str) -> str:
    """Leave of a text what tells its matter: Chinese characters but numbers and formulas.

    Args:
        text: A text.

    Returns:
        A text of the same length, with line ends for all that is left out.
    """
    return _SILENT.sub(lambda found: _GAP * len(found[0]), text).translate(_TABLE)


def features(text: str) -> array[int]:
    """List the pairs of neighbouring characters in a text.

    Chinese has no spaces, and pairs serve as well as words for telling what a text is about,
    without a dictionary that would have to know the words of the law.

    Args:
        text: A text as `matter` leaves it.

    Returns:
        The pairs as numbers (`letters` is the way back), ascending, each once.
    """
    # Two characters of UTF-16 are one number of four bytes; from the second character on,
    # the same bytes are the pairs in between.
    content = text.encode("utf-16-le")
    pairs = array("I", content[: len(content) // 4 * 4])
    pairs.frombytes(content[2 : 2 + (len(content) - 2) // 4 * 4])
    if sys.byteorder == "big":
        pairs.byteswap()
    # Written out, as a function would be called a hundred times for each clause.
    return array("I", sorted([p for p in set(pairs) if p & 0xFFFF != _END and p >> 16 != _END]))


def letters(pair: int) -> str:
    """Return the two characters that a number stands for."""
    return chr(pair & 0xFFFF) + chr(pair >> 16)
