"""HTML as a tree whose every run of text knows its place in the file.

Own code, since no parser at hand tells where text stands: BeautifulSoup and lxml know
places of tags only, and `html.parser` reads comments and scripts differently from one
patch release to the next and fails on `<![x`. The tokens follow the HTML Standard (13.2.5),
what is closed unsaid follows 13.2.6 as far as it matters to the order of the text. Where
a browser would swallow the rest of a broken file, nothing is swallowed.
"""

from __future__ import annotations

import html
import re
from collections import Counter

from converter.readers.html.elements import BLOCKS, CELLS, TABLE_PARTS, Element, Run

_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source"
    " track wbr".split()
)
#: What is within these is text up to their end tag.
_RAW = frozenset("iframe noembed noframes script style textarea title xmp".split())
_HEAD = frozenset("base basefont bgsound link meta noscript script style template title".split())
_SCOPE = frozenset(("html", "table", "td", "th", "caption", "object", "button"))
_ROWS = frozenset(("tbody", "thead", "tfoot"))

#: Start tag to the elements that it closes, and those that it never reaches beyond.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(BLOCKS - TABLE_PARTS - {"option"}, (frozenset("p"), _SCOPE)),
    "li": (frozenset(("li", "p")), _SCOPE | {"ul", "ol", "menu", "dir"}),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd", "p")), _SCOPE | {"dl"})),
    **dict.fromkeys(("td", "th"), (CELLS | {"caption", "colgroup"}, frozenset(("tr", "table")))),
    "tr": (CELLS | {"tr", "caption", "colgroup"}, frozenset(("table",))),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot", "caption", "colgroup"),
        (CELLS | _ROWS | {"tr", "caption", "colgroup"}, frozenset(("table",))),
    ),
    "option": (frozenset(("option",)), frozenset(("select",))),
    "a": (frozenset(("a",)), BLOCKS),
}

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
_TAG_END = re.compile(r"[\s/]*>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: Tags that the file's end cuts off, each of which is looked through to the end.
_MOST_UNENDED = 10


def parse(text: str) -> Element:
    """Read HTML.

    Args:
        text: The file's text, without a byte order mark.

    Returns:
        An element `html` that holds everything. Nothing is refused.
    """
    return _Builder(text).build()


class _Builder:
    """Reads tokens one after another and keeps the stack of open elements."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = Element("html")
        self._open = [self._root]
        self._counts: Counter[str] = Counter()
        #: What has been looked for in the rest of the file, in vain.
        self._missing: set[str] = set()
        self._unended = 0

    def build(self) -> Element:
        text, at, shown = self._text, 0, 0
        while True:
            at = text.find("<", at)
            if at < 0:
                break
            end = self._markup_end(at)
            if end <= at:  # `<` that opens nothing is text
                at += 1
                continue
            self._add_text(shown, at)
            at = shown = self._take(at, end)
        self._add_text(shown, len(text))
        return self._root

    def _markup_end(self, at: int) -> int:
        """Return the end of what opens at `<`, or 0 if it is text."""
        text = self._text
        if text.startswith("<!--", at):
            if text.startswith((">", "->"), at + 4):
                return text.index(">", at) + 1
            found = self._find("-->", at + 4)
            return found + 3 if found >= 0 else self._find(">", at) + 1
        if text.startswith(("<!", "<?", "</"), at) and not _TAG.match(text, at):
            return self._find(">", at) + 1
        tag = _TAG.match(text, at)
        return self._tag_end(tag.end()) if tag else 0

    def _find(self, what: str, at: int) -> int:
        if what in self._missing:
            return -1
        found = self._text.find(what, at)
        if found < 0:
            self._missing.add(what)
        return found

    def _tag_end(self, at: int) -> int:
        text = self._text
        start = at
        if self._unended >= _MOST_UNENDED:
            return 0
        while not (end := _TAG_END.match(text, at)):
            attribute = _ATTRIBUTE.match(text, at)
            if not attribute:
                # The file ends within the tag. What holds no text is markup.
                self._unended += 1
                return 0 if _HAN.search(text, start) else len(text)
            at = attribute.end()
        return end.end()

    def _take(self, at: int, end: int) -> int:
        """Read the tag from `at` to `end`; return where to read on."""
        tag = _TAG.match(self._text, at)
        if not tag:
            return end
        name = tag[2].lower()
        if tag[1]:
            self._end(name, at)
            return end
        element = Element(name, at, self._attributes(tag.end(), end))
        content = self._raw_end(name, end) if name in _RAW else end
        closed = content < 0 or (self._text[end - 2] == "/" and ":" in name)
        self._start(element, closed)
        if content > end:
            self._add(Run(end, self._text[end:content]))
        return max(content, end)

    def _raw_end(self, name: str, at: int) -> int:
        """Return the end of what is no markup within an element, or -1 without end tag."""
        close = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE)
        found = None if f"</{name}" in self._missing else close.search(self._text, at)
        if found:
            return found.start()
        self._missing.add(f"</{name}")
        # A program runs to the end of the file, as in browsers; a title does not.
        return len(self._text) if name in ("script", "style") else -1

    def _attributes(self, at: int, end: int) -> dict[str, str]:
        attrs: dict[str, str] = {}
        while not _TAG_END.match(self._text, at) and at < end:
            found = _ATTRIBUTE.match(self._text, at, end)
            if not found:
                break
            value = next((v for v in found.groups()[1:] if v is not None), "")
            attrs.setdefault(found[1].lower(), html.unescape(value))
            at = found.end()
        return attrs

    def _start(self, element: Element, closed: bool) -> None:
        name = element.tag
        if name in ("html", "body"):
            self._root.attrs.update(element.attrs)
            self._pop_to("head", _SCOPE)
            return
        if name not in _HEAD and self._open[-1].tag == "head":
            self._pop()
        if name in _CLOSES:
            closes, limits = _CLOSES[name]
            self._close_implied(closes, limits)
        if name in TABLE_PARTS:
            self._clear_to_table()
        if name in CELLS and self._open[-1].tag in ("table", *_ROWS):
            self._start(Element("tr", element.at), closed=False)
        self._add(element)
        if name not in _VOID and not closed:
            self._open.append(element)
            self._counts[name] += 1

    def _close_implied(self, closes: frozenset[str], limits: frozenset[str]) -> None:
        if not any(self._counts[name] for name in closes):
            return
        for depth in range(len(self._open) - 1, 0, -1):
            tag = self._open[depth].tag
            if tag in closes:
                self._cut(depth)
            elif tag in limits:
                return

    def _clear_to_table(self) -> None:
        """Close what stands in a table but in no cell, as a form around rows (13.2.6.4.9)."""
        if not self._counts["table"]:
            return
        for depth in range(len(self._open) - 1, 0, -1):
            tag = self._open[depth].tag
            if tag in ("table", "tr", *_ROWS):
                self._cut(depth + 1)
                return
            if tag in _SCOPE:
                return

    def _end(self, name: str, at: int) -> None:
        if name == "br" or (name == "p" and not self._counts["p"]):
            self._add(Element("br", at))  # as browsers show them
        elif name == "form":
            # Often closed in another place than opened; it must not close what is between.
            if self._open[-1].tag == "form":
                self._pop()
        elif name == "table":
            self._pop_to(name, frozenset())
        elif name in ("td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup"):
            self._pop_to(name, frozenset(("table",)))
        elif name in BLOCKS or name == "head":
            self._pop_to(name, _SCOPE - {name})
        else:
            self._pop_to(name, BLOCKS)

    def _pop_to(self, name: str, limits: frozenset[str]) -> None:
        """Close the nearest open element of a name, unless one of the limits is nearer."""
        if not self._counts[name]:
            return
        for depth in range(len(self._open) - 1, 0, -1):
            tag = self._open[depth].tag
            if tag == name:
                self._cut(depth)
                return
            if tag in limits:
                return

    def _cut(self, depth: int) -> None:
        while len(self._open) > depth:
            self._pop()

    def _pop(self) -> None:
        self._counts[self._open.pop().tag] -= 1

    def _add(self, node: Element | Run) -> None:
        if isinstance(node, Element):
            node.parent = self._open[-1]
        self._open[-1].children.append(node)

    def _add_text(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self._open[-1].tag == "head" and not self._text[start:end].isspace():
            self._pop()
        at = start
        for entity in _ENTITY.finditer(self._text, start, end):
            decoded = html.unescape(entity[0])
            if decoded == entity[0]:
                continue
            if entity.start() > at:
                self._add(Run(at, self._text[at : entity.start()]))
            self._add(Run(entity.start(), decoded))
            at = entity.end()
        if at < end:
            self._add(Run(at, self._text[at:end]))
