"""Elements of form that say something of a whole text: status words, 主送, 签发人, 抄送.

Reads: the tree. Writes: facts. Guarantees: only words about this text count, not those
about another that its title names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from converter.discards import essential, is_discard
from converter.fact import Fact
from converter.metadata.dates import DATE, iso_date
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node

_STATUS_KINDS = (
    "法|条例|规定|办法|细则|规则|规程|意见|方案|章程|制度|准则|守则|标准|规范|纲要|解释|措施|安排"
    "|目录"
)
#: 暂行规定, （试行）, （征求意见稿）: words of the title about this text. In 暂行条例实施细则
#: and 关于印发《办法（试行）》的通知 they are about another one.
_STATUS_WORDS = (
    re.compile(
        rf"(暂行|试行)(?:(?!{_STATUS_KINDS})[^《》（(的]){{0,6}}(?:{_STATUS_KINDS})(?=$|[（(])"
    ),
    re.compile(
        r"[（(〔\[【]([^（()）]*?(?:试行|暂行|草案|征求意见稿|送审稿|讨论稿|审议稿|已?废止|失效|已被修[改订正])"
        r"[^（()）]*?)[）)〕\]】]"
    ),
    re.compile(r"(修订草案|修正草案|草案|征求意见稿)$"),
)
#: The same under a title, in brackets of its own.
_STATUS_NOTE = re.compile(
    r"[（(〔\[【]\s*((?:本[^，。]{1,8})?(?:现行有效|尚未生效|(?:全文)?(?:已|现已)?(?:废止|失效)|已被?修[改订正]|试行|草案"
    r"|征求意见稿|[一二三]次审议稿))\s*[）)〕\]】]"
)

#: A heading line 签发人：…, or what stands under the date (GB/T 9704-2012, 7.4).
_LABELLED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("signer", re.compile(r"签\s*发\s*人\s*[:：]\s*(?P<value>.+)")),
    ("copied_to", re.compile(r"抄\s*[送报]\s*[:：]\s*(?P<value>.+)")),
    ("addressee", re.compile(r"主\s*送\s*[:：]\s*(?P<value>.+)")),
    ("printed", re.compile(rf"(?P<by>[^，。；：]{{0,40}}?)\s*(?P<value>{DATE.pattern})\s*印发")),
)
#: Those who are greeted in a speech are not those whom a document is sent to.
_SPEECH = re.compile(r"(?:讲话|致辞|发言|演讲|主持词|述职报告|工作报告|总结)(?:[（(].*[）)])?$")


def line_of(text: str) -> str:
    """Return a text on one line, without white space at its ends."""
    words = text.split()
    if "".join(words) != essential(text):
        words = "".join(" " if is_discard(char) else char for char in text).split()
    return " ".join(words)


def fact_at(source: SourceText, node: Node, name: str, value: str, span: Span) -> Fact:
    """Make a fact of what stands at a place.

    Args:
        source: The text.
        node: The node that it stands in.
        name: A row of `facts.FACTS`.
        value: What it says.
        span: The place.

    Returns:
        The fact, with its line and its words.
    """
    line = source.position(span.start).line
    return Fact(name, value, line, text=line_of(source.slice(span)), key=node.key)


def find_status(source: SourceText, root: Node, head: list[Node]) -> Iterator[Fact]:
    """Find words about the status of a text.

    Args:
        source: The text.
        root: Its tree.
        head: The notes under its title.

    Yields:
        Words of the title, and of brackets under it.
    """
    for node in root.children:
        if node.kind is Kind.TITLE:
            text = source.slice(Span(node.body[0].start, node.body[-1].end))
            for start, word in _status_words(text):
                at = node.body[0].start + start
                yield fact_at(source, node, "status", word, Span(at, at + len(word)))
    for node in head:
        found = _STATUS_NOTE.fullmatch(source.slice(node.span).strip())
        if found:
            yield fact_at(source, node, "status", found[1], node.span)


def _status_words(title: str) -> Iterator[tuple[int, str]]:
    named = re.sub("《[^》]*》", lambda found: "《" * len(found.group()), title)
    # 关于印发…试行办法的通知: what stands before the last 的 is what the title is about.
    start = named.rfind("的") + 1
    seen: set[str] = set()
    for pattern in _STATUS_WORDS:
        for found in pattern.finditer(named, start):
            if found[1] not in seen:
                seen.add(found[1])
                yield found.start(1), found[1]


def find_labelled(source: SourceText, root: Node, notes: list[Node]) -> Iterator[Fact]:
    """Find the addressee, and what is written behind a label.

    Args:
        source: The text.
        root: Its tree.
        notes: The notes under its title and under its date.

    Yields:
        主送, 签发人, 抄送 and 印发, as far as the text has them.
    """
    title = next((n for n in root.children if n.kind is Kind.TITLE), None)
    speech = title and _SPEECH.search(source.slice(title.span).strip())
    for node in root.children:
        if node.kind is Kind.ADDRESSEE and not speech:
            value = line_of(source.slice(node.span)).rstrip("：: ")
            if not value.endswith(("！", "!", "们")):
                yield fact_at(source, node, "addressee", value, node.span)
    for node in notes:
        for name, pattern in _LABELLED:
            found = pattern.search(source.slice(node.span).strip())
            if found:
                day = iso_date(found["value"]) if name == "printed" else None
                fact = fact_at(source, node, name, day or _list(found["value"]), node.span)
                yield replace(fact, by=found["by"]) if name == "printed" else fact


def _list(text: str) -> str:
    """Return the organs behind a label, without the full stop after the last."""
    return line_of(text).rstrip("。")
