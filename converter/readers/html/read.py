"""HTML as saved from government sites: the document without the page around it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from converter.beside import Remark, Removal, Statement
from converter.discards import essential
from converter.readers.html.assemble import Assembly, Places
from converter.readers.html.body import (
    Body,
    find_container,
    find_link_lists,
    first_long_line,
    measure,
)
from converter.readers.html.boilerplate import ANYWHERE, classify
from converter.readers.html.decode import decode
from converter.readers.html.elements import BLOCKS, HEADINGS, Element
from converter.readers.html.flow import Flow, Item, Line, text_of
from converter.readers.html.line_rules import EDGE, is_foot, line_rule, source_facts, sure_line_rule
from converter.readers.html.metadata import Found, find_metadata, from_meta
from converter.readers.html.tree import parse
from converter.readers.html.weights import Weight, weigh
from converter.source import SourceText
from converter.span import Mark, Position, Span


def read_html(name: str, data: bytes) -> SourceText:
    """Read a web page.

    Its text is the document's, as a browser shows it: a line a block, numbers of lists
    included. What stands around it is left out by the rules of `html_boilerplate` and
    `html_body` and listed as removals; the metadata table becomes statements.

    Args:
        name: How to name the file in messages.
        data: Its bytes.

    Returns:
        The text. Places are lines and columns of the HTML file.

    Raises:
        Unreadable: It is no text, or in mixed or unknown encodings.
    """
    text, encoding, declared = decode(name, data)
    page = _Page(parse(text), Places(text), len(text))
    page.read()
    assembly = Assembly(page.places)
    assembly.add(page.items)
    whole = assembly.text
    first = Span(0, len(whole.partition("\n")[0]))
    remarks = []
    if declared:
        message = f"The page declares {declared}, but is {encoding.upper()}, and is read as that"
        remarks.append(Remark("encoding-declared", first, message))
    if page.body.rule == "measure":
        message = "The document was found by measuring where the page has text"
        remarks.append(Remark("body-guessed", first, message))
    return SourceText(
        name,
        whole,
        tuple(assembly.marks) or (Mark(0, Position(1, 1)),),
        encoding,
        tables=tuple(assembly.tables),
        images=tuple(assembly.images),
        generated=tuple(assembly.generated),
        removals=tuple(sorted(page.removals, key=lambda removal: removal.position)),
        statements=tuple(page.statements()),
        remarks=tuple(remarks),
    )


@dataclass
class _Page:
    """One page on its way from its tree to its document.

    Attributes:
        root: The tree.
        places: Lines and columns of its file.
        size: Length of the file's text.
        items: The document.
        removals: What was left out.
        found: What the page states of the document.
        body: Where the document stands.
    """

    root: Element
    places: Places
    size: int
    items: list[Item] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    body: Body = field(init=False)

    def read(self) -> None:
        """Find the document and what is left out."""
        weights = weigh(self.root)
        removed = classify(self.root, weights)
        self.body, outside = self._find_body(weights, removed)
        inside = {e: rule for e, rule in outside.items() if rule in ANYWHERE or not self.body.sure}
        title = self._find_title(outside)
        body = Flow(inside).through(self.body.element)
        self._leave(body)
        items = self._without_lines(body.items)
        if title:
            above = Flow(outside).through(title)
            same = _holds(items, above.items)
            outside[title] = "page-title" if same else ""
            items = items if same else above.items + items
        self.items = items
        self._read_outside(outside)

    def statements(self) -> Iterator[Statement]:
        """Yield what the page states, in the order of the file."""
        for fact in sorted(self.found, key=lambda fact: fact.at):
            yield Statement(fact.name, fact.value, self.places.position(fact.at))

    def _find_body(
        self, weights: Mapping[Element, Weight], removed: dict[Element, str]
    ) -> tuple[Body, dict[Element, str]]:
        """Find the body and the metadata; returns what is left out by rules."""
        body = find_container(self.root, weights)
        if body:
            for element in (body.element, *body.element.ancestors()):
                removed.pop(element, None)
        if not body or not body.sure:
            # Links are no sign of a menu within what is surely the document.
            for element in find_link_lists(self.root, weights, removed):
                if not body or body.element not in (element, *element.ancestors()):
                    removed[element] = "navigation"
        before = self.size
        if not body or not body.sure:
            first = first_long_line(Flow(removed).through(self.root).items)
            before = self.size if first is None else first
        known = body.element if body and body.sure else None
        self.found = list(from_meta(self.root))
        for element, facts in find_metadata(self.root, known, before, removed, weights).items():
            if body and element in (body.element, *body.element.ancestors()):
                continue
            removed[element] = "metadata"
            self.found += facts
        return body or measure(self.root, removed), removed

    def _leave(self, flow: Flow) -> None:
        for left in flow.left:
            text = text_of(left.element)
            self._remove(left.rule, text, left.element)
            for line in text.split("\n") if left.rule == "print" else ():
                self._take_source_facts(line, left.element.at)

    def _remove(self, rule: str, text: str, at: Element | int) -> None:
        if not essential(text):
            return
        if isinstance(at, Element):
            at = next(run.at for run in at.runs() if essential(run.text))
        self.removals.append(Removal(self.places.position(at), rule, text))

    def _without_lines(self, items: Sequence[Item]) -> list[Item]:
        """Leave out lines of the body by rule."""
        kept: list[Item] = []
        first = first_long_line(items)
        for number, item in enumerate(items):
            edge = number < EDGE or number >= len(items) - EDGE
            rule = ""
            if isinstance(item, Line) and self.body.sure:
                rule = sure_line_rule(item.text, edge, first is None or item.at < first)
            elif isinstance(item, Line):
                rule = line_rule(item.text, edge)
                if not rule and edge and number > EDGE and is_foot(item.text):
                    rule = "footer"
            if rule and isinstance(item, Line):
                self._remove_line(rule, item)
            else:
                kept.append(item)
        return kept

    def _remove_line(self, rule: str, line: Line) -> None:
        self._remove(rule, line.written, line.at)
        self._take_source_facts(line.text, line.at)

    def _take_source_facts(self, line: str, at: int) -> None:
        if line_rule(line, edge=True) == "source-line":
            self.found += [Found(name, value, at) for name, value in source_facts(line)]

    def _read_outside(self, removed: dict[Element, str]) -> None:
        """List what stands outside the body."""
        if self.body.element is self.root:
            return
        around = {self.body.element: "", **removed}
        around[self.body.element] = ""
        flow = Flow(around, tables=False).through(self.root)
        self._leave(flow)
        for item in flow.items:
            if isinstance(item, Line):
                rule = line_rule(item.text, True) or ("footer" if is_foot(item.text) else "")
                self._remove_line(rule or "outside-body", item)

    def _find_title(self, removed: Mapping[Element, str]) -> Element | None:
        """Find the title as displayed above the body, confirmed by what the page states."""
        body = self.body.element
        if body is self.root:
            return None
        stated = [f.value for f in self.found if f.name in ("标题", "ArticleTitle", "名称")]
        heads = [e for e in self.root.walk() if e.tag == "title"]
        window = essential("".join(r.text for e in heads[:1] for r in e.runs()))
        above = [e for e in _before(self.root, body) if _is_title(e)]
        firsts = [e for e in above if e.tag == "h1" and not _within(e, removed)]
        for element in reversed(above):
            if _within(element, removed):
                continue
            text = essential(text_of(element))
            if len(text) < _SHORTEST_TITLE:
                continue
            if any(text == essential(value) for value in stated):
                return element
            if window.startswith(text) or (text in window and element.tag == "h1"):
                return element
        alone = len(firsts) == 1 and not stated and not window
        return firsts[0] if alone and len(essential(text_of(firsts[0]))) >= 4 else None


_SHORTEST_TITLE = 5
_TITLE_NAMES = re.compile(
    r"(?:(?:article|art|arc|arti|news|content|con|main|detail|info|page|xxgk|xl|pages|doc|txt|law)"
    r"[-_]?)?(?:title|tit|biaoti|bt)\d?"
)


def _is_title(element: Element) -> bool:
    if element.tag in HEADINGS:
        return True
    return element.tag in BLOCKS and any(_TITLE_NAMES.fullmatch(name) for name in element.names)


def _before(root: Element, body: Element) -> Iterator[Element]:
    """Yield the elements that end before the body begins."""
    around = set(body.ancestors())
    for element in root.walk():
        if element is body:
            return
        if element not in around:
            yield element


def _within(element: Element, removed: Mapping[Element, str]) -> bool:
    return element in removed or any(above in removed for above in element.ancestors())


#: Among so many first lines of the body its own title is looked for.
_FIRST_LINES = 8
#: Titles that differ by so little are the same: a space, a mark, the issuer put before.
_ALIKE = 0.85


def _holds(items: Sequence[Item], title: Sequence[Item]) -> bool:
    """Tell whether a body begins with a title of its own that is the one above it."""
    lines = [essential(i.text) for i in items[:_FIRST_LINES] if isinstance(i, Line)]
    wanted = essential("".join(i.text for i in title if isinstance(i, Line)))
    if wanted in "".join(lines):
        return True
    for start in range(len(lines)):
        for end in range(start + 1, min(start + 5, len(lines)) + 1):
            joined = "".join(lines[start:end])
            if len(joined) <= 2 * len(wanted):
                matcher = difflib.SequenceMatcher(None, joined, wanted, autojunk=False)
                if matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                    return True
    return False
