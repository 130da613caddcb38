"""Clauses without 《》 before them: 刑法第三条, 第三条, 第二款, 第（一）项.

They are of the name before them, of the list or the sentence that has named a document, of
the law that a decision amends, or of the citing document.
"""

from __future__ import annotations

import re
from dataclasses import replace

from converter.citations.base import LOST, OWN, Base
from converter.citations.clauses import RANK, Part, inherit
from converter.citations.finder import RESOLVED, Finder
from converter.citations.names import bare_name
from converter.citations.surroundings import (
    COMMON,
    CUT_OFF,
    FOLLOWED,
    GOVERNED,
    OF_CONTRACT,
    OF_PART,
)
from converter.mention import Path
from converter.tree import Kind

_QUOTED_BETWEEN = re.compile(
    r"(?:规定)?的?[：:，]?\s?“[^”]{0,400}”(?:的规定)?\s?(?:、|和|及|以及|或者|，)"
)
#: Between a name and its clause: 刑法分则第三条, 民法典合同编第五百条.
_PART_NAME = re.compile(r"(?:总则|分则|(?<=法典)[\u4e00-\u9fff]{2,4}编)$")
_CARRIED = re.compile(r"\s?(?:[（(][^（）()\n]{1,60}[）)]\s?)?(?:的|中的?)?\s?")


def clause(finder: Finder, found: re.Match[str]) -> int:
    """第三条: of a name before it, of a list, or of the document itfinder."""
    start = found.start()
    parts = finder.parts(start)
    if not parts:
        return start + 1
    part_name = _PART_NAME.search(finder.text, max(finder.taken, start - 5), start)
    named = part_name.start() if part_name else start
    bare = bare_name(finder.text, finder.taken, named, finder.known)
    if bare:
        parts = finder.parts(named) or parts
        if finder.calls_itself(bare.name) and not finder.amending:
            return finder.emit_all(bare.start, parts, "self", OWN)
        base = finder.name(Base(bare.name, finder.expand(bare.name, bare.start), lead=bare.lead))
        if finder.amending and not finder.quoted:
            finder.amending.law = base.title
            finder.amending.instruct(parts[0].path)
        return finder.emit_all(bare.start, parts, "bare", base)
    if finder.pending >= 0 and _CARRIED.fullmatch(finder.text, finder.pending, start):
        return finder.emit_all(start, parts, "member", finder.named[-1])
    if _is_number(finder, start, parts) or _is_common(finder, start, parts[-1]):
        return parts[-1].end
    unit = parts[0].path[0].unit
    form = "unit" if unit in ("款", "项", "目") else "clause"
    if finder.amending:
        return _of_amended(finder, start, parts, form)
    if form == "unit":
        return _unit(finder, start, parts)
    spoken = _spoken_of(finder, start, parts[0])
    if spoken:
        return finder.emit_all(start, parts, "clause", spoken)
    kept = len(finder.found)
    end = finder.emit_all(start, parts, form, OWN)
    if unit in ("部分", "篇", "目") and finder.found[kept].outcome != RESOLVED:
        del finder.found[kept:]
    return end


def _spoken_of(finder: Finder, start: int, part: Part) -> Base | None:
    """Return the document that a clause without a name is of, if not the citing one.

    第六条：“…”和第十一条 goes on with the document quoted; so does the sentence that
    has named one, where the citing document has no such clause.
    """
    quoted = finder.quoted_from(start)
    if quoted:
        return quoted
    if finder.last is None or not finder.last[0].named or not finder.taken:
        return None
    gap = finder.text[finder.taken : start]
    base = replace(finder.last[0], lead="")
    if _QUOTED_BETWEEN.fullmatch(gap):
        return base
    if "。" in gap or finder.tree.resolve(part.path, finder.node):
        return None
    return base


