"""`tiaowen serve`: what is changed in a source is on the page a moment later."""

from __future__ import annotations

import _thread
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from converter import mkdocs_run
from tests.helpers import ROOT

#: So many seconds a change may take to be seen, on a machine that is busy.
PATIENCE = 60


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one source."""
    place = tmp_path / "checkout"
    (place / "sources").mkdir(parents=True)
    (place / "sources" / "a.txt").write_text(
        "关于值班的通知\n各区：\n一、要求\n要落实领导带班制度。\n", encoding="utf-8"
    )
    shutil.copyfile(ROOT / "mkdocs.yml", place / "mkdocs.yml")
    (place / "docs").symlink_to(ROOT / "docs")
    return place


@pytest.fixture
def address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def server(checkout: Path, address: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "converter.cli", "serve", "--address", address]
    process = subprocess.Popen(
        command, cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    yield process
    process.terminate()
    process.communicate(timeout=PATIENCE)


def seen(address: str, words: str) -> str:
    """Return the page of the document as soon as it shows some words."""
    url = f"http://{address}/documents/guan-yu-zhi-ban-de-tong-zhi/"
    end = time.monotonic() + PATIENCE
    page = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                page = answer.read().decode()
        except OSError:
            page = ""
        if words in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{words!r} is not on the page: {page[:200]!r}")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file in a folder that is watched."""
    path = tmp_path / "watched" / "a.txt"
    path.parent.mkdir()
    path.write_text("一", encoding="utf-8")
    return path


@pytest.mark.timeout(60)
def test_a_change_in_the_first_moment_is_noticed(
    tmp_path: Path, source: Path, address: str
) -> None:
    built: list[str] = []

    def build() -> None:
        built.append(source.read_text(encoding="utf-8"))
        if len(built) == 2:
            raise KeyboardInterrupt  # as Ctrl+C ends it
        source.write_text("一二", encoding="utf-8")

    mkdocs_run.serve(tmp_path, build, [source.parent], address)
    assert built == ["一", "一二"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl+C is heard, also where a shell has started the tests in its background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.timeout(60)
@pytest.mark.usefixtures("interruptible")
def test_nothing_is_built_again_without_a_change(
    tmp_path: Path, source: Path, address: str
) -> None:
    built: list[str] = []

    def build() -> None:
        built.append(source.read_text(encoding="utf-8"))
        if len(built) == 1:
            threading.Timer(2, _thread.interrupt_main).start()  # some looks at the files later

    mkdocs_run.serve(tmp_path, build, [source.parent], address)
    assert built == ["一"]


def test_a_change_is_served(checkout: Path, address: str, server: subprocess.Popen[str]) -> None:
    seen(address, "要落实领导带班制度。")
    path = checkout / "sources" / "a.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("领导带班", "专人值守"), encoding="utf-8")
    page = seen(address, "要落实专人值守制度。")
    assert "领导带班" not in page
