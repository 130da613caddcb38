"""Formulas of Word files on one line: a fraction as 1/2, a power as x^2.

Without the signs that the reader sees only as an arrangement, ½ would become 12.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from converter.readers.docx.xml import M, W, elements, text_of

#: A piece of a line: its text, and the element that holds it; none if the program makes it.
Piece = tuple[str, _Element | None]

#: Structure to what stands before each of its parts (ECMA-376 Part 1, 22.1.2). A part
#: of more than one character stands in brackets where a sign is before or after it.
_PARTS = {
    "f": (("num", ""), ("den", "/")),
    "sSup": (("e", ""), ("sup", "^")),
    "sSub": (("e", ""), ("sub", "_")),
    "sSubSup": (("e", ""), ("sub", "_"), ("sup", "^")),
    "rad": (("deg", ""), ("e", "√")),
    "nary": (("sub", "_"), ("sup", "^"), ("e", " ")),
}


def linear(element: _Element) -> Iterator[Piece]:
    """Yield the text of a formula, in order.

    Args:
        element: A formula or a part of one.

    Yields:
        Its pieces of text.
    """
    name = element.tag.removeprefix(M) if isinstance(element.tag, str) else ""
    if element.tag in (M + "t", W + "t"):
        yield text_of(element), element
    elif name == "d":
        yield _property(element, "begChr", "("), None
        yield from _children(element)
        yield _property(element, "endChr", ")"), None
    elif name in _PARTS:
        if name == "nary":
            yield _property(element, "chr", "∫"), None
        for part, sign in _PARTS[name]:
            yield from _part(element.find(M + part), sign)
    elif not name.endswith("Pr"):
        yield from _children(element)


def _children(element: _Element) -> Iterator[Piece]:
    for child in elements(element):
        yield from linear(child)


def _part(part: _Element | None, sign: str) -> Iterator[Piece]:
    pieces = [] if part is None else [piece for piece in _children(part) if piece[0]]
    if not pieces:
        return
    bracketed = len("".join(text for text, _ in pieces)) > 1 and sign != " "
    yield sign, None
    if bracketed:
        yield "(", None
    yield from pieces
    if bracketed:
        yield ")", None


def _property(element: _Element, name: str, usual: str) -> str:
    found = element.find(f"{M}{element.tag.removeprefix(M)}Pr/{M}{name}")
    return usual if found is None else found.get(M + "val", "")
