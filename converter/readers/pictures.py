"""Pictures that lie beside a file, or in it."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

#: How files of pictures that browsers show begin.
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")
_SVG = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>\[]*>\s*)?<svg[\s>]", re.S
)
#: What an SVG picture must not hold: programs, foreign pages, addresses of other files.
_UNSAFE = re.compile(
    rb"<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|embed|object|handler|set|animate)\b|\son\w+\s*="
    rb"|javascript:|<!ENTITY|<\?xml-stylesheet|@import"
    rb"|(?:href|src)\s*=\s*[\"']?\s*(?!#|data:image/(?:png|jpeg|gif)|[\"'#])"
    rb"|url\s*\(\s*[\"']?\s*(?!#|data:image/(?:png|jpeg|gif)|[\"'#])",
    re.IGNORECASE,
)
#: Larger files are no pictures of a document.
_LARGEST = 50_000_000


def find_picture(name: str, beside: Path, root: Path) -> bytes | None:
    """Find a picture that a file names.

    Nothing is fetched. A file must lie inside the root, links followed.

    Args:
        name: An address as the file has it: relative, or `data:`.
        beside: The file.
        root: The folder that pictures may be taken from.

    Returns:
        The picture, or None if it is not at hand, is none that browsers show, or is an SVG
        picture with scripts or with addresses of other files.
    """
    data = _inline(name) if is_inline(name) else _beside(name, beside, root)
    return data if data and is_picture(data) else None


def is_inline(name: str) -> bool:
    """Tell whether an address holds the picture itself, so that no file is read."""
    return name[:5].lower() == "data:"


def is_picture(data: bytes) -> bool:
    """Tell whether a file is a picture that a page can show without harm."""
    if data.startswith(_MAGIC) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return True
    text = data.removeprefix(b"\xef\xbb\xbf")
    return bool(_SVG.match(text)) and not _UNSAFE.search(text)


def _beside(name: str, beside: Path, root: Path) -> bytes | None:
    try:
        parts = urlsplit(name.replace("\\", "/"))
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return None
        path = (beside.parent / unquote(parts.path)).resolve()
        if not path.is_relative_to(root.resolve()) or not path.is_file():
            return None
        return path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except (OSError, ValueError, RuntimeError):  # names that no file can have
        return None


def _inline(name: str) -> bytes | None:
    kind, comma, body = name[5:].partition(",")
    if not comma:
        return None
    raw = unquote_to_bytes(body)
    if not kind.lower().replace(" ", "").endswith(";base64"):
        return raw
    try:
        return base64.b64decode(re.sub(rb"\s", b"", raw), validate=True)
    except (binascii.Error, ValueError):
        return None
