"""Where on a page the document stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from converter.discards import essential
from converter.readers.html.elements import BLOCKS, HEADINGS, TABLE_PARTS, Element
from converter.readers.html.flow import Flow, Grid, Item, Line
from converter.readers.html.line_rules import is_foot, line_rule
from converter.readers.html.weights import Weight


@dataclass(frozen=True, slots=True)
class Container:
    """An element in which sites put their documents.

    Attributes:
        name: The rule's name.
        names: Ids and classes, in lower case.
        tag: Or a tag.
        share: The share of the page's text outside links that it must hold at least.
        sure: True if nothing but the document is put there.
    """

    name: str
    names: frozenset[str]
    tag: str = ""
    share: float = 0.5
    sure: bool = True

    def fits(self, tag: str, names: set[str]) -> bool:
        """Tell whether an element of a tag, id and classes is such a container."""
        return tag == self.tag or not self.names.isdisjoint(names)


def _row(name: str, names: str, tag: str = "", share: float = 0.5, sure: bool = True) -> Container:
    return Container(name, frozenset(names.split()), tag, share, sure)


#: Tried in this order. Ids and classes come from the systems that government and legal sites
#: are made with; those that other parts of a page bear as well are further below and have
#: to hold more of its text.
CONTAINERS: tuple[Container, ...] = (
    _row("UCAP", "ucap-content", share=0.05),
    _row("gov.cn", "pages_content pages-content", share=0.05),
    _row(
        "TRS",
        "trs_editor trs_ueditor trs_editor_view trs_web trs_preappend view-trs_editor",
        share=0.1,
    ),
    _row("zoom", "zoom zoomcon zoom_content zoomtext", share=0.1),
    _row(
        "editor",
        "wp_articlecontent v_news_content vsbcontent ewb-article-info j-fontcontent"
        " js_content rich_media_content fck_content ke-content ueditor_content content_body",
        share=0.1,
    ),
    _row(
        "article text",
        "article-content article_content articlecontent article-con article_con articlecon"
        " article-body article_body articlebody article-text article_text articletext"
        " art_con art_content artcontent art-content arti_con arc_content arccontent"
        " news_content newscontent news-content news_text detail-content detail_content"
        " detailcontent detail_con detail-con content_text content-text contenttext text_content"
        " textcontent text-content con_txt con_text contxt txtcontent txt_con info_content"
        " info-content infocontent law-content law_content lawcontent laws_content xl_content"
        " xxgk_content xxgk-content main_content_text bodytext body-text contentbody content-body"
        " entry-content post-content view_content viewcontent show_content",
        share=0.3,
    ),
    _row("article", "", "article", sure=False),
    _row(
        "main article",
        "article arti art detail details contents mainbody body_content"
        " content article-box article_box articlebox",
        sure=False,
    ),
    _row("main", "main maincontent main-content main_content maintext maincon", "main", sure=False),
)


#: Rows that ask for no more than this share are known by their names alone.
_BY_NAME = 0.1
_BY_TAG = frozenset(row.tag for row in CONTAINERS if row.tag)


@dataclass(frozen=True, slots=True)
class Body:
    """Where the document stands.

    Attributes:
        element: The element that holds it.
        rule: The row of `CONTAINERS`, or `measure`, or `whole`.
        sure: True if nothing but the document is put there.
    """

    element: Element
    rule: str
    sure: bool


def find_container(root: Element, weights: Mapping[Element, Weight]) -> Body | None:
    """Find the body by the names that sites give it.

    Args:
        root: The page.
        weights: How much text each element holds.

    Returns:
        The body, or None if no row of the table fits.
    """
    total = weights[root].plain
    candidates: dict[str, list[Element]] = {row.name: [] for row in CONTAINERS}
    for element in root.walk():
        if element.tag in BLOCKS and weights[element].total:
            names = element.names
            for row in CONTAINERS if names or element.tag in _BY_TAG else ():
                if row.fits(element.tag, names):
                    candidates[row.name].append(element)
    for row in CONTAINERS:
        fitting = _outermost(candidates[row.name])
        if not fitting:
            continue
        best = max(fitting, key=lambda e: (weights[e].plain, weights[e].total))
        parts = [e for e in fitting if weights[e].plain >= 0.2 * weights[best].plain]
        if len(parts) > 1:
            best = _joined(parts, weights) or best
        if weights[best].plain >= row.share * total or (
            # A document can be links altogether: each article, or a file to be fetched.
            row.share <= _BY_NAME and weights[best].total >= row.share * weights[root].total
        ):
            return Body(best, row.name, row.sure)
    return None


def _outermost(elements: Sequence[Element]) -> list[Element]:
    """Leave out elements within others; they stand in the order of the file."""
    found: list[Element] = []
    known = set(elements)
    for element in elements:
        if not any(above in known for above in element.ancestors()):
            found.append(element)
    return found


def _joined(parts: Sequence[Element], weights: Mapping[Element, Weight]) -> Element | None:
    """Return the element that holds several parts of a document and little else."""
    common = common_ancestor(parts)
    inside = sum(weights[part].plain for part in parts)
    return common if inside >= 0.9 * weights[common].plain else None


def common_ancestor(elements: Sequence[Element]) -> Element:
    """Return the innermost element that holds all of some elements or is one of them."""
    common: list[Element] = []
    for element in elements:
        path = [*reversed([*element.ancestors()]), element]
        common = common or path
        same = 0
        while same < min(len(common), len(path)) and common[same] is path[same]:
            same += 1
        common = common[:same]
    return common[-1]


#: A line of at least so many characters, most of them outside links, is text of a document.
_LONG = 20
#: Elements that are parts of others; a body is none of them.
_PARTS = (
    frozenset("p li dt dd pre blockquote figure figcaption ul ol dl table hgroup header".split())
    | HEADINGS
    | (TABLE_PARTS - {"td"})
)


def measure(root: Element, removed: Mapping[Element, str]) -> Body:
    """Find the body by its text: the innermost element that holds all long lines.

    Short lines stand outside it only if they stand apart from all long ones. A page with
    nothing to leave out is the document itself and is read whole.

    Args:
        root: The page.
        removed: Elements that are left out.

    Returns:
        The body.
    """
    whole = Body(root, "whole", False)
    if not removed and not any(e.tag in ("a", "script") for e in root.walk()):
        return whole
    owners = list(dict.fromkeys(_owners(Flow(removed).through(root).items)))
    if not owners:
        return whole
    body = common_ancestor([element for element in owners if element.parent or element is root])
    while body.parent and (body.tag in _PARTS or body.tag not in BLOCKS):
        body = body.parent
    return Body(body, "measure", False)


def first_long_line(items: Sequence[Item]) -> int | None:
    """Return where in the file the first long line outside of tables begins."""
    return next((i.at for i in items if isinstance(i, Line) and _is_long(i)), None)


def _owners(items: Sequence[Item]) -> Iterator[Element]:
    for item in items:
        if isinstance(item, Grid):
            if any(_is_long(line) for _, lines in item.cells for line in lines):
                yield item.owner
        elif _is_long(item):
            yield item.owner


def _is_long(line: Line) -> bool:
    text = essential(line.text)
    if len(text) < _LONG or line.linked > len(text) / 2:
        return False
    return not is_foot(line.text) and not line_rule(line.text, edge=True)


#: A list of links: at least so many, with this share of its text in them.
_LINKS, _DENSE = 3, 0.7


def find_link_lists(
    root: Element, weights: Mapping[Element, Weight], removed: Mapping[Element, str]
) -> list[Element]:
    """Find menus and lists of other pages by their links. Lists of 附件 are none."""
    found = []
    todo = [root]
    while todo:
        element = todo.pop()
        weight = weights[element]
        if element in removed or not weight.links:
            continue
        text = weight.plain + weight.linked
        dense = weight.links >= _LINKS and weight.linked >= _DENSE * text
        if (
            dense
            and element.tag in BLOCKS
            and element is not root
            and not _has_attachments(element)
        ):
            found.append(element)
        else:
            todo += [child for child in reversed(element.children) if isinstance(child, Element)]
    return found


def _has_attachments(element: Element) -> bool:
    return any("附件" in run.text for run in element.runs())
