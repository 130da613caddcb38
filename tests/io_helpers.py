"""What the tests of reading, writing and the command line share."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import markdown
from click.testing import CliRunner, Result

from converter.cli import cli
from tests.helpers import ROOT, mkdocs_config

#: The smallest document that has everything a test of files needs.
TEXT = "关于工作的通知\n一、总体要求\n坚持全面领导。\n二、主要任务\n抓好落实。\n"

#: A time that MkDocs accepts; `tiaowen build` uses it where none is set.
EPOCH = "315532800"

_LAW = (
    "防汛条例\n（2020年5月1日通过）\n第一条　本条例所称堤防，是指防御洪水的设施。\n"
    "第二条　堤防由人民政府负责维护。\n第三条　任何单位和个人不得破坏堤防。\n"
)
#: Two versions of a law, and a document that cites it.
CITED_VERSIONS = {
    "一.txt": _LAW,
    "二.txt": _LAW.replace("2020", "2023").replace("由人民政府", "由县级人民政府"),
    "三.txt": "河道管理办法\n（2021年5月1日通过）\n第一条　依照《防汛条例》第三条处理。\n",
}


def fill(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, which is made if it is missing."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(*args: str) -> Result:
    """Run the command line in this process."""
    result = CliRunner().invoke(cli, args, prog_name="tiaowen")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def usage(command: str, message: str) -> str:
    """Return what is printed when a command is called wrongly."""
    words = f"tiaowen {command}"
    argument = " FILE" if command == "new" else ""
    return (
        f"Usage: {words} [OPTIONS]{argument}\nTry '{words} --help' for help.\n\nError: {message}\n"
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, hidden ones included, with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that two folders do not have in common, byte for byte."""
    left, right = contents(one), contents(other)
    return [name for name in sorted({*left, *right}) if left.get(name) != right.get(name)]


def tiaowen(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return python("-m", "converter.cli", *args, cwd=cwd, **env)


def python(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in a process of its own, with the checkout's package."""
    path = os.pathsep.join(filter(None, (env.pop("PYTHONPATH", ""), str(ROOT))))
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [sys.executable, *args],
        cwd=cwd,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", **env, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def scratch() -> Path:
    """Make a folder that is removed when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="tiaowen-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def seed_site() -> Path:
    """Build the checkout's own site once for all tests, in a process of its own."""
    site = scratch() / "site"
    done = tiaowen("build", "--site", str(site), cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def copy_checkout(target: Path, names: Iterable[str]) -> Path:
    """Copy files of the checkout in the order given, so that it is the order of creation."""
    for name in names:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, path)
    return target


def rendered(page_text: str) -> str:
    """Render a page's Markdown as MkDocs does, its front matter left out."""
    config = mkdocs_config()
    body = page_text.partition("---\n")[2].partition("---\n")[2]
    return markdown.markdown(
        body,
        extensions=config["markdown_extensions"],
        extension_configs=config["mdx_configs"],
    )
