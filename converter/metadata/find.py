"""What a text says of itself: number, issuer, dates, status, and what its page states.

Reads: the tree and the reader's statements. Writes: facts with the place each was read
from. Guarantees: nothing is inferred; what nobody says is not there. For a fact that a
document has once, the catalog goes before the text, and the text before its page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from converter.entry import Entry
from converter.fact import Fact, Origin
from converter.metadata.dates import DATE, iso_date
from converter.metadata.effects import find_effects
from converter.metadata.elements import fact_at, find_labelled, find_status, line_of
from converter.metadata.facts import DATES, FACTS, NOT_FACTS, STATED
from converter.metadata.note_lines import goes_on
from converter.metadata.notes import DECREE_NUMBER, Act, read_notes
from converter.numerals import ARABIC
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node

#: 党政机关公文处理工作条例, article 9 (五): 发文字号 is 机关代字, 年份, 发文顺序号.
_NUMBER = re.compile(
    rf"(?:(?<=以)|(?<![\u4e00-\u9fff]))(?:(?!以)[\u4e00-\u9fffXx×○〇]){{1,14}}"
    rf"[〔［\[（(]{ARABIC}{{4}}[〕］\])）]\s*第?\s*{ARABIC}{{1,5}}\s*号"
)
#: The number of a decree, on a line of its own under its title.
_ORDINAL = re.compile(
    rf"[（(]?\s*(?:{ARABIC}{{4}}年)?第\s*[0-9０-９零〇一二三四五六七八九十百]+\s*号\s*[）)]?"
)

#: How the names of organs end; a person who signs, such as 总理, is no 发文机关.
_ORGAN = re.compile(
    r"[^，。；：《》\d]{1,60}?(?:院|政府|委员会|委|厅|局|部|署|办公室|办|会|社|行|组|中心|公司|集团|大学|学校)"
)
#: Who promulgates what another has passed does not issue it: 主席令, 人大常委会公告.
_NO_ISSUER = re.compile("主席|代表大会|人大")

#: 标题由发文机关名称、事由和文种组成 (the same 条例, article 9 (七)); 国务院令 (GB/T
#: 9704-2012, 10.2).
_TITLE_ISSUER = re.compile(
    rf"({_ORGAN.pattern})\s*(?:关于|(?:印发|转发|批转|发布|公布)|对(?s:.+)的(?:答复|复函|批复)$|(?:命令|令|公告|通告)$)"
)


def find_facts(source: SourceText, root: Node, entry: Entry | None) -> tuple[Fact, ...]:
    """Gather what is said of a document as a whole.

    Args:
        source: The text, with what its reader found stated beside it.
        root: Its tree.
        entry: What the catalog says, which goes before the text.

    Returns:
        The facts, by the rows of `facts.FACTS` and then as they stand in the source.
    """
    found = list(_from_text(source, root))
    found = [*_by_catalog(entry, found), *found, *_from_statements(source)]
    return tuple(
        fact
        for name, row in FACTS.items()
        for fact in _settled([fact for fact in found if fact.name == name], row.several)
    )


def _settled(facts: list[Fact], several: bool) -> list[Fact]:
    """Keep what goes before: the one fact, or all of one origin, each said once."""
    if not facts:
        return []
    first = facts[0].origin
    kept: dict[tuple[str, ...], Fact] = {}
    for fact in facts:
        if fact.origin is first:
            same = (fact.value, fact.act, fact.by) if fact.act and fact.name != "effective" else ()
            kept.setdefault(same or (fact.value, fact.label), fact)
    return list(kept.values()) if several else list(kept.values())[:1]


def _by_catalog(entry: Entry | None, found: list[Fact]) -> Iterator[Fact]:
    """Yield what only the catalog says; what the text says likewise is read there."""
    for name in ("issuer", "date", "number"):
        known: str | None = getattr(entry, name) if entry else None
        said = [fact.value for fact in found if fact.name == name][:1]
        if known and [known] != said:
            yield Fact(name, known, 0, Origin.CATALOG)


def _from_text(source: SourceText, root: Node) -> Iterator[Fact]:
    """Yield what the text says, what goes before first."""
    head, tail = _head(source, root), _tail(root)
    acts = read_notes(source, [span for node in head for span in node.body])
    for node in root.children:
        if node.kind is Kind.DATE and (day := iso_date(source.slice(node.span))):
            yield fact_at(source, node, "date", day, node.span)
    yield from _last_act(source, head, acts)
    yield from _issuers(source, root, acts, head)
    yield from _numbers(source, head, acts)
    yield from find_status(source, root, head)
    yield from find_labelled(source, root, [*head, *tail])
    yield from _effects(source, root, acts)
    for act in acts:
        if act.name in FACTS and act.name not in ("date", "effective"):
            yield _act_fact(source, head, act)


#: Kinds that stand between the title and the numbered text.
_FRONT = (Kind.NOTE, Kind.PREFACE, Kind.TEXT, Kind.ADDRESSEE, Kind.TITLE, Kind.TOC, Kind.SIGNATURE)
#: How a note reads that the tree takes for a paragraph: a date first or a whole line of
#: 文号, and no full stop; and the sentence of a decree that promulgates.
_NOTE_LINE = re.compile(
    rf"[（(]?\s*{DATE.pattern}(?:[^。]*(?:通过|批准|公布|发布|施行|修[正订改])[）)]?)?"
    rf"|{_NUMBER.pattern}"
)
_DECREE = re.compile(r".{0,100}(?:已|业)[于经由]?.*(?:通过|批准).*(?:公布|发布|印发).*", re.DOTALL)


def _head(source: SourceText, root: Node) -> list[Node]:
    """Return the notes under the title, and paragraphs there that read like notes."""
    found: list[Node] = []
    dated = False
    for node in root.children:
        dated = dated or node.kind is Kind.DATE
        if node.kind not in _FRONT or dated:
            break
        text = source.slice(node.span).strip()
        noted = node.kind in (Kind.PREFACE, Kind.TEXT) and not node.num and len(text) < 400
        read_on = goes_on("".join(source.slice(note.span) for note in found[-3:]), text)
        if node.kind is Kind.NOTE or (
            noted and (read_on or _NOTE_LINE.fullmatch(text) or _DECREE.fullmatch(text))
        ):
            found.append(node)
    return found


def _tail(root: Node) -> list[Node]:
    """Return the notes under the date."""
    at = next((n for n, node in enumerate(root.children) if node.kind is Kind.DATE), None)
    below = root.children[at:] if at is not None else ()
    return [node for node in below if node.kind is Kind.NOTE]


def _holder(head: list[Node], span: Span) -> Node:
    return head[bisect_right(head, span.start, key=lambda node: node.span.start) - 1]


def _act_fact(source: SourceText, head: list[Node], act: Act) -> Fact:
    fact = fact_at(source, _holder(head, act.span), act.name, act.value, act.span)
    return replace(fact, text=act.text, act=act.act, by=act.by)


def _last_act(source: SourceText, head: list[Node], acts: list[Act]) -> Iterator[Fact]:
    """Yield the date of the act that made the text what it is.

    A note tells of the passing and of every revision, and the last of them made this
    text. The date on which it takes effect is another matter.
    """
    made = [act for act in acts if act.name not in ("effective", "repealed")]
    if made:
        last = max(made, key=lambda act: act.value)
        yield replace(_act_fact(source, head, last), name="date", act="", by="")


def _issuers(source: SourceText, root: Node, acts: list[Act], head: list[Node]) -> Iterator[Fact]:
    """Yield who issued the text: those who sign, or whom its title or a note names."""
    signed = [node for node in root.children if node.kind is Kind.SIGNATURE]
    spans = [(node, span) for node in signed for span in node.body]
    if spans and all(_ORGAN.fullmatch(source.slice(span)) for _, span in spans):
        for node, span in spans:
            yield fact_at(source, node, "issuer", line_of(source.slice(span)), span)
        return
    for node in root.children:
        if node.kind is Kind.TITLE:
            title = source.slice(Span(node.body[0].start, node.body[-1].end))
            named = _TITLE_ISSUER.match(title)
            if named and not re.match("[在对致]", title):
                start = node.body[0].start
                span = Span(start, start + len(named[1]))
                yield fact_at(source, node, "issuer", "".join(named[1].split()), span)
                return
    issued = [act for act in acts if act.name == "promulgated"][:1]
    for act in issued:
        if _ORGAN.fullmatch(act.by) and not _NO_ISSUER.search(act.by):
            fact = _act_fact(source, head, act)
            yield replace(fact, name="issuer", value=act.by, act="", by="")


def _numbers(source: SourceText, head: list[Node], acts: list[Act]) -> Iterator[Fact]:
    """Yield the number: 国发〔2023〕5号, else that of the decree which promulgated the text."""
    for node in head:
        text = source.slice(node.span)
        if node.kind is Kind.NOTE or len(text) < 40:
            named = re.sub("《.*》", lambda found: "《" * len(found.group()), text)
            for found in _NUMBER.finditer(named):
                start = node.span.start + found.start()
                span = Span(start, start + len(found.group()))
                yield fact_at(source, node, "number", line_of(found.group()), span)
        if node.kind is Kind.NOTE and _ORDINAL.fullmatch(text):
            value = re.sub(r"[（()）\s]", "", text)
            yield fact_at(source, node, "number", value, node.span)
    for act in acts:
        said = DATE.sub("，", act.text) if act.name == "promulgated" else ""
        number = DECREE_NUMBER.search(said)
        if number:
            value = number.group()
            yield replace(_act_fact(source, head, act), name="number", value=value, act="", by="")


_DAYS = {
    "公布": "promulgated",
    "发布": "promulgated",
    "颁布": "promulgated",
    "通过": "passed",
    "批准": "approved",
}


def _effects(source: SourceText, root: Node, acts: list[Act]) -> Iterator[Fact]:
    """Yield what the text says of its effect, in its own clause and in its notes."""
    head = _head(source, root)
    for claim in find_effects(source, root):
        fact = fact_at(source, claim.node, claim.name, claim.value, claim.span)
        yield replace(fact, value=_day(claim.value, acts), act=claim.act)
    for act in acts:
        if act.name == "effective":
            yield replace(_act_fact(source, head, act), value=_day(act.value, acts))


def _day(value: str, acts: list[Act]) -> str:
    """Return the date of 公布之日 where the notes give exactly one, else the words.

    A text that was revised as a whole may speak of its promulgation after that, unlike
    one that a decision has amended.
    """
    revised = any(
        act.name == "amended" and "订" in act.act and "《" not in act.text for act in acts
    )
    name = next((name for word, name in _DAYS.items() if value.endswith(f"{word}之日")), None)
    days = {act.value for act in acts if act.name == name}
    return days.pop() if len(days) == 1 and not revised else value.removeprefix("自")


def _from_statements(source: SourceText) -> Iterator[Fact]:
    """Yield what stands beside the text, by the table of labels."""
    for said in source.statements:
        label = re.sub(r"[\s:：]", "", said.name)
        value = line_of(said.value)
        if not value or label in NOT_FACTS:
            continue
        name = STATED.get(label, "other")
        shown = (iso_date(value, digits=True) if name in DATES else None) or value
        yield Fact(name, shown, said.position.line, Origin.STATEMENT, text=value, label=label)


def stated_title(source: SourceText) -> str | None:
    """Return the title that stands beside a text, for a text that has none of its own."""
    facts = _from_statements(source)
    return next((fact.value for fact in facts if fact.name == "title"), None)
