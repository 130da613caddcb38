"""Definitions that contradict each other, that nothing uses, or that come too late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.definition import Definition
from converter.definition_forms import SHORT_FORMS
from converter.diagnostics import Diagnostic
from converter.discards import essential
from converter.findings import report
from converter.source import SourceText
from converter.span import Span
from converter.terms.names import fold
from converter.tree import Kind, Node


def check_definitions(
    source: SourceText, root: Node, definitions: Sequence[Definition]
) -> list[Diagnostic]:
    """Check the definitions of a text against each other and against its words.

    Args:
        source: The text.
        root: Its tree.
        definitions: What it defines.

    Returns:
        The findings.
    """
    if not definitions:
        return []
    scopes = {node.key: node.span for node in root.walk()}
    found = list(_twice(source, definitions))
    for definition in definitions:
        if definition.form in SHORT_FORMS:
            within = scopes[root.key if definition.scope is None else definition.scope]
            found += _unused(source, definition, within)
            found += _early(source, root, definition, within)
    return found


def _twice(source: SourceText, definitions: Sequence[Definition]) -> Iterator[Diagnostic]:
    """Yield a finding for a word that is defined before in the same scope in other words.

    X包括Y and 以下简称X beside X是指Z complete it and contradict nothing.
    """
    first: dict[tuple[str, int | None, str], Definition] = {}
    for definition in definitions:
        short = definition.form in SHORT_FORMS
        kind = "short" if short else "includes" if definition.form == "includes" else ""
        known = first.setdefault((fold(definition.wording), definition.scope, kind), definition)
        if _meaning(source, known) != _meaning(source, definition):
            line = source.position(known.term.start).line
            message = f"{definition.wording} is defined in {source.unit.value} {line} as well"
            message += ", in other words"
            yield report("definition-twice", source, definition.term, message)


def _meaning(source: SourceText, definition: Definition) -> str:
    return essential(source.slice(definition.text)).removeprefix("《中华人民共和国")


def _unused(source: SourceText, definition: Definition, within: Span) -> Iterator[Diagnostic]:
    """Yield a finding for a short form that is given and never used."""
    rest = source.slice(Span(definition.since, max(definition.since, within.end)))
    # Most are used as they are written, which is soon seen; to fold a long text takes time.
    used = definition.wording in rest or fold(definition.wording).strip("《》") in fold(rest)
    if not used:
        message = f"{definition.wording} is introduced here and never used"
        yield report("definition-unused", source, definition.term, message)


#: Kinds of node whose words come before the text proper.
_AHEAD = frozenset({Kind.TITLE, Kind.TOC, Kind.NOTE, Kind.ADDRESSEE})
#: Shorter words stand in a text by chance.
_SHORTEST = 3


def _early(
    source: SourceText, root: Node, definition: Definition, within: Span
) -> Iterator[Diagnostic]:
    """Yield a finding for a short form that is used before it is introduced.

    Only a form that is made of characters of the full name, and is no part of it as it
    stands, belongs to this text alone: 城管办. 经营者 and 主管部门 are words of their own.
    """
    wording = definition.wording
    if len(wording) < _SHORTEST and not definition.quoted:
        return
    name = source.slice(definition.text)
    if wording in name or not _is_made_of(wording, name) or wording.startswith("《"):
        return
    at = source.text.find(wording, within.start, definition.term.start)
    node = _node_at(root, at) if at >= 0 else None
    # 国务院药品监督管理部门 is another authority than the local one of that short form.
    if source.text[max(0, at - 3) : at] == "国务院" or (node and node.key == definition.key):
        return
    if node and node.kind not in _AHEAD and not (node.heading and at < node.heading.end):
        place = source.position(definition.term.start)
        message = f"{wording} is introduced only in {source.unit.value} {place.line}"
        yield report("term-early", source, Span(at, at + len(wording)), message)


def _is_made_of(wording: str, name: str) -> bool:
    """Tell whether the characters of a short form stand in the name, in order."""
    rest = iter(name)
    return all(char in rest for char in wording)


def _node_at(root: Node, at: int) -> Node | None:
    """Return the node to which a character belongs."""
    return next(
        (node for node in root.walk() for span in node.own_spans() if span.start <= at < span.end),
        None,
    )
