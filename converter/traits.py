"""What a line shows on its own: the table of what to look for, and the look.

Reads: the characters of one line. No row depends on another, nor on another line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from converter.levels import NAMED_HEADINGS
from converter.numerals import ARABIC, CHINESE
from converter.span import Span


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

    # That of `Enum` is written in Python, and asked a thousand times for each document.
    __hash__ = object.__hash__


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

_FEW = rf"(?:{ARABIC}{{1,3}}|{CHINESE}{{1,3}})"
_DIGITS = ARABIC[1:-1] + CHINESE[1:-1]
#: A line that is a date, and one that is a signature with a date behind it.
DATE_LINE = re.compile(rf"[（(]?\s*{_DATE}\s*[）)]?")
SIGNED = re.compile(rf"[^，。；：！？《》]{{1,30}}[{_ORGANS}]\s+(?P<date>{_DATE})")


@dataclass(frozen=True, slots=True)
class _Look:
    """What to look for in a line, in full.

    Attributes:
        trait: What a line shows that looks so.
        pattern: What it looks like.
        first: Characters that it begins with, as what stands in the brackets of a class;
            empty for any. Without them the pattern is not tried.
        last: The same of its end.
    """

    trait: Trait
    pattern: re.Pattern[str]
    first: str = ""
    last: str = ""


#: A line may have several traits, and a trait several rows.
_LOOKS: tuple[_Look, ...] = (
    _Look(Trait.DATE, DATE_LINE, f"（({_DIGITS}", "日）)"),
    _Look(Trait.NOTE, re.compile(rf"{_DATE}.{{0,150}}?[^。：:]"), _DIGITS, "^。：:"),
    _Look(Trait.NOTE, re.compile(r"[（(].{2,2000}[）)]"), "（(", "）)"),
    _Look(
        Trait.NOTE,
        re.compile(r".{0,80}(?:通过|公布|修订|修正|施行|发布|批准)"),
        last="过布订正行准",
    ),
    _Look(Trait.NOTE, re.compile(_FILE_NUMBER), last="号"),
    _Look(
        Trait.NOTE,
        re.compile(rf".{{0,40}}(?:第?\s*{ARABIC}+|第\s*{CHINESE}+)\s*号(?:令|公告)?"),
        last="号令告",
    ),
    _Look(Trait.TOC, re.compile(r"目\s*[录錄次][:：]?"), "目"),
    _Look(
        Trait.ADDRESSEE,
        re.compile(
            r"(?!为|根据|依据|依照|按照|经)(?:(?!如下|下列|以下|规定|决定|批复|通知)[^。；！？：:]){2,200}[：:]"
            rf"|[^。；！？：:]{{0,60}}(?:{_PERSONS})们?[！!]"
        ),
        last="：:！!",
    ),
    _Look(
        Trait.ATTACHMENT,
        re.compile(rf"附\s*[件表录图]\s*{_FEW}?\s*[:：]?|附\s*[:：]"),
        "附",
    ),
    _Look(
        Trait.NAMED,
        re.compile("|".join(r"\s*".join(name) for name in NAMED_HEADINGS)),
        "".join(name[0] for name in NAMED_HEADINGS),
    ),
    _Look(
        Trait.HEADINGS,
        re.compile(
            rf"(?:(?:目\s*录)?\s*第{CHINESE}+[编章节](?:(?!第{CHINESE}+[编章节])[^。；]){{1,60}}){{2,}}"
        ),
        "目第",
        "^。；",
    ),
    _Look(Trait.PREFACE, re.compile(r"序\s*言|前\s*言|引\s*言|总\s*纲|导\s*言"), last="言纲"),
    _Look(Trait.BRACKETED, re.compile(r"[（(][^（）()]*[）)]"), "（(", "）)"),
    _Look(Trait.PLAIN, re.compile(r"[^。；！？：，:;!?]{1,80}"), last="^。；！？：，:;!?"),
    _Look(
        Trait.ENDED,
        re.compile(r"(?s:.*)[。！？；.!?;][”’）)》」』]*"),
        last="。！？；.!?;”’）)》」』",
    ),
    _Look(Trait.COLON, re.compile(r"(?s:.*)[：:][“”‘’]*"), last="：:“”‘’"),
    _Look(Trait.FILE_NUMBER, re.compile(rf"{_FILE_NUMBER}(?:\s*签\s*发\s*人\s*[:：].{{1,20}})?")),
    _Look(Trait.RED_HEAD, re.compile(r"[^，。；：《》]{2,40}文件"), last="件"),
    _Look(
        Trait.RED_HEAD,
        re.compile(
            r"特\s*急|加\s*急|签\s*发\s*人\s*[:：].{1,20}"
            rf"|(?:绝密|机密|秘密)(?:★.{{1,6}})?|{ARABIC}{{6}}"
        ),
        f"特加签绝机秘{ARABIC[1:-1]}",
    ),
    _Look(
        Trait.SALUTATION,
        re.compile(rf"[^。；！？：:]{{0,60}}(?:{_PERSONS})们?\s*[：:！!]"),
        last="：:！!",
    ),
    _Look(
        Trait.SENTENCE,
        re.compile(rf"(?s:(?:{_SENTENCE})(?!.*[表单案书]\Z).*)"),
        "".join(word[0] for word in _SENTENCE.split("|")),
    ),
    _Look(
        Trait.BELOW_DATE,
        re.compile(
            r"[（(].*[）)]|[—－–-]\s*[0-9０-９]{1,3}\s*[—－–-]|(?:抄\s*[送报]|主\s*送|分\s*送)\s*[:：].*"
            r"|附\s*[件表录图].{0,80}"
        ),
        "（(—－–抄主分附-",
    ),
    _Look(Trait.BELOW_DATE, re.compile(r".{0,80}印发"), last="发"),
    _Look(
        Trait.TITLED_ATTACHMENT,
        re.compile(
            rf"附\s*[件表录图]\s*{_FEW}(?:\s*[:：.．、]\s*|\s+)"
            rf"(?!{ARABIC})[^。；！？：，:;!?]{{1,60}}"
        ),
        "附",
    ),
    _Look(Trait.SIGNED, SIGNED, last="日"),
    _Look(Trait.QUESTION, re.compile(r"(?:记者)?问\s*[：:].+|记者\s*[：:].+"), "记问"),
    _Look(Trait.ATTACHMENT_LIST, re.compile(r"附\s*件?\s*[:：][^。；]{2,100}"), "附"),
)


@lru_cache(maxsize=10_000)
def _looks(first: str, last: str) -> tuple[_Look, ...]:
    """Return the rows that a line with this first and this last character may fit."""
    return tuple(
        look
        for look in _LOOKS
        if (not look.first or re.match(f"[{look.first}]", first))
        and (not look.last or re.match(f"[{look.last}]", last))
    )


#: Longer lines are never a title, a date or a note; they are not looked at for these.
_LONG = 3000


def traits_of(text: str, span: Span) -> frozenset[Trait]:
    """Look at a line.

    Args:
        text: The text that holds it.
        span: The line, without white space at its ends; not empty.

    Returns:
        What it shows.
    """
    if len(span) > _LONG:
        tail = Span(span.end - 20, span.end)
        return frozenset(t for t in traits_of(text, tail) if t in (Trait.ENDED, Trait.COLON))
    return frozenset(
        [
            look.trait
            for look in _looks(text[span.start], text[span.end - 1])
            if look.pattern.fullmatch(text, span.start, span.end)
        ]
    )
