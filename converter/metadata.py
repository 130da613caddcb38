"""What a text says of itself: number, issuer and date of the document.

Reads: the tree. Writes: facts with the line each was read from. Guarantees: nothing
is inferred; what the text does not say is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from converter.model import Entry, Fact, Kind, Node
from converter.numerals import ARABIC, CHINESE, to_int
from converter.source import SourceText, Span

#: 党政机关公文处理工作条例, article 9 (五): 发文字号 is 机关代字, 年份, 发文顺序号.
_NUMBER = re.compile(
    rf"[\u4e00-\u9fffXx×○〇]{{1,14}}[〔［\[（(]{ARABIC}{{4}}[〕］\])）]\s*{ARABIC}{{1,5}}\s*号"
)
_N = f"(?:{ARABIC}|{CHINESE})"
_DATE = re.compile(rf"({_N}{{4}})\s*年\s*({_N}{{1,3}})\s*月\s*({_N}{{1,3}})\s*日")

#: What makes a text what it is, and what only says from when it holds.
_ACT = re.compile("通过|公布|发布|颁布|批准|修订|修正|修改|印发")
_EFFECT = re.compile("施行|生效|实施|执行")
#: How the names of organs end; a person who signs, such as 总理, is no 发文机关.
_ORGAN = re.compile(
    r"[^，。；：、\d]{1,40}(?:院|政府|委员会|委|厅|局|部|署|办公室|办|会|社|行|组|中心|公司|集团|大学|学校)"
)


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
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2200 else None
    except ValueError:
        return None


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
        if known and known != (facts[name].value if name in facts else None):
            facts[name] = Fact(known, 0)
    return facts


def _stated(source: SourceText, root: Node) -> Iterator[tuple[str, str, Span]]:
    """Yield what the parts around the text say; the 成文日期 goes before a note's date."""
    by_kind: dict[Kind, list[Node]] = {}
    for child in root.children:
        by_kind.setdefault(child.kind, []).append(child)
    for node in by_kind.get(Kind.DATE, []):
        day = iso_date(source.slice(node.span))
        if day:
            yield "date", day, node.span
    for node in by_kind.get(Kind.SIGNATURE, []):
        if len(node.body) == 1 and _ORGAN.fullmatch(source.slice(node.body[0])):
            yield "issuer", source.slice(node.body[0]), node.body[0]
    notes = by_kind.get(Kind.NOTE, [])
    for node in notes:
        number = _NUMBER.search(source.slice(node.span))
        if number:
            yield "number", number.group(), node.span
    acts = [act for node in notes for act in _acts(source, node.span)]
    if acts:
        last, span = max(acts, key=lambda act: act[0])
        yield "date", last, span


def _acts(source: SourceText, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the dates in a note on which the text was made what it is.

    A note tells of the passing and of every revision, and the last of them made this
    text. The date on which it takes effect is another matter.
    """
    text = source.slice(span)
    found = list(_DATE.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=False):
        day = iso_date(match.group())
        said = text[match.end() : end]
        if day and (_ACT.search(said) or not _EFFECT.search(said)):
            yield day, Span(span.start + match.start(), span.start + match.end())
