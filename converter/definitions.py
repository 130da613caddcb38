"""The definitions in a text, after the table of `definition_forms`.

Reads: the source and its tree. Writes: `Definition` values in the order of the text.
Guarantees: no two definitions share characters of their terms, and what an amending
decision quotes defines nothing in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from converter.definition_forms import (
    FORMS,
    LIST_AHEAD,
    LIST_HEADING,
    SHORT_NAME,
    DefinitionForm,
    Reach,
    Side,
)
from converter.definition_names import list_start, name_start
from converter.definition_scopes import Places
from converter.definition_terms import DOCUMENT_NAME, listed, named_terms, plain, terms_in
from converter.model import Definition, Kind, Node
from converter.number_phrases import count_of, has_parts
from converter.quotations import quotations
from converter.sentences import CLAUSES, PARTS, end_of, start_of
from converter.source import SourceText, Span

#: Where nothing is defined.
_NOT_IN = frozenset({Kind.TITLE, Kind.TOC, Kind.SIGNATURE, Kind.DATE})
#: Without one of these nothing is defined.
_TRIGGER = re.compile("[称指即]|所谓|“[一二两三四五六七八九十]")
_CALLED = re.compile("所[称指]")
_CALLED_FORMS = tuple(
    FORMS[name] for name in ("so-called", "so-called-means", "includes", "so-called-is")
)
_OTHER_FORMS = tuple(
    FORMS[name]
    for name in (
        *("means", "quoted-means", "what-is-called", "short-form", "short-form-open"),
        *("parts-after", "parts-before"),
    )
)
_TRAILING = "。；;，,、 \u3000\n\r\t"


@dataclass(slots=True)
class _Head:
    """The words of a form at a place of a piece of text, before their meaning is cut out."""

    form: DefinitionForm
    found: re.Match[str]
    #: The term, or several with one meaning.
    terms: list[tuple[int, int]]


@dataclass(slots=True)
class _Piece:
    """A stretch of a node's own text, and what is found in it."""

    text: str
    offset: int
    node: Node
    listed: Node | None
    last: bool
    heads: list[_Head] = field(default_factory=list)

    def taken(self, start: int, end: int) -> bool:
        """Tell whether characters belong to a term that is found already."""
        return any(start < e and s < end for head in self.heads for s, e in head.terms)


def find_definitions(source: SourceText, root: Node) -> tuple[Definition, ...]:
    """Find the definitions of one document.

    Args:
        source: The text.
        root: Its tree.

    Returns:
        The definitions in the order of the text.
    """
    places = Places(source, root)
    quoted = quotations(source, root)
    starts = [span.start for span in quoted]
    out: list[Definition] = []
    for piece in _pieces(source, root):
        for definition in _in_piece(source, places, piece):
            at = bisect_right(starts, definition.term.start) - 1
            if at < 0 or quoted[at].end <= definition.term.start:
                out.append(definition)
    return tuple(out)


def _pieces(source: SourceText, root: Node) -> Iterator[_Piece]:
    """Yield the stretches of text that may define something."""
    listed: dict[int, Node] = {}
    for node in root.walk():
        ahead = listed.get(node.key)
        if node.kind in _NOT_IN:
            continue
        spans = [
            source.strip(span) for span in ([node.heading] if node.heading else []) + [*node.body]
        ]
        for nth, span in enumerate(spans):
            text = source.slice(span)
            if ahead or _TRIGGER.search(text):
                yield _Piece(
                    text, span.start, node, ahead if not nth else None, nth == len(spans) - 1
                )
        _mark_lists(source, node, spans, listed)


def _mark_lists(
    source: SourceText, node: Node, spans: Sequence[Span], listed: dict[int, Node]
) -> None:
    """Note the members of a list of terms, if a node announces one.

    They are its children, or the paragraphs behind it in the same article.
    """
    if node.heading and LIST_HEADING.fullmatch(source.slice(source.strip(node.heading))):
        listed.update((below.key, node) for child in node.children for below in _two(child))
    for nth, child in enumerate(node.children):
        if child.body and LIST_AHEAD.search(source.slice(source.strip(child.body[-1]))):
            members = child.children or node.children[nth + 1 :]
            listed.update((member.key, child) for member in members)
    if node.body and node.children and LIST_AHEAD.search(source.slice(spans[-1])):
        listed.update((child.key, node) for child in node.children)


