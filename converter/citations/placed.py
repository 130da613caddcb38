"""Citations that mean a clause by where they stand: 前款, 本条第二款, 同条第三款."""

from __future__ import annotations

import re
from dataclasses import replace

from converter.citations.base import LOST, Base
from converter.citations.clauses import RANK, Part
from converter.citations.finder import MISSING, Finder
from converter.citations.relative import here as here_at
from converter.citations.relative import previous
from converter.citations.surroundings import FOLLOWED
from converter.numerals import to_int


def relative(finder: Finder, found: re.Match[str]) -> int:
    """前款, 前两款, 前条第二款; 本条前款."""
    words = found.group().removeprefix("本条").removeprefix("本款")
    unit, count = words[-1], to_int(words[1:-1]) or 1
    start, end = found.span()
    parts = finder.parts(end, unit) if count == 1 else []
    if finder.quoted and finder.amending:
        return _relative_quoted(finder, start, end, unit, count, parts)
    if finder.quoted_from(start):
        return finder.emit_all(start, parts or [Part(start, end, ())], "relative", LOST)
    nodes = previous(finder.tree, finder.node, unit, count)
    if not nodes and unit == "项" and count > 1:
        return end  # 前三项污染物: things that are counted
    if count > 1 or not nodes:
        whole = Part(start, parts[-1].end if parts else end, parts[0].path if parts else ())
        finder.emit(start, whole, "relative", LOST)
        finder.found[-1] = finder.settled(finder.found[-1], nodes[:1], nodes[-1:] or None)
        if nodes:
            finder.last = (Base(anchor=nodes[-1], unit=unit), ())
        return whole.end
    base = Base(anchor=nodes[0], unit=unit)
    return finder.emit_all(start, parts or [Part(start, end, ())], "relative", base)


def _relative_quoted(
    finder: Finder, start: int, end: int, unit: str, count: int, parts: list[Part]
) -> int:
    assert finder.amending
    path = parts[0].path if parts else ()
    first = finder.amending.seen_from(unit, count, path)
    last = finder.amending.seen_from(unit, 1, ()) if count > 1 else ()
    whole = parts or [Part(start, end, ())]
    if first is None or last is None or not finder.amending.law:
        return finder.emit_all(start, whole, "relative", finder.amended_base(lost=True))
    whole[0] = replace(whole[0], path=first, last=last)
    end = finder.emit_all(start, whole, "relative", finder.amended_base())
    return end


def here(finder: Finder, found: re.Match[str]) -> int:
    """本条, 本款第（一）项, 本章."""
    unit, (start, end) = found.group()[-1], found.span()
    parts = finder.parts(end, unit)
    if finder.quoted and finder.amending:
        path = parts[0].path if parts else ()
        fitted = finder.amending.seen_from(unit, 0, path) if unit in "条款" else path
        whole = parts or [Part(start, end, ())]
        base = finder.amended_base(lost=not fitted)
        whole[0] = replace(whole[0], path=fitted or path)
        return finder.emit_all(start, whole, "here", base)
    source = finder.quoted_from(start)
    if source:
        whole = parts or [Part(start, end, ())]
        article = source.article if unit == "条" else ()
        whole[0] = replace(whole[0], path=article + whole[0].path)
        return finder.emit_all(start, whole, "here", source if article else LOST)
    if not parts and not FOLLOWED.match(finder.text, end):
        return end  # 本条航道, 本款产品
    anchor = here_at(finder.tree, finder.node, unit)
    if anchor is None:
        if unit in "章节编":  # 本节 may be a festival
            return end
        whole = parts or [Part(start, end, ())]
        finder.emit(start, whole[0], "here", LOST)
        finder.found[-1] = replace(finder.found[-1], outcome=MISSING)
        return whole[0].end
    base = Base(anchor=anchor, unit=unit)
    return finder.emit_all(start, parts or [Part(start, end, ())], "here", base)


def same(finder: Finder, found: re.Match[str]) -> int:
    """同条第二款: of the clause cited last."""
    unit, (start, end) = found.group()[-1], found.span()
    parts = finder.parts(end, unit)
    if finder.last is None:
        return end
    base, path = finder.last
    above = tuple(step for step in path if RANK[step.unit] <= RANK[unit])
    if base.anchor is not None and RANK[base.unit] > RANK[unit]:
        anchor = here_at(finder.tree, base.anchor, unit)
        base = Base(anchor=anchor, unit=unit) if anchor else LOST
    whole = parts or [Part(start, end, ())]
    whole = [replace(part, path=above + part.path) for part in whole]
    return finder.emit_all(start, whole, "same", replace(base, lead=""))
