"""Pagefind, on pages and on records of clauses."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

from bench.search.engine import (
    PATIENCE,
    Asked,
    Engine,
    Everything,
    first_ten,
    patiently,
    tree_bytes,
)
from bench.search.material import straight, unit_of
from bench.search.queries import Query

#: Makes an index of one record a clause; with `apart`, each character is a word.
_RECORDS = """
import { createInterface } from "node:readline";
import { createReadStream } from "node:fs";
import { createIndex, close } from "pagefind";
const [clauses, out, apart] = process.argv.slice(2);
const { index } = await createIndex({ forceLanguage: "zh" });
for await (const line of createInterface({ input: createReadStream(clauses) })) {
  const { doc, eid, text } = JSON.parse(line);
  const words = text.match(/[\\p{L}\\p{N}]/gu);
  if (!words) continue;
  const { errors } = await index.addCustomRecord({
    url: `/${doc}/#${eid}`, language: "zh", meta: { title: doc },
    content: apart ? words.join(" ") : text,
  });
  if (errors.length) throw new Error(errors.join());
}
await index.writeFiles({ outputPath: out });
await close();
"""

#: Loads its functions as its own interface does.
_READY = """
async () => {
  globalThis.benchSearch = await import(new URL("pagefind/pagefind.js", document.baseURI).href);
  await benchSearch.init();
}
"""

#: Its interface shows five pages at first, and at most three parts of each.
_ASK = """
async (query) => {
  const start = performance.now();
  const found = await benchSearch.search(query);
  const data = await Promise.all(found.results.slice(0, PAGES).map((each) => each.data()));
  const ms = performance.now() - start;
  const parts = (each) => each.sub_results?.length ? each.sub_results.slice(0, 3) : [each];
  const rows = data.flatMap(parts).map((each) => each.url);
  return { ms, rows, ids: found.results.map((each) => each.id) };
}
"""

_EVERY_PART = """
async (query) => {
  const found = await benchSearch.search(query);
  const data = await Promise.all(found.results.map((each) => each.data()));
  const parts = (each) => each.sub_results?.length ? each.sub_results : [each];
  return data.flatMap(parts).map((each) => each.url);
}
"""


def install(scratch: Path) -> Path:
    """Install the newest Pagefind into a scratch folder, with the package manager of Node.

    Returns:
        The folder to run it in.
    """
    folder = scratch / "node"
    if not (folder / "node_modules" / "pagefind").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true, "type": "module"}')
        subprocess.run(["npm", "install", "--silent", "pagefind"], cwd=folder, check=True)
    return folder


def version(node: Path) -> str:
    """Return which Pagefind is installed."""
    package = node / "node_modules" / "pagefind" / "package.json"
    found: str = json.loads(package.read_text(encoding="utf-8"))["version"]
    return found


def index_pages(node: Path, site: Path) -> float:
    """Index the pages of a site, without what is no text of theirs; return the seconds."""
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    start = time.perf_counter()
    command = [str(node / "node_modules" / ".bin" / "pagefind"), "--site", str(site.resolve())]
    command += ["--glob", "documents/**/*.html", "--root-selector", "article"]
    command += ["--exclude-selectors", "[data-editorial]", "--force-language", "zh"]
    subprocess.run(command, cwd=node, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def index_clauses(node: Path, clauses: Path, site: Path, apart: bool) -> float:
    """Index a record a clause into an empty site; return the seconds."""
    site.mkdir(parents=True, exist_ok=True)
    (site / "index.html").write_text("<!doctype html><title>Search</title>", encoding="utf-8")
    (node / "records.mjs").write_text(_RECORDS, encoding="utf-8")
    start = time.perf_counter()
    command = ["node", "records.mjs", str(clauses.resolve()), str(site.resolve() / "pagefind")]
    subprocess.run([*command, "apart"] if apart else command, cwd=node, check=True)
    return time.perf_counter() - start


class Pagefind(Engine):
    """Its functions, asked as its own interface asks them; without the drawing of the rows.

    Args:
        site: A site with an index in `pagefind/`.
        units: What it can name; empty where each clause is a record.
        name: What the tables call it.
        apart: Whether each character is a word.
    """

    def __init__(
        self, site: Path, units: Mapping[str, str], name: str, apart: bool = False
    ) -> None:
        self.name = name
        self.site = site
        self.units = units
        self._apart = apart
        self._records = {} if units else _addresses(site / "pagefind")
        self._found: dict[str, list[str]] = {}

    def counts(self, path: str) -> bool:
        return path.startswith("pagefind/")

    def ready(self, page: Page) -> None:
        patiently(page, _READY)

    def ask(self, page: Page, query: Query) -> Asked:
        pages = "5" if self.units else "10"
        found = patiently(page, _ASK.replace("PAGES", pages), self._written(query))
        self._found[query.text] = found["ids"]
        return Asked(found["ms"], first_ten(list(map(unit_of, found["rows"]))), None)

    def everything(self, page: Page, query: Query) -> Everything:
        if self._records:
            if query.text not in self._found:
                self.ask(page, query)
            return Everything([self._records[each] for each in self._found[query.text]])
        found = patiently(page, _EVERY_PART, self._written(query), 6 * PATIENCE)
        return Everything(list(dict.fromkeys(map(unit_of, found))))

    def truth(self, query: Query) -> frozenset[str]:
        if self.units:
            return super().truth(query)
        return frozenset(map(unit_of, query.truth))

    def index_bytes(self) -> int:
        return tree_bytes(self.site / "pagefind")

    def _written(self, query: Query) -> str:
        """Write a query; where characters are words, as a phrase of them if it is one word."""
        if not self._apart:
            return straight(query)
        characters = " ".join(filter(str.isalnum, straight(query)))
        # It takes quotation marks for such only around the whole query.
        return characters if len(query.words) > 1 or query.first else f'"{characters}"'


def _addresses(index: Path) -> dict[str, str]:
    """Read from an index which record is which clause."""
    found = {}
    for path in (index / "fragment").iterdir():
        data = gzip.decompress(path.read_bytes())
        record = json.loads(data[data.index(b"{") :])
        found[path.name.split(".")[0]] = unit_of(record["url"])
    return found


def available() -> bool:
    """Say whether what installs and runs it is on this machine."""
    places = os.environ.get("PATH", "")
    return all(shutil.which(name, path=places) for name in ("npm", "node"))
