"""What the scripts of the search load and fold: the same as was written, on the same rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from converter.bundle import Bundle
from converter.search import files as files_module
from converter.search.blocks import compress
from converter.search.files import Files, json_bytes
from converter.search.fold import fold, simplified
from converter.search.scripts import JOINED, join_scripts
from converter.search.write import write_search
from converter.site_files import SiteFiles
from converter.view import View
from tests.browser.conftest import OpenPage, serving
from tests.helpers import make_document
from tests.io_helpers import ROOT, scratch

SCRIPT = f'<script src="scripts/{JOINED}"></script>'


@pytest.fixture
def folder() -> Path:
    """A folder with a page that loads the scripts."""
    place = scratch() / "site"
    (place / "scripts").mkdir(parents=True)
    join_scripts(ROOT / "docs" / "javascripts" / "search", place / "scripts")
    (place / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{SCRIPT}")
    return place


LOAD = """name => tiaowen.search.store.load(name).then(
  (bytes) => [...bytes], (error) => [error.name, error.message.replace(/:.*[/]/, ": …/")])"""
#: As many zeros stand behind the bytes, so that codes can be read ahead.
SPARE = [0] * 8


def test_bytes_come_as_they_were_written(folder: Path, open_page: OpenPage) -> None:
    files = Files(SiteFiles(folder / "search"))
    written = {f"b{size}": bytes(range(256)) * 2 + bytes(size) for size in range(16)}
    for name, data in written.items():
        files.add(name, data)
    files.add_json("base", {"文": ["“\u2028😀𠀀”", 1, None]})
    files.add_json("sample", "县级以上人民政府应当加强领导。")
    value = json_bytes(["人民政府应当加强领导。"])
    (packed,) = compress("县级以上人民政府应当加强领导。".encode(), [value])
    files.add_packed("t0", packed)
    files.finish()
    page = open_page((folder / "index.html").as_uri())
    for name, data in written.items():
        assert page.evaluate(LOAD, name) == [*data, *SPARE]
    assert page.evaluate("tiaowen.search.store.json('base')") == {"文": ["“\u2028😀𠀀”", 1, None]}
    assert page.evaluate("tiaowen.search.store.like('t0')") == ["人民政府应当加强领导。"]


def test_a_file_is_loaded_once_for_all_who_ask_for_it(folder: Path, open_page: OpenPage) -> None:
    files = Files(SiteFiles(folder / "search"))
    files.add("b0", b"x")
    files.finish()
    page = open_page((folder / "index.html").as_uri())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    both = "Promise.all(['b0', 'b0'].map((name) => tiaowen.search.store.load(name)))"
    assert page.evaluate(f"{both}.then((all) => all.map(([first]) => first))") == [120, 120]
    assert [name.partition("?")[0] for name in asked] == ["manifest.js", "b0.js"]


def test_what_is_missing_is_said(folder: Path, open_page: OpenPage) -> None:
    page = open_page((folder / "index.html").as_uri())
    missing = page.evaluate(LOAD, "b0")
    assert [missing[0], missing[1].partition("?")[0]] == [
        "Error",
        "cannot be loaded: …/manifest.js",
    ]
    Files(SiteFiles(folder / "search")).finish()
    assert page.evaluate(LOAD, "b0") == ["Error", "cannot be loaded: …/b0.js"]


def build(folder: Path, text: str) -> None:
    """Write the index of a document in the place of the one before."""
    if (folder / "search").exists():
        (folder / "search").rename(scratch() / "old")
    write_search(View(Bundle((make_document(text),))), folder / "search")


def test_a_site_that_was_built_anew_is_not_mixed_with_the_old_one(
    folder: Path, open_page: OpenPage
) -> None:
    build(folder, "某市条例\n第一条 甲。")
    with serving(folder) as address:
        page = open_page(f"{address}/index.html")
        first = page.evaluate("tiaowen.search.store.like('t0')")
        build(folder, "某市条例\n第一条 乙。")
        assert page.evaluate(LOAD, "articles") == [
            "TwStale",
            "the site has been built anew since this page was opened",
        ]
        page.reload()
        second = page.evaluate("tiaowen.search.store.like('t0')")
    assert (first["texts"][-1], second["texts"][-1]) == ("甲。", "乙。")


def test_a_script_of_another_format_says_that_the_page_is_old(
    folder: Path, open_page: OpenPage
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files_module, "FORMAT", files_module.FORMAT + 1)
        build(folder, "某市条例\n第一条 甲。")
    page = open_page((folder / "index.html").as_uri())
    assert page.evaluate(LOAD, "base")[0] == "TwStale"


def test_the_same_documents_give_the_same_files(folder: Path) -> None:
    build(folder, "某市条例\n第一条 甲。")
    first = {path.name: path.read_bytes() for path in folder.rglob("search/*/*.js")}
    manifest = (folder / "search" / "manifest.js").read_text()
    build(folder, "某市条例\n第一条 甲。")
    assert {path.name: path.read_bytes() for path in folder.rglob("search/*/*.js")} == first
    assert (folder / "search" / "manifest.js").read_text() == manifest


def folded(page: Page, texts: list[str]) -> list[str]:
    """Fold texts in the browser."""
    done: list[str] = page.evaluate("texts => texts.map(tiaowen.search.fold)", texts)
    return done


def test_both_sides_fold_every_character_alike(folder: Path, open_page: OpenPage) -> None:
    build(folder, "某市条例\n第一条 甲。")
    page = open_page((folder / "index.html").as_uri())
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    plain = [char for char in characters if char not in simplified()]
    assert folded(page, plain) == [fold(char) for char in plain]
    page.evaluate("tiaowen.search.loadTraditional()")
    assert folded(page, characters) == [fold(char) for char in characters]


def test_folding() -> None:
    pairs = {
        "監察 法": "监察法",
        "ＰＤＦ　１２": "pdf12",
        '「甲」‘乙’"丙"': '"甲""乙""丙"',
        "《某法》（试行）": "《某法》(试行)",
        "\u200b\ufeff": "",
        "𠀀É": "𠀀é",
    }
    assert {text: fold(text) for text in pairs} == pairs


QUERIES = {
    "监察 机关": (["监察", "机关"], [], []),
    "监察　监察": (["监察"], [], []),
    '"监察 机关" -处分': (["监察机关"], ["处分"], []),
    '－"处 分"': ([], ["处分"], []),
    "标题：办法 责任": (["责任"], [], ["办法"]),
    "-title:办法 责任": (["责任"], [], [], ["办法"]),
    '标题:"管理 办法"': ([], [], ["管理办法"]),
    "“四种形态”": (['"四种形态"'], [], []),
    "“四种 形态”的 监督": (['"四种形态"的', "监督"], [], []),
    "-「四种 形态」": ([], ['"四种形态"'], []),
    '"': (['"'], [], []),
    "-": (["-"], [], []),
    " 　": ([], [], []),
}


def test_queries_are_read(folder: Path, open_page: OpenPage) -> None:
    page = open_page((folder / "index.html").as_uri())
    read = page.evaluate("queries => queries.map(tiaowen.search.read)", list(QUERIES))
    names = ("words", "without", "title", "untitled")
    for query, parts in zip(read, QUERIES.values(), strict=True):
        assert query == dict(zip(names, (*parts, [])[:4], strict=True))
