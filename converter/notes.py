"""Notes under a title: when a text was passed, promulgated and amended, and by whom.

Reads: lines of the text. Writes: acts, each with the words it was read from. Guarantees:
an act has the date that the note gives it; what a note does not say is not there.

A note tells of an act as date, organ, act (2004年4月30日 国务院令第405号公布), so it is cut
at its dates. What stands between book-title marks is the name of another text and tells
nothing of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from converter.dates import DATE, iso_date
from converter.numerals import ARABIC, CHINESE
from converter.source import SourceText, Span, is_discard

_N = f"(?:{ARABIC}|{CHINESE})"

#: An amendment may be told of with another act (修订通过, 批准修订), which then is none
#: of its own.
_AMENDED = re.compile(rf"(?:第{_N}+次)?(?:修正|修订|修改)")
_ACTS: tuple[tuple[str, str], ...] = (
    ("passed", "(?:审议|讨论)?通过"),
    ("approved", "批准"),
    ("promulgated", "公布|发布|颁布|印发"),
    ("effective", "施行|生效|实施"),
    ("repealed", "废止|失效"),
)
_ACT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _ACTS))
#: 自公布之日起施行: the day is that of another act.
_DAY = re.compile(r"自?(?:公布|发布|颁布|印发|通过|批准)之日起?(?P<act>施行|生效|实施|执行)")

#: Behind these words the statement goes on after the next date: 批准的2010年…会议《…》修正,
#: 通过并经2004年…批准的《…》修正.
_GOES_ON = re.compile(r"(?:的|并?经|和|及|与)$")
#: Words before a date that say nothing of what stands before them.
_BEFORE_DATE = re.compile(r"(?:[，,；;（(：:。]|自|从|于|根据|依据|依照)+$")

_DECREE = rf"(?:(?:令|公告)(?:{_N}{{4}}年)?第?\s*{_N}+\s*号|第\s*{_N}+\s*号(?:令|公告)?)"
#: 国务院令第405号; the organ stands before it.
_NUMBERED = rf"[\u4e00-\u9fff、]{{2,40}}?{_DECREE}"
DECREE_NUMBER = re.compile(rf"{_NUMBERED}(?:、{_NUMBERED})*")
_NO_ORGAN = re.compile(rf"以[^，]*通知|{_DECREE}|(?:令|公告|关于.*)$")
_ORGAN_EDGES = re.compile(r"^[，、由经和及（(：:\s]+|(?:[，、（(于以由\s]|联合|的)+$")

#: What a mask puts in the place of a character that is not to be read.
_MASK = "\ufffc"
#: Names of other texts without book-title marks, and 现予公布, which has no date of its own.
_NAMES = re.compile("关于(?:修改|废止|修正|修订|批准)[^。]*?的?(?:决定|决议)|现予?(?:公布|发布)")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done to a text.

    Attributes:
        name: What: a row of `facts.FACTS`; `date` where a note holds nothing but a date.
        value: The date in ISO 8601, or the words where it is the day of another act.
        act: The word for it: 通过, 第一次修正.
        by: Who did it, as printed, without the number of a decree; may be empty.
        text: The words of the statement, without white space.
        span: Where they stand.
    """

    name: str
    value: str
    act: str
    by: str
    text: str
    span: Span


@dataclass(slots=True)
class _Block:
    """Lines that read on, without white space, and where each character stands."""

    chars: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def add(self, source: SourceText, span: Span) -> None:
        for offset in range(span.start, span.end):
            if not is_discard(source.text[offset]):
                self.chars.append(source.text[offset])
                self.offsets.append(offset)

    @property
    def text(self) -> str:
        return "".join(self.chars)

    def span(self, start: int, end: int) -> Span:
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


#: A line that begins a statement, and one that ends with a whole one.
_OPENS = re.compile(
    rf"[（(]|(?:根据|依据|自)?\s*{DATE.pattern}|.{{0,20}}[〔［\[]{ARABIC}{{4}}[〕］\]]"
)
_AWAITS = re.compile(r"(?:会议?|委员会|次|、|，)$")
_CLOSES = re.compile(r"(?:[）)]|号|施行|生效|实施|通过|批准|公布|发布|颁布|印发|修[正订改]|废止)$")
#: No statement is longer than this.
_LONGEST = 1000


def is_open(text: str) -> bool:
    """Tell whether a text ends within the name of another."""
    return text.count("《") > text.count("》")


def goes_on(before: str, text: str) -> bool:
    """Tell whether a line belongs to a note that is broken within a name or before its act.

    Args:
        before: The note above the line; may be empty.
        text: The line.

    Returns:
        True if the line ends the note, or begins with a date and ends within a name.
    """
    if DATE.match(text) and is_open(text) and "。" not in text:
        return True
    broken = bool(before and not _CLOSES.search(before) and _AWAITS.search(before))
    return is_open(before) or (broken and bool(_CLOSES.search(text)))


def _blocks(source: SourceText, lines: Sequence[Span]) -> Iterator[_Block]:
    """Join lines that a narrow page broke within a statement."""
    block = _Block()
    for line in lines:
        text = source.slice(line).strip()
        before = block.text
        whole = _CLOSES.search(before) or (_OPENS.match(text) and not _AWAITS.search(before))
        if before and (len(before) > _LONGEST or (whole and not is_open(before))):
            yield block
            block = _Block()
        block.add(source, line)
    if block.chars:
        yield block


