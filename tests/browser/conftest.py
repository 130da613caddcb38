"""A real browser for the tests, and the sites that it opens."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    sync_playwright,
)

from bench.chromium import CHROMIUM, FLAGS
from tests.browser.samples import FILES
from tests.io_helpers import fill, scratch, seed_site, tiaowen
from tests.policy import POLICY


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests in this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, or fail where it is required."""
    if shutil.which(CHROMIUM) is None:
        if os.environ.get("TIAOWEN_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{CHROMIUM} is missing, and TIAOWEN_REQUIRE_BROWSER=1")
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        """Send the policy of the server, if it has one."""
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path, policy: str = POLICY) -> Iterator[str]:
    """Serve a folder on this machine and yield its address, without a slash at the end."""
    kind = type("_Served", (_Quiet,), {"policy": policy})
    handler = functools.partial(kind, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the site of the five documents."""
    with serving(seed_site()) as address:
        yield address


_STATUTE = """\
某市试验条例
2020年1月2日 某市人民代表大会常务委员会第三次会议通过
第一章 总则
第一条 为了试验，制定本条例。
第二条 本条例所称试验，包括下列情形：
（一）甲类试验；
（二）乙类试验：
1.室内试验；
2.室外试验。
前款规定的试验，依照本条例第一条办理。
第二章 附则
第三条 （一）丙类；
（二）丁类。
第四条 本条例自2020年3月1日起施行。
"""

#: Markup as text, in every place that a text has.
HOSTILE = """\
<script>window.pwned=1</script>与</title><img src=x onerror="window.pwned=2">管理办法
一、<b>粗</b>与&lt;实体&gt;{#id .x}
（一）*星号*_下划线_`反引号`。[链接](javascript:window.pwned=3)与![图](x)与<http://a.b>。
"""


@pytest.fixture(scope="session")
def statutes() -> Iterator[str]:
    """The address of a site made from a folder without a catalog: a statute, hostile text."""
    folder = fill(scratch() / "texts", {"某市试验条例.txt": _STATUTE, "敌意.txt": HOSTILE})
    out = folder.parent / "out"
    done = tiaowen("build", "--sources", str(folder), "--site", str(out), cwd=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(out) as address:
        yield address


@pytest.fixture(scope="session")
def samples() -> Iterator[str]:
    """The address of a site of files of every format, with tables, footnotes and pictures."""
    folder = fill(scratch() / "texts", FILES)
    out = folder.parent / "out"
    done = tiaowen("build", "--sources", str(folder), "--site", str(out), cwd=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(out) as address:
        yield address


def refusals(context: BrowserContext) -> list[str]:
    """Return a list that takes what the server's policy refuses to the pages of a context."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(message.text)

    context.on("console", note)
    return found


def until(page: Page, expression: str) -> None:
    """Wait until an expression holds; Playwright's own way needs what the policy refuses."""
    deadline = time.monotonic() + 10
    while not page.evaluate(f"Boolean({expression})"):
        assert time.monotonic() < deadline, f"waited in vain for {expression}"
        page.wait_for_timeout(30)


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open an address in a fresh profile; whatever asks for another host is refused and noted.

    A `script` runs before those of every page.

    What was refused, by this function or by the policy of the server, fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    outside: list[str] = []
    refused: list[list[str]] = []

    def refuse(route: Route) -> None:
        address = route.request.url
        if address.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")):
            route.continue_()
        else:
            outside.append(address)
            route.abort()

    def opener(
        address: str,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        script: str = "",
        referer: str | None = None,
        **options: object,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
            **options,
        )
        contexts.append(context)
        refused.append(refusals(context))
        context.route("**/*", refuse)
        if address.startswith("http"):
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(address, referer=referer)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert outside == [], "the site asked for something outside itself"
    assert [line for found in refused for line in found] == [], (
        "the site did what a strict policy refuses"
    )
