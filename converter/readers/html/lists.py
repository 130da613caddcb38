"""The numbers that a browser puts before the members of a list."""

from __future__ import annotations

import re
from collections.abc import Callable

from converter.numerals import to_chinese
from converter.readers.html.elements import Element

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)")
_WHOLE = re.compile(r"\s*([+-]?\d{1,9})")
#: A number that a writer typed; one that a browser adds would be the second.
_OWN = re.compile(
    r"[\s　]*(?:[（(]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4}|[a-zA-Z])[）)、.．]|[①-⒛]"
    r"|第[一二三四五六七八九十百千0-9]+[编章节条款项])"
)


def _letters(number: int, first: str) -> str:
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord(first) + rest) + text
    return text


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return ""
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def _chinese(number: int) -> str:
    return to_chinese(number) if 0 < number < 10_000 else ""


#: Name of a style (CSS Counter Styles 3; `type` of HTML 15.3.8) to what a browser shows.
_FORMS: dict[str, tuple[Callable[[int], str], str]] = {
    "1": (str, ". "),
    "decimal": (str, ". "),
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), (lambda n: _letters(n, "a"), ". ")),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), (lambda n: _letters(n, "A"), ". ")),
    **dict.fromkeys(("i", "lower-roman"), (_roman, ". ")),
    **dict.fromkeys(("I", "upper-roman"), (lambda n: _roman(n).upper(), ". ")),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal"), (_chinese, "、")),
}


def numbers_of(list_element: Element) -> dict[Element, str]:
    """Number a list.

    Args:
        list_element: An element `ol`.

    Returns:
        Its members with the number and what follows it; none if the list shows no numbers,
        or if its members begin with numbers of their own.
    """
    members = [c for c in list_element.children if isinstance(c, Element) and c.tag == "li"]
    styled = _style(list_element)
    if styled == "none" or not members or _has_own(members[0]):
        return {}
    back = "reversed" in list_element.attrs
    start = _WHOLE.match(list_element.get("start"))
    number = int(start[1]) if start else (len(members) if back else 1)
    found = {}
    for member in members:
        value = _WHOLE.match(member.get("value"))
        number = int(value[1]) if value else number
        form, after = _FORMS.get(_style(member) or member.get("type") or styled, _FORMS["1"])
        found[member] = (form(number) or str(number)) + after
        number += -1 if back else 1
    return found


def _style(element: Element) -> str:
    style = _STYLE.search(element.get("style"))
    words = style[1].replace("!important", "").split() if style else []
    return next((word for word in words if word in _FORMS or word == "none"), element.get("type"))


def _has_own(member: Element) -> bool:
    text = ""
    for run in member.runs():
        text += run.text
        if len(text.strip()) > 8:
            break
    return bool(_OWN.match(text))
