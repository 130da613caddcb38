"""The HTML reader on real pages of the State Council; skipped where they are not at hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from converter.discards import essential
from converter.readers.html.read import read_html
from tests.helpers import CORPORA
from tests.test_reader_html import assert_accounted

POLICY = CORPORA / "policy"
PAGES = sorted(POLICY.glob("*.html"))

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not PAGES, reason="no ../shared/corpora/policy beside the checkout"),
]


def rows_of_metadata(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Read the metadata as a person does: each bold label with what stands in the next cell."""
    pairs = []
    for label in soup.select("table.bd1 td > b"):
        value = label.parent.find_next_sibling("td") if label.parent else None
        if value and value.get_text().strip():
            pairs.append(("".join(label.get_text().split()).rstrip("："), value.get_text().strip()))
    return pairs


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_text_is_that_of_the_body(path: Path) -> None:
    data = path.read_bytes()
    source, soup = read_html(path.name, data), BeautifulSoup(data.decode(), "lxml")
    body = soup.find(id="UCAP-CONTENT")
    assert body is not None
    assert essential(source.text) == essential(body.get_text())
    assert [(s.name, s.value) for s in source.statements] == rows_of_metadata(soup)
    assert source.remarks == ()
    assert_accounted(data)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_character_stands_where_it_is_said_to(path: Path) -> None:
    source = read_html(path.name, path.read_bytes())
    lines = path.read_text(encoding="utf-8").split("\n")
    for offset, char in enumerate(source.text):
        place = source.position(offset)
        there = lines[place.line - 1][place.column - 1 : place.column + 5]
        assert char == "\n" or there[:1] == char or there == "&nbsp;" or char == " "


#: What is put into pages at random.
_SNIPPETS = (
    "< > \" ' & </td> <td> </table> <table> <tr> <!-- --> <p> </p> <div/hidden> </div> <li> <ol>"
    " <![x <script> </script> \0 <title> <td/rowspan=3> <b> </b> <pre> <nav> <a/href=x> <h1>"
    " <caption> </tr> <select> <template>"
).split(" ")


def _spoil(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 30)):
        at, other = chance.randrange(len(text)), chance.randrange(len(text))
        kind = chance.random()
        if kind < 0.25:
            text = text[:at] + text[at + chance.randint(1, 300) :]
        elif kind < 0.75:
            text = text[:at] + chance.choice(_SNIPPETS) + text[at:]
        elif kind < 0.95:
            text = text[:at] + text[other : other + chance.randint(1, 400)] + text[at:]
        else:
            text = text[: max(at, 1000)]
        text = text or "甲"
    return text


@pytest.mark.parametrize("seed", range(10))
def test_spoiled_pages_lose_nothing(seed: int) -> None:
    chance = random.Random(seed)
    for path in PAGES:
        for _ in range(4):
            assert_accounted(_spoil(path.read_text(encoding="utf-8"), chance).encode())