def _two(node: Node) -> Iterator[Node]:
    yield node
    yield from node.children


def _in_piece(source: SourceText, places: Places, piece: _Piece) -> Iterator[Definition]:
    if piece.listed:
        _take(piece, FORMS["list"], FORMS["list"].pattern.match(piece.text))
    for called in _CALLED.finditer(piece.text):
        matches = ((form, form.pattern.match(piece.text, called.start())) for form in _CALLED_FORMS)
        form, found = next(((form, m) for form, m in matches if m), (_CALLED_FORMS[0], None))
        _take(piece, form, found)
    for form in _OTHER_FORMS:
        if form.cue in piece.text:
            for found in form.pattern.finditer(piece.text):
                _take(piece, form, found)
    piece.heads.sort(key=lambda head: head.terms[0])
    for nth, head in enumerate(piece.heads):
        yield from _definitions(source, places, piece, head, piece.heads[nth + 1 :])


def _take(piece: _Piece, form: DefinitionForm, found: re.Match[str] | None) -> None:
    """Add what a pattern has found, if its term can be one and is not taken."""
    if not found:
        return
    if form.side is Side.BEFORE:
        terms = named_terms(piece.text, found)
    else:
        called = form in _CALLED_FORMS
        if form.name in _WEAK and not _ALONE.fullmatch(_words_before(piece.text, found)):
            return
        if form.name == "means" and found["next"] and not _in_series(piece, found):
            return
        terms = terms_in(piece.text, found, called)
    if terms and not any(piece.taken(*term) for term in terms):
        piece.heads.append(_Head(form, found, terms))


#: Forms whose words mean something else where 所称 does not begin its sentence.
_WEAK = frozenset({"so-called-is", "so-called-means"})
_ALONE = re.compile(
    r"(?:(?!负责|属于|认定|符合|违反)[^，,是为有在]){0,40}(?:在?本[^，,]{1,6}中)?|\s*"
)


def _words_before(text: str, found: re.Match[str]) -> str:
    """Return what stands before the words of a form in the same part of the sentence."""
    return text[start_of(text, found.start(), CLAUSES) : found.start()]


def _in_series(piece: _Piece, found: re.Match[str]) -> bool:
    """Tell whether a definition stands before in the same sentence: A是指…，B是指…."""
    start = start_of(piece.text, found.start())
    return any(start <= head.terms[0][0] < found.start() for head in piece.heads)


def _definitions(
    source: SourceText, places: Places, piece: _Piece, head: _Head, later: Sequence[_Head]
) -> Iterator[Definition]:
    """Cut out the meaning of a term, and say where it holds."""
    meanings = _MEANINGS[head.form.side](piece, head, later)
    onwards = head.form.reach is Reach.ONWARDS
    for (start, end), meaning in zip(head.terms, meanings, strict=False):
        text = _trimmed(source, meaning)
        if not text:
            continue
        named = head.form.side is Side.BEFORE and DOCUMENT_NAME.fullmatch(source.slice(text))
        yield Definition(
            wording=plain(piece.text[start:end]),
            form=SHORT_NAME if named else head.form.name,
            key=piece.node.key,
            term=Span(piece.offset + start, piece.offset + end),
            text=text,
            scope=_scope(places, piece, head),
            since=piece.offset + head.found.end() if onwards else 0,
            quoted=piece.text[start - 1 : start] in ("“", "‘", '"'),
        )


def _trimmed(source: SourceText, span: Span) -> Span:
    """Leave out the stop at the end of a meaning, and white space."""
    span = source.strip(span)
    while span and source.text[span.end - 1] in _TRAILING:
        span = source.strip(Span(span.start, span.end - 1))
    return span


