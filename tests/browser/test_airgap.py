"""Nothing is asked for outside the site; `open_page` fails a test for any such request."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import OpenPage, serving
from tests.browser.test_reading import MEASURES
from tests.io_helpers import ROOT, python, scratch, tiaowen


@pytest.fixture(scope="module")
def with_repository() -> Iterator[str]:
    """The same site with `repo_url` set, for which the theme would ask the GitHub API."""
    place = scratch()
    done = tiaowen("convert", "--out", str(place / "project"), cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    config = place / "project" / "mkdocs.yml"
    address = "https://github.com/example/example"
    config.write_text(f"{config.read_text(encoding='utf-8')}\nrepo_url: {address}\n", "utf-8")
    built = python("-m", "mkdocs", "build", "--strict", "-f", str(config), cwd=place)
    assert built.returncode == 0, built.stdout + built.stderr
    with serving(place / "project" / "site") as address:
        yield address


def _visit(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("纪律", delay=30)
    page.wait_for_timeout(500)


@pytest.mark.parametrize("path", ["", MEASURES, "glossary/"])
def test_without_repository(path: str, site: str, open_page: OpenPage) -> None:
    _visit(open_page, f"{site}/{path}")


@pytest.mark.parametrize("path", ["", MEASURES])
def test_with_repository(path: str, with_repository: str, open_page: OpenPage) -> None:
    _visit(open_page, f"{with_repository}/{path}")
