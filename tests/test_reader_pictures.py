"""Pictures of pages: which are taken, and from where."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from converter.readers import read
from converter.readers.html.read import read_html
from converter.readers.pictures import find_picture, is_picture
from tests.io_helpers import fill

PNG = b"\x89PNG\r\n\x1a\n..."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><a href="#x"/><path fill="url(#g)"/></svg>'


def test_pictures_beside_a_page(tmp_path: Path) -> None:
    html = '<p>甲<img src="a%20b/图.png?x=1" alt=" 图 "></p><img src="fehlt.png">'
    fill(tmp_path, {"a.html": html, "a b/图.png": PNG})
    source, _, problems = read(tmp_path / "a.html", "a.html")
    assert source is not None and problems == []
    assert source.text == "甲\n\n"
    assert [(i.offset, i.name, i.alt, i.data) for i in source.images] == [
        (1, "a%20b/图.png?x=1", "图", PNG),
        (2, "fehlt.png", "", None),
    ]


NAMES = {
    "beside": ("p.png", True),
    "above, within the root": ("../q.png", True),
    "outside of the root": ("../../secret.png", False),
    "by a link outside of the root": ("link.png", False),
    "absolute": ("/p.png", False),
    "on the web": ("https://example.org/p.png", False),
    "on another host": ("//example.org/p.png", False),
    "a folder": ("../d", False),
    "no name of a file": ("\0", False),
    "too long a name": ("x" * 5000, False),
    "no picture": ("text.png", False),
    "data": (f"data:image/png;base64,{base64.b64encode(PNG).decode()}", True),
    "data, percent-encoded": ("data:image/svg+xml,%3Csvg%3E%3C/svg%3E", True),
    "broken data": ("data:image/png;base64,###", False),
    "no data": ("data:", False),
}


@pytest.mark.parametrize(("name", "found"), NAMES.values(), ids=NAMES)
def test_where_pictures_are_taken_from(tmp_path: Path, name: str, found: bool) -> None:
    files = {"s/d/p.png": PNG, "s/q.png": PNG, "secret.png": PNG, "s/d/text.png": "text"}
    fill(tmp_path, files)
    (tmp_path / "s/d/link.png").symlink_to(tmp_path / "secret.png")
    assert (find_picture(name, tmp_path / "s/d/a.html", tmp_path / "s") is not None) == found


KINDS = {
    "PNG": (PNG, True),
    "WebP": (b"RIFF1234WEBP", True),
    "SVG": (SVG, True),
    "SVG with a declaration": (b'<?xml version="1.0"?>\n<!-- x -->\n' + SVG, True),
    "SVG with a program": (b"<svg><script>x</script></svg>", False),
    "SVG with a handler": (b'<svg onload="x"></svg>', False),
    "SVG with an address": (b'<svg><image href="https://example.org/x"/></svg>', False),
    "SVG with a style from elsewhere": (b"<svg><style>a{b:url(//x.y/z)}</style></svg>", False),
    "SVG with an entity": (b'<!DOCTYPE svg [<!ENTITY x "y">]><svg></svg>', False),
    "HTML": (b"<html><svg></svg></html>", False),
    "nothing": (b"", False),
}


@pytest.mark.parametrize(("data", "good"), KINDS.values(), ids=KINDS)
def test_what_is_a_picture(data: bytes, good: bool) -> None:
    assert is_picture(data) == good


IGNORED = ('src="a/spacer.gif"', "src=a.png width=1", 'src=a.png width="16" height="16px"', "")


@pytest.mark.parametrize("attributes", IGNORED)
def test_pictures_that_show_nothing(attributes: str) -> None:
    assert read_html("x", f"<p>甲<img {attributes}></p>".encode()).images == ()


def test_pictures_that_a_program_shows_later() -> None:
    html = b'<img src="data:image/gif;base64,AA" data-src="a.png"><img data-original=b.png>'
    assert [image.name for image in read_html("x", html).images] == ["a.png", "b.png"]
