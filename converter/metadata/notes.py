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
from dataclasses import dataclass, replace

from converter.metadata.dates import DATE, iso_date
from converter.metadata.note_lines import MASK, Block, blocks, mask
from converter.numerals import ARABIC, CHINESE
from converter.source import SourceText
from converter.span import Span

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
#: An organ before the date of its act: 国务院1985年6月21日批准.
_BEFORE_ORGAN = re.compile(r"[\u4e00-\u9fff、0-9]{2,60}")
_STATEMENT_ENDS = re.compile(
    f"(?:{'|'.join(pattern for _, pattern in _ACTS)}|修正|修订|修改|[（(，,；;。）)\ufffc])"
)
_DECISION = re.compile("《([^《》〈〉]{2,40}?)关于")


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
    for block in blocks(source, lines):
        acts.extend(_read(block))
    return _passed_decisions(acts)


def _read(block: Block) -> Iterator[Act]:
    masked = mask(block.text)
    if "。" in masked.rstrip("。）)"):
        return  # a paragraph of the text that happens to begin with a date
    for found in _DAY.finditer(masked):
        words = found.group()
        span = block.span(found.start(), found.end())
        day = words.removesuffix(found["act"]).removesuffix("起")
        yield Act("effective", day, found["act"], "", words, span)
        masked = masked[: found.start()] + MASK * len(words) + masked[found.end() :]
    group: list[_Dated] = []
    for dated in _dated(masked):
        group.append(dated)
        said = masked[dated.said : dated.end]
        has_act = _ACT.search(said) or _AMENDED.search(said)
        if not _GOES_ON.search(said) and (has_act or not said):
            yield from _acts(block, masked, group)
            group = []
    yield from _acts(block, masked, group)


def _acts(block: Block, masked: str, group: Sequence[_Dated]) -> Iterator[Act]:
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
        if not organ or organ.endswith("主席"):
            organ = _decided_by(text) or organ
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
    block: Block, masked: str, dated: _Dated, final: re.Match[str], text: str, span: Span
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


def _organ(block: Block, masked: str, dated: _Dated, end: int, start: int | None = None) -> str:
    """Return who acted: what stands between the date and the first word of an act."""
    begin = dated.said if start is None else start
    said = masked[begin:end]
    for pattern in (_ACT, _AMENDED):
        found = pattern.search(said)
        said = said[: found.start()] if found else said
    said = said.partition(MASK)[0].partition("《")[0]
    organ = _NO_ORGAN.sub("", block.text[begin : begin + len(said)])
    organ = _ORGAN_EDGES.sub("", organ)
    if not organ and start in (None, dated.said):
        before = _STATEMENT_ENDS.split(DATE.sub("，", masked[: dated.start]))[-1]
        named = _BEFORE_DATE.sub("", before).strip()
        organ = named if _BEFORE_ORGAN.fullmatch(named) else ""
    return organ


def _decided_by(text: str) -> str:
    """Return who made the decision that a statement names: 《国务院关于修改…的决定》."""
    found = _DECISION.search(text)
    return found[1] if found else ""


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
