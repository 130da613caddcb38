"""What of a document is compared with others: its units, and the features of their text.

Reads: one document. Writes: its units, with what is shown of each beside others, so that nobody
needs its tree again. Guarantees: a result depends on that document alone, so that it may be made
where the document is converted, and kept from run to run.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from converter.model import Document
from converter.tree import Kind, Node

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


#: How much of a clause is shown beside another one, in characters.
EXCERPT = 24


class Unit(NamedTuple):
    """A clause that is compared with those of other documents, and what is shown of it there.

    Attributes:
        key: Its node.
        eid: Its id.
        label: The label to cite it by.
        excerpt: How it begins, on one line, without its own number.
        text: The words, as `matter` leaves them.
    """

    key: int
    eid: str
    label: str
    excerpt: str
    text: str


def units(doc: Document, every: bool = False) -> tuple[Unit, ...]:
    """List what of a document is compared.

    Args:
        doc: The document.
        every: Also those that say too little to be found near others.

    Returns:
        Its articles with all that is in them, and outside of articles the innermost of
        一、（一）1. with what stands below them, in document order. They depend on the tree,
        ids and labels of the document alone.
    """
    found: list[Node] = []
    _collect(doc.root, found)
    found.sort(key=lambda node: node.key)
    listed = [(node, unit_text(doc, node)) for node in found]
    kept = [(node, text) for node, text in listed if every or _says_enough(text)]
    # All at once: to begin searching takes as long as a clause.
    folded, at = matter(_APART.join([text for _, text in kept])), 0
    out = []
    for node, text in kept:
        key, until = node.key, at + len(text)
        shown = _excerpt(doc, node)
        out.append(Unit(key, doc.ids[key], doc.labels[key], shown, folded[at:until]))
        at = until + len(_APART)
    return tuple(out)


def _excerpt(doc: Document, unit: Node) -> str:
    """Return how a clause begins, with the numbers of its parts."""
    parts: list[str] = []
    length, number = 0, ""
    for node in unit.walk():
        if node.num and node is not unit:
            number += doc.source.slice(node.num)
        own = doc.own_text(node)
        if own:
            parts.append(number + own)
            length += len(parts[-1])
            number = ""
        if length > EXCERPT:
            break
    text = " ".join(parts)
    return text if len(text) <= EXCERPT else text[:EXCERPT].rstrip() + "…"


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


#: Formulas of duties and penalties say nothing of the matter: in a small collection they would be
#: what its documents have in common. Here and below each way begins with a character, as
#: searching for one of some characters takes a tenth of the time.
_FORMULA = re.compile(
    "责令(?:其|限期|停止违法行为|立即)*(?:改正|整改)?|逾期不改正|拒不改正|可以并处|处以|罚款|没收违法所得"
    "|情节严重|造成严重后果|尚不构成犯罪|构成犯罪|依法追究刑事责任|追究刑事责任|玩忽职守|滥用职权|徇私舞弊"
    "|依法给予(?:行政|政务)?处分|给予(?:行政|政务)?处分|直接负责的主管人员|其他直接责任人员"
    "|违反本[^，。；]{1,6}规定|制定本(?:法|条例|办法|规定|细则|规则|决定|解释)"
    "|结合本[省市区州县]实际|以上|以下"
)
#: Nor do the numbers of clauses, sums, terms and sizes; those in 三会一课 and 一级保护区 do.
_DIGIT = "[〇零一二三四五六七八九十百千万亿两0-9０-９.．]"
_NUMBERED_CLAUSE = re.compile(
    f"第{_DIGIT}+(?:[条款项目章节编次届]|部分)(?:之[一二三四五六七八九十]+)?"
)
_QUANTITY = re.compile(
    f"{_DIGIT}{_DIGIT}*(?:元|年|个?月|日|天|个工作日|小时|分钟|周?岁|倍"
    "|分之[一二三四五六七八九十百千0-9]*|人|名|次|平方米|公里|米|吨|亩)"
)
_NOT_CHINESE = re.compile("[^\u4e00-\u9fff\n]")
#: Stands for each character that tells nothing.
GAP = "\n"
_END = ord(GAP)
#: Stands between clauses that are searched at once; no formula goes across it.
_APART = "。"


def _gap(found: re.Match[str]) -> str:
    return GAP * (found.end() - found.start())


def matter(text: str) -> str:
    """Leave of a text what tells its matter: Chinese characters but numbers and formulas.

    Args:
        text: A text.

    Returns:
        A text of the same length, with line ends for all that is left out.
    """
    for silent in (_FORMULA, _NUMBERED_CLAUSE, _QUANTITY):
        text = silent.sub(_gap, text)
    return _NOT_CHINESE.sub(GAP, text)


def features(text: str) -> set[int]:
    """List the pairs of neighbouring characters in a text.

    Chinese has no spaces, and pairs serve as well as words for telling what a text is about,
    without a dictionary that would have to know the words of the law.

    Args:
        text: A text as `matter` leaves it.

    Returns:
        The pairs as numbers; `letters` is the way back.
    """
    codes = list(map(ord, text))
    return {one | other << 16 for one, other in pairwise(codes) if one != _END and other != _END}


def letters(pair: int) -> str:
    """Return the two characters that a number stands for."""
    return chr(pair & 0xFFFF) + chr(pair >> 16)
