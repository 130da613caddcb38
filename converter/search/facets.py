"""What the search filters documents by: kind, issuer, year, and whether there is a later version.

Reads: a view. Writes nothing. Guarantees: a value is what the catalog or the text says, or
says of itself that nothing is said. Whether a document is in force is never concluded: the
day of the build is not asked for, and no later text need be in the collection.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from converter.citation_forms import KINDS, any_of
from converter.citations.names import whole_title
from converter.citations.versions import are_versions, date_of
from converter.model import Document
from converter.title_names import STATE, common_title, normal_title
from converter.view import View

OTHER_KIND = "其他"
UNKNOWN = "未注明"
LATEST, SUPERSEDED, UNORDERED = "最新收录版本", "已有新版本", "版本先后不详"
REPEAL_STATED, EXPIRY_STATED = "载明废止日期", "载明有效期"

#: Values that come last, however frequent they are.
_LAST = frozenset({OTHER_KIND, UNKNOWN})


def facets(view: View) -> dict[str, object]:
    """Sort the documents by what readers filter them by.

    Args:
        view: What there is.

    Returns:
        `TwFacets` of `docs/javascripts/search/types.d.ts`: of each filter its values, and the
        place of its value for each document, in the order of the bundle.
    """
    documents = view.bundle.documents
    known = {**_versions(documents), **_settled(view)}
    values = {
        "kind": [kind_of(doc) for doc in documents],
        "issuer": [issuer_of(doc) for doc in documents],
        "year": [year_of(doc) for doc in documents],
        "status": [_status(doc, known.get(doc.slug, LATEST)) for doc in documents],
    }
    found: dict[str, object] = {
        name: _table(of, _latest_first if name == "year" else _frequent_first)
        for name, of in values.items()
    }
    found["superseded"] = [
        at for at, doc in enumerate(documents) if known.get(doc.slug) == SUPERSEDED
    ]
    return found


def _table(
    of: Sequence[str], order: Callable[[Counter[str]], list[str]]
) -> dict[str, list[str] | list[int]]:
    values = order(Counter(of))
    places = {value: at for at, value in enumerate(values)}
    return {"values": values, "of": [places[value] for value in of]}


def _frequent_first(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda value: (value in _LAST, -counts[value], value))


def _latest_first(counts: Counter[str]) -> list[str]:
    years = sorted((value for value in counts if value not in _LAST), reverse=True)
    return years + [value for value in counts if value in _LAST]


#: Kinds beside those that are cited by their names (党政机关公文处理工作条例, article 8, and
#: what organs write beyond it).
_MORE_KINDS = "报告 请示 讲话 讲话稿 总结 建议 名单 须知 协议 要求 致辞 汇报 提示".split()
#: Words of kinds that are one kind, or more than the kind.
_ONE_KIND = {
    "法典": "法",
    "命令": "令",
    "复函": "函",
    "讲话稿": "讲话",
    "若干意见": "意见",
    "议事规则": "规则",
    "工作报告": "报告",
}
#: 方法, 执法 and the like are no kinds, nor is 说法.
_ENDS_AS_KIND = re.compile(
    rf"(?:(?<![方执司立守违说做看想合非])法|(?!法$){any_of([*KINDS, *_MORE_KINDS])})$"
)
#: What may stand behind the kind: （试行）, （2020年修正）, 草案.
_BEHIND_KIND = re.compile(r"(?:\s*[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]|草案|试行)\s*$")


def kind_of(doc: Document) -> str:
    """Return the 文种 of a document.

    Args:
        doc: The document.

    Returns:
        What the catalog says, else the word that its title ends with, else 其他.
    """
    if doc.entry.kind:
        return doc.entry.kind
    title = normal_title(doc.title)
    # 民法典侵权责任编 is a part of a 法典 that was published apart.
    title = whole_title(_without_remarks(title)) or _without_remarks(title)
    found = _ENDS_AS_KIND.search(title)
    return _ONE_KIND.get(found.group(), found.group()) if found else OTHER_KIND


def _without_remarks(title: str) -> str:
    while (shorter := _BEHIND_KIND.sub("", title)) not in ("", title):
        title = shorter
    return title


_ORDINAL = r"第?\s*[零〇一二三四五六七八九十百两\d０-９]+\s*"
#: 第十三届全国人民代表大会, 淄博市第十五届人民代表大会: whose term it is does not count.
_TERM = re.compile(rf"{_ORDINAL}届")
#: 常务委员会第十六次会议, 国务院第16次常务会议, 审判委员会第1823次会议, 第一次会议主席团.
_MEETING = re.compile(rf"{_ORDINAL}次.*$|(?:扩大|全体|常务)?会议(?:主席团)?$")
#: Bodies within an organ that decide for it.
_WITHIN = re.compile(r"(?<=法院)审判委员会$|(?<=检察院)检察委员会$|(?<=院)常务会议$")
_FULL = {
    "人大常委会": "人民代表大会常务委员会",
    "代表大会常委会": "代表大会常务委员会",
    "人大": "人民代表大会",
    "中央军委": "中央军事委员会",
}
_SHORTENED = re.compile("人大常委会|代表大会常委会|人大(?!学)|中央军委")
#: Between organs that act together; without a mark between them, where the next one's name
#: can only begin.
_BETWEEN = re.compile(r"[、，,\s]+|(?<=[院部委会局署行厅])(?=最高人民|国家|国务院|中央军)")
#: Who promulgates for an organ is none; nor is the year of a decree: 国家…办公室2021年第7号令.
_NO_ORGAN = re.compile("国?主席团?|")
_NUMBER = re.compile(r"\d{4}年?.*$")
#: 省十二届人大常委会 says of no province which.
_NAMELESS = re.compile("(?P<level>省|市|区|县|州|自治[区州县])?(?=人民代表|人民政府)")
#: Whose document it is by its title: 宁波市历史文化名城名镇名村保护条例.
_PLACE = re.compile("(?!关于)[\u4e00-\u9fff]{2,10}?(?:省|(?<!城)市|自治[区州县])")


def organs(words: str, place: str = "") -> list[str]:
    """Name the organs that a text says to have done something.

    Args:
        words: Such as 淄博市第十五届人民代表大会常务委员会第十六次会议.
        place: Whose organs are meant by 市十四届人大五次会议, such as 宁波市.

    Returns:
        Such as 淄博市人民代表大会常务委员会, without 中华人民共和国 before it; several where
        several acted together, none where no organ is told from all others.
    """
    found: list[str] = []
    for part in _BETWEEN.split(words):
        name = _SHORTENED.sub(lambda short: _FULL[short.group()], part.removeprefix(STATE))
        name = _NUMBER.sub("", _MEETING.sub("", _TERM.sub("", name)))
        name = _WITHIN.sub("", name)
        if nameless := _NAMELESS.match(name):
            known = place and place.endswith(nameless["level"] or place)
            name = place + name[nameless.end() :] if known else ""
        if not _NO_ORGAN.fullmatch(name) and name not in found:
            found.append(name)
    return found


def issuer_of(doc: Document) -> str:
    """Return the organ that made a document; joint issuers are one value.

    Args:
        doc: The document.

    Returns:
        Who issued it, else who passed it, else the one organ that amended it, else who
        approved it, unless its title is of another place; 未注明 if nothing is said.
    """
    title = _PLACE.match(normal_title(doc.title))
    place = title.group() if title else ""

    def said(name: str) -> list[str]:
        """Return the organs of all facts of a name."""
        words = [fact.by or fact.value for fact in doc.facts if fact.name == name]
        return list(dict.fromkeys(organ for each in words for organ in organs(each, place)))

    for name in ("issuer", "passed"):
        if found := said(name):
            return "、".join(found)
    amended = said("amended")
    # A province approves what its cities make.
    found = amended if len(amended) == 1 else said("approved")
    of_place = [organ for organ in found if not place or organ.startswith(place)]
    return "、".join(of_place) or UNKNOWN


_YEAR = re.compile(r"\d{4}")
#: Acts that made the text what it is; the day of taking effect may be of another year.
_MADE = frozenset({"passed", "approved", "promulgated", "amended"})


def year_of(doc: Document) -> str:
    """Return the year of a document's text: of its date, else of the last act that made it."""
    date = doc.fact("date") or ""
    dates = [date] if _YEAR.match(date) else [f.value for f in doc.facts if f.name in _MADE]
    years = [found.group() for value in dates if (found := _YEAR.match(value))]
    return max(years, default=UNKNOWN)