def _scope(places: Places, piece: _Piece, head: _Head) -> int | None:
    """Say where a definition holds, by the words before it or above its list."""
    container = places.container(piece.node)
    if head.form.reach is not Reach.WORDS:
        return container
    if piece.listed:
        return _or(places.scope(piece.listed, places.text(piece.listed)), container)
    start = start_of(piece.text, head.found.start(), PARTS)
    words = piece.text[start : head.found.start()]
    if not words.strip("，,、 "):
        # 本章所称A，是指…；所称B，是指…: B holds where A does.
        first = start_of(piece.text, head.found.start())
        words = piece.text[first : piece.text.find("所", first)]
    return _or(places.scope(piece.node, words), container)


def _or(key: int | None, other: int | None) -> int | None:
    return other if key is None else key


#: A question, and no definition: X是指何种情形, 是指甲还是乙.
_ASKS = re.compile("(?:何|什么|哪|谁|怎|几)|.{0,40}还是|.{0,60}吗\\Z")


def _after(piece: _Piece, head: _Head, later: Sequence[_Head]) -> Iterator[Span]:
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


#: Forms with which a new definition begins in the same sentence.
_CUTTING = frozenset(
    {"so-called", "so-called-means", "includes", "so-called-is", "means", "quoted-means"}
)


def _own_parts(head: _Head, text: str, start: int, end: int) -> int:
    """End the meaning of a number phrase behind its parts: “两个责任”，即甲和乙，并…."""
    count = count_of(plain(text[slice(*head.terms[0])]))
    if head.form.name != "quoted-means" or not count:
        return end
    comma = end_of(text, start, "，,；;。")
    return comma if has_parts(text[start:comma], count) else end


def _before(piece: _Piece, head: _Head, later: Sequence[_Head]) -> Iterator[Span]:
    """The meaning is the name before the parenthesis."""
    found, text = head.found, piece.text
    within = found["within"].rstrip()
    end = found.start()
    mark = text[found.start() : found.start("term")]
    if within and within[-1] not in "，,；;、":
        # （甲和乙以下统称丙）: the name stands in the parenthesis itself.
        start = found.start("within")
        end = start + len(within)
    else:
        several = "统称" in mark or "分别" in mark or "合称" in mark
        start = name_start(text, end, text[slice(*head.terms[0])], several)
    if "分别" in mark and len(head.terms) > 1:
        items = list(listed(text, start, end))
        if len(items) == len(head.terms):
            yield from (Span(piece.offset + s, piece.offset + e) for s, e in items)
            return
    yield from (Span(piece.offset + start, piece.offset + end) for _ in head.terms)


def _inside(piece: _Piece, head: _Head, later: Sequence[_Head]) -> Iterator[Span]:
    """The meaning is a group of the pattern, if it has as many parts as the term says."""
    start, end = head.found.span("text")
    count = count_of(plain(head.found["term"]))
    if count and has_parts(piece.text[start:end], count):
        yield Span(piece.offset + start, piece.offset + end)


#: Words that lead from a list to another thing: 拥护“两个确立”、做到“两个维护”.
_LEADS_ON = re.compile(
    r"(?:做到|坚持|坚定|增强|落实|推进|实施|践行|压实|抓好|强化|深化|聚焦|开展|运用|用好|用活|纠治|维护|捍卫|"
    r"突出|紧盯|推动|发挥|整治|解决|破除|严查|纠正|反对|治理|健全|完善|履行|遵守|打造|构建|建立|[的了到在以为与和及是、])\Z"
)


def _parts(piece: _Piece, head: _Head, later: Sequence[_Head]) -> Iterator[Span]:
    """The meaning is what is listed right before the term."""
    end = head.found.start()
    start = start_of(piece.text, end, CLAUSES)
    count = count_of(plain(head.found["term"]))
    if not count or not has_parts(piece.text[start:end], count):
        return
    if _LEADS_ON.search(piece.text, start, end):
        return
    first = next(listed(piece.text, start, end))
    yield Span(piece.offset + list_start(piece.text, start, first[1]), piece.offset + end)


_MEANINGS: Mapping[Side, Callable[[_Piece, _Head, Sequence[_Head]], Iterator[Span]]] = {
    Side.AFTER: _after,
    Side.BEFORE: _before,
    Side.INSIDE: _inside,
    Side.PARTS: _parts,
}
