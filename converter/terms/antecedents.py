"""The name before （以下简称X）: where it begins.

A text writes 由市教育行政主管部门（以下简称市教育部门）负责: the name is 市教育行政主管部门, and 由
leads to it. Where it begins is settled by what cannot be part of a name: the sentence before
it, a title's own marks, and words that lead to a name. A part that ends in 的 belongs to
the name, and so do the verbs in it: 从事接受工作的单位.
"""

from __future__ import annotations

import re

from converter.terms.lead_words import AIMS, ANYWHERE, AT_START, FOR, PREPOSITIONS, VERBS
from converter.terms.leads import name_behind_leads
from converter.terms.sentences import CLAUSES, PARTS, depths, start_of

#: Words of an obligation, behind which the name follows a verb.
_MODAL = re.compile(r"(?<!依法)(?<!按规定)(?<!其)(?:应当|可以|必须|不得|有权|负责)")
_LINKS = re.compile(r"(?:和|与|及|以及|或者|同|、)$")
#: Another short form before: 教练员（以下简称教练）、学习驾驶的人员.
_ANOTHER = re.compile(
    r".*[（(][^（()）]*(?:简称|统称|下称)[^（()）]*[）)](?:和|与|及|以及|或者|或|同|、)?"
)
_TITLES = re.compile(r"(?:《[^《》]*(?:《[^《》]*》[^《》]*)*》(?:\s*(?:、|和|与|及|以及)\s*)?)+$")
_BEHIND = re.compile(r"(?:[（(〔][^（()）〔〕]*[）)〕])+$")


#: Verbs that may be parts of names, but not right before what the short form begins with.
_VERB_ALONE = re.compile(rf"(?:{VERBS}|{AIMS}|建设|管理|监督|经营|生产|检查|使用|占用)+")


def name_start(text: str, end: int, short: str, several: bool) -> int:
    """Find where the name before a parenthesis begins.

    Args:
        text: The text.
        end: The offset of the parenthesis.
        short: The short form that the parenthesis gives to the name.
        several: True for 统称 and 分别, which hold for all that is listed before them.

    Returns:
        The offset of the name's first character.
    """
    titled = _title_start(text, end, several)
    if titled is not None:
        return titled
    start = _clause(text, end, several)
    if start == end:
        return start_of(text, end)
    if another := _ANOTHER.match(text, start, end):
        goes_on = another.end() == end or text[another.end()] == "的"
        start = start if goes_on else another.end()
        if adds := re.compile("[，,](?:以及|和|及|或者)?").match(text, start, end):
            start = adds.end()
    if lead := _BEFORE_ALL.match(text, start, end) or _taken_as(text, start, end):
        start = lead.end()
    aligned = None if several else _aligned(text, start, end, short)
    segment = text[start:end]
    relative = _relative_end(segment)
    if relative >= 0 and _last_lead(segment[relative + 1 :], len(segment) - relative - 2):
        # 主管部门的登记机关是X: the 的 belongs to what stands before.
        start += relative + 1
        segment, relative = text[start:end], -1
    if relative < 0:
        at = start + _last_lead(segment, (aligned or end) - start)
    else:
        start = _attributive(text, start)
        segment = text[start:end]
        at = start + _first_leads(segment, _relative_end(segment))
        at += name_behind_leads(text[at:end])
    at += _governed(text, at, end)
    if several and (together := _TOGETHER.search(text, start, at)):
        return together.start("first")
    if aligned is not None and aligned > at:
        if relative < 0 and _VERB_ALONE.fullmatch(text, at, aligned):
            return aligned
        return _after_link(text, at, aligned, end, short)
    return at


#: 由甲局会同乙局（以下统称主管部门）: those who act together are called so.
_TOGETHER = re.compile("(?<![自理缘])由(?P<first>[^，,、由]{2,30})会同$")
#: What a clause begins with that goes on with a list before it.
_ADDS = re.compile("(?:以及|及|且|并且|或者)(?![^，]*（以下)")
#: A list, or a word that stands for several things.
_LIST = re.compile("[、和与及等各其]|或者")


def _clause(text: str, end: int, several: bool) -> int:
    """Return where the clause begins in which a name ends, or the sentence with its lists."""
    start = start_of(text, end, CLAUSES)
    while start < end and text[start].isspace():
        start += 1
    part = start_of(text, start, PARTS)
    if start == end or part >= start - 1:
        return start
    segment = text[start:end]
    # 甲、乙，丙（以下统称丁）: of one thing alone 统称 is not said.
    listed = several and not _LIST.search(segment) and "、" in text[part:start]
    adds = _ADDS.match(segment) and _relative_end(segment) > 0
    return part if listed or adds else start