def _mask(text: str) -> str:
    """Blot out the names of other texts, keeping the length.

    A name that is not closed ends with the decision that it names, or with the text.
    """
    out, depth, opened = [], 0, 0
    for index, char in enumerate(text):
        if char == "《":
            opened, depth = (opened if depth else index), depth + 1
        out.append(_MASK if depth else char)
        if char == "》" and depth:
            depth -= 1
    if depth:
        decision = max(text.rfind("决定", opened), text.rfind("决议", opened))
        if decision > opened:
            out[decision + 2 :] = text[decision + 2 :]
    return _NAMES.sub(lambda found: _MASK * len(found.group()), "".join(out))


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date and what is said behind it; offsets in the block."""

    date: str
    start: int
    said: int
    end: int


def _dated(masked: str) -> Iterator[_Dated]:
    found = list(DATE.finditer(masked))
    for match, after in zip(found, [*found[1:], None], strict=False):
        day = iso_date(match.group())
        end = after.start() if after else len(masked)
        said = _BEFORE_DATE.sub("", masked[match.end() : end])
        if day:
            yield _Dated(day, match.start(), match.end(), match.end() + len(said))


def read_notes(source: SourceText, lines: Sequence[Span]) -> list[Act]:
    """Read what the notes of a text tell.

    Args:
        source: The text.
        lines: The lines of its notes, in order.

    Returns:
        The acts, in order.
    """
    acts: list[Act] = []
    for block in _blocks(source, lines):
        acts.extend(_read(block))
    return _passed_decisions(acts)


def _read(block: _Block) -> Iterator[Act]:
    masked = _mask(block.text)
    if "。" in masked.rstrip("。）)"):
        return  # a paragraph of the text that happens to begin with a date
    for found in _DAY.finditer(masked):
        words = found.group()
        span = block.span(found.start(), found.end())
        yield Act("effective", words.removesuffix(found["act"]), found["act"], "", words, span)
        masked = masked[: found.start()] + _MASK * len(words) + masked[found.end() :]
    group: list[_Dated] = []
    for dated in _dated(masked):
        group.append(dated)
        said = masked[dated.said : dated.end]
        has_act = _ACT.search(said) or _AMENDED.search(said)
        if not _GOES_ON.search(said) and (has_act or not said):
            yield from _acts(block, masked, group)
            group = []
    yield from _acts(block, masked, group)


def _acts(block: _Block, masked: str, group: Sequence[_Dated]) -> Iterator[Act]:
    """Yield the acts of one statement, which may hold several dates."""
    if not group:
        return
    last = group[-1]
    said = masked[last.said : last.end]
    span = block.span(group[0].start, last.end)
    text = block.text[group[0].start : last.end].rstrip("）)，,；;。")
    amended = _AMENDED.search(said)
    if amended:
        # What one organ passes and another approves is made by the later act.
        organ = next((o for d in group if (o := _organ(block, masked, d, d.end))), "")
        yield Act("amended", max(d.date for d in group), amended.group(), organ, text, span)
        return
    final = _ACT.search(said)
    if not final:
        if len(group) == 1 and not said.strip("）)，,；;。"):
            yield Act("date", last.date, "", "", text, span)
        return
    for dated in group:
        yield from _plain_acts(block, masked, dated, final, text, span)


def _plain_acts(
    block: _Block, masked: str, dated: _Dated, final: re.Match[str], text: str, span: Span
) -> Iterator[Act]:
    """Yield the acts of one date; one without takes the act that ends the statement."""
    said = masked[dated.said : dated.end]
    found = list(_ACT.finditer(said))
    if not found:
        organ = _organ(block, masked, dated, dated.end)
        yield Act(str(final.lastgroup), dated.date, final.group(), organ, text, span)
    start = dated.said
    for match in found:
        at = dated.said + match.start()
        effect = match.lastgroup == "effective"
        organ = "" if effect else _organ(block, masked, dated, at, start)
        yield Act(str(match.lastgroup), dated.date, match.group(), organ, text, span)
        start = dated.said + match.end()


def _organ(block: _Block, masked: str, dated: _Dated, end: int, start: int | None = None) -> str:
    """Return who acted: what stands between the date and the first word of an act."""
    begin = dated.said if start is None else start
    said = masked[begin:end]
    for pattern in (_ACT, _AMENDED):
        found = pattern.search(said)
        said = said[: found.start()] if found else said
    said = said.partition(_MASK)[0].partition("《")[0]
    organ = _NO_ORGAN.sub("", block.text[begin : begin + len(said)])
    organ = _ORGAN_EDGES.sub("", organ)
    if not organ and start in (None, dated.said):
        before = block.text[: dated.start].strip("（(")
        organ = before if re.fullmatch(r"[\u4e00-\u9fff、]{2,40}(?<!根据)", before) else ""
        organ = "" if _ACT.search(organ) or organ.endswith("自") else organ
    return organ


def _passed_decisions(acts: Sequence[Act]) -> list[Act]:
    """Give the passing of an amending decision to the amendment that it approves.

    A text that was passed before is not passed again; 市…会议通过 with 省…会议批准的《…
    决定》修正 in the line below tells of one amendment.
    """
    out: list[Act] = []
    for act in acts:
        before = out[-1] if out else None
        if (
            act.name == "amended"
            and "批准的" in act.text
            and before
            and before.name == "passed"
            and any(a.name == "passed" for a in out[:-1])
        ):
            out.pop()
            text = f"{before.text} {act.text}"
            span = Span(before.span.start, act.span.end)
            act = replace(act, by=before.by, text=text, span=span)
        out.append(act)
    return out
