"""The published documents printed to PDF by Chromium, and read again."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from converter.discards import essential
from converter.readers.pdf import read_pdf
from tests.helpers import SOURCES

_PAGE = """\
<!doctype html><meta charset="utf-8"><html lang="zh-CN"><style>
@page {{ size: A4; margin: 30mm 27mm;
  @top-right {{ content: "某市纪委文件" }} @bottom-center {{ content: "— " counter(page) " —" }} }}
body {{ font: 16pt/28pt serif; margin: 0; text-align: {align} }}
p {{ margin: 0 0 {gap}; text-indent: {indent} }}
</style>{paragraphs}
"""


@pytest.mark.parametrize(
    ("align", "gap", "indent"),
    [("justify", "0", "2em"), ("left", "0", "2em"), ("justify", "16pt", "0")],
)
@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_printed_document_comes_back(
    browser: Browser, path: Path, align: str, gap: str, indent: str
) -> None:
    text = path.read_bytes().decode("utf-8")
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    page = browser.new_page()
    page.set_content(
        _PAGE.format(
            align=align,
            gap=gap,
            indent=indent,
            paragraphs="".join(f"<p>{html.escape(p)}</p>" for p in paragraphs),
        )
    )
    data = page.pdf(prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", data))
    page.close()
    source = read_pdf(path.name, data)
    assert essential(source.text) == essential(text)
    assert [essential(p) for p in source.text.splitlines()] == [essential(p) for p in paragraphs]
    assert {r.rule for r in source.removals} == {"page-number", "running-head"}
    assert len(source.removals) == 2 * pages
    assert source.position(len(source.text) - 2).line == pages
