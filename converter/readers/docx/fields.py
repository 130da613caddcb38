"""Fields of Word files: the result is shown, the code is not (ECMA-376 Part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from converter.readers.docx.xml import W, integer


@dataclass(slots=True)
class Field:
    """A field that has begun and not ended.

    Attributes:
        code: Its code, in pieces.
        in_result: True once its result has begun.
    """

    code: list[str] = field(default_factory=list)
    in_result: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a field shows whose result the file does not hold.

    Attributes:
        text: The text, or empty.
        unknown: True if Word shows something that is not known here.
    """

    text: str = ""
    unknown: bool = False


#: Fields for which Word makes something up and stores no result.
_MADE_UP = frozenset("AUTONUM AUTONUMLGL AUTONUMOUT EQ FORMCHECKBOX FORMDROPDOWN LISTNUM".split())
#: Word's “enclosed character”: a ring and what is in it, put one over the other.
_ENCLOSED = re.compile(
    r"\s*eq\s*\\o(?:\\a[clr])?\s*\(\s*[○〇◯]\s*[,，;；]\s*(.{1,2}?)\s*\)\s*", re.I
)


def show(code: str) -> Shown:
    r"""Make the result of a field that stores none.

    Args:
        code: Its code, such as `eq \o\ac(○,1)`.

    Returns:
        What it shows: ① for that one, nothing for most.
    """
    name = re.split(r"[^A-Z]", code.strip().upper())[0]
    if name not in _MADE_UP:
        return Shown()
    enclosed = _ENCLOSED.fullmatch(code)
    ring = _ring(enclosed[1]) if enclosed else ""
    return Shown(ring, not ring)


def _ring(text: str) -> str:
    """Return a number in a ring as one character, or nothing."""
    if text in _IDEOGRAPHS:
        return chr(0x3280 + _IDEOGRAPHS.index(text))
    number = integer(text, 1, 50)
    for first, start, count in ((0x2460, 1, 20), (0x3251, 21, 15), (0x32B1, 36, 15)):
        if number is not None and start <= number < start + count:
            return chr(first + number - start)
    return ""


_IDEOGRAPHS = list("一二三四五六七八九十")


def matched(story: _Element) -> set[_Element]:
    """Find the marks of fields that begin and end properly.

    The others are left by faulty programs; if they counted, a field without an end would
    swallow the rest of the document.

    Args:
        story: The root of a part.

    Returns:
        The `w:fldChar` elements to go by.
    """
    good: set[_Element] = set()
    open_: list[list[_Element]] = []
    for mark in story.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if any(a.tag in (W + "del", W + "moveFrom") for a in mark.iterancestors()):
            continue
        if kind == "begin":
            open_.append([mark])
        elif open_ and kind in ("separate", "end"):
            open_[-1].append(mark)
            if kind == "end":
                good.update(open_.pop())
    return good