#: 解释（一）and 解释（二）are no versions of one text, as 条例（2018年修正）is of 条例; nor
#: is 修正案（2004年）one of 修正案（1988年）.
_NUMBERED = re.compile(r"（[一二三四五六七八九十]+）$|修正案(?:（.*）)?$")


def _settled(view: View) -> Mapping[str, str]:
    """Tell of the earlier versions of each document that they are, by their slugs.

    The latest may have a later version under another title, as `_versions` tells.
    """
    return {slug: SUPERSEDED for family in view.bundle.families for slug in family[:-1]}


def _versions(documents: Iterable[Document]) -> Mapping[str, str]:
    """Tell of documents how they stand among those that are called alike, by their slugs."""
    groups: dict[str, list[Document]] = {}
    for doc in documents:
        normal = normal_title(doc.title)
        title = normal if _NUMBERED.search(normal) else common_title(normal)
        if are_versions(doc) and not whole_title(title):
            groups.setdefault(title, []).append(doc)
    return {doc.slug: standing for group in groups.values() for doc, standing in _standing(group)}


def _standing(group: Sequence[Document]) -> Iterable[tuple[Document, str]]:
    dates = [date_of(doc) for doc in group]
    undated = len(group) > 1 and not all(dates)
    for doc, date in zip(group, dates, strict=True):
        if date and date < max(dates):
            yield doc, SUPERSEDED
        else:
            yield doc, UNORDERED if undated else LATEST


#: What sites write for yes and no beside 是否有效.
_SAID = {"是": "有效", "否": "失效"}
_ENDED = re.compile("失效|废止|无效|作废")


def _status(doc: Document, standing: str) -> str:
    """Say of a document what is stated, and how it stands among its versions.

    That it has ended goes before all else; that it is in force is believed only as long as
    there is no later version.
    """
    said = "".join((doc.fact("validity") or "").split())
    said = _SAID.get(said, said)
    names = {fact.name for fact in doc.facts}
    if said and _ENDED.search(said):
        return said
    if "repealed" in names:
        return REPEAL_STATED
    if standing != LATEST:
        return standing
    return said or (EXPIRY_STATED if "expires" in names else LATEST)
