"""How much text the elements of a page hold."""

from __future__ import annotations

from dataclasses import dataclass

from converter.discards import essential
from converter.readers.html.elements import MARKUP, Element, Run


@dataclass(slots=True)
class Weight:
    """How much text an element holds, in characters.

    Attributes:
        plain: Outside links.
        linked: In links.
        links: How many links.
        elements: How many elements, itself included.
    """

    plain: int = 0
    linked: int = 0
    links: int = 0
    elements: int = 1

    @property
    def total(self) -> int:
        """All of it."""
        return self.plain + self.linked


def weigh(root: Element) -> dict[Element, Weight]:
    """Measure the text of every element of a page."""
    weights: dict[Element, Weight] = {}
    order = list(root.walk())
    linked = {root: False}
    for element in order:
        in_link = linked[element] or (element.tag == "a" and "href" in element.attrs)
        own = sum(len(essential(c.text)) for c in element.children if isinstance(c, Run))
        own *= element.tag not in MARKUP
        weights[element] = Weight(0, own, 1) if in_link else Weight(own)
        for child in element.children:
            if isinstance(child, Element):
                linked[child] = in_link
    for element in reversed(order):
        if element.parent and element.tag not in MARKUP:
            above, own_weight = weights[element.parent], weights[element]
            above.plain += own_weight.plain
            above.linked += own_weight.linked
            above.links += own_weight.links
            above.elements += own_weight.elements
    return weights
