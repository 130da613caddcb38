"""Automatic numbers of Word files, written as the reader of the file sees them.

Lists are told by `numbering.xml` (ECMA-376 Part 1, 17.9): a paragraph names a `w:num`,
that names a `w:abstractNum` with nine levels, and may override them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml.etree import _Element

from converter.readers.docx.formats import write_number
from converter.readers.docx.styles import Styles
from converter.readers.docx.symbols import bullet
from converter.readers.docx.xml import MC, W, choose, find, integer, switch, value

#: The greatest start that a list can have.
_MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list.

    Attributes:
        start: Its first number.
        format: Its number format.
        template: The text around the numbers, `第%1条`.
        restart: It begins again after a level up to this one, counted from 1; 0: never.
        legal: All its numbers are written in Arabic digits.
        gap: What parts the number from the text.
        style: The paragraph style that it is linked to, or empty.
        font: The font of its bullet, or empty.
    """

    start: int
    format: str
    template: str
    restart: int
    legal: bool
    gap: str
    style: str
    font: str


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs can name.

    Attributes:
        definition: The id of its definition. Lists of one definition count on together.
        levels: Its levels, by number from 0.
        starts: Where it begins anew, by level.
    """

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a paragraph.

    Attributes:
        text: As it is shown.
        gap: The white space after it.
        unknown: A number format that is not known and was written in digits, or empty.
    """

    text: str
    gap: str
    unknown: str = ""


_GAPS = {"nothing": "", "space": " "}
_PLACE = re.compile("%([1-9])")


class Numbering:
    """The lists of a file, and how far they have been counted."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = _by_id(root, "abstractNum", "abstractNumId")
        self._nums = _by_id(root, "num", "numId")
        self._lists: dict[str, NumberedList | None] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def number(self, paragraph: _Element) -> Number | None:
        """Count a paragraph.

        Paragraphs are given in the order of the document, each once.

        Args:
            paragraph: A `w:p`.

        Returns:
            Its number, or None if it has none.
        """
        reference = self._styles.number_of(paragraph)
        if reference.list_id is None:
            return None
        found = self._list(reference.list_id)
        if found is None:
            return None
        linked = (
            number
            for style in reference.styles
            for number, level in found.levels.items()
            if level.style == style
        )
        at = next(linked, reference.level or 0)
        if at not in found.levels:
            return None
        self._count(reference.list_id, found, at)
        return self._write(found, at)

    def _count(self, list_id: str, found: NumberedList, at: int) -> None:
        counts = self._counts[found.definition]
        for above in (number for number in found.levels if number < at and number not in counts):
            # A level above that was passed over counts as used once: after 1.1 comes 2.
            counts[above] = self._start(found, above)
            self._begun.add((list_id, above))
        if at in found.starts and (list_id, at) not in self._begun:
            counts[at] = found.starts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else self._start(found, at)
        self._begun.add((list_id, at))
        for deeper in [number for number in counts if number > at]:
            level = found.levels.get(deeper)
            if level is None or at < level.restart:
                del counts[deeper]

    def _start(self, found: NumberedList, at: int) -> int:
        return found.starts.get(at, found.levels[at].start if at in found.levels else 1)

    def _write(self, found: NumberedList, at: int) -> Number:
        level = found.levels[at]
        if level.format == "bullet":
            return Number(bullet(level.font, level.template), level.gap)
        counts = self._counts[found.definition]
        unknown = ""

        def written(place: re.Match[str]) -> str:
            nonlocal unknown
            number = int(place[1]) - 1
            if number > at or number not in found.levels:
                return ""
            name = "decimal" if level.legal else found.levels[number].format
            count = counts[number]
            text = write_number(count, name)
            unknown = unknown or (name if text is None else "")
            return str(count) if text is None else text

        return Number(_PLACE.sub(written, level.template), level.gap, unknown)

    def _list(self, list_id: str) -> NumberedList | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read_list(list_id)
        return self._lists[list_id]

    def _read_list(self, list_id: str) -> NumberedList | None:
        # 0 takes a number away that a style would give (17.9.18).
        num = self._nums.get(list_id)
        definition_id = value(num, "abstractNumId") or ""
        definition = self._linked(definition_id, set())
        if num is None or definition is None or list_id == "0":
            return None
        key = definition.get(W + "abstractNumId") or ""
        levels = _read_levels(definition)
        starts = {}
        for override in num.findall(W + "lvlOverride"):
            at = integer(override.get(W + "ilvl"), 0, 8)
            own = find(override, "lvl")
            start = integer(value(override, "startOverride"), 0, _MOST)
            if at is not None and own is not None:
                levels[at] = _read_level(own, at)
            if at is not None and start is not None:
                starts[at] = start
        return NumberedList(key, levels, starts)

    def _linked(self, definition_id: str, seen: set[str]) -> _Element | None:
        """Follow a definition that is only a link to a numbering style (17.9.21)."""
        definition = self._definitions.get(definition_id)
        style = value(definition, "numStyleLink")
        if style is None or definition_id in seen:
            return definition
        target = self._nums.get(self._styles.list_of(style) or "")
        linked = self._linked(value(target, "abstractNumId") or "", seen | {definition_id})
        return definition if linked is None else linked


def _by_id(root: _Element | None, tag: str, attribute: str) -> dict[str, _Element]:
    found: dict[str, _Element] = {}
    for element in () if root is None else root.findall(W + tag):
        found.setdefault(element.get(W + attribute) or "", element)
    return found


def _read_levels(definition: _Element) -> dict[int, Level]:
    levels = {}
    for element in definition.findall(W + "lvl"):
        at = integer(element.get(W + "ilvl"), 0, 8)
        if at is not None:
            levels[at] = _read_level(element, at)
    return levels


def _read_level(element: _Element, at: int) -> Level:
    start = integer(value(element, "start"), 0, _MOST)
    restart = integer(value(element, "lvlRestart"), 0, 9)
    fonts = find(element, "rPr", "rFonts")
    font = "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
    return Level(
        start=0 if start is None else start,
        format=_read_format(element),
        template=value(element, "lvlText") or "",
        # One that names itself or a deeper level is as if it were not there (17.9.10).
        restart=at if restart is None or restart > at else restart,
        legal=switch(find(element, "isLgl")) or False,
        gap=_GAPS.get(value(element, "suff") or "tab", "\t"),
        style=value(element, "pStyle") or "",
        font=font,
    )


def _read_format(element: _Element) -> str:
    """Read the number format; newer ones stand beside one for older programs."""
    alternatives = element.find(MC + "AlternateContent")
    format_ = find(element, "numFmt")
    if format_ is None and alternatives is not None:
        format_ = find(choose(alternatives), "numFmt")
    if format_ is None:
        return "decimal"
    name = format_.get(W + "val") or "decimal"
    return format_.get(W + "format") or name if name == "custom" else name
