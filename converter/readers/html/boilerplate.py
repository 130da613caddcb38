"""Elements of a web page beside the document: the listed rules by which they are left out.

Whatever one of these rules leaves out is a `Removal` with the rule's name. Scripts, styles,
comments and the like are markup and no text, so they are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from converter.readers.html.elements import MARKUP, Element
from converter.readers.html.weights import Weight


@dataclass(frozen=True, slots=True)
class ElementRule:
    """Elements that are left out wherever they stand, or only outside the body.

    Attributes:
        name: The rule's name.
        tags: Elements of these tags.
        names: Elements with one of these ids or classes.
        anywhere: True if the rule holds inside the document's body, too.
    """

    name: str
    tags: frozenset[str]
    names: frozenset[str]
    anywhere: bool


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENT_RULES = (
    ElementRule(
        # A browser shows their content only if it cannot show them.
        "fallback",
        _words("audio canvas iframe noembed noframes noscript object svg template video"),
        _words(""),
        True,
    ),
    ElementRule("form", _words("button datalist select textarea"), _words(""), True),
    ElementRule("ruby-parenthesis", _words("rp"), _words(""), True),
    ElementRule(
        "share",
        _words(""),
        _words(
            "share sharebox share-box share_box fenxiang bshare bdshare bdsharebuttonbox"
            " bdshare_t jiathis_style jiathis_style_32x32 social-share qr_container qrcode qr-code"
            " qr_code ewm erweima weixin wechat-share shareicon gwds_more share-list"
        ),
        True,
    ),
    ElementRule(
        "print",
        _words(""),
        _words(
            "print printbox print-box print_box dayin toolbar tools fontsize font-size"
            " font_size fontzoom noprint no-print d-print-none xl_tools pages_print"
        ),
        True,
    ),
    ElementRule(
        "navigation",
        _words("nav"),
        _words(
            "nav navbar navigation mainnav subnav menu submenu mainmenu crumb crumbs breadcrumb"
            " breadcrumbs bread location position dqwz weizhi curpos current-position"
            " sidebar side-bar side leftnav left-nav pager pagination search searchbox login"
            " banner toplink friendlink friendlinks links related relate relatednews xgxw xgwz"
            " recommend hotnews prevnext skiplink"
        ),
        False,
    ),
    ElementRule(
        "footer",
        _words("footer"),
        _words("footer foot footbox pagefooter page-footer site-footer copyright bottom dibu"),
        False,
    ),
)


#: Rules for what is short, and how long that is at most, in characters.
_BUTTONS, _MOST_OF_BUTTONS = frozenset(("share", "print")), 200

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)


def classify(root: Element, weights: Mapping[Element, Weight]) -> dict[Element, str]:
    """Find the elements that rules leave out by tag, name or style.

    What holds half of the page's text is not left out for its name or style: the document
    itself stands in it. Nor is a long text left out as buttons for sharing or printing.

    Args:
        root: The page.
        weights: How much text each element holds.

    Returns:
        Each such element, but none within another, with the name of its rule.
    """
    found: dict[Element, str] = {}
    most = weights[root].plain / 2
    todo = [root]
    while todo:
        element = todo.pop()
        rule = _rule_of(element) if element is not root else ""
        if rule in _BUTTONS and weights[element].plain > _MOST_OF_BUTTONS:
            rule = ""
        if rule and (rule == "fallback" or weights[element].plain <= most):
            found[element] = rule
        else:
            todo += [child for child in reversed(element.children) if isinstance(child, Element)]
    return found


def _rule_of(element: Element) -> str:
    if element.tag in MARKUP:
        return ""
    if "hidden" in element.attrs or _NOT_SHOWN.search(element.get("style")):
        return "hidden"
    if element.tag == "dialog" and "open" not in element.attrs:
        return "hidden"
    names = element.names
    for rule in ELEMENT_RULES:
        if element.tag in rule.tags or not rule.names.isdisjoint(names):
            return rule.name
    return ""


#: Rules by name that also hold inside the body.
ANYWHERE = frozenset(rule.name for rule in ELEMENT_RULES if rule.anywhere) | {"hidden"}
