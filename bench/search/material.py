"""The search that comes with Material for MkDocs, on the Markdown of this project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Page

from bench.search.engine import PATIENCE, Asked, Engine, Everything, patiently
from bench.search.queries import Query
from bench.search.truth import Corpus

#: Nothing of this project but its pages.
_PROJECT = """\
site_name: Laws
use_directory_urls: true
theme:
  name: material
  language: zh
  font: false
plugins: {plugins}
markdown_extensions:
  - attr_list
  - tables
  - toc:
      marker: ""
validation:
  omitted_files: ignore
  absolute_links: ignore
  unrecognized_links: ignore
  anchors: ignore
  not_found: ignore
not_in_nav: /documents/
nav: [index.md]
"""

#: Where words end: white space, the marks that jieba leaves, all punctuation. The separator of
#: the theme's manual knows no Chinese punctuation, with which less is found.
_SEPARATOR = (
    r"(?:&(?:[lg]t|amp|quot);|[\s\u200b\u2000-\u206f\u3000-\u303f\ufe10-\ufe4f\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u00b7!-/:-@\[-`{-~])+"
)
_SEARCH = f"[{{search: {{lang: zh, separator: '{_SEPARATOR}'}}}}]"

#: Notes the worker of the search, and what it says.
_LISTEN = """
(() => {
  const READY = 1, QUERY = 2, RESULT = 3;
  const post = Worker.prototype.postMessage;
  const heard = (globalThis.benchSearch = { ready: false, waiting: [] });
  Worker.prototype.postMessage = function (message, ...rest) {
    if (!heard.worker) {
      heard.worker = this;
      this.addEventListener("message", ({ data }) => {
        if (data.type === READY) heard.ready = true;
        if (data.type === RESULT) heard.waiting.shift()?.(data.data.items);
      });
    }
    return post.call(this, message, ...rest);
  };
  heard.ask = (query) => new Promise((resolve) => {
    heard.waiting.push(resolve);
    post.call(heard.worker, { type: QUERY, data: query });
  });
})()
"""

#: A page above its parts is in the answer without having been found: it has no terms.
_ASK = """
async (query) => {
  const start = performance.now();
  const items = await benchSearch.ask(query);
  const ms = performance.now() - start;
  const found = items.flat().filter((each) => Object.values(each.terms ?? {}).some(Boolean));
  return { ms, rows: found.map((each) => each.location) };
}
"""


class _Headings(HTMLParser):
    """Finds the heading that each element with an id stands under."""

    def __init__(self) -> None:
        super().__init__()
        self.under: dict[str, str] = {}
        self._heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id")
        if not name:
            return
        if tag in {"h2", "h3", "h4", "h5", "h6"}:
            self._heading = name
        # What the title is above of is found as the page.
        self.under.setdefault(name, self._heading)


def units_by_heading(site: Path, corpus: Corpus) -> dict[str, str]:
    """Return for each clause the part of its page, from a heading to the next, that holds it."""
    units = {}
    pages: dict[str, dict[str, str]] = {}
    for clause in corpus.clauses:
        if clause.doc not in pages:
            parser = _Headings()
            page = site / "documents" / clause.doc / "index.html"
            parser.feed(page.read_text(encoding="utf-8"))
            pages[clause.doc] = parser.under
        units[clause.name] = f"{clause.doc}#{pages[clause.doc].get(clause.eid, '')}"
    return units


def unit_of(address: str, titles: frozenset[str] = frozenset({"title"})) -> str:
    """Return the part of a page that an address leads to."""
    path, _, anchor = address.partition("#")
    slug = path.rstrip("/").rsplit("/", 1)[-1]
    return f"{slug}#{'' if anchor in titles else anchor}"


def build(pages: Path, project: Path, search: bool) -> tuple[Path, float]:
    """Build pages with the theme alone.

    Args:
        pages: The folder of documents, as Markdown.
        project: Where to do it.
        search: Whether to make the index.

    Returns:
        The site, and the seconds that it took.
    """
    docs = project / "docs"
    if not docs.exists():
        shutil.copytree(pages, docs / "documents")
        (docs / "index.md").write_text("# Laws\n", encoding="utf-8")
    plugins = _SEARCH if search else "[]"
    (project / "mkdocs.yml").write_text(_PROJECT.format(plugins=plugins), encoding="utf-8")
    site = project / ("site-search" if search else "site")
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)],
        cwd=project,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stderr=subprocess.DEVNULL,
    )
    return site, time.perf_counter() - start


class Material(Engine):
    """Its worker, asked as its own interface asks it; without the drawing of the rows."""

    def __init__(self, site: Path, units: Mapping[str, str], name: str = "Material") -> None:
        self.name = name
        self.site = site
        self.units = units
        self._found: dict[str, list[str]] = {}

    def counts(self, path: str) -> bool:
        return path.startswith("search/") or "/workers/" in path or "/lunr/" in path

    def prepare(self, page: Page) -> None:
        page.add_init_script(_LISTEN)

    def ready(self, page: Page) -> None:
        page.wait_for_function("globalThis.benchSearch?.ready", timeout=6 * PATIENCE)

    def ask(self, page: Page, query: Query) -> Asked:
        found = patiently(page, _ASK, straight(query))
        self._found[query.text] = list(dict.fromkeys(map(unit_of, found["rows"])))
        return Asked(found["ms"], self._found[query.text][:10], None)

    def everything(self, page: Page, query: Query) -> Everything:
        if query.text not in self._found:
            self.ask(page, query)
        return Everything(self._found[query.text])

    def index_bytes(self) -> int:
        return (self.site / "search" / "search_index.json").stat().st_size


def straight(query: Query) -> str:
    """Write a phrase in the quotation marks that other searches take for such."""
    for before, after in ("“”", "「」", "『』", "‘’"):
        if query.text.startswith(before) and query.text.endswith(after):
            return f'"{query.text[1:-1]}"'
    return query.text
