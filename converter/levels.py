"""The table of numbering levels: how a number is printed and what it opens.

A new level or spelling is a row here and a fixture in `tests/fixtures/levels`.
Ranks order the levels: a number of a lower rank closes every open level of the
same or a higher rank. What a row opens may depend on whether an article is open:
（一） is an item (项) of an article, and a subsection elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from converter.numerals import ARABIC, CHINESE, to_int
from converter.span import Span
from converter.tree import Kind, Number


@dataclass(frozen=True, slots=True)
class Level:
    """One way of numbering.

    Attributes:
        name: Its name, unique in the table; `Node.level` carries it.
        pattern: What its marker looks like at the start of a line. The group `n`
            holds the number, an optional group `sub` what follows 之.
        kind: What it opens.
        rank: Its place in the order of levels.
        example: A line that begins with it.
        in_article: What it opens while an article is open, if that is different.
        first: The characters that a marker begins with, as what stands in the brackets of a
            class.
        title_only: True if the rest of its line can only be a heading: a longer line,
            or one with punctuation, is no marker (第三章的规定适用于…).
    """

    name: str
    pattern: re.Pattern[str]
    kind: Kind
    rank: int
    example: str
    first: str = "第"
    in_article: Kind | None = None
    title_only: bool = False


_C, _A = CHINESE, ARABIC


#: A number, or one with a space between any two of its characters: 第 十 二 条.
_N = rf"(?P<n>{_C}+|{_A}+|{_C}(?:\s{_C})+)"


def _named(unit: str) -> re.Pattern[str]:
    """Match 第三章, also with what sets it apart: 第三条：… and 第三章、…."""
    apart = r"(?:\s*[：:]|[、.．](?!\s?第))?+"
    return re.compile(rf"第\s?{_N}\s?{unit}(?:之(?P<sub>{_C}+))?+{apart}")


#: What tells 第二条第一款规定的… and 第三条、第五条… at the beginning of a paragraph from
#: articles: a sentence that begins with a citation.
_CITED = rf"(?!\s?第(?:{_C}+|{_A}+)[款项]|\s?[、和至]\s?第(?:{_C}+|{_A}+)条)"


def _apart(unit: str) -> re.Pattern[str]:
    """Match a number that stands apart: 第二类医疗器械 is the beginning of a sentence."""
    return re.compile(rf"第\s?{_N}\s?{unit}(?:\s*[：:]|(?=\s|\Z))")


LEVELS: tuple[Level, ...] = (
    # 立法法 (2023), article 65: 编、章、节、条、款、项、目.
    Level("编", _named("编"), Kind.PART, 10, "第三编 合同", title_only=True),
    # Plans and annexes: 第一篇 above chapters, 第一部分 above 一、, 第一类 in a schedule.
    Level("篇", _apart("篇"), Kind.PART, 12, "第一篇 总体要求", title_only=True),
    Level("部分", _apart("部分"), Kind.PART, 14, "第一部分 工作目标", title_only=True),
    Level("分编", _named("分编"), Kind.SUBPART, 20, "第一分编 通则", title_only=True),
    Level("章", _named("章"), Kind.CHAPTER, 30, "第二章 监察机关及其职责", title_only=True),
    Level("节", _named("节"), Kind.SECTION, 40, "第一节 一般规定", title_only=True),
    Level("类", _apart("类"), Kind.PART, 45, "第一类", title_only=True),
    Level(
        "条",
        re.compile(_named("条").pattern + _CITED),
        Kind.ARTICLE,
        60,
        "第十二条之一 国家建立…",
    ),
    # GB/T 9704-2012, 7.3.3: 一、（一）1.（1）.
    Level(
        "一、",
        re.compile(rf"(?P<n>{_C}+)\s?[、．.](?!{_C}+[、是要])"),
        Kind.SECTION,
        50,
        "一、总体要求",
        _C[1:-1],
        in_article=Kind.ITEM,
    ),
    Level(
        "（一）",
        re.compile(rf"[（(]\s?(?P<n>{_C}+)\s?[）)][、.．]?|(?P<n2>[㈠-㈩])[、.．]?"),
        Kind.SUBSECTION,
        70,
        "（一）基本原则",
        "（(㈠-㈩",
        in_article=Kind.ITEM,
    ),
    Level(
        "1.",
        # 3.5 is a decimal, and 2．3，4-… or 1．1-… is the name of a chemical with its number.
        re.compile(
            rf"(?P<n>{_A}{{1,3}})\s?(?:[.．](?!\s?{_A})|[.．](?={_A}(?:[，,]{_A})*[-—－](?!{_A}))|[、])"
            r"|(?P<n2>[⒈-⒛])"
        ),
        Kind.CLAUSE,
        80,
        "1.坚持党的领导。…",
        _A[1:-1] + "⒈-⒛",
        in_article=Kind.SUBITEM,
    ),
    Level(
        "（1）",
        re.compile(rf"[（(]\s?(?P<n>{_A}{{1,3}})\s?[）)][、.．]?|(?P<n2>[⑴-⒇])"),
        Kind.SUBCLAUSE,
        90,
        "（1）完善制度",
        "（(⑴-⒇",
        in_article=Kind.SUBSUBITEM,
    ),
    Level(
        "1）",
        re.compile(rf"(?P<n>{_A}{{1,3}})\s?[）)]"),
        Kind.SUBCLAUSE,
        93,
        "1）完善制度",
        _A[1:-1],
        in_article=Kind.SUBSUBITEM,
    ),
    Level(
        "①",
        re.compile(r"(?P<n>[①-⑳㉑-㉟㊱-㊿❶-❿])"),
        Kind.SUBCLAUSE,
        95,
        "①完善制度",
        "①-⑳㉑-㉟㊱-㊿❶-❿",
        in_article=Kind.SUBSUBITEM,
    ),
)

BY_NAME = {level.name: level for level in LEVELS}

#: Headings that say what they are instead of a number: 总则, 附则 (立法技术规范（试行）（一）, 2
#: and 5) and what older and local statutes have beside them. The word of each in ids.
NAMED_HEADINGS = {
    "总则": "general",
    "分则": "specific",
    "罚则": "penalties",
    "附则": "supplement",
}

#: The value of a point that says only that it is the last.
LAST = -1

#: A heading that stands alone after 第…编/章/节 has no sentence in it, nor another heading.
_TITLE = re.compile(rf"(?!.*第{_C}+[编章节])[^。；：！？]{{0,40}}")


@dataclass(frozen=True, slots=True)
class Marker:
    """A number found at the start of a line: its level, its extent and its value."""

    level: Level
    span: Span
    number: Number


#: The first character of a line; of 第三条 and its like also that behind the number.
_UNITS = "".join(level.name[0] for level in LEVELS if level.first == "第")
_OPENING = re.compile(rf"第\s?(?:{_C}+|{_A}+|{_C}(?:\s{_C})+)\s?(?P<unit>[{_UNITS}])|[^第]")


@lru_cache(maxsize=10_000)
def _levels_at(char: str, unit: str | None) -> tuple[Level, ...]:
    """Return the rows whose markers may open a line that begins so."""
    fitting = (level for level in LEVELS if re.match(f"[{level.first}]", char))
    return tuple(level for level in fitting if not unit or level.name.startswith(unit))


def match_level(text: str, start: int, end: int) -> Marker | None:
    """Find the level whose number opens a line.

    Args:
        text: The text that holds the line.
        start: Offset of the line's first character that is no white space.
        end: Offset of its end.

    Returns:
        The marker of the first row that fits, or None.
    """
    opening = _OPENING.match(text, start, end)
    if not opening:
        return None
    for level in _levels_at(text[start], opening["unit"]):
        found = level.pattern.match(text, start, end)
        if not found:
            continue
        groups = found.groupdict()
        value = to_int("".join((groups["n"] or groups.get("n2") or "").split()))
        inserted = to_int(groups.get("sub") or "") or 0
        if not value:
            continue
        if level.title_only and not _is_title(text, found.end(), end):
            continue
        return Marker(level, Span(start, found.end()), Number(value, inserted))
    return None


def _is_title(text: str, start: int, end: int) -> bool:
    return _TITLE.fullmatch(text, start, end) is not None


@dataclass(frozen=True, slots=True)
class PointStyle:
    """One way of counting points, at the start of paragraphs or inside them.

    Attributes:
        name: Its name, unique in the table; `Node.level` carries it.
        pattern: What a member begins with; the group `n` holds its number.
        example: A series of two.
    """

    name: str
    pattern: re.Pattern[str]
    example: str


_COMMA = "(?=[，,、：:])"

POINT_STYLES: tuple[PointStyle, ...] = (
    PointStyle("一是", re.compile(rf"(?P<n>{_C}{{1,3}})[是要]"), "一是反响大。二要从严。"),
    PointStyle("其一", re.compile(rf"其(?P<n>{_C}{{1,3}}){_COMMA}"), "其一，…。其二，…。"),
    PointStyle("第一", re.compile(rf"第(?P<n>{_C}{{1,3}}){_COMMA}"), "第一，…。第二，…。"),
    PointStyle("首先", re.compile("(?P<n>首先|其次|再次|最后)"), "首先，…。其次，…。"),
)

#: What the patterns begin with.
_POINT_STARTS = frozenset("其第首再最" + CHINESE[1:-1])

#: Words that count. 最后 closes a series of any length: its value is not its own.
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": LAST}


@dataclass(frozen=True, slots=True)
class PointMark:
    """The beginning of a point: its style, the extent of its number, its value."""

    style: PointStyle
    span: Span
    value: int

    def follows(self, other: PointMark) -> bool:
        """Tell whether this point can stand next after another in one series."""
        if self.style is not other.style:
            return False
        return self.value == LAST or self.value == other.value + 1


def match_point(text: str, start: int, end: int) -> PointMark | None:
    """Find the point that begins at a place of a text.

    Args:
        text: The text.
        start: Offset where its number would begin.
        end: Offset up to which to look.

    Returns:
        The point, or None. That it belongs to a series is for the caller to see.
    """
    if text[start : start + 1] not in _POINT_STARTS:
        return None
    for style in POINT_STYLES:
        found = style.pattern.match(text, start, end)
        if found:
            value = _WORDS.get(found["n"]) or to_int(found["n"])
            if value:
                return PointMark(style, Span(start, found.end()), value)
    return None
