"""Where the links of a page lead on the built site."""

from __future__ import annotations

import posixpath
import re

from converter.shell.refusal import Refused

_TARGET = re.compile(
    r"((?:[A-Za-z0-9_.-]+/)*[A-Za-z0-9_-]+\.[a-z0-9]+)?(#[A-Za-z0-9_./-]+)?", re.ASCII
)


class Links(dict[str, str]):
    """Links as they stand in the Markdown of one page, to links as they stand on the site.

    A page `x/index.md` is at `x/`, as with `use_directory_urls`. Whether there is such a page is
    not looked at here: the checks of the built pages do that.
    """

    def __init__(self, uri: str) -> None:
        """Take the page's own place below `docs/`, such as `documents/x/index.md`."""
        super().__init__()
        self.folder = posixpath.dirname(uri)

    def __missing__(self, written: str) -> str:
        """Find out where a link leads.

        Raises:
            Refused: It is none of those that the writers write.
        """
        match = _TARGET.fullmatch(written)
        if not match or not written:
            raise Refused(f"the link {written}")
        path, fragment = match[1], match[2] or ""
        self[written] = found = (self._address(path) if path else "") + fragment
        return found

    def _address(self, path: str) -> str:
        target = posixpath.normpath(posixpath.join(self.folder, path))
        folder, name = posixpath.split(target)
        if target.startswith("..") or name.lower() == "readme.md":
            raise Refused(f"the link {path}")
        if not name.endswith(".md"):
            return posixpath.relpath(f"/{target}", f"/{self.folder}")
        place = folder if name == "index.md" else target.removesuffix(".md")
        return posixpath.relpath(f"/{place}", f"/{self.folder}") + "/"
