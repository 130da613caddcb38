"""How a search is driven, whichever it is."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.chromium import CHROMIUM, FLAGS
from bench.search.queries import Query
from bench.search.serve import Server

#: How long a search may take before it counts as failed, in milliseconds.
PATIENCE = 20_000


_PATIENTLY = """
([argument, ms]) => Promise.race([
  (SCRIPT)(argument),
  new Promise((_, reject) => setTimeout(() => reject(new Error("no answer in time")), ms)),
])
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer to one query.

    Attributes:
        ms: From the query, entered all at once, to its results.
        rows: The names of the first ones, in order.
        total: How many there are by the search's own account; None where it does not say.
    """

    ms: float
    rows: list[str]
    total: int | None


@dataclass(frozen=True, slots=True)
class Everything:
    """All that a search finds.

    Attributes:
        rows: Their names, in order.
        whole: Whether the rows are all; else those of the documents in `documents`.
        documents: The documents whose rows are all there.
        answers: What is shown above the results because the query names it.
    """

    rows: list[str]
    whole: bool = True
    documents: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()


class Engine(ABC):
    """A search on a site that is served.

    Attributes:
        name: What the tables call it.
        site: The folder that is served.
        start: The page on which the search is used, from the root.
        units: What a result can name, by the name of each clause: the clause itself, or the
            part of the page that holds it. A search that names larger parts is held against
            those, which is to its advantage.
        waited: Milliseconds from the loading of the page to when the search could be used.
    """

    name: str
    site: Path
    start: str = ""
    units: Mapping[str, str]
    waited: float = 0.0

    @abstractmethod
    def counts(self, path: str) -> bool:
        """Say whether a file is sent for the search's sake."""

    @abstractmethod
    def ready(self, page: Page) -> None:
        """Wait until the search can be used."""

    @abstractmethod
    def ask(self, page: Page, query: Query) -> Asked:
        """Enter a query as a whole, and wait for its results."""

    @abstractmethod
    def everything(self, page: Page, query: Query) -> Everything:
        """Return all results of a query."""

    @abstractmethod
    def index_bytes(self) -> int:
        """Return how large the index is on disk."""

    def prepare(self, page: Page) -> None:
        """Do what has to be done before a page is opened."""
        del page

    def truth(self, query: Query) -> frozenset[str]:
        """Return the right answers as this search can name them."""
        return frozenset(self.units.get(name, name) for name in query.truth)


def patiently(page: Page, script: str, argument: object = None, ms: int = PATIENCE) -> Any:
    """Call a function of the page, and give up where it does not return.

    Raises:
        playwright.sync_api.Error: It did not return, or failed.
    """
    return page.evaluate(_PATIENTLY.replace("SCRIPT", script), [argument, ms])


def tree_bytes(folder: Path) -> int:
    """Add up the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, engine: Engine, server: Server) -> Iterator[Page]:
    """Open the search's page in a fresh profile, and wait until it can be used."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        engine.prepare(page)
        page.goto(server.address + engine.start, wait_until="load")
        start = time.perf_counter()
        engine.ready(page)
        engine.waited = 1000 * (time.perf_counter() - start)
        server.settle()
        yield page
    finally:
        context.close()


def first_ten(rows: Sequence[str]) -> list[str]:
    """Return the first ten rows that are no repetition."""
    return list(dict.fromkeys(rows))[:10]
