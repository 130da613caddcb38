"""Measure how soon pages can be used: `python -m bench.pages SITE [ADDRESS …]`.

Each page is opened in Chromium with a slowed processor, several times. A page is interactive when
the last long task (over 50 ms) before five quiet seconds is done, and its scripts have run; the
table has medians. Without addresses: home, the search, and the largest page of a document.

The shell is what the theme puts around the text, without the outline.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import http.server
import io
import statistics
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from playwright.sync_api import Browser, sync_playwright

from bench.chromium import CHROMIUM, FLAGS

#: Notes long tasks from the beginning.
_NOTE = """
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) longTasks.push([task.startTime, task.duration]);
  }).observe({ type: "longtask", buffered: true });
"""
_READ = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const last = longTasks.at(-1);
  const blocked = longTasks.filter(([at]) => at > (paint?.startTime ?? 0));
  return {
    paint: paint?.startTime ?? 0,
    ready: page.domContentLoadedEventEnd,
    interactive: Math.max(page.domContentLoadedEventEnd, last ? last[0] + last[1] : 0),
    longest: Math.max(0, ...longTasks.map(([, length]) => length)),
    blocked: blocked.reduce((sum, [, length]) => sum + length - 50, 0),
  };
}"""
_COLUMNS = ("paint", "ready", "interactive", "longest", "blocked")
#: Suffixes of files that are sent compressed.
_TEXTS = frozenset((".html", ".css", ".js", ".json", ".svg"))
#: Without a long task for so many milliseconds, a page is at rest.
_QUIET = 5000


@functools.cache
def _compressed(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, as any server of a site does."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer with the head, and return what follows it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if self.path.partition("?")[0].endswith("/") else path
        asked = "gzip" in self.headers.get("Accept-Encoding", "")
        if not asked or path.suffix not in _TEXTS or not path.is_file():
            return super().send_head()
        body = _compressed(str(path))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and yield its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def measure(browser: Browser, address: str, slower: float) -> dict[str, float]:
    """Open a page once in a fresh profile.

    Args:
        browser: Chromium.
        address: The page.
        slower: By how much the processor is slowed.

    Returns:
        Milliseconds from the beginning, by the names of the columns.
    """
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_NOTE)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address, wait_until="load")
    seen = -1.0
    found: dict[str, float] = page.evaluate(_READ)
    while found["interactive"] != seen:
        seen = found["interactive"]
        page.wait_for_timeout(_QUIET)
        found = page.evaluate(_READ)
    context.close()
    return found


def weigh(page: Path) -> tuple[int, int, int]:
    """Return the bytes of a page's shell, of its outline, and of all."""
    text = page.read_bytes()
    start, end = text.find(b"<article"), text.find(b"</article>")
    sidebar = text.find(b"md-sidebar--secondary")
    first, last = text.find(b"<ul", sidebar, start), text.rfind(b"</ul>", sidebar, start)
    outline = max(0, last - first) if first >= 0 else 0
    return len(text) - (end - start) - outline, outline, len(text)


def main() -> None:
    """Print a table of pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("address", nargs="*")
    parser.add_argument("--slower", type=float, default=4, help="of the processor [4]")
    parser.add_argument("--runs", type=int, default=3, help="of each page [3]")
    asked = parser.parse_args()
    largest = max(asked.site.glob("documents/*/index.html"), key=lambda path: path.stat().st_size)
    chosen = asked.address or ["", "search/", f"documents/{largest.parent.name}/"]
    print(f"Milliseconds, the processor slowed {asked.slower:g} times, medians of {asked.runs}.")
    print(f"| page | bytes | shell | outline | {' | '.join(_COLUMNS)} |")
    print(f"|---|{'---|' * (3 + len(_COLUMNS))}")
    with serving(asked.site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in chosen:
            runs = [measure(browser, f"{host}/{name}", asked.slower) for _ in range(asked.runs)]
            times = (f"{statistics.median(run[key] for run in runs):.0f}" for key in _COLUMNS)
            shell, outline, total = weigh(asked.site / name / "index.html")
            print(f"| {name or 'home'} | {total} | {shell} | {outline} | {' | '.join(times)} |")
        browser.close()


if __name__ == "__main__":
    main()
