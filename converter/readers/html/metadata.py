"""What a page says of its document beside it: the metadata table, and `meta` elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from converter.discards import essential
from converter.readers.html.elements import Element
from converter.readers.html.flow import Flow, Line
from converter.readers.html.tables import Slot, slots_of
from converter.readers.html.weights import Weight

#: Labels of metadata on government and legal sites (政府信息公开目录 and the like).
LABELS = frozenset(
    "索引号 信息索引号 索引 标题 名称 信息名称 文件名称 主题分类 主题 体裁分类 组配分类 "
    "信息分类 分类 公文种类 文种 服务对象 主题词 关键词 关键字 内容概述 概述 摘要 "
    "发文机关 发文机构 发布机构 发布机关 发文单位 发布单位 制定机关 制发机关 公开机构 公开责任部门 "
    "责任部门 信息来源 来源 发文字号 文号 文件编号 发布文号 发文文号 文件字号 成文日期 "
    "成文时间 生成日期 发文日期 发文时间 印发日期 签发日期 发布日期 发布时间 公布日期 "
    "公开日期 通过日期 批准日期 施行日期 实施日期 生效日期 生效时间 失效日期 失效时间 "
    "废止日期 废止时间 修订日期 有效性 有效期 时效性 时效状态 效力状态 效力级别 效力属性 "
    "法律效力位阶 法规类别 文件状态 公文时效 是否有效 公开方式 公开范围 公开形式 公开时限 "
    "公开属性 公开类别 公开类型 统一登记号 统一编号 规范性文件编号 登记号 信息公开目录 "
    "公开目录 所属目录 语种 地域 时限 载体 有效状态 文件类型 文件分类 废止状态 文件有效性 "
    "解读 政策解读 性质 文件性质".split()
)
#: Labels that tables of documents have as well. Where it is not known what holds nothing but
#: the document, they make no block one of metadata.
_COMMON = frozenset("名称 标题 主题 分类 摘要 概述 来源 地域 时限 载体 语种 性质 索引 解读".split())
#: As in 索 引 号：; longer labels first.
_LABEL = re.compile(
    r"(?:(?<=[\s　|｜【\[])|^)(?P<name>{})[\s　]*[:：】\]]".format(
        "|".join(
            r"[\s　]*".join(label) for label in sorted(LABELS, key=lambda word: (-len(word), word))
        )
    ),
    re.MULTILINE,
)

#: A label that is not known, as in 联系电话：; beside others it is one of metadata.
_OTHER_LABEL = re.compile(r"[\s　【\[]*(?P<name>[一-龥][一-龥\s　]{0,10}[一-龥])[\s　]*[:：]")

#: `meta` elements of the document itself (政府网站 standards: 国办发〔2017〕47号, annex), as
#: written there to the spelling used here.
_META = {
    name.lower(): name
    for name in ("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author")
}
#: A block with this many labels is one of metadata.
_ENOUGH = 2
#: A block of metadata is short; what is longer, in characters or elements, is the page.
_MOST_TEXT, _MOST_ELEMENTS = 4000, 400


@dataclass(frozen=True, slots=True)
class Found:
    """A statement whose place is still an offset in the file."""

    name: str
    value: str
    at: int


def from_meta(root: Element) -> Iterator[Found]:
    """Yield what `meta` elements state; empty values state nothing."""
    for element in root.walk():
        if element.tag == "meta":
            name = _META.get(element.get("name").strip().lower())
            value = element.get("content").strip()
            if name and value:
                yield Found(name, value, element.at)


def find_metadata(
    root: Element,
    body: Element | None,
    before: int,
    removed: Mapping[Element, str],
    weights: Mapping[Element, Weight],
) -> dict[Element, list[Found]]:
    """Find tables and blocks of metadata.

    Args:
        root: The page.
        body: The element that holds the document, if nothing else stands in it. There
            nothing is metadata: documents have tables of the same look.
        before: Offset in the file before which metadata begins.
        removed: Elements that are left out.
        weights: How much text each element holds.

    Returns:
        Each table or block with what it states.
    """
    found: dict[Element, list[Found]] = {}
    inside: set[Element] = set()  # of something found, or of the body
    around = set(body.ancestors()) if body else set()
    for element in root.walk():
        if element is body or (element.parent in inside) or element in removed:
            inside.add(element)
            continue
        # What holds a short document can look like metadata as a whole.
        if element in around or element.at >= before or not _is_small(weights[element]):
            continue
        facts: list[Found] | None = None
        if element.tag == "table":
            # Beside a body that is known, a row such as 主题词： can stand alone.
            facts = _of_table(element, removed, 1 if body else _ENOUGH)
        elif element.tag in ("ul", "dl", "div", "ol", "section"):
            facts = _of_block(element, removed)
        if facts is not None and not body:
            telling = LABELS - _COMMON
            facts = facts if sum(fact.name in telling for fact in facts) >= _ENOUGH else None
        if facts is not None:
            found[element] = facts
            inside.add(element)
    return found


def _is_small(weight: Weight) -> bool:
    return 0 < weight.total <= _MOST_TEXT and weight.elements <= _MOST_ELEMENTS


def _label(text: str) -> str:
    return re.sub(r"[\s　]", "", text).strip(":：【】[]")


def _of_table(table: Element, removed: Mapping[Element, str], enough: int) -> list[Found] | None:
    slots = slots_of(table, removed)
    lines = {slot: _lines(slot.element, removed) for slot in slots}
    texts = {slot: "".join(line.text for line in lines[slot]) for slot in slots}
    known = [slot for slot in slots if _label(texts[slot]) in LABELS]
    if len(known) < enough or (len(known) == 1 and not _is_one_pair(slots, known[0], texts)):
        # Perhaps label and value stand in one cell, as in 文号：某发1号.
        return _of_block(table, removed) if slots else None
    rows: dict[int, list[Slot]] = {}
    for slot in slots:
        rows.setdefault(slot.row, []).append(slot)
    if len(rows) == 2 and all(slot in known for slot in rows[1]) and len(rows[1]) > 2:
        below = {slot.column: slot for slot in rows[2]}
        pairs = [(slot, below.get(slot.column)) for slot in rows[1]]
    else:
        if any(len(row) > 2 and all(slot in known for slot in row) for row in rows.values()):
            return None  # the head of a list of documents
        pairs = [pair for row in rows.values() for pair in _pairs(row, texts)]
    found = []
    for label, value in pairs:
        if value and essential(texts[value]):
            text = "\n".join(line.text for line in lines[value]).strip()
            found.append(Found(_label(texts[label]), text, lines[value][0].at))
    return found


def _is_one_pair(slots: list[Slot], label: Slot, texts: Mapping[Slot, str]) -> bool:
    """Tell whether a table holds a label with a colon, its value, and nothing else."""
    filled = [slot for slot in slots if essential(texts[slot])]
    return filled[0] is label and len(filled) <= 2 and texts[label].rstrip()[-1] in ":："


def _pairs(row: list[Slot], texts: Mapping[Slot, str]) -> Iterator[tuple[Slot, Slot | None]]:
    """Pair the labels of a row with what stands after them."""
    at = 0
    while at < len(row):
        text = texts[row[at]]
        colon = text.rstrip().endswith((":", "："))
        if _label(text) in LABELS or (colon and len(_label(text)) <= 12):
            after = row[at + 1] if at + 1 < len(row) else None
            if after and _label(texts[after]) in LABELS and texts[after].rstrip()[-1:] in ":：":
                at += 1  # nothing between two labels
                continue
            yield row[at], after
            at += 1
        at += 1


def _lines(element: Element, removed: Mapping[Element, str]) -> list[Line]:
    flow = Flow(removed, tables=False).through(element)
    return [item for item in flow.items if isinstance(item, Line) and item.pieces]


def _of_block(block: Element, removed: Mapping[Element, str]) -> list[Found] | None:
    """Read lines of label and value, which may be on one line or on two."""
    lines = _lines(block, removed)
    found: list[Found] = []
    labels = other = 0
    waiting = ""
    for line in lines:
        matches = list(_LABEL.finditer(line.text))
        if _label(line.text) in LABELS:
            waiting, labels = _label(line.text), labels + 1
            continue
        unknown = None if matches or waiting else _OTHER_LABEL.match(line.text)
        if unknown:
            found += _values(line, [unknown])
            continue
        if not matches or matches[0].start() > 1:
            other += 0 if waiting else len(line.text)
            found += [Found(waiting, line.text.strip(), line.at)] if waiting else []
            waiting = ""
            continue
        labels += len(matches)
        found += _values(line, matches)
        waiting = _label(matches[-1]["name"])
        if line.text[matches[-1].end() :].strip():
            waiting = ""
    # A block that holds more than the metadata is looked into, not taken.
    taken = sum(len(fact.value) + len(fact.name) for fact in found)
    return found if labels >= _ENOUGH and other <= taken / 10 else None


def _values(line: Line, matches: list[re.Match[str]]) -> Iterator[Found]:
    text = line.text
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following else len(text)
        value = text[match.end() : end].strip().strip("【[|｜").strip()
        if value:
            yield Found(_label(match["name"]), value, _offset(line, text.index(value, match.end())))


def _offset(line: Line, index: int) -> int:
    """Return the offset in the file of a character of a line."""
    for piece in line.pieces:
        if index < len(piece.text):
            return piece.at + index
        index -= len(piece.text)
    return line.at
