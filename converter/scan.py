"""Lines of a source, each classified by what it shows on its own.

Reads: `SourceText`. Writes: a tuple of `Line`; a table is one, and a footnote. Guarantees:
every character that is no discard lies in exactly one line; no decision depends on
another line, but for the quotation that an amending decision carries over several
paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from converter.discards import essential
from converter.levels import NAMED_HEADINGS, Marker, PointMark, match_level, match_point
from converter.numerals import ARABIC, CHINESE
from converter.source import Role, SourceText, Span, line_texts


class Trait(Enum):
    """Something that a line shows on its own."""

    DATE = auto()  # nothing but a date
    NOTE = auto()  # a promulgation note or 文号, if it stands under the title
    TOC = auto()  # 目录
    ADDRESSEE = auto()  # 各单位：
    ATTACHMENT = auto()  # 附件1
    PREFACE = auto()  # 序言
    NAMED = auto()  # 总则, 附则 without a number
    HEADINGS = auto()  # several headings on one line, as a 目录 may have them
    BRACKETED = auto()  # wholly in round brackets
    PLAIN = auto()  # no punctuation of a sentence: could be a title or a signature
    ENDED = auto()  # ends as a sentence does
    COLON = auto()  # ends with a colon
    FILE_NUMBER = auto()  # 文号, with or without 签发人
    RED_HEAD = auto()  # stands above the title: …文件, 特急, 签发人
    SALUTATION = auto()  # addresses persons: 同志们：
    SENTENCE = auto()  # begins as sentences do, and titles do not: 坚持…
    BELOW_DATE = auto()  # may follow the date of a document: a bracketed note, 抄送, 印发
    TITLED_ATTACHMENT = auto()  # 附件1：工作方案
    SIGNED = auto()  # 某某市人民政府 2023年3月3日
    QUESTION = auto()  # 问：…, in an interview
    ATTACHMENT_LIST = auto()  # 附件：1.工作方案
    TITLE_STYLE = auto()  # its style says that it is a title
    HEADING_STYLE = auto()  # its style says that it is a heading
    TABLE = auto()  # a whole table, whatever its cells show
    FOOTNOTE = auto()  # a whole footnote


_DATE = (
    rf"(?:{ARABIC}{{4}}|{CHINESE}{{4}})\s*年\s*(?:{ARABIC}|{CHINESE}){{1,3}}\s*月"
    rf"\s*(?:{ARABIC}|{CHINESE}){{1,3}}\s*日"
)

#: 文号 (GB/T 9704-2012, 7.2.5): 国发〔2023〕5号.
_FILE_NUMBER = rf"[^，。；：]{{1,20}}[〔［\[（(]{ARABIC}{{4}}[〕］\])）]\s*第?\s*{ARABIC}+\s*号"

_PERSONS = "同志|朋友|女士|先生|同学|同事|同仁|老师|代表|委员|领导|来宾|嘉宾"

#: Words that open a slogan or a sentence. A short table: titles open with names or 关于.
_SENTENCE = (
    "坚持|为|根据|依据|按照|依照|要(?!.?[求点素闻])|深入|全面|加强|推进|坚决|认真|切实|努力|贯彻"
    "|落实|进一步"
)

#: The last characters of the names of organs.
_ORGANS = "府会厅室部局院委署行处办组司"

#: What to look for in a line, in full. A line may have several traits.
_TRAITS: tuple[tuple[Trait, re.Pattern[str]], ...] = (
    (Trait.DATE, re.compile(rf"[（(]?\s*{_DATE}\s*[）)]?")),
    (
        Trait.NOTE,
        re.compile(
            rf"{_DATE}.{{0,150}}?[^。：:]|[（(].{{2,2000}}[）)]"
            rf"|.{{0,80}}(?:通过|公布|修订|修正|施行|发布|批准)"
            rf"|{_FILE_NUMBER}"
            rf"|.{{0,40}}(?:第?\s*{ARABIC}+|第\s*{CHINESE}+)\s*号(?:令|公告)?"
        ),
    ),
    (Trait.TOC, re.compile(r"目\s*[录錄次][:：]?")),
    (
        Trait.ADDRESSEE,
        re.compile(
            r"(?!为|根据|依据|依照|按照|经)(?:(?!如下|下列|以下|规定|决定|批复|通知)[^。；！？：:]){2,200}[：:]"
            rf"|[^。；！？：:]{{0,60}}(?:{_PERSONS})们?[！!]"
        ),
    ),
    (
        Trait.ATTACHMENT,
        re.compile(rf"附\s*[件表录图]\s*(?:{ARABIC}{{1,3}}|{CHINESE}{{1,3}})?\s*[:：]?|附\s*[:：]"),
    ),
    (Trait.NAMED, re.compile("|".join(r"\s*".join(name) for name in NAMED_HEADINGS))),
    (
        Trait.HEADINGS,
        re.compile(
            rf"(?:(?:目\s*录)?\s*第{CHINESE}+[编章节](?:(?!第{CHINESE}+[编章节])[^。；]){{1,60}}){{2,}}"
        ),
    ),
    (Trait.PREFACE, re.compile(r"序\s*言|前\s*言|引\s*言|总\s*纲|导\s*言")),
    (Trait.BRACKETED, re.compile(r"[（(][^（）()]*[）)]")),
    (Trait.PLAIN, re.compile(r"[^。；！？：，:;!?]{1,80}")),
    (Trait.ENDED, re.compile(r"(?s:.*)[。！？；.!?;][”’）)》」』]*")),
    (Trait.COLON, re.compile(r"(?s:.*)[：:][“”‘’]*")),
    (Trait.FILE_NUMBER, re.compile(rf"{_FILE_NUMBER}(?:\s*签\s*发\s*人\s*[:：].{{1,20}})?")),
    (
        Trait.RED_HEAD,
        re.compile(
            r"[^，。；：《》]{2,40}文件|特\s*急|加\s*急|签\s*发\s*人\s*[:：].{1,20}"
            rf"|(?:绝密|机密|秘密)(?:★.{{1,6}})?|{ARABIC}{{6}}"
        ),
    ),
    (Trait.SALUTATION, re.compile(rf"[^。；！？：:]{{0,60}}(?:{_PERSONS})们?\s*[：:！!]")),
    (Trait.SENTENCE, re.compile(rf"(?s:(?:{_SENTENCE})(?!.*[表单案书]\Z).*)")),
    (
        Trait.BELOW_DATE,
        re.compile(
            r"[（(].*[）)]|[—－–-]\s*[0-9０-９]{1,3}\s*[—－–-]|(?:抄\s*[送报]|主\s*送|分\s*送)\s*[:：].*|.{0,80}印发|附\s*[件表录图].{0,80}"
        ),
    ),
    (
        Trait.TITLED_ATTACHMENT,
        re.compile(
            rf"附\s*[件表录图]\s*(?:{ARABIC}{{1,3}}|{CHINESE}{{1,3}})(?:\s*[:：.．、]\s*|\s+)"
            rf"(?!{ARABIC})[^。；！？：，:;!?]{{1,60}}"
        ),
    ),
    (Trait.SIGNED, re.compile(rf"[^，。；：！？《》]{{1,30}}[{_ORGANS}]\s+(?P<date>{_DATE})")),
    (Trait.QUESTION, re.compile(r"(?:记者)?问\s*[：:].+|记者\s*[：:].+")),
    (Trait.ATTACHMENT_LIST, re.compile(r"附\s*件?\s*[:：][^。；]{2,100}")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        span: Its characters, without the discards at either end.
        marker: The number of a level that it begins with.
        point: The number of a point that it begins with.
        traits: What else it shows.
        quoted: True inside a provision that an amending decision quotes.
    """

    span: Span
    marker: Marker | None
    point: PointMark | None
    traits: frozenset[Trait]
    quoted: bool = False

    def is_a(self, trait: Trait) -> bool:
        """Tell whether the line has a trait."""
        return trait in self.traits