#: Words before a name, and what stands behind the parenthesis if they do not belong to it:
#: 在新区的机关（以下称X）登记, 建设示范区（以下简称X）是.
_GOVERNED = (
    (
        re.compile("在(?=[^，]+的)"),
        "内|航行|停泊|作业|生产|居住|工作|注册|登记|从事|设立|办理|开展|就业|投资|申请|进行",
    ),
    (re.compile("(?:建设|推进|发展)(?![单项和与、])"), "是"),
    (re.compile("(?:监督|规范|指导)(?!管理|检查|性)"), "的(?:管理|使用|运行|落实)"),
)


def _governed(text: str, at: int, end: int) -> int:
    """Return the length of a word at a name that governs what is behind the parenthesis."""
    close = min((i for i in (text.find(mark, end) for mark in "）)〕") if i > 0), default=-1)
    for words, behind in _GOVERNED:
        found = words.match(text, at, end) if close > 0 else None
        if found and re.match(behind, text[close + 1 : close + 5]):
            return found.end() - at
    return 0


#: What leads to a name even where characters of its short form stand in it: 国家建立X平台,
#: 登记机关是X.
_BEFORE_ALL = re.compile(
    "(?:国家|本市|本省|全市|全省|各级人民政府)(?:应当)?(?:依法|统一|统筹)?"
    "(?:加强|加快建设|加快|建立和完善|建立健全|建立|完善|建设|设立|组织编制|编制|推进|鼓励|支持|实行|制定)"
    "(?=[^，、的和]{4})"
    "|[^，]*?(?:部门|机关|机构|单位)是(?!否)"
)
#: What a part of a sentence begins with that only describes what follows:
#: 依法成立，按照标准，从事检测的机构.
_DESCRIBES = re.compile(
    r"\s*(?:依法(?!应当)|经(?![办营费济纪理贸])|在|利用|通过|具有|具备|符合|未|以(?!上|下))"
)
_GOES_ON = re.compile(rf"{_DESCRIBES.pattern}|\s*(?:依据|依照|按照|对|从事|面向|由)")


def _attributive(text: str, start: int) -> int:
    """Move the start of a name with 的 back over parts of the sentence that describe it."""
    sentence = start_of(text, start, PARTS)
    before = text[sentence : max(sentence, start - 1)]
    if not _DESCRIBES.match(before) or "称" in before:
        return start
    parts = re.split("[，,]", before)
    return sentence if all(_GOES_ON.match(part) for part in parts) else start


def _title_start(text: str, end: int, several: bool) -> int | None:
    """Return where the titles begin that stand right before the parenthesis, if any."""
    found = _TITLES.search(text, 0, end)
    behind = None if found else _BEHIND.search(text, 0, end)
    if behind:
        found = _TITLES.search(text, 0, behind.start())
    if not found:
        return None
    if several:
        return found.start()
    depth = 0
    for at in range(found.end() - 1, -1, -1):
        depth += (text[at] == "》") - (text[at] == "《")
        if text[at] == "《" and depth == 0:
            return at
    return found.start()


def _relative_end(segment: str) -> int:
    """Return the offset of the last 的 outside brackets, or -1."""
    deep = depths(segment)
    return max((i for i, c in enumerate(segment) if c == "的" and not deep[i]), default=-1)


def _aligned(text: str, start: int, end: int, short: str) -> int | None:
    """Return where the characters of the short form begin in the name, read from its end."""
    at = end
    for char in reversed([c for c in short if c not in "《》“”‘’"]):
        at = text.rfind(char, start, at)
        if at < 0:
            return None
    return at


def _last_lead(segment: str, limit: int) -> int:
    """Return the end of the last word that leads to a name, before an offset."""
    deep = depths(segment)
    at = 0
    for found in ANYWHERE.finditer(segment):
        if found.end() <= limit and found.end() < len(segment) and not deep[found.start()]:
            at = found.end()
    return _skip(segment, at, limit)


def _skip(segment: str, at: int, limit: int) -> int:
    """Skip the words at a place that lead to a name."""
    while at < limit and (found := AT_START.match(segment, at)):
        if found.end() > limit or found.end() == len(segment):
            break
        at = found.end()
    return at


_BY = re.compile("(?:[^，]*[^所予足加可])?以(?![上下内外及来前后])")
_AS = re.compile("[）)][^，。；（]{0,8}为(?!了)")


