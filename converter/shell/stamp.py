"""A page in the shell: its Markdown in, the whole file out, as MkDocs would have built it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from converter.shell.outline import DEEPEST, Outline, items
from converter.shell.refusal import Refused
from converter.shell.render import Content, render
from converter.shell.slots import Slotted, shown

#: The places that can be stamped: no character that an address would have to write otherwise.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)*/index\.md")


@dataclass(frozen=True, slots=True)
class Kind:
    """What decides which frame a page has.

    Attributes:
        folder: The topmost folder that it is in, or the two topmost.
        depth: How many folders it is in: links out of the frame lead up as often.
        hide: What the theme leaves out beside it.
        outlined: Whether its outline has entries.
    """

    folder: str
    depth: int
    hide: tuple[str, ...]
    outlined: bool


def _within(above: Sequence[str]) -> tuple[str, str]:
    """Return the folders by which a kind of page may be told, the narrower first."""
    return "/".join(above[:2]), above[0] if above else ""


@dataclass(frozen=True, slots=True)
class Shell:
    """The frames of all kinds of pages, as the theme built them; it can be pickled.

    Attributes:
        frames: Kind of page to its frame.
        outline: How an outline is written.
    """

    frames: Mapping[Kind, Slotted]
    outline: Outline

    def page(self, markdown: str, uri: str) -> str:
        """Make a page.

        Args:
            markdown: The page with its front matter, as the writers write it.
            uri: Its place below `docs/`, such as `documents/x/index.md`.

        Returns:
            The file `documents/x/index.html`, byte for byte as MkDocs builds it where the page
            is not in the navigation.

        Raises:
            Refused: MkDocs has to build this page itself.
        """
        return self.stamp(render(markdown, uri), uri)

    def stamp(self, content: Content, uri: str) -> str:
        """Make a page of its rendered content; see `page`."""
        above = uri.split("/")[:-1]
        listed = [heading for heading in content.headings if heading.level <= DEEPEST]
        entries = items(listed)
        kinds = (Kind(f, len(above), content.hide, bool(entries)) for f in _within(above))
        frame = next(filter(None, map(self.frames.get, kinds)), None)
        if frame is None or not _PLAIN.fullmatch(uri):
            raise Refused(f"a page at {uri} that hides {', '.join(content.hide) or 'nothing'}")
        if not content.title or not listed or listed[0].level != 1:
            raise Refused("a page without title")  # of which the theme makes something else
        return frame.fill(
            {
                **shown("title", content.title, [frame]),
                "first": listed[0].eid,
                "content": content.html,
                "outline": self.outline.write(entries),
                "address": uri.removesuffix("index.md"),
            }
        )
