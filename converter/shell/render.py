"""The Markdown that the writers write, and no other, as HTML: as Python-Markdown gives it.

Reads: one page. Writes: its HTML and its headings. Guarantees: the same bytes as Python-Markdown
with the extensions in `mkdocs.yml` and the links as MkDocs writes them; or it says that it cannot.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from converter.shell.attributes import block_attributes, joined, parsed
from converter.shell.inline import Inline
from converter.shell.links import Links
from converter.shell.raw import BLOCKS, elements
from converter.shell.refusal import Refused

_FRONT = re.compile(r'---\ntitle: ("(?:[^"\\\n]|\\["\\])*")\n(?:hide:\n((?:  - [a-z]+\n)+))?---\n+')
#: What YAML does not take as it is within quotation marks.
_NOT_YAML = re.compile("[^ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What no page of ours has: control characters, halves of characters, and entities other than
#: those of the writers.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_ENTITY = re.compile("&(?!(?:amp|lt|gt|quot|#[0-9]+|#x27);)")
#: How a line of a paragraph begins: with nothing that makes another block of it.
_LINE = re.compile(
    r"[^\s!-/:-@\[-`{-~0-9]|[0-9](?![0-9]*\.\s)|[\"'(,/;@&\\<]|\*\*(?!\*)|!?\[(?![^\]]*\]:)"
)
#: Marks of the parts of a long page, and what the frame makes of them (`content.html`).
PARTS = {"<!--part-->": '<div class="tw-part">', "<!--/part-->": "</div>"}
_NAME = re.compile(r"<([a-z][a-z0-9]*)")
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its id, and its text as HTML without elements."""

    level: int
    eid: str
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds.

    Attributes:
        title: Its title, as HTML.
        hide: What the theme leaves out beside it.
        html: The page itself.
        headings: Its headings, in order.
    """

    title: str
    hide: tuple[str, ...]
    html: str
    headings: tuple[Heading, ...]


def render(markdown: str, uri: str) -> Content:
    """Render a page.

    Args:
        markdown: The page with its front matter, as the writers write it.
        uri: Its place below `docs/`, such as `documents/x/index.md`.

    Returns:
        What it holds.

    Raises:
        Refused: It holds something that the writers do not write.
    """
    front = _FRONT.match(markdown)
    if not front:
        raise Refused("other front matter")
    foreign = _CONTROL.search(markdown) or _ENTITY.search(markdown) or _NOT_YAML.search(front[1])
    if foreign:
        raise Refused(f"{foreign[0]!r} in the page")
    inline, parts, headings = Inline(Links(uri)), list[str](), list[Heading]()
    made: list[str] = []
    for block in markdown[front.end() :].rstrip("\n").split("\n\n"):
        if block.startswith("#"):
            html, heading = _heading(block, inline)
            if " { #" not in block:
                made.append(heading.eid)
            headings.append(heading)
            parts.append(html)
        elif block in PARTS:
            parts.append(block + "\n")
        elif block.startswith("<") and _opens_block(block):
            parts.extend(elements(block))
            parts[-1] += "\n"
        else:
            parts.append(_paragraph(block, inline))
    if made and any(made.count(eid) > 1 or f"#{eid} " in markdown for eid in made):
        raise Refused("the id of a heading is taken")  # Markdown would give it another
    hide = tuple(line.removeprefix("  - ") for line in (front[2] or "").splitlines())
    html = "\n".join(parts).rstrip("\n")
    for mark, element in PARTS.items():
        html = html.replace(mark, element)
    return Content(json.loads(front[1]), hide, html, tuple(headings))


def _opens_block(block: str) -> bool:
    name = _NAME.match(block)
    return name is not None and name[1] in BLOCKS


def _heading(block: str, inline: Inline) -> tuple[str, Heading]:
    level = len(block) - len(block.lstrip("#"))
    at = block.rfind(" { ")
    text = block[level + 1 : at].rstrip(" ")
    if at < 0 or level > 6 or block[level] != " " or text.strip() != text or text.endswith("#"):
        raise Refused(f"the heading {block[:40]!r}")
    if "\n" in text or not text:
        raise Refused(f"the heading {block[:40]!r}")
    eid, named = block_attributes(block[at + 1 :])
    html = inline.html(text)
    # The outline has its text before > is escaped.
    shown = inline.html(text.replace("\\>", "\0")).replace("\0", ">") if "\\>" in text else html
    name = " ".join(_MARKUP.sub("", shown).split())
    if not eid:
        eid = _slug(name)
        named = joined({**parsed(block[at + 1 :]), "id": eid})
    return f"<h{level}{named}>{html}</h{level}>", Heading(level, eid, name)


def _slug(name: str) -> str:
    """Make the id of a heading that has none of its own, as an assigned title has not."""
    ascii_only = unicodedata.normalize("NFKD", unescape(name)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^\w\s-]", "", ascii_only).strip().lower()
    return re.sub(r"[-\s]+", "-", words) or "_1"


def _paragraph(block: str, inline: Inline) -> str:
    at = block.rfind("\n{ ")
    text, named = (block[:at], block_attributes(block[at + 1 :])[1]) if at > 0 else (block, "")
    lines = text.split("\n")
    if not all(map(_LINE.match, lines)) or text[-1].isspace():
        raise Refused(f"the paragraph {block[:40]!r}")
    return f"<p{named}>{inline.html(text)}</p>"
