"""Whether the page that a text was taken from says the same of it as the text itself.

Reads: the tree, the facts read from the text, and the statements beside it. Writes: findings.
Guarantees: nothing is decided by it; the text goes before its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.beside import Statement
from converter.diagnostics import Diagnostic
from converter.fact import Fact, Origin
from converter.findings import report
from converter.metadata.dates import iso_date
from converter.metadata.facts import FACTS, STATED
from converter.normal import normal
from converter.source import SourceText
from converter.span import Span, Unit
from converter.tree import Kind, Node

_WHAT = {"title": "title", "date": "date", "number": "document number"}
_UNITS = {Unit.LINE: "line", Unit.PARAGRAPH: "paragraph", Unit.PAGE: "page"}

#: Brackets and quotation marks that sites and printed texts write differently.
_BRACKETS = str.maketrans("［[【〔(（〈<＜「『“‘］]】〕)）〉>＞」』”’", "(" * 13 + ")" * 13)


def check_statements(source: SourceText, root: Node, facts: tuple[Fact, ...]) -> list[Diagnostic]:
    """Report where title, date or number stand differently in the text and beside it.

    Args:
        source: The text, with the statements beside it.
        root: Its tree.
        facts: What is known of the document.

    Returns:
        The findings.
    """
    found = []
    for statement in source.statements:
        name = STATED.get(re.sub(r"[\s:：]", "", statement.name), "")
        for node, said in _said(source, root, facts, name):
            stated = statement.value.strip()
            if (
                stated
                and not _same(name, said, stated)
                and not _names_another(source, name, stated)
            ):
                span = Span(node.span.start, node.span.end)
                found.append(
                    report(
                        "metadata-differs", source, span, _message(source, name, said, statement)
                    )
                )
    return found


def _said(
    source: SourceText, root: Node, facts: tuple[Fact, ...], name: str
) -> Iterator[tuple[Node, str]]:
    """Yield what the text says under a name, and where: 成文日期, 文号 or title."""
    if name in ("title", "date"):
        kind = Kind.TITLE if name == "title" else Kind.DATE
        node = next((node for node in root.children if node.kind is kind), None)
        if node:
            yield node, "".join(source.slice(span) for span in node.body)
    elif name == "number":
        fact = next((f for f in facts if f.name == name and f.origin is Origin.TEXT), None)
        node = next((node for node in root.walk() if fact and node.key == fact.key), None)
        if fact and node:
            yield node, fact.value


def _same(name: str, said: str, stated: str) -> bool:
    """Tell whether two wordings say the same."""
    if name == "date":
        days = iso_date(said), iso_date(stated, digits=True)
        return None in days or days[0] == days[1]
    one, other = _normal(said), _normal(stated)
    # A site may leave out the issuer before a title, or put 国令 before 第707号.
    return one in other or other in one


def _names_another(source: SourceText, name: str, stated: str) -> bool:
    """Tell whether a page bears the title of what the text promulgates or carries."""
    return name == "title" and _normal(stated) in _normal(source.text)


def _normal(text: str) -> str:
    folded = normal(text).translate(_BRACKETS)
    return re.sub(r"(?<!\d)0+(?=\d)|第(?=\d)", "", folded)


def _message(source: SourceText, name: str, said: str, statement: Statement) -> str:
    label = FACTS[name].stated[0]
    place = f"{_UNITS[source.unit]} {statement.position.line}"
    shown = " ".join(statement.value.split())
    return (
        f"The text gives the {_WHAT[name]} {' '.join(said.split())!r}, its page ({label},"
        f" {place}) gives {shown!r}; the text's is shown"
    )
