"""The files of a site with their hashes, and one digest for all of them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

#: Names that every system can have, and that lead nowhere outside.
_PART = r"(?!\.{1,2}(?:/|$))[^/\\\x00-\x1f\x7f]+"
_PATH = re.compile(rf"(?![A-Za-z]:){_PART}(?:/{_PART})*")


class NotATree(Exception):
    """A folder holds what cannot be carried: links, or names that not every system can have."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a site.

    Attributes:
        path: Below the site, with forward slashes.
        sha256: Of its content, in hexadecimal.
        size: In bytes.
    """

    path: str
    sha256: str
    size: int


def is_safe(path: str) -> bool:
    """Tell whether a path stays within the site that it is a path of."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return bool(_PATH.fullmatch(path))


def _walk(folder: Path, below: str = "") -> Iterator[str]:
    with os.scandir(folder / below) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder, f"{path}/")
            elif not entry.is_file(follow_symlinks=False):
                raise NotATree(f"{folder.as_posix()}/{path} is no file, but a link or the like")
            elif not is_safe(path):
                shown = path.encode("utf-8", "backslashreplace").decode()
                raise NotATree(f"{folder.as_posix()}/{shown}: not every system can have this name")
            else:
                yield path


def list_tree(folder: Path) -> dict[str, File]:
    """Hash all files below a folder, several at a time.

    Args:
        folder: The folder.

    Returns:
        The files by path, in its order.

    Raises:
        NotATree: It holds something else than files and folders.
        OSError: Something cannot be read.
    """

    def describe(path: str) -> File:
        sha, size = hashlib.sha256(), 0
        with (folder / path).open("rb", buffering=0) as file:
            while block := file.read(1 << 20):
                sha.update(block)
                size += len(block)
        return File(path, sha.hexdigest(), size)

    # Hashing and reading let other threads work meanwhile.
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        found = list(pool.map(describe, sorted(_walk(folder), key=str.encode)))
    return {file.path: file for file in found}


def digest(files: Iterable[tuple[str, str]]) -> str:
    """Make one digest of the paths and hashes of all files.

    It is the SHA-256 of what `sha256sum` prints for all files in the order of their paths as
    bytes, so that anybody can compare two sites without this program.

    Args:
        files: Paths and SHA-256, in any order.

    Returns:
        A SHA-256 in hexadecimal.
    """
    lines = (f"{sha256}  {path}\n" for path, sha256 in sorted(files, key=_by_bytes))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _by_bytes(file: tuple[str, str]) -> bytes:
    return file[0].encode()
