"""What a page is made of, and the names of elements that come in groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

#: No text at all: a browser never shows what is in these.
MARKUP = frozenset(("head", "script", "style", "title"))
TABLE_PARTS = frozenset("caption colgroup tbody td tfoot th thead tr".split())
CELLS = frozenset(("td", "th"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = (
    frozenset(
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset"
        " figcaption figure footer form header hgroup hr html legend li main menu nav ol optgroup"
        " option p pre search section summary table ul".split()
    )
    | HEADINGS
    | TABLE_PARTS
)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text.

    Attributes:
        at: Offset in the file's text of its first character, or of its entity.
        text: The text, an entity decoded.
    """

    at: int
    text: str


@dataclass(slots=True, eq=False)
class Element:
    """An element. `at` is the offset of its tag in the file's text."""

    tag: str
    at: int = 0
    attrs: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | Run] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, or an empty text."""
        return self.attrs.get(name, "")

    @property
    def names(self) -> set[str]:
        """Its id and its classes, in lower case."""
        words = f"{self.get('class')} {self.get('id')}"
        return set() if words == " " else set(words.lower().split())

    def ancestors(self) -> Iterator[Element]:
        """Yield its parent, the parent's parent, and so on."""
        above = self.parent
        while above:
            yield above
            above = above.parent

    def nodes(self) -> Iterator[Element | Run]:
        """Yield the element, and all elements and text below it, in the order of the file."""
        todo: list[Element | Run] = [self]
        while todo:
            node = todo.pop()
            yield node
            if isinstance(node, Element):
                todo += reversed(node.children)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in the order of the file."""
        return (node for node in self.nodes() if isinstance(node, Element))

    def runs(self) -> Iterator[Run]:
        """Yield all text below it, in the order of the file."""
        return (node for node in self.nodes() if isinstance(node, Run))
