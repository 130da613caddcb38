"""This project's search, driven through its box and, for all results, through its functions."""

from __future__ import annotations

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
)
from bench.search.queries import Query
from converter.search.scripts import JOINED

#: Our script on every page.
_SCRIPT = f"search/{JOINED}"

#: Enters a query as pasting does, and waits until the results say that they are its own. The
#: rows are read in a task of their own, after the time has been taken.
_ASK = """
(query) => new Promise((resolve) => {
  const box = document.querySelector("#tw-search-input");
  const rows = () => [...document.querySelectorAll("#tw-search-results a.tw-hit")];
  const shown = () => {
    const results = document.querySelector("#tw-search-results");
    if (!results || results.dataset.query !== query) return false;
    return results.dataset.total === "0" || rows().length > 0;
  };
  const watch = new MutationObserver(() => shown() && finish());
  let start = 0;
  const finish = () => {
    const ms = performance.now() - start;
    watch.disconnect();
    setTimeout(() => resolve({
      ms,
      rows: rows().map((row) => row.dataset.clause ?? ""),
      total: Number(document.querySelector("#tw-search-results").dataset.total),
    }));
  };
  watch.observe(document.documentElement,
    { subtree: true, childList: true, attributes: true,
      attributeFilter: ["data-query", "data-total", "data-clause"] });
  box.focus();
  start = performance.now();
  box.value = query;
  box.dispatchEvent(new InputEvent("input",
    { bubbles: true, inputType: "insertFromPaste", data: query }));
})
"""

#: All rows, or those of the first documents where there are too many.
_EVERYTHING = """
async ([query, most, documents]) => {
  const search = globalThis.tiaowen.search;
  await search.open();
  const outcome = await search.run(query);
  const name = (row) => {
    const path = /documents\\/([^?#]+)\\//.exec(row.url);
    return `${path ? decodeURIComponent(path[1]) : "?"}#${row.eid}`;
  };
  const whole = outcome.total <= most;
  const last = whole ? outcome.documents : Math.min(documents, outcome.documents);
  const rows = [];
  const seen = [];
  for (let start = 0; start < last; start += 10) {
    const groups = await outcome.groups(start, Math.min(10, last - start), 3);
    for (const group of groups) {
      rows.push(...group.rows.map(name));
      while (group.rows.length && group.rows.length < group.count) {
        const more = await outcome.rowsOf(group.doc, group.rows.length, 200);
        if (!more.length) break;
        group.rows.push(...more);
        rows.push(...more.map(name));
      }
      if (group.rows.length) seen.push(name(group.rows[0]).split("#")[0]);
    }
    if (!groups.length) break;
  }
  return { rows, whole, seen, answers: outcome.answer.rows.map(name) };
}
"""


class Ours(Engine):
    """The search of a site that `tiaowen build` made.

    Args:
        site: The site.
        names: The names of its clauses.
        start: The page on which the search is used.
        most: With more hits, only those of the first documents are looked at one by one.
    """

    name = "Tiaowen"

    def __init__(self, site: Path, start: str = "", most: int = 5000) -> None:
        self.site = site
        self.start = start
        self.units: Mapping[str, str] = {}
        self._most = most

    def counts(self, path: str) -> bool:
        return self.in_index(path) or path == _SCRIPT

    def in_index(self, path: str) -> bool:
        """Say whether a file is of the index, and no script of ours."""
        return path.startswith("search/") and path.endswith(".js") and path != _SCRIPT

    def ready(self, page: Page) -> None:
        page.wait_for_selector("#tw-search-input", state="attached")

    def ask(self, page: Page, query: Query) -> Asked:
        found = patiently(page, _ASK, query.text)
        # A row without an id of a clause is a document.
        rows = [row for row in found["rows"] if not row.endswith("#")]
        return Asked(found["ms"], first_ten(rows), found["total"])

    def everything(self, page: Page, query: Query) -> Everything:
        found = patiently(page, _EVERYTHING, [query.text, self._most, 20], 3 * PATIENCE)
        documents, answers = frozenset(found["seen"]), frozenset(found["answers"])
        return Everything(found["rows"], found["whole"], documents, answers)

    def index_bytes(self) -> int:
        paths = (path for path in self.site.rglob("*") if path.is_file())
        ours = (path for path in paths if self.in_index(path.relative_to(self.site).as_posix()))
        return sum(path.stat().st_size for path in ours)
