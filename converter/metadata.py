"""What a text says of itself: number, issuer and date of the document.

Reads: the tree. Writes: facts with the line each was read from. Guarantees: nothing
is inferred; what the text does not say is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.model import Entry, Fact, Kind, Node
from converter.numerals import ARABIC, CHINESE, to_int
from converter.source import SourceText, Span

#: 党政机关公文处理工作条例, article 9 (五): 发文字号 is 机关代字, 年份, 发文顺序号.
_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{1,12}}[〔［\[（(]{ARABIC}{{4}}[〕］\])）]\s*{ARABIC}{{1,5}}\s*号"
)
_N = f"(?:{ARABIC}|{CHINESE})"
_DATE = re.compile(rf"({_N}{{4}})\s*年\s*({_N}{{1,3}})\s*月\s*({_N}{{1,3}})\s*日")


def iso_date(text: str) -> str | None:
    """Read the first date in a text.

    Args:
        text: A text with a date such as 2018年3月20日 or 二〇一八年三月二十日.

    Returns:
        The date in ISO 8601, or None.
    """
    found = _DATE.search(text)
    if not found:
        return None
    year, month, day = (to_int(group) or 0 for group in found.groups())
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def find_facts(source: SourceText, root: Node, entry: Entry | None) -> dict[str, Fact]:
    """Gather issuer, date and number of a document.

    Args:
        source: The text.
        root: Its tree.
        entry: What the catalog says, which goes before the text.

    Returns:
        `issuer`, `date` and `number`, as far as known.
    """
    facts: dict[str, Fact] = {}
    for name, value, span in _stated(source, root):
        facts.setdefault(name, Fact(value, source.position(span.start).line))
    for name in ("issuer", "date", "number"):
        known: str | None = getattr(entry, name) if entry else None
        if known:
            facts[name] = Fact(known, 0)
    return facts


def _stated(source: SourceText, root: Node) -> Iterator[tuple[str, str, Span]]:
    """Yield what the parts around the text say; the 成文日期 goes before a note's date."""
    by_kind: dict[Kind, list[Node]] = {}
    for child in root.children:
        by_kind.setdefault(child.kind, []).append(child)
    for node in by_kind.get(Kind.DATE, []):
        date = iso_date(source.slice(node.span))
        if date:
            yield "date", date, node.span
    for node in by_kind.get(Kind.SIGNATURE, []):
        if len(node.body) == 1:
            yield "issuer", source.slice(node.body[0]), node.body[0]
    for node in by_kind.get(Kind.NOTE, []):
        text = source.slice(node.span)
        number = _NUMBER.search(text)
        if number:
            yield "number", number.group(), node.span
        date = iso_date(text)
        if date:
            yield "date", date, node.span
