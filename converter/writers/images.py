"""Pictures: the files beside a page, and where on it they stand."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator

from converter.beside import Image
from converter.model import Document
from converter.tree import Kind, Node
from converter.writers.escape import markdown

#: The folder of a page's pictures, below the page's own.
FOLDER = "images"


def image_files(doc: Document) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of a document: path from its page, and content."""
    for position, image in enumerate(doc.source.images, 1):
        if image.data is not None:
            yield _path(position, image), image.data


def _path(position: int, image: Image) -> str:
    """Name a picture's file: by its place, so that no two of a document are the same."""
    name = re.sub(r"[^a-z0-9.-]+", "-", posixpath.basename(image.name).lower()).strip("-.")
    return f"{FOLDER}/{position}-{name[-40:]}" if name else f"{FOLDER}/{position}"


def images_by_node(doc: Document) -> dict[int, list[str]]:
    """Write the pictures of a document, each for the block that it stands in or behind.

    Args:
        doc: The document.

    Returns:
        Node key to Markdown blocks. A picture that is not at hand is a visible note.
    """
    if not doc.source.images:
        return {}
    blocks = [node for node in _blocks(doc.root) if any(node.own_spans()) or node.children]
    starts = [node.span.start for node in blocks]
    out: dict[int, list[str]] = {}
    for position, image in enumerate(doc.source.images, 1):
        at = max(0, bisect_right(starts, image.offset) - 1)
        if blocks:
            out.setdefault(blocks[at].key, []).append(_block(position, image))
    return out


def _blocks(node: Node) -> Iterator[Node]:
    """Yield the nodes that are written as blocks of their own, in document order."""
    for child in node.children:
        if child.block:
            yield child
            if child.kind is not Kind.TABLE:
                yield from _blocks(child)


def _block(position: int, image: Image) -> str:
    if image.data is None:
        named = markdown(posixpath.basename(image.name)) or f"图{position}"
        return f'（此处原有图片“{named}”，未随原文提供。）\n{{ .tw-missing data-editorial="" }}'
    alt = markdown(" ".join(image.alt.split())) or f"图{position}"
    classes = '.tw-image data-editorial="" loading="lazy"'
    return f"![{alt}]({_path(position, image)}){{ {classes} }}"
