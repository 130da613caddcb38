"""Where the title of a document ends: it may run over lines (GB/T 9704-2012, 7.3.1).

Reads: the lines of `scan`. Writes: a count of lines. Guarantees: the lines that it counts
are the first ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.discards import essential
from converter.metadata.facts import STATED
from converter.scan import Line
from converter.source import SourceText
from converter.traits import Trait

#: Words that end the title of an official document (党政机关公文处理工作条例, article 8,
#: and the kinds of statutes): a title may run over lines until one of them.
_ENDINGS = (
    "决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要 法 法典 条例 "
    "规定 规则 办法 细则 解释 方案 要点 措施 规划 计划 纲要 讲话 总结 清单 章程 准则 守则 "
    "答复 解答 复函 目录 制度 建议 修正案 规程 标准 预案 指南 目标 分工 草案 试行 暂行 说明 "
    "名单 名录 须知 公约 协定 议定书 声明 宣言"
).split()

#: The same, as what a line ends with; 公　告 is printed with a space.
_SPACED = "|".join(map(r"\s*".join, _ENDINGS))
ENDING = re.compile(rf"(?:{_SPACED})\s*(?:[（(][^（）()]{{1,12}}[）)]\s*)*$")

#: A line that may be a title although there are commas in it.
_WITH_COMMAS = re.compile(r"[^。；！？：;!?:]{2,80}(?<![，、,])")
#: A title goes on in the next line if that begins with one of these: …的意见 / 的通知.
_GOES_ON = re.compile("[的和与及、暨》〉”）]")

_MOST_LINES = 6


def title_end(source: SourceText, lines: Sequence[Line]) -> int:
    """Count the lines of the title that a text begins with.

    Args:
        source: The text.
        lines: Its lines.

    Returns:
        How many lines the title has; 0 if there is none.
    """
    stated = _stated(source, lines) or _styled(lines)
    if stated:
        return stated
    count = 0
    for at, line in enumerate(lines[:_MOST_LINES]):
        if not _may_be_title(source, line, at):
            break
        count = at + 1
        if ENDING.search(source.slice(line.span)) and not _goes_on(source, lines, count):
            count += _is_division(lines, count)
            return count if len(lines) > count else 0
    # Without a word that ends titles, only the first line is taken for one.
    return 1 if count and len(lines) > 1 and not lines[0].is_a(Trait.SENTENCE) else 0


def _stated(source: SourceText, lines: Sequence[Line]) -> int:
    """Count the lines that together are the title that the file says it has."""
    titles = {
        essential(said.value) for said in source.statements if STATED.get(said.name) == "title"
    }
    text = ""
    for count, line in enumerate(lines[: _MOST_LINES + 2] if titles else (), 1):
        text += essential(source.slice(line.span))
        if text in titles and len(lines) > count:
            return count
    return 0


def _styled(lines: Sequence[Line]) -> int:
    """Count the first lines whose style says that they are the title."""
    count = 0
    while count < min(len(lines), _MOST_LINES) and lines[count].is_a(Trait.TITLE_STYLE):
        count += 1
    return count if count < len(lines) else 0


def _may_be_title(source: SourceText, line: Line, at: int) -> bool:
    if line.marker or line.quoted or line.is_a(Trait.BRACKETED):
        return False
    if line.is_a(Trait.DATE) or line.is_a(Trait.TOC) or line.is_a(Trait.FILE_NUMBER):
        return False
    if at and line.is_a(Trait.NOTE):
        return False
    if line.is_a(Trait.PLAIN):
        return True
    if not _WITH_COMMAS.fullmatch(source.text, line.span.start, line.span.end):
        return False
    return at == 0 or ENDING.search(source.slice(line.span)) is not None


def _goes_on(source: SourceText, lines: Sequence[Line], count: int) -> bool:
    """Tell whether a title that could end here has another line."""
    if count >= min(len(lines), _MOST_LINES) or not _may_be_title(source, lines[count], count):
        return False
    so_far = "".join(source.slice(line.span) for line in lines[:count])
    within = so_far.count("《") > so_far.count("》")
    after = source.slice(lines[count].span)
    return within or (_GOES_ON.match(after) is not None and ENDING.search(after) is not None)


def _is_division(lines: Sequence[Line], count: int) -> bool:
    """Tell whether 总则 under a title belongs to it: a part published as a text of its own."""
    below = lines[count : count + 2]
    return len(below) == 2 and below[0].is_a(Trait.NAMED) and below[1].is_a(Trait.NOTE)


def repeated_title(source: SourceText, lines: Sequence[Line], title: Sequence[Line]) -> int:
    """Count the lines in which a title stands once more.

    Args:
        source: The text.
        lines: Lines behind the title.
        title: The lines of the title.

    Returns:
        How many of the lines say the title again; 0 if they do not.
    """
    wanted = essential("".join(source.slice(line.span) for line in title))
    text = ""
    for count, line in enumerate(lines[:_MOST_LINES], 1):
        text += essential(source.slice(line.span))
        if text == wanted:
            return count
        if not wanted.startswith(text):
            break
    return 0
