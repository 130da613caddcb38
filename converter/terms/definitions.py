"""The definitions in a text, after the table of `definition_forms`.

Reads: the source and its tree. Writes: `Definition` values in the order of the text.
Guarantees: no two definitions share characters of their terms, and what an amending
decision quotes defines nothing in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from converter.definition import Definition
from converter.definition_forms import (
    FORMS,
    LIST_AHEAD,
    LIST_HEADING,
    LIST_SIGN,
    SHORT_NAME,
    DefinitionForm,
    Reach,
    Side,
)
from converter.source import SourceText
from converter.span import Span
from converter.terms.meanings import MEANINGS, Head, Piece
from converter.terms.quotations import quotations
from converter.terms.scopes import Places
from converter.terms.sentences import CLAUSES, PARTS, start_of
from converter.terms.wordings import DOCUMENT_NAME, named_terms, plain, terms_in
from converter.tree import Kind, Node

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


def _pieces(source: SourceText, root: Node) -> Iterator[Piece]:
    """Yield the stretches of text that may define something."""
    listed: dict[int, Node] = {}
    for node in root.walk():
        ahead = listed.get(node.key)
        if node.kind in _NOT_IN:
            continue
        spans = node.pieces(source)
        for nth, span in enumerate(spans):
            text = source.slice(span)
            if ahead or _TRIGGER.search(text):
                yield Piece(
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
        if child.body and _announces_list(source, child.body[-1]):
            members = child.children or node.children[nth + 1 :]
            listed.update((member.key, child) for member in members)
    if node.body and node.children and _announces_list(source, spans[-1]):
        listed.update((child.key, node) for child in node.children)


def _announces_list(source: SourceText, span: Span) -> bool:
    """Tell whether a text ends by saying that definitions follow."""
    signed = LIST_SIGN.search(source.text, span.start, span.end)
    return signed is not None and bool(LIST_AHEAD.search(source.slice(source.strip(span))))


def _two(node: Node) -> Iterator[Node]:
    yield node
    yield from node.children


def _in_piece(source: SourceText, places: Places, piece: Piece) -> Iterator[Definition]:
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


def _take(piece: Piece, form: DefinitionForm, found: re.Match[str] | None) -> None:
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
        piece.heads.append(Head(form, found, terms))


#: Forms whose words mean something else where 所称 does not begin its sentence.
_WEAK = frozenset({"so-called-is", "so-called-means"})
_ALONE = re.compile(
    r"(?:(?!负责|属于|认定|符合|违反)[^，,是为有在]){0,40}(?:在?本[^，,]{1,6}中)?|\s*"
)


def _words_before(text: str, found: re.Match[str]) -> str:
    """Return what stands before the words of a form in the same part of the sentence."""
    return text[start_of(text, found.start(), CLAUSES) : found.start()]


def _in_series(piece: Piece, found: re.Match[str]) -> bool:
    """Tell whether a definition stands before in the same sentence: A是指…，B是指…."""
    start = start_of(piece.text, found.start())
    return any(start <= head.terms[0][0] < found.start() for head in piece.heads)


def _definitions(
    source: SourceText, places: Places, piece: Piece, head: Head, later: Sequence[Head]
) -> Iterator[Definition]:
    """Cut out the meaning of a term, and say where it holds."""
    meanings = MEANINGS[head.form.side](piece, head, later)
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
            scope=_scope(places, piece, head, source.slice(text)),
            since=piece.offset + head.found.end() if onwards else 0,
            quoted=piece.text[start - 1 : start] in ("“", "‘", '"'),
        )


def _trimmed(source: SourceText, span: Span) -> Span:
    """Leave out the stop at the end of a meaning, and white space."""
    span = source.strip(span)
    while span and source.text[span.end - 1] in _TRAILING:
        span = source.strip(Span(span.start, span.end - 1))
    return span


def _scope(places: Places, piece: Piece, head: Head, meaning: str) -> int | None:
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
        called = _CALLED.search(piece.text, first)
        words = piece.text[first : called.start() if called else head.found.start()]
    scope = places.scope(piece.node, words)
    term = piece.text[slice(*head.terms[0])]
    if scope is None and meaning.endswith(term) and meaning.count(term) == 1:
        scope = places.narrow_scope(piece.node, words)
    return _or(scope, container)


def _or(key: int | None, other: int | None) -> int | None:
    return other if key is None else key
