"""Addresses of the site in any text."""

from __future__ import annotations

import pytest

from converter.lookup.find_addresses import Found, find_addresses


def urls(text: str) -> list[str]:
    """Return the addresses in a text."""
    return [found.url for found in find_addresses(text.splitlines())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见 https://h.cn/x/documents/fa/#art_12，另见第三条。", ["documents/fa/#art_12"]),
        ("[[http://h/documents/fa/2018-03-20/#art_3|监察法]]", ["documents/fa/2018-03-20/#art_3"]),
        ('<a href="../documents/fa/index.html?q=%E7%9B%91#art_3">', ["documents/fa/#art_3"]),
        ('10.0.0.1 "GET /documents/fa/?q=%E7%9B%91 HTTP/1.1" 200', ["documents/fa/"]),
        ("?to=https%3A%2F%2Fh%2Fdocuments%2Ffa%2F%23art_12", ["documents/fa/#art_12"]),
        ("?to=https%253A%252F%252Fh%252Fdocuments%252Ffa%252F%2523art_1", ["documents/fa/#art_1"]),
        ("file:///C:/site/documents/fa/index.html#art_1.", ["documents/fa/#art_1"]),
        ("（documents/fa/#sec_1__p_2）。", ["documents/fa/#sec_1__p_2"]),
        ("https://h/documents/fa", ["documents/fa/"]),
        ("https://h/documents/fa#art_1, ", ["documents/fa/#art_1"]),
        ("glossary/ci-0f1a/#corpus", ["glossary/ci-0f1a/#corpus"]),
        ("glossary/ci-0f1a/#fa/2018-03-20--art_2", ["glossary/ci-0f1a/#fa/2018-03-20--art_2"]),
        ("compare/fa_2018-03-20/fa_2024-12-25/#old_art_3", None),
        ("documents/fa/#art_1 documents/fa/#art_1", ["documents/fa/#art_1"]),
        # Pictures, prose, and pages of other sites.
        ("documents/fa/1.png documents/fa/images/1.png documents/fa.html", []),
        ("read the documents/and other files, mydocuments/fa/", []),
        ("https://h/documents/监察法/ search/?q=documents", []),
    ],
)
def test_addresses_are_found(text: str, found: list[str] | None) -> None:
    assert urls(text) == ([text] if found is None else found)


def test_where_they_stand() -> None:
    text = "documents/fa/#art_1\n\n/documents/fa/index.html#art_1 documents/fa/\n"
    assert find_addresses(text.splitlines()) == [
        Found("fa", "", "art_1", (1, 3)),
        Found("fa", "", "", (3,)),
    ]