def _unit(finder: Finder, start: int, parts: list[Part]) -> int:
    """第二款, 第（二）项 alone: of the own article, unless the text speaks of another."""
    if OF_CONTRACT.search(finder.text, max(0, start - 6), start):
        return parts[-1].end
    if CUT_OFF.search(finder.text, max(0, start - 1), start):
        return finder.emit_all(start, parts, "unit", LOST)
    governing = _governing(finder, parts[0].path[0].unit)
    own = list(finder.tree.resolve(parts[0].path, finder.node))
    if governing and (len(own) != 1 or _begins_item(finder, start)):
        base, above = governing
        # 第二款 may only say how the items are treated that the first has listed.
        for kept in (above, tuple(step for step in above if step.unit != "款")):
            path = inherit(parts[0].path, kept)
            if not base.named and len(finder.follow(path, base)) != 1:
                continue
            parts = [
                replace(p, path=inherit(p.path, kept), last=inherit(p.last, kept) if p.last else ())
                for p in parts
            ]
            return finder.emit_all(start, parts, "unit", base)
    return finder.emit_all(start, parts, "unit", OWN)


def _begins_item(finder: Finder, start: int) -> bool:
    """Tell whether an item begins so: （一）违反第一项规定的, below 违反本条例第九条."""
    inside = finder.tree.holding(finder.node, [Kind.ITEM]) is not None
    return inside and finder.text[:start] in ("违反", "有", "实施", "存在")


def _governing(finder: Finder, unit: str) -> tuple[Base, Path] | None:
    """Return the article cited last in the same article of the text, and whose it is."""
    if finder.last is None:
        return None
    base, path = finder.last
    above = tuple(step for step in path if RANK[step.unit] < RANK[unit])
    if base.anchor is not None or not any(step.unit == "条" for step in above):
        return None
    return replace(base, lead=""), above


def _is_number(finder: Finder, start: int, parts: list[Part]) -> bool:
    """Tell whether a quoted article begins here: its number is printed, not cited."""
    before, after = finder.text[max(0, start - 1) : start], finder.text[parts[-1].end :][:1]
    return before in ("“", "") and (after.isspace() or not after) and len(parts) == 1


def _is_common(finder: Finder, start: int, part: Part) -> bool:
    """Tell an ordinal from a clause: 第一项工作; 第一条，要."""
    if len(part.path) > 1:
        return False
    if part.path[0].unit not in ("条", "款", "项"):
        return not (FOLLOWED.match(finder.text, part.end) or _is_of_part(finder, part))
    if finder.amending or _goes_on(finder, part):
        return False
    if "）" in finder.text[start : part.end] or ")" in finder.text[start : part.end]:
        return False
    governed = GOVERNED.search(finder.text, max(0, start - 4), start)
    if governed and governed.group() not in ("的", "为", "有", "将"):
        return False
    after = COMMON.match(finder.text, part.end)
    if not after:
        return not governed and not FOLLOWED.match(finder.text, part.end)
    if after.group() in "，,：:。":
        return start == 0 or finder.text[start - 1] in "。；：，"
    return True


def _is_of_part(finder: Finder, part: Part) -> bool:
    """Tell a part of a 公文 by what is done with it: 第一部分落实情况."""
    unit = part.path[0].unit
    return unit == "部分" and OF_PART.match(finder.text, part.end) is not None


def _goes_on(finder: Finder, part: Part) -> bool:
    """Tell whether the same paragraph has cited such a clause just before."""
    return bool(
        finder.taken
        and finder.last
        and finder.last[1][-1:]
        and finder.last[1][-1].unit == part.path[0].unit
    )


def _of_amended(finder: Finder, start: int, parts: list[Part], form: str) -> int:
    assert finder.amending
    base = finder.amended_base()
    if finder.quoted:
        path = parts[0].path
        if form == "unit":
            fitted = finder.amending.seen_from("条", 0, path)
            if fitted is None:
                return finder.emit_all(start, parts, form, LOST)
            parts = [replace(parts[0], path=fitted), *parts[1:]]
        return finder.emit_all(start, parts, form, base)
    path = finder.amending.instruct(parts[0].path)
    return finder.emit_all(start, [replace(parts[0], path=path), *parts[1:]], form, base)
