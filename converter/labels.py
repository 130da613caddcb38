"""Citation labels: how official documents name a clause.

立法技术规范（试行）（一） of the NPC Standing Committee's Legislative Affairs
Commission: 第十二条第二款第三项, without the chapter, and without 第一款 where an
article has only one. For 公文: 第二部分第（三）项 by its levels, or 第20条 by a number
that runs through the document.

Reads: the tree and the ids. Writes: two tables from `Node.key` to a label, the one to
cite by and the full one with the levels above.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from converter.anchors import SCOPES
from converter.discards import essential
from converter.levels import NAMED_HEADINGS
from converter.numerals import to_chinese
from converter.source import SourceText
from converter.title_names import in_title_marks
from converter.tree import Kind, Node

#: How a level is named; {c} is its number in Chinese, {n} in Arabic digits.
_TEMPLATES: Mapping[Kind, str] = {
    Kind.PART: "第{c}编",
    Kind.SUBPART: "第{c}分编",
    Kind.CHAPTER: "第{c}章",
    Kind.SECTION: "第{c}部分",
    Kind.ARTICLE: "第{c}条",
    Kind.PARAGRAPH: "第{c}款",
    Kind.ITEM: "第{c}项",
    Kind.SUBITEM: "第{n}目",
    Kind.SUBSUBITEM: "第（{n}）小目",
    Kind.SUBSECTION: "第（{c}）项",
    Kind.CLAUSE: "第{n}条",
    Kind.SUBCLAUSE: "第（{n}）目",
    Kind.POINT: "第{c}点",
    Kind.TEXT: "第{c}段",
    Kind.PREFACE: "导语第{c}段",
    Kind.CONCLUSIONS: "结语第{c}段",
    Kind.NOTE: "题注{c}",
    Kind.TITLE: "标题",
    Kind.TOC: "目录",
    Kind.ADDRESSEE: "主送",
    Kind.SIGNATURE: "落款",
    Kind.DATE: "成文日期",
    Kind.ATTACHMENT: "附件{n}",
    Kind.DOCUMENT: "所附文件{n}",
    Kind.TABLE: "表{n}",
    Kind.ROW: "第{n}行",
    Kind.CELL: "第{n}列",
    Kind.FOOTNOTE: "脚注{n}",
}
#: Levels that share their kind with another, and are named differently.
_BY_LEVEL = {
    "节": "第{c}节",
    "①": "第{n}小点",
    "1）": "第{n}小点",
    "篇": "第{c}篇",
    "部分": "第{c}部分",
    "类": "第{c}类",
    **{name: name for name in NAMED_HEADINGS},
    "附表": "附表{n}",
    "附录": "附录{n}",
    "附图": "附图{n}",
    # What stands below the date (GB/T 9704-2012, 7.3.6 and 7.4).
    "附件说明": "附件说明",
    "附注": "附注{c}",
    "抄送": "抄送",
    "印发": "印发说明",
    "页码": "页码",
}

#: What needs no number where its parent has only one and nothing else in its rank.
_SOLE = frozenset({Kind.PARAGRAPH, Kind.TEXT, Kind.PREFACE, Kind.CONCLUSIONS, Kind.NOTE})


@dataclass(frozen=True, slots=True)
class Labels:
    """Two labels for each node, by key.

    Attributes:
        short: The label to cite by: 第二十条第二款.
        full: The same with all levels above: 第二章第二十条第二款.
    """

    short: dict[int, str]
    full: dict[int, str]


def _chinese(number: int) -> str:
    return to_chinese(number) if number <= 9999 else str(number)


@lru_cache(maxsize=10_000)
def _filled(template: str, value: int) -> str:
    """Put a number into a template; most clauses are called as others are."""
    return template.format(c=_chinese(value), n=value)


def _own(node: Node, parent: Node, position: int, sole: bool) -> str:
    template = _BY_LEVEL.get(node.level) or _TEMPLATES[node.kind]
    if node.level == "一、" and parent.level == "部分":
        template = "第{c}项"  # 第一部分第一部分 would say nothing
    if node.kind is parent.kind is Kind.PREFACE:
        template = _TEMPLATES[Kind.TEXT]  # 序言 is in the parent's label
    if sole:
        template = template.partition("第{c}")[0].removesuffix("{c}").removesuffix("{n}")
    number = node.number
    value = number.value if number else position
    own = _filled(template, value)
    if number and number.inserted:
        own += f"之{_chinese(number.inserted)}"
    return own


def _counted_as(node: Node) -> str:
    """Name what a node is counted among: notes under a title, 附注 below a date, 附表."""
    named = node.kind in (Kind.NOTE, Kind.ATTACHMENT) and node.level
    return node.level if named else node.kind


def _can_be_sole(node: Node, parent: Node) -> bool:
    """Tell whether a node that is the only one of its kind in its parent needs no number."""
    if node.kind not in _SOLE and not (node.kind is Kind.ATTACHMENT and node.number is None):
        return False
    # Beside numbered parts a lone paragraph still has to be told from the whole.
    return node.kind is not Kind.TEXT or (len(parent.children) == 1 and parent.kind not in SCOPES)


def _title(source: SourceText, node: Node) -> str | None:
    """Return the name of what is cited by it: a 序言, a chapter without a number, a document."""
    bare = node.kind is Kind.CHAPTER and not node.number
    if node.heading and (bare or node.kind is Kind.PREFACE):
        return essential(source.slice(node.heading))
    if node.kind is not Kind.DOCUMENT:
        return None
    title = next((child for child in node.children if child.kind is Kind.TITLE), None)
    if title is None:
        return None
    return f"所附{in_title_marks(''.join(source.slice(span) for span in title.body))}"


def make_labels(source: SourceText, root: Node, ids: Mapping[int, str]) -> Labels:
    """Name every node below the root.

    Args:
        source: The text.
        root: The tree.
        ids: Node key to eId; a level whose ids carry no prefix is cited by its number
            alone.

    Returns:
        The labels.
    """
    labels = Labels({}, {})

    def visit(parent: Node, short: str, full: str, scope: str) -> None:
        if not parent.children:
            return
        names = list(map(_counted_as, parent.children))
        counts = dict.fromkeys(names, 0)
        for child, name in zip(parent.children, names, strict=True):
            counts[name] += 1
            sole = counts[name] == 1 and names.count(name) == 1 and _can_be_sole(child, parent)
            own = _title(source, child) or _own(child, parent, counts[name], sole)
            own = _series(child, parent, ids) + own + _instance(ids[child.key])
            own_short = (scope if _runs_through(child, parent, ids) else short) + own
            labels.short[child.key] = own_short
            labels.full[child.key] = full + own
            visit(child, own_short, full + own, own_short if child.kind in SCOPES else scope)

    visit(root, "", "", "")
    return labels


def _series(node: Node, parent: Node, ids: Mapping[int, str]) -> str:
    """Name the series of a point, from the second one in its parent on."""
    if node.kind is not Kind.POINT:
        return ""
    own = ids[node.key].removeprefix(f"{ids.get(parent.key, '')}__")
    if not own.startswith("list_"):
        return ""
    return f"第{_chinese(int(own.split('_')[1]))}组"


def _instance(eid: str) -> str:
    """Tell the second bearer of a number from the first: both are printed the same."""
    if "_inst" not in eid:
        return ""
    instance = eid.rpartition("__")[2].partition("_inst")[2]
    return f"（第{_chinese(int(instance))}处）" if instance.isdigit() else ""


def _runs_through(node: Node, parent: Node, ids: Mapping[int, str]) -> bool:
    """Tell whether a node is cited without the levels above it."""
    if node.kind is Kind.ARTICLE or node.kind in (Kind.SUBSECTION, Kind.CLAUSE):
        prefix = ids.get(parent.key, "")
        return not (prefix and ids[node.key].startswith(prefix + "__"))
    return False
