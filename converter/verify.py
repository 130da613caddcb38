"""A second build, as another machine would do it, held against the first to the byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from converter.delivery.tree import list_tree
from converter.inputs import Inputs
from converter.project import GENERATED

#: Where the second build works, below the folder of the first: a folder of another depth.
PLACE = Path("again") / "on" / "another-machine"

#: What is other there. A locale without Chinese, and a day ahead of all others.
_SURROUNDINGS = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "NO_MKDOCS_2_WARNING": "1"}
_SEED, _OTHER_SEED = "4242", "2424"
#: Found by every Python process that the second build starts.
_CLOCK = "from converter.another_day import begin\n\nbegin()\n"

#: So many bytes before and behind a difference are shown.
_SHOWN = 24


class SecondBuildFailed(Exception):
    """The second build ended with errors; the message is what it has printed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that two builds do not have in common.

    Attributes:
        path: The file.
        how: Where it differs first, or which build alone has it.
    """

    path: str
    how: str

    def __str__(self) -> str:
        """Name the file and the place."""
        return f"{self.path} {self.how}"


def build_again(inputs: Inputs, options: Sequence[str], place: Path) -> Path:
    """Build a second time, as another machine would.

    It is a process of its own in another folder, with a copy of the program, the texts and the
    pages whose files are created in another order; with another hash seed, time zone and
    locale, 400 days later, with another number of processes and without a cache.

    Args:
        inputs: What the first build was made from.
        options: The options of the first build that decide what the site holds.
        place: The folder of the first build.

    Returns:
        The folder that holds the second one: `site` in it, and the ledger as `links.lock` if
        there is one.

    Raises:
        SecondBuildFailed: It ended with errors.
        OSError: Something cannot be written.
    """
    machine = place / PLACE
    _copy(Path(__file__).resolve().parent, machine / "converter", {"_site", "__pycache__"})
    _copy(inputs.origin / "docs", machine / "docs", {*GENERATED})
    shutil.copyfile(inputs.origin / "mkdocs.yml", machine / "mkdocs.yml")
    _copy(inputs.sources, machine / "texts")
    words = ["build", "--sources", "texts", "--site", "out/site", "--no-cache"]
    words += ["--jobs", "1" if inputs.jobs > 1 else "2", *options]
    for option, file, name in (
        ("--glossary", inputs.glossary, "terms.yml"),
        ("--ledger", inputs.ledger, "out/links.lock"),
    ):
        if file:
            words += [option, name]
            (machine / name).parent.mkdir(exist_ok=True)
            if file.exists():
                shutil.copyfile(file, machine / name)
    _run(machine, words)
    return machine / "out"


def _copy(source: Path, target: Path, without: set[str] | None = None) -> None:
    """Copy files in the reverse of their order, and give them times of their own."""
    skipped = without or set()
    for root, folders, names in os.walk(source):
        top = Path(root) == source
        folders[:] = sorted(
            (name for name in folders if name != "__pycache__" and not (top and name in skipped)),
            reverse=True,
        )
        place = target / Path(root).relative_to(source)
        place.mkdir(parents=True, exist_ok=True)
        for name in sorted(names, reverse=True):
            file = Path(root) / name
            if file.is_file() and not (top and name in skipped):
                shutil.copyfile(file, place / name)
                os.utime(place / name, (0, 0))


def _run(machine: Path, words: list[str]) -> None:
    clock = machine / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(_CLOCK, encoding="utf-8", newline="\n")
    # The copy of the program goes before the one that runs here.
    path = [str(machine), str(clock), os.environ.get("PYTHONPATH", "")]
    seed = _OTHER_SEED if os.environ.get("PYTHONHASHSEED") == _SEED else _SEED
    other = {"PYTHONPATH": os.pathsep.join(filter(None, path)), "PYTHONHASHSEED": seed}
    try:
        subprocess.check_output(
            [sys.executable, "-m", "converter.cli", *words],
            cwd=machine,
            env={**os.environ, **_SURROUNDINGS, **other},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.CalledProcessError as error:
        raise SecondBuildFailed(error.output.strip()) from error


def compare(first: Path, second: Path) -> Iterator[Difference]:
    """Compare two sites.

    Args:
        first: The folder of the first.
        second: The folder of the second.

    Yields:
        Files that are not the same bytes, by path.

    Raises:
        NotATree: There is something else than files and folders.
        OSError: Something cannot be read.
    """
    one, other = list_tree(first), list_tree(second)
    for path in sorted({*one, *other}):
        if path not in other:
            yield Difference(path, "is in the first build only")
        elif path not in one:
            yield Difference(path, "is in the second build only")
        elif one[path] != other[path]:
            left, right = (first / path).read_bytes(), (second / path).read_bytes()
            yield Difference(path, where(left, right))


def where(first: bytes, second: bytes) -> str:
    """Say where two files differ first, and what stands there.

    Args:
        first: The one.
        second: The other, which is not the same.

    Returns:
        Byte and line, counted from 1, and the words around in both.
    """
    # So much is the same; found by halves, since files have megabytes.
    at, end = 0, min(len(first), len(second))
    while at < end:
        middle = (at + end + 1) // 2
        if first[at:middle] == second[at:middle]:
            at = middle
        else:
            end = middle - 1
    line = first[:at].count(b"\n") + 1
    words = " and ".join(_around(content, at) for content in (first, second))
    return f"differs from byte {at + 1:,} (line {line:,}) on: {words}"


def _around(content: bytes, at: int) -> str:
    """Quote a place within its line; characters that are cut through are left out."""
    begin = max(at - _SHOWN, content.rfind(b"\n", 0, at) + 1)
    end = content.find(b"\n", at)
    end = min(at + _SHOWN, end if end >= 0 else len(content))
    words = content[begin:end].decode("utf-8", "ignore")
    shown = "".join(char if char.isprintable() else "·" for char in words)
    return f"〔{shown}〕"
