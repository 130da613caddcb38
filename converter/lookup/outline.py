"""The published clauses of one document put together again: by id, and as a tree.

Reads: the lines of a document in `clauses.jsonl`. Guarantees: what is found in the tree is what is
found in the converted document, and what it is cited by is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from converter.citations.places import Tree
from converter.discards import essential
from converter.labels import Labels, make_labels
from converter.levels import NAMED_HEADINGS, match_level, match_point
from converter.numerals import ARABIC, CHINESE
from converter.source import SourceText
from converter.span import Span
from converter.tree import Kind, Node, Number

#: An item of the published data.
Line = Mapping[str, Any]

_NUMBER = re.compile(r"_(?P<n>\d+)(?:-(?P<sub>\d+))?(?:_inst\d+)?$")
_PRINTED = re.compile(f"{ARABIC}|{CHINESE}")
_EMPTY = re.compile(r"(?P<paragraph>.*__para_1)__[a-z]+_[0-9-]+(?:_inst\d+)?")


@dataclass(slots=True)
class _Draft:
    """A node whose children are not complete."""

    node: Node
    children: list[_Draft]

    def finish(self) -> Node:
        children = tuple(child.finish() for child in self.children)
        return replace(self.node, children=children) if children else self.node


class Outline:
    """The clauses of one document, by id and as a tree."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take the lines of a document in their order."""
        self.lines = lines

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each id among the lines."""
        return {str(line["eid"]): place for place, line in enumerate(self.lines)}

    @cached_property
    def tree(self) -> Tree:
        """The clauses as citations are resolved among them."""
        text = "".join((line["num"] or "") + line["text"] for line in self.lines)
        ids: dict[int, str] = {}
        root = _Draft(Node(0, Kind.DOCUMENT, Span(0, len(text))), [])
        drafts = {"": root}
        at = 0
        for line in self.lines:
            above = drafts[line["parent"] or ""]
            empty = _empty_paragraph(line)
            if empty and empty not in drafts:
                node = Node(len(ids) + 1, Kind.PARAGRAPH, Span(at, at))
                drafts[empty] = _Draft(node, [])
                above.children.append(drafts[empty])
                ids[node.key] = empty
            above = drafts[empty] if empty else above
            node = _node(line, len(ids) + 1, at)
            drafts[line["eid"]] = _Draft(node, [])
            above.children.append(drafts[line["eid"]])
            ids[node.key] = line["eid"]
            at += len(line["num"] or "") + len(line["text"])
        return Tree(SourceText.plain("", text), root.finish(), ids)

    @cached_property
    def _labels(self) -> Labels:
        return make_labels(self.tree.source, self.tree.root, self.tree.ids)

    @cached_property
    def _keys(self) -> Mapping[str, int]:
        return {eid: key for key, eid in self.tree.ids.items()}

    def label(self, eid: str) -> str:
        """Return the label to cite a clause by, such as 第二十条第二款.

        Where the published words do not suffice for that, it is the published label with
        all levels above.
        """
        key, published = self._keys[eid], self.lines[self.places[eid]]["label"]
        labels = self._labels
        return labels.short[key] if labels.full[key] == published else str(published)

    def within(self, eid: str, last: str | None = None) -> Iterator[Line]:
        """Yield the lines of a clause and all below it, or of the clauses up to another."""
        start = self.places[eid]
        end = self.places[last] if last else start
        inside = {self.lines[end]["eid"]}
        yield from self.lines[start : end + 1]
        for line in self.lines[end + 1 :]:
            if line["parent"] not in inside:
                return
            inside.add(line["eid"])
            yield line


def _empty_paragraph(line: Line) -> str:
    """Return the id of the empty 款 that a line lies in and that is not listed, or nothing.

    An article that opens with （一） has one: its items are those of its first 款.
    """
    found = _EMPTY.fullmatch(line["eid"])
    if not found or line["parent"] == found["paragraph"]:
        return ""
    return found["paragraph"] if found["paragraph"] == f"{line['parent']}__para_1" else ""


def _node(line: Line, key: int, at: int) -> Node:
    num, heading, text = line["num"] or "", line["heading"] or "", line["text"]
    begin = at + len(num)
    middle = begin + (len(heading) if text.startswith(heading) else 0)
    end = begin + len(text)
    kind = Kind(line["kind"])
    level, number = _level(kind, num, heading, line["eid"])
    return Node(
        key,
        kind,
        Span(at, end),
        level,
        Span(at, begin) if num else None,
        number,
        Span(begin, middle) if heading else None,
        (Span(middle, end),) if end > middle else (),
    )


def _level(kind: Kind, num: str, heading: str, eid: str) -> tuple[str, Number | None]:
    """Read a printed number again: the level that it follows, and its value."""
    if not num:
        named = essential(heading)
        return (named if named in NAMED_HEADINGS else ""), None
    counted = _NUMBER.search(eid)
    number = Number(int(counted["n"]), int(counted["sub"] or 0)) if counted else None
    if kind is Kind.ATTACHMENT:
        # 附录 alone has no number; its id counts it.
        number = number if _PRINTED.search(num) else None
        return num[:2] if num[:2] in ("附表", "附录", "附图") else "", number
    marker = match_level(num, 0, len(num))
    if marker and kind in (marker.level.kind, marker.level.in_article):
        return marker.level.name, number
    point = match_point(num, 0, len(num))
    return (point.style.name if point and kind is Kind.POINT else ""), number