#: Titles of documents that quote whole provisions of others over several paragraphs.
#: A note under a title names such a decision too (根据…《关于修改…的决定》修正), but in brackets.
_AMENDING = re.compile(
    r"(?![（(]).*?(?:修正案|关于.*(?:修改|废止).*决定)(?:[（(][^（）()]*[）)])*", re.DOTALL
)


def is_amending(source: SourceText) -> bool:
    """Tell whether a text amends another, or carries one that does, by their titles.

    Args:
        source: The text.

    Returns:
        True if a line among the first three, or behind the date of a decree, names it a
        修正案 or 关于修改…的决定; a title may run over two lines.
    """
    return any(_AMENDING.fullmatch(title) for title in _titles(source))


#: Where titles are looked for, in characters: a decree is short.
_HEAD = 3000
#: Lines that are no part of a title: notes under one.
_NO_TITLE = re.compile(rf"[（(《〈]|{ARABIC}|{CHINESE}{{4}}年")


def _titles(source: SourceText) -> Iterator[str]:
    """Yield what may be titles: the first lines, those behind a date, and pairs of them."""
    lines = list(filter(None, map(essential, line_texts(source.text[:_HEAD]))))
    date = dict(_TRAITS)[Trait.DATE]
    for at, line in enumerate(lines):
        if at < 3 or date.fullmatch(lines[at - 1]):
            yield line
            # 关于修改 / 《某某条例》的决定
            below = lines[at + 1] if at + 1 < len(lines) else ""
            if at != 2 and len(line) <= 60 and not _NO_TITLE.match(line) and len(below) <= 60:
                yield line + below


