"""Names of documents: titles, short names, and where in a run of characters a name begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from converter.citation_forms import KINDS, any_of
from converter.title_names import STATE, normal_title

_KIND = any_of(KINDS)
#: What may stand behind the kind: （试行）, （2018年修正）.
_PARENTHESIS = r"[（(][^（）()\n]{1,20}[）)]"
#: The end of the name of an official document. 处罚决定 is filled in, 决定 alone is a name.
ENDS_AS_DOCUMENT = re.compile(rf"{_KIND}(?:\s?{_PARENTHESIS})*$")
#: Kinds that only a title with its matter names, for the word alone is filled in, too:
#: 《关于某某的请示》, but not 《检验报告》 and 《补充协议》.
ABOUT_SOMETHING = re.compile(
    r"(?:关于.+(?:请示|报告|汇报|说明|建议|提案|协议)|海峡两岸.+协议)"
    rf"(?:\s?{_PARENTHESIS})*$"
)
#: Periodicals that end as documents do: 某某市人民代表大会常务委员会公报.
PERIODICAL = re.compile("(?:委员会|政府|国务院|商标|专利)公[报告]$")

#: The longest title that is looked for, in characters.
LONGEST = 150


def short_title(title: str) -> str:
    """Leave out of a normal title whose it is: 最高人民法院关于… is cited as 关于… too.

    Returns:
        The title from 关于 on, or nothing where none stands behind a name.
    """
    name, about, rest = title.partition("关于")
    return about + rest if name and rest and "的" not in name and len(name) <= 60 else ""


def title_end_at(text: str, at: int) -> int:
    """Find where a title in 《》 ends.

    Args:
        text: The text.
        at: The place of 《.

    Returns:
        The place behind its 》, one inside it counted; 0 where there is none in the line.
    """
    depth = 0
    for place in range(at, min(len(text), at + LONGEST)):
        char = text[place]
        if char == "《":
            depth += 1
        elif char == "》":
            depth -= 1
            if not depth:
                return place + 1
        elif char == "\n":
            return 0
    # One nested title without a 》 of its own: the first 》 ends it.
    first = text.find("》", at, at + LONGEST)
    return first + 1 if first > 0 and "\n" not in text[at:first] else 0


#: Words before a name that are no part of it. Where one of them also begins or ends a
#: word of a name, what stands beside it tells.
_LEADS = re.compile(
    "依照|依据|根据|按照|遵照|参照|比照|适用|违反|符合|触犯|执行|遵守|属于|构成|具有|以及|或者|所称"
    "|所述|修正前|修订前|修改前|修正后|修订后|修改后|现行|援引|引用|认定为?|违背|参考|落实|参见|详见"
    "|满足|不属于|应当|可以|我国|对于|关于|其他|规定的|的|了|即|是|将|把|除|与|及|原(?!产|子)|新(?=刑|民)"
    "|和(?!国|平|谐|解)|或|有(?!线|色|机|毒|害|关|限|偿)|(?<![针反])对(?!外|台)|依(?!法)|按(?!揭|劳)"
    "|犯(?!罪)|由(?!于)|在(?!线|职|校)|以(?!下|上|外|内|前|后)|为(?!民)|并(?!购|网)|从(?!业)|至(?!少)"
    "|中(?=刑法|民法|宪法)|据(?!此)|照(?!明)|见(?!义)|因(?!公|私)|该|其|日|月|年"
)
#: Verbs before a name, which also stand in names: 实施条例 is not 实施 with 条例.
_VERBS = re.compile(
    "(?<![法例定])实施|删去|删除|确定|具备|履行|涉嫌|超过|审理|计算|隐瞒|处分|完成|承担|修订|修改|修正"
    "|基于|认为|明确|取得|造成|达到|未按|不按|就|但|无|指|使|让|给|被|受|未|如|若|当(?!事)|均|都|也|则(?!$)"
    "|通过|经过|结合|配合|宣传|学习|贯彻|起草|制定|解释|涉及|包括|不符|不属|查处|处理|办理"
)
#: Laws whose names end no other name: whatever stands before them is no part of them.
_WHOLE = re.compile(
    f"(?:{STATE})?(?:宪法|刑法|民法典|民法通则|民法总则|刑事诉讼法|民事诉讼法|行政诉讼法|行政处罚法"
    "|行政许可法|行政复议法|行政强制法|国家赔偿法|立法法|监察法|公务员法|治安管理处罚法|著作权法|商标法"
    "|专利法|反不正当竞争法|反垄断法|企业破产法|海商法|消费者权益保护法)$"
)
#: What a 公文 does with its own tasks: 报送要点第三条落实情况. Only before the kind alone, for
#: 实施方案 and 信息报送办法 are names.
_DOES = re.compile(
    "(?:对标|围绕|完成|抓好|抓实|做好|紧扣|聚焦|牵头|承办|报送|上报|汇报|结合|[一两二三四]次)"
    "(?=(?:要点|意见|措施)$)"
)
_HAN = re.compile(rf"[\u4e00-\u9fff]+(?:{_PARENTHESIS})?$")
_ENDS_BARE = re.compile(rf"{_KIND}(?:{_PARENTHESIS})?$")
_ONLY_KIND = re.compile(rf"(?:实施|暂行|试行)?{_KIND}?")
_TITLES = re.compile("《([^《》\n]{2,60})》")
#: What ends as a name does and names nothing: 违反规定第…
_NO_NAME = re.compile(
    r"(?:本|该|同|上述|有关|相关|国家|下列|其他|前款|本条|法律|法规|行政法规|所)?"
    r"(?:规定|标准|令|函|通知书|措施|要点标准|分工|清单|安排)|法律、?法规|法律|.*(?:的规定)"
    r"|(?:行政|依|合|非|违|司|立|执|看|想|做|说|方|办|用)法|无法|本法|该法|同法"
)


@dataclass(frozen=True, slots=True)
class Bare:
    """A name without 《》 before a clause.

    Attributes:
        start: Where it begins, as far as the text shows.
        name: The name.
        lead: The Han characters before it.
    """

    start: int
    name: str
    lead: str


def bare_name(text: str, first: int, end: int, known: frozenset[str] = frozenset()) -> Bare | None:
    """Find the name of a document that ends at a place.

    Args:
        text: The text.
        first: How far back to look.
        end: Where the clause begins.
        known: Names of documents that the text gives elsewhere, in 《》 or by 以下简称.

    Returns:
        The name, or None where none stands there.
    """
    first = max(first, end - 45)
    run = _HAN.search(text, first, end) if end > first else None
    if run is None or not _ENDS_BARE.search(run.group()):
        return None
    words = run.group()
    at = _name_start(words, known)
    name = words[at:]
    if len(name) < 2 or _NO_NAME.fullmatch(name):
        return None
    return Bare(run.start() + at, name, words[:at])


def _name_start(words: str, known: frozenset[str]) -> int:
    """Find where the name at the end of a run of Han characters begins."""
    state = words.rfind(STATE)
    if state >= 0:
        return state
    told = next((at for at in range(len(words) - 1) if words[at:] in known), None)
    whole = _WHOLE.search(words)
    if told is not None or whole:
        return min(at for at in (told, whole and whole.start()) if at is not None)
    at = 0
    for lead in _LEADS.finditer(words):
        if len(words) - lead.end() >= 2 and _ENDS_BARE.search(words, lead.end()):
            at = lead.end()
    for verb in _VERBS.finditer(words, at):
        # What is left must say more than its kind.
        if not _ONLY_KIND.fullmatch(words, verb.end()) and _ENDS_BARE.search(words, verb.end()):
            at = verb.end()
    does = _DOES.search(words)
    return max(at, does.end()) if does else at


def known_names(text: str) -> frozenset[str]:
    """Collect the names of documents that a text gives in 《》, for use without them."""
    found = {normal_title(name) for name in _TITLES.findall(text)}
    return frozenset(name for name in found if _ENDS_BARE.search(name) and len(name) > 1)


#: Laws whose names others end with: 海洋环境保护法 is not what 环境保护法 stands for.
_NO_ENDING = re.compile("环境保护法|国家安全法")
#: What is shorter is a law of its own or no name: 合同法, 仲裁法, 诉讼法.
_SHORTEST_ENDING = 5


def longer_title(name: str, known: frozenset[str]) -> str:
    """Find the one law of which a name is the end: 特别程序法 of 海事诉讼特别程序法.

    Texts shorten the names of laws so without 以下简称.

    Args:
        name: A normal title.
        known: Normal titles that the text gives in 《》.

    Returns:
        The law; nothing where the text gives none or several, or this name itself.
    """
    whole = name in known or _NO_ENDING.fullmatch(name) or _WHOLE.fullmatch(name)
    if whole or len(name) < _SHORTEST_ENDING or not name.endswith("法"):
        return ""
    longer = [title for title in known if title.endswith(name)]
    return longer[0] if len(longer) == 1 else ""


_PART_TITLE = re.compile(
    r"(?P<whole>.+法典)(?:第[一二三四五六七八九十]{1,3}编)?(?:总则|分则|附则|[\u4e00-\u9fff]{2,6}编)"
)


def whole_title(title: str) -> str:
    """Tell of which code a text is a part: 某某法典总则, 某某法典侵权责任编.

    民法总则 and the like are laws of their own.

    Args:
        title: A normal title.

    Returns:
        The title of the code; nothing for what is no part of one.
    """
    found = _PART_TITLE.fullmatch(title)
    return found["whole"] if found else ""


_NO_STATE_NAME = re.compile(
    r"[的和与或及在内外是]|境内|领域|公民|缔结|政府|国务院|法律|主席令|机关|机构|依法|执法"
)
_STATE_NAME = re.compile(
    rf"{STATE}(?P<name>[\u4e00-\u9fff]{{1,30}}?(?:法典|法(?!律|规|院|人|定|治|制|典|学|令)|条例"
    r"|实施细则|宪法)(?:(?:实施|施行)(?:条例|细则|办法))?)(?P<part>修正案)?"
)


def state_name_end(text: str, at: int) -> int:
    """Find where a name that begins with 中华人民共和国 ends.

    Args:
        text: The text.
        at: Where it begins.

    Returns:
        Its end; 0 where only the state is named.
    """
    found = _STATE_NAME.match(text, at)
    if not found or _NO_STATE_NAME.search(found["name"]):
        return 0
    return found.end()


_SHORT = re.compile(
    r"[（(](?:[^（）()\n]{1,40}[，,；;]\s?)?(?:以下(?:简|统|合|分别|均)?称|下称|简称)[为：:]?\s?(?P<names>[^（）()\n]{1,60}"
    rf"(?:{_PARENTHESIS}[^（）()\n]{{0,20}})?)[）)]"
)
_IN_MARKS = re.compile(r"《([^《》]{1,40})》|“([^”]{1,40})”")


def short_names(text: str) -> Iterator[tuple[int, str, str]]:
    """Find what a text says that it will call a document: （以下简称《办法》）.

    Args:
        text: The text of a document.

    Yields:
        Where that is said, the short name, and the name before it.
    """
    for found in _SHORT.finditer(text):
        at = found.start()
        if text[at - 1 : at] == "》":
            start = text.rfind("《", max(0, at - LONGEST), at)
            while start > 0 and 0 < title_end_at(text, start) < at:
                start = text.rfind("《", max(0, at - LONGEST), start)
            name = text[start + 1 : at - 1] if start >= 0 else ""
        else:
            bare = bare_name(text, 0, at)
            name = bare.name if bare else ""
        inner = found["names"]
        marked = [a or b for a, b in _IN_MARKS.findall(inner)]
        if name and len(marked) <= 1:
            short = (marked[0] if marked else inner).strip(" “”《》")
            yield at, short, name


_ABOUT = re.compile(
    r"[《〈](?P<marked>[^《》〈〉]{2,40})[》〉]"
    rf"|(?:适用|执行|实施|贯彻)(?:{STATE})?(?P<bare>[\u4e00-\u9fff]{{0,12}}?法典?)(?![院律规人定])"
)


def law_of_title(title: str) -> str:
    """Return the law that a title is about: 关于适用刑法…的意见; nothing if none or several."""
    found = {a or b for a, b in _ABOUT.findall(title)}
    return found.pop() if len(found) == 1 else ""


#: What stands before 《 where a short name is only given: （以下简称《.
BEING_NAMED = re.compile(r"称[为：:]?[“\"]?\s?$")
