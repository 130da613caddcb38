"""The grammar of clauses: 第三条第二款第（一）项, 第三条至第五条, 第二、三款.

Reads: a text and an offset. Writes: the clause that stands there, as steps. Guarantees:
the work grows with the length of what is read, and nothing is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from converter.citation_forms import NUMBER
from converter.mention import Path, Step
from converter.numerals import to_int

#: The words for parts of a document, from the whole to the part.
RANK = {
    unit: rank
    for rank, units in enumerate(
        ("附件 附表 附录", "总则 分则", "编 篇", "分编", "章 部分", "节", "条", "款", "项", "目")
    )
    for unit in units.split()
}

_UNIT = "分编|部分|编|篇|章|节|条|款|项|目"

#: What makes of a number and a unit something else: 第三条道路, 第三章节, 第一节课, 第一目标.
_OTHER = (
    r"(?!(?<=条)(?:道路|路线|线路|战线|防线|生产线|航线|航道|跑道|铁路|公路|高速|河流|河道|街|巷|管道|管线|隧道"
    r"|轨道|地铁|电缆|渠道|船|鱼|消息|新闻|短信|例|约[^定束])"
    r"|(?<=款)(?:车|手机|游戏|软件|应用程序|产品|疫苗|药|项|式)"
    r"|(?<=章)[节程]|(?<=节)(?:课|车|目|能|约)|(?<=编)[制辑号者委译审组队外]"
    r"|(?<=篇)(?:文章|报道|论文|章)|(?<=项)目|(?<=目)[标的录前]|(?<=部分)(?:人|地区|群众))"
)

_STEP = re.compile(
    rf"\s?第\s?(?:[（(]\s?)?(?P<n>{NUMBER})(?:\s?[）)])?\s?(?P<unit>{_UNIT})"
    rf"{_OTHER}(?:\s?之(?P<sub>{NUMBER})(?![种般样个部分]))?"
)
#: Below another step: 第三条的第二款, and （二）项 without 第.
_BELOW = re.compile(
    rf"\s?的?第\s?(?:[（(]\s?)?(?P<n>{NUMBER})(?:\s?[）)])?\s?(?P<unit>款|项|目){_OTHER}"
    rf"|[（(]\s?(?P<m>{NUMBER})\s?[）)]\s?(?P<item>项){_OTHER}"
)
_NAMED_PART = re.compile("(?P<unit>总则|分则)(?=第)")

_JOIN = r"(?:、|，|,|和|及|与|或者|或|以及)"
_TO = r"(?:至|到|—|－|-|–|~|～)"
_BARE = rf"第?\s?(?:[（(]\s?)?{NUMBER}(?:\s?[）)])?"

#: 第二、三款, 第（一）、（三）至（六）项, 第三至五条: the unit stands behind the last number.
_ABBREVIATED = re.compile(
    rf"(?:第\s?(?:[（(]\s?)?|[（(]\s?){NUMBER}(?:\s?[）)])?(?:\s?(?:{_JOIN}|{_TO})\s?{_BARE}){{1,40}}\s?"
    rf"(?P<unit>{_UNIT}){_OTHER}"
)
_ELEMENT = re.compile(rf"{_BARE}(?:\s?{_TO}\s?{_BARE})?(?=\s?(?:{_JOIN}|{_TO}|{_UNIT}))")
_NUMBERS = re.compile(NUMBER)

_RANGE = re.compile(rf"\s?{_TO}\s?(?=第|(?:[（(]\s?)?{NUMBER}(?:\s?[）)])?\s?(?:条|款|项|章|节))")
_SHORT_END = re.compile(rf"(?:[（(]\s?)?(?P<n>{NUMBER})(?:\s?[）)])?\s?(?P<unit>条|款|项|章|节)")
#: 第三款前三项: the first ones of the clause before.
_FIRST_ONES = re.compile(rf"\s?的?前(?P<n>[两二三四五六七八九十])(?P<unit>款|项){_OTHER}")
_SEPARATOR = re.compile(r"\s?(?:、|和|及|以及|与|或者|或|并|，|,)\s?(?:者)?(?=第|总则|分则)")
#: Behind a separator also 以及其第三款; and an item before the next: 第二项；第三项 is none.


@dataclass(frozen=True, slots=True)
class Part:
    """A clause as it stands in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        path: Its steps.
        last: The steps of the end of a range, else empty.
        short: True for a member of 第二、三款.
    """

    start: int
    end: int
    path: Path
    last: Path = ()
    short: bool = False


def _step(found: re.Match[str]) -> Step | None:
    groups = found.groupdict()
    unit = groups["unit"] or groups["item"]
    number = groups["n"] or groups["m"] or ""
    value = to_int(number)
    sub = groups.get("sub")
    inserted = to_int(sub) if sub else 0
    if not value or inserted is None or (inserted and unit != "条"):
        return None
    return Step(unit, value, inserted, number[:1].isdecimal())


def _read_steps(text: str, at: int) -> tuple[Path, int]:
    """Read steps one after another, each below the one before it."""
    path: list[Step] = []
    named = _NAMED_PART.match(text, at)
    if named:
        path.append(Step(named["unit"], 0))
        at = named.end()
    while found := _STEP.match(text, at) or (_BELOW.match(text, at) if path else None):
        step = _step(found)
        if step is None or (path and RANK[step.unit] <= RANK[path[-1].unit]):
            break
        path.append(step)
        at = found.end()
    if path and path[-1].value == 0:
        return (), at
    return tuple(path), at


_DIVISIONS = frozenset({"编", "分编", "章", "节"})


def inherit(path: Path, before: Path) -> Path:
    """Fill in what a member of a list leaves out.

    Args:
        path: The member.
        before: The member before it.

    Returns:
        The path with the steps of the other above its own.
    """
    if not path:
        return before
    first = RANK[path[0].unit]
    above = tuple(step for step in before if RANK[step.unit] < first)
    if path[0].unit == "条":
        # 本法第二章和第七条: the numbers of articles run through the chapters.
        above = tuple(step for step in above if step.unit not in _DIVISIONS)
    return above + path


def read_parts(text: str, at: int) -> list[Part]:
    """Read the clause at a place, or the members of 第二、三款 there.

    Args:
        text: The text.
        at: Where the clause begins, with 第 (or 总则, 分则).

    Returns:
        One part, several for 第二、三款, none where no clause stands.
    """
    path, end = _read_steps(text, at)
    short = _abbreviated(text, end if path else at, path)
    if short:
        start = at if path else short[0].start
        whole = [
            Part(p.start, p.end, path + p.path, path + p.last if p.last else (), True)
            for p in short
        ]
        return [replace(whole[0], start=start), *whole[1:]]
    if not path:
        return []
    ahead = _FIRST_ONES.match(text, end)
    if ahead and RANK[ahead["unit"]] > RANK[path[-1].unit]:
        count = to_int(ahead["n"]) or 0
        last = (*path, Step(ahead["unit"], count))
        return [Part(at, ahead.end(), (*path, Step(ahead["unit"], 1)), last)]
    last, end = _range_end(text, end, path)
    return [Part(at, end, path, last)]


def _abbreviated(text: str, at: int, before: Path) -> list[Part]:
    """Read 第二、三款; nothing where the numbers do not all have the unit behind the last."""
    found = _ABBREVIATED.match(text, at)
    if not found or (before and RANK[found["unit"]] <= RANK[before[-1].unit]):
        return []
    unit, parts = found["unit"], []
    place = at
    while place < found.end() and (element := _ELEMENT.match(text, place, found.end())):
        values = [to_int(number.group()) for number in _NUMBERS.finditer(element.group())]
        if not 1 <= len(values) <= 2 or not all(values):
            return []
        steps = [Step(unit, value) for value in values if value]
        parts.append((element, steps))
        place = _skip(text, element.end(), found.end())
    if len(parts) == 1 and len(parts[0][1]) == 1:
        return []
    out = []
    for number, (element, steps) in enumerate(parts):
        end = found.end() if number == len(parts) - 1 else element.end()
        last = (steps[1],) if len(steps) == 2 else ()
        out.append(Part(element.start(), end, (steps[0],), last, True))
    return out


_BETWEEN = re.compile(rf"\s?{_JOIN}\s?")


def _skip(text: str, at: int, end: int) -> int:
    found = _BETWEEN.match(text, at, end)
    return found.end() if found else end


def _range_end(text: str, at: int, path: Path) -> tuple[Path, int]:
    """Read 至第五条 behind 第三条; the end leaves out what the beginning has said."""
    found = _RANGE.match(text, at)
    if not found:
        return (), at
    last, end = _read_steps(text, found.end())
    if not last:
        short = _SHORT_END.match(text, found.end())
        value = to_int(short["n"]) if short else None
        if not short or not value or short["unit"] != path[-1].unit:
            return (), at
        last, end = (Step(short["unit"], value),), short.end()
    return inherit(last, path), end


def read_list(text: str, at: int, before: Path) -> Iterator[Part]:
    """Read the other members of a list: 、第五条和第八条.

    Args:
        text: The text.
        at: Where the member before ends.
        before: The clause of that member.

    Yields:
        The members, with what they leave out filled in.
    """
    while found := _SEPARATOR.match(text, at):
        parts = read_parts(text, found.end())
        if not parts:
            return
        for part in parts:
            path = inherit(part.path, before)
            last = inherit(part.last, path) if part.last else ()
            yield Part(part.start, part.end, path, last, part.short)
            before = path
        at = parts[-1].end
