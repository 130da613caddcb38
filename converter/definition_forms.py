"""The table of forms of definition: how a text says what a word means.

A new form is a row here, with an example that a test reads. The forms are those of
立法技术规范（试行）（一）, part 3 (词语的解释) and of what documents do beyond it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """On which side of the words of a form the meaning stands."""

    AFTER = "after"  # up to the end of the sentence
    BEFORE = "before"  # the name before a parenthesis
    INSIDE = "inside"  # the group `text` of the pattern
    PARTS = "parts"  # what is listed right before


class Reach(StrEnum):
    """Where a definition of a form holds."""

    WORDS = "words"  # where its own words say: 本法, 本章, 本条, 前款; else in the document
    DOCUMENT = "document"
    ONWARDS = "onwards"  # in the document, from its place on


@dataclass(frozen=True, slots=True)
class DefinitionForm:
    """One form of definition.

    Attributes:
        name: Its name, unique in the table.
        pattern: What its words look like; the group `term` holds the term.
        side: Where the meaning stands.
        reach: Where it holds.
        example: A text with one definition of this form and no other.
        cue: Characters that the pattern needs; a text without them is not searched.
        listed: True if it counts only in a list of terms (下列用语的含义).
    """

    name: str
    pattern: re.Pattern[str]
    side: Side
    reach: Reach
    example: str
    cue: str = ""
    listed: bool = False


_QUOTED = r"“[^“”\n]*”|‘[^‘’\n]*’|\"[^\"\n]*\""
_BRACKETED = r"（[^（）\n]*）|\([^()\n]*\)|〔[^〔〕\n]*〕"
_TITLED = r"《[^《》\n]*》"
#: Words of a term: no punctuation but within quotation marks and brackets.
_WORDS = rf"(?:{_QUOTED}|{_BRACKETED}|{_TITLED}|[^，,。；;：:！？!?（）()〔〕《》“”‘’\"\n])"
#: 是指, but not 是 before 指导, 指定 and so on; 指定居 and 指导致 are 指 after all.
_NOT_MEANS = (
    r"(?!导(?!致)|定(?![居期点量型价额向时制])|标(?![准的明注有志识示])|挥(?!发)|令|南(?![水北方部])|"
    r"引(?![起发入进])|派(?![出生驻遣])|示(?!范)|明(?![确示知清])|控(?![制股烟])|认(?![定证可为购缴])|"
    r"数(?![据量字值])|望|责(?![任令]))"
)
_ADVERB = r"(?:一般|通常|主要|分别|专门?|仅|特|均|都|应当|统|就|即|则)?"
_MEANS = rf"(?:{_ADVERB}(?:是指|系指|指的是|为指)|[特专仅均统即泛]指)的?{_NOT_MEANS}"
_MEANS_ALONE = rf"(?<!手)指{_NOT_MEANS}(?!出)"
_INCLUDES = r"(?:主要|具体|应当|一般|均|都|皆|分别|还|也)?(?<!不)包括(?:但是?不限于)?"
#: 是 and 为, but not in 行为, 认为, 成为, 就是否.
_IS = (
    r"(?<![行作认人以成因但凡可定列])(?<!可能)(?:就是|即是|即为|(?<=[，,])系|是|为|即)"
    r"(?!否|由|了|主|期|准|限)"
)
_COMMA = r"[，,、]?\s*"
_CALLED = rf"所[称指](?:的)?(?P<term>{_WORDS}{{1,64}}?)(?:的)?"
#: Where a sentence or an independent part of one begins; its number may stand before.
_BEGINS = (
    r"(?:(?<=[。；;：:！？!?\n])|\A)\s*(?:其中[，,：:]?|[（(][一二三四五六七八九十\d]{1,3}[）)])?"
)
_SHORT_MARK = r"(?:以下|下)(?:分别|统一|均|都|合并)?(?:简称|统称|合称|称)|简称|统称"
_PHRASE = r"“(?P<term>[一二两三四五六七八九十]{1,2}[\u4e00-\u9fff]{1,6})”"

DEFINITION_FORMS: tuple[DefinitionForm, ...] = (
    DefinitionForm(
        "so-called",
        re.compile(rf"{_CALLED}{_COMMA}{_MEANS}"),
        Side.AFTER,
        Reach.WORDS,
        "本法所称公职人员，是指依法履行公职的人员。",
    ),
    DefinitionForm(
        "so-called-means",
        re.compile(rf"{_CALLED}{_COMMA}{_MEANS_ALONE}"),
        Side.AFTER,
        Reach.WORDS,
        "本办法所称档案指各单位形成的文件。",
    ),
    DefinitionForm(
        "includes",
        re.compile(rf"{_CALLED}{_COMMA}{_INCLUDES}"),
        Side.AFTER,
        Reach.WORDS,
        "本条所称近亲属，包括配偶、父母和子女。",
    ),
    DefinitionForm(
        "so-called-is",
        re.compile(rf"(?<!属于)(?<!是)(?<!为){_CALLED}{_COMMA}{_IS}"),
        Side.AFTER,
        Reach.WORDS,
        "本规定所称成员，为在册的人员。",
    ),
    DefinitionForm(
        "list",
        re.compile(
            rf"\A\s*(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[）).．、]\s*)?"
            rf"(?P<term>{_WORDS}{{1,40}}?)\s*"
            rf"(?:{_COMMA}{_MEANS}|[：:]\s*(?:{_MEANS}|{_MEANS_ALONE})?|——?|[，,]\s*(?:{_MEANS_ALONE}|{_INCLUDES}|{_IS})"
            rf"|{_MEANS_ALONE}|{_INCLUDES}|{_IS})"
        ),
        Side.AFTER,
        Reach.WORDS,
        "本法下列用语的含义：\n（一）监护：照顾他人的行为。",
        listed=True,
    ),
    DefinitionForm(
        "means",
        re.compile(rf"(?:{_BEGINS}|(?P<next>[，,]))(?P<term>{_WORDS}{{1,40}}?){_COMMA}{_MEANS}"),
        Side.AFTER,
        Reach.DOCUMENT,
        "重大隐患，是指难以排除的隐患。",
        cue="指",
    ),
    DefinitionForm(
        "quoted-means",
        re.compile(
            rf"“(?P<term>[^“”\n]{{1,30}})”(?:{_COMMA}{_MEANS}"
            rf"|[，,]?\s*{_MEANS_ALONE}|[，,]?\s*即(?:是|为)?(?!将|使|可|便))[：:]?"
        ),
        Side.AFTER,
        Reach.DOCUMENT,
        "落实“四种形态”，即四类处理方式。",
        cue="”",
    ),
    DefinitionForm(
        "what-is-called",
        re.compile(
            rf"所谓(?:的)?(?P<term>{_WORDS}{{1,30}}?){_COMMA}(?:{_MEANS}|{_MEANS_ALONE}|就是|即)"
        ),
        Side.AFTER,
        Reach.DOCUMENT,
        "所谓闭环，就是事事有回音。",
        cue="所谓",
    ),
    DefinitionForm(
        "short-form",
        re.compile(
            rf"[（(〔](?P<within>(?:[^（()）〔〕。\n]|〔\d{{4}}〕){{0,40}}?)(?:{_SHORT_MARK})为?[：:]?\s*"
            rf"(?P<term>(?:{_BRACKETED}|[^（()）〔〕\n])+?)[）)〕]"
        ),
        Side.BEFORE,
        Reach.ONWARDS,
        "市教育行政主管部门（以下简称市教育部门）负责实施。",
        cue="称",
    ),
    DefinitionForm(
        "short-form-open",
        re.compile(
            r"[，,]\s*以下(?P<within>)(?:简称|统称|称)(?:为)?(?P<term>[^（()）〔〕，,。；\n]{1,24})(?=[。；，,]|\Z)"
        ),
        Side.BEFORE,
        Reach.ONWARDS,
        "前款规定的部门，以下统称主管部门。",
        cue="以下",
    ),
    DefinitionForm(
        "parts-after",
        re.compile(rf"{_PHRASE}(?:[（(](?:即|指|是指)?[：:]?(?P<text>[^（()）\n]{{3,160}})[）)])"),
        Side.INSIDE,
        Reach.DOCUMENT,
        "增强“两个功能”（政治功能和服务功能）。",
        cue="”",
    ),
    DefinitionForm(
        "parts-before",
        re.compile(rf"(?<![、，,；;：:。和与及])等?{_PHRASE}"),
        Side.PARTS,
        Reach.DOCUMENT,
        "公开权力清单、责任清单和负面清单“三张清单”。",
        cue="”",
    ),
)

#: The name of the form of a short name that stands for a document: 《X法》（以下简称监察法）.
SHORT_NAME = "short-name"
#: Forms that give a longer name a short one, used from its place on.
SHORT_FORMS = frozenset({"short-form", "short-form-open", SHORT_NAME})

FORMS = {form.name: form for form in DEFINITION_FORMS}

#: Words above a list of terms, at the end of a paragraph: 本法下列用语的含义是：
LIST_AHEAD = re.compile(
    r"(?:用语|术语|名词|词语|概念|词汇|用词|称谓)[^。；]{0,20}?"
    r"(?:含[义意]|涵义|意义|定义|解释|释义|界定|是指)[^。；]{0,8}[：:]?\s*\Z"
    r"|(?:含义|定义)(?:分别)?(?:如下|是|为)[：:]?\s*\Z"
    r"|(?:下列|以下|有关)(?:用语|术语|名词|词语|概念)[：:]?\s*\Z"
)
#: One of these stands wherever `LIST_AHEAD` is found.
LIST_SIGN = re.compile("[语词念汇谓义]")

#: The same as a heading: 名词解释.
LIST_HEADING = re.compile(
    r"(?:有关|相关|主要|部分)?(?:用语|术语|名词|词语|概念|指标)(?:的|和|及|与)?"
    r"(?:含义|定义|解释|释义|说明)|术语|名词解释"
)
