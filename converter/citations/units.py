"""What the units of citations are in the tree: 条, 款, 项, and what a 公文 has instead."""

from __future__ import annotations

from collections.abc import Mapping

from converter.mention import Step
from converter.tree import Kind, Node

#: What a unit of a citation is in the tree: kinds, and the level where the kind has several.
UNITS: Mapping[str, tuple[tuple[Kind, str], ...]] = {
    "编": ((Kind.PART, "编"),),
    "篇": ((Kind.PART, "篇"),),
    "分编": ((Kind.SUBPART, ""),),
    "章": ((Kind.CHAPTER, ""),),
    "节": ((Kind.SECTION, "节"),),
    "部分": ((Kind.PART, "部分"), (Kind.SECTION, "一、")),
    # 第20条 of a 公文 is its 20., or without articles and such numbers its 二十、.
    "条": ((Kind.ARTICLE, ""), (Kind.CLAUSE, ""), (Kind.SECTION, "一、"), (Kind.SUBSECTION, "")),
    # 三 as a clerk types it, with no unit: 三、 of a 公文, or 第三条.
    "一、": ((Kind.SECTION, "一、"), (Kind.ARTICLE, "")),
    "项": ((Kind.ITEM, ""), (Kind.SUBSECTION, ""), (Kind.CLAUSE, ""), (Kind.SECTION, "一、")),
    "目": ((Kind.SUBITEM, ""), (Kind.CLAUSE, ""), (Kind.SUBCLAUSE, ""), (Kind.SUBSUBITEM, "")),
    "点": ((Kind.POINT, ""),),
    "附件": ((Kind.ATTACHMENT, ""),),
    "附表": ((Kind.ATTACHMENT, "附表"), (Kind.ATTACHMENT, "")),
    "附录": ((Kind.ATTACHMENT, "附录"), (Kind.ATTACHMENT, "")),
}
#: Units that are counted among unnumbered paragraphs.
PARAGRAPHS = {"款": (Kind.PARAGRAPH, Kind.TEXT), "段": (Kind.TEXT, Kind.PREFACE, Kind.PARAGRAPH)}


def is_called(node: Node, step: Step) -> bool:
    """Tell whether a node has the number of a step, and is what its unit may be."""
    number = node.number
    if number is None or number.value != step.value or number.inserted != step.inserted:
        return False
    return any(
        node.kind is kind and (not level or node.level == level)
        for kind, level in UNITS.get(step.unit, ())
    )
