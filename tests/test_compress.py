"""Compressed copies: what has one, that it is the file, and the same bytes wherever it is made."""

from __future__ import annotations

import gzip
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from converter import compress
from converter.compress import FORMS, compress_site
from tests.helpers import ROOT
from tests.io_helpers import TEXT, contents, fill, run, usage

LONG = "第一条 为了规范工作，制定本规定。\n" * 100
FILES = {
    "index.html": LONG,
    "a/style.css": "a { margin: 0 }\n" * 200,
    "a/script.js": "let a = 1;\n" * 200,
    "a/data.json": "[1, 2, 3]" * 200,
    "sitemap.xml": LONG,
    "image.png": LONG,
    "short.html": "短",
    "dense.js": random.Random(1).randbytes(5000),
}


def _site(tmp_path: Path) -> Path:
    return fill(tmp_path / "site", FILES)


@pytest.fixture
def brotli() -> object:
    return pytest.importorskip("brotli", reason="brotli is not installed: make brotli")


def test_text_of_some_length_has_a_copy_that_is_the_file(tmp_path: Path) -> None:
    site = _site(tmp_path)
    before = contents(site)
    count = compress_site(site, ("gz",))
    after = contents(site)
    copies = {name: after[name] for name in after if name not in before}
    # dense.js is as if compressed already: nothing would be gained.
    expected = "a/data.json a/script.js a/style.css index.html sitemap.xml".split()
    assert sorted(copies) == [f"{name}.gz" for name in expected] and count == 5
    for name, content in copies.items():
        assert gzip.decompress(content) == before[name.removesuffix(".gz")]
        # No flags, no date, the highest level, no system: nothing of the machine.
        assert content[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    assert {name: after[name] for name in before} == before


def test_brotli_too(tmp_path: Path, brotli: object) -> None:
    site = _site(tmp_path)
    compress_site(site, tuple(FORMS))
    found = contents(site)
    assert brotli.decompress(found["index.html.br"]).decode() == LONG  # type: ignore[attr-defined]
    assert "index.html.gz" in found


def test_processes_write_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = _site(tmp_path / "1"), _site(tmp_path / "2")
    compress_site(one, ("gz",))
    monkeypatch.setattr(compress, "_CHUNK", 1)
    with ProcessPoolExecutor(2) as pool:
        compress_site(other, ("gz",), pool)
    assert contents(one) == contents(other)


def test_the_copy_that_is_there_stays(tmp_path: Path) -> None:
    site = fill(tmp_path, {"sitemap.xml": LONG, "sitemap.xml.gz": b"mkdocs"})
    assert compress_site(site, ("gz",)) == 0
    assert (site / "sitemap.xml.gz").read_bytes() == b"mkdocs"


def test_only_some_files_may_be_looked_at(tmp_path: Path) -> None:
    site = _site(tmp_path)
    assert compress_site(site, ("gz",), names=["index.html", "short.html"]) == 1
    assert {*contents(site)} - {*FILES} == {"index.html.gz"}


def test_a_build_writes_copies(tmp_path: Path) -> None:
    fill(tmp_path / "texts", {"1.txt": TEXT})
    site = tmp_path / "site"
    done = run("build", "--sources", str(tmp_path / "texts"), "--site", str(site), "--compress=gz")
    assert done.exit_code == 0, done.output
    page = site / "search" / "index.html"
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert not list(site.rglob("*.br")) and not list(site.rglob("*.gz.gz"))


@pytest.mark.parametrize("given", ["zip", "gz,", "gz,xz"])
def test_a_form_that_is_not_known(given: str) -> None:
    wrong = given.removeprefix("gz,")
    result = run("build", "--compress", given)
    assert result.exit_code == 2
    assert result.output == usage("build", f"--compress knows gz and br, not {wrong!r}")


def test_a_library_that_is_missing_is_said_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    result = run("build", "--compress", "gz,br")
    assert result.exit_code == 2
    assert result.output == usage(
        "build",
        "--compress br needs the package brotli: `make brotli`, or without make"
        " `python -m pip install 'tiaowen[brotli]'`",
    )


def test_the_locks_hold_the_library() -> None:
    lock = (ROOT / "requirements" / "brotli.txt").read_text(encoding="utf-8")
    dev = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    pinned = next(line for line in lock.splitlines() if line.startswith("brotli=="))
    assert pinned in dev.splitlines()