def signature_and_date(source: SourceText, line: Line) -> tuple[Line, Line]:
    """Divide a line that holds both.

    Args:
        source: The text.
        line: A line with the trait `SIGNED`.

    Returns:
        The line of the signature, and that of the date.
    """
    pattern = dict(_TRAITS)[Trait.SIGNED]
    found = pattern.fullmatch(source.text, line.span.start, line.span.end)
    assert found
    name = source.strip(Span(line.span.start, found.start("date")))
    date = Span(found.start("date"), line.span.end)
    return (
        replace(line, span=name, traits=_traits(source.text, name)),
        replace(line, span=date, traits=_traits(source.text, date)),
    )


_NAMED = re.compile(r"《([^《》]{2,80})》")


def _amended(source: SourceText) -> frozenset[str]:
    """Return the titles in the title of an amending decision: 《X》 in 关于修改《X》的决定."""
    return frozenset(name for title in _titles(source) for name in _NAMED.findall(title))


def _quote_state(text: str, open_before: bool) -> bool:
    """Tell whether a quotation is open behind a text.

    Quotations are not counted but switched: each paragraph of a long quotation
    may open with a mark of its own, and only the last one closes.
    """
    last_open, last_close = text.rfind("“"), text.rfind("”")
    return open_before if last_open == last_close == -1 else last_open > last_close


#: Longer lines are never a title, a date or a note; they are not looked at for these.
_LONG = 3000


def _traits(text: str, span: Span) -> frozenset[Trait]:
    if len(span) > _LONG:
        tail = Span(span.end - 20, span.end)
        return frozenset(t for t in _traits(text, tail) if t in (Trait.ENDED, Trait.COLON))
    return frozenset(
        trait for trait, pattern in _TRAITS if pattern.fullmatch(text, span.start, span.end)
    )


#: What the style of a paragraph adds to what its line shows.
_STYLED = {
    Role.TITLE: frozenset({Trait.TITLE_STYLE}),
    Role.HEADING: frozenset({Trait.HEADING_STYLE}),
}


def _units(source: SourceText) -> Iterator[tuple[Span, Trait | None]]:
    """Yield what is a line: a table and a footnote are, however many they have of their own."""
    wholes = [(table.span, Trait.TABLE) for table in source.tables]
    wholes += [(note.span, Trait.FOOTNOTE) for note in source.footnotes]
    taken = sorted((source.strip(span), trait) for span, trait in wholes if source.strip(span))
    nth = 0
    for _, span in source.lines():
        if not span:
            continue
        while nth < len(taken) and taken[nth][0].end <= span.start:
            nth += 1
        if nth == len(taken) or span.start < taken[nth][0].start:
            yield span, None
        elif span.start == taken[nth][0].start:
            yield taken[nth]


def scan(source: SourceText) -> tuple[Line, ...]:
    """Classify the lines of a source.

    Args:
        source: The text.

    Returns:
        Its lines without the blank ones, in order.
    """
    text = source.text
    hinted = {source.strip(hint.span).start: _STYLED[hint.role] for hint in source.hints}
    amending = is_amending(source)
    reprints = _amended(source) if amending else frozenset()
    quoted = False
    lines = []
    for span, whole in _units(source):
        if whole:
            lines.append(Line(span, None, None, frozenset({whole})))
            continue
        # Behind the decision the text that it amends is printed anew: no quotation is so long.
        quoted = quoted and essential(source.slice(span)) not in reprints
        styled = hinted.get(span.start, frozenset())
        lines.append(
            Line(
                span,
                None if quoted else match_level(text, span.start, span.end),
                None if quoted else match_point(text, span.start, span.end),
                _traits(text, span) | styled,
                quoted,
            )
        )
        if amending:
            quoted = _quote_state(source.slice(span), quoted)
    return tuple(lines)
