"""What a drawing of a Word file shows: pictures, text boxes, word art, and what is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from converter.readers.docx.xml import MC, OFFICE, WP, A, R, V, W, choose, elements, text_of

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
#: Drawings that hold their text in parts of their own.
_OBJECTS = {f"{_DRAWING}chart": "a chart", f"{_DRAWING}diagram": "a diagram"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its relation to the part that holds it, and what is to be seen."""

    relation: str | None
    alt: str


@dataclass(frozen=True, slots=True)
class Box:
    """A text box, or the text of word art and the like."""

    content: _Element | str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that another part of the file holds, such as a chart."""

    element: _Element


def shown_in(drawing: _Element) -> Iterator[Picture | Box | Elsewhere]:
    """Yield what is shown in a drawing, in the order of the file.

    Args:
        drawing: A `w:drawing`, `w:pict` or `w:object`.

    Yields:
        What a reader of the file sees; of alternatives the one that is chosen.
    """
    described = drawing.find(f"*/{WP}docPr")
    yield from _shapes(drawing, "" if described is None else described.get("descr") or "")


def _shapes(parent: _Element, alt: str) -> Iterator[Picture | Box | Elsewhere]:
    for child in elements(parent):
        alt_here = child.get(OFFICE + "title") or child.get("alt") or alt
        if child.tag == W + "txbxContent":
            yield Box(child)
        elif child.tag == MC + "AlternateContent":
            chosen = choose(child)
            if chosen is not None:
                yield from _shapes(chosen, alt)
        elif child.tag == A + "txBody":
            lines = ("".join(map(text_of, p.iter(A + "t"))) for p in child.findall(A + "p"))
            yield Box("\n".join(lines))
        elif child.tag == A + "blip":
            yield Picture(child.get(R + "embed") or child.get(R + "link"), alt_here)
        elif child.tag == V + "imagedata":
            yield Picture(child.get(R + "id"), alt_here)
        elif child.tag == V + "textpath":
            yield Box(child.get("string") or "")
        elif child.get("uri") in _OBJECTS:
            yield Elsewhere(child)
        else:
            yield from _shapes(child, alt_here)


def name_of(element: _Element) -> str:
    """Return the English name of something that another part of the file holds."""
    return _OBJECTS.get(element.get("uri") or "", "an embedded document")
