"""What the words of a definition say that the term means: which stretch of the text.

Reads: a stretch of text and the forms found in it. Writes spans. Guarantees: a meaning is
words of the text as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from converter.definition_forms import DefinitionForm, Side
from converter.span import Span
from converter.terms.antecedents import name_start
from converter.terms.counted_lists import list_start
from converter.terms.number_phrases import lists_all
from converter.terms.sentences import CLAUSES, end_of, start_of
from converter.terms.wordings import listed, plain
from converter.tree import Node


@dataclass(slots=True)
class Head:
    """The words of a form at a place of a piece of text, before their meaning is cut out.

    Attributes:
        form: The form.
        found: What its pattern has found.
        terms: Where the term stands, or several with one meaning.
    """

    form: DefinitionForm
    found: re.Match[str]
    terms: list[tuple[int, int]]


@dataclass(slots=True)
class Piece:
    """A stretch of a node's own text, and what is found in it.

    Attributes:
        text: The stretch.
        offset: Where it begins in the source.
        node: The node.
        listed: The node that announces the list of terms to which this one belongs, if any.
        last: True for the last stretch of the node.
        heads: What is found.
    """

    text: str
    offset: int
    node: Node
    listed: Node | None
    last: bool
    heads: list[Head] = field(default_factory=list)

    def taken(self, start: int, end: int) -> bool:
        """Tell whether characters belong to a term that is found already."""
        return any(start < e and s < end for head in self.heads for s, e in head.terms)


#: A question, and no definition: X是指何种情形, 是指甲还是乙.
_ASKS = re.compile("(?:何|什么|哪|谁|怎|几)|.{0,40}还是|.{0,60}吗\\Z")


def _after(piece: Piece, head: Head, later: Sequence[Head]) -> Iterator[Span]:
    """The meaning is what follows, up to the end of the sentence or the next definition."""
    text, start = piece.text, head.found.end()
    end = end_of(text, start)
    for other in later:
        begins = other.found.start()
        if other.form.name in _CUTTING and start < begins < end:
            cut = max(text.rfind(mark, start, begins + 1) for mark in "；;，,。")
            end = cut if cut > start else begins
            break
    while start < end and text[start] in "：:，, \u3000":
        start += 1
    if head.form.name in ("includes", "list"):
        end = min([end, *(found.start() for found in _NEXT.finditer(text, start, end))])
    end = _own_parts(head, text, start, end)
    whole = text[start:end].strip()
    if _ASKS.match(whole) or text[end : end + 1] in ("？", "?"):
        return
    open_end = end >= len(text.rstrip()) and piece.last and piece.node.children
    if open_end and (not whole or whole[-1] in "：:"):
        # 是指下列情形：, and the list below.
        span = Span(piece.offset + start, piece.node.span.end)
    else:
        span = Span(piece.offset + start, piece.offset + end)
    yield from (span for _ in head.terms)


#: Where the next thing is said in the same sentence: 包括本数；“超过”，不包括本数.
_NEXT = re.compile(
    r"[；;，,]\s*(?:(?:本[一-鿿]{1,5})?所称的?)?(?:[“‘][^”’]*[”’][、和及与]?)+[，,]?\s*(?:均|都|皆)?不?(?:包括|含)"
    r"|[；;，,]\s*(?:本[一-鿿]{1,5})?所称[^，,；;]{1,24}[，,]?\s*不包括"
    r"|[；;]\s*[^，,；;：:]{2,20}包括"
)
#: Forms with which a new definition begins in the same sentence.
_CUTTING = frozenset(
    {"so-called", "so-called-means", "includes", "so-called-is", "means", "quoted-means"}
)


def _own_parts(head: Head, text: str, start: int, end: int) -> int:
    """End the meaning of a number phrase behind its parts: “两个责任”，即甲和乙，并…."""
    if head.form.name != "quoted-means":
        return end
    comma = end_of(text, start, "，,；;。")
    phrase = plain(text[slice(*head.terms[0])])
    return comma if lists_all(phrase, text[start:comma]) else end


def _before(piece: Piece, head: Head, later: Sequence[Head]) -> Iterator[Span]:
    """The meaning is the name before the parenthesis."""
    found, text = head.found, piece.text
    # （检验机构和监督部门并列使用时，统称监督机构）
    within = re.sub("(?:并列使用|同时使用|合并表述)时[，,]?$", "", found["within"].rstrip())
    end = found.start()
    mark = text[found.start() : found.start("term")]
    if within and within[-1] not in "，,；;、":
        # （甲和乙以下统称丙）: the name stands in the parenthesis itself.
        start = found.start("within")
        end = start + len(within)
    else:
        several = len(head.terms) > 1 or any(word in mark for word in ("统称", "分别", "合称"))
        # 食堂（含助餐点，以下统称X）: what stands within is among what stands before.
        several = several and not within.startswith(("含", "包括"))
        start = name_start(text, end, text[slice(*head.terms[0])], several)
    if len(head.terms) > 1:
        # （以下分别简称甲、乙）, （以下简称“甲”和“乙”）: one for each thing, if they are as many.
        items = list(listed(text, start, end))
        if len(items) == len(head.terms):
            yield from (Span(piece.offset + s, piece.offset + e) for s, e in items)
            return
    yield from (Span(piece.offset + start, piece.offset + end) for _ in head.terms)


def _inside(piece: Piece, head: Head, later: Sequence[Head]) -> Iterator[Span]:
    """The meaning is a group of the pattern, if it has as many parts as the term says."""
    start, end = head.found.span("text")
    if lists_all(plain(head.found["term"]), piece.text[start:end]):
        yield Span(piece.offset + start, piece.offset + end)


#: Words that lead from a list to another thing: 拥护“两个确立”、做到“两个维护”.
_LEADS_ON = re.compile(
    r"(?:做到|坚持|坚定|增强|落实|推进|实施|践行|压实|抓好|强化|深化|聚焦|开展|运用|用好|用活|纠治|维护|捍卫|"
    r"突出|紧盯|推动|发挥|整治|解决|破除|严查|纠正|反对|治理|健全|完善|履行|遵守|打造|构建|建立|[的了到在以为与和及是、])\Z"
)


def _parts(piece: Piece, head: Head, later: Sequence[Head]) -> Iterator[Span]:
    """The meaning is what is listed right before the term."""
    end = head.found.start()
    start = start_of(piece.text, end, CLAUSES)
    if not lists_all(plain(head.found["term"]), piece.text[start:end]):
        return
    if _LEADS_ON.search(piece.text, start, end):
        return
    # 对甲和乙实施丙、丁、戊“三改”: where things stand apart by 、, the 和 before them is none.
    _, first = next(listed(piece.text, start, end))
    comma = piece.text.find("、", first, end)
    first = comma if comma >= 0 else first
    at = list_start(piece.text, start, first)
    yield Span(piece.offset + _alike(piece.text, at, first, end), piece.offset + end)


def _alike(text: str, at: int, first: int, end: int) -> int:
    """Begin a list where its first thing begins as all others do: 为老人助餐、助浴、助医."""
    begins = [text[start] for start, _ in listed(text, first, end)]
    all_alike = len(begins) > 1 and len(set(begins)) == 1
    alike = text.rfind(begins[0], at, first) if all_alike else -1
    return max(at, alike)


#: How the meaning is found on each side of the words.
MEANINGS: Mapping[Side, Callable[[Piece, Head, Sequence[Head]], Iterator[Span]]] = {
    Side.AFTER: _after,
    Side.BEFORE: _before,
    Side.INSIDE: _inside,
    Side.PARTS: _parts,
}