def _taken_as(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find 以 that goes with a 为 behind the parenthesis: 次数以某平台（以下简称X）记录为准."""
    close = text.find("）", end)
    behind = close > 0 and _AS.match(text, close)
    return _BY.match(text, start, end) if behind else None


#: What is done 向 somebody is part of a name: 向境外投资人募集的股份.
_TOWARDS = "[^，]*(?:募集|发行|提供|推销|销售|出售|征收|供应|开放)[^，]*的"
#: At the start of a name with 的, only these lead to it: 从事X的单位 is all name.
_OUTER = re.compile(
    rf"(?:{FOR}|{PREPOSITIONS}|由(?!于)|向(?!{_TOWARDS})|对(?!外|口)|将|把|凡是|凡|会同|以及|并|和|及)"
)
#: Who acts, and the word that leads from there to the name: 行政部门对用人单位.
_ACTOR = re.compile(
    r"(?:(?<=海关)|(?<=部门)|(?<=机关)|(?<=政府)|(?<=机构)|(?<=法院)|(?<=单位)|(?<=公司)|(?<=企业)"
    rf"|(?<=本法)|(?<=条例)|(?<=规定)|(?<=办法))(?:对(?!外|口)|向(?!{_TOWARDS})|将|把)"
)


#: What a 公文 does with things that have a verb of their own: 整治存在隐患的场所. 完成登记的单位
#: is all name.
_TASK = re.compile(
    "(?:完成|推进|加快|开展|实施|抓好|做好|加强|强化|整治|排查|清理|关停|改造|更新|督促|支持|引导)"
    "(?=存在|投入|已|未|尚未|正在|不(?!动产)|符合|超过|达到|建成|纳入|列入|取得|从事|位于|具有)"
)
#: What leads to a name though 的 follows.
_STRONG = re.compile(
    rf"适用于|属于|分为|所称的?|所指的?|是指|(?<=[”’])指|(?<![但凡就可])是(?!否)|对(?=与)|{_ACTOR.pattern}"
)


def _first_leads(segment: str, relative: int) -> int:
    """Return where a name begins that has a part ending in 的."""
    deep = depths(segment)
    at = 0
    for found in _STRONG.finditer(segment):
        if found.end() <= relative + 1 and not deep[found.start()]:
            at = found.end()
    if moved := name_behind_leads(segment[at:]):
        return at + moved
    modal = next((m for m in _MODAL.finditer(segment, at, relative) if not deep[m.start()]), None)
    if modal and modal.start() == at and modal[0] == "负责":
        # 海关是负责对船舶实施检查的机关: 负责 says who it is.
        modal = None
    if modal and (lead := AT_START.match(segment, modal.end())) and lead.end() < relative:
        return _skip(segment, lead.end(), lead.end())
    while (
        outer := _OUTER.match(segment, at) or _TASK.match(segment, at)
    ) and outer.end() < relative:
        at = outer.end()
    return at


#: What ends the name of an authority that needs no word behind it.
_COMPLETE = re.compile(r"(?:部门|政府|委员会|机构|机关|法院|检察院|单位)(?:和|与|及(?!其)|以及|、)")
#: 各级人民政府及其负有监管职责的部门（以下简称监管部门）.
_AND_ITS = re.compile("及其(?=(?:负有|承担|主管|负责)[^，、]*的)")


#: 国务院部门和省部门的资料馆: of both.
_OWNERS = re.compile("(?:部门|政府|机构|机关|单位|委员会)的")
#: A short form of fewer characters is that of many things: 单位.
_DISTINCT = 4


def _after_link(text: str, at: int, aligned: int, end: int, short: str) -> int:
    """Begin behind 和 where the short form is that of the last thing alone."""
    plain = re.sub("[“”‘’]", "", short)
    # 甲和乙在开发区设立的机构 belongs to both.
    own = "的" not in text[aligned:end] or plain.startswith("其他")
    linked = own and _LINKS.search(text[at:aligned])
    if linked and text[aligned:end] != plain and plain[0] == text[aligned]:
        return aligned
    links = [found.end() for found in _COMPLETE.finditer(text, at, aligned)]
    if links and "的" in text[links[-1] : end]:
        # 派遣单位和接受派遣的单位（以下称用工单位）; but 省教育部门和负责教育的部门 are both
        # 教育部门.
        first = text[at : links[-1]].rstrip("和与及以、")
        both = first.endswith(plain) or _OWNERS.search(text, links[-1], end)
        return at if both or len(plain) < _DISTINCT else links[-1]
    its = _AND_ITS.search(text, at, end)
    if its and its.end() <= aligned:
        return its.end()
    if links and "的" not in text[at:end] and not re.search("[和与及、]", text[links[-1] : end]):
        # 有关部门和中国人民解放军总装备部: the short form 总装备部 is in the last name.
        return links[-1]
    return at
