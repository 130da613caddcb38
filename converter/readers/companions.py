"""Files that belong to a saved web page and are no sources of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

#: What browsers call the folder in which they put the parts of a page that they save.
_FOLDERS = ("_files", ".files", "_file", ".fld")
_PAGES = (".html", ".htm")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg"})
_NAMED = re.compile(rb"""src\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"'>]{1,500}))""", re.I)


def companions(folder: Path, files: Iterable[str]) -> frozenset[str]:
    """Find the files that are parts of web pages.

    Args:
        folder: The folder of sources.
        files: The files in it, with forward slashes.

    Returns:
        Those in a folder that a browser has made beside a page, and the pictures that
        pages name.
    """
    paths = [PurePosixPath(file) for file in files]
    pages = [path for path in paths if path.suffix.lower() in _PAGES]
    saved = {str(page.with_suffix("")) + end for page in pages for end in _FOLDERS}
    found = {str(path) for path in paths if any(str(above) in saved for above in path.parents)}
    pictures = {str(path) for path in paths if path.suffix.lower() in _PICTURES} - found
    if pictures:
        for page in pages:
            if str(page) not in found:
                found.update(pictures.intersection(_pictures(folder, page)))
    return frozenset(found)


def _pictures(folder: Path, page: PurePosixPath) -> Iterator[str]:
    """Yield the paths that a page names as pictures, from the folder of sources."""
    try:
        data = (folder / page).read_bytes()
    except OSError:
        return
    for match in _NAMED.finditer(data):
        raw = next(group for group in match.groups() if group is not None)
        address = unescape(raw.decode("utf-8", "replace")).replace("\\", "/")
        name = unquote(re.split("[?#]", address, maxsplit=1)[0])
        parts: list[str] = []
        for part in (*page.parent.parts, *name.split("/")):
            if part == ".." and parts:
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        yield "/".join(parts)
