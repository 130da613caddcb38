"""Where a heading ends: after a number, the first sentence or the whole line.

公文 often run the heading in: 1.坚定不移推进全面从严治党。深入学习… is a heading of
the first sentence and a paragraph, on one line of the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from converter.entry import Profile
from converter.numerals import CHINESE
from converter.scan import Line
from converter.source import SourceText
from converter.span import Span

#: The longest heading, in characters. In 公文 of the State Council the first sentence
#: behind a number is either well below this, as a heading, or well above, as text.
LONGEST_HEADING = 50

_OPEN, _CLOSE = "“‘《（(〔【「『", "”’》）)〕】」』"
_ENDS = frozenset("。！？!?")
_NO_HEADING = frozenset("：；:;")


#: 解答 put questions under numbers, and the answer below: 一、问：…？ 答：…
_QUESTION = re.compile(r"问\s*[：:][^？?]{2,150}[？?]")

#: A level has run-in headings if at least this share of its lines could have one. Where
#: only some first sentences are short, they are sentences like the others.
_SHARE = 0.8


def run_in_levels(source: SourceText, lines: Iterable[Line], profile: Profile) -> frozenset[str]:
    """Find the levels whose headings may be run in.

    Args:
        source: The text.
        lines: The lines of one division.
        profile: In a statute, a first sentence is the rule itself and no heading.

    Returns:
        The names of the levels.
    """
    if profile is Profile.STATUTE:
        return frozenset()
    all_lines: Counter[str] = Counter()
    headed: Counter[str] = Counter()
    for line in lines:
        if line.marker:
            name = line.marker.level.name
            rest = source.strip(Span(line.marker.span.end, line.span.end))
            all_lines[name] += 1
            headed[name] += split_heading(source, rest, run_in=True)[0] is not None
    return frozenset(name for name, n in all_lines.items() if headed[name] >= _SHARE * n)


def split_heading(source: SourceText, span: Span, run_in: bool) -> tuple[Span | None, Span | None]:
    """Divide what follows a number into heading and text.

    Args:
        source: The text.
        span: What follows the number on its line, without white space at its ends.
        run_in: Whether a heading may be the first sentence of a longer line.

    Returns:
        The heading and the text; either may be None.
    """
    text = source.text
    if _QUESTION.fullmatch(text, span.start, span.end):
        return span, None
    depth = 0
    for at in range(span.start, min(span.end, span.start + LONGEST_HEADING + 1)):
        char = text[at]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in _NO_HEADING:
            return None, span
        elif depth == 0 and char in _ENDS:
            rest = source.strip(Span(at + 1, span.end))
            if rest and not run_in:
                return None, span
            return Span(span.start, at + 1), rest or None
    if len(span) > LONGEST_HEADING:
        return None, span
    return span, None


#: How the heading of an article may stand behind its number: 第五条【适用范围】…,
#: 第五条（适用范围）…, or alone on the line with the rule below it.
_ARTICLE_HEADINGS = (
    re.compile(r"【[^【】。；]{1,40}】"),
    re.compile(r"〔[^〔〕。；]{1,40}〕"),
    re.compile(rf"[（(](?!{CHINESE}+[）)])[^（）()。；]{{1,40}}[）)]"),
    re.compile(r"[^。；：！？，.:;!?,]{1,30}\Z"),
)


def _opens_article_or_above(line: Line) -> bool:
    level = line.marker.level if line.marker else None
    return level is not None and (level.title_only or level.name == "条")


def article_heading_style(source: SourceText, lines: Sequence[Line]) -> re.Pattern[str] | None:
    """Find out how the articles of a text are headed.

    Args:
        source: The text.
        lines: The lines of one division.

    Returns:
        The form of the headings that nearly all of its articles have, or None: a short
        article among others is a rule without a full stop.
    """
    rests: list[tuple[Span, bool]] = []
    for at, line in enumerate(lines):
        if not line.marker or line.marker.level.name != "条":
            continue
        rest = source.strip(Span(line.marker.span.end, line.span.end))
        below = lines[at + 1 : at + 2]
        over = bool(below) and not _opens_article_or_above(below[0])
        if rest:
            rests.append((rest, over))
    for style in _ARTICLE_HEADINGS:
        headed = 0
        for rest, over in rests:
            found = style.match(source.text, rest.start, rest.end)
            headed += bool(found and (over or found.end() < rest.end))
        if headed > 1 and headed >= _SHARE * len(rests):
            return style
    return None
