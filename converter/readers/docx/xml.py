"""Small readings of WordprocessingML elements, forgiving about values that make no sense."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

#: Namespaces of the elements that the reader knows (ECMA-376 Part 1; VML: Part 4).
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"


def elements(parent: _Element) -> Iterator[_Element]:
    """Yield the children that are elements: no comments, instructions, entities."""
    return (child for child in parent if isinstance(child.tag, str))


def find(parent: _Element | None, *names: str) -> _Element | None:
    """Return the element at a path of names in the main namespace, or None."""
    for name in names:
        if parent is None:
            return None
        # Much quicker than `find`, which compiles a path each time.
        parent = next(parent.iterchildren(W + name), None)
    return parent


def value(parent: _Element | None, *names: str) -> str | None:
    """Return the attribute `w:val` of the element at a path, or None."""
    found = find(parent, *names)
    return None if found is None else found.get(W + "val")


def integer(text: str | None, low: int, high: int) -> int | None:
    """Read a number of an attribute.

    Args:
        text: What the attribute holds.
        low: The least number that makes sense.
        high: The greatest.

    Returns:
        The number, or None if there is none or it makes no sense.
    """
    try:
        number = int(text or "")
    except ValueError:
        return None
    return number if low <= number <= high else None


def hexadecimal(text: str | None) -> int:
    """Read the number of a character; 0 if it makes no sense."""
    try:
        code = int(text or "", 16)
    except ValueError:
        return 0
    return code if 0 <= code <= 0xFFFF else 0


def switch(element: _Element | None) -> bool | None:
    """Read an on/off element, such as `<w:vanish/>` (ECMA-376 Part 1, 17.17.4).

    Returns:
        None if there is no such element, so that a style decides.
    """
    if element is None:
        return None
    return element.get(W + "val", "true") not in ("0", "false", "off")


def text_of(element: _Element) -> str:
    """Return the element's own text; a line end in XML is a space on the page."""
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    return text.replace("\r", " ").replace("\n", " ")


def choose(alternatives: _Element) -> _Element | None:
    """Choose from an `mc:AlternateContent` as Word does: what it can show, else the fallback.

    Files hold a text box twice, as a drawing and for older programs as VML; never both
    are shown (ECMA-376 Part 3, 7.5).
    """
    for choice in alternatives.findall(MC + "Choice"):
        required = (choice.get("Requires") or "").split()
        if all((choice.nsmap.get(prefix) or "") in _UNDERSTOOD for prefix in required):
            return choice
    fallback = alternatives.find(MC + "Fallback")
    return alternatives.find(MC + "Choice") if fallback is None else fallback


def is_alternative(element: _Element) -> bool:
    """Tell whether an element stands in the part of an alternative that is not shown."""
    child = element
    for parent in element.iterancestors():
        known = child.tag in (MC + "Choice", MC + "Fallback")
        if known and parent.tag == MC + "AlternateContent" and choose(parent) is not child:
            return True
        child = parent
    return False


_MICROSOFT = "http://schemas.microsoft.com/office/word/"
#: Extensions whose content the reader walks through like any other: shapes, groups,
#: canvases, and later versions of the main namespace.
_UNDERSTOOD = frozenset(
    f"{_MICROSOFT}{year}/{name}"
    for year, name in (
        (2010, "wordml"),
        (2010, "wordprocessingShape"),
        (2010, "wordprocessingGroup"),
        (2010, "wordprocessingCanvas"),
        (2010, "wordprocessingDrawing"),
        (2012, "wordml"),
    )
)
