"""A document as Markdown: headings and paragraphs with ids, and the apparatus.

What is not the source's own text carries `data-editorial`: the metadata block, an
assigned title, and after each clause a link that bears its citation label.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from converter.model import Document
from converter.span import Span
from converter.tree import Kind, Node
from converter.view import View
from converter.writers.apparatus import Apparatus
from converter.writers.escape import html_text, markdown, opening
from converter.writers.images import images_by_node
from converter.writers.inline import Inline, html_link
from converter.writers.marks import Marks
from converter.writers.metadata import metadata
from converter.writers.naming import day
from converter.writers.parts import SEAM, divided, with_lone_articles
from converter.writers.place import Standing
from converter.writers.tables import render_table

#: Lines longer than this are written as an HTML block: Python-Markdown's work on a
#: line grows with the square of its length.
LONGEST_MARKDOWN = 20_000

#: Classes of notes by their level: below the date they do not stand in the middle as under a
#: title (GB/T 9704-2012, 7.3.6, 7.4.2 and 7.4.3).
_BELOW_DATE = {"附注": " .tw-remark", "抄送": " .tw-imprint", "印发": " .tw-imprint"}


def render(doc: Document, view: View | None = None, stand: Standing | None = None) -> str:
    """Write a document.

    Args:
        doc: The document.
        view: The bundle that it belongs to, for its links and the apparatus that needs other
            documents; None for the document by itself.
        stand: Where it stands among the others; None for the document by itself.

    Returns:
        A Markdown page with front matter.
    """
    writer = _Writer(doc, Apparatus(view, doc) if view else Apparatus.none())
    below = [*writer.apparatus.banner(), metadata(doc, _version(doc, view))]
    blocks = [_front_matter(doc, view), *([stand.way] if stand else [])]
    title = next((node for node in doc.root.children if node.kind is Kind.TITLE), None)
    if title is None:
        blocks.append(
            f'# {opening(doc.title)} {{ .tw-assigned data-editorial="" title="编者所拟标题" }}'
        )
        blocks += below
    titled = title is None
    for node in doc.root.children:
        if node is title:  # not always the first: a red head stands above it
            blocks += [writer.title(node, 1), *below, *writer.images.get(node.key, [])]
            titled = True
        else:
            blocks += [SEAM] * titled
            writer.blocks(node, 2, blocks)
    blocks = divided(with_lone_articles(blocks))
    blocks.extend(writer.apparatus.end())
    blocks.extend(filter(None, [stand.neighbours if stand else ""]))
    return "\n\n".join(blocks) + "\n"


def _version(doc: Document, view: View | None) -> str:
    """Name the version of a document, if it is one of several."""
    several = view is not None and len(view.versions(doc)) > 1
    return (day(doc.version) or "日期不明") if several else ""


def _front_matter(doc: Document, view: View | None) -> str:
    title = doc.title
    if view and view.current(doc) is not doc:  # so that tabs and bookmarks tell versions apart
        title += f"（{day(doc.version) or '较早的'}文本）"
    return f"---\ntitle: {json.dumps(html_text(title), ensure_ascii=False)}\n---"


def _opens_afresh(node: Node) -> bool:
    """Tell whether a part stands under a heading of its own.

    What belongs to a clause stands behind all of its text, so that nothing comes between
    the number of an article and its words; but not behind what has headings of its own.
    """
    own = node.kind in (Kind.ARTICLE, Kind.ATTACHMENT, Kind.DOCUMENT)
    return own or bool(node.block and node.heading)


class _Writer:
    """Writes the nodes of one document."""

    def __init__(self, doc: Document, apparatus: Apparatus) -> None:
        self.doc = doc
        self.source = doc.source
        self.apparatus = apparatus
        self.inline = Inline(doc, apparatus.links)
        self.images = images_by_node(doc)
        self.marks = Marks(doc)
        self.unmarked: set[int] = set()

    def title(self, node: Node, level: int) -> str:
        """Write a title as a heading, its lines joined."""
        first, *rest = node.body
        text = self.inline.opening(first) + "".join(map(self.inline.markdown, rest))
        marks = f"{'#' * level} {self.apparatus.anchors(node)}"
        eid = self.doc.ids[node.key]
        return f"{marks}{text} {self.marks.behind(node)} {{ #{eid} .tw-title }}"

    def blocks(self, node: Node, level: int, out: list[str]) -> None:
        """Add the blocks of a node and all below it; `level` is that of a heading."""
        out += self.apparatus.before(node)
        own = self._own(node, level)
        if own:
            out.append(own)
        out += self.images.get(node.key, ())
        heads = self._has_heading(node)
        self.unmarked.update(self._cited_alike(node))
        ends = not heads or any(map(_opens_afresh, node.children))
        if ends:
            out += self.apparatus.behind(node)
        if node.kind is not Kind.TABLE and node.children:
            self._below(node, level, level + 1 if heads else level, out)
        if not ends:
            out += self.apparatus.behind(node)
        out += self.apparatus.after(node)

    def _cited_alike(self, node: Node) -> Iterator[int]:
        """Yield what is cited by the words of the article that it runs into.

        The mark of the article stands on the same line, and copies the same citation and text.
        """
        labels = self.doc.labels
        for child in node.children if node.kind is Kind.ARTICLE else ():
            if child.kind is Kind.PARAGRAPH and labels[child.key] == labels[node.key]:
                yield child.key

    def _below(self, node: Node, level: int, below: int, out: list[str]) -> None:
        seams = below > level and node.kind is not Kind.ARTICLE
        for child in node.children:
            if child.block:
                if seams:
                    out.append(SEAM)
                heads = node.kind is Kind.DOCUMENT and child.kind is Kind.TITLE
                self.blocks(child, level if heads else below, out)

    def _has_heading(self, node: Node) -> bool:
        if node.kind is Kind.DOCUMENT:
            return any(child.kind is Kind.TITLE for child in node.children)
        return bool(node.heading) or node.kind in (Kind.ARTICLE, Kind.ATTACHMENT)

    def _own(self, node: Node, level: int) -> str:
        eid = self.doc.ids[node.key]
        if node.kind is Kind.DOCUMENT:
            old = self.apparatus.anchors(node)
            return (
                f'{old}[](#{eid}){{ #{eid} .tw-carried data-editorial="" aria-label="所附文件" }}'
            )
        if node.kind is Kind.TITLE:
            return self.title(node, min(level, 6))
        if node.kind is Kind.TABLE:
            old = self.apparatus.anchors(node)
            old = f'<div class="tw-aliases" data-editorial="">{old}</div>' if old else ""
            return old + render_table(self.doc, self.inline, node)
        if node.kind in (Kind.ARTICLE, Kind.ATTACHMENT) or node.heading:
            return self._heading(node, level)
        if node.is_empty:
            return ""
        return self._paragraph(node)

    def _heading(self, node: Node, level: int) -> str:
        spans = [span for span in (node.num, node.heading) if span]
        if not spans:
            return ""
        number = self._linked_number(node) if node.kind is Kind.ARTICLE else ""
        if node.num and number:
            text = number + self.inline.markdown(Span(node.num.end, spans[-1].end))
        else:
            text = self.inline.opening(Span(spans[0].start, spans[-1].end))
            text += f" {self.marks.behind(node)}"
        before = f"{'#' * min(level, 6)} {self.apparatus.anchors(node)}"
        css = f" .tw-{node.kind}" if node.kind in (Kind.ARTICLE, Kind.ATTACHMENT) else ""
        return f"{before}{text} {{ #{self.doc.ids[node.key]}{css} }}"

    def _linked_number(self, node: Node) -> str:
        """Write the number of a clause as a link to it; "" where it cannot be one."""
        return self.marks.number(node, self.inline.markdown(node.num)) if node.num else ""

    def _paragraph(self, node: Node) -> str:
        if len(node.span) > LONGEST_MARKDOWN:
            return self._html_paragraph(node)
        number = self._linked_number(node)
        text = self.apparatus.anchors(node) + self._text(node, number)
        if node.children:
            text += "".join(self._inline(child) for child in node.children if not child.block)
        # Most paragraphs are of this kind, which is known by having no class.
        css = f" .tw-{node.kind}{_BELOW_DATE.get(node.level, '')}"
        css = "" if node.kind is Kind.PARAGRAPH else css
        mark = "" if number or node.key in self.unmarked else self.marks.behind(node)
        return f"{text}{mark}\n{{ #{self.doc.ids[node.key]}{css} }}"

    def _text(self, node: Node, linked: str) -> str:
        lines = node.body
        if not node.num:
            text = "  \n".join(map(self.inline.opening, lines))
            return self._footnote(node, text) if node.kind is Kind.FOOTNOTE else text
        number = linked or f"**{self.inline.markdown(node.num)}**"
        gap = ""
        if node.body and node.body[0].start > node.num.end:
            gap = markdown(self.source.slice(Span(node.num.end, node.body[0].start)))
        first = [self.inline.markdown(lines[0])] if lines else []
        body = "  \n".join([*first, *map(self.inline.opening, lines[1:])])
        return f"{number}{gap}{body}"

    def _footnote(self, node: Node, text: str) -> str:
        """Put the mark before a footnote's text, and behind it the way back to that mark."""
        eid = self.doc.ids[node.key]
        back = self.inline.way_back(eid)
        return (
            f'**{markdown(self.inline.mark_of[eid])}**{{ .tw-num data-editorial="" }} {text}{back}'
        )

    def _inline(self, node: Node) -> str:
        assert node.num
        number = self.inline.markdown(node.num)
        text = "".join(map(self.inline.markdown, node.body))
        return (
            f"{self.apparatus.anchors(node)}"
            f"**{number}**{{ #{self.doc.ids[node.key]} .tw-num .tw-inline }}{text}"
            f"{self.marks.behind(node)}"
        )

    def _html_paragraph(self, node: Node) -> str:
        """Write a very long paragraph as HTML; its points have their ids all the same."""
        out = []
        for part in node.walk():
            eid = self.doc.ids[part.key]
            out.append(self.apparatus.anchors(part))
            if part.num:
                number = self.inline.html(part.num)
                own = f' id="{eid}"' if part is not node else ""
                out.append(f'<strong class="tw-num"{own}>{number}</strong>')
            out.extend(map(self.inline.html, part.body))
            if part.key not in self.unmarked:
                out.append(html_link(self.doc, part))
        return f'<p id="{self.doc.ids[node.key]}" class="tw-{node.kind}">{"".join(out)}</p>'
